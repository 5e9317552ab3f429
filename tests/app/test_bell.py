"""What the window does by itself: options lapse when their day is over, freed times ring in the status line."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.builders import NOW, a_booking, a_desk, a_room, an_organisation, done
from tests.ui.conftest import look, recorder, shipped_font
from tests.ui.hands import press, settle

from coopdesk.app.bell import Bell
from coopdesk.app.pages import PAGES
from coopdesk.domain.booking import BookingState
from coopdesk.domain.booking_state import Why
from coopdesk.domain.history import Way
from coopdesk.services import booking_states, bookings
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.planning.page import PlanningPage

__all__ = ["look", "recorder", "shipped_font"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "house.coopdesk"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    desk = a_desk(path)
    yield desk
    desk.close()


def rung(qtbot: QtBot, desk: Desk) -> tuple[MainWindow, Bell]:
    """A window with its bell."""
    window = MainWindow(desk, PAGES, lambda _text: [])
    qtbot.addWidget(window)
    window.show()
    bell = Bell(desk, window)
    bell.start()
    settle()
    return window, bell


def state(desk: Desk, key: int) -> BookingState:
    found = bookings.get(desk, key)
    assert found is not None
    return found.state


def test_what_should_have_lapsed_does_when_the_file_is_opened(qtbot: QtBot, desk: Desk) -> None:
    key = a_booking(desk, a_room(desk), state=BookingState.OPTION, option_until=date(2026, 11, 23))
    window, bell = rung(qtbot, desk)
    assert state(desk, key) is BookingState.LAPSED
    assert window.status.news == "1 option has lapsed"
    # Taken back, it stays so until tomorrow.
    desk.take(Way.UNDONE)
    bell.look()
    assert state(desk, key) is BookingState.OPTION
    bell.stop()


def test_midnight_lets_lapse_in_an_open_window(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    key = a_booking(desk, a_room(desk), state=BookingState.OPTION, option_until=NOW.date())
    _window, bell = rung(qtbot, desk)
    assert state(desk, key) is BookingState.OPTION
    monkeypatch.setattr(desk, "_clock", lambda: datetime(2026, 11, 25, 0, 1))
    bell.look()
    assert state(desk, key) is BookingState.LAPSED
    bell.stop()


def test_a_file_that_is_only_read_is_left_alone(qtbot: QtBot, desk: Desk, path: Path) -> None:
    key = a_booking(desk, a_room(desk), state=BookingState.OPTION, option_until=date(2026, 11, 23))
    desk.close()
    reader = open_desk(path, read_only=True, clock=lambda: NOW)
    window, bell = rung(qtbot, reader)
    assert state(reader, key) is BookingState.OPTION
    assert window.status.news == ""
    bell.stop()
    window.close()
    reader.close()


@pytest.mark.parametrize("act", ["cancel", "delete", "move", "undo"])
def test_a_freed_time_rings_once_and_leads_to_the_request(qtbot: QtBot, desk: Desk, act: str) -> None:
    room, other = a_room(desk), a_room(desk, "Cuisine")
    if act == "undo":
        request = a_booking(desk, room, an_organisation(desk), state=BookingState.REQUEST)
    taken = a_booking(desk, room)
    if act != "undo":
        request = a_booking(desk, room, an_organisation(desk), state=BookingState.REQUEST)
    window, bell = rung(qtbot, desk)
    assert window.status.news == ""
    booking = bookings.get(desk, taken)
    assert booking is not None
    match act:
        case "cancel":
            done(booking_states.cancel(desk, taken, Why()))
        case "delete":
            done(bookings.delete(desk, taken))
        case "move":
            done(bookings.edit(desk, taken, replace(booking, room_id=other)))
        case "undo":
            desk.take(Way.UNDONE)
    settle()
    assert window.status.news == "The room is free for Parents du Mail: Grande salle, Thu 26 Nov, 14:00"
    press(window.status, f"See : {window.status.news}")
    assert isinstance(window.page, PlanningPage)
    assert window.status.news == ""
    a_booking(desk, other, starts_at=datetime(2026, 11, 27, 14))
    settle()
    assert window.status.news == ""
    assert state(desk, request) is BookingState.REQUEST
    bell.stop()
