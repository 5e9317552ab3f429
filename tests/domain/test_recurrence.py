"""Rules give the dates RFC 5545 says, fast, and a series cut in two gives the same ones."""

import calendar
import time as clock
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.period import Interval
from coopdesk.domain.recurrence import MAX_DATES, check_gaps, dates, in_gap, spans, split_at, with_until
from coopdesk.domain.recurrence_rule import DAY_CODES, RuleError, parse_rule

PARIS = ZoneInfo("Europe/Paris")
STARTS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
DAYS = st.sets(st.integers(0, 6), min_size=1).map(sorted)


def problem(act: Callable[[], object]) -> str:
    with pytest.raises(RuleError) as refused:
        act()
    return refused.value.problem.code


def given_by(rule: str, start: date, until: date | None = None) -> list[date]:
    return dates(parse_rule(rule), start, until)


# The examples of RFC 5545 §3.8.5.3 that count days: rule, and how its dates begin after 2 September 1997.
RFC = [
    ("FREQ=DAILY;COUNT=10", "1997-09-02 03 04 05 06 07 08 09 10 11", 10),
    ("FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02 12 22 10-02 12", 5),
    ("FREQ=WEEKLY;COUNT=10", "1997-09-02 09 16 23 30 10-07 14 21 28 11-04", 10),
    ("FREQ=WEEKLY;UNTIL=19971224T000000Z", "1997-09-02 09 16 23 30 10-07", 17),
    ("FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "1997-09-02 04 09 11 16 18 23 25 30 10-02", 10),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997-09-02 04 16 18 30 10-02 14 16", 8),
    ("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05 10-03 11-07 12-05", 10),
    ("FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997-09-07 28 11-02 30", 10),
    ("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22 10-20 11-17 12-22", 6),
    ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997-09-02 15 10-02 15 11-02 15", 10),
    ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30 10-01 31 11-01 30 12-01 31", 10),
    ("FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10 11 12 13 14 15", 10),
    ("FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1998-06-02 07-02", 10),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04 10-07 11-06", 3),
    ("FREQ=MONTHLY;COUNT=4;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29 10-30 11-27 12-30", 4),
    ("FREQ=MONTHLY;COUNT=4;BYDAY=FR;BYMONTHDAY=13", "", 4),
    ("FREQ=YEARLY;COUNT=3;BYWEEKNO=20;BYDAY=MO", "", 3),
    ("FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "", 10),
    ("FREQ=YEARLY;COUNT=3;BYDAY=20MO", "", 3),
    ("FREQ=YEARLY;INTERVAL=4;COUNT=3;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "", 3),
]


def _written(text: str) -> list[date]:
    """« 1997-09-02 09 10-07 »: what is not said is as in the date before."""
    found: list[date] = []
    for word in text.split():
        former = found[-1].isoformat() if found else ""
        found.append(date.fromisoformat(former[: 10 - len(word)] + word))
    return found


@pytest.mark.parametrize(("rule", "begin", "number"), RFC)
def test_examples_of_the_rfc(rule: str, begin: str, number: int) -> None:
    found = given_by(rule, datetime(1997, 9, 2, 9))
    assert len(found) == number
    assert found[: len(begin.split())] == _written(begin)


def test_more_examples_of_the_rfc() -> None:
    fridays = given_by("FREQ=MONTHLY;COUNT=4;BYDAY=FR;BYMONTHDAY=13", date(1997, 9, 2))
    assert fridays == [date(1998, 2, 13), date(1998, 3, 13), date(1998, 11, 13), date(1999, 8, 13)]
    weeks = given_by("FREQ=YEARLY;COUNT=3;BYWEEKNO=20;BYDAY=MO", date(1997, 5, 12))
    assert weeks == [date(1997, 5, 12), date(1998, 5, 11), date(1999, 5, 17)]
    year_days = given_by("FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200", date(1997, 1, 1))
    assert year_days == [date(1997, 1, 1), date(1997, 4, 10), date(1997, 7, 19), date(2000, 1, 1)]
    elections = given_by(
        "FREQ=YEARLY;INTERVAL=4;COUNT=3;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", date(1996, 11, 5)
    )
    assert elections == [date(1996, 11, 5), date(2000, 11, 7), date(2004, 11, 2)]
    # The week's first day makes a difference: RFC 5545 gives both.
    start = date(1997, 8, 5)
    assert given_by("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", start) == _written("1997-08-05 10 19 24")
    assert given_by("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", start) == _written("1997-08-05 17 19 31")
    skipped = given_by("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", date(2007, 1, 15))
    assert skipped == _written("2007-01-15 30 02-15 03-15 30")


@given(STARTS, DAYS, st.integers(1, 5), st.integers(1, 200))
def test_weekly_is_what_a_calendar_shows(start: date, weekdays: list[int], interval: int, length: int) -> None:
    last = start + timedelta(days=length)
    monday = start - timedelta(days=start.weekday())
    expected = [
        day
        for number in range(length + 1)
        if (day := start + timedelta(days=number)).weekday() in weekdays and (day - monday).days // 7 % interval == 0
    ]
    rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(DAY_CODES[one] for one in weekdays)};UNTIL={last:%Y%m%d}"
    if not expected:
        assert problem(lambda: given_by(rule, start)) == "rule_without_dates"
    else:
        assert given_by(rule, start) == expected


@given(STARTS, st.integers(0, 6), st.sets(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1), st.integers(1, 3))
def test_nth_days_are_what_a_calendar_shows(start: date, weekday: int, nths: set[int], interval: int) -> None:
    expected = set()
    for number in range(0, 36, interval):
        year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
        all_of_them = [week[weekday] for week in calendar.monthcalendar(year, month + 1) if week[weekday]]
        for nth in nths:
            if nth <= len(all_of_them):
                expected.add(date(year, month + 1, all_of_them[nth - 1 if nth > 0 else nth]))
    last = date(start.year + 3, start.month, 1) - timedelta(days=1)
    by_day = ",".join(f"{nth}{DAY_CODES[weekday]}" for nth in nths)
    wanted = sorted(day for day in expected if start <= day <= last)
    rule = f"FREQ=MONTHLY;INTERVAL={interval};BYDAY={by_day};UNTIL={last:%Y%m%d}"
    if wanted:
        assert given_by(rule, start) == wanted
    else:
        assert problem(lambda: given_by(rule, start)) == "rule_without_dates"


def test_a_month_without_the_day_is_skipped() -> None:
    assert given_by("FREQ=MONTHLY;COUNT=4", date(2026, 1, 31)) == _written("2026-01-31 03-31 05-31 07-31")
    assert given_by("FREQ=YEARLY;COUNT=2", date(2024, 2, 29)) == [date(2024, 2, 29), date(2028, 2, 29)]


def test_only_dates_that_match_count() -> None:
    """RFC would count the Thursday of the start; « every Tuesday » then held a Thursday."""
    assert given_by("FREQ=WEEKLY;BYDAY=TU;COUNT=2", date(2026, 11, 26)) == _written("2026-12-01 08")


def test_positions_count_in_the_whole_week_of_the_start() -> None:
    """A Wednesday start: the first of Monday and Friday is the Monday before, so the series starts the next."""
    assert given_by("FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=1;COUNT=2", date(2026, 11, 25)) == _written("2026-11-30 12-07")


def test_an_endless_rule_stops_with_the_season_and_no_other_does() -> None:
    season = date(2027, 8, 31)
    assert given_by("FREQ=WEEKLY", date(2026, 11, 26), season)[-1] == date(2027, 8, 26)
    assert given_by("FREQ=YEARLY;COUNT=3", date(2026, 11, 26), season)[-1] == date(2028, 11, 26)
    assert problem(lambda: given_by("FREQ=WEEKLY", date(2026, 11, 26))) == "rule_endless"


@pytest.mark.parametrize(
    ("until", "start", "last"),
    [
        ("20261203", datetime(2026, 11, 26, 14), date(2026, 12, 3)),
        ("20261203T140000", datetime(2026, 11, 26, 14), date(2026, 12, 3)),
        ("20261203T135959", datetime(2026, 11, 26, 14), date(2026, 11, 26)),
        ("20261203T130000Z", datetime(2026, 11, 26, 14), date(2026, 12, 3)),
        ("20261203T125959Z", datetime(2026, 11, 26, 14), date(2026, 11, 26)),
        ("20261202T230000Z", date(2026, 11, 26), date(2026, 12, 3)),
        ("20261202T225959Z", date(2026, 11, 26), date(2026, 11, 26)),
    ],
)
def test_the_hour_of_the_end_counts(until: str, start: date, last: date) -> None:
    assert dates(parse_rule(f"FREQ=WEEKLY;UNTIL={until}"), start, zone=PARIS)[-1] == last


def test_the_end_of_all_days_is_no_accident() -> None:
    rule = parse_rule("FREQ=YEARLY;UNTIL=99991231T235959Z")
    assert len(dates(rule, date(9990, 1, 1), zone=PARIS)) == 10
    assert len(dates(rule, date(9500, 1, 1), zone=PARIS)) == 500


def test_too_many_dates_and_none_at_all() -> None:
    start = date(2026, 11, 26)
    assert len(given_by(f"FREQ=DAILY;COUNT={MAX_DATES}", start)) == MAX_DATES
    assert problem(lambda: given_by(f"FREQ=DAILY;COUNT={MAX_DATES + 1}", start)) == "rule_too_long"
    assert problem(lambda: given_by("FREQ=DAILY;UNTIL=99991231", start)) == "rule_too_long"
    assert problem(lambda: given_by("FREQ=WEEKLY;UNTIL=20261125", start)) == "rule_without_dates"
    assert problem(lambda: given_by("FREQ=YEARLY;INTERVAL=300;COUNT=5", start)) == "rule_too_far"
    assert problem(lambda: dates(None, start)) == "rule_without_dates"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=20280101",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=5;COUNT=2",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29;COUNT=2",
    ],
)
def test_what_never_comes_is_known_soon(rule: str) -> None:
    begun = clock.perf_counter()
    assert problem(lambda: given_by(rule, date(2026, 11, 26))) == "rule_without_dates"
    assert clock.perf_counter() - begun < 5, "dateutil alone looks until the year 9999"


