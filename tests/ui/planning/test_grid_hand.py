"""What the hand does to the planning: drag to move and stretch, keys, copies; each act one step to undo."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import a_booking, a_desk, a_room, an_organisation
from tests.ui.conftest import Recorder
from tests.ui.hands import accept, dialog, is_free, open_page, press, settle

from coopdesk.documents.pages import page_sizes
from coopdesk.domain.booking import Booking, BookingState
from coopdesk.domain.history import Way
from coopdesk.domain.listing import EVERYTHING, Sort
from coopdesk.domain.operation import Operation
from coopdesk.services import bookings
from coopdesk.services.bookings import BookingFilter
from coopdesk.services.desk import Desk, open_desk
from coopdesk.store.bookings import BOOKINGS
from coopdesk.store.schema import series
from coopdesk.ui import printing
from coopdesk.ui.planning.grid_drag import Grip, Verdict, grip_at
from coopdesk.ui.planning.page import PlanningPage
from coopdesk.ui.planning.view_choice import View

NINE = datetime(2026, 11, 24, 9)
TUESDAY, THURSDAY = 1, 3
LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def room(desk: Desk) -> int:
    """Its great hall."""
    return a_room(desk)


@pytest.fixture
def booking(desk: Desk, room: int) -> int:
    """Tuesday, from nine to eleven."""
    return a_booking(desk, room, an_organisation(desk, "Parents du Mail"), starts_at=NINE, purpose="Jeux")


def planning(qtbot: QtBot, desk: Desk, view: View = View.WEEK) -> PlanningPage:
    page = open_page(qtbot, PlanningPage, desk)
    assert isinstance(page, PlanningPage)
    page.head.views.set_value(view)
    settle()
    return page


def spot(page: PlanningPage, cell: int, hour: float) -> QPoint:
    """A place on the grid: a little into a quarter of an hour."""
    box = page.grid.geometry_now().stretch(cell, round(hour * 60), round(hour * 60) + 15)
    return QPointF(box.left + box.width / 2, box.top + box.height / 2).toPoint()


def drag(page: PlanningPage, start: QPoint, *way: QPoint) -> None:
    """Press and move, without letting go."""
    QTest.mousePress(page.grid, LEFT, pos=start)
    for place in way:
        QTest.mouseMove(page.grid, place)


def drop(page: PlanningPage, at: QPoint) -> None:
    QTest.mouseRelease(page.grid, LEFT, pos=at)
    settle()


def hours(desk: Desk, booking_id: int) -> tuple[str, str]:
    """When a booking is now."""
    kept = bookings.get(desk, booking_id)
    assert kept is not None
    return f"{kept.starts_at:%d/%m %H:%M}", f"{kept.ends_at:%d/%m %H:%M}"


def verdict(page: PlanningPage) -> Verdict:
    assert page.grid._verdict is not None
    return page.grid._verdict


def test_a_block_is_dragged_to_another_day_and_hour_and_undone_at_once(qtbot: QtBot, desk: Desk, booking: int) -> None:
    page = planning(qtbot, desk)
    drag(page, spot(page, TUESDAY, 10), spot(page, THURSDAY, 12), spot(page, THURSDAY, 15.5))
    page.grid.grab()
    assert verdict(page).is_possible
    drop(page, spot(page, THURSDAY, 15.5))
    assert hours(desk, booking) == ("26/11 14:30", "26/11 16:30")
    assert page.grid.selected_id() == booking
    act = desk.take(Way.UNDONE)
    assert act is not None
    assert act.operation is Operation.MOVE_BOOKING
    assert hours(desk, booking) == ("24/11 09:00", "24/11 11:00")


def test_what_is_in_the_way_is_said_while_dragging_and_the_drop_refused(
    qtbot: QtBot, desk: Desk, room: int, booking: int, recorder: Recorder
) -> None:
    a_booking(desk, room, an_organisation(desk, "Fil & Parole"), starts_at=NINE.replace(hour=14))
    page = planning(qtbot, desk)
    drag(page, spot(page, TUESDAY, 10), spot(page, TUESDAY, 12), spot(page, TUESDAY, 14.25))
    said = verdict(page)
    assert not said.is_possible
    assert said.title == "13:15 – 15:15: not possible"
    assert said.details[0] == "Overlaps “Fil & Parole”, 14:00 – 16:00"
    assert said.details[1] == "Possible: 12:00 – 14:00. Esc gives up."
    assert said.clash is not None
    assert said.clash.start == NINE.replace(hour=14)
    page.grid.grab()
    drop(page, spot(page, TUESDAY, 14.25))
    assert "Fil & Parole" in recorder.said[-1][1]
    assert hours(desk, booking) == ("24/11 09:00", "24/11 11:00")
    assert page.grid.selected_id() == booking


def test_what_would_be_possible_leaves_room_for_the_buffers_of_both(qtbot: QtBot, desk: Desk) -> None:
    room = a_room(desk, buffer_before=15, buffer_after=30)
    a_booking(desk, room, an_organisation(desk, "Fil & Parole"), starts_at=NINE.replace(hour=14))
    mine = a_booking(desk, room, starts_at=NINE)
    page = planning(qtbot, desk)
    drag(page, spot(page, TUESDAY, 10), spot(page, TUESDAY, 12), spot(page, TUESDAY, 14))
    assert verdict(page).details[1] == "Possible: 11:15 – 13:15. Esc gives up."
    QTest.mouseMove(page.grid, spot(page, TUESDAY, 12.25))
    drop(page, spot(page, TUESDAY, 12.25))
    assert hours(desk, mine) == ("24/11 11:15", "24/11 13:15")


def test_escape_lets_go_and_nothing_moves(qtbot: QtBot, desk: Desk, booking: int) -> None:
    page = planning(qtbot, desk)
    drag(page, spot(page, TUESDAY, 10), spot(page, TUESDAY, 12), spot(page, TUESDAY, 15))
    QTest.keyClick(page.grid, Qt.Key.Key_Escape)
    drop(page, spot(page, TUESDAY, 15))
    assert hours(desk, booking) == ("24/11 09:00", "24/11 11:00")


def test_its_ends_are_stretched(qtbot: QtBot, desk: Desk, booking: int) -> None:
    page = planning(qtbot, desk)
    box = page.grid.box_of(booking)
    drag(page, QPoint(box.center().x(), box.bottom() - 1), spot(page, TUESDAY, 11.5), spot(page, TUESDAY, 12.25))
    drop(page, spot(page, TUESDAY, 12.25))
    assert hours(desk, booking) == ("24/11 09:00", "24/11 12:30")
    box = page.grid.box_of(booking)
    drag(page, QPoint(box.center().x(), box.top() + 1), spot(page, TUESDAY, 9.5), spot(page, TUESDAY, 13))
    drop(page, spot(page, TUESDAY, 13))
    assert hours(desk, booking) == ("24/11 12:15", "24/11 12:30"), "a quarter of an hour is left"


def test_a_short_block_can_still_be_moved() -> None:
    assert grip_at(4, 6, 6) is Grip.MOVE
    assert grip_at(8, 2, 6) is Grip.END
    assert grip_at(3, 60, 6) is Grip.START
    assert grip_at(30, 30, 6) is Grip.MOVE


def test_in_the_day_a_block_is_dragged_to_another_room(qtbot: QtBot, desk: Desk, booking: int) -> None:
    other = a_room(desk, "Salle Lilas")
    page = planning(qtbot, desk, View.DAY)
    drag(page, spot(page, 0, 10), spot(page, 1, 10), spot(page, 1, 11))
    drop(page, spot(page, 1, 11))
    kept = bookings.get(desk, booking)
    assert kept is not None
    assert kept.room_id == other
    assert hours(desk, booking) == ("24/11 10:00", "24/11 12:00")


def test_over_its_own_parts_the_hall_stays_the_hall(qtbot: QtBot, desk: Desk) -> None:
    left, right = a_room(desk, "Salle A"), a_room(desk, "Salle B")
    hall = a_room(desk, "Les deux", parts=(left, right))
    booking = a_booking(desk, hall, starts_at=NINE)
    page = planning(qtbot, desk, View.DAY)
    drag(page, spot(page, 0, 10), spot(page, 1, 11), spot(page, 1, 12))
    drop(page, spot(page, 1, 12))
    kept = bookings.get(desk, booking)
    assert kept is not None
    assert kept.room_id == hall
    assert hours(desk, booking) == ("24/11 11:00", "24/11 13:00")


def test_in_the_week_of_all_rooms_blocks_are_dragged_across_days_and_rooms(
    qtbot: QtBot, desk: Desk, booking: int
) -> None:
    other = a_room(desk, "Salle Lilas")
    page = planning(qtbot, desk)
    press(page, "All")
    box = page.grid.box_of(booking)
    target = QPoint(spot(page, 2 * THURSDAY + 1, 10).x(), spot(page, 2 * THURSDAY + 1, 10).y())
    drag(page, box.center(), box.center() + QPoint(30, 0), target)
    drop(page, target)
    kept = bookings.get(desk, booking)
    assert kept is not None
    assert (kept.room_id, kept.starts_at.date()) == (other, date(2026, 11, 26))
    assert kept.ends_at - kept.starts_at == timedelta(hours=2)


def test_a_date_of_a_series_moves_alone(qtbot: QtBot, desk: Desk, room: int) -> None:
    with desk.write(Operation.BOOK) as unit:
        values = {"room_id": room, "kind": "meeting", "starts_on": NINE.date(), "starts_at": time(9)}
        rest = {"ends_at": time(11), "days_over": 0, "school_holidays": "skip", "bank_holidays": "skip"}
        unit.connection.execute(series.insert().values(**values, **rest))
        keys = [
            BOOKINGS.add(
                unit.connection,
                Booking(
                    id=0, room_id=room, organisation_id=None, starts_at=start, ends_at=start + timedelta(hours=2),
                    series_id=1, occurrence_on=start.date(),
                ),
            )
            for start in (NINE, NINE + timedelta(days=7))
        ]  # fmt: skip
        unit.commit()
    page = planning(qtbot, desk)
    drag(page, spot(page, TUESDAY, 10), spot(page, TUESDAY, 12), spot(page, TUESDAY, 15))
    drop(page, spot(page, TUESDAY, 15))
    moved = bookings.get(desk, keys[0])
    assert moved is not None
    assert (moved.series_id, moved.occurrence_on, moved.starts_at) == (1, NINE.date(), NINE.replace(hour=14))
    assert hours(desk, keys[1]) == ("01/12 09:00", "01/12 11:00")


def test_keys_move_and_stretch_by_a_quarter_and_by_a_day(qtbot: QtBot, desk: Desk, booking: int) -> None:
    page = planning(qtbot, desk)
    page.grid.select(booking)
    QTest.keyClick(page.grid, Qt.Key.Key_Down, SHIFT)
    assert hours(desk, booking) == ("24/11 09:15", "24/11 11:15")
    QTest.keyClick(page.grid, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(page.grid, Qt.Key.Key_Up, SHIFT)
    assert hours(desk, booking) == ("25/11 09:00", "25/11 11:00")
    QTest.keyClick(page.grid, Qt.Key.Key_Up, CONTROL | SHIFT)
    assert hours(desk, booking) == ("25/11 09:00", "25/11 10:45")
    for _day in range(9):
        QTest.keyClick(page.grid, Qt.Key.Key_Right, SHIFT)
    assert hours(desk, booking) == ("29/11 09:00", "29/11 10:45"), "it stays in the week that is shown"
    desk.take(Way.UNDONE)
    assert hours(desk, booking) == ("28/11 09:00", "28/11 10:45"), "each key is a step"


def test_free_time_is_marked_and_booked_by_keys_alone(qtbot: QtBot, desk: Desk, room: int) -> None:
    page = planning(qtbot, desk)
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_Down, CONTROL)
    QTest.keyClick(page.grid, Qt.Key.Key_Right, CONTROL)
    page.grid.grab()
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    accept(page)
    lines = bookings.lines(desk, BookingFilter(), Sort("starts_at"), EVERYTHING)
    assert [(line.starts_text, line.ends_text) for line in lines] == [("2026-11-24T09:30", "2026-11-24T10:30")]


def test_a_copy_is_put_on_free_time(qtbot: QtBot, desk: Desk, booking: int) -> None:
    page = planning(qtbot, desk)
    page.grid.select(booking)
    QTest.keyClick(page.grid, Qt.Key.Key_C, CONTROL)
    QTest.mouseClick(page.grid, LEFT, pos=spot(page, THURSDAY, 14))
    QTest.keyClick(page.grid, Qt.Key.Key_V, CONTROL)
    settle()
    copy = page.grid.selected_id()
    assert copy is not None
    assert copy != booking
    assert hours(desk, copy) == ("26/11 14:00", "26/11 16:00")
    kept = bookings.get(desk, copy)
    assert kept is not None
    assert kept.purpose == "Jeux"
    QTest.keyClick(page.grid, Qt.Key.Key_V, CONTROL)
    assert len(page.grid.blocks) == 2, "without free time marked there is nowhere to put it"


def test_the_same_next_week_again_and_again(qtbot: QtBot, desk: Desk, booking: int) -> None:
    page = planning(qtbot, desk)
    page.grid.select(booking)
    for _week in range(3):
        QTest.keyClick(page.grid, Qt.Key.Key_D, CONTROL)
        settle()
    lines = bookings.lines(desk, BookingFilter(), Sort("starts_at"), EVERYTHING)
    assert [line.starts_text[:10] for line in lines] == ["2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15"]
    assert page.shown_days().first == date(2026, 12, 14)


def test_a_copy_that_finds_the_room_taken_says_so(
    qtbot: QtBot, desk: Desk, room: int, booking: int, recorder: Recorder
) -> None:
    a_booking(desk, room, starts_at=NINE + timedelta(days=7), purpose="Conseil")
    page = planning(qtbot, desk)
    page.grid.select(booking)
    QTest.keyClick(page.grid, Qt.Key.Key_D, CONTROL)
    assert "already taken" in recorder.said[-1][1]
    assert page.grid.selected_id() == booking


def test_delete_takes_a_booking_away_and_undo_brings_it_back(qtbot: QtBot, desk: Desk, booking: int) -> None:
    page = planning(qtbot, desk)
    page.grid.select(booking)
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    settle()
    assert bookings.get(desk, booking) is None
    assert not page.grid.blocks
    desk.take(Way.UNDONE)
    settle()
    assert [block.line.id for block in page.grid.blocks] == [booking]


def test_arrows_in_a_week_of_all_rooms_follow_what_is_seen(qtbot: QtBot, desk: Desk, booking: int) -> None:
    other = a_room(desk, "Salle Lilas")
    below = a_booking(desk, other, starts_at=NINE.replace(hour=12))
    later = a_booking(desk, 1, starts_at=NINE + timedelta(days=2))
    page = planning(qtbot, desk)
    press(page, "All")
    page.grid.select(booking)
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    assert page.grid.selected_id() == later
    QTest.keyClick(page.grid, Qt.Key.Key_Left)
    QTest.keyClick(page.grid, Qt.Key.Key_Down)
    assert page.grid.selected_id() == below
    QTest.keyClick(page.grid, Qt.Key.Key_Down)
    assert page.grid.selected_id() == below, "the rooms of the next day are not below"


def test_a_request_and_a_no_show_are_painted_too(qtbot: QtBot, desk: Desk, room: int) -> None:
    a_booking(desk, room, starts_at=NINE, state=BookingState.REQUEST)
    a_booking(desk, room, starts_at=NINE.replace(hour=14), state=BookingState.NO_SHOW)
    page = planning(qtbot, desk)
    page.grid.grab()
    assert [block.line.state for block in page.grid.blocks] == [BookingState.REQUEST, BookingState.NO_SHOW]


def test_a_file_that_may_only_be_read_is_not_moved(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "read.coopdesk"
    writing = a_desk(path)
    booking = a_booking(writing, a_room(writing), starts_at=NINE)
    writing.close()
    desk = open_desk(path, read_only=True, clock=lambda: NINE)
    page = planning(qtbot, desk)
    drag(page, spot(page, TUESDAY, 10), spot(page, TUESDAY, 12), spot(page, TUESDAY, 15))
    drop(page, spot(page, TUESDAY, 15))
    page.grid.select(booking)
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    QTest.keyClick(page.grid, Qt.Key.Key_D, CONTROL)
    QTest.keyClick(page.grid, Qt.Key.Key_Down, SHIFT)
    assert hours(desk, booking) == ("24/11 09:00", "24/11 11:00")
    assert is_free(page)
    desk.close()


def test_what_is_shown_is_printed_across_the_page(qtbot: QtBot, desk: Desk, booking: int, tmp_path: Path) -> None:
    target = tmp_path / "door.pdf"
    page = planning(qtbot, desk)

    def answer() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, QPrintDialog)
        asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        asked.printer().setOutputFileName(str(target))
        asked.done(QPrintDialog.DialogCode.Accepted)

    QTimer.singleShot(0, answer)
    page.print_shown()
    (size,) = page_sizes(target.read_bytes())
    assert size.width > size.height


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_said(
    qtbot: QtBot, desk: Desk, booking: int, tmp_path: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "such" / "folder.pdf"))
    monkeypatch.setattr(printing, "ask_printer", lambda *_all, **_named: printer)
    page = planning(qtbot, desk)
    page.print_shown()
    assert "did not take the sheet" in recorder.said[-1][1]


def test_find_a_room_begins_where_free_time_is_marked(qtbot: QtBot, desk: Desk, room: int) -> None:
    page = planning(qtbot, desk)
    QTest.mouseClick(page.grid, LEFT, pos=spot(page, THURSDAY, 14))
    press(page, "Find a room")
    asked = dialog(page)
    assert (asked.form["day"].value(), asked.form["starts_at"].value()) == (date(2026, 11, 26), time(14))
