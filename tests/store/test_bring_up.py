"""An older file is backed up before it is brought up, and left alone when it cannot be."""

import errno
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import open_desk
from coopdesk.store import backup, recognition, upgrade

OLD = Path(__file__).with_name("old_files") / "0001.coopdesk"


@pytest.fixture
def old(path: Path) -> Path:
    """A house of the first schema."""
    shutil.copy(OLD, path)
    return path


def revision(path: Path) -> str:
    """The schema of a file."""
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found)


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables of the first schema."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - ours
            for name in ("house", "organisation", "room", "booking", "loan", "action", "search")
        }


def test_a_dated_backup_of_the_former_schema_stays_beside(old: Path) -> None:
    before = rows(old)
    open_desk(old).close()
    assert revision(old) == recognition.NEWEST
    (kept,) = backup.found(backup.beside(old), old.stem)
    assert revision(kept.path) == "0001"
    assert rows(kept.path) == before


def test_a_former_backup_is_never_overwritten(old: Path) -> None:
    upgrade.bring_up(old)
    (first,) = backup.found(backup.beside(old), old.stem)
    before = first.path.read_bytes()
    shutil.copy(OLD, old)
    upgrade.bring_up(old)
    assert len(backup.found(backup.beside(old), old.stem)) == 2
    assert first.path.read_bytes() == before


def test_without_backup_nothing_is_done(old: Path) -> None:
    backup.beside(old).write_text("a file where the folder should be")
    before = old.read_bytes()
    with pytest.raises(UserError, match="upgrade_without_backup"):
        open_desk(old)
    assert old.read_bytes() == before
    assert sorted(one.name for one in old.parent.iterdir()) == sorted((old.name, backup.FOLDER))


def test_a_full_disk_stops_it_too(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "settle", full)
    before = old.read_bytes()
    with pytest.raises(UserError, match="upgrade_without_backup"):
        open_desk(old)
    assert old.read_bytes() == before
    assert list(backup.beside(old).iterdir()) == []
