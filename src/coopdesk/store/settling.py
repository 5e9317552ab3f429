"""The buffers that bookings have once some of them were placed, moved or given up.

A booking has what its room asks for, less where the same organisation is in just before or after; what was given up to
a neighbour comes back when the neighbour goes, as far as others have left room (docs/decisions/0010).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from coopdesk.domain.buffer import NO_BUFFERS, Buffers, Neighbour, trimmed
from coopdesk.domain.period import Interval
from coopdesk.store.guard import LONGEST_DAYS, gate
from coopdesk.store.occupancy import buffers_by_room
from coopdesk.store.schema.types import minute_text

_LONGEST = timedelta(days=LONGEST_DAYS)
_MANY = 8
"""From so many spots of one room on, its bookings are read at once rather than around each spot."""


class Spot(NamedTuple):
    """Where a booking is, or was before it moved, was given up or went to somebody else."""

    room_id: int
    organisation_id: int | None
    interval: Interval


class _Taken(NamedTuple):
    id: int
    room_id: int
    organisation_id: int | None
    interval: Interval
    buffers: Buffers

    @property
    def spot(self) -> Spot:
        return Spot(self.room_id, self.organisation_id, self.interval)


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
    # From nothing: what they had must not be in the way of what each of them may have.
    connection.exec_driver_sql(
        "UPDATE booking SET buffer_before = 0, buffer_after = 0"
        f" WHERE id IN ({_listed(ids)}) AND buffer_before + buffer_after > 0"
    )
    if buffers := buffers_by_room(connection):
        wanted = _taken(connection, ids)
        house = _House(connection, buffers, [one.spot for one in wanted])
        for one in wanted:
            house.settle(one, among_others=True)


def _settle(connection: Connection, buffers: Mapping[int, Buffers], move: Move) -> None:
    """Give the bookings that were placed, and those beside them or beside what was left, the buffers they need now."""
    now = _taken(connection, move.placed)
    spots = [one.spot for one in now] + move.left
    house = _House(connection, buffers, spots)
    beside = {one.id: one for spot in spots for one in house.near(spot) if one.organisation_id == spot.organisation_id}
    for one in now:
        house.settle(one)
    for one in beside.values():
        if one.id not in move.placed:
            # Restored as far as others leave it: whoever came in the meantime is not turned out.
            house.settle(one, among_others=True)


class _House:
    """What is booked around some spots, with the buffers it has by now."""

    def __init__(self, connection: Connection, buffers: Mapping[int, Buffers], spots: Iterable[Spot]) -> None:
        self._connection = connection
        self._buffers = buffers
        # One side's after and the other's before: farther than that, two bookings have nothing to share.
        self._reach = timedelta(minutes=sum(max(side) for side in zip(*buffers.values(), strict=True)))
        self._known: dict[int, _Taken] = {}
        self._rooms: dict[int, tuple[list[datetime], list[int], timedelta]] = {}
        by_room: dict[int, list[Interval]] = defaultdict(list)
        for spot in spots:
            by_room[spot.room_id].append(spot.interval)
        for room_id, intervals in by_room.items():
            if len(intervals) >= _MANY:
                self._read_room(room_id, intervals)

    def _read_room(self, room_id: int, intervals: Collection[Interval]) -> None:
        whole = Interval(min(one.start for one in intervals), max(one.end for one in intervals))
        rows = sorted(self._ask(room_id, whole), key=lambda one: one.interval.start)
        longest = max((one.interval.end - one.interval.start for one in rows), default=timedelta())
        self._known |= {one.id: one for one in rows}
        self._rooms[room_id] = ([one.interval.start for one in rows], [one.id for one in rows], longest)

    def _ask(self, room_id: int, during: Interval) -> list[_Taken]:
        # Twice: a neighbour that is settled in its turn has neighbours of its own.
        first, last = during.start - 2 * self._reach, during.end + 2 * self._reach
        parameters = (room_id, minute_text(first - _LONGEST), minute_text(last), minute_text(first))
        return _read(self._connection.exec_driver_sql(_NEAR_BY, parameters))

    def near(self, spot: Spot) -> list[_Taken]:
        """What is in the same spaces, so near that buffers may meet."""
        if spot.room_id not in self._rooms:
            return self._ask(spot.room_id, spot.interval)
        starts, ids, longest = self._rooms[spot.room_id]
        first, last = spot.interval.start - self._reach, spot.interval.end + self._reach
        found = (self._known[key] for key in ids[bisect_left(starts, first - longest) : bisect_left(starts, last)])
        return [one for one in found if one.interval.end > first]

    def settle(self, one: _Taken, *, among_others: bool = False) -> None:
        """Write the buffers a booking has beside its neighbours; among others, no more than those leave."""
        near = [other for other in self.near(one.spot) if other.id != one.id]
        neighbours = [
            Neighbour(other.interval, self._buffers.get(other.room_id, NO_BUFFERS).after)
            for other in near
            if other.organisation_id == one.organisation_id
        ]
        if among_others:
            neighbours += [
                Neighbour(other.buffers.around(other.interval))
                for other in near
                if other.organisation_id != one.organisation_id
            ]
        wanted = trimmed(one.interval, self._buffers.get(one.room_id, NO_BUFFERS), neighbours)
        if wanted != one.buffers:
            statement = "UPDATE booking SET buffer_before = ?, buffer_after = ? WHERE id = ?"
            self._connection.exec_driver_sql(statement, (*wanted, one.id))
            if one.id in self._known:
                self._known[one.id] = one._replace(buffers=wanted)


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


def _listed(ids: Collection[int]) -> str:
    return ", ".join(str(int(key)) for key in ids)


def _taken(connection: Connection, ids: Collection[int]) -> list[_Taken]:
    return _read(connection.exec_driver_sql(f"{_TAKEN} b.id IN ({_listed(ids)}) ORDER BY b.starts_at"))


def _read(rows: Iterable[Any]) -> list[_Taken]:
    return [
        _Taken(
            key, room_id, party, Interval(datetime.fromisoformat(start), datetime.fromisoformat(end)), Buffers(*kept)
        )
        for key, room_id, party, start, end, *kept in rows
    ]
