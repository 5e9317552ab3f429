"""What SQLite refuses: a file that lost a part of its schema is damaged, a slip of ours is a bug."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from tests import builders

from coopdesk.foundation.problems import UserError
from coopdesk.services import bookings
from coopdesk.services.desk import Desk, open_desk
from coopdesk.store.errors import known


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(builders.a_desk(tmp_path / "house.coopdesk")) as desk:
        builders.a_booking(desk, builders.a_room(desk))
        yield desk


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT prupose FROM booking",
        "SELECT b.prupose FROM booking b",
        "SELECT purpose FROM bookings",
        "SELECT count(*) FROM main.bookings",
        "SELECT no_such_function(1)",
        "SELEC 1",
    ],
)
def test_a_slip_of_ours_is_no_damage_of_the_file(desk: Desk, statement: str) -> None:
    with pytest.raises(OperationalError), desk.read() as connection:
        connection.exec_driver_sql(statement)
    with pytest.raises(sqlite3.OperationalError), desk.morning() as morning:
        morning.connection.execute(statement)


@pytest.mark.parametrize(
    "lost",
    [
        "ALTER TABLE booking RENAME COLUMN purpose TO qurpose",
        "ALTER TABLE booking RENAME TO bookjng",
        "ALTER TABLE occupancy RENAME COLUMN firm TO fjrm",
    ],
)
def test_a_schema_that_lost_a_letter_is_damage(desk: Desk, lost: str) -> None:
    desk.close()
    with closing(sqlite3.connect(desk.path)) as connection:
        triggers = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
        for name in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(lost)
        connection.commit()
    with (
        closing(open_desk(desk.path, read_only=True, clock=lambda: builders.NOW)) as damaged,
        pytest.raises(UserError, match="file_damaged"),
    ):
        _ask(damaged)


def _ask(desk: Desk) -> None:
    bookings.check(desk, builders.a_booking_draft(1))
    bookings.line(desk, 1)


def test_a_name_that_nothing_knows_is_no_damage(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("no such column: nothing_of_the_kind")
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert known(error, tmp_path) is None
