"""What the plannings show: some days whole, the typical week of a season, a series; and what is dragged or copied."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from coopdesk.domain.booking import BookingDraft, BookingLine, BookingState
from coopdesk.domain.calendars import Calendar, school_year_of, season_end
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Period
from coopdesk.foundation.problems import Outcome, refused
from coopdesk.services import bookings, calendars, closures
from coopdesk.services.closures import ClosureSpan
from coopdesk.services.desk import Desk
from coopdesk.store import bookings as bookings_store
from coopdesk.store import plannings as store
from coopdesk.store import rooms as rooms_store

_SELDOM = 8
"""A date in so many that is held elsewhere, or at other hours, is an exception: it is no part of the typical week."""


@dataclass(frozen=True, slots=True)
class Planning:
    """Some days: what is booked, what is closed, which holidays there are."""

    lines: tuple[BookingLine, ...]
    closures: tuple[ClosureSpan, ...]
    calendar: Calendar


class Habit(NamedTuple):
    """A series as it is usually held, laid on one week: on how many dates, from which to which."""

    line: BookingLine
    dates: int
    first: date
    last: date


def planning(desk: Desk, days: Period, room_id: int | None = None) -> Planning:
    """What is on during some days, in one room's spaces or in all."""
    during = days.interval
    return Planning(
        tuple(bookings.between(desk, during, room_id)),
        tuple(closures.between(desk, during, room_id)),
        calendars.calendar(desk),
    )


def last_room(desk: Desk) -> int | None:
    """The room that was booked last, None where none ever was."""
    with desk.read() as connection:
        return store.last_room(connection)


def season_of(day: date) -> Period:
    """The season a day is in: from September to August, as school years are."""
    return Period(date(school_year_of(day), 9, 1), season_end(day))


def typical_week(desk: Desk, season: Period, monday: date, room_id: int | None = None) -> list[Habit]:
    """Each series of a season where it is usually held, laid on the week of a Monday."""
    with desk.read() as connection:
        habits = store.habits(connection, season)
        lines = bookings_store.lines_of(connection, [one.booking_id for one in habits])
        rooms = None if room_id is None else set(rooms_store.sharing(connection, room_id))
    all_dates: Counter[int] = Counter()
    for one in habits:
        all_dates[one.series_id] += one.dates
    return [
        Habit(_laid(lines[one.booking_id], one, monday), one.dates, one.first, one.last)
        for one in habits
        if one.dates * _SELDOM >= all_dates[one.series_id] and (rooms is None or lines[one.booking_id].room_id in rooms)
    ]


def _laid(line: BookingLine, habit: store.Habit, monday: date) -> BookingLine:
    day = monday + timedelta(days=(habit.weekday - 1) % 7)
    start = datetime.combine(day, time.fromisoformat(habit.starts_at))
    end = start + (line.ends_at - line.starts_at)
    return line._replace(starts_text=start.isoformat(timespec="minutes"), ends_text=end.isoformat(timespec="minutes"))


def dates_of(desk: Desk, series_id: int) -> list[BookingLine]:
    """Every date of a series, in order, whatever became of it."""
    with desk.read() as connection:
        return store.dates_of(connection, series_id)


def move(desk: Desk, booking_id: int, starts_at: datetime, ends_at: datetime, room_id: int) -> Outcome:
    """Put a booking at other hours, on another day, in another room; of a series, this date alone."""
    booking = bookings.get(desk, booking_id)
    if booking is None:
        return refused("", "booking_unknown")
    draft = replace(booking, starts_at=starts_at, ends_at=ends_at, room_id=room_id)
    return bookings.edit(desk, booking_id, draft, Operation.MOVE_BOOKING)


def copied(desk: Desk, booking_id: int, starts_at: datetime, room_id: int) -> BookingDraft | None:
    """The same booking at another time; what became of the first, and why it was let through, is not copied."""
    booking = bookings.get(desk, booking_id)
    if booking is None:
        return None
    draft = BookingDraft(**{name: getattr(booking, name) for name in BookingDraft.__dataclass_fields__})
    is_open = draft.state in {BookingState.OPTION, BookingState.REQUEST}
    until = draft.option_until if draft.option_until is None or draft.option_until >= desk.today() else None
    return replace(
        draft,
        room_id=room_id,
        starts_at=starts_at,
        ends_at=starts_at + (booking.ends_at - booking.starts_at),
        state=draft.state if is_open else BookingState.CONFIRMED,
        option_until=until if draft.state is BookingState.OPTION else None,
        override_reason="",
    )


def copy(desk: Desk, booking_id: int, starts_at: datetime, room_id: int) -> Outcome:
    """Book the same once more, at another time or in another room."""
    draft = copied(desk, booking_id, starts_at, room_id)
    if draft is None:
        return refused("", "booking_unknown")
    return bookings.book(desk, draft)
