"""Keys and badges: which one, who holds it, since when, against what deposit."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopdesk.foundation.problems import Problem


class KeyKind(StrEnum):
    """What opens the door."""

    KEY = "key"
    BADGE = "badge"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomKeyDraft:
    """A key as it is entered: its label, and the rooms it opens."""

    label: str
    kind: KeyKind = KeyKind.KEY
    lost_on: date | None = None
    notes: str = ""
    rooms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomKey(RoomKeyDraft):
    """A key of the register."""

    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHandoverDraft:
    """A key handed to an organisation, by way of one of its contacts where it is known; the deposit is in cents.

    A deposit is followed, never booked as income (domain.md §4.1, rule 8).
    """

    key_id: int
    organisation_id: int
    contact_id: int | None = None
    given_on: date
    due_on: date | None = None
    returned_on: date | None = None
    deposit: int | None = None
    deposit_returned_on: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHandover(KeyHandoverDraft):
    """A handover of the register."""

    id: int


def check(draft: RoomKeyDraft) -> list[Problem]:
    """All that is wrong with a key by itself."""
    return [] if draft.label else [Problem("label", "required")]


def check_handover(draft: KeyHandoverDraft) -> list[Problem]:
    """All that is wrong with a handover by itself."""
    problems = [
        Problem(name, "before_handover")
        for name in ("due_on", "returned_on", "deposit_returned_on")
        if (day := getattr(draft, name)) is not None and day < draft.given_on
    ]
    if draft.deposit is not None and draft.deposit < 0:
        problems.append(Problem("deposit", "negative_amount"))
    if draft.deposit_returned_on is not None and draft.deposit is None:
        problems.append(Problem("deposit_returned_on", "no_deposit"))
    return problems
