"""Calendars of other programs, read into the house's own clock; all names in them are made up."""

from datetime import date, datetime
from pathlib import Path

import pytest

from coopdesk.domain.booking import BookingState
from coopdesk.domain.calendar_event import CalendarEvent, EventCalendar, LeftOut
from coopdesk.exchange.calendar_reading import read_calendar
from coopdesk.foundation.problems import UserError

SAMPLES = Path(__file__).parent / "samples"
TODAY = date(2026, 11, 24)


def sample(name: str) -> EventCalendar:
    return read_calendar((SAMPLES / f"{name}.ics").read_bytes(), "Europe/Paris", TODAY)


def of(*lines: str, zone: str = "Europe/Paris") -> list[CalendarEvent]:
    """The events of one VEVENT."""
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:a", *lines, "END:VEVENT", "END:VCALENDAR"]
    return list(read_calendar("\r\n".join(whole).encode(), zone, TODAY).events)


def days(event: CalendarEvent) -> list[str]:
    return [f"{day:%d/%m/%y}" for day in event.dates]


def test_thunderbird_fifth_thursdays_folded_lines_floating_times_and_a_duration() -> None:
    series, moved, plain = sample("thunderbird").events
    assert series.summary == "Parents du Mail : café des familles, avec jeux"
    assert days(series) == ["29/10/26", "31/12/26", "29/04/27", "29/07/27"]
    assert series.rule == "FREQ=MONTHLY;BYDAY=5TH;UNTIL=20270831"
    assert series.left_out == (LeftOut(date(2027, 4, 29)),)
    assert moved.original == datetime(2026, 12, 31, 14)
    assert (moved.starts_at, moved.ends_at) == (datetime(2026, 12, 30, 15), datetime(2026, 12, 30, 17))
    assert (plain.starts_at, plain.ends_at) == (datetime(2026, 12, 7, 9), datetime(2026, 12, 7, 10, 30))
    assert not any(one.is_ours for one in (series, moved, plain))
    assert (series.line, moved.line) == (22, 42)


def test_google_an_endless_rule_stops_with_the_season() -> None:
    calendar = sample("google")
    series, moved, market, visit, cancelled = calendar.events
    assert calendar.name == "Grande salle"
    assert series.rule == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270831"
    assert (series.dates[0], series.dates[-1], len(series.dates)) == (date(2026, 12, 1), date(2027, 8, 31), 40)
    assert [one.day.day for one in series.left_out] == [22, 29]
    assert series.organiser == "Chœur d’Été"
    assert moved.original == datetime(2026, 12, 15, 18, 30)
    assert (market.starts_at, market.ends_at) == (datetime(2026, 12, 5), datetime(2026, 12, 7))
    assert (visit.starts_at, visit.state) == (datetime(2026, 11, 27, 14), BookingState.OPTION)
    assert cancelled.state is BookingState.CANCELLED


def test_outlook_counts_windows_zones_and_periods() -> None:
    council, welcome, longer, call = sample("outlook").events
    assert (council.starts_at, council.ends_at) == (datetime(2026, 11, 30, 17, 30), datetime(2026, 11, 30, 19))
    assert council.rule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=4"
    assert days(council) == ["30/11/26", "14/12/26", "28/12/26", "11/01/27"]
    assert len(council.uid) > 100
    assert welcome.rule == ""
    assert days(welcome) == ["04/12/26", "11/12/26", "18/12/26"]
    assert longer.original == datetime(2026, 12, 11, 10)
    assert longer.ends_at == datetime(2026, 12, 11, 12)
    assert call.starts_at == datetime(2026, 12, 9, 15), "9 in New York"


def test_a_rule_in_utc_keeps_its_moments_by_the_clock_of_the_house() -> None:
    series, *others = of("DTSTART:20270315T170000Z", "DTEND:20270315T180000Z", "RRULE:FREQ=WEEKLY;COUNT=4")
    assert series.starts_at == datetime(2027, 3, 15, 18)
    assert [(one.original, one.starts_at) for one in others] == [
        (datetime(2027, 3, 29, 18), datetime(2027, 3, 29, 19)),
        (datetime(2027, 4, 5, 18), datetime(2027, 4, 5, 19)),
    ]
    (at_home,) = of("DTSTART;TZID=Europe/Paris:20270315T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=4")
    assert at_home.dates == series.dates


def test_a_rule_of_another_day_becomes_dates() -> None:
    (series,) = of("DTSTART:20261126T230000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=3")
    assert series.rule == ""
    assert days(series) == ["27/11/26", "04/12/26", "11/12/26"]


def test_the_last_hour_counts_and_a_start_beside_its_rule_is_a_date_too() -> None:
    start = ["DTSTART;TZID=Europe/Paris:20261126T140000", "DURATION:PT2H"]
    (series,) = of(*start, "RRULE:FREQ=DAILY;UNTIL=20261128T125959Z")
    assert days(series) == ["26/11/26", "27/11/26"], "13:59:59 is before the hour of the start"
    (series,) = of(*start, "RRULE:FREQ=DAILY;UNTIL=20261128T130000Z")
    assert days(series)[-1] == "28/11/26"
    (series,) = of(*start, "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3")
    assert days(series) == ["26/11/26", "30/11/26", "07/12/26"]


