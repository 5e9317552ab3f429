"""Which bookings are in the way of others, asked of the spaces that bookings take; the triggers hold the same rule.

One statement for one session or for a whole series, whatever the number of bookings: each session is a few look-ups in
the two indexes of `occupancy` (performance.md §C).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from coopdesk.domain.buffer import NO_BUFFERS, Buffers, trimmed
from coopdesk.domain.period import Interval
from coopdesk.domain.room import MOST_BUFFER
from coopdesk.store.guard import LONGEST_DAYS, gate
from coopdesk.store.schema import room
from coopdesk.store.schema.types import minute_text

_NEAR = timedelta(minutes=MOST_BUFFER)
_LONGEST = timedelta(days=LONGEST_DAYS)
_AT_ONCE = 2_000
"""Sessions asked of one statement: SQLite takes some 32,000 parameters."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A room, wanted by somebody (None: the house itself) for these sessions; firm, it keeps out options too."""

    room_id: int
    organisation_id: int | None
    is_firm: bool
    sessions: Sequence[Interval]


class Clash(NamedTuple):
    """A session, by its place among those of the wish, and a booking in its way."""

    session: int
    booking_id: int


# Firm rows never overlap one another: from the last that starts before a session on, all that start before its end.
_CLASHES = """
WITH wanted(n, first, last, earliest, starts_at, ends_at) AS (VALUES {sessions}),
     space(id) AS (SELECT part_id FROM room_part WHERE room_id = {room}
                   UNION ALL SELECT {room} WHERE NOT EXISTS (SELECT 1 FROM room_part WHERE room_id = {room}))
SELECT w.n, b.id, b.organisation_id, b.starts_at, b.ends_at, w.starts_at, w.ends_at
FROM wanted w CROSS JOIN space s
CROSS JOIN occupancy o ON o.space_id = s.id AND o.firm = 1 AND o.starts_at < w.last AND o.ends_at > w.first
    AND o.starts_at >= coalesce((SELECT max(starts_at) FROM occupancy
                                 WHERE space_id = s.id AND firm = 1 AND starts_at <= w.first), w.first)
CROSS JOIN booking b ON b.id = o.booking_id
"""
_OPTIONS = """
UNION ALL
SELECT w.n, b.id, b.organisation_id, b.starts_at, b.ends_at, w.starts_at, w.ends_at
FROM wanted w CROSS JOIN space s
CROSS JOIN occupancy o ON o.space_id = s.id AND o.firm = 0 AND o.starts_at < w.last AND o.ends_at > w.first
    AND o.starts_at > w.earliest
CROSS JOIN booking b ON b.id = o.booking_id
"""


def clashes(connection: Connection, wish: Wish, but: Collection[int] = ()) -> list[Clash]:
    """Every booking in the way of each session, `but` these; by session, then by start.

    Buffers count against others; the organisation that is in already need not leave the room to itself.
    """
    wanted = buffers_of(connection, wish.room_id)
    found: list[Clash] = []
    for first in range(0, len(wish.sessions), _AT_ONCE):
        part = wish.sessions[first : first + _AT_ONCE]
        found += _clashes(connection, wish, wanted, part, first, frozenset(but))
    return found


def _clashes(
    connection: Connection, wish: Wish, wanted: Buffers, part: Sequence[Interval], first: int, but: Collection[int]
) -> Iterator[Clash]:
    statement = _CLASHES + (_OPTIONS if wish.is_firm else "")
    # The room's number is written out: as an integer of ours it needs no parameter among those of the sessions.
    statement = statement.format(room=int(wish.room_id), sessions=", ".join(["(?, ?, ?, ?, ?, ?)"] * len(part)))
    parameters: list[int | str] = []
    for place, session in enumerate(part):
        taken = wanted.around(session)
        parameters += (
            first + place,
            minute_text(taken.start),
            minute_text(taken.end),
            minute_text(taken.start - _LONGEST),
            minute_text(session.start),
            minute_text(session.end),
        )
    # A booking takes each space of its room: it is in the way once.
    rows = {tuple(row) for row in connection.exec_driver_sql(statement, tuple(parameters))}
    for n, booking_id, organisation_id, starts_at, ends_at, start, end in sorted(rows, key=_in_order):
        is_only_buffer = ends_at <= start or starts_at >= end
        if booking_id not in but and not (is_only_buffer and organisation_id == wish.organisation_id):
            yield Clash(n, booking_id)


def _in_order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[0], row[3], row[1]


def buffers_of(connection: Connection, room_id: int) -> Buffers:
    """What a room asks to be kept free around each booking."""
    row = connection.execute(_BUFFERS, {"room": room_id}).one_or_none()
    return NO_BUFFERS if row is None else Buffers(*row)


_BUFFERS = select(room.c.buffer_before, room.c.buffer_after).where(room.c.id == bindparam("room"))


