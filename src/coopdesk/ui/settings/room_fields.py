"""The fields of a room that no other form has: capacity by layout, fixtures, the rooms it is made of."""

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit

from coopdesk.domain.room import Layout, LayoutCapacity, Room
from coopdesk.foundation.i18n import _, ngettext
from coopdesk.ui import theme
from coopdesk.ui.widgets.buttons import verbatim
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.fields import NumberField
from coopdesk.ui.widgets.labels import note
from coopdesk.ui.widgets.layouts import hbox, holder
from coopdesk.wording.labels import label

_MOST_PERSONS = 10_000
_BETWEEN_WORDS = re.compile(r"[,;\n]")


class LayoutsField(Field):
    """How many the room holds in each layout; a layout without a figure is none it is known for."""

    def __init__(self, name: str, words: str) -> None:
        self.numbers = {
            layout: NumberField(layout, label(layout), 1, _MOST_PERSONS, optional=True) for layout in Layout
        }
        super().__init__(name, words, holder(hbox(*((one, 1) for one in self.numbers.values()), spacing=8)))
        self.setFocusProxy(next(iter(self.numbers.values())))
        for one in self.numbers.values():
            one.editor.setMinimumWidth(theme.scaled(48))
            one.editor.setAccessibleName(_("Persons at most: {layout}").format(layout=one.label.lower()))
            one.changed.connect(self._edited)

    def value(self) -> tuple[LayoutCapacity, ...]:
        """The layouts that have a figure."""
        found = ((layout, one.value()) for layout, one in self.numbers.items())
        return tuple(LayoutCapacity(layout, capacity) for layout, capacity in found if capacity is not None)

    def set_value(self, value: Sequence[LayoutCapacity]) -> None:
        """Show these figures."""
        known = {one.layout: one.capacity for one in value}
        for layout, one in self.numbers.items():
            one.set_value(known.get(layout))

    def unreadable(self) -> str:
        """A figure that is none."""
        return next((why for one in self.numbers.values() if (why := one.unreadable())), "")


class FixturesField(Field):
    """What stands in the room, as words between commas."""

    editor: QLineEdit

    def __init__(self, name: str, words: str, placeholder: str) -> None:
        super().__init__(name, words, QLineEdit())
        self.editor.setPlaceholderText(placeholder)
        self.editor.textChanged.connect(self._edited)

    def value(self) -> tuple[str, ...]:
        """The words, in order."""
        return tuple(word for one in _BETWEEN_WORDS.split(self.editor.text()) if (word := one.strip()))

    def set_value(self, value: Sequence[str]) -> None:
        """Show these words."""
        self.editor.setText(", ".join(value))
        self.editor.setCursorPosition(0)


class PartsField(Field):
    """The rooms that a room is made of, ticked; those that are made of others themselves are not offered."""

    def __init__(self, name: str, words: str, rooms: Sequence[Room], but: int | None) -> None:
        offered = [room for room in rooms if not room.parts and room.id != but]
        self.ticks = {room.id: QCheckBox(verbatim(room.name)) for room in offered}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.scaled(16))
        for place, room in enumerate(offered):
            tick = self.ticks[room.id]
            tick.setMinimumWidth(theme.scaled(80))
            places = ngettext("{n} place", "{n} places", room.capacity).format(n=room.capacity)
            tick.setAccessibleName(_("Made of: {room}, {places}").format(room=room.name, places=places))
            tick.setToolTip(f"{room.name}, {places}")
            tick.toggled.connect(lambda _on: self._edited())
            grid.addWidget(tick, place // 2, place % 2)
        if not offered:
            grid.addWidget(note(_("Add the other rooms first."), wrap=True), 0, 0)
        super().__init__(name, words, holder(grid))
        if self.ticks:
            self.setFocusProxy(next(iter(self.ticks.values())))

    def value(self) -> tuple[int, ...]:
        """The rooms that are ticked."""
        return tuple(room_id for room_id, tick in self.ticks.items() if tick.isChecked())

    def set_value(self, value: Sequence[int]) -> None:
        """Tick these rooms."""
        for room_id, tick in self.ticks.items():
            tick.setChecked(room_id in value)
