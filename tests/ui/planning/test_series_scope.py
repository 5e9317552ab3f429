"""A session of a series in its dialog: how much of the series an edit, a deletion, a cancelling means."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.builders import a_booking, a_desk, a_house, a_room, done
from tests.ui.checks import clipped, nameless
from tests.ui.hands import press, says, settle, type_in

from coopdesk.domain.booking import BookingState, Reason
from coopdesk.domain.calendars import HolidayZone
from coopdesk.domain.history import Way
from coopdesk.domain.series import Scope, SeriesDraft
from coopdesk.services import bookings, house, rooms, series
from coopdesk.services.desk import Desk
from coopdesk.ui.planning.booking_dialog import BookingDialog
from coopdesk.ui.planning.scope_dialog import ScopeDialog


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house of zone C."""
    desk = a_desk(tmp_path / "house.coopdesk")
    house.edit_house(desk, a_house(school_zone=HolidayZone.C))
    yield desk
    desk.close()


@pytest.fixture
def room(desk: Desk) -> int:
    """Its great hall."""
    return a_room(desk)


@pytest.fixture
def thursdays(desk: Desk, room: int) -> int:
    """Five Thursdays from 26 November on; the last two of December are holidays."""
    draft = SeriesDraft(
        organisation_id=None, room_id=room, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=7", starts_on=date(2026, 11, 26),
        starts_at=time(14), ends_at=time(16), purpose="Rencontres",
    )  # fmt: skip
    return done(series.book_series(desk, draft))


def session(desk: Desk, series_id: int, number: int) -> int:
    return series.sessions(desk, series_id)[number].id


def opened(desk: Desk, page: QWidget, booking_id: int) -> BookingDialog:
    booking = bookings.get(desk, booking_id)
    assert booking is not None
    asked = BookingDialog(desk, rooms.rooms(desk), booking, booking_id, page)
    asked.open()
    settle()
    return asked