def test_days_without_hours_and_nights() -> None:
    (whole_day,) = of("DTSTART;VALUE=DATE:20261126", "RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE;VALUE=DATE:20261203")
    assert (whole_day.starts_at, whole_day.ends_at) == (datetime(2026, 11, 26), datetime(2026, 11, 27))
    assert [one.day for one in whole_day.left_out] == [date(2026, 12, 3)]
    (night,) = of("DTSTART;TZID=Europe/Paris:20270327T220000", "DTEND;TZID=Europe/Paris:20270328T060000")
    assert night.ends_at == datetime(2027, 3, 28, 6)
    (days_later,) = of("DTSTART;TZID=Europe/Paris:20270327T220000", "DURATION:P1D")
    assert days_later.ends_at == datetime(2027, 3, 28, 22), "a day by the calendar"
    (hours_later,) = of("DTSTART;TZID=Europe/Paris:20270327T220000", "DURATION:PT8H")
    assert hours_later.ends_at == datetime(2027, 3, 28, 7), "eight hours by the clock that runs on"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["DTSTART:20261126T140000", "DTEND:20261126T140000"], "end_before_start"),
        (["DTSTART:20261126T140000"], "end_before_start"),
        (["DTSTART:20261126T140000", "DURATION:PT1H", "RRULE:FREQ=HOURLY;COUNT=3"], "rule_by_hours"),
        (["DTSTART:20261126T140000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2001"], "rule_too_long"),
        (["DTSTART:20261126T140000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"], "rules_many"),
        (["DTSTART:20261126T140000", "DURATION:PT1H", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261126T140000"],
         "event_range"),
    ],
)  # fmt: skip
def test_what_cannot_be_held_is_a_problem_of_its_event(lines: list[str], code: str) -> None:
    (event,) = of(*lines)
    assert [problem.code for problem in event.problems] == [code]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["SUMMARY:x", "DTSTART:2026-11-26"], 6),
        (["DTSTART:20261126T140000", "DTEND:20261399T140000"], 6),
        (["DTSTART:20261126T140000", "DURATION:1H"], 6),
        (["DTSTART:20261126T140000", "DURATION:PT1H", "RRULE:FREQ=OFTEN"], 7),
        (["DTSTART:20261126T140000", "DURATION:PT1H", "EXDATE:never"], 7),
        (["SUMMARY:x"], 3),
        (["DTSTART:20261126T140000", "what is this"], 6),
        (["DTSTART:20261126T140000", "END:VTODO"], 6),
    ],
)
def test_a_broken_file_names_its_line(lines: list[str], line: int) -> None:
    with pytest.raises(UserError) as caught:
        of(*lines)
    assert (caught.value.code, caught.value.params) == ("calendar_broken", {"line": line})


def test_a_cut_file_and_no_calendar_at_all() -> None:
    whole = (SAMPLES / "google.ics").read_bytes()
    with pytest.raises(UserError) as caught:
        read_calendar(whole[: len(whole) // 2], "Europe/Paris", TODAY)
    assert caught.value.code == "calendar_broken"
    for data in (b"", b"\x00\x01\x02", b"Date;Heure\n26/11/2026;14:00\n"):
        with pytest.raises(UserError) as caught:
            read_calendar(data, "Europe/Paris", TODAY)
        assert caught.value.code == "calendar_not_one"


def test_an_event_without_a_uid_is_known_again_and_one_written_twice_is_its_last() -> None:
    text = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261126T140000\nDURATION:PT1H\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    once, twice = (read_calendar(text.encode(), "Europe/Paris", TODAY).events for _ in range(2))
    assert once[0].uid == twice[0].uid != ""
    lines = text.replace("BEGIN:VEVENT\n", "BEGIN:VEVENT\nUID:a\n").splitlines()
    again = [*lines[:-1], *(line.replace("SUMMARY:x", "SUMMARY:y") for line in lines[1:])]
    assert [one.summary for one in read_calendar("\n".join(again).encode(), "Europe/Paris", TODAY).events] == ["y"]


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_year_at_the_end_of_the_calendar_is_a_slip(year: str) -> None:
    with pytest.raises(UserError) as caught:
        of(f"DTSTART:{year}0101T000000", f"DTEND:{year}0101T010000")
    assert (caught.value.code, caught.value.params) == ("calendar_broken", {"line": 3})


@pytest.mark.parametrize(("written", "persons"), [("25", 25), ("-5", None), ("9" * 20, None), ("x", None)])
def test_as_many_persons_as_there_can_be(written: str, persons: int | None) -> None:
    (event,) = of("DTSTART:20261126T140000", "DTEND:20261126T160000", f"X-COOPDESK-PERSONS:{written}")
    assert event.persons == persons
