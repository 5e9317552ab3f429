"""What opens, what is refused in one sentence, and that a refused file is left as it was."""

import sqlite3
import subprocess
import sys
from contextlib import closing
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
    assert error.value.code == "file_read_only"

    builders.an_organisation(desk, "Répar’Ici")
    with second.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM organisation").scalar_one() == 2
    second.close()


def test_another_process_is_told_too(path: Path, desk: Desk) -> None:
    script = (
        "import sys, pathlib; from coopdesk.services.desk import open_desk\n"
        "desk = open_desk(pathlib.Path(sys.argv[1])); print(desk.is_read_only); desk.close()"
    )
    told = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "True"
    assert not desk.is_read_only


def test_a_lock_left_by_a_killed_process_is_taken_over(path: Path, desk: Desk) -> None:
    desk.close()
    script = (
        "import os, sys, pathlib; from coopdesk.services.desk import open_desk\n"
        "open_desk(pathlib.Path(sys.argv[1])); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert path.with_name(path.name + ".lock").exists()

    again = open_desk(path)
    assert not again.is_read_only
    again.close()


def test_the_known_revisions_are_alembics() -> None:
    assert list(recognition.REVISIONS) == upgrade.revisions()
