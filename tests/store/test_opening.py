"""What opens, what is refused in one sentence, and that a refused file is left as it was."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests import builders

from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk, create_desk, open_desk
from coopdesk.store import recognition, upgrade


def refused(path: Path) -> str:
    """The code a file is refused with; its bytes stay the same."""
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(UserError) as error:
        open_desk(path)
    assert (path.read_bytes() if path.exists() else None) == before
    assert sorted(path.parent.iterdir()) == ([path] if path.exists() else [])
    return error.value.code


def test_a_closed_house_is_one_plain_file(path: Path, desk: Desk) -> None:
    builders.an_organisation(desk)
    desk.close()

    assert list(path.parent.iterdir()) == [path]
    assert path.read_bytes()[68:72] == b"coop"
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert plain.execute("SELECT name FROM organisation").fetchall() == [("Parents du Mail",)]


def test_a_missing_file_is_said_missing(path: Path) -> None:
    assert refused(path) == "file_missing"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a spreadsheet", b"SQLite format 3\x00" + b"\x00" * 10])
def test_another_kind_of_file_is_not_ours(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refused(path) == "file_not_ours"


def test_another_programs_database_is_not_ours(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE booking(id INTEGER)")
    assert refused(path) == "file_not_ours"


def test_a_file_of_a_newer_version_is_refused(path: Path, desk: Desk) -> None:
    desk.close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    assert refused(path) == "file_newer"


def test_a_truncated_file_is_said_damaged(path: Path, desk: Desk) -> None:
    desk.close()
    path.write_bytes(path.read_bytes()[:-4096])
    assert refused(path) == "file_damaged"


def test_a_file_whose_tables_are_unreadable_is_said_damaged(path: Path, desk: Desk) -> None:
    desk.close()
    whole = bytearray(path.read_bytes())
    whole[100:4096] = b"\xff" * 3996
    path.write_bytes(bytes(whole))
    assert refused(path) == "file_damaged"


def test_a_file_without_its_revision_is_said_damaged(path: Path, desk: Desk) -> None:
    desk.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("DELETE FROM alembic_version")
        other.commit()
    assert refused(path) == "file_damaged"


def test_a_folder_is_not_ours(tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        open_desk(tmp_path)
    assert error.value.code == "file_not_ours"


def test_a_file_somebody_writes_at_this_moment_is_not_said_damaged(path: Path, desk: Desk) -> None:
    desk.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError) as error:
            open_desk(path)
    assert error.value.code == "file_locked"


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that everybody may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def bound_by_rights() -> Iterator[None]:
    """As a user whom rights bind: an administrator becomes nobody meanwhile."""
    is_administrator = os.geteuid() == 0
    if is_administrator:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_administrator:
            os.seteuid(0)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_in_a_folder_that_cannot_be_written_the_file_is_read(public: Path, path: Path, desk: Desk, mode: str) -> None:
    desk.close()
    copy = Path(shutil.copy(path, public / "maison été.coopdesk"))
    with closing(sqlite3.connect(copy)) as other:
        other.execute(f"PRAGMA journal_mode = {mode}")
    copy.chmod(0o666)
    public.chmod(0o555)
    before = copy.read_bytes()

    with bound_by_rights():
        reader = open_desk(copy)
        assert reader.is_read_only
        assert reader.held_since is None
        assert reader.house().name == builders.a_house().name
        with pytest.raises(UserError) as error:
            builders.an_organisation(reader, "Autre")
        reader.close()

    assert error.value.code == "file_read_only"
    assert copy.read_bytes() == before
    assert list(public.iterdir()) == [copy]


def test_a_file_without_the_right_to_read_it_says_so(public: Path) -> None:
    locked = public / "locked.coopdesk"
    locked.write_bytes(b"SQLite format 3\x00" * 10)
    locked.chmod(0)
    with bound_by_rights(), pytest.raises(UserError) as error:
        open_desk(locked)
    assert error.value.code == "file_unreadable"


def test_a_write_protected_file_is_read_and_never_written(path: Path, desk: Desk) -> None:
    builders.an_organisation(desk)
    desk.close()
    path.chmod(0o444)
    before = path.read_bytes()

    reader = open_desk(path)
    assert reader.is_read_only
    assert reader.held_by == ""
    with pytest.raises(UserError) as error:
        builders.an_organisation(reader, "Autre")
    reader.close()

    assert error.value.code == "file_read_only"
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_new_house_never_replaces_a_file(path: Path) -> None:
    path.write_text("my shopping list", encoding="utf-8")
    with pytest.raises(UserError) as error:
        create_desk(path, builders.a_house())
    assert error.value.code == "file_exists"
    assert path.read_text(encoding="utf-8") == "my shopping list"


def test_a_new_house_wants_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        create_desk(tmp_path / "nowhere" / "house.coopdesk", builders.a_house())
    assert error.value.code == "folder_missing"


def test_the_second_one_is_told_who_writes_and_only_reads(path: Path, desk: Desk) -> None:
    builders.an_organisation(desk)
    second = open_desk(path)

    assert second.is_read_only
    assert second.held_by != ""
    assert second.held_since is not None
    with pytest.raises(UserError) as error:
        builders.an_organisation(second, "Autre")
    assert error.value.code == "file_held"
    assert error.value.params["who"] == second.held_by

    builders.an_organisation(desk, "Répar’Ici")
    with second.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM organisation").scalar_one() == 2
    second.close()


def test_the_known_revisions_are_alembics() -> None:
    assert list(recognition.REVISIONS) == upgrade.revisions()
