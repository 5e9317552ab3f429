"""The options of a series made firm together, in one act; on the home page they are one line."""

from datetime import date, datetime, time

from tests.builders import a_booking, a_house, a_room, an_organisation, done

from coopdesk.domain.booking import BookingState
from coopdesk.domain.history import Way
from coopdesk.domain.house import Requirement
from coopdesk.domain.series import Scope, SeriesDraft
from coopdesk.foundation.problems import Refused, Saved
from coopdesk.services import agenda, house, integrity, series, series_confirming
from coopdesk.services.desk import Desk

FIRST = date(2026, 11, 26)


def _options(desk: Desk, room: int, organisation: int) -> int:
    draft = SeriesDraft(
        organisation_id=organisation, room_id=room, rule="FREQ=WEEKLY;COUNT=4", starts_on=FIRST,
        starts_at=time(14), ends_at=time(16),
    )  # fmt: skip
    return done(series.book_series(desk, draft, state=BookingState.OPTION, option_until=date(2026, 11, 25)))


def _states(desk: Desk, key: int) -> list[BookingState]:
    return [one.state for one in series.sessions(desk, key)]


def test_all_to_come_are_firm_in_one_act(desk: Desk) -> None:
    key = _options(desk, a_room(desk), an_organisation(desk))
    first = series.sessions(desk, key)[0].id

    assert done(series_confirming.confirm_sessions(desk, first, Scope.ALL)) == first

    assert set(_states(desk, key)) == {BookingState.CONFIRMED}
    assert all(one.option_until is None for one in series.sessions(desk, key))
    desk.take(Way.UNDONE)
    assert set(_states(desk, key)) == {BookingState.OPTION}
    assert integrity.check(desk) == []


def test_from_one_on_leaves_those_before(desk: Desk) -> None:
    key = _options(desk, a_room(desk), an_organisation(desk))
    third = series.sessions(desk, key)[2].id

    done(series_confirming.confirm_sessions(desk, third, Scope.FOLLOWING))

    assert _states(desk, key) == [BookingState.OPTION] * 2 + [BookingState.CONFIRMED] * 2


def test_one_in_the_way_keeps_all_of_them_options(desk: Desk) -> None:
    room = a_room(desk)
    key = _options(desk, room, an_organisation(desk))
    rival = an_organisation(desk, "Mots et Marelles")
    a_booking(desk, room, rival, starts_at=datetime(2026, 12, 3, 15), state=BookingState.OPTION)

    outcome = series_confirming.confirm_sessions(desk, series.sessions(desk, key)[0].id, Scope.ALL)

    assert isinstance(outcome, Refused)
    assert [(one.code, one.params["start"]) for one in outcome.problems] == [("overlap", "2026-12-03T15:00")]
    assert set(_states(desk, key)) == {BookingState.OPTION}


def test_papers_that_are_required_are_asked_for(desk: Desk) -> None:
    done(house.edit_house(desk, a_house(insurance_required=Requirement.REQUIRE)))
    organisation = an_organisation(desk, insurance_ends_on=date(2026, 12, 4))
    key = _options(desk, a_room(desk), organisation)
    every = series.sessions(desk, key)

    outcome = series_confirming.confirm_sessions(desk, every[0].id, Scope.ALL)

    assert isinstance(outcome, Refused)
    assert [(one.code, one.params["first"]) for one in outcome.problems] == [("insurance_ended", "2026-12-10")]
    assert isinstance(series_confirming.confirm_sessions(desk, every[0].id, Scope.THIS), Saved)


def test_nothing_left_to_confirm_is_said(desk: Desk) -> None:
    key = _options(desk, a_room(desk), an_organisation(desk))
    first = series.sessions(desk, key)[0].id
    done(series_confirming.confirm_sessions(desk, first, Scope.ALL))

    again = series_confirming.confirm_sessions(desk, first, Scope.ALL)

    assert isinstance(again, Refused)
    assert again.problems[0].code == "sessions_are_firm"


def test_the_home_page_has_one_line_for_a_series(desk: Desk) -> None:
    room, organisation = a_room(desk), an_organisation(desk)
    _options(desk, room, organisation)
    a_booking(
        desk, room, organisation, starts_at=datetime(2026, 11, 27, 14), state=BookingState.OPTION,
        option_until=date(2026, 11, 25),
    )  # fmt: skip

    tasks = [one for one in agenda.to_do(desk) if one.code == "option_lapses"]

    assert [(one.starts_text, one.others) for one in tasks] == [("2026-11-26T14:00", 3), ("2026-11-27T14:00", 0)]
