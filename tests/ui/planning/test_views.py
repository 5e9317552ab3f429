"""The views of the planning through its page: day, weeks, month, typical week, the year of a series; zoom, rooms."""

from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot
from tests.builders import a_booking, a_room, an_organisation, done
from tests.ui.checks import clipped, nameless
from tests.ui.hands import dialog, is_free, open_page, press, says, settle

from coopdesk.domain.booking import Booking, BookingState, Reason
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.operation import Operation
from coopdesk.domain.room import OpeningHours
from coopdesk.domain.series import SeriesDraft
from coopdesk.services import closures
from coopdesk.services.desk import Desk
from coopdesk.store.bookings import BOOKINGS
from coopdesk.store.schema import series as series_table
from coopdesk.ui.planning import poster
from coopdesk.ui.planning.page import PlanningPage
from coopdesk.ui.planning.series_year import Mark, mark_of
from coopdesk.ui.planning.view_choice import View

TUESDAY = datetime(2026, 11, 24)


@pytest.fixture
def hall(desk: Desk) -> int:
    """A hall made of two rooms, and a studio of its own."""
    left, right = a_room(desk, "Salle Cèdre", capacity=19), a_room(desk, "Salle Lilas", capacity=30)
    a_room(desk, "Atelier", capacity=16)
    return a_room(desk, "Grande salle", capacity=49, parts=(left, right))


def planning(qtbot: QtBot, desk: Desk, view: View = View.WEEK) -> PlanningPage:
    page = open_page(qtbot, PlanningPage, desk)
    assert isinstance(page, PlanningPage)
    page.head.views.set_value(view)
    settle()
    return page


def a_series(desk: Desk, room: int, organisation: int, days: dict[date, BookingState]) -> int:
    """A series of Tuesdays, 14–16 h, each date with its state."""
    draft = SeriesDraft(
        organisation_id=organisation, room_id=room, rule="FREQ=WEEKLY", starts_on=min(days), starts_at=time(14),
        ends_at=time(16), purpose="Chorale",
    )  # fmt: skip
    values = {name: getattr(draft, name) for name in SeriesDraft.__dataclass_fields__}
    with desk.write(Operation.BOOK) as unit:
        made = unit.connection.execute(series_table.insert().values(**values, uid=""))
        assert made.inserted_primary_key is not None
        series_id = int(made.inserted_primary_key[0])
        for day, state in days.items():
            reason = {BookingState.SKIPPED: Reason.CONFLICT, BookingState.CANCELLED: Reason.BY_ORGANISATION}.get(state)
            span = draft.session_on(day)
            BOOKINGS.add(
                unit.connection,
                Booking(
                    id=0, room_id=room, organisation_id=organisation, starts_at=span.start, ends_at=span.end,
                    state=state, reason_code=reason, series_id=series_id, occurrence_on=day, purpose="Chorale",
                ),
            )  # fmt: skip
        unit.commit()
    return series_id


def test_in_the_day_rooms_stand_side_by_side_and_the_hall_goes_over_its_parts(
    qtbot: QtBot, desk: Desk, hall: int
) -> None:
    booking = a_booking(desk, hall, an_organisation(desk, "Radio Palabre"), starts_at=TUESDAY.replace(hour=10))
    page = planning(qtbot, desk, View.DAY)
    scene = page.grid.scene
    assert scene is not None
    assert [head.names[0] for head in scene.heads] == ["Atelier", "Salle Cèdre", "Salle Lilas"]
    (block,) = page.grid.blocks
    assert (block.line.id, block.cell, block.cells) == (booking, 1, 2)
    assert says(page, "Tuesday 24 November")


def test_a_room_is_hidden_and_shown_again_by_its_tick_and_the_last_one_stays(
    qtbot: QtBot, desk: Desk, hall: int
) -> None:
    page = planning(qtbot, desk, View.DAY)
    ticks = page.panel.findChildren(QCheckBox)
    assert [tick.text() for tick in ticks] == ["Atelier", "Salle Cèdre", "Salle Lilas"]
    ticks[0].click()
    assert page.grid.scene is not None
    assert len(page.grid.scene.cells) == 2
    ticks[1].click()
    ticks[2].click()
    assert [tick.isChecked() for tick in ticks] == [False, False, True]
    ticks[0].click()
    assert len(page.grid.scene.cells) == 2


