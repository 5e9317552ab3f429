"""Moments are half-open, days are inclusive: the two never mix."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.period import Interval, Period

MOMENTS = st.integers(0, 60).map(lambda minutes: datetime(2026, 11, 26, 14) + timedelta(minutes=minutes))
INTERVALS = st.tuples(MOMENTS, MOMENTS).filter(lambda ends: ends[0] < ends[1]).map(lambda ends: Interval(*ends))
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))
PERIODS = st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days)))


def _minutes(interval: Interval) -> set[datetime]:
    return {interval.start + timedelta(minutes=minute) for minute in range(interval.minutes)}


def test_neighbours_do_not_overlap() -> None:
    noon = datetime(2026, 11, 26, 16)
    first, second = Interval(noon - timedelta(hours=2), noon), Interval(noon, noon + timedelta(hours=2))
    assert not first.overlaps(second)
    assert first.clipped(second) is None


@given(INTERVALS, INTERVALS)
def test_overlap_is_sharing_a_minute(one: Interval, other: Interval) -> None:
    shared = _minutes(one) & _minutes(other)
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    part = one.clipped(other)
    assert (_minutes(part) if part else set()) == shared


def test_a_year_is_its_days() -> None:
    year = Period.of_year(2028)
    assert year.is_civil_year
    assert year.interval == Interval(datetime(2028, 1, 1), datetime(2029, 1, 1))
    assert year.interval.minutes == 366 * 24 * 60
    assert not Period(date(2026, 1, 1), date(2027, 12, 31)).is_civil_year


@given(PERIODS, PERIODS)
def test_touching_is_sharing_a_day(one: Period, other: Period) -> None:
    assert one.touches(other.first, other.last) == one.interval.overlaps(other.interval)


@given(PERIODS, DAYS)
def test_an_open_end_runs_on(period: Period, day: date) -> None:
    assert period.touches(None, None)
    assert period.touches(day, None) == (day <= period.last)
    assert period.touches(None, day) == (day >= period.first)
