"""Closing from a dialog: what is displaced shows at once, and all of it is done in one act."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import hands
from tests.ui.checks import clipped
from tests.ui.conftest import Recorder

from coopdesk.domain.booking import BookingState
from coopdesk.domain.closing import Fate
from coopdesk.domain.history import Way
from coopdesk.services import bookings, closures
from coopdesk.services.desk import Desk
from coopdesk.store import displaced
from coopdesk.ui.background import ProgressDialog
from coopdesk.ui.closing.closing_dialog import ClosingDialog
from coopdesk.ui.closing.displaced_row import DisplacedBooking, DisplacedRow

THURSDAY = date(2026, 11, 26)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two rooms; in the large one the choir and the parents on Thursday."""
    desk = builders.a_desk(tmp_path / "house.coopdesk")
    large = builders.a_room(desk)
    builders.a_room(desk, "Salle Cèdre", capacity=45)
    choir, parents = builders.an_organisation(desk, "Chorale"), builders.an_organisation(desk)
    builders.a_booking(desk, large, choir, starts_at=datetime(2026, 11, 26, 9), expected_persons=40)
    builders.a_booking(desk, large, parents, starts_at=datetime(2026, 11, 26, 14), expected_persons=90)
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    return page


def closing(page: QWidget, desk: Desk, qtbot: QtBot, reason: str = "Travaux") -> ClosingDialog:
    dialog = ClosingDialog(desk, page, room_id=1)
    dialog.open()
    dialog.form.set_values({"starts_at": THURSDAY, "ends_at": THURSDAY, "reason": reason})
    qtbot.waitUntil(lambda: not dialog.is_looking and len(dialog.displaced.rows) == 2)
    return dialog


def looked(dialog: ClosingDialog, qtbot: QtBot) -> None:
    """What is displaced was looked up, beside the window."""
    qtbot.waitUntil(lambda: not dialog.is_looking)


def state_of(desk: Desk, booking_id: int) -> tuple[int, BookingState]:
    found = bookings.get(desk, booking_id)
    assert found is not None
    return found.room_id, found.state


def test_nothing_displaced_is_said_and_closes(page: QWidget, desk: Desk, qtbot: QtBot) -> None:
    dialog = ClosingDialog(desk, page, room_id=2)
    dialog.open()
    assert dialog.verdict.startswith("Looking for")
    looked(dialog, qtbot)
    assert dialog.verdict == "Nothing is booked then."
    assert not dialog.letters.isVisible()
    dialog.accept_button.click()
    (line,) = closures.closures(desk)
    assert (line.room, line.closure.starts_at) == ("Salle Cèdre", datetime(2026, 11, 25))
    assert line.closure.ends_at == datetime(2026, 11, 26)


def test_what_is_displaced_shows_with_what_becomes_of_it_and_one_undo_takes_all_back(
    page: QWidget, desk: Desk, qtbot: QtBot
) -> None:
    dialog = closing(page, desk, qtbot)
    # Ninety people fit nowhere else then: nobody sends them to another day without a word.
    assert dialog.verdict == "2 bookings are displaced moved: 1, cancelled: 1"
    first, second = dialog.displaced.rows
    assert first.word == "Salle Cèdre, same time"
    assert second.word == "Cancel it"
    assert [line.fate.currentText() for line in dialog.findChildren(DisplacedRow)] == [first.word, second.word]
    dialog.accept_button.click()
    assert state_of(desk, 1) == (2, BookingState.CONFIRMED)
    assert state_of(desk, 2) == (1, BookingState.CANCELLED)
    desk.take(Way.UNDONE)
    assert (state_of(desk, 1)[0], state_of(desk, 2)[1]) == (1, BookingState.CONFIRMED)
    assert closures.closures(desk) == []


