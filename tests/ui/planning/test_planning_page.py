"""The planning, as a coordinator uses it: draw, type, open, delete, walk, search."""

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot
from tests.builders import NOW, a_booking, a_desk, a_room, an_organisation
from tests.ui.checks import clipped, nameless
from tests.ui.conftest import Recorder
from tests.ui.hands import accept, column, dialog, is_free, open_page, pick, press, says, settle, sort_by, type_in

from coopdesk.domain.action import ActionDraft
from coopdesk.domain.booking import BookingState
from coopdesk.domain.listing import EVERYTHING, Sort, Subject
from coopdesk.services import actions, bookings
from coopdesk.services.bookings import BookingFilter
from coopdesk.services.desk import Desk
from coopdesk.ui.page import Target
from coopdesk.ui.planning.booking_dialog import BookingDialog
from coopdesk.ui.planning.grid_geometry import Upright
from coopdesk.ui.planning.page import PlanningPage
from coopdesk.ui.planning.view_choice import week_title

THURSDAY = 3


@pytest.fixture
def room(desk: Desk) -> int:
    """Its great hall."""
    return a_room(desk)


def planning(qtbot: QtBot, desk: Desk) -> PlanningPage:
    page = open_page(qtbot, PlanningPage, desk)
    assert isinstance(page, PlanningPage)
    return page


def booked(desk: Desk) -> list[tuple[str, str, str | None]]:
    """What the register holds."""
    lines = bookings.lines(desk, BookingFilter(), Sort("starts_at"), EVERYTHING)
    return [(line.starts_text, line.ends_text, line.organisation) for line in lines]


def spot(page: PlanningPage, day: int, hour: float) -> QPoint:
    """A place on the grid."""
    plan = page.grid.geometry_now()
    assert isinstance(plan, Upright)
    return QPointF(plan.left(day) + plan.column_width / 2, plan.top(round(hour * 60)) + 1).toPoint()


def draw(page: PlanningPage, day: int, start: float, end: float) -> None:
    """Draw with the mouse on empty ground; `end` is where the drawing stops, a quarter before the end."""
    QTest.mousePress(page.grid, Qt.MouseButton.LeftButton, pos=spot(page, day, start))
    QTest.mouseMove(page.grid, spot(page, day, (start + end) / 2))
    QTest.mouseMove(page.grid, spot(page, day, end - 0.25))


def release(page: PlanningPage, day: int, end: float) -> None:
    QTest.mouseRelease(page.grid, Qt.MouseButton.LeftButton, pos=spot(page, day, end - 0.25))
    settle()


def form_of(page: PlanningPage) -> BookingDialog:
    asked = dialog(page)
    assert isinstance(asked, BookingDialog)
    return asked


def test_drawing_on_empty_ground_books_for_an_association(qtbot: QtBot, desk: Desk, room: int) -> None:
    an_organisation(desk, "Parents du Mail")
    page = planning(qtbot, desk)
    draw(page, THURSDAY, 14, 16)
    release(page, THURSDAY, 16)
    asked = form_of(page)
    pick(asked.form["organisation_id"], "par")
    asked.form["purpose"].set_value("Rencontres entre parents")
    accept(page)
    assert booked(desk) == [("2026-11-26T14:00", "2026-11-26T16:00", "Parents du Mail")]
    assert page.grid.selected_id() == page.grid.blocks[0].line.id


def test_escape_gives_up_a_drawing(qtbot: QtBot, desk: Desk, room: int) -> None:
    page = planning(qtbot, desk)
    draw(page, THURSDAY, 14, 16)
    QTest.keyClick(page.grid, Qt.Key.Key_Escape)
    release(page, THURSDAY, 16)
    assert is_free(page)
    assert booked(desk) == []


def test_a_double_click_on_empty_ground_asks_for_an_hour(qtbot: QtBot, desk: Desk, room: int) -> None:
    page = planning(qtbot, desk)
    QTest.mouseDClick(page.grid, Qt.MouseButton.LeftButton, pos=spot(page, THURSDAY, 14))
    accept(page)
    assert booked(desk) == [("2026-11-26T14:00", "2026-11-26T15:00", None)]


def test_a_click_whose_hand_trembles_draws_nothing(qtbot: QtBot, desk: Desk, room: int) -> None:
    page = planning(qtbot, desk)
    QTest.mousePress(page.grid, Qt.MouseButton.LeftButton, pos=spot(page, THURSDAY, 14))
    QTest.mouseMove(page.grid, spot(page, THURSDAY, 14) + QPoint(1, 2))
    release(page, THURSDAY, 14.25)
    assert is_free(page)


