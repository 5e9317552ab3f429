"""The workbench of a series that is booked: dates left out and taken up again, another rhythm, another end."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import a_booking, a_desk, a_house, a_room, an_organisation, done
from tests.ui.checks import clipped, nameless
from tests.ui.hands import press, says, settle, type_in

from coopdesk.domain.booking import BookingState
from coopdesk.domain.calendars import HolidayZone
from coopdesk.domain.history import Way
from coopdesk.domain.series import SeriesDraft
from coopdesk.services import house, rooms, series
from coopdesk.services.desk import Desk
from coopdesk.ui.planning.booking_dialog import BookingDialog
from coopdesk.ui.planning.repeat_rhythm import Ending, Rhythm
from coopdesk.ui.planning.series_dialog import SeriesDialog


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


def a_series(desk: Desk, room: int, **values: object) -> int:
    """Thursdays of November and December."""
    fields = {
        "organisation_id": None, "room_id": room, "rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261231",
        "starts_on": date(2026, 11, 26), "starts_at": time(14), "ends_at": time(16), **values,
    }  # fmt: skip
    return done(series.book_series(desk, SeriesDraft(**fields), on_conflict="skip"))  # type: ignore[arg-type]


def opened(desk: Desk, page: QWidget, series_id: int) -> SeriesDialog:
    asked = SeriesDialog(desk, rooms.rooms(desk), series_id, page)
    asked.open()
    asked.resize(1180, 640)
    settle()
    return asked


def planned(asked: SeriesDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not asked._pause.isActive())
    settle()


def state_on(desk: Desk, series_id: int, day: date) -> BookingState:
    return next(one.state for one in series.sessions(desk, series_id) if one.occurrence_on == day)


def choose(asked: SeriesDialog, day: date) -> None:
    asked.bench.table.select(day.toordinal())
    settle()


def test_every_date_is_there_and_each_has_its_act(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    thursdays = a_series(desk, room)
    asked = opened(desk, page, thursdays)
    assert "4 sessions of 6; 4 to come" in asked.verdict
    assert says(asked, "The house itself")
    christmas = date(2026, 12, 24)
    choose(asked, christmas)
    press(asked.bench.table, "Take up again")
    assert state_on(desk, thursdays, christmas) is BookingState.CONFIRMED
    choose(asked, date(2026, 12, 3))
    press(asked.bench.table, "Skip")
    assert state_on(desk, thursdays, date(2026, 12, 3)) is BookingState.SKIPPED
    assert "4 sessions of 6" in asked.verdict
    desk.take(Way.UNDONE)
    desk.take(Way.UNDONE)
    assert state_on(desk, thursdays, christmas) is BookingState.SKIPPED
    assert nameless(asked) == []
    assert clipped(asked) == []


def test_a_date_that_is_taken_meanwhile_shows_its_remedies(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    a_room(desk, "Salle Lilas", capacity=60)
    a_booking(desk, room, an_organisation(desk, "Fil & Parole"), starts_at=datetime(2026, 12, 10, 13))
    thursdays = a_series(desk, room)
    asked = opened(desk, page, thursdays)
    day = date(2026, 12, 10)
    choose(asked, day)
    press(asked.bench.table, "Take up again")
    assert state_on(desk, thursdays, day) is BookingState.SKIPPED
    one = asked.bench.table.current()
    assert one is not None
    assert "Fil & Parole" in asked.bench.table.why(one)
    press(asked.bench.table, "Salle Lilas")
    assert state_on(desk, thursdays, day) is BookingState.CONFIRMED
    assert "Salle Lilas" in asked.bench.table.why(asked.bench.table.current())  # type: ignore[arg-type]


def test_a_later_end_extends_the_series(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    thursdays = a_series(desk, room)
    asked = opened(desk, page, thursdays)
    assert not asked.accept_button.isEnabled()
    asked.form["until"].set_value(date(2027, 1, 31))
    planned(asked, qtbot)
    assert "What changes: 4 sessions" in asked.verdict
    QTest.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    settle()
    days = [one.occurrence_on for one in series.sessions(desk, thursdays)]
    assert days[-1] == date(2027, 1, 28)
    act = desk.take(Way.UNDONE)
    assert act is not None
    assert act.operation.value == "extend_series"


def test_an_earlier_end_cuts_it(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    thursdays = a_series(desk, room)
    asked = opened(desk, page, thursdays)
    asked.form["until"].set_value(date(2026, 12, 5))
    planned(asked, qtbot)
    assert "2 sessions go." in asked.verdict
    QTest.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    settle()
    assert [one.occurrence_on for one in series.sessions(desk, thursdays)] == [date(2026, 11, 26), date(2026, 12, 3)]


def places(asked: SeriesDialog | BookingDialog) -> dict[str, QAction]:
    """What « move the whole series » offers."""
    menu = asked.bench.move_all.menu()
    menu.aboutToShow.emit()
    return {one.text(): one for one in menu.actions() if one.text()}


def test_the_whole_series_moves_to_another_room_at_once(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    lilas = a_room(desk, "Salle Lilas", capacity=60)
    a_booking(desk, lilas, an_organisation(desk, "Fil & Parole"), starts_at=datetime(2026, 12, 10, 13))
    thursdays = a_series(desk, room)
    asked = opened(desk, page, thursdays)
    offered = places(asked)
    assert "14:30 – 16:30: 4 free sessions" in offered
    # Nothing is written before the button.
    offered["Salle Lilas: 3 free sessions, 1 to decide"].trigger()
    settle()
    assert "What changes: 4 sessions" in asked.verdict
    assert "1 conflict on 10/12" in asked.verdict
    assert {one.room_id for one in series.sessions(desk, thursdays)} == {room}
    choose(asked, date(2026, 12, 10))
    press(asked.bench.table, "15:00 – 17:00")
    QTest.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    settle()
    held = [one for one in series.sessions(desk, thursdays) if one.state is BookingState.CONFIRMED]
    assert [(one.room_id, one.starts_at.hour) for one in held] == [(lilas, 14), (lilas, 14), (lilas, 15), (lilas, 14)]
    act = desk.take(Way.UNDONE)
    assert act is not None
    assert act.operation.value == "edit_series"
    assert {one.room_id for one in series.sessions(desk, thursdays)} == {room}


def test_the_whole_series_moves_to_other_hours_that_are_typed(
    qtbot: QtBot, desk: Desk, page: QWidget, room: int
) -> None:
    thursdays = a_series(desk, room)
    asked = opened(desk, page, thursdays)
    assert not asked.accept_button.isEnabled()
    places(asked)["Another room or other hours…"].trigger()
    assert asked.form["room_id"].editor.hasFocus()
    asked.form["starts_at"].set_value(time(20))
    asked.form["ends_at"].set_value(time())
    planned(asked, qtbot)
    assert nameless(asked) == []
    assert clipped(asked) == []
    QTest.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    settle()
    first = series.sessions(desk, thursdays)[0]
    assert (first.starts_at, first.ends_at) == (datetime(2026, 11, 26, 20), datetime(2026, 11, 27))


def test_another_rhythm_is_planned_before_it_is_done(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    thursdays = a_series(desk, room)
    asked = opened(desk, page, thursdays)
    asked.form["weekdays"].set_value((4,))
    planned(asked, qtbot)
    assert "What changes:" in asked.verdict
    asked.form["weekdays"].set_value((3,))
    planned(asked, qtbot)
    assert not asked.accept_button.isEnabled()
    asked.form["weekdays"].set_value((4,))
    planned(asked, qtbot)
    QTest.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    settle()
    held = [one.starts_at.date() for one in series.sessions(desk, thursdays) if one.state is BookingState.CONFIRMED]
    assert held == [date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 11), date(2026, 12, 18)]


def test_a_rule_without_fields_is_shown_as_it_is_written(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3"
    asked = opened(desk, page, a_series(desk, room, rule=rule))
    assert asked.form["rhythm"].value() is Rhythm.RULE
    assert asked.form["rule"].value() == rule
    assert asked.form["rule"].editor.isReadOnly()  # type: ignore[attr-defined]


def test_a_series_by_number_shows_its_number(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    asked = opened(desk, page, a_series(desk, room, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=3"))
    assert (asked.form["ending"].value(), asked.form["count"].value()) == (Ending.COUNT, 3)
    assert asked.form["interval"].value() == 2


def test_a_session_opens_from_its_line_and_comes_back(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    thursdays = a_series(desk, room)
    asked = opened(desk, page, thursdays)
    choose(asked, date(2026, 12, 3))
    press(asked.bench.table, "Open")
    one = asked.findChild(BookingDialog)
    assert one is not None
    assert one.form["day"].value() == date(2026, 12, 3)
    one.form["state"].set_value(BookingState.OPTION)
    QTest.mouseClick(one.accept_button, Qt.MouseButton.LeftButton)
    settle()
    current = asked.bench.table.current()
    assert current is not None
    assert current.state is BookingState.OPTION


def test_the_series_opens_from_a_session(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    thursdays = a_series(desk, room)
    booking = series.sessions(desk, thursdays)[0]
    one = BookingDialog(desk, rooms.rooms(desk), booking, booking.id, page)
    one.open()
    settle()
    press(one, "Series…")
    asked = one.findChild(SeriesDialog)
    assert asked is not None
    assert asked.screen().availableGeometry().contains(asked.geometry())
    choose(asked, date(2026, 12, 24))
    press(asked.bench.table, "Take up again")
    with qtbot.waitSignal(one.deleted):
        asked.reject()
    assert not one.isVisible()


def test_sessions_longer_than_a_day_stay_so_until_their_hours_are_changed(
    qtbot: QtBot, desk: Desk, page: QWidget
) -> None:
    camp = a_room(desk, "Refuge", hours=())
    whole = a_series(desk, camp, starts_at=time(9), ends_at=time(17), days_over=1)
    asked = opened(desk, page, whole)
    assert not asked.accept_button.isEnabled()
    asked.place.fields["ends_at"].set_value(time(16))
    planned(asked, qtbot)
    press(asked, "Change the series")
    first = series.sessions(desk, whole)[0]
    assert (first.starts_at, first.ends_at) == (datetime(2026, 11, 26, 9), datetime(2026, 11, 27, 16))


def test_hours_until_midnight_are_typed_and_shown_as_such(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    club = a_room(desk, "Club", hours=())
    whole = a_series(desk, club, starts_at=time(20), ends_at=time(22))
    asked = opened(desk, page, whole)
    type_in(asked.place.fields["ends_at"], "24h")
    planned(asked, qtbot)
    press(asked, "Change the series")
    assert series.sessions(desk, whole)[0].ends_at == datetime(2026, 11, 27)
    again = opened(desk, page, whole)
    shown = again.place.fields["ends_at"].editor
    assert isinstance(shown, QLineEdit)
    assert shown.text() == "24:00"
    assert not again.accept_button.isEnabled()
