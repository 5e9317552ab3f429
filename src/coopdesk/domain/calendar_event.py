"""Bookings as another calendar has them: events and series known by their UID, by the house's own clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from coopdesk.domain.booking import BookingKind, BookingState, Reason
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.room import Layout
from coopdesk.domain.text import fold
from coopdesk.foundation.problems import Problem

SEPARATOR = " · "
"""Between who and what for in the title of an event."""

LIVE = frozenset({BookingState.REQUEST, BookingState.OPTION, BookingState.CONFIRMED})
"""The states of an event that is to take place; what was held, or nobody came to, is confirmed to other calendars."""


class LeftOut(NamedTuple):
    """A date of a series that does not take place, and why; other calendars only say that it is left out."""

    day: date
    state: BookingState = BookingState.SKIPPED
    reason: Reason | None = Reason.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """A booking, a series, or a date of a series that is not like the others.

    A series has `dates`: all that its rule gives, those picked by hand, those left out. `original` is when the date of
    the series `uid` whose place this takes would have begun. `kind` tells an event of ours: other calendars know none,
    and then nothing is known of layout, persons and holidays either. `line` is where it stands in a file, `problems`
    why it cannot be taken.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str = ""
    location: str = ""
    organiser: str = ""
    state: BookingState = BookingState.CONFIRMED
    option_until: date | None = None
    kind: BookingKind | None = None
    layout: Layout | None = None
    persons: int | None = None
    original: datetime | None = None
    rule: str = ""
    dates: tuple[date, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    school_holidays: HolidayRule | None = None
    bank_holidays: HolidayRule | None = None
    line: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def is_series(self) -> bool:
        """Whether it comes back."""
        return bool(self.dates)

    @property
    def is_ours(self) -> bool:
        """Whether it was written by this program, so that what it does not say is not so."""
        return self.kind is not None


@dataclass(frozen=True, slots=True)
class EventCalendar:
    """Events under one name, by one clock."""

    name: str
    time_zone: str
    events: tuple[CalendarEvent, ...]


class ImportState(StrEnum):
    """What an import does with one date of a calendar."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    CLASHING = "clashing"
    REFUSED = "refused"
    UNCHANGED = "unchanged"


def shown_state(state: BookingState) -> BookingState:
    """A state as other calendars are told of it: whether people came is the house's own business."""
    return BookingState.CONFIRMED if state in {BookingState.HELD, BookingState.NO_SHOW} else state


def summary_of(organisation: str | None, purpose: str, house: str) -> str:
    """The title of an event: who, then what for; the house's own name where there is neither."""
    return SEPARATOR.join(filter(None, (organisation, purpose))) or house


class Title(NamedTuple):
    """Who an event is for, None where its title names nobody known, and what for."""

    organisation_id: int | None
    purpose: str


class Names:
    """Organisations by what the title of an event calls them; two of one name are nobody."""

    def __init__(self, names: Iterable[tuple[int, str]], house: str) -> None:
        self._house = house
        known: dict[str, int | None] = {}
        for key, name in names:
            folded = fold(name)
            known[folded] = None if folded in known else key
        self._known: Mapping[str, int | None] = known

    def find(self, name: str) -> int | None:
        """The organisation of exactly this name."""
        return self._known.get(fold(name.strip()))

    def title(self, event: CalendarEvent) -> Title:
        """Who and what for, from the title, else from the organiser or the place."""
        summary = "" if event.summary == self._house else event.summary
        whole = self.find(summary)
        if whole is not None:
            return Title(whole, "")
        # The longest name first: one may hold what parts names from purposes itself.
        for separator in (SEPARATOR, " - ", " – ", " — ", " : ", ": "):
            place = summary.rfind(separator)
            while place > 0:
                named = self.find(summary[:place])
                if named is not None:
                    return Title(named, summary[place + len(separator) :].strip())
                place = summary.rfind(separator, 0, place)
        return Title(self.find(event.organiser) or self.find(event.location), summary)
