"""Backups: whole, checked, dated, made while others write; old ones go, strangers stay."""

import errno
import os
import sqlite3
import threading
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests import builders

from coopdesk.domain.backup import RECENT, file_name
from coopdesk.foundation.problems import UserError
from coopdesk.services import integrity
from coopdesk.services.desk import Desk, open_desk
from coopdesk.store import backup, recognition
from coopdesk.store.backup import Backup

NOW = datetime(2026, 11, 23, 17, 5, 12)


def made(desk: Desk, folder: Path, now: datetime = NOW, watch: backup.Watch | None = None) -> Backup:
    """A backup of the open house."""
    with desk.read() as connection:
        return backup.make(backup.driver(connection), desk.path, folder, now, watch)


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608 - ours


def test_a_backup_is_one_plain_file_with_all_that_was_committed(desk: Desk, tmp_path: Path) -> None:
    room = builders.a_room(desk)
    builders.a_booking(desk, room)
    one = made(desk, tmp_path)
    assert one.path.name == "maison été 2026-11-23 17h05m12.coopdesk"
    assert one.size == one.path.stat().st_size
    # Read as it lies there: what is in write-ahead logging would want files beside it.
    assert one.path.read_bytes()[18:20] == b"\x01\x01"
    assert contents(one.path) == contents(desk.path)
    with closing(open_desk(one.path, read_only=True)) as opened:
        assert integrity.check(opened) == []


def test_a_second_one_in_the_same_second_overwrites_nothing(desk: Desk, tmp_path: Path) -> None:
    first = made(desk, tmp_path)
    before = first.path.read_bytes()
    builders.a_room(desk)
    second = made(desk, tmp_path)
    assert second.moment == first.moment + timedelta(seconds=1)
    assert first.path.read_bytes() == before


def test_who_writes_meanwhile_neither_waits_nor_shows(desk: Desk, tmp_path: Path) -> None:
    builders.a_room(desk, "Avant")
    written: list[int] = []

    def write(_done: int, _total: int) -> None:
        if not written:
            thread = threading.Thread(target=lambda: written.append(builders.a_room(desk, "Pendant")))
            thread.start()
            thread.join(5)

    one = made(desk, tmp_path, watch=write)
    assert written
    assert [row[1] for row in contents(one.path)["room"]] == ["Avant"]
    assert [row[1] for row in contents(desk.path)["room"]] == ["Avant", "Pendant"]


def test_without_write_ahead_the_copy_begins_anew(path: Path, tmp_path: Path) -> None:
    builders.a_desk(path).close()
    with closing(open_desk(path, write_ahead=False)) as desk:
        for number in range(60):
            builders.an_organisation(desk, f"Association {number}", purpose="x" * 60_000)
        written: list[int] = []

        def write(_done: int, _total: int) -> None:
            if not written:
                written.append(builders.a_room(desk, "Pendant"))

        one = made(desk, tmp_path, watch=write)
        assert written
        assert [row[1] for row in contents(one.path)["room"]] == ["Pendant"]


def test_what_stops_it_leaves_no_draft(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "clé"
    folder.mkdir()

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(UserError, match="cannot_write"):
        made(desk, folder, watch=stop)
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_said_in_words(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "settle", full)
    with pytest.raises(UserError, match="disk_full"):
        made(desk, tmp_path)
    assert backup.found(tmp_path, desk.path.stem) == []


def test_a_folder_that_is_a_file_is_said_in_words(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "clé"
    folder.write_text("")
    with pytest.raises(UserError, match="cannot_write"):
        made(desk, folder)


def test_a_copy_that_does_not_read_back_is_thrown_away(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup.copy

    def lossy(source: sqlite3.Connection, target: sqlite3.Connection, *others: object) -> None:
        real(source, target)
        target.execute("DELETE FROM house")
        target.commit()

    monkeypatch.setattr(backup, "copy", lossy)
    folder = tmp_path / "clé"
    folder.mkdir()
    with pytest.raises(UserError, match="backup_incomplete"):
        made(desk, folder)
    assert list(folder.iterdir()) == []


def test_the_old_ones_rotate_and_strangers_stay(desk: Desk, tmp_path: Path) -> None:
    for day in range(1, 24):
        last = made(desk, tmp_path, datetime(2026, 11, day, 17))
    other = tmp_path / "other"
    other.mkdir()
    with closing(builders.a_desk(other / desk.path.name)) as another:
        builders.a_room(another)
        stranger = made(another, other)
    name = desk.path.stem
    kept = [
        tmp_path / file_name(name, datetime(2026, 10, 1)),
        tmp_path / file_name(name, datetime(2026, 10, 2)),
        tmp_path / f"{name} 2026-10-03.coopdesk",
        tmp_path / file_name("autre", datetime(2026, 10, 1)),
    ]
    # Of the same name, but of another house; and what is no file of ours at all.
    stranger.path.replace(kept[0])
    with closing(sqlite3.connect(kept[0])) as connection:
        connection.execute("UPDATE house SET name = 'Maison des Peupliers'")
        connection.commit()
    for path in kept[1:]:
        path.write_text("notes")
    gone = backup.rotate(desk.path, last)
    assert len(gone) == 23 - RECENT
    assert all(path.exists() for path in kept)
    left = [one.moment.day for one in backup.found(tmp_path, name) if one.moment.month == 11]
    assert left == list(range(23, 13, -1))


def test_an_old_draft_is_swept_and_a_fresh_one_left(desk: Desk, tmp_path: Path) -> None:
    old, fresh = (
        tmp_path / file_name(desk.path.stem, NOW - timedelta(days=n)).replace(".coopdesk", ".unfinished")
        for n in (9, 1)
    )
    for draft in (old, fresh):
        draft.write_text("")
    os.utime(old, (0, 0))
    backup.rotate(desk.path, made(desk, tmp_path))
    assert not old.exists()
    assert fresh.exists()


def test_a_copy_does_not_wait_for_ever(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_PATIENCE_SECONDS", 0.2)
    target_path = tmp_path / "busy.db"
    with (
        closing(sqlite3.connect(target_path, isolation_level=None)) as busy,
        closing(sqlite3.connect(target_path, timeout=0)) as target,
        closing(recognition.connect(desk.path, read_only=True)) as source,
    ):
        busy.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match="file_locked"):
            backup.copy(source, target)
        busy.execute("ROLLBACK")


def test_what_is_damaged_is_not_good(desk: Desk, tmp_path: Path) -> None:
    one = made(desk, tmp_path)
    assert backup.is_good(one.path)
    data = bytearray(one.path.read_bytes())
    data[4096 * 20 : 4096 * 21] = b"\xa5" * 4096
    one.path.write_bytes(data)
    assert not backup.is_good(one.path)
    assert not backup.is_good(tmp_path / "absent.coopdesk")
