"""The spaces that bookings take: exact against a naive model, from two connections, with undo (proofs.md §4, F4)."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from tests import builders

from coopdesk.domain.booking import FIRM, TAKING, BookingState
from coopdesk.store import guard

FIRST = datetime(2026, 11, 23)
STATES = (BookingState.CONFIRMED, BookingState.OPTION, BookingState.HELD, BookingState.REQUEST, BookingState.CANCELLED)
BUFFERS = (0, 0, 30, 60)


class Row(NamedTuple):
    """A booking, as the naive model sees it; times are half-hours from the first midnight."""

    room: int
    start: int
    end: int
    state: BookingState
    before: int
    after: int


def _moment(half_hours: int) -> str:
    return (FIRST + timedelta(minutes=30 * half_hours)).isoformat(timespec="minutes")


class Model:
    """Every booking, and the rooms that make up each room."""

    def __init__(self, spaces: dict[int, frozenset[int]]) -> None:
        self.spaces = spaces
        self.rows: dict[int, Row] = {}

    def is_valid(self, rows: dict[int, Row]) -> bool:
        """Whether no space is taken twice, compared pair by pair."""
        taking = [row for row in rows.values() if row.state in TAKING]
        return not any(
            self.spaces[one.room] & self.spaces[other.room]
            and {one.state, other.state} & FIRM
            and one.start * 30 - one.before < other.end * 30 + other.after
            and other.start * 30 - other.before < one.end * 30 + one.after
            for place, one in enumerate(taking)
            for other in taking[:place]
        )


class House:
    """One file, two connections, one model."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.chance = chance
        desk = builders.a_desk(path)
        one, two, three = (builders.a_room(desk, name, hours=()) for name in ("A", "B", "C"))
        whole = builders.a_room(desk, "A + B", hours=(), parts=(one, two))
        desk.close()
        self.rooms = (one, two, three, whole)
        self.model = Model({room: frozenset({room}) for room in (one, two, three)} | {whole: frozenset({one, two})})
        self.connections = [sqlite3.connect(path, isolation_level=None) for _ in range(2)]
        # As a program that knows nothing of us: references unchecked, which must not open a way in.
        for connection, keys in zip(self.connections, ("ON", "OFF"), strict=True):
            connection.execute(f"PRAGMA foreign_keys = {keys}")

    def close(self) -> None:
        """Let the file go."""
        for connection in self.connections:
            connection.close()

    def a_row(self) -> Row:
        """Any booking of the week."""
        start = self.chance.randrange(0, 48 * 5)
        return Row(
            self.chance.choice(self.rooms),
            start,
            start + self.chance.randrange(1, 12),
            self.chance.choice(STATES),
            self.chance.choice(BUFFERS),
            self.chance.choice(BUFFERS),
        )

    def act(self) -> dict[int, Row]:
        """What the file should hold after a random act."""
        rows = dict(self.model.rows)
        kind = self.chance.random()
        if kind < 0.45 or len(rows) < 2:
            rows[max(rows, default=0) + 1] = self.a_row()
        elif kind < 0.6:
            # A series that moves by its own step, or any few bookings: they meet one another on the way.
            step = self.chance.choice((-8, -4, -1, 1, 4, 8))
            for key in self.chance.sample(sorted(rows), min(len(rows), 4)):
                if rows[key].start + step >= 0:
                    rows[key] = rows[key]._replace(start=rows[key].start + step, end=rows[key].end + step)
        elif kind < 0.75:
            one, other = self.chance.sample(sorted(rows), 2)
            first, second = rows[one], rows[other]
            rows[one] = first._replace(room=second.room, start=second.start, end=second.end)
            rows[other] = second._replace(room=first.room, start=first.start, end=first.end)
        elif kind < 0.9:
            key = self.chance.choice(sorted(rows))
            rows[key] = rows[key]._replace(state=self.chance.choice(STATES), before=self.chance.choice(BUFFERS))
        else:
            del rows[self.chance.choice(sorted(rows))]
        return rows

    def write(self, wanted: dict[int, Row]) -> bool:
        """Write it through either connection, with the gate open; False where the file refuses."""
        connection = self.chance.choice(self.connections)
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute("INSERT INTO gate (id) VALUES (1)")
            for key in self.model.rows.keys() - wanted.keys():
                connection.execute("DELETE FROM booking WHERE id = ?", (key,))
            for key, row in wanted.items():
                if row != self.model.rows.get(key):
                    self._put(connection, key, row, is_new=key not in self.model.rows)
            connection.execute("DELETE FROM gate")
            connection.execute("COMMIT")
        except sqlite3.IntegrityError as error:
            connection.execute("ROLLBACK")
            if str(error) != guard.OVERLAP:
                raise
            return False
        return True

    def _put(self, connection: sqlite3.Connection, key: int, row: Row, *, is_new: bool) -> None:
        values = (row.room, _moment(row.start), _moment(row.end), str(row.state), row.before, row.after, key)
        if is_new:
            connection.execute(
                "INSERT INTO booking (room_id, starts_at, ends_at, state, buffer_before, buffer_after, id, kind)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, 'meeting')",
                values,
            )
        else:
            connection.execute(
                "UPDATE booking SET room_id = ?, starts_at = ?, ends_at = ?, state = ?, buffer_before = ?,"
                " buffer_after = ? WHERE id = ?",
                values,
            )


