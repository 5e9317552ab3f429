"""Keys and badges: which one, who holds it, since when, against what deposit."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

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


class KeyLine(NamedTuple):
    """A key as the register shows it: what it opens, and who holds it since when; no handover while it is in."""

    id: int
    label: str
    kind: KeyKind
    lost_on: date | None
    rooms: str
    handover_id: int | None
    organisation_id: int | None
    organisation: str | None
    contact: str | None
    given_on: date | None
    due_on: date | None
    deposit: int | None

    @property
    def is_out(self) -> bool:
        """Whether somebody holds it."""
        return self.handover_id is not None

    def is_late(self, today: date) -> bool:
        """Whether it should have come back by now."""
        return self.is_out and self.due_on is not None and self.due_on < today


class HandoverLine(NamedTuple):
    """A handover as a history shows it."""

    id: int
    key_id: int
    key: str
    organisation_id: int
    organisation: str
    contact: str | None
    given_on: date
    due_on: date | None
    returned_on: date | None
    deposit: int | None
    deposit_returned_on: date | None
    notes: str

    @property
    def has_open_deposit(self) -> bool:
        """Whether a deposit is still to be given back."""
        return bool(self.deposit) and self.deposit_returned_on is None


class DoorKey(NamedTuple):
    """A key that opens a room, and who holds it; None while it is in."""

    room_id: int
    key_id: int
    handover_id: int | None
    organisation_id: int | None


class KeyState(StrEnum):
    """How the key of a booking's room stands, for the one who comes."""

    TO_HAND_OVER = "to_hand_over"
    OUT = "out"
    ELSEWHERE = "elsewhere"


def state_for(organisation_id: int | None, keys: list[DoorKey]) -> KeyState | None:
    """How the keys of a room stand for an organisation: with it already, to be handed over, or all with others.

    None where the room has no key, or the house comes itself.
    """
    if organisation_id is None or not keys:
        return None
    if any(one.organisation_id == organisation_id for one in keys):
        return KeyState.OUT
    return KeyState.TO_HAND_OVER if any(one.handover_id is None for one in keys) else KeyState.ELSEWHERE


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
