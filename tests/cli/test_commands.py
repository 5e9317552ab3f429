"""Every command as a script would use it: what it says, where, and with which exit status."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from tests import builders
from tests.cli.terminal import refusal, run, said

from coopdesk import cli
from coopdesk.foundation import paths
from coopdesk.services import integrity
from coopdesk.services.desk import Desk, open_desk

BOOK = [
    "--room",
    "salle cedre",
    "--organisation",
    "REPAR'ICI",
    "--start",
    "2026-11-26T14:00",
    "--end",
    "26/11/2026 16h",
]


def contents(house: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table; opening a file to write changes a counter in its header, no more."""
    with closing(sqlite3.connect(house)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608 - ours


def bookings(house: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    assert run("list", "bookings", house, "--format", "json", *options) == 0
    rows: list[dict[str, object]] = json.loads(said(capsys))
    return rows


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["list", "rooms", "x"], True),
        (["--lang", "en", "check", "x"], True),
        (["--lang=fr", "demo"], True),
        (["--help"], True),
        (["house.coopdesk"], False),
        ([], False),
    ],
)
def test_a_command_is_told_from_a_file(arguments: list[str], expected: bool) -> None:
    assert cli.is_command(arguments) is expected


def test_demo_says_what_it_wrote_and_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "demo.coopdesk"
    assert run("demo", path, "--json") == 0
    counts = json.loads(said(capsys))
    assert (counts["rooms"], counts["equipment"], counts["loans"], counts["actions"]) == (8, 120, 200, 60)
    before = path.read_bytes()
    assert run("demo", path) == 1
    assert "already here" in refusal(capsys)
    assert path.read_bytes() == before


def test_the_history_is_listed_newest_first(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(open_desk(house)) as desk:
        booked = builders.a_booking(desk, 1, starts_at=datetime(2031, 5, 12, 9))
    assert run("list", "history", house, "--format", "json") == 0
    last, *_before = json.loads(said(capsys))
    assert last == {
        "id": last["id"],
        "at": last["at"],
        "operation": "book",
        "way": "done",
        "subject": "booking",
        "record_id": booked,
        "record": "2031-05-12",
    }
    assert run("list", "history", house, "--to", "2001-01-01", "--format", "json") == 0
    assert json.loads(said(capsys)) == []
    assert run("list", "history", house) == 0
    assert "book a room" in said(capsys)


def test_a_period_narrows_the_bookings(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = bookings(house, capsys, "--from", "2026-11-24", "--to", "24/11/2026")
    assert 12 <= len(day) <= 15
    assert all(str(one["starts_at"]).startswith("2026-11-24T") for one in day)
    coming = bookings(house, capsys, "--from", "2026-11-24")
    assert len(day) < len(coming) < len(bookings(house, capsys))


@pytest.mark.parametrize("register", ["organisations", "rooms", "bookings", "equipment", "loans", "actions"])
def test_every_register_has_the_same_keys_in_json_and_csv(
    house: Path, capsys: pytest.CaptureFixture[str], register: str
) -> None:
    assert run("list", register, house, "--format", "json") == 0
    rows = json.loads(said(capsys))
    assert run("list", register, house, "--format", "csv") == 0
    text = said(capsys)
    assert text.startswith("\ufeff")
    table = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    assert [list(one) for one in table] == [list(one) for one in rows]
    assert rows


def test_the_table_is_aligned(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "rooms", house) == 0
    heading, _rule, *lines = said(capsys).splitlines()
    place = heading.index("Capacity")
    assert len(lines) == 8
    assert all(line[place - 1] == " " and line[place].isdigit() for line in lines)


def test_a_booking_is_made_by_folded_names(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("book", house, *BOOK, "--purpose", "Essai", "--json") == 0
    made = json.loads(said(capsys))
    (found,) = [one for one in bookings(house, capsys) if one["id"] == made["id"]]
    assert (found["room"], found["organisation"], found["ends_at"]) == ("Salle Cèdre", "Répar’Ici", "2026-11-26T16:00")


def test_an_option_is_only_an_option(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("book", house, *BOOK, "--option", "--json") == 0
    made = json.loads(said(capsys))["id"]
    assert [one["state"] for one in bookings(house, capsys) if one["id"] == made] == ["option"]


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"--room": "salle cedr"}, "did you mean “Salle Cèdre”?"),
        ({"--organisation": "Zzz"}, "No organisation is called “Zzz”."),
        ({"--end": "2026-11-26T13:00"}, "The end comes before the start"),
        ({"--room": "Grande salle", "--start": "2026-11-26T09:30", "--end": "2026-11-26T10:00"}, "Aînés & Compagnie"),
    ],
)
def test_a_refused_booking_changes_nothing(
    house: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, str], part: str
) -> None:
    before = contents(house)
    options = {**dict(zip(BOOK[::2], BOOK[1::2], strict=True)), **changed}
    assert run("book", house, *(one for pair in options.items() for one in pair)) == 1
    assert part in refusal(capsys)
    assert contents(house) == before


def test_a_file_somebody_holds_is_read_but_not_written(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = open_desk(house)
    try:
        assert run("book", house, *BOOK) == 1
        assert "has had this file open since" in refusal(capsys)
        assert run("list", "rooms", house) == 0
        assert "Studio" in said(capsys)
    finally:
        desk.close()


def test_the_summary_is_a_pdf(house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "bilan.pdf"
    options = ("--typology", "france_active_2015", "--audience", "partners", "--out", target)
    assert run("summary", house, "--from", "01/09/2026", "--to", "2026-11-30", *options) == 0
    assert str(target) in said(capsys)
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["--from", "2026-12-01", "--to", "2026-01-01"], "The period is wrong"),
        (["--from", "2026-12-01"], "either a year"),
        ([], "either a year"),
        (["--year", "2026", "--typology", "none"], "No typology is called “none”"),
    ],
)
def test_a_summary_that_cannot_be_is_refused(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], part: str
) -> None:
    target = tmp_path / "bilan.pdf"
    assert run("summary", house, *options, "--out", target) == 1
    assert part in refusal(capsys)
    assert not target.exists()


