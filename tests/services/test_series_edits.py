"""Series edited: three scopes, overrides and cancelled dates that survive, a past that never changes."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests import builders
from tests.services.acts import content
from tests.services.test_series import a_draft

from coopdesk.domain.booking import Booking, BookingDraft, BookingState, Reason
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.history import Way
from coopdesk.domain.house import Requirement
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.domain.series import Scope, Series
from coopdesk.domain.series_edit import draft_of, shifted
from coopdesk.domain.series_plan import Choice, Decision
from coopdesk.foundation.problems import Refused
from coopdesk.services import bookings, house, integrity, organisations, rooms, series, series_edits
from coopdesk.services.desk import Desk, open_desk

DECEMBER_10 = date(2026, 12, 10)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(builders.a_desk(tmp_path / "house.coopdesk")) as desk:
        builders.a_room(desk)
        builders.a_room(desk, "Salle 2", capacity=20)
        builders.an_organisation(desk, "Chorale du Mail")
        builders.an_organisation(desk, "Jardin")
        yield desk


@pytest.fixture
def key(desk: Desk) -> int:
    return builders.done(series.book_series(desk, a_draft(purpose="Chant")))


def rows(desk: Desk, key: int) -> dict[date, Booking]:
    return {row.occurrence_on: row for row in series.sessions(desk, key) if row.occurrence_on}


def the(desk: Desk, key: int, day: date) -> Booking:
    return rows(desk, key)[day]


def draft(desk: Desk, key: int, **values: Any) -> Any:
    found = series.get(desk, key)
    assert found is not None
    return replace(draft_of(found), **values)


def override(desk: Desk, row: Booking, **values: Any) -> None:
    own = {name: getattr(row, name) for name in BookingDraft.__dataclass_fields__}
    builders.done(bookings.edit(desk, row.id, BookingDraft(**{**own, **values})))


@contextmanager
def in_february(desk: Desk) -> Iterator[Desk]:
    """The same house on the first of February."""
    path = desk.path
    desk.close()
    with closing(open_desk(path, clock=lambda: datetime(2027, 2, 1, 9))) as later:
        yield later


def test_all_changes_only_what_nobody_had_changed(desk: Desk, key: int) -> None:
    day = DECEMBER_10
    override(desk, the(desk, key, day), purpose="Concert", starts_at=datetime(2026, 12, 10, 13))
    cancelled = the(desk, key, date(2026, 12, 17))
    builders.done(series.cancel_sessions(desk, cancelled.id, Scope.THIS, Reason.BY_ORGANISATION, "Malade"))
    before = content(desk)

    edit = draft(desk, key, purpose="Chœur", ends_at=time(17), room_id=2)
    assert builders.done(series_edits.edit_series(desk, cancelled.id, edit, Scope.ALL)) == key

    now = rows(desk, key)
    assert (now[day].purpose, now[day].room_id) == ("Concert", 2)
    assert now[day].interval == Interval(datetime(2026, 12, 10, 13), datetime(2026, 12, 10, 17))
    assert now[date(2026, 12, 3)].interval == Interval(datetime(2026, 12, 3, 14), datetime(2026, 12, 3, 17))
    assert now[date(2026, 12, 3)].purpose == "Chœur"
    assert (now[cancelled.occurrence_on or day].state, now[cancelled.occurrence_on or day].reason) == (
        BookingState.CANCELLED,
        "Malade",
    )
    assert integrity.check(desk) == []
    desk.take(Way.UNDONE)
    assert content(desk) == before


def test_the_following_become_a_series_of_their_own(desk: Desk, key: int) -> None:
    first = the(desk, key, date(2027, 1, 7))
    edit = draft(desk, key, starts_at=time(15), ends_at=time(17))

    other = builders.done(series_edits.edit_series(desk, first.id, edit, Scope.FOLLOWING))

    assert other != key
    new, old = series.get(desk, other), series.get(desk, key)
    assert new is not None
    assert old is not None
    assert (new.predecessor_id, new.starts_on, new.rule) == (
        key,
        date(2027, 1, 7),
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630",
    )
    assert (old.rule, old.starts_at) == ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20270106", time(14))
    assert len(rows(desk, key)) == 6
    assert len(rows(desk, other)) == 25
    assert bookings.get(desk, first.id) == replace(
        first, series_id=other, starts_at=datetime(2027, 1, 7, 15), ends_at=datetime(2027, 1, 7, 17)
    )


def test_this_one_alone(desk: Desk, key: int) -> None:
    row = the(desk, key, DECEMBER_10)
    edit = draft(desk, key, purpose="Concert", room_id=2)
    builders.done(series_edits.edit_series(desk, row.id, edit, Scope.THIS))
    assert bookings.get(desk, row.id) == replace(row, purpose="Concert", room_id=2)
    others = [one for one in rows(desk, key).values() if one.id != row.id]
    assert {(one.purpose, one.room_id) for one in others} == {("Chant", 1)}
    found = series.get(desk, key)
    assert found is not None
    assert (found.purpose, found.room_id) == ("Chant", 1)


def test_a_series_moves_by_its_own_step(desk: Desk) -> None:
    key = builders.done(series.book_series(desk, a_draft(rule="FREQ=DAILY;COUNT=5", starts_on=date(2026, 11, 30))))
    row = the(desk, key, date(2026, 11, 30))
    edit = draft(desk, key, starts_at=time(15), ends_at=time(17))
    builders.done(series_edits.edit_series(desk, row.id, edit, Scope.ALL))
    edit = draft(desk, key, starts_on=date(2026, 12, 1))
    builders.done(series_edits.edit_series(desk, row.id, edit, Scope.ALL))
    assert [row.starts_at.day for row in rows(desk, key).values()] == [1, 2, 3, 4, 5]
    assert integrity.check(desk) == []


def test_another_day_of_the_week_takes_each_session_along(desk: Desk, key: int) -> None:
    before = rows(desk, key)
    override(desk, before[DECEMBER_10], purpose="Concert")
    gone = before[date(2026, 12, 17)]
    builders.done(series.cancel_sessions(desk, gone.id, Scope.THIS, Reason.BY_HOUSE))
    row = before[DECEMBER_10]
    dragged = replace(row, starts_at=row.starts_at - timedelta(days=1), ends_at=row.ends_at - timedelta(days=1))

    found = series.get(desk, key)
    assert found is not None
    edit = shifted(found, row, dragged)
    assert edit.rule == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270630"
    builders.done(series_edits.edit_series(desk, row.id, edit, Scope.ALL))

    now = {one.id: one for one in rows(desk, key).values()}
    wednesday = now[row.id]
    assert (wednesday.occurrence_on, wednesday.starts_at, wednesday.purpose) == (
        date(2026, 12, 9),
        datetime(2026, 12, 9, 14),
        "Concert",
    )
    assert now[gone.id].state is BookingState.CANCELLED
    assert now[gone.id].occurrence_on == date(2026, 12, 16)
    assert len(now) == 32, "the last Wednesday of June has no Thursday to come from"
    ascension = now[before[date(2027, 5, 6)].id]
    assert (ascension.occurrence_on, ascension.state, ascension.reason_code) == (
        date(2027, 5, 5),
        BookingState.CONFIRMED,
        None,
    )
    assert now[before[date(2026, 12, 24)].id].reason_code is Reason.SCHOOL_HOLIDAY


def test_a_clash_anywhere_refuses_the_edit_unless_it_was_decided(desk: Desk, key: int) -> None:
    builders.a_booking(desk, 2, 2, starts_at=datetime(2027, 1, 14, 15))
    row = the(desk, key, DECEMBER_10)
    edit = draft(desk, key, room_id=2)
    before = content(desk)

    outcome = series_edits.edit_series(desk, row.id, edit, Scope.ALL)

    assert isinstance(outcome, Refused)
    assert [(one.field, one.params["on"]) for one in outcome.problems] == [("dates", "2027-01-14")]
    assert content(desk) == before
    assert [one.day for one in series_edits.edit_plan(desk, row.id, edit, Scope.ALL).conflicts] == [date(2027, 1, 14)]
    stays = {date(2027, 1, 14): Choice(decision=Decision.MOVE, room_id=1)}
    builders.done(series_edits.edit_series(desk, row.id, edit, Scope.ALL, stays))
    assert the(desk, key, date(2027, 1, 14)).room_id == 1
    assert the(desk, key, date(2027, 1, 21)).room_id == 2


def test_the_past_never_changes(desk: Desk, key: int) -> None:
    with in_february(desk) as later:
        desk = later
        before = rows(desk, key)
        past = {day: row for day, row in before.items() if day < date(2027, 2, 1)}
        row = before[date(2027, 2, 4)]

        builders.done(series_edits.edit_series(desk, row.id, draft(desk, key, purpose="Chœur"), Scope.ALL))
        assert {day: the(desk, key, day) for day in past} == past
        assert the(desk, key, date(2027, 2, 4)).purpose == "Chœur"

        edit = draft(desk, key, starts_at=time(16), ends_at=time(18))
        other = builders.done(series_edits.edit_series(desk, row.id, edit, Scope.ALL))
        assert rows(desk, key) == past
        assert min(rows(desk, other)) == date(2027, 2, 4)
        old_one = before[date(2026, 12, 3)]
        outcome = series_edits.edit_series(desk, old_one.id, edit, Scope.THIS)
        assert isinstance(outcome, Refused)
        assert outcome.problems[0].code == "series_all_past"
        assert isinstance(series.delete_from_series(desk, old_one.id, Scope.THIS), Refused)
        assert isinstance(series.cancel_sessions(desk, old_one.id, Scope.THIS, Reason.OTHER), Refused)


def test_dates_that_vanish_are_deleted_only_if_nobody_touched_them(desk: Desk, key: int) -> None:
    linked, moved, cancelled = (the(desk, key, date(2027, 6, day)) for day in (10, 17, 24))
    builders.an_action(desk, 1, booking_ids=(linked.id,))
    override(desk, moved, purpose="Concert")
    builders.done(series.cancel_sessions(desk, cancelled.id, Scope.THIS, Reason.BY_HOUSE))

    builders.done(series_edits.cut_series(desk, key, date(2027, 5, 31)))

    left = {day: row for day, row in rows(desk, key).items() if day > date(2027, 5, 31)}
    assert {day.day: row.state for day, row in left.items()} == {
        10: BookingState.SKIPPED,
        17: BookingState.SKIPPED,
        24: BookingState.CANCELLED,
    }
    found = series.get(desk, key)
    assert found is not None
    assert found.rule.endswith("UNTIL=20270531")


def test_extended_and_cut_again_it_stays_one_series(desk: Desk, key: int) -> None:
    with in_february(desk) as later:
        desk = later
        before = rows(desk, key)
        builders.a_booking(desk, 1, 2, starts_at=datetime(2027, 7, 1, 15))
        assert isinstance(series_edits.extend_series(desk, key, date(2027, 7, 2)), Refused)
        earlier = series_edits.extend_series(desk, key, date(2027, 3, 1))
        assert isinstance(earlier, Refused)
        assert earlier.problems[0].code == "series_ends_later"
        assert builders.done(series_edits.extend_series(desk, key, date(2027, 7, 2), on_conflict="skip")) == key
        assert the(desk, key, date(2027, 7, 1)).reason_code is Reason.CONFLICT
        assert builders.done(series_edits.cut_series(desk, key, date(2027, 6, 30))) == key
        # The date that was in the way was decided by nobody, but has its reason: it stays to be read.
        assert {day: row for day, row in rows(desk, key).items() if day < date(2027, 7, 1)} == before


def test_deleted_dates_do_not_come_back(desk: Desk, key: int) -> None:
    one, from_here = the(desk, key, DECEMBER_10), the(desk, key, date(2027, 4, 1))
    builders.done(series.delete_from_series(desk, one.id, Scope.THIS))
    builders.done(series.delete_from_series(desk, from_here.id, Scope.FOLLOWING))
    assert max(rows(desk, key)) == date(2027, 3, 25)
    # Even one that another program deleted for good.
    builders.done(bookings.delete(desk, the(desk, key, date(2026, 12, 3)).id))
    row = the(desk, key, date(2026, 11, 26))
    builders.done(series_edits.edit_series(desk, row.id, draft(desk, key, rule="FREQ=DAILY;UNTIL=20261220"), Scope.ALL))
    now = rows(desk, key)
    assert now[DECEMBER_10].state is BookingState.SKIPPED
    assert date(2026, 12, 3) not in now
    assert now[date(2026, 12, 4)].state is BookingState.CONFIRMED


def test_all_deleted_the_series_goes_too(desk: Desk, key: int) -> None:
    before = content(desk)
    builders.done(series.delete_from_series(desk, the(desk, key, DECEMBER_10).id, Scope.ALL))
    assert series.get(desk, key) is None
    assert bookings.count(desk, bookings.BookingFilter()) == 0
    desk.take(Way.UNDONE)
    assert content(desk) == before


def test_deleted_one_by_one_the_series_goes_with_its_last_date(desk: Desk) -> None:
    key = builders.done(series.book_series(desk, a_draft(rule="FREQ=WEEKLY;COUNT=2")))
    for row in series.sessions(desk, key):
        builders.done(bookings.delete(desk, row.id))
    assert series.get(desk, key) is None
    desk.take(Way.UNDONE)
    assert len(series.sessions(desk, key)) == 1
    desk.take(Way.REDONE)
    builders.done(rooms.delete(desk, 1))
    builders.done(organisations.delete(desk, 1))


def test_a_series_holds_its_association_whoever_has_its_dates(desk: Desk) -> None:
    key = builders.done(series.book_series(desk, a_draft(rule="FREQ=WEEKLY;COUNT=1")))
    override(desk, the(desk, key, date(2026, 11, 26)), organisation_id=2)
    outcome = organisations.delete(desk, 1)
    assert isinstance(outcome, Refused)
    assert outcome.problems[0].code == "organisation_in_use"


def test_an_action_keeps_its_dates(desk: Desk, key: int) -> None:
    row = the(desk, key, DECEMBER_10)
    builders.an_action(desk, 1, booking_ids=(row.id,))
    outcome = series.delete_from_series(desk, row.id, Scope.ALL)
    assert isinstance(outcome, Refused)
    assert outcome.problems[0].code == "booking_in_use"
    builders.done(series.cancel_sessions(desk, row.id, Scope.FOLLOWING, Reason.BY_HOUSE, "Travaux"))
    states = {row.state for day, row in rows(desk, key).items() if day >= DECEMBER_10}
    assert states == {BookingState.CANCELLED, BookingState.SKIPPED}
    assert the(desk, key, date(2026, 12, 3)).state is BookingState.CONFIRMED


def test_a_booking_becomes_a_series_as_it_is(desk: Desk) -> None:
    alone = builders.a_booking(desk, 1, 1, starts_at=datetime(2026, 12, 3, 10), purpose="Essai")
    builders.a_booking(desk, 1, 2, starts_at=datetime(2026, 12, 10, 15))
    outcome = series_edits.repeat_booking(desk, alone, a_draft(starts_on=date(2026, 12, 3)))
    assert isinstance(outcome, Refused)
    key = builders.done(
        series_edits.repeat_booking(desk, alone, a_draft(starts_on=date(2026, 12, 3)), on_conflict="skip")
    )
    now = rows(desk, key)
    assert (now[date(2026, 12, 3)].id, now[date(2026, 12, 3)].starts_at, now[date(2026, 12, 3)].purpose) == (
        alone,
        datetime(2026, 12, 3, 10),
        "Essai",
    )
    assert now[DECEMBER_10].reason_code is Reason.CONFLICT
    again = series_edits.repeat_booking(desk, alone, a_draft())
    assert isinstance(again, Refused)
    assert again.problems[0].code == "booking_in_series"


def test_a_booking_that_is_changed_and_repeated_is_one_act(desk: Desk) -> None:
    alone = builders.a_booking(desk, 1, 1, starts_at=datetime(2026, 11, 19, 10), purpose="Essai")
    before = content(desk)
    edited = builders.a_booking_draft(1, 1, starts_at=datetime(2026, 11, 19, 14), purpose="Chant")
    every = a_draft(starts_on=date(2026, 11, 19), rule="FREQ=WEEKLY;COUNT=3")
    key = builders.done(series_edits.repeat_booking(desk, alone, every, edited=edited))
    first = the(desk, key, date(2026, 11, 19))
    assert (first.id, first.starts_at, first.purpose) == (alone, datetime(2026, 11, 19, 14), "Chant")
    assert len(rows(desk, key)) == 3
    assert integrity.check(desk) == []
    act = desk.take(Way.UNDONE)
    assert act is not None
    assert act.operation is Operation.REPEAT_BOOKING
    assert content(desk) == before


def test_what_is_wrong_with_the_change_leaves_the_repetition_undone(desk: Desk) -> None:
    alone = builders.a_booking(desk, 1, 1, starts_at=datetime(2026, 11, 19, 10))
    builders.a_booking(desk, 1, 2, starts_at=datetime(2026, 11, 19, 14))
    before = content(desk)
    edited = builders.a_booking_draft(1, 1, starts_at=datetime(2026, 11, 19, 14))
    late = replace(edited, starts_at=datetime(2026, 11, 19, 17), ends_at=datetime(2026, 11, 19, 18))
    held = replace(late, state=BookingState.OPTION, option_until=date(2026, 11, 21))
    every = a_draft(starts_on=date(2026, 11, 19), rule="FREQ=WEEKLY;COUNT=3")
    for wanted, code in ((edited, "overlap"), (held, "option_ends_before_today")):
        outcome = series_edits.repeat_booking(desk, alone, every, edited=wanted)
        assert isinstance(outcome, Refused)
        assert [problem.code for problem in outcome.problems] == [code]
    assert content(desk) == before


@pytest.mark.parametrize(
    ("state", "others"),
    [
        (BookingState.REQUEST, BookingState.REQUEST),
        (BookingState.OPTION, BookingState.OPTION),
        (BookingState.CONFIRMED, BookingState.CONFIRMED),
        (BookingState.HELD, BookingState.CONFIRMED),
    ],
)
def test_what_is_repeated_is_as_firm_as_the_booking(desk: Desk, state: BookingState, others: BookingState) -> None:
    alone = builders.a_booking(desk, 1, 1, starts_at=datetime(2026, 11, 19, 14), state=state)
    every = a_draft(starts_on=date(2026, 11, 19), rule="FREQ=WEEKLY;COUNT=3")
    key = builders.done(series_edits.repeat_booking(desk, alone, every))
    assert [row.state for row in rows(desk, key).values()] == [state, others, others]
    builders.done(series_edits.extend_series(desk, key, date(2026, 12, 10)))
    assert the(desk, key, DECEMBER_10).state is others


def test_a_date_given_to_somebody_else_is_checked_as_theirs(desk: Desk, key: int) -> None:
    room = rooms.get(desk, 1)
    assert room is not None
    builders.done(rooms.edit(desk, 1, replace(room, buffer_after=30)))
    override(desk, the(desk, key, DECEMBER_10), organisation_id=2)
    builders.a_booking(desk, 1, 1, starts_at=datetime(2026, 12, 10, 16, 30))
    longer = series_edits.edit_series(
        desk, the(desk, key, DECEMBER_10).id, draft(desk, key, ends_at=time(16, 30)), Scope.ALL
    )
    assert isinstance(longer, Refused)
    assert [(problem.code, problem.params["problem"]) for problem in longer.problems] == [("on_date", "overlap")]


def test_papers_are_those_of_the_day_a_session_is_moved_to(desk: Desk) -> None:
    house.edit_house(desk, replace(desk.house(), insurance_required=Requirement.REQUIRE))
    insured = builders.an_organisation(desk, "Lecture", insurance_ends_on=date(2026, 12, 11))
    asked = a_draft(organisation_id=insured, rule="FREQ=WEEKLY;COUNT=3")
    later = Choice(decision=Decision.MOVE, day=date(2026, 12, 12))
    key = builders.done(series.book_series(desk, asked, {DECEMBER_10: later}))
    assert the(desk, key, DECEMBER_10).state is BookingState.OPTION
    first = the(desk, key, date(2026, 11, 26))
    plan = series_edits.edit_plan(desk, first.id, draft(desk, key), Scope.THIS, {date(2026, 11, 26): later})
    assert [problem.code for problem in plan.warnings] == ["insurance_ended"]
    assert plan.first_uncovered == date(2026, 11, 26)


def test_another_rule_for_holidays_takes_dates_back_and_leaves_others_out(desk: Desk, key: int) -> None:
    row = the(desk, key, DECEMBER_10)
    kept = the(desk, key, date(2026, 12, 24))
    builders.done(series.take_back(desk, kept.id))
    builders.done(series.cancel_sessions(desk, the(desk, key, date(2027, 2, 25)).id, Scope.THIS, Reason.BY_HOUSE))

    edit = draft(desk, key, school_holidays=HolidayRule.KEEP)
    builders.done(series_edits.edit_series(desk, row.id, edit, Scope.ALL))
    assert the(desk, key, date(2026, 12, 31)).state is BookingState.CONFIRMED
    assert the(desk, key, date(2027, 5, 6)).reason_code is Reason.BANK_HOLIDAY
    assert the(desk, key, date(2027, 2, 25)).state is BookingState.CANCELLED

    edit = draft(desk, key, school_holidays=HolidayRule.SKIP)
    builders.done(series_edits.edit_series(desk, row.id, edit, Scope.ALL))
    assert the(desk, key, date(2026, 12, 31)).reason_code is Reason.SCHOOL_HOLIDAY


def test_dates_picked_by_hand_survive_another_rule(desk: Desk) -> None:
    picked = [date(2026, 12, 1)]
    key = builders.done(series.book_series(desk, a_draft(), picked=picked))
    row = the(desk, key, date(2026, 12, 1))
    builders.done(
        series_edits.edit_series(desk, row.id, draft(desk, key, rule="FREQ=WEEKLY;BYDAY=MO;COUNT=4"), Scope.ALL)
    )
    assert bookings.get(desk, row.id) == row
    assert len(rows(desk, key)) == 5


def test_an_edit_that_says_nothing_new_changes_nothing(desk: Desk, key: int) -> None:
    before = content(desk)
    row = the(desk, key, DECEMBER_10)
    for scope in Scope:
        builders.done(series_edits.edit_series(desk, row.id, draft(desk, key), scope))
    assert content(desk) == before


@pytest.mark.parametrize(
    ("rule", "day", "shift", "expected"),
    [
        ("FREQ=WEEKLY", date(2026, 11, 26), 1, "FREQ=WEEKLY"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", date(2026, 11, 26), 1, "FREQ=WEEKLY;BYDAY=TU,FR"),
        ("FREQ=MONTHLY;BYDAY=1TH,3TH", date(2026, 12, 3), -2, "FREQ=MONTHLY;BYDAY=1TU,3TU"),
        ("FREQ=DAILY", date(2026, 11, 26), 1, "FREQ=DAILY"),
        ("FREQ=MONTHLY;BYMONTHDAY=26", date(2026, 11, 26), 1, "FREQ=MONTHLY;BYMONTHDAY=26"),
        ("", date(2026, 11, 26), 1, ""),
    ],
)
def test_a_dragged_session_takes_the_rule_along(rule: str, day: date, shift: int, expected: str) -> None:
    made = a_draft(rule=rule, starts_on=date(2026, 11, 26))
    whole = Series(**{name: getattr(made, name) for name in made.__dataclass_fields__}, id=1)
    former = builders.a_booking_draft(1, 1, starts_at=datetime.combine(day, time(14)))
    moved = timedelta(days=shift)
    after = replace(former, starts_at=former.starts_at + moved, ends_at=former.ends_at + moved, purpose="Autre")
    found = shifted(whole, former, after)
    assert (found.rule, found.purpose, found.starts_at) == (expected, "Autre", time(14))


def test_what_was_noted_of_a_date_keeps_it(desk: Desk, key: int) -> None:
    row = the(desk, key, date(2027, 6, 24))
    with desk.write(Operation.EDIT_BOOKING) as unit:
        unit.connection.exec_driver_sql("INSERT INTO attendance (booking_id, total) VALUES (?, 5)", (row.id,))
        unit.commit()
    builders.done(series.delete_from_series(desk, row.id, Scope.ALL))
    assert [one.id for one in series.sessions(desk, key)] == [row.id]