def test_a_wrong_date_left_in_a_hidden_field_does_not_keep_a_booking(qtbot: QtBot, desk: Desk, room: int) -> None:
    page = planning(qtbot, desk)
    press(page, "Book")
    form = form_of(page).form
    form["state"].set_value(BookingState.OPTION)
    type_in(form["option_until"], "31/02/2026")
    form["state"].set_value(BookingState.CONFIRMED)
    accept(page)
    assert len(booked(desk)) == 1


def test_what_else_is_in_the_room_goes_with_its_heading(qtbot: QtBot, desk: Desk, room: int) -> None:
    a_booking(desk, room, an_organisation(desk, "Fil & Parole"), starts_at=datetime(2026, 11, 24, 14))
    page = planning(qtbot, desk)
    press(page, "Book")
    asked = form_of(page)
    assert says(asked, "In this room that day")
    assert says(asked, "Fil & Parole")
    type_in(asked.form["starts_at"], "25:99")
    assert not says(asked, "In this room that day")
    assert not says(asked, "Fil & Parole")


def test_the_dialog_makes_room_for_the_papers_of_the_one_chosen(qtbot: QtBot, desk: Desk, room: int) -> None:
    an_organisation(desk, "Parents du Mail")
    page = planning(qtbot, desk)
    press(page, "Book")
    asked = form_of(page)
    before = asked.height()
    pick(asked.form["organisation_id"], "par")
    assert asked.height() > before


def test_a_room_named_with_an_ampersand_is_named_so(qtbot: QtBot, desk: Desk, room: int) -> None:
    a_room(desk, "Musique & Danse")
    page = planning(qtbot, desk)
    chosen = next(one for one in page.panel.findChildren(QRadioButton) if "Danse" in one.text())
    assert chosen.text() == "Musique && Danse"
    assert chosen.shortcut().isEmpty()


def test_a_booking_is_made_in_the_dialog_alone(qtbot: QtBot, desk: Desk, room: int) -> None:
    page = planning(qtbot, desk)
    press(page, "Book")
    form = form_of(page).form
    assert form["starts_at"].value() == NOW.replace(hour=10, minute=0).time()
    form["day"].set_value(date(2026, 11, 27))
    form["purpose"].set_value("Conseil de maison")
    accept(page)
    assert booked(desk) == [("2026-11-27T10:00", "2026-11-27T12:00", None)]


def test_an_overlap_is_announced_at_once_and_refused_beside_the_field(qtbot: QtBot, desk: Desk, room: int) -> None:
    a_booking(desk, room, an_organisation(desk, "Fil & Parole"))
    page = planning(qtbot, desk)
    press(page, "Book")
    asked = form_of(page)
    asked.form["day"].set_value(date(2026, 11, 26))
    asked.form["starts_at"].set_value(datetime(2026, 11, 26, 15).time())
    asked.form["ends_at"].set_value(datetime(2026, 11, 26, 17).time())
    assert "Fil & Parole" in asked.verdict
    accept(page)
    assert "Fil & Parole" in asked.form["starts_at"].message()
    assert len(booked(desk)) == 1
    asked.form["starts_at"].set_value(datetime(2026, 11, 26, 16).time())
    assert "is free" in asked.verdict
    accept(page)
    assert len(booked(desk)) == 2


def test_an_end_before_its_start_is_refused(qtbot: QtBot, desk: Desk, room: int) -> None:
    page = planning(qtbot, desk)
    press(page, "Book")
    asked = form_of(page)
    asked.form["ends_at"].set_value(datetime(2026, 11, 26, 8).time())
    accept(page)
    assert asked.form["ends_at"].message()
    assert booked(desk) == []


def test_more_people_than_the_room_holds_needs_a_reason(qtbot: QtBot, desk: Desk, room: int) -> None:
    page = planning(qtbot, desk)
    press(page, "Book")
    asked = form_of(page)
    asked.form["expected_persons"].set_value(400)
    assert "120" in asked.verdict
    accept(page)
    assert booked(desk) == []
    asked.form["override_reason"].set_value("In the courtyard too")
    accept(page)
    assert len(booked(desk)) == 1


def test_a_booking_is_edited_and_keeps_its_night(qtbot: QtBot, desk: Desk, room: int) -> None:
    starts_at, ends_at = datetime(2026, 11, 25, 20), datetime(2026, 11, 26, 1)
    booking = a_booking(desk, room, starts_at=starts_at, ends_at=ends_at, purpose="Veillée", override_reason="Fête")
    page = planning(qtbot, desk)
    QTest.mouseDClick(page.grid, Qt.MouseButton.LeftButton, pos=page.grid.box_of(booking).center())
    form_of(page).form["purpose"].set_value("Veillée des habitants")
    accept(page)
    kept = bookings.get(desk, booking)
    assert kept is not None
    assert (kept.starts_at, kept.ends_at, kept.purpose) == (starts_at, ends_at, "Veillée des habitants")


