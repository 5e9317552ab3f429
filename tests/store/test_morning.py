"""What the first page reads without SQLAlchemy is what the other pages' queries answer."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests import builders

from coopdesk.domain.history import Way
from coopdesk.domain.listing import EVERYTHING, Sort
from coopdesk.domain.loan import LoanState
from coopdesk.domain.period import Interval, Period
from coopdesk.domain.room import OpeningHours
from coopdesk.foundation.problems import UserError
from coopdesk.services import agenda as service
from coopdesk.services import demo, rooms
from coopdesk.services.desk import Desk, open_desk
from coopdesk.store import agenda, bookings, equipment, recorded, recording
from coopdesk.store.schema import booking

NOW = datetime(2026, 11, 26, 10, 30)


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    """A whole house, to be read only."""
    demo.write_demo(path, today=NOW.date())
    desk = open_desk(path, read_only=True, clock=lambda: NOW)
    yield desk
    desk.close()


def test_what_is_written_down_is_what_the_queries_ask() -> None:
    written = json.loads(recorded.file().read_text(encoding="utf-8"))
    now = {name: [one.sql, [list(column) for column in one.columns]] for name, one in recording.record().items()}
    assert {name: list(one.values()) for name, one in written["statements"].items()} == now, "run scripts/record.py"
    assert written["stamp"] == recorded.stamp(written["sources"]), "run scripts/record.py"


def test_both_ways_give_the_same(desk: Desk) -> None:
    today, until = NOW.date(), NOW.date() + timedelta(days=60)
    week = Interval(datetime(2026, 11, 23), datetime(2026, 11, 30))
    late, out = (equipment.LoanFilter(now=NOW, state=state) for state in (LoanState.LATE, LoanState.OUT))
    with desk.read() as connection, desk.morning() as morning:
        pairs = [
            (morning.bookings(week), bookings.between(connection, week)),
            (morning.late_loans(NOW), equipment.loan_lines(connection, late, Sort("due_at"), EVERYTHING)),
            (morning.insurance_ending(today, until), agenda.insurance_ending(connection, today, until)),
            (morning.finished_without_review(today), agenda.finished_without_review(connection, today)),
            (morning.rooms(), rooms.rooms(desk)),
            (sorted(morning.bookings_of([3, 1]).items()), sorted(bookings.lines_of(connection, [1, 3]).items())),
        ]
        assert morning.loans_late(NOW) == equipment.loan_count(connection, late) > 0
        assert morning.loans_out(NOW) == equipment.loan_count(connection, out) > 0
        assert morning.house_name() == desk.house().name
    for bare, core in pairs:
        # Equal by their kinds as well: a code of an enum equals its text.
        assert bare
        assert repr(bare) == repr(core)


def test_a_room_comes_with_all_that_hangs_on_it(path: Path) -> None:
    with closing(builders.a_desk(path)) as desk:
        parts = tuple(builders.a_room(desk, name) for name in ("Petite salle", "Salle du fond"))
        hours = (OpeningHours(0, datetime(2026, 1, 1, 9).time(), datetime(2026, 1, 1, 12).time()),)
        builders.a_room(desk, "Tout l’étage", hours=hours, fixtures=("Piano",), parts=parts, is_accessible=True)
        assert service.rooms(desk) == rooms.rooms(desk)
        assert service.rooms(desk)[-1].parts == parts


def test_it_sees_what_was_written_and_what_was_undone(path: Path) -> None:
    with closing(builders.a_desk(path)) as desk:
        assert service.rooms(desk) == []
        # The first write of the session: it is noted as every other.
        builders.a_room(desk)
        assert [one.name for one in service.rooms(desk)] == ["Grande salle"]
        assert desk.take(Way.UNDONE) is not None
        assert service.rooms(desk) == []


def test_a_damaged_value_is_said_in_words(path: Path) -> None:
    with closing(builders.a_desk(path)) as desk:
        builders.a_booking(desk, builders.a_room(desk))
    with closing(sqlite3.connect(path)) as connection:
        (starts_at,) = connection.execute("SELECT starts_at FROM booking").fetchone()
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE booking SET kind = 'gibberish'")
        connection.commit()
    day = datetime.fromisoformat(starts_at).date()
    with closing(open_desk(path)) as desk, pytest.raises(UserError) as refused, desk.morning() as morning:
        morning.bookings(Period(day, day).interval)
    assert refused.value.code == "file_damaged"


def test_what_a_query_reckons_from_a_given_value_is_not_taken_for_a_constant() -> None:
    reckoned = recording.MARKS["until"] - timedelta(days=3)
    with pytest.raises(ValueError, match="9985-12-28"):
        recording.heard(lambda c: c.execute(select(booking.c.id).where(booking.c.starts_at < reckoned)))
