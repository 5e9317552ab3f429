"""Rooms to tick: those that a key opens."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from coopdesk.domain.room import Room
from coopdesk.ui import theme
from coopdesk.ui.widgets.buttons import verbatim
from coopdesk.ui.widgets.field import Field

_COLUMNS = 2


class RoomsField(Field):
    """Some of the rooms of the house, two to a line."""

    def __init__(self, name: str, label: str, rooms: Sequence[Room]) -> None:
        super().__init__(name, label, QWidget())
        self._ticks = {room.id: QCheckBox(verbatim(room.name)) for room in rooms}
        grid = QGridLayout(self.editor)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.scaled(4))
        for place, tick in enumerate(self._ticks.values()):
            grid.addWidget(tick, place // _COLUMNS, place % _COLUMNS)
            tick.toggled.connect(self._edited)

    def value(self) -> tuple[int, ...]:
        """The keys of the rooms that are ticked, in order."""
        return tuple(sorted(key for key, tick in self._ticks.items() if tick.isChecked()))

    def set_value(self, value: Sequence[int]) -> None:
        """Tick these rooms."""
        for key, tick in self._ticks.items():
            tick.setChecked(key in value)
