"""What every page and dialog is held to: names for screen readers, words that are not cut."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPushButton, QWidget

from coopdesk.ui.widgets.labels import ElidingLabel


def nameless(root: QWidget) -> list[str]:
    """The visible widgets that take the keyboard and that a screen reader could not name."""
    wrong = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            wrong.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return wrong


def clipped(root: QWidget) -> list[str]:
    """The visible labels and buttons that are narrower than their words, and what is wider than its place."""
    wrong = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and not isinstance(widget, ElidingLabel) and widget.text():
            needed = widget.minimumSizeHint()
            if widget.width() < needed.width() or widget.height() < needed.height():
                wrong.append(f"label “{widget.text()}”: {widget.size()} for {needed}")
        elif isinstance(widget, QPushButton) and widget.text() and widget.width() < widget.sizeHint().width():
            wrong.append(f"button “{widget.text()}”: {widget.width()} for {widget.sizeHint().width()}")
        if _sticks_out(widget):
            wrong.append(f"{type(widget).__name__} “{widget.accessibleName()}” sticks out of its parent")
    return wrong


def _sticks_out(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    return not isinstance(parent, QAbstractScrollArea) and widget.geometry().right() > parent.rect().right() + 1
