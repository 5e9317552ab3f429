"""The waiting list: a request whose time is taken waits, and rings when the time is free."""

from typing import NamedTuple

from sqlalchemy import Connection

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.period import Interval
from coopdesk.services.desk import Desk
from coopdesk.store import rooms
from coopdesk.store import waiting as store

TABLES = frozenset({"booking", "room", "room_part", "closure"})
"""What may free a time, or take one."""


class Standing(NamedTuple):
    """The requests to come, by the order they were made: those whose time is free, and those that wait."""

    ringing: tuple[BookingLine, ...]
    waiting: tuple[BookingLine, ...]


def standing(desk: Desk) -> Standing:
    """How every request to come stands: one statement, whatever the number of bookings."""
    with desk.read() as connection:
        return standing_in(connection, desk)


def standing_in(connection: Connection, desk: Desk) -> Standing:
    """The same, in a reading that is open already."""
    found = store.standing(connection, desk.now())
    free = [line for line, is_taken in found if not is_taken]
    closed = _closed(connection, free)
    return Standing(
        tuple(line for line in free if line.id not in closed),
        tuple(line for line, is_taken in found if is_taken or line.id in closed),
    )


def ringing(desk: Desk) -> list[BookingLine]:
    """The requests to come whose time is free: each can be confirmed."""
    return list(standing(desk).ringing)


def waiting(desk: Desk) -> list[BookingLine]:
    """The requests to come whose time is taken or closed."""
    return list(standing(desk).waiting)


def _closed(connection: Connection, lines: list[BookingLine]) -> set[int]:
    """The requests at a time when their room is closed; each room's closures are read once."""
    closures = {room_id: rooms.closures_of(connection, room_id) for room_id in {line.room_id for line in lines}}
    return {
        line.id
        for line in lines
        for closure in closures[line.room_id]
        if any(closure.during(Interval(line.starts_at, line.ends_at)))
    }
