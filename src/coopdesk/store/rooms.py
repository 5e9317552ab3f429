"""Rooms in the file: what they are made of, when they open, when they are closed."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, or_, select

from coopdesk.domain.closure import Closure
from coopdesk.domain.room import LayoutCapacity, OpeningHours, Room
from coopdesk.domain.text import fold
from coopdesk.store.engine import driver
from coopdesk.store.guard import LONGEST_DAYS
from coopdesk.store.registers import Part, Register
from coopdesk.store.schema import (
    booking,
    closure,
    room,
    room_fixture,
    room_hours,
    room_layout,
    room_part,
    series,
)


def _hours_rows(hours: Sequence[OpeningHours]) -> list[dict[str, Any]]:
    names = ("weekday", "opens_at", "closes_at", "first", "last")
    return [{name: getattr(one, name) for name in names} for one in sorted(hours)]


ROOMS = Register(
    room,
    Room,
    title="name",
    folded="name_folded",
    parts=(
        Part(
            name="hours",
            table=room_hours,
            owner="room_id",
            to_rows=_hours_rows,
            from_row=lambda row: OpeningHours(
                row["weekday"], row["opens_at"], row["closes_at"], row["first"], row["last"]
            ),
            order="weekday",
        ),
        Part(
            name="layouts",
            table=room_layout,
            owner="room_id",
            to_rows=lambda layouts: [{"layout": one.layout, "capacity": one.capacity} for one in layouts],
            from_row=lambda row: LayoutCapacity(row["layout"], row["capacity"]),
            order="layout",
        ),
        Part(
            name="fixtures",
            table=room_fixture,
            owner="room_id",
            to_rows=lambda names: [{"position": place, "name": name} for place, name in enumerate(names)],
            from_row=lambda row: row["name"],
            order="position",
        ),
        Part(
            name="parts",
            table=room_part,
            owner="room_id",
            to_rows=lambda rooms: [{"part_id": part} for part in rooms],
            from_row=lambda row: row["part_id"],
            order="part_id",
        ),
    ),
)
CLOSURES = Register(closure, Closure)


def bookings_in(connection: Connection, room_id: int) -> int:
    """How many bookings and series hang on a room."""
    booked = select(func.count()).select_from(booking).where(booking.c.room_id == room_id)
    repeated = select(func.count()).select_from(series).where(series.c.room_id == room_id)
    return (connection.scalar(booked) or 0) + (connection.scalar(repeated) or 0)


def wholes_of(connection: Connection, room_id: int) -> list[str]:
    """The names of the rooms a room is part of."""
    whole = select(room.c.name).join(room_part, room_part.c.room_id == room.c.id).where(room_part.c.part_id == room_id)
    return list(connection.scalars(whole.order_by(room.c.name_folded)))


def spaces(connection: Connection, rooms: Sequence[int]) -> tuple[int, ...]:
    """The spaces that some rooms are made of; a room without parts is one itself."""
    if not rooms:
        return ()
    parts = select(room_part.c.room_id, room_part.c.part_id).where(room_part.c.room_id.in_(rooms))
    found = list(connection.execute(parts))
    wholes = {whole for whole, _part in found}
    return tuple(sorted({part for _whole, part in found} | (set(rooms) - wholes)))


def parts_of(connection: Connection, whole: Room) -> list[Room]:
    """The rooms a room is made of, none for a space by itself."""
    found = (ROOMS.get(connection, part) for part in whole.parts)
    return [one for one in found if one is not None]


class Touching(NamedTuple):
    """A booking of a room, and another one in the spaces the room would be made of.

    `overlaps`: the people would be there at the same time; else only what is kept free around them would.
    """

    mine: int
    other: int
    overlaps: bool


_TOUCHING = """
SELECT DISTINCT b.id, c.id, b.starts_at < c.ends_at AND c.starts_at < b.ends_at, b.starts_at, c.starts_at
FROM (SELECT DISTINCT booking_id, starts_at, ends_at, firm FROM occupancy
      WHERE booking_id IN (SELECT id FROM booking WHERE room_id = {room})) mine
