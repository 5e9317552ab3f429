"""Closing from a dialog: what is displaced shows at once, and all of it is done in one act."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import hands
from tests.ui.conftest import Recorder

from coopdesk.domain.booking import BookingState
from coopdesk.domain.closing import Fate
from coopdesk.domain.history import Way
from coopdesk.services import bookings, closures
from coopdesk.services.desk import Desk
from coopdesk.ui.closing.closing_dialog import ClosingDialog

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
    qtbot.waitUntil(lambda: "Thursday" not in dialog.verdict and len(dialog.displaced.rows) == 2)
    return dialog


def state_of(desk: Desk, booking_id: int) -> tuple[int, BookingState]:
    found = bookings.get(desk, booking_id)
    assert found is not None
    return found.room_id, found.state


def test_nothing_displaced_is_said_and_closes(page: QWidget, desk: Desk) -> None:
    dialog = ClosingDialog(desk, page, room_id=2)
    dialog.open()
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
    assert first.fate.currentText() == "Salle Cèdre, same time"
    assert second.fate.currentText() == "Cancel it"
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
    dialog.reject()
    assert closures.closures(desk) == []


def test_a_choice_stays_when_the_closure_changes(page: QWidget, desk: Desk, qtbot: QtBot) -> None:
    dialog = closing(page, desk, qtbot)
    dialog.displaced.rows[0].choose(Fate.CANCEL)
    dialog.form["to_hour"].set_value(time(12))
    qtbot.waitUntil(lambda: len(dialog.displaced.rows) == 1)
    assert dialog.displaced.rows[0].choice().fate is Fate.CANCEL
    dialog.reject()


def test_what_is_kept_needs_a_reason_which_is_said_under_its_line(page: QWidget, desk: Desk, qtbot: QtBot) -> None:
    dialog = closing(page, desk, qtbot, reason="")
    dialog.displaced.rows[1].choose(Fate.KEEP)
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert hands.says(dialog.displaced.rows[1], "say why")
    dialog.form["reason"].set_value("Salon associatif")
    dialog.accept_button.click()  # what was typed last is looked at first
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
    qtbot.waitUntil(lambda: any("letters are written" in words for _kind, words in recorder.said))
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
    qtbot.waitUntil(lambda: again.verdict == "Nothing is booked then.")
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
    hands.type_in(dialog.form["ends_at"], "jamais")
    qtbot.waitUntil(lambda: "Choose what is closed" in dialog.verdict)
    dialog.reject()
