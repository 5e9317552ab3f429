"""The planning as a calendar, and calendars of others in the planning: shown first, then done as one act."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import checks, hands
from tests.ui.conftest import Recorder

from coopdesk.domain.history import Way
from coopdesk.domain.period import Period
from coopdesk.domain.room import Room
from coopdesk.services import bookings, rooms
from coopdesk.services.bookings import BookingFilter
from coopdesk.services.desk import Desk
from coopdesk.ui.planning.calendar_export import export_calendar
from coopdesk.ui.planning.calendar_import_dialog import CalendarImportDialog, import_calendar_file

GOOGLE = Path(__file__).parents[2] / "exchange" / "samples" / "google.ics"


class APage(QWidget):
    """What the acts ask of the planning."""

    room: Room | None = None

    def as_parent(self) -> QWidget:
        return self

    def refresh(self) -> None:
        """Nothing is shown."""

    def shown_days(self) -> Period:
        return Period.of_year(2026)

    def chosen_room(self) -> Room | None:
        return self.room

    def selected_id(self) -> int | None:
        return None

    def print_shown(self) -> None:
        """Nothing is printed."""

    def show_series_of_selected(self) -> None:
        """There is none."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with two rooms, the larger taken on one evening."""
    desk = builders.a_desk(tmp_path / "house.coopdesk")
    hall = builders.a_room(desk)
    builders.a_room(desk, "Petite salle")
    builders.a_booking(desk, hall, builders.an_organisation(desk), starts_at=datetime(2027, 2, 9, 18))
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot) -> APage:
    """A page to stand over."""
    page = APage()
    qtbot.addWidget(page)
    page.resize(1278, 680)
    page.show()
    return page


def number(desk: Desk) -> int:
    return bookings.count(desk, BookingFilter())


def wait_for(qtbot: QtBot, page: APage, recorder: Recorder, said: int = 1) -> None:
    qtbot.waitUntil(lambda: not hands.is_free(page) or len(recorder.said) > said, timeout=10_000)


def test_a_calendar_is_shown_then_taken_in_and_undone(
    qtbot: QtBot, desk: Desk, page: APage, recorder: Recorder
) -> None:
    recorder.answers = [GOOGLE]
    import_calendar_file(desk, page)
    wait_for(qtbot, page, recorder)
    dialog = hands.dialog(page)
    assert isinstance(dialog, CalendarImportDialog)
    shown = hands.texts(dialog)
    assert [shown[shown.index(words) - 1] for words in ("to add", "taken already", "as they are")] == ["39", "1", "0"]
    assert hands.column(dialog.view, "state")[:2] == ["Taken already", "To add"]
    assert dialog.accept_button.text() == "Take 39 changes in"
    dialog.view.selectRow(0)
    assert hands.says(dialog, "already booked by Parents du Mail")
    assert checks.nameless(dialog) == []
    assert number(desk) == 1

    recorder.said.clear()
    hands.accept(page)
    qtbot.waitUntil(lambda: bool(recorder.said), timeout=10_000)
    assert recorder.said[0][1].startswith("39 bookings added, 1 event left out")
    assert number(desk) == 43, "with the dates the calendar leaves out, and the one that is taken"
    desk.take(Way.UNDONE)
    assert number(desk) == 1


def test_another_room_is_another_preview(qtbot: QtBot, desk: Desk, page: APage, recorder: Recorder) -> None:
    recorder.answers = [GOOGLE]
    page.room = rooms.get(desk, 2)
    import_calendar_file(desk, page)
    wait_for(qtbot, page, recorder)
    dialog = hands.dialog(page)
    assert dialog.accept_button.text() == "Take 40 changes in"
    dialog.form["room_id"].set_value(None)
    qtbot.waitUntil(lambda: dialog.accept_button.text() == "Nothing to import", timeout=10_000)
    assert not dialog.accept_button.isEnabled()
    dialog.reject()
    assert number(desk) == 1


def test_a_broken_calendar_is_told_and_changes_nothing(
    qtbot: QtBot, desk: Desk, page: APage, recorder: Recorder, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.ics"
    cut.write_bytes(GOOGLE.read_bytes()[:1200])
    recorder.answers = [cut]
    import_calendar_file(desk, page)
    wait_for(qtbot, page, recorder)
    assert recorder.said[-1][1].startswith("This calendar cannot be read from line 44 on")
    assert hands.is_free(page)


def test_a_room_goes_out_and_never_over_the_house(
    qtbot: QtBot, desk: Desk, page: APage, recorder: Recorder, tmp_path: Path
) -> None:
    page.room = rooms.get(desk, 1)
    before = desk.path.read_bytes()
    recorder.answers = [desk.path]
    export_calendar(desk, page)
    hands.accept(page)
    assert recorder.said[-1] == ("warning", "This is the house’s own file: choose another name.")
    assert desk.path.read_bytes() == before

    target = tmp_path / "salle.ics"
    recorder.answers = [target]
    export_calendar(desk, page)
    dialog = hands.dialog(page)
    assert checks.nameless(dialog) == []
    hands.accept(page)
    qtbot.waitUntil(target.exists, timeout=10_000)
    qtbot.waitUntil(lambda: recorder.said[-1][0] == "information", timeout=10_000)
    assert recorder.suggested.name == "grande-salle.ics"
    assert target.read_bytes().count(b"BEGIN:VEVENT") == 1
