"""Rows and columns in one expression."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from coopdesk.ui import theme

Thing = QWidget | QLayout
Item = Thing | tuple[Thing, int] | int | None
"""A widget or layout (with its stretch), a gap, or None for what takes the rest."""

Margins = tuple[int, int, int, int]


def hbox(*items: Item, spacing: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """A row; lengths are for 9 points."""
    row = QHBoxLayout()
    _lay(row, items, spacing, margins)
    return row


def vbox(*items: Item, spacing: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """A column; lengths are for 9 points."""
    column = QVBoxLayout()
    _lay(column, items, spacing, margins)
    return column


def holder(layout: QLayout, name: str = "") -> QWidget:
    """A plain widget around a layout."""
    widget = QWidget()
    widget.setObjectName(name)
    widget.setLayout(layout)
    return widget


def frame(layout: QLayout, kind: str, **properties: str) -> QFrame:
    """A framed widget that the style sheet knows by its kind."""
    framed = QFrame()
    framed.setProperty("kind", kind)
    for key, value in properties.items():
        framed.setProperty(key, value)
    framed.setLayout(layout)
    return framed


def scrolling(widget: QWidget) -> QScrollArea:
    """The widget, scrolled down when it is too tall."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


def add(layout: QBoxLayout, item: Item) -> None:
    """Put one more item at the end of a row or column."""
    stretch = 0
    if isinstance(item, tuple):
        item, stretch = item
    if item is None:
        layout.addStretch(1)
    elif isinstance(item, int):
        layout.addSpacing(theme.scaled(item))
    elif isinstance(item, QLayout):
        layout.addLayout(item, stretch)
    else:
        layout.addWidget(item, stretch, _alignment(layout, item))


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and drop it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def in_reading_order(thing: Thing) -> Iterator[QWidget]:
    """A widget and all that is laid out in it, as it is read: row after row, and a column to its end."""
    if isinstance(thing, QWidget):
        yield thing
        inside = thing.widget() if isinstance(thing, QScrollArea) else thing.layout()
        if inside is not None:
            yield from in_reading_order(inside)
        return
    for place in range(thing.count()):
        item = thing.itemAt(place)
        inner = None if item is None else item.widget() or item.layout()
        if inner is not None:
            yield from in_reading_order(inner)


@contextmanager
def keeping_focus(part: QWidget) -> Iterator[None]:
    """Fill a part of a page anew: whoever walks by keyboard stays at the same place, though its widgets are others."""
    held, before = part.window().focusWidget(), _stops(part)
    place = before.index(held) if held in before else None
    yield
    after = _stops(part)
    if place is not None and after:
        after[min(place, len(after) - 1)].setFocus()


def _stops(part: QWidget) -> list[QWidget]:
    """Where Tab stops in a part of a page."""
    return [one for one in in_reading_order(part) if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()]


def _alignment(layout: QBoxLayout, widget: QWidget) -> Qt.AlignmentFlag:
    """Where a widget that does not grow stands: fields level at the top of a row, buttons at the left of a column.

    Without it, one button would keep its whole column as narrow as itself.
    """
    policy = widget.sizePolicy()
    if isinstance(layout, QHBoxLayout) and policy.verticalPolicy() is QSizePolicy.Policy.Maximum:
        return Qt.AlignmentFlag.AlignTop
    if isinstance(layout, QVBoxLayout) and policy.horizontalPolicy() is QSizePolicy.Policy.Maximum:
        return Qt.AlignmentFlag.AlignLeft
    return Qt.AlignmentFlag(0)


def _lay(layout: QBoxLayout, items: tuple[Item, ...], spacing: int, margins: Margins) -> None:
    layout.setSpacing(theme.scaled(spacing))
    layout.setContentsMargins(*(theme.scaled(margin) for margin in margins))
    for item in items:
        add(layout, item)
