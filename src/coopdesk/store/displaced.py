"""Bookings that stand in the way of a room's closure, or of its retirement; what becomes of them, all at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, type_coerce, update

from coopdesk.domain.booking import LONGEST_BOOKING, TAKING, Booking, BookingLine
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
_HELD = {one.name for one in fields(Booking)}
_THESE = select(*(column for column in booking.columns if column.name in _HELD)).where(
    booking.c.id.in_(bindparam("ids", expanding=True))
)
_BECOMING = (
    *("room_id", "starts_at", "ends_at", "state", "option_until", "reason_code", "reason", "override_reason"),
    *("buffer_before", "buffer_after"),
)
_BECOME = update(booking).where(booking.c.id == bindparam("record"))
_AT_ONCE = 10_000

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
    lines = [line for ids in _portions(sorted(found)) for line in lines_of(connection, ids).values()]
    return sorted(lines, key=lambda line: (line.starts_text, line.room, line.id))


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


def bookings(connection: Connection, ids: Sequence[int]) -> list[Booking]:
    """Some bookings, in this order."""
    rows = [row for some in _portions(ids) for row in connection.execute(_THESE, {"ids": some}).mappings()]
    found = {row["id"]: Booking(**row) for row in rows}
    return [found[key] for key in ids if key in found]


def write(connection: Connection, becoming: Sequence[Booking]) -> None:
    """Write what has become of bookings: where and when they are, how far, and why."""
    if becoming:
        rows = [{"record": one.id, **{name: getattr(one, name) for name in _BECOMING}} for one in becoming]
        connection.execute(_BECOME, rows)


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many at once as SQLite takes parameters of one statement: a house that closes for summer displaces more."""
    for first in range(0, len(ids), _AT_ONCE):
        yield ids[first : first + _AT_ONCE]


def last_end(connection: Connection) -> datetime | None:
    """When the last of all bookings ends, as far as a yearly closure need be looked at."""
    last = connection.scalar(select(func.max(_STARTS)))
    return None if last is None else datetime.fromisoformat(last) + LONGEST_BOOKING
