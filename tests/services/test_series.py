"""Series booked whole or not at all: their dates, what is in the way, what is left out and why."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from tests import builders
from tests.services.acts import content

from coopdesk.domain.booking import BookingState, Reason
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.history import Way
from coopdesk.domain.house import Requirement
from coopdesk.domain.period import Interval
from coopdesk.domain.room import OpeningHours
from coopdesk.domain.series import Scope, SeriesDraft
from coopdesk.domain.series_plan import Choice, Decision, PlannedDate, RemedyKind, SeriesPlan, Standing
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.problems import Problem, Refused, Saved
from coopdesk.services import bookings, closures, house, integrity, series
from coopdesk.services.desk import Desk
from coopdesk.services.series_edits import draft_of, edit_plan
from coopdesk.services.series_planning import plan
from coopdesk.services.series_remedies import remedies
from coopdesk.wording.sentences import sentence
from coopdesk.wording.series import standing_words, verdict_words

THURSDAYS = "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630"
CLASH = date(2027, 1, 14)
SKIPPED_IN_C = [(12, 24), (12, 31), (2, 11), (2, 18), (4, 8), (4, 15), (5, 6)]


@pytest.fixture(autouse=True)
def french() -> None:
    i18n.start(Language.FRENCH)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(builders.a_desk(tmp_path / "house.coopdesk")) as desk:
        builders.a_room(desk)
        builders.an_organisation(desk, "Chorale du Mail", insurance_ends_on=date(2026, 12, 31))
        builders.an_organisation(desk, "Jardin")
        yield desk


def a_draft(**values: Any) -> SeriesDraft:
    """Every Thursday from 14 to 16, from the end of November to June."""
    return SeriesDraft(
        **{
            "organisation_id": 1,
            "room_id": 1,
            "rule": THURSDAYS,
            "starts_on": date(2026, 11, 26),
            "starts_at": time(14),
            "ends_at": time(16),
            **values,
        }
    )


def the(found: SeriesPlan, day: date) -> PlannedDate:
    return next(one for one in found.dates if one.day == day)


def test_the_question_on_the_phone(desk: Desk) -> None:
    builders.a_booking(desk, 1, 2, starts_at=datetime(2027, 1, 14, 15))
    found = plan(desk, a_draft())

    assert (found.total, len(found.kept), len(found.free)) == (31, 24, 23)
    assert [(one.day.month, one.day.day) for one in found.skipped] == SKIPPED_IN_C
    assert [one.day for one in found.conflicts] == [CLASH]
    assert the(found, CLASH).others[0].organisation == "Jardin"
    assert found.first_uncovered == date(2027, 1, 7)
    assert found.last_day == date(2027, 6, 24)
    assert verdict_words(found) == (
        "24 séances sur 31\u202f; 23 libres, 1 conflit le 14/01\u202f; assurance jusqu’au 31/12"
    )
    assert standing_words(the(found, CLASH)) == "Conflit\u202f: Jardin"
    assert standing_words(the(found, date(2026, 12, 24))) == "Vacances de Noël"
    assert bookings.count(desk, bookings.BookingFilter()) == 1, "nothing is written by a plan"


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_24_of_31_in_each_zone(desk: Desk, zone: str) -> None:
    house.edit_house(desk, builders.a_house(school_zone=zone))
    found = plan(desk, a_draft())
    assert (found.total, len(found.kept)) == (31, 24)


def test_one_date_refuses_the_whole(desk: Desk) -> None:
    builders.a_booking(desk, 1, 2, starts_at=datetime(2027, 1, 14, 15))
    before = content(desk)

    outcome = series.book_series(desk, a_draft())

    assert isinstance(outcome, Refused)
    (problem,) = outcome.problems
    assert (problem.field, problem.code, problem.params["on"]) == ("dates", "on_date", "2027-01-14")
    assert sentence(problem).startswith(
        "14 janvier 2027\u202f: «\u202fGrande salle\u202f» est déjà réservée par Jardin"
    )
    assert content(desk) == before


def test_what_is_possible_is_booked_and_the_rest_kept_with_its_reason(desk: Desk) -> None:
    builders.a_booking(desk, 1, 2, starts_at=datetime(2027, 1, 14, 15))
    before = content(desk)

    outcome = series.book_series(desk, a_draft(), on_conflict="skip")

    assert isinstance(outcome, Saved)
    assert [warning.code for warning in outcome.warnings] == ["insurance_ended"]
    rows = series.sessions(desk, outcome.id)
    assert len(rows) == 31
    by_reason = {row.occurrence_on: row.reason_code for row in rows if row.state is BookingState.SKIPPED}
    assert by_reason[CLASH] is Reason.CONFLICT
    assert by_reason[date(2026, 12, 24)] is Reason.SCHOOL_HOLIDAY
    assert by_reason[date(2027, 5, 6)] is Reason.BANK_HOLIDAY
    assert sum(row.state is BookingState.CONFIRMED for row in rows) == 23
    assert integrity.check(desk) == []
    desk.take(Way.UNDONE)
    assert content(desk) == before


def test_each_date_can_be_decided(desk: Desk) -> None:
    builders.a_room(desk, "Salle 2", capacity=20)
    builders.a_booking(desk, 1, 2, starts_at=datetime(2027, 1, 14, 15))
    choices = {
        CLASH: Choice(decision=Decision.MOVE, room_id=2),
        date(2026, 12, 3): Choice(decision=Decision.SKIP, reason="Conseil de quartier"),
        date(2026, 12, 10): Choice(decision=Decision.OPTION),
        date(2026, 12, 17): Choice(decision=Decision.MOVE, day=date(2026, 12, 18), starts_at=time(9), ends_at=time(11)),
        date(2026, 12, 24): Choice(decision=Decision.KEEP),
    }

    key = builders.done(series.book_series(desk, a_draft(), choices, option_until=date(2026, 12, 1)))

    rows = {row.occurrence_on: row for row in series.sessions(desk, key)}
    assert (rows[CLASH].room_id, rows[CLASH].state) == (2, BookingState.CONFIRMED)
    assert (rows[date(2026, 12, 3)].state, rows[date(2026, 12, 3)].reason) == (
        BookingState.SKIPPED,
        "Conseil de quartier",
    )
    assert (rows[date(2026, 12, 10)].state, rows[date(2026, 12, 10)].option_until) == (
        BookingState.OPTION,
        date(2026, 12, 1),
    )
    moved = rows[date(2026, 12, 17)]
    assert moved.interval == Interval(datetime(2026, 12, 18, 9), datetime(2026, 12, 18, 11))
    assert rows[date(2026, 12, 24)].state is BookingState.CONFIRMED


def test_what_was_chosen_is_checked_too(desk: Desk) -> None:
    onto_another = {date(2026, 12, 3): Choice(decision=Decision.MOVE, day=date(2026, 12, 10))}
    found = plan(desk, a_draft(), onto_another)
    assert [one.day for one in found.conflicts] == [date(2026, 12, 10)]
    assert [problem.code for problem in found.blocked[0].problems] == ["meets_itself"]


def test_an_option_may_wait_where_an_option_is(desk: Desk) -> None:
    builders.a_booking(desk, 1, 2, starts_at=datetime(2027, 1, 14, 15), state=BookingState.OPTION)
    found = plan(desk, a_draft())
    assert [one.day for one in found.conflicts] == [CLASH]
    assert RemedyKind.OPTION in {one.kind for one in remedies(desk, found, CLASH)}
    assert not plan(desk, a_draft(), {CLASH: Choice(decision=Decision.OPTION)}).blocked
    assert not plan(desk, a_draft(), state=BookingState.OPTION).blocked
    assert not plan(desk, a_draft(), state=BookingState.REQUEST).blocked


def test_remedies_are_free_and_the_best_comes_first(desk: Desk) -> None:
    builders.a_room(desk, "Trop petite", capacity=10)
    builders.a_room(desk, "Prise", capacity=60)
    builders.a_room(desk, "Libre", capacity=40)
    for room_id in (1, 3):
        builders.a_booking(desk, room_id, 2, starts_at=datetime(2027, 1, 14, 15))
    found = plan(desk, a_draft(expected_persons=30))

    ways = remedies(desk, found, CLASH)

    assert [(one.kind, one.room) for one in ways][:2] == [
        (RemedyKind.OTHER_ROOM, "Libre"),
        (RemedyKind.SHIFTED, "Grande salle"),
    ]
    assert ways[1].session == Interval(datetime(2027, 1, 14, 13), datetime(2027, 1, 14, 15))
    assert [one.session.start.date() for one in ways if one.kind is RemedyKind.OTHER_DAY][:2] == [
        date(2027, 1, 15),
        date(2027, 1, 13),
    ]
    assert ways[-1].kind is RemedyKind.SKIP
    for way in ways:
        chosen = plan(desk, a_draft(expected_persons=30), {CLASH: way.choice})
        assert not chosen.blocked
        if way.kind is not RemedyKind.SKIP:
            assert (the(chosen, CLASH).room_id, the(chosen, CLASH).session) == (way.room_id, way.session)


def test_closures_hours_and_retirement_are_seen_by_date(desk: Desk) -> None:
    week = tuple(OpeningHours(day, time(8), time(15) if day == 4 else time(22)) for day in range(7))
    room = builders.a_room(desk, "Salle 2", hours=week, retired_on=date(2027, 6, 1))
    closing_time = ClosureDraft(
        room_id=room, starts_at=datetime(2027, 3, 4), ends_at=datetime(2027, 3, 5), reason="Travaux"
    )
    builders.done(closures.add(desk, closing_time))
    draft = a_draft(room_id=room, rule="FREQ=WEEKLY;BYDAY=TH,FR;UNTIL=20270630")
    found = plan(desk, draft)

    assert the(found, date(2027, 3, 4)).standing is Standing.CLOSED
    assert the(found, date(2026, 11, 27)).standing is Standing.OUTSIDE_HOURS
    assert the(found, date(2027, 6, 3)).standing is Standing.ROOM_RETIRED
    overridden = plan(desk, draft, override_reason="Le gardien ouvre")
    assert the(overridden, date(2027, 3, 4)).standing is Standing.CLOSED
    assert {one.standing for one in overridden.blocked} == {Standing.ROOM_RETIRED}
    rows = series.sessions(
        desk, builders.done(series.book_series(desk, draft, on_conflict="skip", override_reason="Le gardien ouvre"))
    )
    by_day = {row.occurrence_on: row for row in rows}
    assert by_day[date(2027, 3, 4)].override_reason == "Le gardien ouvre"
    assert by_day[date(2026, 11, 26)].override_reason == ""


def test_too_many_people_is_said_once_beside_their_number(desk: Desk) -> None:
    outcome = series.book_series(desk, a_draft(expected_persons=500), on_conflict="skip")
    assert isinstance(outcome, Refused)
    assert [(problem.field, problem.code) for problem in outcome.problems] == [("expected_persons", "over_capacity")]
    builders.done(series.book_series(desk, a_draft(expected_persons=500), override_reason="Debout, portes ouvertes"))


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"rule": "FREQ=DAILY;UNTIL=20991231"}, "rule", "rule_too_long"),
        ({"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "rule", "rule_without_dates"),
        ({"rule": "FREQ=WEEKLY;UNTIL=20261101"}, "rule", "rule_without_dates"),
        ({"rule": "FREQ=HOURLY"}, "rule", "rule_by_hours"),
        ({"ends_at": time(14)}, "ends_at", "end_before_start"),
        ({"ends_at": time(13)}, "ends_at", "end_before_start"),
        ({"room_id": 9}, "room_id", "room_unknown"),
        ({"organisation_id": 9}, "organisation_id", "organisation_unknown"),
        ({"expected_persons": -1}, "expected_persons", "negative_count"),
    ],
)
def test_what_cannot_be_a_series_is_refused_beside_its_field(
    desk: Desk, values: dict[str, Any], field: str, code: str
) -> None:
    before = content(desk)
    refused = series.book_series(desk, a_draft(**values))
    assert isinstance(refused, Refused)
    for outcome in (refused, plan(desk, a_draft(**values))):
        assert (outcome.problems[0].field, outcome.problems[0].code) == (field, code)
        assert sentence(outcome.problems[0])
    assert content(desk) == before


def test_an_hour_that_no_clock_shows_is_refused(desk: Desk) -> None:
    builders.a_room(desk, "De nuit", hours=())
    night = a_draft(room_id=2, rule="FREQ=DAILY;COUNT=4", starts_on=date(2027, 3, 26), starts_at=time(2, 30))
    outcome = series.book_series(desk, replace(night, ends_at=time(5)))
    assert isinstance(outcome, Refused)
    assert "n’existe pas le 28 mars 2027" in sentence(outcome.problems[0])
    over = replace(night, starts_at=time(23), ends_at=time(4), days_over=1)
    key = builders.done(series.book_series(desk, over))
    assert [row.ends_at.time() for row in series.sessions(desk, key)] == [time(4)] * 4


def test_the_sessions_of_a_series_may_not_overlap_one_another(desk: Desk) -> None:
    builders.a_room(desk, "Jour et nuit", hours=())
    draft = a_draft(room_id=2, rule="FREQ=DAILY;COUNT=3", starts_at=time(9), ends_at=time(10), days_over=1)
    outcome = series.book_series(desk, draft)
    assert isinstance(outcome, Refused)
    assert [problem.params["problem"] for problem in outcome.problems] == ["meets_itself"] * 2


def test_what_the_house_requires_makes_later_dates_options_under_reserve(desk: Desk) -> None:
    house.edit_house(desk, builders.a_house(insurance_required=Requirement.REQUIRE))
    found = plan(desk, a_draft())
    assert len(found.under_reserve) == 20
    assert found.under_reserve[0].day == found.first_uncovered == date(2027, 1, 7)
    assert "20 en option, sous réserve" in verdict_words(found)
    rows = series.sessions(desk, builders.done(series.book_series(desk, a_draft())))
    assert {row.state for row in rows if row.occurrence_on and row.occurrence_on < date(2026, 12, 20)} == {
        BookingState.CONFIRMED
    }
    assert sum(row.state is BookingState.OPTION for row in rows) == 20


def test_dates_in_the_past_are_asked_about_once(desk: Desk) -> None:
    found = plan(desk, a_draft(starts_on=date(2026, 11, 5)))
    assert [problem.code for problem in found.problems if problem.code == "dates_in_the_past"] == ["dates_in_the_past"]
    assert [one.day for one in found.dates if one.standing is Standing.PAST] == [
        date(2026, 11, 5),
        date(2026, 11, 12),
        date(2026, 11, 19),
    ]


def test_holidays_are_skipped_kept_marked_or_the_only_dates(desk: Desk) -> None:
    counts = {
        rule: len(plan(desk, a_draft(school_holidays=rule, bank_holidays=HolidayRule.KEEP)).kept)
        for rule in HolidayRule
    }
    assert counts == {HolidayRule.SKIP: 25, HolidayRule.KEEP: 31, HolidayRule.FLAG: 31, HolidayRule.ONLY: 6}
    flagged = plan(desk, a_draft(school_holidays=HolidayRule.FLAG))
    assert the(flagged, date(2026, 12, 24)).standing is Standing.SCHOOL_HOLIDAY


def test_dates_picked_by_hand_need_no_rule(desk: Desk) -> None:
    picked = [date(2026, 12, 1), date(2027, 1, 9)]
    key = builders.done(series.book_series(desk, a_draft(rule=""), picked=picked))
    assert [row.occurrence_on for row in series.sessions(desk, key)] == picked
    also = plan(desk, a_draft(), picked=[date(2026, 12, 1)])
    assert also.total == 32


def test_the_rule_is_kept_in_its_canonical_form_and_ends_with_a_day(desk: Desk) -> None:
    rule = "rrule:freq=weekly;interval=1;byday=th;until=20261217T120000Z"
    key = builders.done(series.book_series(desk, a_draft(rule=rule)))
    found = series.get(desk, key)
    assert found is not None
    assert found.rule == "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261210", "at noon UTC the session of the 17th has not begun"


def test_series_are_listed_with_what_they_hold(desk: Desk) -> None:
    key = builders.done(series.book_series(desk, a_draft(purpose="Répétition")))
    (line,) = series.series_lines(desk, series.SeriesFilter())
    assert (line.id, line.total, line.held, line.first, line.last) == (
        key,
        31,
        24,
        date(2026, 11, 26),
        date(2027, 6, 24),
    )
    assert series.series_lines(desk, series.SeriesFilter(text="chorale")) == [line]
    assert series.series_lines(desk, series.SeriesFilter(room_id=2)) == []
    assert series.series_lines(desk, series.SeriesFilter(first=date(2027, 7, 1))) == []
    first = series.sessions(desk, key)[0]
    assert series.series_of(desk, first.id) == series.get(desk, key)


def test_a_series_costs_few_statements_whatever_its_length(desk: Desk) -> None:
    ran: list[str] = []
    with desk.read() as connection:
        event.listen(connection.engine, "before_cursor_execute", lambda *arguments: ran.append(arguments[2]))

    def count(draft: SeriesDraft) -> int:
        ran.clear()
        plan(desk, draft)
        return len(ran)

    assert 0 < count(a_draft(rule="FREQ=WEEKLY;BYDAY=TH;COUNT=3")) == count(a_draft()) < 20


def test_no_series_is_held_until_a_day_that_is_over(desk: Desk) -> None:
    over = Refused((Problem("option_until", "option_ends_before_today"),))
    assert series.book_series(desk, a_draft(), state=BookingState.OPTION, option_until=date(2026, 11, 23)) == over


def test_a_date_comes_back_as_firm_as_the_others(desk: Desk) -> None:
    key = builders.done(series.book_series(desk, a_draft(), state=BookingState.OPTION))
    row = series.sessions(desk, key)[1]
    builders.done(series.delete_from_series(desk, row.id, Scope.THIS))
    builders.done(series.take_back(desk, row.id))
    back = bookings.get(desk, row.id)
    assert back is not None
    assert back.state is BookingState.OPTION


def test_a_session_is_in_nobody_s_way_when_it_may_be_an_option_instead(desk: Desk) -> None:
    key = builders.done(series.book_series(desk, a_draft()))
    row = series.sessions(desk, key)[1]
    builders.a_booking(desk, 1, 2, starts_at=datetime(2026, 12, 3, 16), state=BookingState.OPTION)
    found = series.get(desk, key)
    assert found is not None
    later = replace(draft_of(found), starts_at=time(15), ends_at=time(17))
    edited = edit_plan(desk, row.id, later, Scope.THIS)
    assert [one.standing for one in edited.dates] == [Standing.CONFLICT]
    assert RemedyKind.OPTION in [one.kind for one in remedies(desk, edited, row.occurrence_on or date.min)]


def test_a_reason_that_says_nothing_is_said_in_words(desk: Desk) -> None:
    key = builders.done(series.book_series(desk, a_draft()))
    row = series.sessions(desk, key)[1]
    refused = Refused((Problem("reason", "reason_in_words"),))
    assert series.cancel_sessions(desk, row.id, Scope.THIS, Reason.OTHER, " ") == refused
    builders.done(series.cancel_sessions(desk, row.id, Scope.THIS, Reason.OTHER, "Grippe"))


def test_deleting_one_date_keeps_it_from_coming_back(desk: Desk) -> None:
    key = builders.done(series.book_series(desk, a_draft()))
    row = series.sessions(desk, key)[1]
    builders.done(series.delete_from_series(desk, row.id, Scope.THIS, Reason.BY_ORGANISATION, " absente "))
    kept = bookings.get(desk, row.id)
    assert kept is not None
    assert (kept.state, kept.reason_code, kept.reason) == (BookingState.SKIPPED, Reason.BY_ORGANISATION, "absente")
    builders.a_booking(desk, 1, 2, starts_at=row.starts_at)
    assert isinstance(series.take_back(desk, row.id), Refused)
    moved = Choice(decision=Decision.MOVE, starts_at=time(17), ends_at=time(19))
    builders.done(series.take_back(desk, row.id, moved))
    back = bookings.get(desk, row.id)
    assert back is not None
    assert (back.state, back.starts_at, back.reason, back.reason_code) == (
        BookingState.CONFIRMED,
        datetime(2026, 12, 3, 17),
        "",
        None,
    )
    assert integrity.check(desk) == []