class Spot(NamedTuple):
    """Where a booking was before it moved, was given up or went to somebody else."""

    room_id: int
    organisation_id: int | None
    interval: Interval


class _Taken(NamedTuple):
    id: int
    room_id: int
    organisation_id: int | None
    interval: Interval
    buffers: Buffers


def has_buffers(connection: Connection) -> bool:
    """Whether any room keeps time free around its bookings; where none does there is nothing to settle."""
    return bool(connection.exec_driver_sql("SELECT max(buffer_before + buffer_after) FROM room").scalar())


@dataclass(slots=True)
class Move:
    """What a use case places, and where what it moves or gives up was before."""

    placed: set[int] = field(default_factory=set)
    left: list[Spot] = field(default_factory=list)


@contextmanager
def moving(connection: Connection, *, together: bool = False) -> Iterator[Move]:
    """Write bookings in here, and say which: their buffers are settled at its end.

    `together`: they may overlap one another until then, as those of a series that moves by its own step do. Raises
    IntegrityError « overlap » where they still overlap at its end.
    """
    move = Move()
    if not together and not has_buffers(connection):
        yield move
        return
    with gate(connection):
        yield move
        _settle(connection, move.placed, move.left)


def _settle(connection: Connection, placed: Collection[int], left: Collection[Spot]) -> None:
    """Give the bookings that were placed, and those beside them or beside what was left, the buffers they need now."""
    if not has_buffers(connection):
        return
    keys = ", ".join(str(int(key)) for key in placed)
    now = _read(connection.exec_driver_sql(f"{_TAKEN} b.id IN ({keys})").tuples())
    around = [Spot(one.room_id, one.organisation_id, one.interval) for one in now] + list(left)
    beside = {one.id: one for spot in around for one in _beside(connection, spot)}
    for one in now:
        _set(connection, one, _fitting(connection, one))
    for one in beside.values():
        if one.id not in placed:
            # Restored as far as others leave it: whoever came in the meantime is not turned out.
            _set(connection, one, _fitting(connection, one, among_others=True))


def _fitting(connection: Connection, one: _Taken, *, among_others: bool = False) -> Buffers:
    spot = Spot(one.room_id, one.organisation_id, one.interval)
    neighbours = [other.interval for other in _beside(connection, spot) if other.id != one.id]
    if among_others:
        neighbours += [
            other.buffers.around(other.interval)
            for other in _near(connection, spot)
            if other.organisation_id != one.organisation_id
        ]
    return trimmed(one.interval, buffers_of(connection, one.room_id), neighbours)


def _set(connection: Connection, one: _Taken, wanted: Buffers) -> None:
    if wanted != one.buffers:
        connection.exec_driver_sql(
            "UPDATE booking SET buffer_before = ?, buffer_after = ? WHERE id = ?", (*wanted, one.id)
        )


_TAKEN = """
SELECT b.id, b.room_id, b.organisation_id, b.starts_at, b.ends_at, b.buffer_before, b.buffer_after
FROM booking b WHERE b.state IN ('confirmed', 'held', 'option') AND """
_NEAR_BY = """
WITH space(id) AS (SELECT part_id FROM room_part WHERE room_id = ?1
                   UNION ALL SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM room_part WHERE room_id = ?1))
SELECT DISTINCT b.id, b.room_id, b.organisation_id, b.starts_at, b.ends_at, b.buffer_before, b.buffer_after
FROM (SELECT o.booking_id FROM space s CROSS JOIN occupancy o
          ON o.space_id = s.id AND o.firm = 1 AND o.starts_at > ?2 AND o.starts_at < ?3 AND o.ends_at > ?4
      UNION SELECT o.booking_id FROM space s CROSS JOIN occupancy o
          ON o.space_id = s.id AND o.firm = 0 AND o.starts_at > ?2 AND o.starts_at < ?3 AND o.ends_at > ?4) near
CROSS JOIN booking b ON b.id = near.booking_id
"""


def _read(rows: Iterable[Sequence[Any]]) -> list[_Taken]:
    return [
        _Taken(
            key, room_id, party, Interval(datetime.fromisoformat(start), datetime.fromisoformat(end)), Buffers(*kept)
        )
        for key, room_id, party, start, end, *kept in rows
    ]


def _beside(connection: Connection, spot: Spot) -> list[_Taken]:
    """What the same organisation has in the same spaces, so near that buffers may meet."""
    return [one for one in _near(connection, spot) if one.organisation_id == spot.organisation_id]


def _near(connection: Connection, spot: Spot) -> list[_Taken]:
    # Twice the longest buffer: one side's after and the other's before.
    first, last = spot.interval.start - 2 * _NEAR, spot.interval.end + 2 * _NEAR
    parameters = (spot.room_id, minute_text(first - _LONGEST), minute_text(last), minute_text(first))
    return _read(connection.exec_driver_sql(_NEAR_BY, parameters).tuples())