def test_an_import_tells_each_bad_row_and_keeps_the_good_ones(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Nom;SIRET;Pointure\nAtelier du Cap;;38\nFaux Numéro;123;\n", encoding="utf-8")
    before = house.read_bytes()
    assert run("import", "organisations", house, table, "--dry-run", "--json") == 0
    planned = json.loads(said(capsys))
    assert house.read_bytes() == before
    assert run("import", "organisations", house, table, "--json") == 0
    done = json.loads(said(capsys))
    assert {**done, "dry_run": True} == planned
    assert (done["added"], done["rejected"], done["unknown_columns"]) == (1, 1, ["Pointure"])
    (finding,) = done["findings"]
    assert (finding["line"], finding["column"], finding["field"]) == (3, "SIRET", "siret")
    assert run("import", "organisations", house, table) == 0
    output, errors = capsys.readouterr()
    assert "0 organisations added" in output
    assert "Line 3, column “SIRET”" in errors


def test_check_finds_nothing_wrong_with_a_sound_file(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", house, "--json") == 0
    assert json.loads(said(capsys)) == {"ok": True, "findings": []}


@pytest.mark.parametrize("content", [None, b"", b"not a house at all" * 100])
def test_what_is_no_house_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None) -> None:
    path = tmp_path / "other.coopdesk"
    if content is not None:
        path.write_bytes(content)
    assert run("check", path) == 1
    assert str(path) in refusal(capsys)
    assert (path.read_bytes() if path.exists() else None) == content


def test_the_self_test_says_ok(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("self-test") == 0
    *steps, last = said(capsys).splitlines()
    assert last == "ok"
    assert len(steps) == 10 + len(list(paths.old_files().glob("*.coopdesk")))
    assert all(step.endswith("… ok") for step in steps)


def test_the_self_test_names_the_step_that_fails(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(desk: Desk) -> bool:
        return True

    monkeypatch.setattr(integrity, "check", lose)
    assert run("self-test") == 1
    told = capsys.readouterr()
    assert told.out.splitlines()[-1] == "Check of the file… "
    assert told.err == "The check of the file has found something wrong.\n"

    monkeypatch.undo()
    monkeypatch.setattr(paths, "old_files", lambda: tmp_path)
    assert run("self-test") == 1
    assert capsys.readouterr().err == f"A part of the program is missing: {tmp_path}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "shoes", "x.coopdesk"],
        ["book", "x.coopdesk", "--room", "A"],
        ["list", "bookings", "x.coopdesk", "--from", "31/02/2026"],
        ["demo", "x.coopdesk", "--scale", "0"],
        ["--lang", "tlh", "check", "x.coopdesk"],
    ],
)
def test_wrong_usage_is_status_two(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert cli.main(arguments) == 2
    assert "usage:" in capsys.readouterr().err


def test_the_language_can_be_asked_for_anywhere(
    house: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = house.with_name("missing.coopdesk")
    assert run("check", missing, "--lang", "fr") == 1
    assert "Il n’y a plus de fichier ici" in refusal(capsys)
    monkeypatch.setenv("COOPDESK_LANG", "en")
    assert run("check", missing) == 1
    assert "There is no file here" in refusal(capsys)


def test_days_are_dates(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "actions", house, "--format", "json", "--from", "2026-11-24", "--to", "2026-11-24") == 0
    rows = json.loads(said(capsys))
    assert rows
    assert all(date.fromisoformat(one["starts_on"]) <= date(2026, 11, 24) for one in rows)


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_the_ends_of_the_calendar_are_no_dates(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], year: str
) -> None:
    moments = ["--start", f"{year}-12-31T10:00", "--end", f"{year}-12-31T11:00"]
    wrong: list[list[str | Path]] = [
        ["list", "bookings", house, "--from", f"{year}-01-01"],
        ["list", "loans", house, "--to", f"{year}-12-31"],
        ["summary", house, "--year", year, "--out", tmp_path / "bilan.pdf"],
        ["book", house, *BOOK[:4], *moments],
    ]
    for arguments in wrong:
        assert run(*arguments) == 2
        assert "usage:" in capsys.readouterr().err


def test_a_text_of_several_lines_is_one_line_of_the_table(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("book", house, *BOOK, "--purpose", "Un\nDeux\tTrois", "--json") == 0
    made = json.loads(said(capsys))["id"]
    assert run("list", "bookings", house, "--from", "2026-11-26", "--to", "2026-11-26") == 0
    (line,) = [one for one in said(capsys).splitlines() if one.startswith(f"{made} ")]
    assert line.endswith("Un Deux Trois")


def test_a_table_that_is_not_there_and_one_that_is_none(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", "organisations", house, tmp_path / "none.csv") == 1
    assert "There is no file here" in refusal(capsys)
    assert run("import", "organisations", house, tmp_path) == 1
    assert "not a table that can be read" in refusal(capsys)


def test_a_summary_replaces_a_former_one_and_nothing_else(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = house.read_bytes()
    assert run("summary", house, "--year", "2026", "--out", house) == 1
    assert "already here" in refusal(capsys)
    assert house.read_bytes() == before
    target = tmp_path / "bilan.pdf"
    target.write_bytes(b"%PDF of last year")
    assert run("summary", house, "--year", "2026", "--out", target) == 0
    assert target.stat().st_size > 1000
