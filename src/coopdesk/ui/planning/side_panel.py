"""Left of the planning: the month, the rooms, the legend."""

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QFrame, QRadioButton

from coopdesk.domain.calendars import Calendar
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import _, ngettext, pgettext
from coopdesk.ui import theme
from coopdesk.ui.planning.legend import legend
from coopdesk.ui.planning.mini_month import MiniMonth
from coopdesk.ui.widgets.buttons import Segments, verbatim
from coopdesk.ui.widgets.cards import line
from coopdesk.ui.widgets.labels import caption, note
from coopdesk.ui.widgets.layouts import clear, hbox, holder, scrolling, vbox

_WIDTH = 208


class SidePanel(QFrame):
    """Chooses the days and the rooms; the legend is always on screen."""

    day_chosen = Signal(object)
    room_chosen = Signal(int)
    all_wanted = Signal(object)
    """All rooms, or one."""
    ticked = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setFixedWidth(theme.scaled(_WIDTH))
        self._month = MiniMonth()
        self._month.chosen.connect(self.day_chosen)
        self._shown: object = None
        self._how_many = Segments([(False, _("One room")), (True, pgettext("rooms", "All"))], _("Rooms shown"))
        self._how_many.changed.connect(self.all_wanted)
        self._group = QButtonGroup(self)
        self._ticks: dict[int, QAbstractButton] = {}
        self._list = vbox(spacing=2)
        rooms = scrolling(holder(self._list))
        rooms.setFrameShape(QFrame.Shape.NoFrame)
        rooms.setMinimumHeight(theme.scaled(60))
        column = vbox(
            self._month,
            line(),
            self._how_many,
            (rooms, 1),
            line(),
            caption(_("Legend")),
            *legend(),
            spacing=4,
            margins=(16, 8, 12, 8),
        )
        # In a low window, or with large letters, all of it scrolls.
        whole = scrolling(holder(column))
        whole.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayout(vbox((whole, 1), spacing=0))

    def sizeHint(self) -> QSize:
        """Its height is the page's."""
        return QSize(theme.scaled(_WIDTH), theme.scaled(560))

    def show_day(self, day: date, today: date, calendar: Calendar | None = None) -> None:
        """Highlight a week of the month, with the holidays in sand."""
        self._month.show_day(day, today, calendar)

    def show_one(self, rooms: Sequence[Room], chosen: int | None) -> None:
        """List the rooms, one of them chosen."""
        self._how_many.setVisible(True)
        self._choose_how_many(is_all=False)
        self._fill(rooms, is_one=True)
        if chosen is not None and (button := self._ticks.get(chosen)) is not None:
            button.setChecked(True)

    def show_all(self, rooms: Sequence[Room], hidden: Collection[int], *, may_be_one: bool) -> None:
        """List the rooms with a tick before each that is shown; `may_be_one` where the view can show only one too."""
        self._how_many.setVisible(may_be_one)
        self._choose_how_many(is_all=True)
        self._fill(rooms, is_one=False)
        for room_id, button in self._ticks.items():
            button.blockSignals(True)
            button.setChecked(room_id not in hidden)
            button.blockSignals(False)

    def _choose_how_many(self, *, is_all: bool) -> None:
        self._how_many.blockSignals(True)
        self._how_many.set_value(is_all)
        self._how_many.blockSignals(False)

    def _fill(self, rooms: Sequence[Room], *, is_one: bool) -> None:
        shown = (is_one, [(room.id, room.name, room.capacity) for room in rooms])
        if shown == self._shown:
            return
        self._shown = shown
        for old in self._group.buttons():
            self._group.removeButton(old)
        clear(self._list)
        self._ticks = {room.id: self._button(room, is_one=is_one) for room in rooms}
        for room in rooms:
            button = self._ticks[room.id]
            self._list.addLayout(hbox((button, 1), note(str(room.capacity)), margins=(0, 3, 6, 3)))
        self._list.addStretch(1)

    def _button(self, room: Room, *, is_one: bool) -> QAbstractButton:
        button: QAbstractButton = QRadioButton(verbatim(room.name)) if is_one else QCheckBox(verbatim(room.name))
        places = ngettext("{n} place", "{n} places", room.capacity).format(n=room.capacity)
        button.setAccessibleName(f"{room.name}, {places}")
        button.setToolTip(button.accessibleName())
        button.setMinimumWidth(theme.scaled(60))
        if is_one:
            self._group.addButton(button, room.id)
            button.clicked.connect(lambda _checked=False, key=room.id: self.room_chosen.emit(key))
        else:
            button.toggled.connect(lambda is_on, key=room.id: self.ticked.emit(key, is_on))
        return button