def test_a_booking_is_deleted_after_asking(qtbot: QtBot, desk: Desk, room: int, recorder: Recorder) -> None:
    booking = a_booking(desk, room)
    page = planning(qtbot, desk)
    page.open_record(Subject.BOOKING, booking)
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    recorder.answers = [False, True]
    press(dialog(page), "Delete")
    assert len(booked(desk)) == 1
    press(dialog(page), "Delete")
    assert booked(desk) == []
    assert not page.grid.blocks


def test_a_booking_an_action_hangs_on_is_not_deleted(qtbot: QtBot, desk: Desk, room: int, recorder: Recorder) -> None:
    booking = a_booking(desk, room)
    actions.add(desk, ActionDraft(title="Repas de quartier", booking_ids=(booking,)))
    page = planning(qtbot, desk)
    page.open_record(Subject.BOOKING, booking)
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    recorder.answers = [True]
    press(dialog(page), "Delete")
    assert "Repas de quartier" in recorder.said[-1][1]
    assert len(booked(desk)) == 1


def test_an_option_is_confirmed_in_its_dialog(qtbot: QtBot, desk: Desk, room: int) -> None:
    booking = a_booking(desk, room, state=BookingState.OPTION, option_until=date(2026, 11, 25))
    page = planning(qtbot, desk)
    page.open_record(Subject.BOOKING, booking)
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    press(dialog(page), "Confirm the option")
    kept = bookings.get(desk, booking)
    assert kept is not None
    assert (kept.state, kept.option_until) == (BookingState.CONFIRMED, None)


def test_the_association_s_papers_are_shown_at_once(qtbot: QtBot, desk: Desk, room: int) -> None:
    an_organisation(desk, "Parents du Mail", insurance_ends_on=date(2026, 11, 1))
    page = planning(qtbot, desk)
    press(page, "Book")
    pick(form_of(page).form["organisation_id"], "par")
    assert says(dialog(page), "Insurance ended on 01/11/2026")
    assert says(dialog(page), "Cooperation charter not signed")


def test_arrow_keys_walk_and_pages_change_the_week(qtbot: QtBot, desk: Desk, room: int) -> None:
    first = a_booking(desk, room, starts_at=datetime(2026, 11, 23, 9))
    second = a_booking(desk, room, starts_at=datetime(2026, 11, 25, 9))
    page = planning(qtbot, desk)
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_Down)
    assert page.grid.selected_id() == first
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    assert page.grid.selected_id() == second
    QTest.keyClick(page.grid, Qt.Key.Key_PageDown)
    assert says(page, "30 November – 6 December")
    assert not page.grid.blocks
    press(page, "Today")
    assert says(page, "23 – 29 November")


def test_a_booking_of_another_week_and_room_is_brought_into_view(qtbot: QtBot, desk: Desk, room: int) -> None:
    small = a_room(desk, "Salle Lilas", capacity=30)
    booking = a_booking(desk, small, starts_at=datetime(2027, 1, 14, 10))
    page = planning(qtbot, desk)
    page.open_record(Subject.BOOKING, booking)
    assert page.grid.selected_id() == booking
    assert says(page, "week 2 · Salle Lilas")


def test_a_new_booking_begins_in_the_room_used_last_or_looked_at(qtbot: QtBot, desk: Desk, room: int) -> None:
    lilas, cedre = a_room(desk, "Salle Lilas", capacity=30), a_room(desk, "Salle Cèdre", capacity=45)
    a_booking(desk, lilas, starts_at=datetime(2027, 1, 14, 10))
    page = planning(qtbot, desk)

    def begun() -> int:
        page.new_record()
        asked = next(one for one in page.findChildren(BookingDialog) if one.isVisible())
        found = asked.form["room_id"].value()
        asked.reject()
        settle()
        return int(found)

    assert begun() == lilas
    press(page, "Day")
    assert begun() == lilas
    page.open_record(Subject.BOOKING, a_booking(desk, cedre, starts_at=datetime(2026, 11, 26, 10)))
    assert begun() == cedre
    page._tick_room(cedre, is_on=False)
    assert begun() == room  # what is hidden is not looked at: the first that is shown


