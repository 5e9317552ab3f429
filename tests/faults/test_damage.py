"""A damaged file: one sentence says so and the program goes on; what can be read is recovered, the rest listed."""

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pytest
from tests import builders
from tests.faults.conftest import Opener, Recorder
from tests.faults.contents import Contents, contents
from tests.ui.hands import settle

from coopdesk import cli
from coopdesk.foundation.problems import UserError
from coopdesk.services import integrity, organisations
from coopdesk.services.demo import write_demo
from coopdesk.services.desk import Desk, open_desk
from coopdesk.services.salvage import Salvage, salvage
from coopdesk.store.schema import metadata

PLACES = 50
PAGE = 4096
STAND_IN = "Retrouvé n° {n}"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional house, closed."""
    path = tmp_path_factory.mktemp("whole") / "house.coopdesk"
    write_demo(path, today=date(2026, 11, 24))
    return path


@pytest.fixture(scope="module")
def rows(whole: Path) -> Contents:
    """Every row of it."""
    return contents(whole)


def damages(data: bytes) -> list[bytes]:
    """The file with a few bytes changed at random places, pages lost, and its end cut off."""
    chance = random.Random(1)
    damaged = []
    for number in range(PLACES):
        changed = bytearray(data)
        place = chance.randrange(len(data))
        match number % 5:
            case 0:
                del changed[place:]
            case 1:
                first = place // PAGE * PAGE
                changed[first : first + PAGE] = bytes(PAGE)
            case kind:
                for one in range(place, min(place + (1, 16, 200)[kind - 2], len(data))):
                    changed[one] ^= chance.randrange(1, 256)
        damaged.append(bytes(changed))
    return damaged


def test_a_damaged_file_is_read_or_refused_with_a_sentence(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "house.coopdesk"
    booking = ["--room", "salle cedre", "--organisation", "repar'ici"]
    commands = [
        *(["list", register, str(path)] for register in ("organisations", "bookings", "loans")),
        ["book", str(path), *booking, "--start", "2026-12-31T14:00", "--end", "2026-12-31T15:00"],
        ["check", str(path)],
    ]
    refused = 0
    for damaged in damages(whole.read_bytes()):
        for command in commands:
            path.write_bytes(damaged)
            status = cli.main(command)
            _answer, complaint = capsys.readouterr()
            assert status in (0, 1), command
            assert status == 0 or len(complaint.splitlines()) == 1, command
            refused += status
    assert refused


def test_what_can_be_read_of_a_damaged_file_is_recovered(whole: Path, rows: Contents, tmp_path: Path) -> None:
    path, new = tmp_path / "house.coopdesk", tmp_path / "new.coopdesk"
    made = 0
    for damaged in damages(whole.read_bytes()):
        path.write_bytes(damaged)
        report = salvaged(path, new)
        assert path.read_bytes() == damaged
        if report is None:
            # The pages that say where the tables are, or nearly all of them, are gone.
            assert not new.exists()
            continue
        made += 1
        with closing(open_desk(new)) as desk:
            assert integrity.check(desk) == []
        nothing_is_lost_silently(rows, contents(new), report)
        new.unlink()
    assert made > PLACES * 0.8
    assert [one.name for one in tmp_path.iterdir()] == ["house.coopdesk"]


def salvaged(path: Path, new: Path) -> Salvage | None:
    """What came through, None when it was nothing."""
    with suppress(UserError):
        return salvage(path, new, STAND_IN)
    with pytest.raises(UserError, match="nothing_salvaged"):
        salvage(path, new, STAND_IN)
    return None


def nothing_is_lost_silently(before: Contents, after: Contents, report: Salvage) -> None:
    """Every row is there as it was, or the report has it; SQLite cannot know of a letter that became another."""
    for name in metadata.tables:
        listed = sum(loss.at_most for loss in report.losses if loss.table == name)
        is_whole = any(loss.table == name and loss.code == "table" for loss in report.losses)
        gone = {row[0] for row in before[name]} - {row[0] for row in after[name]}
        assert is_whole or len(gone) <= listed, (name, gone)
        assert report.saved[name] <= len(after[name])


def test_a_whole_file_comes_through_row_by_row(whole: Path, rows: Contents, tmp_path: Path) -> None:
    report = salvage(whole, tmp_path / "new.coopdesk", STAND_IN)
    assert report.losses == ()
    assert contents(tmp_path / "new.coopdesk") == rows
    assert report.saved == {name: len(rows[name]) for name in sorted(metadata.tables)}


def _root_page(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    return int(page)


def lost_page(path: Path, page: int) -> None:
    """Overwrite a page, as a failing disk does."""
    data = bytearray(path.read_bytes())
    data[(page - 1) * PAGE : page * PAGE] = b"\xff" * PAGE
    path.write_bytes(bytes(data))


def test_a_lost_register_leaves_stand_ins_so_that_what_refers_to_it_is_kept(
    whole: Path, rows: Contents, tmp_path: Path
) -> None:
    path, new = Path(shutil.copy(whole, tmp_path / "house.coopdesk")), tmp_path / "new.coopdesk"
    lost_page(path, _root_page(path, "room"))

    report = salvage(path, new, STAND_IN)

    after = contents(new)
    assert [row[2] for row in after["room"]] == [f"Retrouvé n° {n}" for n in range(1, 9)]
    assert {name: after[name] for name in after if name not in {"room", "search"}} == {
        name: rows[name] for name in rows if name not in {"room", "search"}
    }
    assert {(loss.table, loss.code) for loss in report.losses} == {("room", "unreadable"), ("room", "stand_in")}
    with closing(open_desk(new)) as desk:
        assert integrity.check(desk) == []


def test_rows_are_read_from_an_index_that_holds_them_whole(whole: Path, rows: Contents, tmp_path: Path) -> None:
    path, new = Path(shutil.copy(whole, tmp_path / "house.coopdesk")), tmp_path / "new.coopdesk"
    lost_page(path, _root_page(path, "action_booking"))
    report = salvage(path, new, STAND_IN)
    assert report.losses == ()
    assert contents(new)["action_booking"] == rows["action_booking"]


def test_salvage_tells_a_person_and_a_script(
    whole: Path, rows: Contents, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(shutil.copy(whole, tmp_path / "house.coopdesk"))
    lost_page(path, _root_page(path, "room"))

    assert cli.main(["salvage", str(path), str(tmp_path / "one.coopdesk")]) == 0
    said, complaint = capsys.readouterr()
    assert complaint == ""
    assert f"Bookings: {len(rows['booking']):,} records" in said
    assert "Rooms: 8 records could not be read (no. 1–8)." in said

    assert cli.main(["salvage", str(path), str(tmp_path / "two.coopdesk"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["file"] == str(tmp_path / "two.coopdesk")
    assert answer["saved"]["room"] == 0
    assert {"table": "room", "code": "unreadable", "key": "3", "at_most": 1} in answer["losses"]

    assert cli.main(["salvage", str(path), str(tmp_path / "two.coopdesk")]) == 1
    assert "already here" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a spreadsheet", b"\x00" * 20_000])
def test_what_is_no_house_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.coopdesk"
    path.write_bytes(content)
    with pytest.raises(UserError) as error:
        salvage(path, tmp_path / "new.coopdesk", STAND_IN)
    assert error.value.code == "file_not_ours"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_cut_short_while_it_is_open_is_said_damaged_and_the_window_goes_on(
    desk: Desk, opened: Opener, recorder: Recorder
) -> None:
    for number in range(40):
        builders.an_organisation(desk, f"Structure {number}", notes="é" * 4000)
    desk.close()
    with closing(open_desk(desk.path, clock=lambda: builders.NOW)) as again:
        window = opened(again)
        with desk.path.open("r+b") as stream:
            stream.truncate(desk.path.stat().st_size // 2)
        for place in range(len(window._kinds)):
            window.show_page(place)
            settle()
        with pytest.raises(UserError) as error:
            organisations.names(again)
        window.close()
    assert error.value.code == "file_damaged"
    assert recorder.said
    assert {kind for kind, _text in recorder.said} == {"warning"}


def test_a_file_cut_short_in_the_middle_of_a_reading_does_not_end_the_program(whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(whole, tmp_path / "house.coopdesk"))
    script = (
        "import os, pathlib, sys\n"
        "from coopdesk.foundation import problems; from coopdesk.services.desk import open_desk\n"
        "desk = open_desk(pathlib.Path(sys.argv[1]))\n"
        "try:\n"
        "    with desk.read() as connection:\n"
        "        rows = connection.exec_driver_sql('SELECT * FROM booking').cursor\n"
        "        rows.fetchone(); os.truncate(desk.path, 40 * 4096); rows.fetchall()\n"
        "except problems.UserError as error: print(error.code)\n"
        "desk.close()"
    )
    told = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "file_damaged"
