"""Which bookings are in the way of others, asked of the spaces that bookings take; the triggers hold the same rule.

One statement for one session or for a whole series, whatever the number of bookings: each session is a few look-ups in
the two indexes of `occupancy` (performance.md §C).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from coopdesk.domain.buffer import NO_BUFFERS, Buffers, Neighbour, trimmed
from coopdesk.domain.period import Interval
from coopdesk.domain.room import MOST_BUFFER
from coopdesk.store.guard import LONGEST_DAYS, gate
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
WITH wanted(n, first, last, earliest) AS (VALUES {sessions}),
     space(id) AS (SELECT part_id FROM room_part WHERE room_id = {room}
                   UNION ALL SELECT {room} WHERE NOT EXISTS (SELECT 1 FROM room_part WHERE room_id = {room}))
SELECT w.n, b.id, b.room_id, b.organisation_id, b.starts_at, b.ends_at
FROM wanted w CROSS JOIN space s
CROSS JOIN occupancy o ON o.space_id = s.id AND o.firm = 1 AND o.starts_at < w.last AND o.ends_at > w.first
    AND o.starts_at >= coalesce((SELECT max(starts_at) FROM occupancy
                                 WHERE space_id = s.id AND firm = 1 AND starts_at <= w.first), w.first)
CROSS JOIN booking b ON b.id = o.booking_id
"""
_OPTIONS = """
UNION ALL
SELECT w.n, b.id, b.room_id, b.organisation_id, b.starts_at, b.ends_at
FROM wanted w CROSS JOIN space s
CROSS JOIN occupancy o ON o.space_id = s.id AND o.firm = 0 AND o.starts_at < w.last AND o.ends_at > w.first
    AND o.starts_at > w.earliest
CROSS JOIN booking b ON b.id = o.booking_id
"""


def clashes(connection: Connection, wish: Wish, but: Collection[int] = ()) -> list[Clash]:
    """Every booking in the way of each session, `but` these; by session, then by start.

    The buffers of both rooms count against others, whole: what was given up to a neighbour may have to come back. The
    organisation that is in already need not leave the room to itself.
    """
    buffers = buffers_by_room(connection)
    found: list[Clash] = []
    for first in range(0, len(wish.sessions), _AT_ONCE):
        numbered = dict(enumerate(wish.sessions[first : first + _AT_ONCE], start=first))
        rows = _overlapping(connection, wish, numbered, buffers)
        found += (Clash(row[0], row[1]) for row in rows if row[1] not in but and _clashes(row, wish, buffers))
    return found


_Row = tuple[int, int, int, int | None, str, str]
"""A session's number; a booking, its room, its organisation, its start and end."""


def _overlapping(
    connection: Connection, wish: Wish, sessions: Mapping[int, Interval], buffers: Mapping[int, Buffers]
) -> list[_Row]:
    statement = _CLASHES + (_OPTIONS if wish.is_firm else "")
    # The room's number is written out: as an integer of ours it needs no parameter among those of the sessions.
    statement = statement.format(room=int(wish.room_id), sessions=", ".join(["(?, ?, ?, ?)"] * len(sessions)))
    wanted = buffers.get(wish.room_id, NO_BUFFERS)
    margin = timedelta(minutes=max((max(kept) for kept in buffers.values()), default=0))
    parameters: list[int | str] = []
    for number, session in sessions.items():
        taken = wanted.around(session)
        start, end = taken.start - margin, taken.end + margin
        parameters += (number, minute_text(start), minute_text(end), minute_text(start - _LONGEST))
    # A booking takes each space of its room: it is in the way once.
    rows: set[Any] = set(map(tuple, connection.exec_driver_sql(statement, tuple(parameters))))
    return sorted(rows, key=lambda row: (row[0], row[4], row[1]))


def _clashes(row: _Row, wish: Wish, buffers: Mapping[int, Buffers]) -> bool:
    if not buffers:
        return True
    number, _, room_id, organisation_id, *moments = row
    session, other = wish.sessions[number], Interval(*map(datetime.fromisoformat, moments))
    if organisation_id == wish.organisation_id:
        return session.overlaps(other)
    around, kept = buffers.get(wish.room_id, NO_BUFFERS), buffers.get(room_id, NO_BUFFERS)
    return around.around(session).overlaps(kept.around(other))


def buffers_by_room(connection: Connection) -> dict[int, Buffers]:
    """What rooms ask to be kept free around each booking; those that ask for nothing are left out."""
    rows = connection.exec_driver_sql(
        "SELECT id, buffer_before, buffer_after FROM room WHERE buffer_before > 0 OR buffer_after > 0"
    )
    return {room_id: Buffers(before, after) for room_id, before, after in rows}


def has_buffers(connection: Connection) -> bool:
    """Whether any room keeps time free around its bookings; where none does there is nothing to settle."""
    return bool(buffers_by_room(connection))


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
    buffers = buffers_by_room(connection)
    if not together and not buffers:
        yield move
        return
    with gate(connection):
        yield move
        if buffers:
            # Where no room keeps time free there is nothing to settle.
            _settle(connection, buffers, move)


def resettle(connection: Connection, ids: Collection[int]) -> None:
    """Give bookings as much of the buffers their room asks for now as others leave; only while the gate is open."""
    keys = ", ".join(str(int(key)) for key in ids)
    # From nothing: what they had must not be in the way of what each of them may have.
    connection.exec_driver_sql(
        "UPDATE booking SET buffer_before = 0, buffer_after = 0"
        f" WHERE id IN ({keys}) AND buffer_before + buffer_after > 0"
    )
    if buffers := buffers_by_room(connection):
        for one in _read(connection.exec_driver_sql(f"{_TAKEN} b.id IN ({keys}) ORDER BY b.starts_at")):
            _set(connection, one, _fitting(connection, buffers, one, among_others=True))


def _settle(connection: Connection, buffers: Mapping[int, Buffers], move: Move) -> None:
    """Give the bookings that were placed, and those beside them or beside what was left, the buffers they need now."""
    keys = ", ".join(str(int(key)) for key in move.placed)
    now = _read(connection.exec_driver_sql(f"{_TAKEN} b.id IN ({keys})"))
    around = [Spot(one.room_id, one.organisation_id, one.interval) for one in now] + move.left
    beside = {one.id: one for spot in around for one in _beside(connection, spot)}
    for one in now:
        _set(connection, one, _fitting(connection, buffers, one))
    for one in beside.values():
        if one.id not in move.placed:
            # Restored as far as others leave it: whoever came in the meantime is not turned out.
            _set(connection, one, _fitting(connection, buffers, one, among_others=True))


def _fitting(
    connection: Connection, buffers: Mapping[int, Buffers], one: _Taken, *, among_others: bool = False
) -> Buffers:
    near = _near(connection, Spot(one.room_id, one.organisation_id, one.interval))
    neighbours = [
        Neighbour(other.interval, buffers.get(other.room_id, NO_BUFFERS).after)
        for other in near
        if other.organisation_id == one.organisation_id and other.id != one.id
    ]
    if among_others:
        neighbours += [
            Neighbour(other.buffers.around(other.interval))
            for other in near
            if other.organisation_id != one.organisation_id
        ]
    return trimmed(one.interval, buffers.get(one.room_id, NO_BUFFERS), neighbours)


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


def _read(rows: Iterable[Any]) -> list[_Taken]:
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
    return _read(connection.exec_driver_sql(_NEAR_BY, parameters))