def test_the_list_is_searched_filtered_and_sorted(qtbot: QtBot, desk: Desk, room: int) -> None:
    small = a_room(desk, "Salle Lilas", capacity=30)
    a_booking(
        desk,
        room,
        an_organisation(desk, "Théâtre du Palier"),
        starts_at=datetime(2026, 12, 3, 18),
        purpose="Répétition",
    )
    a_booking(desk, small, an_organisation(desk, "Mots et Marelles"), starts_at=datetime(2026, 11, 30, 9))
    a_booking(desk, room, an_organisation(desk, "Radio Palabre"), starts_at=datetime(2026, 10, 1, 9))
    page = planning(qtbot, desk)
    press(page, "List")
    view = page.list.view
    assert column(view, "organisation") == ["Mots et Marelles", "Théâtre du Palier"]
    page.list.coming.setChecked(False)
    assert column(view, "organisation") == ["Radio Palabre", "Mots et Marelles", "Théâtre du Palier"]
    sort_by(view, "organisation")
    assert column(view, "organisation") == ["Mots et Marelles", "Radio Palabre", "Théâtre du Palier"]
    page.list.room.set_value(small)
    assert column(view, "organisation") == ["Mots et Marelles"]
    page.list.room.set_value(None)
    pick(page.list.organisation, "theat")
    assert column(view, "organisation") == ["Théâtre du Palier"]
    page.list.organisation.set_value(None)
    QTest.keyClicks(page.list.search, "repet")
    assert column(view, "purpose") == ["Répétition"]
    assert says(page, "1 booking")
    view.opened.emit(view.lines.id_of(0))
    assert says(dialog(page), "Théâtre du Palier")


def test_without_a_room_the_page_offers_to_add_one(qtbot: QtBot, desk: Desk) -> None:
    page = planning(qtbot, desk)
    with qtbot.waitSignal(page.navigate) as asked:
        press(page, "Add a room")
    assert asked.args == [Target(Subject.ROOM, None, new=True)]
    a_room(desk)
    settle()
    assert page.grid.isVisible()


def test_blocks_are_told_to_screen_readers(qtbot: QtBot, desk: Desk, room: int) -> None:
    a_booking(
        desk, room, an_organisation(desk, "Parents du Mail"), state=BookingState.OPTION,
        option_until=date(2026, 12, 4), expected_persons=18,
    )  # fmt: skip
    page = planning(qtbot, desk)
    table = QAccessible.queryAccessibleInterface(page.grid)
    assert table.role() == QAccessible.Role.Table
    assert table.childCount() == 1
    said = table.child(0).text(QAccessible.Text.Name)
    for part in ("Parents du Mail", "Thursday 26 November", "14:00 – 16:00", "Grande salle", "option until 4 December"):
        assert part in said
    assert not nameless(page)


def test_narrow_folds_the_panel_behind_a_button(qtbot: QtBot, desk: Desk, room: int) -> None:
    page = planning(qtbot, desk)
    assert page.panel.isVisible()
    page.resize(930, 600)
    settle()
    assert not page.panel.isVisible()
    press(page, "Month, rooms and legend")
    assert page.panel.isVisible()
    press(page, "Month, rooms and legend")
    assert not page.panel.isVisible()
    assert not clipped(page)
    assert page.minimumSizeHint().width() <= 1024
    assert page.minimumSizeHint().height() <= 650


def test_a_file_that_may_only_be_read_is_not_drawn_on(qtbot: QtBot, tmp_path: Path) -> None:
    from coopdesk.services.desk import open_desk

    path = tmp_path / "read.coopdesk"
    writing = a_desk(path)
    booking = a_booking(writing, a_room(writing))
    writing.close()
    desk = open_desk(path, read_only=True, clock=lambda: NOW)
    page = planning(qtbot, desk)
    draw(page, 0, 14, 16)
    release(page, 0, 16)
    assert is_free(page)
    page.grid.select(booking)
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    assert not dialog(page).accept_button.isVisible()
    dialog(page).reject()
    desk.close()


def test_a_second_paint_of_the_same_week_draws_no_new_ground(qtbot: QtBot, desk: Desk, room: int) -> None:
    a_booking(desk, room)
    page = planning(qtbot, desk)
    page.grid.grab()
    kept = page.grid._painter._picture.cacheKey()
    page.grid.select(page.grid.blocks[0].line.id)
    page.grid.grab()
    assert page.grid._painter._picture.cacheKey() == kept


def test_a_week_over_two_months_names_both() -> None:
    assert week_title(date(2026, 12, 28)) == "28 December – 3 January"
    assert week_title(date(2026, 12, 14)) == "14 – 20 December"
