"""Which bookings are in the way of others, asked of the spaces that bookings take; the triggers hold the same rule.

One statement for one session or for a whole series, whatever the number of bookings: each session is a few look-ups in
the two indexes of `occupancy` (performance.md §C).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from coopdesk.domain.buffer import NO_BUFFERS, Buffers
from coopdesk.domain.period import Interval
from coopdesk.domain.room import MOST_BUFFER
from coopdesk.store.engine import driver
from coopdesk.store.guard import LONGEST_DAYS
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
    rows: set[Any] = set(map(tuple, driver(connection).execute(statement, parameters)))
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
    rows = driver(connection).execute(
        "SELECT id, buffer_before, buffer_after FROM room WHERE buffer_before > 0 OR buffer_after > 0"
    )
    return {room_id: Buffers(before, after) for room_id, before, after in rows}


def has_buffers(connection: Connection) -> bool:
    """Whether any room keeps time free around its bookings; where none does there is nothing to settle."""
    return bool(buffers_by_room(connection))
