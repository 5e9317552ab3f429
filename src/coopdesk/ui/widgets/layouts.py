"""Rows and columns in one expression."""

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
