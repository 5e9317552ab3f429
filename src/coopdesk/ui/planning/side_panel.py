"""Left of the planning: the month, the rooms, the legend."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QWidget

from coopdesk.domain.booking import BookingKind
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import _, ngettext
from coopdesk.ui import theme
from coopdesk.ui.painting.blocks import look_of, paint_block
from coopdesk.ui.planning.mini_month import MiniMonth
from coopdesk.ui.theme import KIND_COLOURS
from coopdesk.ui.widgets.buttons import verbatim
from coopdesk.ui.widgets.cards import line
from coopdesk.ui.widgets.labels import caption, note
from coopdesk.ui.widgets.layouts import clear, hbox, holder, scrolling, vbox
from coopdesk.wording.labels import label

_WIDTH = 208


class Swatch(QWidget):
    """A block in small, beside its name in the legend."""

    def __init__(self, colour: str | None, *, is_option: bool = False) -> None:
        super().__init__()
        self._colour = colour
        self._is_option = is_option
        self.setFixedSize(theme.scaled(22), theme.scaled(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As the planning paints it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = look_of(self._colour or theme.current().muted, is_option=self._is_option)
        paint_block(painter, QRectF(self.rect()), look)
        painter.end()


class SidePanel(QFrame):
    """Chooses the week and the room; the legend is always on screen."""

    day_chosen = Signal(object)
    room_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setFixedWidth(theme.scaled(_WIDTH))
        self._month = MiniMonth()
        self._month.chosen.connect(self.day_chosen)
        self._shown: list[tuple[int, str, int]] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.room_chosen)
        self._list = vbox(spacing=2)
        rooms = scrolling(holder(self._list))
        rooms.setFrameShape(QFrame.Shape.NoFrame)
        rooms.setMinimumHeight(theme.scaled(60))
        self.setLayout(
            vbox(
                self._month,
                line(),
                caption(_("Room")),
                (rooms, 1),
                line(),
                caption(_("Legend")),
                *_legend(),
                spacing=5,
                margins=(16, 8, 12, 10),
            )
        )

    def sizeHint(self) -> QSize:
        """Its height is the page's."""
        return QSize(theme.scaled(_WIDTH), theme.scaled(560))

    def show_day(self, day: date, today: date) -> None:
        """Highlight a week of the month."""
        self._month.show_day(day, today)

    def show_rooms(self, rooms: Sequence[Room], chosen: int | None) -> None:
        """List the rooms with their capacity, one of them chosen."""
        shown = [(room.id, room.name, room.capacity) for room in rooms]
        if shown != self._shown:
            self._shown = shown
            self._fill(rooms)
        if chosen is not None and (button := self._group.button(chosen)) is not None:
            button.setChecked(True)

    def _fill(self, rooms: Sequence[Room]) -> None:
        for old in self._group.buttons():
            self._group.removeButton(old)
        clear(self._list)
        for room in rooms:
            button = QRadioButton(verbatim(room.name))
            places = ngettext("{n} place", "{n} places", room.capacity).format(n=room.capacity)
            button.setAccessibleName(f"{room.name}, {places}")
            button.setToolTip(button.accessibleName())
            button.setMinimumWidth(theme.scaled(60))
            self._group.addButton(button, room.id)
            self._list.addLayout(hbox((button, 1), note(str(room.capacity)), margins=(0, 3, 6, 3)))
        self._list.addStretch(1)


def _legend() -> list[QWidget]:
    rows = [(Swatch(KIND_COLOURS[kind]), label(kind)) for kind in BookingKind]
    rows.append((Swatch(None, is_option=True), _("Option")))
    return [holder(hbox(swatch, note(word), None)) for swatch, word in rows]
