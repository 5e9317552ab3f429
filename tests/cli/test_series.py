"""`coopdesk series`: a whole series from a terminal, refused whole, or what is possible of it."""

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tests import builders
from tests.cli.terminal import refusal, run, said

OPTIONS = [
    *("--room", "cuisine"),
    *("--organisation", "parents du mail"),
    *("--start", "2026-11-26T20:30"),
    *("--end", "2026-11-26T21:30"),
    *("--rule", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with one room and two associations."""
    path = tmp_path / "house.coopdesk"
    with closing(builders.a_desk(path)) as desk:
        builders.a_room(desk, "Cuisine")
        builders.an_organisation(desk, "Parents du Mail", insurance_ends_on=date(2026, 12, 31))
        builders.an_organisation(desk, "Jardin")
    return path


def answer(capsys: pytest.CaptureFixture[str], house: Path, *options: str) -> dict[str, object]:
    assert run("series", house, *OPTIONS, *options, "--json") == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def bookings_of(capsys: pytest.CaptureFixture[str], house: Path) -> list[dict[str, object]]:
    assert run("list", "bookings", house, "--from", "2026-11-25", "--format", "json") == 0
    rows: list[dict[str, object]] = json.loads(said(capsys))
    return [row for row in rows if row["room"] == "Cuisine" and row["purpose"] == "Soupe"]


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_24_of_31_and_nothing_is_changed(house: Path, zone: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = house.read_bytes()
    found = answer(capsys, house, "--zone", zone, "--skip", "school,bank", "--dry-run")
    assert (found["total"], found["kept"], found["dry_run"], found["id"]) == (31, 24, True, None)
    assert house.read_bytes() == before


def test_it_is_booked_with_every_date(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, house, "--skip", "school,bank", "--purpose", "Soupe")
    assert isinstance(found["id"], int)
    assert found["dry_run"] is False
    dates = found["dates"]
    assert isinstance(dates, list)
    assert [list(one) for one in dates] == [["day", "start", "end", "standing", "state", "reason", "booking"]] * 31
    kept = [one["start"] for one in dates if one["state"] == "confirmed"]
    booked = [row["starts_at"] for row in bookings_of(capsys, house) if row["state"] == "confirmed"]
    assert sorted(map(str, booked)) == kept
    assert len(kept) == 24


def test_one_clash_refuses_all_or_is_left_out(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--room", "Cuisine", "--start", "2027-01-14T21:00", "--end", "2027-01-14T22:00"]
    assert run("book", house, *place, "--organisation", "Jardin") == 0
    capsys.readouterr()

    before = house.read_bytes()
    assert run("series", house, *OPTIONS) == 1
    assert refusal(capsys).startswith("14 January 2027: “Cuisine” is already booked by Jardin")
    assert house.read_bytes() == before
    found = answer(capsys, house, "--dry-run")
    assert (found["free"], found["blocked"]) == (30, 1)
    found = answer(capsys, house, "--on-conflict", "skip", "--purpose", "Soupe")
    assert (found["free"], found["blocked"]) == (30, 0)
    dates = found["dates"]
    assert isinstance(dates, list)
    (clash,) = [one for one in dates if one["standing"] == "conflict"]
    assert (clash["day"], clash["state"]) == ("2027-01-14", "skipped")
    assert isinstance(clash["booking"], int)


def test_it_is_told_in_words(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("series", house, *OPTIONS, "--skip", "bank", "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("30 sessions of 31; 30 free; insurance until 31/12")
    assert "Ascension Day (bank holiday)" in next(line for line in lines if "6 May 2027" in line)
    assert lines[-1] == "Nothing was changed."


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--rule", "FREQ=DAILY;UNTIL=20991231", "more than 2,000 dates"),
        ("--rule", "FREQ=WEEKLY;UNTIL=20261101", "no date at all"),
        ("--end", "2026-11-26T20:00", "The end comes before the start"),
        ("--end", "2026-11-25T20:00", "The end comes before the start"),
        ("--room", "Cuisin", "did you mean “Cuisine”"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    house: Path, option: str, value: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for more in ([], ["--dry-run"]):
        assert run("series", house, *OPTIONS, option, value, *more) == 1
        assert told in refusal(capsys)


def test_wrong_usage(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("series", house) == 2
    assert run("series", house, *OPTIONS, "--skip", "summer") == 2
    assert run("series", house, *OPTIONS, "--on-conflict", "maybe") == 2
    capsys.readouterr()