@pytest.mark.parametrize("seed", range(12))
def test_the_file_takes_exactly_what_a_naive_model_takes(path: Path, seed: int) -> None:
    with closing(House(path, random.Random(seed))) as house:
        former: list[dict[int, Row]] = []
        for _ in range(80):
            # Now and then all the way back to an earlier state, in any order: what undo replays.
            wanted = house.chance.choice(former) if former and house.chance.random() < 0.1 else house.act()
            is_taken = house.write(wanted)
            assert is_taken == house.model.is_valid(wanted)
            if is_taken:
                former.append(house.model.rows)
                house.model.rows = wanted
        assert former


@pytest.fixture
def two_rooms(path: Path) -> Iterator[sqlite3.Connection]:
    """A file with a confirmed booking of room 1, as another program opens it."""
    desk = builders.a_desk(path)
    builders.a_booking(desk, builders.a_room(desk, "A"))
    builders.a_room(desk, "B")
    desk.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


INSERT = (
    "INSERT INTO booking (room_id, starts_at, ends_at, kind, state) VALUES "
    "(1, '2026-11-26T15:00', '2026-11-26T17:00', 'event', 'confirmed')"
)


def test_a_gate_left_open_is_not_committed(two_rooms: sqlite3.Connection) -> None:
    two_rooms.execute("BEGIN")
    two_rooms.execute("INSERT INTO gate (id) VALUES (1)")
    two_rooms.execute(INSERT)
    with pytest.raises(sqlite3.IntegrityError):
        two_rooms.execute("COMMIT")


def test_what_overlaps_when_the_gate_closes_is_refused(two_rooms: sqlite3.Connection) -> None:
    two_rooms.execute("BEGIN")
    two_rooms.execute("INSERT INTO gate (id) VALUES (1)")
    two_rooms.execute(INSERT)
    with pytest.raises(sqlite3.IntegrityError, match=guard.OVERLAP):
        two_rooms.execute("DELETE FROM gate")


@pytest.mark.parametrize(
    "statement",
    [
        INSERT,
        "UPDATE booking SET starts_at = '2026-11-26T15:00', ends_at = '2026-11-26T17:00' WHERE id = 2",
        "INSERT INTO room_part (room_id, part_id) VALUES (2, 1)",
        "INSERT INTO occupancy VALUES (9, 2, 1, '2026-11-26T15:00', '2026-11-26T17:00', 1)",
    ],
)
def test_no_way_in_without_the_gate(two_rooms: sqlite3.Connection, statement: str) -> None:
    # Room 2 is booked at the same time as room 1: made of room 1, it would be in its way.
    is_beside = "booking" not in statement.partition("(")[0]
    room, day = (2, 26) if is_beside else (1, 27)
    two_rooms.execute(
        "INSERT INTO booking (id, room_id, starts_at, ends_at, kind, state) VALUES (2, ?, ?, ?, 'event', 'confirmed')",
        (room, f"2026-11-{day}T14:00", f"2026-11-{day}T16:00"),
    )
    with pytest.raises(sqlite3.IntegrityError, match=guard.OVERLAP):
        two_rooms.execute(statement)


def test_what_a_booking_takes_follows_it(two_rooms: sqlite3.Connection) -> None:
    def taken() -> list[tuple[int, str, str, int]]:
        rows = two_rooms.execute("SELECT space_id, starts_at, ends_at, firm FROM occupancy ORDER BY space_id")
        return list(rows.fetchall())

    assert taken() == [(1, "2026-11-26T14:00", "2026-11-26T16:00", 1)]
    two_rooms.execute("UPDATE booking SET buffer_before = 30, buffer_after = 90")
    assert taken() == [(1, "2026-11-26T13:30", "2026-11-26T17:30", 1)]
    two_rooms.execute("UPDATE booking SET room_id = 2, state = 'option'")
    assert taken() == [(2, "2026-11-26T13:30", "2026-11-26T17:30", 0)]
    two_rooms.execute("INSERT INTO room_part (room_id, part_id) VALUES (2, 1)")
    assert [row[0] for row in taken()] == [1]
    two_rooms.execute("DELETE FROM room_part")
    assert [row[0] for row in taken()] == [2]
    two_rooms.execute("UPDATE booking SET state = 'cancelled'")
    assert taken() == []
    two_rooms.execute("UPDATE booking SET state = 'held'")
    two_rooms.execute("DELETE FROM booking")
    assert taken() == []
