"""Bookings of rooms: by an organisation, or by the house for itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from coopdesk.domain.period import Interval
from coopdesk.domain.room import Room, is_open
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
    """A confirmed booking excludes all others; options may overlap one another, never a confirmed one."""

    OPTION = "option"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingDraft:
    """A booking as it is asked for; no organisation means the house itself."""

    room_id: int
    organisation_id: int | None
    starts_at: datetime
    ends_at: datetime
    kind: BookingKind = BookingKind.MEETING
    purpose: str = ""
    expected_persons: int | None = None
    state: BookingState = BookingState.CONFIRMED
    option_until: date | None = None
    notes: str = ""

    @property
    def interval(self) -> Interval:
        """When the room is taken."""
        return Interval(self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking(BookingDraft):
    """A booking of the register."""

    id: int


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
    elif draft.expected_persons is not None and draft.expected_persons > room.capacity:
        problems.append(
            Problem(
                "expected_persons",
                "over_capacity",
                {"room": room.name, "capacity": room.capacity},
                is_warning=True,
            )
        )
    if draft.option_until is not None and draft.state is not BookingState.OPTION:
        problems.append(Problem("option_until", "option_date_without_option"))
    if not problems and not _inside_hours(draft, room):
        problems.append(Problem("starts_at", "outside_hours", {"room": room.name}, is_warning=True))
    return problems


def check_times(starts_at: datetime, ends_at: datetime) -> list[Problem]:
    """Refuse an end before its start, and a length no single booking has."""
    if ends_at <= starts_at:
        return [Problem("ends_at", "end_before_start")]
    if ends_at - starts_at > LONGEST_BOOKING:
        return [Problem("ends_at", "booking_too_long", {"n": LONGEST_BOOKING.days})]
    return []


def _inside_hours(draft: BookingDraft, room: Room) -> bool:
    if not room.hours:
        return True
    if draft.starts_at.date() != draft.ends_at.date():
        return False
    return is_open(room.hours, draft.starts_at.weekday(), draft.starts_at.time(), draft.ends_at.time())