def test_picked_dates_stand_alone_or_join() -> None:
    picked = (date(2026, 12, 24), date(2026, 11, 30), date(2026, 11, 30))
    assert dates(None, date(2026, 11, 26), picked=picked) == [date(2026, 11, 30), date(2026, 12, 24)]
    rule = parse_rule("FREQ=WEEKLY;BYDAY=MO;COUNT=2")
    assert dates(rule, date(2026, 11, 26), picked=picked) == _written("2026-11-30 12-07 24")


def test_the_hour_stays_the_hour() -> None:
    night = spans([date(2027, 3, 27), date(2027, 10, 30)], time(22), time(4), 1)
    assert night == [
        Interval(datetime(2027, 3, 27, 22), datetime(2027, 3, 28, 4)),
        Interval(datetime(2027, 10, 30, 22), datetime(2027, 10, 31, 4)),
    ]
    assert problem(lambda: spans([date(2027, 3, 27)], time(22), time(4))) == "end_before_start"


def test_an_hour_that_no_clock_shows() -> None:
    assert in_gap(datetime(2027, 3, 28, 2, 30), PARIS)
    assert not in_gap(datetime(2027, 3, 28, 3), PARIS)
    assert not in_gap(datetime(2027, 3, 28, 1, 59), PARIS)
    assert not in_gap(datetime(2027, 10, 31, 2, 30), PARIS), "it comes twice, which is no gap"
    assert not in_gap(datetime(2027, 3, 28, 2, 30), ZoneInfo("Indian/Reunion"))
    (found,) = check_gaps(spans([date(2027, 3, 27), date(2027, 3, 28)], time(2, 30), time(5)), PARIS)
    assert (found.field, found.code, found.params) == ("starts_at", "clocks_skip", {"moment": "2027-03-28T02:30"})


