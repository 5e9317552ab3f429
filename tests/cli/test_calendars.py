"""`coopdesk export calendar` and `coopdesk import calendar`: out and back, what is refused, what scripts read."""

import json
from pathlib import Path

import pytest
from tests.builders import a_booking, a_desk, a_room, an_organisation
from tests.cli.terminal import refusal, run, said

from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language

SAMPLES = Path(__file__).parents[1] / "exchange" / "samples"


def a_house_file(path: Path, *, booked: bool = True) -> Path:
    desk = a_desk(path)
    room, parents = a_room(desk), an_organisation(desk)
    a_room(desk, "Petite salle")
    if booked:
        a_booking(desk, room, parents, purpose="Café")
    desk.close()
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, object]:
    assert run("import", "calendar", *arguments, "--json") == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_out_into_an_empty_file_and_out_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = a_house_file(tmp_path / "one.coopdesk")
    two = a_house_file(tmp_path / "two.coopdesk", booked=False)
    first, second = tmp_path / "one.ics", tmp_path / "two.ics"
    assert run("export", "calendar", one, "--out", first) == 0
    assert said(capsys) == f"The calendar is in {first}.\n"
    assert answer(capsys, two, first)["added"] == 1
    assert run("export", "calendar", two, "--out", second) == 0
    assert first.read_bytes() == second.read_bytes()
    assert run("export", "calendar", two, "--room", "petite salle", "--organisation", "parents du mail",
               "--out", second) == 0  # fmt: skip
    assert b"VEVENT" not in second.read_bytes()


def test_a_calendar_of_others_once_and_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = a_house_file(tmp_path / "one.coopdesk")
    wanted = (file, SAMPLES / "google.ics", "--room", "grande salle")
    before = file.read_bytes()
    tried = answer(capsys, *wanted, "--dry-run")
    assert file.read_bytes() == before
    done = answer(capsys, *wanted)
    assert {**tried, "dry_run": False} == done
    assert done["calendar"] == "Grande salle"
    assert done["added"] == 40
    dates = done["dates"]
    assert isinstance(dates, list)
    assert list(dates[0]) == [
        *("state", "line", "uid", "starts_at", "ends_at", "room", "organisation", "purpose", "is_of_series"),
        *("code", "sentence"),
    ]
    again = answer(capsys, *wanted)
    assert (again["added"], again["changed"], again["removed"], again["dates"]) == (0, 0, 0, [])
    assert again["unchanged"] == 40


def test_what_is_left_out_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = a_house_file(tmp_path / "one.coopdesk")
    calendar = tmp_path / "x.ics"
    calendar.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20261126T150000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    assert run("import", "calendar", file, calendar, "--room", "Grande salle") == 0
    output, errors = capsys.readouterr()
    assert errors.startswith("Line 2, 26 November 2026: “Grande salle” is already booked by Parents du Mail")
    assert "1 event left out: the room is taken" in output
    i18n.start(Language.FRENCH)
    assert run("import", "calendar", file, calendar) == 0
    output, errors = capsys.readouterr()
    assert "n’est pas une salle de la maison" in errors
    assert "1 événement refusé" in output


def test_refusals_change_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = a_house_file(tmp_path / "one.coopdesk")
    before = file.read_bytes()
    assert run("export", "calendar", file, "--out", file) == 1
    assert "A file is already here" in refusal(capsys)
    assert run("export", "calendar", file, "--room", "Grenier", "--out", tmp_path / "x.ics") == 1
    assert "No room is called “Grenier”" in refusal(capsys)
    assert not (tmp_path / "x.ics").exists()
    assert run("import", "calendar", file, tmp_path / "nowhere.ics") == 1
    assert refusal(capsys)
    cut = tmp_path / "cut.ics"
    cut.write_bytes((SAMPLES / "google.ics").read_bytes()[:1200])
    assert run("import", "calendar", file, cut, "--room", "Grande salle") == 1
    assert "from line 44 on" in refusal(capsys)
    assert run("import", "calendar", file, file) == 1
    assert "not a calendar" in refusal(capsys)
    assert file.read_bytes() == before
    assert run("import", "rooms", file, cut) == 2
    assert run("export", "calendar", file) == 2
