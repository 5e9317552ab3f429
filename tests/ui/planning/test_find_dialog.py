"""« Trouver une salle »: the answer follows the question, and a click makes a booking of it."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import hands

from coopdesk.domain.booking import BookingDraft
from coopdesk.domain.room import Layout, LayoutCapacity
from coopdesk.services.desk import Desk
from coopdesk.ui.planning.booking_dialog import BookingDialog
from coopdesk.ui.planning.find_dialog import FindDialog
from coopdesk.ui.planning.page import PlanningPage


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A large room that the choir has this evening, a middle one, a small one."""
    desk = builders.a_desk(tmp_path / "house.coopdesk")
    large = builders.a_room(desk, layouts=(LayoutCapacity(Layout.TABLES, 80),))
    builders.a_room(desk, "Salle Cèdre", capacity=45, fixtures=("Piano",), is_accessible=True)
    builders.a_room(desk, "Bureau", capacity=6)
    choir = builders.an_organisation(desk, "Chorale")
    builders.a_booking(desk, large, choir, starts_at=datetime(2026, 11, 24, 17), expected_persons=40)
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """What it stands over."""
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    return page


@pytest.fixture
def dialog(page: QWidget, desk: Desk) -> FindDialog:
    """The dialog, open over a page."""
    dialog = FindDialog(desk, page)
    dialog.open()
    return dialog


def ask(dialog: FindDialog, **values: object) -> None:
    dialog.form.set_values({"day": date(2026, 11, 24), "starts_at": time(17), "ends_at": time(19), **values})
    dialog.ask()
    hands.settle()


def chosen(dialog: FindDialog) -> list[BookingDraft]:
    taken: list[BookingDraft] = []
    dialog.chosen.connect(taken.append)
    return taken


def test_it_begins_with_the_next_two_hours(dialog: FindDialog) -> None:
    wanted = dialog.wanted()
    assert wanted is not None
    assert wanted.sessions[0].start == datetime(2026, 11, 24, 10)
    assert dialog.answer.verdict.startswith("3 rooms are free and fit")


def test_who_asks_for_forty_people_this_evening_is_answered_and_books_the_first(dialog: FindDialog) -> None:
    taken = chosen(dialog)
    ask(dialog, persons=40)
    assert dialog.answer.verdict.startswith("1 room is free and fits")
    assert dialog.accept_button.text() == "Book Salle Cèdre"
    assert hands.says(dialog, "taken: Chorale, 17:00 – 19:00")
    dialog.accept_button.click()
    (draft,) = taken
    assert (draft.room_id, draft.expected_persons, draft.starts_at) == (2, 40, datetime(2026, 11, 24, 17))


def test_where_nothing_is_free_another_hour_or_day_is_booked_with_a_click(dialog: FindDialog) -> None:
    taken = chosen(dialog)
    ask(dialog, persons=100)
    assert dialog.answer.verdict.startswith("No room is free as you ask for it")
    assert not dialog.accept_button.isEnabled()
    hands.press(dialog, "Book Grande salle, Wednesday 25 November, 17:00 – 19:00")
    assert [one.starts_at for one in taken] == [datetime(2026, 11, 25, 17)]


def test_layout_access_and_fixtures_narrow_the_question(dialog: FindDialog) -> None:
    ask(dialog, starts_at=time(10), ends_at=time(11), layout=Layout.TABLES)
    assert dialog.answer.verdict.startswith("3 rooms")
    taken = chosen(dialog)
    dialog.fixtures[0].set_value(True)
    ask(dialog, starts_at=time(10), ends_at=time(11), is_accessible=True, layout=Layout.TABLES)
    assert dialog.answer.verdict.startswith("1 room")
    assert hands.says(dialog, "without: Piano")
    dialog.accept_button.click()
    # The room has no such layout of its own: the booking carries none.
    assert taken[0].layout is None


def test_the_association_that_comes_is_in_the_booking(dialog: FindDialog) -> None:
    taken = chosen(dialog)
    hands.pick(dialog.form["organisation_id"], "Chor")
    ask(dialog)
    hands.press(dialog, "Book Salle Cèdre")
    assert taken[0].organisation_id == 1


def test_what_cannot_be_read_is_asked_for(dialog: FindDialog) -> None:
    hands.type_in(dialog.form["day"], "demain")
    dialog.ask()
    assert dialog.answer.verdict == "Choose a date and hours."
    assert not dialog.accept_button.isEnabled()


def test_past_midnight_is_the_next_day(dialog: FindDialog) -> None:
    ask(dialog, starts_at=time(22), ends_at=time(1))
    wanted = dialog.wanted()
    assert wanted is not None
    assert wanted.sessions[0].end == datetime(2026, 11, 25, 1)
    assert hands.says(dialog, "outside opening hours")


def test_typing_is_answered_by_itself(dialog: FindDialog, qtbot: QtBot) -> None:
    hands.type_in(dialog.form["persons"], "100")
    qtbot.waitUntil(lambda: dialog.answer.verdict.startswith("1 room"))
    # A click before the answer is there must not book the room that was first before.
    hands.type_in(dialog.form["persons"], "5")
    taken = chosen(dialog)
    dialog.accept_button.click()
    assert taken == []


def test_from_the_planning_what_is_found_becomes_a_booking(qtbot: QtBot, desk: Desk) -> None:
    page = hands.open_page(qtbot, PlanningPage, desk)
    hands.press(page, "Find a room")
    dialog = hands.dialog(page)
    assert isinstance(dialog, FindDialog)
    ask(dialog, persons=40)
    dialog.accept_button.click()
    hands.settle()
    booking = next(one for one in page.findChildren(BookingDialog) if one.isVisible())
    assert booking.form["room_id"].value() == 2
    assert booking.form["expected_persons"].value() == 40
    booking.reject()


def test_the_whole_answer_is_in_view(page: QWidget, desk: Desk) -> None:
    for n in range(6):
        builders.a_room(desk, f"Salle {n}", capacity=30)
    dialog = FindDialog(desk, page)
    dialog.open()
    hands.settle()
    ask(dialog, persons=20)
    place = dialog.answer.parentWidget()
    assert place is not None
    assert dialog.answer.height() <= place.height()
    assert "7 rooms are free" in dialog.answer.verdict


def test_until_midnight_is_typed_as_people_write_it(dialog: FindDialog) -> None:
    ask(dialog)
    hands.type_in(dialog.form["ends_at"], "24:00")
    wanted = dialog.wanted()
    assert wanted is not None
    assert wanted.sessions[0].end == datetime(2026, 11, 25)
