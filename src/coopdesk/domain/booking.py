"""Bookings of rooms: by an organisation, or by the house for itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from coopdesk.domain.period import Interval
from coopdesk.domain.room import Layout, Room, capacity_of, is_open
from coopdesk.foundation.problems import Problem

LONGEST_BOOKING = timedelta(days=31)
"""One booking lasts at most this: the bound that keeps the conflict check an index look-up (performance.md)."""


class BookingKind(StrEnum):
    """What people come to do; each kind has its colour in the planning."""

    WORKSHOP = "workshop"
    LESSON = "lesson"
    DROP_IN = "drop_in"
    MEETING = "meeting"
    EVENT = "event"
    INTERNAL = "internal"


class BookingState(StrEnum):
    """How far a booking is (domain.md §4.1); every one is kept and counted, whatever became of it.

    A firm one excludes all others; options may overlap one another, never a firm one; the rest take no room. A date of
    a series that is not held stays as `SKIPPED`, with its reason.
    """

    REQUEST = "request"
    OPTION = "option"
    CONFIRMED = "confirmed"
    HELD = "held"
    NO_SHOW = "no_show"
    LAPSED = "lapsed"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


FIRM = frozenset({BookingState.CONFIRMED, BookingState.HELD})
"""The states that keep everybody else out."""

TAKING = FIRM | {BookingState.OPTION}
"""The states that take the room."""

SHOWN = TAKING | {BookingState.REQUEST, BookingState.NO_SHOW}
"""The states that a planning shows; the others are in the list and in the summaries."""


class Reason(StrEnum):
    """Why a booking does not take place, or a date of a series is left out; `reason` says more in words."""

    SCHOOL_HOLIDAY = "school_holiday"
    NO_SCHOOL_HOLIDAY = "no_school_holiday"
    BANK_HOLIDAY = "bank_holiday"
    CLOSURE = "closure"
    CONFLICT = "conflict"
    OUTSIDE_HOURS = "outside_hours"
    PAPERS = "papers"
    BY_ORGANISATION = "by_organisation"
    BY_HOUSE = "by_house"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingDraft:
    """A booking as it is asked for; no organisation means the house itself.

    `override_reason` says why it stands although it is outside opening hours, over capacity or in a closure.
    """

    room_id: int
    organisation_id: int | None
    starts_at: datetime
    ends_at: datetime
    kind: BookingKind = BookingKind.MEETING
    layout: Layout | None = None
    purpose: str = ""
    expected_persons: int | None = None
    state: BookingState = BookingState.CONFIRMED
    option_until: date | None = None
    override_reason: str = ""
    notes: str = ""

    @property
    def interval(self) -> Interval:
        """When people are in the room, buffers left aside."""
        return Interval(self.starts_at, self.ends_at)

    @property
    def is_firm(self) -> bool:
        """Whether it keeps everybody else out."""
        return self.state in FIRM


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking(BookingDraft):
    """A booking of the register.

    A date of a series is known by the series and its original date, `occurrence_on`, wherever it was moved. The
    buffers, in minutes, are what the room asks for, less where the same organisation is in just before or after. `uid`
    is what another calendar calls it, "" for one that was booked here.
    """

    id: int
    series_id: int | None = None
    occurrence_on: date | None = None
    reason_code: Reason | None = None
    reason: str = ""
    buffer_before: int = 0
    buffer_after: int = 0
    uid: str = ""


class BookingLine(NamedTuple):
    """A booking as lists and plannings show it. Times are ISO text to the minute, parsed only where shown."""

    id: int
    room_id: int
    organisation_id: int | None
    starts_text: str
    ends_text: str
    kind: BookingKind
    state: BookingState
    purpose: str
    expected_persons: int | None
    option_until: date | None
    room: str
    organisation: str | None
    series_id: int | None = None
    buffer_before: int = 0
    buffer_after: int = 0
    reason_code: Reason | None = None
    reason: str = ""
    layout: Layout | None = None

    @property
    def starts_at(self) -> datetime:
        """When it starts, wall clock of the house."""
        return datetime.fromisoformat(self.starts_text)

    @property
    def ends_at(self) -> datetime:
        """When it ends, wall clock of the house."""
        return datetime.fromisoformat(self.ends_text)


def check(draft: BookingDraft, room: Room) -> list[Problem]:
    """All that is wrong with a booking by itself; clashes with others need the register."""
    problems = check_times(draft.starts_at, draft.ends_at)
    if draft.expected_persons is not None and draft.expected_persons < 0:
        problems.append(Problem("expected_persons", "negative_count"))
    elif draft.expected_persons is not None and draft.expected_persons > (most := capacity_of(room, draft.layout)):
        problems.append(
            Problem(
                "expected_persons",
                "over_capacity",
                {"room": room.name, "capacity": most},
                is_warning=bool(draft.override_reason),
            )
        )
    if draft.option_until is not None and draft.state not in {BookingState.OPTION, BookingState.LAPSED}:
        problems.append(Problem("option_until", "option_date_without_option"))
    if not problems and not is_open(room.hours, draft.interval):
        problems.append(
            Problem("starts_at", "outside_hours", {"room": room.name}, is_warning=bool(draft.override_reason))
        )
    return problems


def check_times(starts_at: datetime, ends_at: datetime) -> list[Problem]:
    """Refuse an end before its start, and a length no single booking has."""
    if ends_at <= starts_at:
        return [Problem("ends_at", "end_before_start")]
    if ends_at - starts_at > LONGEST_BOOKING:
        return [Problem("ends_at", "booking_too_long", {"n": LONGEST_BOOKING.days})]
    return []