def test_all_can_be_chosen_at_once(page: QWidget, desk: Desk, qtbot: QtBot) -> None:
    dialog = closing(page, desk, qtbot)
    hands.press(dialog, "Cancel all")
    assert "cancelled: 2" in dialog.verdict
    hands.press(dialog, "Move all that can be")
    assert "moved: 2" in dialog.verdict
    # Their word given, ninety people go to another day: the large room, once it is open again.
    assert [row.word for row in dialog.displaced.rows] == ["Salle Cèdre, same time", "Fri 27 Nov, Grande salle"]
    dialog.reject()
    assert closures.closures(desk) == []


def test_a_choice_stays_when_the_closure_changes(page: QWidget, desk: Desk, qtbot: QtBot) -> None:
    dialog = closing(page, desk, qtbot)
    dialog.displaced.rows[0].choose(Fate.CANCEL)
    dialog.form["to_hour"].set_value(time(12))
    qtbot.waitUntil(lambda: len(dialog.displaced.rows) == 1)
    assert dialog.displaced.rows[0].choice().fate is Fate.CANCEL
    dialog.reject()


def test_what_nobody_chose_is_proposed_anew_when_the_closure_changes(page: QWidget, desk: Desk, qtbot: QtBot) -> None:
    dialog = closing(page, desk, qtbot)
    # The whole house closes: nothing can be moved. Then only the large room after all.
    dialog.form["room_id"].set_value(None)
    qtbot.waitUntil(lambda: not dialog.is_looking and "cancelled: 2" in dialog.verdict)
    dialog.form["room_id"].set_value(1)
    qtbot.waitUntil(lambda: not dialog.is_looking)
    assert [row.word for row in dialog.displaced.rows] == ["Salle Cèdre, same time", "Cancel it"]
    hands.press(dialog, "Cancel all")
    dialog.form["room_id"].set_value(None)
    qtbot.waitUntil(lambda: not dialog.is_looking)
    dialog.form["room_id"].set_value(1)
    qtbot.waitUntil(lambda: not dialog.is_looking)
    assert [row.word for row in dialog.displaced.rows] == ["Cancel it", "Cancel it"]
    dialog.reject()


def test_what_is_kept_needs_a_reason_which_is_said_under_its_line(page: QWidget, desk: Desk, qtbot: QtBot) -> None:
    dialog = closing(page, desk, qtbot, reason="")
    dialog.displaced.rows[1].choose(Fate.KEEP)
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert "say why" in dialog.displaced.rows[1].trouble
    assert hands.says(dialog.displaced, "say why")
    dialog.form["reason"].set_value("Salon associatif")
    dialog.accept_button.click()  # what was typed last is looked at first
    looked(dialog, qtbot)
    assert closures.closures(desk) == []
    dialog.accept_button.click()
    assert closures.closures(desk)[0].closure.reason == "Salon associatif"
    kept = bookings.get(desk, 2)
    assert kept is not None
    assert kept.override_reason == "Salon associatif"


def test_letters_are_written_where_one_says(
    page: QWidget, desk: Desk, qtbot: QtBot, recorder: Recorder, tmp_path: Path
) -> None:
    dialog = closing(page, desk, qtbot)
    dialog.letters.set_value(True)
    recorder.answers = [None]
    dialog.accept_button.click()
    assert dialog.isVisible()  # nobody chose a place: nothing is written
    assert closures.closures(desk) == []
    recorder.answers = [tmp_path]
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: any("letters are written" in words for _kind, words in recorder.said), timeout=30_000)
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "Closure 2026-11-26 - Chorale.pdf",
        "Closure 2026-11-26 - Parents du Mail.pdf",
    ]