def test_the_week_of_the_hall_shows_what_takes_a_part_of_it(qtbot: QtBot, desk: Desk, hall: int) -> None:
    part = a_booking(desk, hall - 2, starts_at=TUESDAY.replace(hour=9))
    a_booking(desk, hall - 1, starts_at=TUESDAY.replace(hour=9))
    page = planning(qtbot, desk)
    page.panel.room_chosen.emit(hall)
    assert [block.line.id for block in page.grid.blocks] == [part]


def test_a_week_of_all_rooms_has_a_row_for_each(qtbot: QtBot, desk: Desk, hall: int) -> None:
    organisation = an_organisation(desk, "Radio Palabre")
    booking = a_booking(desk, hall, organisation, starts_at=TUESDAY.replace(hour=10))
    page = planning(qtbot, desk)
    press(page, "All")
    scene = page.grid.scene
    assert scene is not None
    assert [row.names[0] for row in scene.rows] == ["Atelier", "Salle Cèdre", "Salle Lilas"]
    assert [(block.line.id, block.cell) for block in page.grid.blocks] == [(booking, 4), (booking, 5)]
    assert says(page, "week 48 · All rooms")
    # The words under its block are it too.
    box = page.grid.box_of(booking)
    QTest.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=box.bottomLeft() + QPoint(2, 10))
    assert page.grid.selected_id() == booking
    press(page, "One room")
    assert not page.grid.scene.rows  # type: ignore[union-attr]


def test_closures_and_holidays_are_named(qtbot: QtBot, desk: Desk, hall: int) -> None:
    page = planning(qtbot, desk)
    page.panel.day_chosen.emit(date(2026, 12, 25))
    scene = page.grid.scene
    assert scene is not None
    assert [(band.first, band.last, band.is_bank_holiday) for band in scene.bands] == [
        (0, 3, False), (4, 4, True), (5, 6, False),
    ]  # fmt: skip
    assert scene.bands[0].words[0] == "Christmas holidays · zone C, until 3 January"
    assert scene.sand == frozenset(range(7))
    done(
        closures.add(
            desk,
            ClosureDraft(
                room_id=None, starts_at=datetime(2026, 12, 24, 12), ends_at=datetime(2026, 12, 26), reason="Fêtes"
            ),
        )
    )
    settle()
    assert page.grid.scene is not None
    assert [(one.cell, one.start, one.end, one.reason) for one in page.grid.scene.closed] == [
        (3, 720, 1440, "Fêtes"), (4, 0, 1440, "Fêtes"),
    ]  # fmt: skip
    page.grid.grab()


def test_closed_hours_follow_the_season_of_the_day(qtbot: QtBot, desk: Desk) -> None:
    summer = OpeningHours(0, time(10), time(16), date(2026, 7, 1), date(2026, 8, 31))
    a_room(desk, hours=(OpeningHours(0, time(9), time(18)), summer))
    page = planning(qtbot, desk)
    assert page.grid.scene is not None
    assert [(one.start, one.end) for one in page.grid.scene.outside if one.cell == 0] == [(0, 540), (1080, 1440)]
    page.panel.day_chosen.emit(date(2026, 7, 6))
    assert [(one.start, one.end) for one in page.grid.scene.outside if one.cell == 0] == [(0, 600), (960, 1440)]


def test_the_month_counts_what_it_has_no_room_for_and_opens_its_days(qtbot: QtBot, desk: Desk, hall: int) -> None:
    for hour in range(9, 19):
        a_booking(desk, hall - 3, starts_at=TUESDAY.replace(hour=hour), ends_at=TUESDAY.replace(hour=hour + 1))
    page = planning(qtbot, desk, View.MONTH)
    page.panel.room_chosen.emit(hall - 3)
    days = {one.day: one for one in page.views.month.days}
    assert len(days) == 42
    assert days[date(2026, 11, 1)].holiday == "All Saints’ Day (bank holiday)"
    assert len(days[TUESDAY.date()].lines) == 10
    table = QAccessible.queryAccessibleInterface(page.views.month)
    said = table.child(list(days).index(TUESDAY.date())).text(QAccessible.Text.Name)
    assert said.startswith("Tuesday 24 November: 10 bookings")
    page.views.month.grab()
    page.views.month.setFocus()
    QTest.keyClick(page.views.month, Qt.Key.Key_Right)
    QTest.keyClick(page.views.month, Qt.Key.Key_Return)
    assert says(page, "Wednesday 25 November")
    assert page.head.views.value() is View.DAY


