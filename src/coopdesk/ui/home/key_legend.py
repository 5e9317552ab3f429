"""The key of a booking on today's timeline, and what its marks mean: a mark without its words nearby is noise."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.domain.booking import BookingLine, BookingState
from coopdesk.domain.room_key import KeyState
from coopdesk.foundation.i18n import _
from coopdesk.ui import icons, theme
from coopdesk.ui.painting.blocks import Firmness, look_of, paint_block
from coopdesk.ui.widgets.labels import note
from coopdesk.ui.widgets.layouts import hbox, holder
from coopdesk.wording.labels import label

_TILE, _ICON, _LEAST = 16, 12, 46


def key_width() -> int:
    """How much room a key takes from the words beside it."""
    return theme.scaled(_TILE) + theme.scaled(2)


def has_room_below(box: QRectF) -> bool:
    """Whether a block is high enough for its key to stand under the name."""
    return box.height() >= theme.scaled(2 * _TILE)


def paint_key(painter: QPainter, box: QRectF, state: KeyState, *, is_low: bool = False) -> float:
    """Draw the key at the top right of a block, or at the lower right; returns how much room it takes from the words.

    None where there is no room for it.
    """
    if box.width() < theme.scaled(_LEAST) or box.height() < theme.scaled(_TILE + 2):
        return 0
    side = theme.scaled(_TILE)
    top = box.bottom() - side - theme.scaled(2) if is_low else box.top() + theme.scaled(3)
    _paint_tile(painter, QRectF(box.right() - side - theme.scaled(4), top, side, side), state)
    return key_width()


def _paint_tile(painter: QPainter, tile: QRectF, state: KeyState) -> None:
    colours, gap = theme.current(), (theme.scaled(_TILE) - theme.scaled(_ICON)) / 2
    ink = colours.accent
    if state is not KeyState.TO_HAND_OVER:
        ink = colours.warning
    if state is KeyState.OUT:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.warning))
        painter.drawRoundedRect(tile, 3, 3)
        ink = colours.surface
    painter.drawPixmap(QPointF(tile.left() + gap, tile.top() + gap), icons.pixmap("key-round", ink, _ICON))


class _Mark(QWidget):
    """One mark of the legend: a key in one of its states, or None for the hatch of an option."""

    def __init__(self, state: KeyState | None) -> None:
        super().__init__()
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As tall as the mark in a block."""
        return QSize(theme.scaled(_TILE if self._state else 24), theme.scaled(_TILE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As on the timeline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._state is None:
            box = QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5)
            paint_block(painter, box, look_of(theme.current().accent, Firmness.OPTION))
        else:
            _paint_tile(painter, QRectF(self.rect()), self._state)
        painter.end()


class KeyLegend(QWidget):
    """Explains the marks that today's timeline shows, and only those."""

    def __init__(self) -> None:
        super().__init__()
        states: tuple[KeyState | None, ...] = (*KeyState, None)
        self._entries = {
            state: holder(hbox(_Mark(state), note(_("option") if state is None else label(state)), spacing=5))
            for state in states
        }
        self.setLayout(hbox(*self._entries.values(), spacing=14))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for entry in self._entries.values():
            entry.hide()

    def show_used(self, lines: Iterable[BookingLine], keys: Mapping[int, KeyState]) -> None:
        """Show the marks of these bookings."""
        used: set[KeyState | None] = set(keys.values())
        if any(one.state is BookingState.OPTION for one in lines):
            used.add(None)
        for state, entry in self._entries.items():
            entry.setVisible(state in used)
