"""Swapping: the other booking is chosen, what each gets is said, and both change places."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import hands
from tests.ui.conftest import Recorder

from coopdesk.services import bookings
from coopdesk.services.desk import Desk
from coopdesk.ui.planning.swap_dialog import swap_dialog


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two rooms, three bookings: two on Thursday, one on Friday; one that is past."""
    desk = builders.a_desk(tmp_path / "house.coopdesk")
    large, small = builders.a_room(desk), builders.a_room(desk, "Bureau", capacity=20)
    choir = builders.an_organisation(desk, "Chorale")
    builders.a_booking(desk, large, choir, expected_persons=15)
    builders.a_booking(desk, small, purpose="Réunion d’équipe", starts_at=datetime(2026, 11, 26, 10))
    builders.a_booking(desk, small, choir, starts_at=datetime(2026, 11, 27, 9))
    builders.a_booking(desk, small, choir, starts_at=datetime(2026, 11, 23, 9))
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    return page


def room_of(desk: Desk, booking_id: int) -> int:
    found = bookings.get(desk, booking_id)
    assert found is not None
    return found.room_id


def test_both_change_places_in_one_act(page: QWidget, desk: Desk) -> None:
    dialog = swap_dialog(desk, 1, page)
    assert dialog is not None
    dialog.open()
    assert hands.says(dialog, "Chorale: Grande salle, Thursday 26 November, 14:00 – 16:00")
    assert not dialog.accept_button.isEnabled()
    dialog.choose(2)
    assert dialog.verdict == (
        "Chorale goes to Bureau, 10:00 – 12:00 Réunion d’équipe goes to Grande salle, 14:00 – 16:00"
    )
    dialog.accept_button.click()
    assert (room_of(desk, 1), room_of(desk, 2)) == (2, 1)


def test_another_day_may_be_chosen(page: QWidget, desk: Desk) -> None:
    dialog = swap_dialog(desk, 1, page)
    assert dialog is not None
    dialog.open()
    dialog.form["day"].set_value(date(2026, 11, 27))
    dialog.choose(3)
    assert "Bureau, Friday 27 November, 9:00 – 11:00" in dialog.verdict
    dialog.form["day"].set_value(date(2026, 11, 28))
    hands.settle()
    assert hands.says(dialog, "choose another day")
    dialog.form["day"].set_value(date(2026, 11, 27))
    dialog.choose(3)
    dialog.accept_button.click()
    assert room_of(desk, 1) == 2


def test_what_is_refused_is_said_and_nothing_changes(page: QWidget, desk: Desk) -> None:
    small = bookings.get(desk, 1)
    assert small is not None
    builders.a_booking(desk, 1, expected_persons=100, starts_at=datetime(2026, 11, 26, 18))
    dialog = swap_dialog(desk, 5, page)
    assert dialog is not None
    dialog.open()
    dialog.choose(2)
    dialog.accept_button.click()
    assert "holds 20 people" in dialog.verdict
    assert room_of(desk, 5) == 1
    dialog.reject()


@pytest.mark.parametrize(("booking_id", "words"), [(4, "has begun or is past"), (99, "no longer in the file")])
def test_what_cannot_move_is_told_at_once(
    page: QWidget, desk: Desk, recorder: Recorder, booking_id: int, words: str
) -> None:
    assert swap_dialog(desk, booking_id, page) is None
    assert words in recorder.said[0][1]