def question(asked: BookingDialog) -> ScopeDialog:
    """The question over the dialog."""
    found = [one for one in asked.findChildren(ScopeDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def choose(asked: BookingDialog, scope: Scope) -> None:
    """Answer the question."""
    one = question(asked)
    one.form["scope"].set_value(scope)
    QTest.mouseClick(one.accept_button, Qt.MouseButton.LeftButton)
    settle()


def confirm(asked: BookingDialog) -> None:
    QTest.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    settle()


def hours(desk: Desk, series_id: int) -> list[str]:
    """When each session of a series begins, "-" for one that is not held."""
    return [
        "-" if one.state is BookingState.SKIPPED else f"{one.starts_at:%d/%m %H:%M}"
        for one in series.sessions(desk, series_id)
    ]


def test_a_session_says_its_series_and_offers_no_repetition(
    qtbot: QtBot, desk: Desk, page: QWidget, thursdays: int
) -> None:
    asked = opened(desk, page, session(desk, thursdays, 0))
    assert says(asked, "A session of a series: every Thursday, 7 times.")
    assert not asked.request.repeat.isVisible()
    assert nameless(asked) == []


def test_an_edit_of_this_session_alone(qtbot: QtBot, desk: Desk, page: QWidget, thursdays: int) -> None:
    asked = opened(desk, page, session(desk, thursdays, 1))
    asked.form["starts_at"].set_value(time(15))
    asked.form["ends_at"].set_value(time(17))
    confirm(asked)
    assert says(question(asked), "Thursday 3 December 2026 only.")
    assert clipped(question(asked)) == []
    with qtbot.waitSignal(asked.saved) as told:
        choose(asked, Scope.THIS)
    assert told.args[0].id == session(desk, thursdays, 1)
    assert hours(desk, thursdays)[:3] == ["26/11 14:00", "03/12 15:00", "10/12 14:00"]


def test_an_edit_of_this_one_and_the_following(qtbot: QtBot, desk: Desk, page: QWidget, thursdays: int) -> None:
    second = session(desk, thursdays, 1)
    asked = opened(desk, page, second)
    type_in(asked.form["purpose"], "Chorale")
    confirm(asked)
    assert says(question(asked), "4 sessions, from 3 December 2026 to 7 January 2027.")
    choose(asked, Scope.FOLLOWING)
    whole = series.series_of(desk, second)
    assert whole is not None
    assert {one.purpose for one in series.sessions(desk, whole.id)} == {"Chorale"}
    assert {one.purpose for one in series.sessions(desk, thursdays)} == {"Rencontres"}
    desk.take(Way.UNDONE)
    assert len(series.sessions(desk, thursdays)) == 7


def test_an_edit_of_the_whole_series_leaves_aside_what_clashes(
    qtbot: QtBot, desk: Desk, page: QWidget, room: int, thursdays: int
) -> None:
    a_booking(desk, room, starts_at=datetime(2026, 12, 10, 16), ends_at=datetime(2026, 12, 10, 18))
    asked = opened(desk, page, session(desk, thursdays, 0))
    asked.form["starts_at"].set_value(time(15))
    asked.form["ends_at"].set_value(time(17))
    confirm(asked)
    assert says(question(asked), "1 cannot be held and would be left aside (10/12).")
    choose(asked, Scope.ALL)
    assert hours(desk, thursdays) == ["26/11 15:00", "03/12 15:00", "-", "17/12 15:00", "-", "-", "07/01 15:00"]
    desk.take(Way.UNDONE)
    assert hours(desk, thursdays)[2] == "10/12 14:00"


def test_what_concerns_one_session_only_is_not_asked_about(
    qtbot: QtBot, desk: Desk, page: QWidget, thursdays: int
) -> None:
    asked = opened(desk, page, session(desk, thursdays, 0))
    asked.form["state"].set_value(BookingState.OPTION)
    with qtbot.waitSignal(asked.saved):
        confirm(asked)
    assert series.sessions(desk, thursdays)[0].state is BookingState.OPTION


def test_what_is_wrong_is_said_beside_its_field_before_any_question(
    qtbot: QtBot, desk: Desk, page: QWidget, thursdays: int
) -> None:
    asked = opened(desk, page, session(desk, thursdays, 0))
    asked.form["ends_at"].set_value(time(9))
    confirm(asked)
    assert asked.form["ends_at"].message()
    assert not asked.findChildren(ScopeDialog)


def test_deleting_one_session_leaves_it_out(qtbot: QtBot, desk: Desk, page: QWidget, thursdays: int) -> None:
    asked = opened(desk, page, session(desk, thursdays, 1))
    press(asked, "Delete")
    assert says(question(asked), "It stays in the series as left out")
    choose(asked, Scope.THIS)
    assert hours(desk, thursdays)[:3] == ["26/11 14:00", "-", "10/12 14:00"]


def test_deleting_the_following_ends_the_series(qtbot: QtBot, desk: Desk, page: QWidget, thursdays: int) -> None:
    asked = opened(desk, page, session(desk, thursdays, 2))
    press(asked, "Delete")
    choose(asked, Scope.FOLLOWING)
    assert hours(desk, thursdays) == ["26/11 14:00", "03/12 14:00"]
    desk.take(Way.UNDONE)
    assert len(hours(desk, thursdays)) == 7


def test_cancelling_asks_for_the_scope_and_the_reason(qtbot: QtBot, desk: Desk, page: QWidget, thursdays: int) -> None:
    asked = opened(desk, page, session(desk, thursdays, 2))
    several = next(one for one in asked.more_button.menu().actions() if "several" in one.text())
    several.trigger()
    settle()
    one = question(asked)
    one.form["reason_code"].set_value(Reason.BY_HOUSE)
    type_in(one.form["reason"], "Travaux")
    choose(asked, Scope.FOLLOWING)
    states = [(row.state, row.reason) for row in series.sessions(desk, thursdays)]
    assert states[:3] == [
        (BookingState.CONFIRMED, ""), (BookingState.CONFIRMED, ""), (BookingState.CANCELLED, "Travaux"),
    ]  # fmt: skip
    assert states[-1] == (BookingState.CANCELLED, "Travaux")