def test_a_booking_of_the_month_opens(qtbot: QtBot, desk: Desk, hall: int) -> None:
    a_booking(desk, hall - 3, an_organisation(desk, "Radio Palabre"), starts_at=TUESDAY.replace(hour=9))
    page = planning(qtbot, desk, View.MONTH)
    page.panel.room_chosen.emit(hall - 3)
    month = page.views.month
    place = next(n for n, one in enumerate(month.days) if one.day == TUESDAY.date())
    (_line,), boxes = month._shown_lines(month._box(place), month.days[place])
    QTest.mouseDClick(month, Qt.MouseButton.LeftButton, pos=boxes[0].center().toPoint())
    assert says(dialog(page), "Radio Palabre")


def test_walking_out_of_the_month_turns_it(qtbot: QtBot, desk: Desk, hall: int) -> None:
    page = planning(qtbot, desk, View.MONTH)
    page.views.month.setFocus()
    QTest.keyClick(page.views.month, Qt.Key.Key_Down)
    assert says(page, "December 2026")
    QTest.keyClick(page.views.month, Qt.Key.Key_PageUp)
    assert says(page, "November 2026")


def test_the_typical_week_lays_the_series_of_the_season_without_exceptions(qtbot: QtBot, desk: Desk, hall: int) -> None:
    first = date(2026, 9, 8)
    days = {first + timedelta(days=7 * n): BookingState.CONFIRMED for n in range(20)}
    a_series(desk, hall - 3, an_organisation(desk, "Chœur"), days)
    moved = a_series(desk, hall - 3, an_organisation(desk, "Jadis"), {date(2025, 9, 9): BookingState.CONFIRMED})
    page = planning(qtbot, desk, View.TYPICAL)
    page.panel.room_chosen.emit(hall - 3)
    (block,) = page.grid.blocks
    assert (block.line.organisation, block.cell, block.start, block.end) == ("Chœur", 1, 840, 960)
    assert page.grid.scene is not None
    assert page.grid.scene.notes == {block.line.id: "20 dates, 8 Sept to 19 Jan"}
    assert says(page, "season 2026–2027")
    press(page, "Previous season")
    assert [block.line.series_id for block in page.grid.blocks] == [moved]
    QTest.mouseDClick(page.grid, Qt.MouseButton.LeftButton, pos=page.grid.rect().center())
    assert is_free(page), "a typical week is not drawn on"


def test_the_year_of_a_series_marks_each_date_by_what_became_of_it(qtbot: QtBot, desk: Desk, hall: int) -> None:
    states = [
        BookingState.HELD, BookingState.NO_SHOW, BookingState.CONFIRMED, BookingState.SKIPPED, BookingState.CANCELLED,
        BookingState.OPTION, BookingState.REQUEST,
    ]  # fmt: skip
    days = {date(2026, 11, 10) + timedelta(days=7 * n): state for n, state in enumerate(states)}
    a_series(desk, hall - 3, an_organisation(desk, "Chœur"), days)
    page = planning(qtbot, desk)
    page.panel.room_chosen.emit(hall - 3)
    page.grid.select(page.grid.blocks[0].line.id)
    page.show_series_of_selected()
    year = page.views.year
    assert year.isVisible()
    assert [mark_of(one) for one in year.lines] == [
        Mark.TAKEN, Mark.NOBODY, Mark.TAKEN, Mark.CONFLICT, Mark.CANCELLED, Mark.OPTION, Mark.REQUEST,
    ]  # fmt: skip
    table = QAccessible.queryAccessibleInterface(year)
    assert table.childCount() == 7
    assert page.head.note == "season 2026–2027 · Salle Cèdre · Chorale · every Tuesday"
    assert "set aside: taken already" in table.child(3).text(QAccessible.Text.Name)
    year.grab()
    QTest.keyClick(year, Qt.Key.Key_Right)
    QTest.keyClick(year, Qt.Key.Key_Return)
    assert says(dialog(page), "Chœur")
    dialog(page).reject()
    press(page, "Back to the planning")
    assert page.grid.isVisible()


