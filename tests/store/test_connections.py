"""The driver's connections, and SQLAlchemy's over the same ones."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import builders

from coopdesk.services.desk import open_desk
from coopdesk.store.connections import Connections


class _Opened:
    """Counts what is opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.all: list[sqlite3.Connection] = []

    def connect(self) -> Any:
        """One more."""
        self.all.append(sqlite3.connect(self.path, check_same_thread=False))
        return self.all[-1]


def _is_closed(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return True
    return False


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[_Opened]:
    """The connections to an empty file."""
    opened = _Opened(tmp_path / "file.db")
    yield opened
    for connection in opened.all:
        connection.close()


def test_one_connection_serves_one_reading_after_another(opened: _Opened) -> None:
    connections = Connections(opened.connect, None)
    for _time in range(3):
        with connections.reading() as connection:
            assert connection.in_transaction
    assert len(opened.all) == 1
    assert not opened.all[0].in_transaction


def test_sqlalchemy_takes_over_what_is_open(opened: _Opened) -> None:
    connections = Connections(opened.connect, None)
    with connections.reading():
        pass
    with connections.engine.connect() as connection:
        assert connection.connection.driver_connection is opened.all[0]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    connections.close()
    assert len(opened.all) == 1
    assert _is_closed(opened.all[0])


def test_one_that_is_in_use_is_closed_when_it_comes_back(opened: _Opened) -> None:
    connections = Connections(opened.connect, None)
    with connections.reading() as connection:
        connections.close()
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert _is_closed(opened.all[0])


def test_one_that_failed_is_not_used_again(opened: _Opened) -> None:
    connections = Connections(opened.connect, None)
    with pytest.raises(sqlite3.OperationalError), connections.reading() as connection:
        connection.execute("SELECT * FROM nothing")
    assert _is_closed(opened.all[0])


def test_one_that_cannot_be_made_ready_is_closed(opened: _Opened) -> None:
    opened.path.write_bytes(b"no database at all, whatever its name says" * 100)
    with pytest.raises(sqlite3.DatabaseError), Connections(opened.connect, None).reading():
        pytest.fail("it opened")
    assert _is_closed(opened.all[0])


def test_a_session_without_any_write_leaves_one_plain_file(path: Path) -> None:
    builders.a_desk(path).close()
    before = path.read_bytes()
    desk = open_desk(path)
    assert not desk.is_read_only
    assert desk.house_name()
    desk.close()
    # No log is left, and the header does not ask for one.
    assert {one.name for one in path.parent.iterdir()} == {path.name}
    assert path.read_bytes()[18:20] == b"\x01\x01"
    assert path.read_bytes()[100:] == before[100:]
