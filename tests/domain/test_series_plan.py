"""Plans and edits of series by themselves: what a choice means, which dates pair, what a new season looks like."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.booking import Booking, BookingState, Reason
from coopdesk.domain.period import Interval
from coopdesk.domain.recurrence_rule import Frequency
from coopdesk.domain.series import Series
from coopdesk.domain.series_edit import carried, changed, is_untouched, paired, same_weekday
from coopdesk.domain.series_plan import Choice, PlannedDate, SeriesPlan, Standing
from coopdesk.foundation.problems import Problem

THURSDAY = date(2026, 11, 26)
USUAL = Interval(datetime(2026, 11, 26, 14), datetime(2026, 11, 26, 16))


def a_series(**values: object) -> Series:
    whole = Series(
        id=1,
        organisation_id=1,
        room_id=1,
        rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630",
        starts_on=THURSDAY,
        starts_at=time(14),
        ends_at=time(16),
    )
    return replace(whole, **values)  # type: ignore[arg-type]


def a_row(**values: object) -> Booking:
    row = Booking(
        id=1,
        series_id=1,
        occurrence_on=THURSDAY,
        room_id=1,
        organisation_id=1,
        starts_at=USUAL.start,
        ends_at=USUAL.end,
    )
    return replace(row, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), USUAL),
        (Choice(day=date(2026, 11, 27)), Interval(datetime(2026, 11, 27, 14), datetime(2026, 11, 27, 16))),
        (Choice(starts_at=time(15)), Interval(datetime(2026, 11, 26, 15), datetime(2026, 11, 26, 16))),
        (
            Choice(starts_at=time(22), ends_at=time(1)),
            Interval(datetime(2026, 11, 26, 22), datetime(2026, 11, 27, 1)),
        ),
    ],
)
def test_what_a_choice_leaves_open_is_the_series_own(choice: Choice, expected: Interval) -> None:
    assert choice.session(USUAL) == expected


def test_a_plan_without_what_cannot_be_held() -> None:
    def planned(day: int, standing: Standing, *problems: Problem, **values: object) -> PlannedDate:
        one = PlannedDate(
            day=date(2026, 12, day),
            session=USUAL,
            room_id=1,
            standing=standing,
            state=BookingState.CONFIRMED,
            problems=problems,
        )
        return replace(one, **values)  # type: ignore[arg-type]

    dates = (
        planned(1, Standing.FREE),
        planned(2, Standing.CONFLICT, Problem("starts_at", "overlap")),
        planned(3, Standing.CLOSED, Problem("starts_at", "room_closed", is_warning=True)),
        planned(4, Standing.OVER_CAPACITY, Problem("expected_persons", "over_capacity")),
        planned(5, Standing.CONFLICT, Problem("starts_at", "overlap"), state=BookingState.SKIPPED),
    )
    plan = SeriesPlan(draft=a_series(), state=BookingState.CONFIRMED, dates=dates)

    assert (plan.total, len(plan.kept), len(plan.free), len(plan.conflicts)) == (5, 4, 2, 1)
    assert [problem.params["on"] for problem in plan.refusals] == ["2026-12-02", "2026-12-04"]
    assert [problem.code for problem in plan.warnings] == ["room_closed"]
    possible = plan.without_blocked()
    assert possible.dates[1].reason_code is Reason.CONFLICT
    assert [one.day.day for one in possible.blocked] == [4], "too many people is no matter of one date"


def test_each_field_of_a_date_counts_by_itself() -> None:
    former, new = a_series(), a_series(starts_at=time(15), ends_at=time(18), room_id=2, purpose="Chant")
    own_start = a_row(starts_at=datetime(2026, 11, 26, 13), room_id=3)
    after = changed(own_start, former, new, THURSDAY)
    assert (after.starts_at.hour, after.ends_at.hour, after.room_id, after.purpose) == (13, 18, 3, "Chant")
    own_day = a_row(starts_at=datetime(2026, 11, 27, 14), ends_at=datetime(2026, 11, 27, 16))
    assert changed(own_day, former, new, THURSDAY).starts_at == datetime(2026, 11, 27, 15)
    late = a_row(starts_at=datetime(2026, 11, 26, 19), ends_at=datetime(2026, 11, 26, 21))
    assert changed(late, former, new, THURSDAY).interval == late.interval
    assert changed(own_start, former, new, THURSDAY, is_forced=True).interval == new.session_on(THURSDAY)


def test_an_end_that_no_longer_follows_its_start_stays_with_it() -> None:
    row = a_row(starts_at=datetime(2026, 11, 26, 15, 30))
    after = changed(row, a_series(), a_series(starts_at=time(9), ends_at=time(11)), THURSDAY)
    assert after.interval == row.interval


def test_untouched_is_as_the_series_made_it() -> None:
    assert is_untouched(a_row(), a_series())
    assert is_untouched(a_row(state=BookingState.SKIPPED, reason_code=Reason.BANK_HOLIDAY), a_series())
    for touched in (
        a_row(purpose="Concert"),
        a_row(state=BookingState.CANCELLED),
        a_row(state=BookingState.SKIPPED, reason_code=Reason.OTHER),
        a_row(starts_at=datetime(2026, 11, 26, 13)),
        a_row(override_reason="Le gardien ouvre"),
    ):
        assert not is_untouched(touched, a_series())


@given(st.sets(st.dates(date(2026, 9, 1), date(2027, 1, 31))), st.sets(st.dates(date(2026, 9, 1), date(2027, 1, 31))))
def test_no_date_is_lost_or_given_twice(old: set[date], new: set[date]) -> None:
    pairing = paired(old, new, Frequency.WEEKLY)
    assert set(pairing.moved) | pairing.gone | (old & new) == old
    assert set(pairing.moved.values()) | pairing.added | (old & new) == new
    assert len(set(pairing.moved.values())) == len(pairing.moved)
    assert all(before.isocalendar()[:2] == after.isocalendar()[:2] for before, after in pairing.moved.items())


def test_monthly_dates_pair_within_their_month() -> None:
    old, new = {date(2027, 1, 5), date(2027, 2, 2)}, {date(2027, 1, 27), date(2027, 3, 3)}
    pairing = paired(old, new, Frequency.MONTHLY)
    assert pairing.moved == {date(2027, 1, 5): date(2027, 1, 27)}
    assert pairing.gone == {date(2027, 2, 2)}
    assert pairing.added == {date(2027, 3, 3)}


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 3))
def test_a_year_later_is_the_same_day_of_the_week(day: date, years: int) -> None:
    later = same_weekday(day, years)
    assert later.weekday() == day.weekday()
    assert abs((later - day).days - round(365.25 * years)) <= 4


@pytest.mark.parametrize(
    ("values", "season", "expected"),
    [
        ({}, 2027, (date(2027, 11, 26), "FREQ=WEEKLY;BYDAY=TH;UNTIL=20280630")),
        ({"rule": "FREQ=WEEKLY;UNTIL=20270630"}, 2027, (date(2027, 11, 25), "FREQ=WEEKLY;UNTIL=20280630")),
        (
            {"rule": "FREQ=MONTHLY;BYDAY=1TU", "starts_on": date(2026, 9, 1)},
            2027,
            (date(2027, 9, 1), "FREQ=MONTHLY;BYDAY=1TU"),
        ),
        (
            {"starts_on": date(2026, 9, 1), "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270831"},
            2027,
            (date(2027, 9, 7), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20280831"),
        ),
        ({"rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20280229"}, 2028, (date(2028, 11, 26), None)),
        ({"rule": "FREQ=WEEKLY;BYDAY=TH;COUNT=10"}, 2027, (date(2027, 11, 26), "FREQ=WEEKLY;BYDAY=TH;COUNT=10")),
    ],
)
def test_a_season_later(values: dict[str, object], season: int, expected: tuple[date, str | None]) -> None:
    found = carried(a_series(**values), season)
    assert found.starts_on == expected[0]
    assert expected[1] is None or found.rule == expected[1]
    assert found.starts_on >= date(season, 9, 1)


def test_a_series_that_was_cut_comes_back_from_its_first_day() -> None:
    found = carried(a_series(starts_on=date(2027, 1, 7)), 2027, date(2026, 9, 3))
    assert found.starts_on == date(2027, 9, 3)
    assert found.starts_on - timedelta(days=365) == date(2026, 9, 3)