def test_zoom_goes_in_and_out_by_keys_and_wheel(qtbot: QtBot, desk: Desk, hall: int) -> None:
    page = planning(qtbot, desk)
    grid = page.grid
    before = grid.geometry_now().hour_size
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(grid, Qt.Key.Key_Plus, control)
    QTest.keyClick(grid, Qt.Key.Key_Plus, control)
    assert grid.geometry_now().hour_size > 1.4 * before
    assert grid.down.isVisible()
    QTest.keyClick(grid, Qt.Key.Key_Minus, control)
    assert grid.zoom == 1.25
    turn_wheel(grid.rect().center(), page, 120, control)
    assert grid.zoom == 1.5
    turn_wheel(grid.rect().center(), page, -120, Qt.KeyboardModifier.NoModifier)
    scrolled = grid.down.value()
    assert scrolled > 0
    QTest.keyClick(grid, Qt.Key.Key_0, control)
    assert grid.geometry_now().hour_size == before
    assert not grid.down.isVisible()


def turn_wheel(at: QPoint, page: PlanningPage, notch: int, modifiers: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(page.grid.mapToGlobal(at)), QPoint(), QPoint(0, notch), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.grid, event)


def test_many_rooms_are_scrolled_across(qtbot: QtBot, desk: Desk) -> None:
    for number in range(24):
        a_room(desk, f"Salle {number + 1:02d}")
    last = a_booking(desk, 24, starts_at=TUESDAY.replace(hour=9))
    page = planning(qtbot, desk, View.DAY)
    assert page.grid.across.isVisible()
    assert page.grid.box_of(last).left() > page.grid.width()
    page.open_record(None, last)  # type: ignore[arg-type]
    assert page.grid.box_of(last).right() <= page.grid.width()
    page.grid.grab()


def test_what_is_shown_is_printed_without_anything_about_persons(qtbot: QtBot, desk: Desk, hall: int) -> None:
    start = TUESDAY.replace(hour=9)
    a_booking(desk, hall - 3, purpose="Anniversaire de Mme Dupont", expected_persons=12, starts_at=start)
    a_booking(
        desk, hall - 3, an_organisation(desk, "Chœur"), state=BookingState.REQUEST, starts_at=start.replace(hour=14)
    )
    page = planning(qtbot, desk)
    page.panel.room_chosen.emit(hall - 3)
    for line in page.views.lines:
        public = poster.impersonal(line)
        assert (public.purpose, public.expected_persons) == ("", None)
    for view in (View.WEEK, View.DAY, View.MONTH, View.TYPICAL):
        page.head.views.set_value(view)
        sheet = page.views.poster("23 – 29 November", "week 48", 800)
        assert isinstance(sheet, QImage)
        assert (sheet.width(), sheet.height()) == (800, 566)
        assert sheet.pixelColor(2, 2).name() == "#ffffff"
        inside = {sheet.pixelColor(x, y).name() for x in range(40, 760, 7) for y in range(60, 520, 7)}
        assert len(inside) > 3, "something is painted"


@pytest.mark.parametrize("view", [View.DAY, View.WEEK, View.MONTH, View.TYPICAL])
def test_every_view_fits_a_small_window(qtbot: QtBot, desk: Desk, hall: int, view: View) -> None:
    a_booking(desk, hall, an_organisation(desk), starts_at=TUESDAY.replace(hour=9))
    page = planning(qtbot, desk, view)
    page.resize(930, 600)
    settle()
    assert not clipped(page)
    assert not nameless(page)
    assert page.minimumSizeHint().width() <= 1024
    assert page.minimumSizeHint().height() <= 650
    press(page, "Month, rooms and legend")
    assert page.panel.isVisible()