def test_a_closure_is_shown_again_and_changed(page: QWidget, desk: Desk, qtbot: QtBot) -> None:
    dialog = closing(page, desk, qtbot)
    hands.press(dialog, "Cancel all")
    dialog.accept_button.click()
    closure = closures.closures(desk)[0].closure
    again = ClosingDialog(desk, page, closure=closure)
    again.open()
    assert (again.form["starts_at"].value(), again.form["ends_at"].value()) == (THURSDAY, THURSDAY)
    assert again.form["from_hour"].value() is None
    again.form.set_values({"from_hour": time(8), "to_hour": time(18, 30), "is_yearly": True})
    looked(again, qtbot)
    assert again.verdict == "Nothing is booked then."
    again.accept_button.click()
    changed = closures.closures(desk)[0].closure
    assert (changed.id, changed.starts_at.time(), changed.ends_at) == (
        closure.id, time(8), datetime(2026, 11, 26, 18, 30),
    )  # fmt: skip
    assert changed.is_yearly


def test_what_is_no_closure_is_said(page: QWidget, desk: Desk, qtbot: QtBot) -> None:
    dialog = ClosingDialog(desk, page, room_id=1)
    dialog.open()
    dialog.form.set_values({"starts_at": THURSDAY, "ends_at": date(2026, 11, 20)})
    qtbot.waitUntil(lambda: "end comes before" in dialog.verdict)
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert hands.says(dialog, "end comes before")
    hands.type_in(dialog.form["ends_at"], "jamais")
    qtbot.waitUntil(lambda: "Choose what is closed" in dialog.verdict)
    dialog.reject()


def test_what_was_typed_last_is_looked_at_before_it_is_saved(page: QWidget, desk: Desk, qtbot: QtBot) -> None:
    dialog = ClosingDialog(desk, page, room_id=2)
    dialog.open()
    dialog.form.set_values({"reason": "Peinture"})
    dialog.accept_button.click()  # not looked at yet: saved once nothing is in its way
    qtbot.waitUntil(lambda: bool(closures.closures(desk)))
    assert closures.closures(desk)[0].closure.reason == "Peinture"


def test_a_dialog_that_is_gone_hears_of_nothing_any_more(page: QWidget, desk: Desk, qtbot: QtBot) -> None:
    dialog = ClosingDialog(desk, page, room_id=1)
    dialog.open()
    dialog.reject()
    qtbot.wait(50)
    assert closures.closures(desk) == []


@pytest.fixture
def full(desk: Desk) -> Desk:
    """The large room is taken three times a day for three weeks, one of them by more than the other room holds."""
    choir = 1
    for day in range(21):
        for hour in (9, 14, 18):
            start = datetime(2026, 12, 1, hour) + timedelta(days=day)
            builders.a_booking(desk, 1, choir, starts_at=start, expected_persons=90 if (day, hour) == (20, 18) else 30)
    return desk


def december(page: QWidget, desk: Desk, qtbot: QtBot) -> ClosingDialog:
    dialog = ClosingDialog(desk, page, room_id=1)
    dialog.open()
    dialog.form.set_values({"starts_at": date(2026, 12, 1), "ends_at": date(2026, 12, 31), "reason": "Travaux"})
    qtbot.waitUntil(lambda: not dialog.is_looking and len(dialog.displaced.rows) == 63, timeout=30_000)
    return dialog


def widget_of(row: DisplacedBooking) -> DisplacedRow | None:
    return row.widget


def line_of(row: DisplacedBooking) -> DisplacedRow:
    """Its line, which is in view."""
    line = widget_of(row)
    assert line is not None
    return line


def test_many_are_moved_beside_the_window_and_come_back_in_one_step(page: QWidget, full: Desk, qtbot: QtBot) -> None:
    dialog = december(page, full, qtbot)
    assert dialog.verdict == "63 bookings are displaced moved: 62, cancelled: 1"
    with full.read() as connection:
        before = displaced.bookings(connection, range(1, 66))
    saved: list[object] = []
    dialog.saved.connect(saved.append)
    dialog.accept_button.click()
    assert page.findChildren(ProgressDialog)
    qtbot.waitUntil(lambda: bool(saved), timeout=30_000)
    with full.read() as connection:
        after = displaced.bookings(connection, range(1, 66))
    assert sum(one.room_id == 2 for one in after) == 62
    full.take(Way.UNDONE)
    with full.read() as connection:
        assert displaced.bookings(connection, range(1, 66)) == before
    assert closures.closures(full) == []