def test_a_series_is_cut_and_extended() -> None:
    rule = parse_rule("FREQ=WEEKLY;BYDAY=TH;COUNT=40")
    assert with_until(rule, date(2026, 12, 10)).text == "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261210"


@given(
    STARTS,
    st.sampled_from(
        [
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
            "FREQ=WEEKLY;INTERVAL=3",
            "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2,-1",
            "FREQ=MONTHLY;INTERVAL=2",
            "FREQ=MONTHLY;BYDAY=1TU,3TU,-1FR",
            "FREQ=DAILY;INTERVAL=5",
            "FREQ=YEARLY;INTERVAL=2",
        ]
    ),
    st.sampled_from(["", ";COUNT=9", ";UNTIL=20380101"]),
    st.integers(0, 9),
    st.integers(-1, 1),
)
def test_both_parts_give_the_same_dates(start: date, rule: str, end: str, place: int, shift: int) -> None:
    parsed, season = parse_rule(rule + end), date(2040, 1, 1)
    if end != ";COUNT=9":
        parsed = with_until(parsed, start + timedelta(days=900))
    try:
        every = dates(parsed, start, season)
    except RuleError:
        return
    day = every[min(place, len(every) - 1)] + timedelta(days=shift)
    head, tail, tail_start = split_at(parsed, start, day, season)
    before = dates(head, start, season) if head else []
    after = dates(tail, tail_start, season) if tail and tail_start else []
    assert before + after == every
    assert all(one < day for one in before)
    assert all(one >= day for one in after)


def test_a_long_series_is_fast() -> None:
    rule = parse_rule(f"FREQ=WEEKLY;BYDAY=TU,TH;COUNT={MAX_DATES}")
    begun = clock.perf_counter()
    assert len(list(islice(dates(rule, date(2026, 11, 26)), MAX_DATES))) == MAX_DATES
    assert clock.perf_counter() - begun < 1
