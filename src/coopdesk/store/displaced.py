"""Bookings that stand in the way of a room's closure, or of its retirement."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, type_coerce

from coopdesk.domain.booking import LONGEST_BOOKING, TAKING, BookingLine
from coopdesk.domain.period import Interval
from coopdesk.store.bookings import lines_of
from coopdesk.store.schema import booking
from coopdesk.store.schema.types import MinuteText, minute_text

_STARTS, _ENDS = type_coerce(booking.c.starts_at, MinuteText), type_coerce(booking.c.ends_at, MinuteText)
_TAKES = booking.c.state.in_(sorted(TAKING))
_DURING = select(booking.c.id).where(
    booking.c.room_id.in_(bindparam("rooms", expanding=True)),
    _STARTS < bindparam("end"),
    _STARTS >= bindparam("earliest"),
    _ENDS > bindparam("first"),
    _TAKES,
)
_IN_ROOMS = select(booking.c.id).where(booking.c.room_id.in_(bindparam("rooms", expanding=True)), _TAKES)


def during(
    connection: Connection, rooms: Collection[int], intervals: Sequence[Interval], after: datetime
) -> list[BookingLine]:
    """The bookings of some rooms that take them in one of these stretches and end after a moment, soonest first."""
    found: set[int] = set()
    for one in intervals:
        parameters: dict[str, Any] = {
            "rooms": sorted(rooms),
            "first": minute_text(max(one.start, after)),
            "end": minute_text(one.end),
            "earliest": minute_text(one.start - LONGEST_BOOKING),
        }
        found.update(connection.scalars(_DURING, parameters))
    return sorted(lines_of(connection, found).values(), key=lambda line: (line.starts_text, line.room, line.id))


def from_day(connection: Connection, rooms: Collection[int], day: date, after: datetime) -> list[BookingLine]:
    """The bookings of some rooms that run into a day or come later, and end after a moment, soonest first."""
    first = max(datetime.combine(day, time()), after)
    # Its index goes by start: what began long before has ended.
    rows = _IN_ROOMS.where(_STARTS >= minute_text(first - LONGEST_BOOKING), _ENDS > minute_text(first))
    lines = lines_of(connection, set(connection.scalars(rows, {"rooms": sorted(rooms)})))
    return sorted(lines.values(), key=lambda line: (line.starts_text, line.id))


def to_come(connection: Connection, room_id: int, after: datetime) -> list[int]:
    """The bookings of a room that begin after a moment, by start."""
    rows = _IN_ROOMS.where(_STARTS >= minute_text(after)).order_by(_STARTS)
    return list(connection.scalars(rows, {"rooms": [room_id]}))


def last_end(connection: Connection) -> datetime | None:
    """When the last of all bookings ends, as far as a yearly closure need be looked at."""
    last = connection.scalar(select(func.max(_STARTS)))
    return None if last is None else datetime.fromisoformat(last) + LONGEST_BOOKING
