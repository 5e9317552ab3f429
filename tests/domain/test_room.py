"""Opening hours: until midnight, over it, and in their periods; rooms that are booked no more."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopdesk.domain.period import Interval
from coopdesk.domain.room import MIDNIGHT, OpeningHours, Room, check_hours, hours_on, is_open, retired

MONDAY = datetime(2026, 11, 23)
EVENING = OpeningHours(0, time(18), MIDNIGHT)


def on(hour: float, end: float, day: int = 0) -> Interval:
    start = MONDAY + timedelta(days=day)
    return Interval(start + timedelta(hours=hour), start + timedelta(hours=end))


def test_an_evening_until_midnight_is_inside_its_hours() -> None:
    assert check_hours([EVENING]) == []
    assert is_open((EVENING,), on(18, 24))
    assert is_open((EVENING,), on(22.5, 24))
    assert not is_open((EVENING,), on(17.5, 24))
    assert not is_open((EVENING,), on(18, 24.25))
    assert not is_open((EVENING,), on(0, 1, day=1))


def test_who_opens_again_at_midnight_was_open_all_along() -> None:
    night = OpeningHours(1, MIDNIGHT, time(2))
    assert is_open((EVENING, night), on(20, 26))
    assert not is_open((EVENING, night), on(20, 26.5))
    assert not is_open((EVENING, OpeningHours(1, time(0, 30), time(2))), on(20, 26))


def test_a_house_open_day_and_night_holds_a_camp_of_a_week() -> None:
    always = tuple(OpeningHours(day, MIDNIGHT, MIDNIGHT) for day in range(7))
    assert check_hours(always) == []
    assert is_open(always, on(9, 9 + 7 * 24))
    assert not is_open(always[:6], on(9, 9 + 7 * 24))


def test_hours_that_follow_one_another_are_one_stretch() -> None:
    assert is_open((OpeningHours(0, time(9), time(12)), OpeningHours(0, time(12), time(18))), on(10, 14))
    assert not is_open((OpeningHours(0, time(9), time(12)), OpeningHours(0, time(13), time(18))), on(10, 14))


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ([OpeningHours(0, time(18), time(18))], "hours_end_before_start"),
        ([OpeningHours(0, time(18), time(17))], "hours_end_before_start"),
        ([EVENING, OpeningHours(0, time(22), time(23))], "hours_overlap"),
        ([EVENING, OpeningHours(0, time(23), MIDNIGHT)], "hours_overlap"),
    ],
)
def test_hours_that_make_no_sense_are_said(hours: list[OpeningHours], code: str) -> None:
    assert [problem.code for problem in check_hours(hours)] == [code]


def test_the_hours_of_a_period_reach_midnight_too() -> None:
    usual = OpeningHours(0, time(9), time(18))
    summer = OpeningHours(0, time(9), MIDNIGHT, date(2026, 7, 1), date(2026, 8, 31))
    july = datetime(2026, 7, 6)
    assert is_open((usual, summer), Interval(july.replace(hour=20), july + timedelta(days=1)))
    assert not is_open((usual, summer), on(20, 24))


_QUARTERS = st.integers(0, 96)


@st.composite
def _weeks(draw: st.DrawFn) -> tuple[OpeningHours, ...]:
    """Some stretches on some weekdays, by quarters of an hour, midnight included."""
    found = []
    for weekday in draw(st.sets(st.integers(0, 6))):
        edges = sorted(draw(st.sets(_QUARTERS, min_size=2, max_size=4)))
        for opens, closes in list(pairwise(edges))[::2]:
            first, last = ((MONDAY + timedelta(minutes=15 * quarter)).time() for quarter in (opens, closes))
            found.append(OpeningHours(weekday, first, last))
    return tuple(found)


@settings(max_examples=150)
@given(_weeks(), st.integers(0, 96 * 7), st.integers(1, 200))
def test_open_is_every_minute_inside_some_stretch(hours: tuple[OpeningHours, ...], start: int, length: int) -> None:
    assert check_hours(hours) == []
    during = Interval(MONDAY + timedelta(minutes=15 * start), MONDAY + timedelta(minutes=15 * (start + length)))
    quarters = [during.start + timedelta(minutes=15 * n) for n in range(length)]

    def inside(moment: datetime) -> bool:
        minute = moment.hour * 60 + moment.minute
        return any(one.minutes[0] <= minute < one.minutes[1] for one in hours_on(hours, moment.date()))

    assert is_open(hours, during) == (not hours or all(inside(moment) for moment in quarters))


def test_a_room_is_gone_with_its_first_part_that_is() -> None:
    left, right = (Room(id=n, name=name, capacity=10) for n, name in ((1, "Gauche"), (2, "Droite")))
    gone = Room(id=3, name="Fond", capacity=10, retired_on=date(2026, 11, 24))
    whole = Room(id=4, name="Tout", capacity=30, parts=(1, 2, 3))
    assert retired(whole, (left, right), on(10, 12, day=2)) is None
    assert retired(whole, (left, right, gone), on(10, 12, day=2)) is gone
    assert retired(whole, (left, right, gone), on(20, 24)) is None
    assert retired(whole, (left, right, gone), on(20, 24.25)) is gone
