"""Undo and redo in the window: named, by button and by keys, text fields first."""

from contextlib import closing

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui.conftest import Recorder
from tests.ui.hands import settle

from coopdesk.domain.operation import Operation
from coopdesk.foundation.i18n import N_
from coopdesk.services import bookings, organisations
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.page import Page
from coopdesk.ui.undo import TakeButton
from coopdesk.ui.widgets.layouts import vbox

CTRL = Qt.KeyboardModifier.ControlModifier


class NotesPage(Page):
    """A page with a field."""

    title, icon = N_("Home"), "house"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.field = QLineEdit()
        self.setLayout(vbox(self.field, None))


def a_window(qtbot: QtBot, desk: Desk) -> MainWindow:
    window = MainWindow(desk, [NotesPage], lambda _text: [])
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    return window


def take_buttons(window: MainWindow) -> tuple[TakeButton, TakeButton]:
    undo, redo = window.top_bar.findChildren(TakeButton)
    return undo, redo


def test_the_next_act_is_named_and_taken(qtbot: QtBot, desk: Desk) -> None:
    window = a_window(qtbot, desk)
    undo, redo = take_buttons(window)
    assert not undo.isEnabled()
    assert undo.toolTip() == "Nothing was changed since the file was opened"

    builders.an_organisation(desk, "Fil & Parole")
    settle()
    assert undo.isEnabled()
    assert undo.accessibleName() == "Undo: add the organisation Fil & Parole"
    assert undo.text().startswith("Undo: add")
    assert not redo.isEnabled()

    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    settle()
    assert organisations.names(desk) == {}
    assert redo.accessibleName() == "Redo: add the organisation Fil & Parole"

    qtbot.mouseClick(redo, Qt.MouseButton.LeftButton)
    settle()
    assert list(organisations.names(desk).values()) == ["Fil & Parole"]


def test_a_booking_is_named_by_its_day(qtbot: QtBot, desk: Desk) -> None:
    window = a_window(qtbot, desk)
    booking = builders.a_booking(desk, builders.a_room(desk))
    settle()
    assert take_buttons(window)[0].accessibleName() == "Undo: book a room on 26 November 2026"
    builders.done(bookings.delete(desk, booking))
    settle()
    assert take_buttons(window)[0].accessibleName() == "Undo: delete the booking of 26 November 2026"


def test_control_z_and_y_walk_the_acts(qtbot: QtBot, desk: Desk) -> None:
    window = a_window(qtbot, desk)
    for name in ("Jardin", "Vélo"):
        builders.an_organisation(desk, name)
    settle()

    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    settle()
    assert list(organisations.names(desk).values()) == ["Jardin"]
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    settle()
    assert list(organisations.names(desk).values()) == ["Jardin", "Vélo"]
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert list(organisations.names(desk).values()) == ["Jardin"]


def test_a_text_field_takes_control_z_first(qtbot: QtBot, desk: Desk) -> None:
    window = a_window(qtbot, desk)
    builders.an_organisation(desk, "Jardin")
    settle()
    page = window.page
    assert isinstance(page, NotesPage)
    page.field.setFocus()
    qtbot.keyClicks(page.field, "ete")

    qtbot.keyClick(page.field, Qt.Key.Key_Z, CTRL)
    settle()

    assert page.field.text() == ""
    assert list(organisations.names(desk).values()) == ["Jardin"]


def test_what_cannot_be_undone_says_why(qtbot: QtBot, desk: Desk) -> None:
    window = a_window(qtbot, desk)
    builders.an_organisation(desk, "Jardin")
    with desk.write(Operation.ERASE_CONTACT) as unit:
        unit.connection.exec_driver_sql("UPDATE organisation SET city = 'Lyon'")
        unit.commit()
    settle()
    undo, _redo = take_buttons(window)
    assert not undo.isEnabled()
    assert undo.toolTip() == "“erase a person” cannot be undone, nor what came before it"


def test_what_another_program_changed_is_said(qtbot: QtBot, desk: Desk, recorder: Recorder) -> None:
    window = a_window(qtbot, desk)
    room = builders.a_room(desk)
    builders.done(bookings.book(desk, builders.a_booking_draft(room)))
    settle()
    undo, _redo = take_buttons(window)
    # Behind the program's back, so that the booking is no longer as it was left.
    with desk.write(Operation.EDIT_BOOKING) as unit:
        raw = unit.connection.connection.driver_connection
        assert raw is not None
        raw.execute("DROP TRIGGER inverse_delete_booking")
        raw.execute("DELETE FROM booking")
        unit.connection.commit()

    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    settle()

    assert [kind for kind, _text in recorder.said] == ["warning"]
    assert "another program" in recorder.said[0][1]
    assert not undo.isEnabled()


def test_a_file_that_is_only_read_undoes_nothing(qtbot: QtBot, desk: Desk) -> None:
    with closing(open_desk(desk.path, read_only=True)) as reader:
        window = a_window(qtbot, reader)
        assert [button.isEnabled() for button in take_buttons(window)] == [False, False]


def test_a_narrow_bar_says_only_undo(qtbot: QtBot, desk: Desk) -> None:
    window = a_window(qtbot, desk)
    builders.an_organisation(desk, "Une association au très long nom, du quartier des Tilleuls et d’ailleurs")
    settle()
    undo, _redo = take_buttons(window)
    assert undo.text().endswith("…")
    window.resize(1024, 700)
    settle()
    assert undo.text() == "Undo"
    assert undo.accessibleName().startswith("Undo: add the organisation Une association")
