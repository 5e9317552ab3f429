"""Backups as use cases: where they go, what differs, and a restoration that nothing can break."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from tests import builders

from coopdesk.domain.history import Way
from coopdesk.domain.listing import Subject
from coopdesk.domain.operation import Operation
from coopdesk.foundation.problems import UserError
from coopdesk.services import backups, integrity, organisations, rooms
from coopdesk.services.desk import Changes, Desk, Kept, open_desk

OLD = Path(__file__).parents[1] / "store" / "old_files" / "0001.coopdesk"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with one room."""
    desk = builders.a_desk(tmp_path / "tilleuls.coopdesk")
    builders.a_room(desk)
    yield desk
    desk.close()


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the journal."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_%'")
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - ours
            for (name,) in tables.fetchall()
            if name not in ("journal", "sqlite_sequence")
        }


def test_it_goes_beside_the_file_and_is_told(desk: Desk) -> None:
    told: list[Kept] = []
    desk.listen_to_backups(told.append)
    kept = backups.back_up(desk)
    assert told == [kept]
    assert kept.trouble is None
    assert kept.backup.path == desk.path.parent / "Sauvegardes" / "tilleuls 2026-11-24 09h12m00.coopdesk"
    assert backups.backups(desk.path) == [kept.backup]


def test_it_goes_to_the_chosen_folder(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "clé"
    stick.mkdir()
    kept = backups.back_up(desk, stick)
    assert kept.backup.path.parent == stick
    assert not backups.folder_beside(desk.path).exists()
    beside = backups.back_up(desk)
    assert {one.path for one in backups.backups(desk.path, stick)} == {kept.backup.path, beside.backup.path}


def test_an_absent_stick_is_told_and_never_made(desk: Desk, tmp_path: Path) -> None:
    kept = backups.back_up(desk, tmp_path / "clé")
    assert kept.trouble == UserError("folder_missing", {"path": str(tmp_path / "clé")})
    assert kept.backup.path.parent == backups.folder_beside(desk.path)
    assert not (tmp_path / "clé").exists()


def test_a_backup_is_current_until_something_is_done_or_undone(desk: Desk) -> None:
    one = backups.back_up(desk).backup.path
    assert backups.is_current(desk, one)
    builders.an_organisation(desk)
    assert not backups.is_current(desk, one)
    two = backups.back_up(desk).backup.path
    assert backups.is_current(desk, two)
    desk.take(Way.UNDONE)
    assert not backups.is_current(desk, two)


def test_it_shows_what_a_restoration_would_change(desk: Desk) -> None:
    one = backups.back_up(desk).backup.path
    builders.an_organisation(desk, "Fil & Parole")
    builders.an_organisation(desk, "Parents du Mail")
    difference = backups.difference(desk, one)
    assert difference.counts[Subject.ORGANISATION] == (2, 0)
    assert difference.counts[Subject.ROOM] == (1, 1)
    assert difference.now.last_act != difference.then.last_act


def test_the_restored_content_is_the_backups_and_what_was_there_is_kept(desk: Desk) -> None:
    one = backups.back_up(desk).backup.path
    builders.an_organisation(desk, "Fil & Parole")
    before = rows(desk.path)
    told: list[Changes] = []
    desk.listen(told.append)
    restored = backups.restore(desk, one)
    assert rows(desk.path) == rows(one)
    assert rows(restored.replaced.backup.path) == before
    assert restored.contents.last_act is not None
    assert restored.contents.last_act.operation == Operation.RESTORE_BACKUP
    assert [(one.operation, "booking" in one.tables) for one in told] == [(Operation.RESTORE_BACKUP, True)]
    assert integrity.check(desk) == []


def test_nothing_before_a_restoration_can_be_undone_and_all_after_it_can(desk: Desk) -> None:
    one = backups.back_up(desk).backup.path
    builders.an_organisation(desk)
    backups.restore(desk, one)
    assert desk.next_act(Way.UNDONE) is None
    assert desk.barrier is Operation.RESTORE_BACKUP
    restored = rows(desk.path)
    builders.a_booking(desk, rooms.rooms(desk)[0].id)
    assert desk.take(Way.UNDONE) is not None
    assert rows(desk.path) == restored


def test_who_reads_goes_on_and_then_sees_the_restored_content(desk: Desk) -> None:
    one = backups.back_up(desk).backup.path
    builders.an_organisation(desk)
    with closing(open_desk(desk.path, read_only=True)) as reader, reader.read() as snapshot:
        assert snapshot.exec_driver_sql("SELECT count(*) FROM organisation").scalar_one() == 1
        backups.restore(desk, one)
        assert snapshot.exec_driver_sql("SELECT count(*) FROM organisation").scalar_one() == 1
        snapshot.rollback()
        assert organisations.names(reader) == {}


def test_a_restored_file_is_whole_after_it_is_closed_and_opened(desk: Desk) -> None:
    one = backups.back_up(desk).backup.path
    builders.an_organisation(desk)
    backups.restore(desk, one)
    desk.close()
    with closing(open_desk(desk.path)) as again:
        assert integrity.check(again) == []
        assert organisations.names(again) == {}


def test_an_older_backup_is_brought_up_and_itself_left_alone(desk: Desk, tmp_path: Path) -> None:
    older = Path(shutil.copy(OLD, tmp_path / "older.coopdesk"))
    before = older.read_bytes()
    then = backups.contents_of(older)
    backups.restore(desk, older)
    assert backups.difference(desk, older).now.counts == then.counts
    assert integrity.check(desk) == []
    assert older.read_bytes() == before
    assert not (tmp_path / "older.coopdesk.lock").exists()


@pytest.mark.parametrize("fault", ["newer", "damaged", "cut", "stranger", "absent"])
def test_what_cannot_be_trusted_is_refused_and_nothing_changes(desk: Desk, fault: str, tmp_path: Path) -> None:
    one = backups.back_up(desk).backup.path
    builders.an_organisation(desk)
    before = rows(desk.path)
    codes = {
        "newer": "file_newer",
        "damaged": "file_damaged",
        "cut": "file_damaged",
        "stranger": "file_not_ours",
        "absent": "file_missing",
    }
    spoil(one, fault)
    with pytest.raises(UserError, match=codes[fault]):
        backups.restore(desk, one)
    assert rows(desk.path) == before
    assert desk.next_act(Way.UNDONE) is not None


def spoil(path: Path, fault: str) -> None:
    """Make a backup one that cannot be trusted."""
    data = bytearray(path.read_bytes())
    if fault == "newer":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
    elif fault == "damaged":
        data[4096 * 20 : 4096 * 21] = b"\xa5" * 4096
        path.write_bytes(data)
    elif fault == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif fault == "stranger":
        path.write_text("notes de réunion " * 20, encoding="utf-8")
    else:
        path.unlink()


def test_without_a_backup_of_what_is_there_nothing_is_restored(desk: Desk, tmp_path: Path) -> None:
    one = backups.back_up(desk).backup.path
    elsewhere = Path(shutil.move(one, tmp_path / "kept.coopdesk"))
    builders.an_organisation(desk)
    backups.folder_beside(desk.path).rmdir()
    backups.folder_beside(desk.path).write_text("a file where the folder should be")
    with pytest.raises(UserError, match="cannot_write"):
        backups.restore(desk, elsewhere)
    assert len(organisations.names(desk)) == 1


_KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from coopdesk.services.desk import open_desk
from coopdesk.store import backup, restoring

def die(done, total):
    if done < total:
        os.kill(os.getpid(), signal.SIGKILL)

desk = open_desk(Path(sys.argv[1]))
with restoring.prepared(Path(sys.argv[2]), datetime(2026, 11, 24, 9, 12)) as prepared:
    real = backup.copy
    backup.copy = lambda source, target: real(source, target, die)
    desk.restore(prepared)
"""


def test_a_process_killed_in_the_middle_of_a_restoration_leaves_the_former_content(desk: Desk) -> None:
    # Larger than one step of the copy, so that some pages are written and others are not.
    big = builders.an_organisation(desk, "Archives", purpose="x" * 6_000_000)
    one = backups.back_up(desk).backup.path
    organisations.delete(desk, big)
    builders.an_organisation(desk, "Fil & Parole")
    before = rows(desk.path)
    desk.close()
    command = [sys.executable, "-c", _KILLED, str(desk.path), str(one)]
    ended = subprocess.run(command, check=False, env={**os.environ, "TMPDIR": str(desk.path.parent)})
    assert ended.returncode == -signal.SIGKILL
    with closing(open_desk(desk.path)) as again:
        assert not again.is_read_only
        assert integrity.check(again) == []
        assert rows(desk.path) == before


def test_a_reader_restores_nothing(desk: Desk) -> None:
    one = backups.back_up(desk).backup.path
    with closing(open_desk(desk.path, read_only=True)) as reader, pytest.raises(UserError, match="file_read_only"):
        backups.restore(reader, one)


@pytest.mark.parametrize("was_there", [False, True])
def test_a_file_that_does_not_open_is_made_anew(desk: Desk, was_there: bool) -> None:
    one = backups.back_up(desk).backup.path
    desk.close()
    if was_there:
        desk.path.write_bytes(desk.path.read_bytes()[:20_000])
        desk.path.with_name(desk.path.name + "-wal").write_bytes(b"what was not folded in")
    else:
        desk.path.unlink()
    aside = backups.put_back(one, desk.path, datetime(2026, 11, 24, 9, 12))
    with closing(open_desk(desk.path)) as again:
        assert integrity.check(again) == []
        assert len(rooms.rooms(again)) == 1
    if was_there:
        assert aside == desk.path.with_name("tilleuls damaged 2026-11-24 09h12m00.coopdesk")
        assert aside.stat().st_size == 20_000
        assert aside.with_name(aside.name + "-wal").exists()
    else:
        assert aside is None
    assert not desk.path.with_name(desk.path.name + "-wal").exists()


def test_a_file_that_somebody_has_open_is_not_moved_away(desk: Desk) -> None:
    one = backups.back_up(desk).backup.path
    before = rows(desk.path)
    with pytest.raises(UserError, match="file_locked"):
        backups.put_back(one, desk.path, builders.NOW)
    assert rows(desk.path) == before


def test_the_newest_that_is_good_is_found_for_a_file_that_is_not(desk: Desk) -> None:
    good = backups.back_up(desk).backup
    spoil(backups.back_up(desk).backup.path, "cut")
    assert backups.newest_good(desk.path) == good
