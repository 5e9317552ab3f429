"""How a list is asked for: sorted and filtered by the file, handed over window by window."""

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What a search hit, a link or an « open » speaks of."""

    ORGANISATION = "organisation"
    CONTACT = "contact"
    ROOM = "room"
    BOOKING = "booking"
    EQUIPMENT = "equipment"
    LOAN = "loan"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Sort:
    """By which column of the list, in which direction."""

    key: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Which lines of the sorted list."""

    offset: int = 0
    limit: int = 256


EVERYTHING = Window(0, 1_000_000_000)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One answer of the search over everything."""

    subject: Subject
    id: int
    title: str
    detail: str