def test_only_the_lines_in_view_have_widgets(page: QWidget, full: Desk, qtbot: QtBot) -> None:
    dialog = december(page, full, qtbot)
    hands.settle()
    rows = dialog.displaced.rows
    assert 4 < len(dialog.findChildren(DisplacedRow)) < 25
    assert [widget_of(row) is None for row in (rows[0], rows[-1])] == [False, True]
    told: list[bool] = []
    dialog.displaced.changed.connect(lambda: told.append(True))
    hands.press(dialog, "Cancel all")
    assert len(told) == 1
    assert line_of(rows[0]).fate.currentText() == "Cancel it"
    dialog.displaced.verticalScrollBar().setValue(dialog.displaced.verticalScrollBar().maximum())
    hands.settle()
    assert line_of(rows[-1]).fate.currentText() == "Cancel it"
    line_of(rows[-1]).fate.setCurrentIndex(len(rows[-1].words) - 1)
    assert dialog.verdict.endswith("cancelled: 62, kept: 1")
    dialog.reject()


def test_the_keyboard_walks_through_all_lines(page: QWidget, full: Desk, qtbot: QtBot) -> None:
    dialog = december(page, full, qtbot)
    dialog.activateWindow()
    hands.button(dialog, "Cancel all").setFocus()
    for number in range(63):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is line_of(dialog.displaced.rows[number]).fate, number
    line = line_of(dialog.displaced.rows[-1])
    top = line.mapTo(dialog.displaced.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= dialog.displaced.viewport().height() - line.height()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.letters.isAncestorOf(dialog.focusWidget())
    dialog.reject()


def test_the_wheel_scrolls_and_decides_nothing(page: QWidget, full: Desk, qtbot: QtBot) -> None:
    dialog = december(page, full, qtbot)
    hands.settle()
    line = line_of(dialog.displaced.rows[1])
    spot = QPointF(line.fate.rect().center())
    turned = QWheelEvent(
        spot, line.fate.mapToGlobal(spot), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(line.fate, turned)
    assert dialog.displaced.rows[1].word == "Salle Cèdre, same time"
    dialog.reject()


def test_what_keeps_a_booking_far_below_comes_into_view(page: QWidget, full: Desk, qtbot: QtBot) -> None:
    dialog = december(page, full, qtbot)
    row = dialog.displaced.rows[-1]
    builders.a_booking(full, 2, starts_at=datetime(2026, 12, 20, 18), expected_persons=10)
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: any(one.trouble for one in dialog.displaced.rows), timeout=30_000)
    (wrong,) = [one for one in dialog.displaced.rows if one.trouble]
    assert "Salle Cèdre" in wrong.trouble
    assert wrong is not row
    hands.settle()
    line = line_of(wrong)
    assert dialog.focusWidget() is line.fate
    assert line.height() > line.fate.height() + 10
    assert not clipped(dialog)
    assert closures.closures(full) == []
    wrong.choose(Fate.CANCEL)
    assert wrong.trouble == ""
    dialog.reject()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder that nobody may write in")
def test_nothing_is_closed_where_the_letters_cannot_be_written(
    page: QWidget, desk: Desk, qtbot: QtBot, recorder: Recorder
) -> None:
    dialog = closing(page, desk, qtbot)
    dialog.letters.set_value(True)
    recorder.answers = [Path("/proc/self")]
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: len(recorder.said) > 1, timeout=30_000)
    (kind, words) = recorder.said[-1]
    assert (kind, words.startswith("It could not be written here")) == ("warning", True)
    assert dialog.isVisible()
    assert closures.closures(desk) == []
    assert state_of(desk, 1) == (1, BookingState.CONFIRMED)
    dialog.reject()
