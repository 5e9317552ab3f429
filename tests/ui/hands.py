"""What a person does with the window: open a page, read, press, type, pick from a list."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.services.desk import Desk
from coopdesk.ui.page import Page
from coopdesk.ui.refresh import Refresh
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.lines_view import LinesView
from coopdesk.ui.widgets.record_field import RecordField


def open_page(qtbot: QtBot, kind: type[Page], desk: Desk) -> Page:
    """A page as the window shows it: it learns of every write."""
    page = kind(desk)
    qtbot.addWidget(page)
    refresh = Refresh(desk)
    refresh.setParent(page)
    refresh.changed.connect(page.take_changes)
    page.set_read_only(desk.is_read_only)
    page.resize(1278, 680)
    page.show()
    settle()
    return page


def settle() -> None:
    """Let everything that was announced arrive."""
    for _turn in range(5):
        QApplication.processEvents()


def button(where: QWidget, words: str) -> QAbstractButton:
    """The visible button of these words, or of this accessible name."""
    found = [
        one
        for one in where.findChildren(QAbstractButton)
        if one.isVisible() and words in (one.text(), one.accessibleName())
    ]
    assert len(found) == 1, (words, [one.text() or one.accessibleName() for one in found])
    return found[0]


def press(where: QWidget, words: str) -> None:
    """Click the visible button of these words."""
    QTest.mouseClick(button(where, words), Qt.MouseButton.LeftButton)
    settle()


def dialog(where: QWidget) -> FormDialog:
    """The dialog that is open over a page or a window."""
    found = [one for one in where.findChildren(FormDialog) if one.isVisible()]
    assert len(found) == 1, [one.windowTitle() for one in found]
    return found[0]


def is_free(where: QWidget) -> bool:
    """Whether no dialog is open over it."""
    return not any(one.isVisible() for one in where.findChildren(FormDialog))


def accept(where: QWidget) -> None:
    """Confirm the dialog that is open."""
    QTest.mouseClick(dialog(where).accept_button, Qt.MouseButton.LeftButton)
    settle()


def pick(field: QWidget, typed: str) -> None:
    """Type in a field that finds records, and take the first one offered."""
    assert isinstance(field, RecordField)
    field.editor.clear()
    QTest.keyClicks(field.editor, typed)
    assert field._offers.rowCount(), typed
    field._pick(field._offers.index(0, 0))
    field._popup.hide()
    settle()


def type_in(field: Field, words: str) -> None:
    """Replace what a field holds by what is typed."""
    assert isinstance(field.editor, QLineEdit)
    # Whole, not key by key: QTest aborts on a character like € that no key of its own layout has.
    field.editor.setText(words)


def listed(where: QWidget, name: str) -> LinesView:
    """The list of this name."""
    return next(one for one in where.findChildren(LinesView) if one.accessibleName() == name)


def column(view: LinesView, key: str) -> list[str]:
    """What a list says in one column, from top to bottom."""
    place = [one.key for one in view.lines.columns].index(key)
    return [view.lines.index(row, place).data() for row in range(view.lines.rowCount())]


def sort_by(view: LinesView, key: str) -> None:
    """Click the head of a column."""
    place = [one.key for one in view.lines.columns].index(key)
    head = view.horizontalHeader()
    spot = QPoint(head.sectionViewportPosition(place) + 8, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    settle()


def choose_line(view: LinesView, row: int) -> None:
    """Click a line."""
    spot = view.visualRect(view.lines.index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    settle()


def texts(where: QWidget) -> list[str]:
    """Every text that is to be seen in a widget."""
    return [one for one in _texts(where) if one]


def says(where: QWidget, words: str) -> bool:
    """Whether some visible text contains these words."""
    return any(words in one for one in texts(where))


def _texts(where: QWidget) -> Iterator[str]:
    for one in where.findChildren(QWidget):
        if not one.isVisible():
            continue
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text()
        elif isinstance(one, QLineEdit):
            yield from (one.text(), one.placeholderText())
        elif isinstance(one, QPlainTextEdit):
            yield from (one.toPlainText(), one.placeholderText())
        elif isinstance(one, QComboBox):
            yield from (one.itemText(place) for place in range(one.count()))
        elif isinstance(one, LinesView):
            model = one.lines
            yield from (one.title for one in model.columns)
            yield from (
                str(model.index(row, place).data())
                for row in range(model.rowCount())
                for place in range(len(model.columns))
            )
