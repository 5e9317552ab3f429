"""No room twice at the same time: the service says it in words, the trigger holds it against everybody."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import builders

from coopdesk.domain.booking import FIRM, TAKING, BookingState
from coopdesk.domain.period import Interval
from coopdesk.foundation.problems import Refused, Saved
from coopdesk.services import bookings, integrity
from coopdesk.services.desk import Desk, open_desk

FIRST = datetime(2026, 11, 23, 8)

HALF_HOURS = st.integers(0, 40)
ASKED = st.tuples(
    st.integers(0, 1),
    HALF_HOURS,
    st.integers(1, 8),
    st.sampled_from(sorted(TAKING | {BookingState.REQUEST})),
    st.booleans(),
)


@settings(max_examples=40)
@given(st.lists(ASKED, max_size=25))
def test_any_series_of_bookings_and_moves_agrees_with_a_naive_model(
    asked: list[tuple[int, int, int, BookingState, bool]],
) -> None:
    kept: dict[int, tuple[int, Interval, BookingState]] = {}
    with TemporaryDirectory() as folder:
        desk = builders.a_desk(Path(folder) / "house.coopdesk")
        rooms = [builders.a_room(desk, name, hours=()) for name in ("A", "B")]
        for room, start, length, state, is_move in asked:
            interval = Interval(FIRST + timedelta(minutes=30 * start), FIRST + timedelta(minutes=30 * (start + length)))
            draft = builders.a_booking_draft(rooms[room], starts_at=interval.start, ends_at=interval.end, state=state)
            moved = min(kept) if is_move and kept else None
            free = not any(
                other_room == rooms[room]
                and other.overlaps(interval)
                and {state, other_state} <= TAKING
                and {state, other_state} & FIRM
                for key, (other_room, other, other_state) in kept.items()
                if key != moved
            )
            outcome = bookings.book(desk, draft) if moved is None else bookings.edit(desk, moved, draft)
            assert isinstance(outcome, Saved) == free
            if isinstance(outcome, Saved):
                kept[outcome.id] = (rooms[room], interval, state)
        assert integrity.check(desk) == []
        desk.close()


def test_a_refusal_names_the_booking_in_the_way(desk: Desk) -> None:
    room = builders.a_room(desk)
    builders.a_booking(desk, room, builders.an_organisation(desk, "Tilleuls en Chœur"))

    outcome = bookings.book(desk, builders.a_booking_draft(room, starts_at=datetime(2026, 11, 26, 15)))

    assert isinstance(outcome, Refused)
    (problem,) = outcome.problems
    assert (problem.field, problem.code) == ("starts_at", "overlap")
    assert problem.params["organisation"] == "Tilleuls en Chœur"
    assert (problem.params["start"], problem.params["end"]) == ("2026-11-26T14:00", "2026-11-26T16:00")


def test_what_touches_does_not_clash(desk: Desk) -> None:
    room = builders.a_room(desk)
    builders.a_booking(desk, room)
    builders.a_booking(desk, room, starts_at=datetime(2026, 11, 26, 16))
    builders.a_booking(desk, room, starts_at=datetime(2026, 11, 26, 12))


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE"])
def test_a_second_program_cannot_double_book(path: Path, desk: Desk, verb: str) -> None:
    room = builders.a_room(desk)
    builders.a_booking(desk, room)
    desk.close()

    with closing(sqlite3.connect(path)) as other, pytest.raises(sqlite3.IntegrityError, match="overlap"):
        other.execute(
            f"{verb} INTO booking(room_id, starts_at, ends_at, kind, state)"
            " VALUES (?, '2026-11-26T15:00', '2026-11-26T17:00', 'event', 'confirmed')",
            (room,),
        )


@pytest.mark.parametrize("bad", ["2026-11-26 14:00", "2026-11-26T14:00:00", "26/11/2026", ""])
def test_moments_of_another_form_are_refused_by_the_file(path: Path, desk: Desk, bad: str) -> None:
    room = builders.a_room(desk)
    desk.close()

    with closing(sqlite3.connect(path)) as other, pytest.raises(sqlite3.IntegrityError, match="ck_booking_"):
        other.execute(
            "INSERT INTO booking(room_id, starts_at, ends_at, kind, state) VALUES (?, ?, ?, 'event', 'confirmed')",
            (room, bad, "2026-11-27T10:00"),
        )


def test_the_week_shows_what_began_before_and_ends_after(desk: Desk) -> None:
    room = builders.a_room(desk, hours=())
    week = Interval(datetime(2026, 11, 23), datetime(2026, 11, 30))
    before = builders.a_booking(desk, room, starts_at=datetime(2026, 11, 20, 18), ends_at=datetime(2026, 11, 23, 9))
    inside = builders.a_booking(desk, room)
    after = builders.a_booking(desk, room, starts_at=datetime(2026, 11, 29, 20), ends_at=datetime(2026, 12, 2, 9))
    builders.a_booking(desk, room, starts_at=datetime(2026, 11, 20, 10), ends_at=datetime(2026, 11, 20, 12))
    builders.a_booking(desk, room, starts_at=datetime(2026, 12, 3, 10))

    assert {line.id for line in bookings.between(desk, week)} == {before, inside, after}
    assert {line.id for line in bookings.between(desk, week, room)} == {before, inside, after}
    assert bookings.between(desk, week, room + 1) == []


@pytest.mark.parametrize(("first", "second"), [("confirmed", "confirmed"), ("option", "confirmed")])
def test_the_check_finds_what_got_in_without_the_triggers(path: Path, desk: Desk, first: str, second: str) -> None:
    room = builders.a_room(desk)
    desk.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TRIGGER occupancy_insert")
        for hour, state in (("14", first), ("09", second), ("15", second)):
            other.execute(
                "INSERT INTO booking(room_id, starts_at, ends_at, kind, state) VALUES (?, ?, ?, 'event', ?)",
                (room, f"2026-11-26T{hour}:00", f"2026-11-26T{int(hour) + 2:02d}:00", state),
            )
        other.commit()

    again = open_desk(path)
    findings = {finding.code: finding.detail for finding in integrity.check(again)}
    again.close()

    assert findings == {"overlap": "1 / 3", "trigger": "occupancy_insert"}
