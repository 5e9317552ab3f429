"""What the plannings ask beyond the bookings of some days: the typical week of a season, the dates of one series."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, literal_column, select, type_coerce
from sqlalchemy import String as Text

from coopdesk.domain.booking import SHOWN, BookingLine
from coopdesk.domain.period import Period
from coopdesk.store import bookings
from coopdesk.store.schema import booking, series
from coopdesk.store.schema.types import Day


class Habit(NamedTuple):
    """The dates of a series in one room, on one weekday (Sunday is 0), at the same hours; one stands for all."""

    booking_id: int
    series_id: int
    weekday: int
    starts_at: str
    ends_at: str
    dates: int
    first: date
    last: date


_STARTS, _ENDS = type_coerce(booking.c.starts_at, Text), type_coerce(booking.c.ends_at, Text)
_ON = type_coerce(booking.c.occurrence_on, Text)
_WEEKDAY = func.strftime("%w", _STARTS)
_FROM, _TO = func.substr(_STARTS, 12), func.substr(_ENDS, 12)
# Series by series through the index on their dates: other seasons and single bookings are never looked at.
_HABITS = (
    select(
        func.min(booking.c.id),
        series.c.id,
        _WEEKDAY,
        _FROM,
        _TO,
        func.count(),
        type_coerce(func.min(_ON), Day),
        type_coerce(func.max(_ON), Day),
    )
    .select_from(series.join(booking, booking.c.series_id == series.c.id))
    .where(
        _ON.between(bindparam("first", type_=Text), bindparam("last", type_=Text)),
        booking.c.state.in_([literal_column(f"'{state}'") for state in sorted(SHOWN)]),
    )
    .group_by(series.c.id, booking.c.room_id, _WEEKDAY, _FROM, _TO)
    .order_by(series.c.id, func.min(_STARTS))
)
_DATES = select(booking.c.id).where(booking.c.series_id == bindparam("series"))


_LAST_ROOM = select(booking.c.room_id).order_by(booking.c.id.desc()).limit(1)


def last_room(connection: Connection) -> int | None:
    """The room of the booking that was entered last."""
    return connection.scalar(_LAST_ROOM)


def habits(connection: Connection, season: Period) -> list[Habit]:
    """When each series of a season is usually held, and when else."""
    rows = connection.execute(_HABITS, {"first": season.first.isoformat(), "last": season.last.isoformat()})
    return [Habit(key, series_id, int(day), start, end, *rest) for key, series_id, day, start, end, *rest in rows]


def dates_of(connection: Connection, series_id: int) -> list[BookingLine]:
    """Every date of a series, those that are not held too, in order."""
    ids = list(connection.scalars(_DATES, {"series": series_id}))
    return sorted(bookings.lines_of(connection, ids).values(), key=lambda line: (line.starts_text, line.id))
