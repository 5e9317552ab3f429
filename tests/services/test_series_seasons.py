"""A season carried over to the next: dates on the same weekdays, every clash listed, nothing lost of the former."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from tests import builders
from tests.services.acts import content
from tests.services.test_series import a_draft

from coopdesk.domain.booking import BookingState, Reason
from coopdesk.domain.history import Way
from coopdesk.domain.series import Scope
from coopdesk.domain.series_edit import draft_of
from coopdesk.domain.series_plan import Choice, Decision
from coopdesk.foundation.problems import Refused, Saved
from coopdesk.services import integrity, series, series_edits, series_seasons
from coopdesk.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(builders.a_desk(tmp_path / "house.coopdesk")) as desk:
        builders.a_room(desk)
        builders.an_organisation(desk, "Chorale du Mail")
        builders.an_organisation(desk, "Jardin")
        yield desk


def test_a_season_is_previewed_then_carried_over_in_one_act(desk: Desk) -> None:
    key = builders.done(series.book_series(desk, a_draft()))
    builders.a_booking(desk, 1, 2, starts_at=datetime(2028, 1, 13, 15))
    before = content(desk)

    (one,) = series_seasons.roll_over(desk, 2027)

    assert content(desk) == before
    assert desk.next_act(Way.REDONE) is None
    assert one.series.id == key
    assert [clash.day for clash in one.plan.conflicts] == [date(2028, 1, 13)]
    assert {day.day.weekday() for day in one.plan.dates} == {3}
    assert (one.plan.dates[0].day, one.plan.dates[-1].day) == (date(2027, 12, 2), date(2028, 6, 29))

    assert isinstance(series_seasons.carry_over(desk, 2027, on_conflict="refuse"), Refused)
    assert content(desk) == before
    outcome = series_seasons.carry_over(desk, 2027)
    assert isinstance(outcome, Saved)
    assert [problem.params["on"] for problem in outcome.warnings if problem.code == "on_date"] == ["2028-01-13"]
    new = series.get(desk, outcome.id)
    assert new is not None
    assert (new.predecessor_id, new.rule) == (key, "FREQ=WEEKLY;BYDAY=TH;UNTIL=20280630")
    states = {row.occurrence_on: row.reason_code for row in series.sessions(desk, outcome.id)}
    assert states[date(2028, 1, 13)] is Reason.CONFLICT
    assert integrity.check(desk) == []
    # Done once, it is not proposed again.
    assert series_seasons.roll_over(desk, 2027) == []
    assert isinstance(series_seasons.carry_over(desk, 2027), Refused)
    desk.take(Way.UNDONE)
    assert content(desk) == before


def test_a_clash_may_be_decided_beforehand(desk: Desk) -> None:
    key = builders.done(series.book_series(desk, a_draft()))
    builders.a_booking(desk, 1, 2, starts_at=datetime(2028, 1, 13, 15))
    moved = {key: {date(2028, 1, 13): Choice(decision=Decision.MOVE, starts_at=time(18), ends_at=time(20))}}
    outcome = series_seasons.carry_over(desk, 2027, choices=moved, on_conflict="refuse")
    rows = {row.occurrence_on: row for row in series.sessions(desk, builders.done(outcome))}
    assert rows[date(2028, 1, 13)].starts_at == datetime(2028, 1, 13, 18)


def test_of_a_series_cut_in_the_year_its_last_form_comes_back_whole(desk: Desk) -> None:
    key = builders.done(series.book_series(desk, a_draft()))
    first = next(row for row in series.sessions(desk, key) if row.occurrence_on == date(2027, 1, 7))
    found = series.get(desk, key)
    assert found is not None
    later = replace(draft_of(found), starts_at=time(15))
    other = builders.done(series_edits.edit_series(desk, first.id, later, Scope.FOLLOWING))

    (one,) = series_seasons.roll_over(desk, 2027)

    assert one.series.id == other
    assert (one.plan.draft.starts_at, one.plan.dates[0].day) == (time(15), date(2027, 12, 2))


def test_series_that_would_meet_one_another_are_told(desk: Desk) -> None:
    picked = [date(2026, 12, 2), date(2026, 12, 9)]
    hand = builders.done(series.book_series(desk, a_draft(rule="", organisation_id=2), picked=picked))
    dated = a_draft(rule="FREQ=MONTHLY;BYMONTHDAY=1;COUNT=1", starts_on=date(2026, 12, 1))
    month = builders.done(series.book_series(desk, dated))
    plans = {one.series.id: one.plan for one in series_seasons.roll_over(desk, 2027)}
    assert [one.day for one in plans[hand].dates] == [date(2027, 12, 1), date(2027, 12, 8)]
    clashes = [one.day for plan in plans.values() for one in plan.conflicts]
    assert clashes == [date(2027, 12, 1)]
    assert plans[month].dates[0].day == date(2027, 12, 1)


def test_options_stay_options_and_chosen_series_alone_are_taken(desk: Desk) -> None:
    key = builders.done(series.book_series(desk, a_draft(), state=BookingState.OPTION))
    builders.done(series.book_series(desk, a_draft(starts_at=time(17), ends_at=time(18))))
    outcome = builders.done(series_seasons.carry_over(desk, 2027, [key]))
    states = {row.state for row in series.sessions(desk, outcome)}
    assert BookingState.CONFIRMED not in states
    assert BookingState.OPTION in states
    assert len(series_seasons.roll_over(desk, 2027)) == 1