CROSS JOIN room s ON s.id IN ({spaces})
CROSS JOIN occupancy o ON o.space_id = s.id AND o.firm = {firm} AND o.starts_at < mine.ends_at
    AND o.ends_at > mine.starts_at AND o.starts_at >= {earliest}
CROSS JOIN booking c ON c.id = o.booking_id AND c.room_id <> {room}
CROSS JOIN booking b ON b.id = mine.booking_id
WHERE {condition}
"""
# As the conflict check: from the last firm one that starts before on; options may overlap one another.
_LAST_BEFORE = """coalesce((SELECT max(starts_at) FROM occupancy
    WHERE space_id = s.id AND firm = 1 AND starts_at <= mine.starts_at), mine.starts_at)"""
_LONG_BEFORE = f"strftime('%Y-%m-%dT%H:%M', mine.starts_at, '-{LONGEST_DAYS} days')"


def touching(connection: Connection, room_id: int, made_of: Sequence[int]) -> list[Touching]:
    """What would be in one place if a room were made of these spaces, in order of start."""
    known = {"room": int(room_id), "spaces": ", ".join(str(int(one)) for one in made_of)}
    firm = _TOUCHING.format(**known, firm=1, earliest=_LAST_BEFORE, condition="1")
    options = _TOUCHING.format(**known, firm=0, earliest=_LONG_BEFORE, condition="mine.firm = 1")
    rows = connection.exec_driver_sql(f"{firm} UNION {options} ORDER BY 4, 5, 1, 2")
    return [Touching(row[0], row[1], bool(row[2])) for row in rows]


def sharing(connection: Connection, room_id: int) -> list[int]:
    """The rooms that share a space with a room, itself among them."""
    mine = select(room_part.c.part_id).where(room_part.c.room_id == room_id)
    wholes = select(room_part.c.room_id).where(or_(room_part.c.part_id == room_id, room_part.c.part_id.in_(mine)))
    found = set(connection.scalars(mine)) | set(connection.scalars(wholes))
    return sorted({room_id, *found})


def rooms_sharing(connection: Connection) -> dict[int, frozenset[int]]:
    """For every room those that share a space with it, itself among them."""
    spaces: dict[int, set[int]] = {room_id: set() for room_id in connection.scalars(select(room.c.id))}
    for whole, part in connection.execute(select(room_part.c.room_id, room_part.c.part_id)):
        spaces[whole].add(part)
    owned = {room_id: parts or {room_id} for room_id, parts in spaces.items()}
    return {one: frozenset(other for other in owned if owned[one] & owned[other]) for one in owned}


def names(connection: Connection) -> dict[int, str]:
    """What each room is called."""
    return {row.id: row.name for row in connection.execute(select(room.c.id, room.c.name))}


def every_fixture(connection: Connection) -> list[str]:
    """What stands in some room, in order of name; the same thing once, however it is written."""
    found = {fold(name): name for name in connection.scalars(select(room_fixture.c.name).order_by(room_fixture.c.name))}
    return [found[key] for key in sorted(found)]


def every_closure(connection: Connection) -> list[Closure]:
    """Every closure, in order of start."""
    return CLOSURES.all(connection, closure.c.starts_at, closure.c.id)


def closures_of(connection: Connection, room_id: int) -> list[Closure]:
    """The closures of a room, of those it shares a space with, and of the whole house."""
    # Few in a house: most have none, and then nothing more is asked.
    if driver(connection).execute("SELECT 1 FROM closure LIMIT 1").fetchone() is None:
        return []
    every = every_closure(connection)
    rooms = {None, *sharing(connection, room_id)}
    return [one for one in every if one.room_id in rooms]


def room_by_name(connection: Connection, name_folded: str) -> int | None:
    """The room of exactly this folded name."""
    return connection.scalar(select(room.c.id).where(room.c.name_folded == name_folded))
