"""Personal data: how long it is kept and why, what is held on a person, what erasing them takes and leaves.

Figures and duties are those of the design's notes; what they took from memory rather than from a source read in full
is in `TO_VERIFY`, and every screen and document says so.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import NamedTuple

from coopdesk.domain import backup
from coopdesk.domain.house import House
from coopdesk.domain.listing import Subject
from coopdesk.domain.organisation import Contact
from coopdesk.domain.person import Spot, without
from coopdesk.domain.room_key import HandoverLine
from coopdesk.foundation.problems import Problem


class Rule(Enum):
    """A period or a duty that the program speaks of; coopdesk.wording.personal_data has the sentence of each."""

    CONTACT_RETENTION = auto()
    PAPERS_RETENTION = auto()
    GRANT_PAPERS = auto()
    LEGAL_BASIS = auto()
    RIGHTS = auto()
    ANSWER_DELAY = auto()
    BREACH_DELAY = auto()
    REGISTER_DUTY = auto()
    SENSITIVE_DATA = auto()


TO_VERIFY = frozenset(Rule) - {Rule.RIGHTS}
"""What has not been read in a text of law: the house has it checked before relying on it."""


class HeldContact(NamedTuple):
    """A contact and the organisation it is a contact of."""

    contact: Contact
    organisation: str


class Place(NamedTuple):
    """One text of the file: table, column, and the key of its row."""

    table: str
    column: str
    key: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A text that speaks of a person: where, in which record, and in which words.

    `title` and `on` name the record; `subject` is None for the house's own sheet. A text that can only be replaced by
    hand has `can_replace` False.
    """

    place: Place
    subject: Subject | None
    record_id: int
    title: str
    on: date | None
    text: str
    spots: tuple[Spot, ...]
    can_replace: bool

    @property
    def is_certain(self) -> bool:
        """Whether it is surely this person; a family name alone may be another's."""
        return any(spot.is_certain for spot in self.spots)

    def after(self, mark: str) -> str:
        """The text once the person is taken out of it; an address or a number leaves nothing behind."""
        return without(self.text, self.spots, "" if self.place.column in {"email", "phone"} else mark)


@dataclass(frozen=True, slots=True)
class PersonalData:
    """All that is held on a person, to be handed to them; `keys` are those they hold or held."""

    house: House
    edited_on: date
    contacts: tuple[HeldContact, ...]
    mentions: tuple[Mention, ...]
    keys: tuple[HandoverLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What is written in the place of an erased person; `contact` has the {number} of the contact."""

    contact: str
    text: str


class LoanDuty(NamedTuple):
    """A loan that may still call for somebody to reach; `came_back_wrong` counts what was damaged or missing."""

    organisation_id: int
    number: str
    closed_at: datetime | None
    came_back_wrong: int


class Hindrance(NamedTuple):
    """Why a contact cannot be erased yet; one that `can_be_settled` only waits for the house to say it is."""

    contact_id: int
    problem: Problem
    can_be_settled: bool


class Kept(NamedTuple):
    """What stays of the organisations, and in the totals."""

    bookings: int
    loans: int
    actions: int


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What erasing these contacts would take, what holds it up and what stays."""

    contacts: tuple[HeldContact, ...]
    hindrances: tuple[Hindrance, ...]
    mentions: tuple[Mention, ...]
    kept: Kept
    backups_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureDraft:
    """An erasure as it is asked for: who, in which texts too, and whether damage was settled."""

    contact_ids: tuple[int, ...]
    places: tuple[Place, ...]
    marks: Marks
    is_settled: bool = False


class IdleContact(NamedTuple):
    """A contact of an organisation that has given no sign since the retention period began; None for never."""

    id: int
    name: str
    organisation_id: int
    organisation: str
    last_activity: date | None
    confirmed_on: date | None
    collected_on: date | None


@dataclass(frozen=True, slots=True)
class ProcessingRegister:
    """What the register sheet and the information notice are filled with."""

    house: House
    edited_on: date
    contacts: int
    erased: int
    without_source: int
    not_informed: int
    is_encrypted: bool


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last one of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if years < 1:
        return date.min
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def backups_until(today: date) -> date:
    """From when on a backup that is made deletes the last one that still holds who is erased today."""
    return months_before(today.replace(day=1), -backup.MONTHS)


def key_out(held: HeldContact, key: str) -> Hindrance:
    """A key that a contact holds keeps their erasure waiting: nobody else knows who opens that door."""
    params = {"name": held.contact.name, "organisation": held.organisation, "key": key}
    return Hindrance(held.contact.id, Problem("", "erasure_key_out", params), can_be_settled=False)


def hindrances(held: HeldContact, loans: list[LoanDuty], today: date, papers_retention: int) -> list[Hindrance]:
    """Why the only contact of an organisation cannot be erased yet; `loans` are those of that organisation.

    Whether damage was paid is not in the file: within the period papers are kept for, the house has to say so.
    """
    since = months_before(today, papers_retention)
    found = []
    for loan in loans:
        params = {"name": held.contact.name, "organisation": held.organisation, "number": loan.number}
        if loan.closed_at is None:
            found.append(Hindrance(held.contact.id, Problem("", "erasure_loan_open", params), can_be_settled=False))
        elif loan.came_back_wrong and loan.closed_at.date() >= since:
            found.append(Hindrance(held.contact.id, Problem("", "erasure_damage", params), can_be_settled=True))
    return found
