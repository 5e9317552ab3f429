"""`coopdesk dates`: every date of a rule, what holidays take away, and why."""

import json
from datetime import date, timedelta

import pytest
from tests.cli.terminal import refusal, run, said

from coopdesk.cli import is_command
from coopdesk.cli.dates import ZONES
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.services import school_calendars

THURSDAYS = ["--start", "2026-11-26", "--rule", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630"]


def answer(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    assert run("dates", *options, "--json") == 0
    rows: list[dict[str, object]] = json.loads(said(capsys))
    return rows


@pytest.mark.parametrize("zone", ["A", "B", "c"])
def test_24_dates_of_31(zone: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = answer(capsys, *THURSDAYS, "--zone", zone, "--skip", "school,bank")
    assert [list(row) for row in rows] == [["start", "kept", "reason"]] * 31
    assert sum(row["kept"] is True for row in rows) == 24
    assert all((row["reason"] is None) == row["kept"] for row in rows)
    by_day = {row["start"]: row["reason"] for row in rows}
    assert by_day["2026-12-24"] == "Christmas holidays"
    assert by_day["2027-05-06"] == "Ascension Day (bank holiday)"


def test_nothing_is_skipped_that_was_not_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert all(row["kept"] for row in answer(capsys, *THURSDAYS, "--zone", "C"))
    skipped = [row["start"] for row in answer(capsys, *THURSDAYS, "--skip", "bank") if not row["kept"]]
    assert skipped == ["2027-05-06"]
    at_christmas = ["--start", "2026-12-24", "--rule", "FREQ=DAILY;COUNT=4", "--skip", "bank"]
    rows = answer(capsys, *at_christmas, "--region", "alsace-moselle")
    assert [row["kept"] for row in rows] == [True, False, False, True]


def test_a_start_with_an_hour_gives_hours_and_the_end_counts_them(capsys: pytest.CaptureFixture[str]) -> None:
    rule = "RRULE:FREQ=DAILY;UNTIL=20261128T130000"
    assert [row["start"] for row in answer(capsys, "--start", "2026-11-26T14:00", "--rule", rule)] == [
        "2026-11-26T14:00",
        "2026-11-27T14:00",
    ]
    assert len(answer(capsys, "--start", "26/11/2026 13h", "--rule", rule)) == 3
    assert len(answer(capsys, "--start", "2026-11-26T14:00", "--rule", rule + "Z")) == 3, "13:00 UTC is 14:00 here"


def test_an_endless_rule_stops_with_the_season(capsys: pytest.CaptureFixture[str]) -> None:
    rows = answer(capsys, "--start", "2026-11-26", "--rule", "FREQ=WEEKLY")
    assert rows[-1]["start"] == "2027-08-26"
    assert run("dates", "--start", "2026-11-26", "--rule", "FREQ=MONTHLY;BYDAY=1TU,3TU") == 0
    lines = said(capsys).splitlines()
    assert lines[0] == "Every 1st and 3rd Tuesday of the month"
    assert "31 August 2027" in lines[1]
    assert lines[-1] == "18 dates of 18"


def test_the_table_is_read_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    i18n.start(Language.FRENCH)
    assert run("dates", *THURSDAYS, "--zone", "C", "--skip", "school,bank") == 0
    lines = said(capsys).splitlines()
    assert lines[0] == "Chaque jeudi, jusqu’au 30 juin 2027"
    assert [line.split() for line in lines if line.startswith("jeudi 24 décembre")] == [
        ["jeudi", "24", "décembre", "2026", "non", "Vacances", "de", "Noël"]
    ]
    assert lines[-1] == "24 dates sur 31"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--rule", "FREQ=HOURLY"], "counts hours"),
        (["--rule", "every thursday"], "cannot be read: EVERY THURSDAY"),
        (["--rule", "FREQ=WEEKLY;BYDAY=JE"], "BYDAY=JE"),
        (["--rule", "FREQ=WEEKLY;UNTIL=20261125"], "no date at all"),
        (["--rule", "FREQ=DAILY;COUNT=2001"], "more than 2,000 dates"),
        (["--rule", "FREQ=DAILY;COUNT=3", "--skip", "school"], "Give the zone"),
    ],
)
def test_a_refusal_is_one_sentence(options: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("dates", "--start", "2026-11-26", *options, "--json") == 1
    assert told in refusal(capsys)


@pytest.mark.parametrize(
    "options",
    [
        ["--rule", "FREQ=DAILY"],
        ["--start", "2026-11-26"],
        ["--start", "demain", "--rule", "FREQ=DAILY"],
        [*THURSDAYS, "--zone", "D"],
        [*THURSDAYS, "--skip", "lessons"],
        [*THURSDAYS, "--region", "bretagne"],
    ],
)
def test_wrong_usage_exits_with_2(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("dates", *options) == 2
    assert not capsys.readouterr().out


def test_what_the_calendar_does_not_know_is_remarked(capsys: pytest.CaptureFixture[str]) -> None:
    start = date(2027, 8, 30)
    rule = f"FREQ=DAILY;UNTIL={start + timedelta(days=3):%Y%m%d}"
    assert run("dates", "--start", f"{start}", "--rule", rule, "--zone", "A", "--skip", "school", "--json") == 0
    output, remark = capsys.readouterr()
    assert [row["kept"] for row in json.loads(output)] == [False, False, True, True]
    assert [row["reason"] for row in json.loads(output)][2:] == [None, None]
    assert remark.splitlines() == [
        "The school holidays are known from 1 September 2025 to 31 August 2027: other dates are kept as they are."
    ]


def test_an_hour_that_no_clock_shows_is_remarked(capsys: pytest.CaptureFixture[str]) -> None:
    gap = ["--start", "2027-03-27T02:30", "--rule", "FREQ=DAILY;COUNT=3"]
    assert run("dates", *gap, "--json") == 0
    assert "2:30 does not exist on 28 March 2027" in capsys.readouterr().err
    assert len(answer(capsys, *gap, "--region", "reunion")) == 3


def test_the_zones_are_those_shipped() -> None:
    assert school_calendars.load().zones == ZONES
    assert is_command(["dates", "--start", "2026-11-26"])
