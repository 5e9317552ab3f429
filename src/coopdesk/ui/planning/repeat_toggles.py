"""Several of a few values, each a small button that stays pressed: days of the week, which ones of the month."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QSizePolicy

from coopdesk.ui.widgets.buttons import Button
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.layouts import hbox, holder


class TogglesField(Field):
    """Some of a few values; the arrows need nothing: Tab walks them, Space presses."""

    def __init__(self, name: str, label: str, options: Sequence[tuple[Any, str, str]]) -> None:
        """Each option is its value, its short word, and what a screen reader says."""
        self._buttons: dict[Any, Button] = {}
        row = hbox(spacing=0)
        for place, (value, word, spoken) in enumerate(options):
            button = Button(word)
            button.setCheckable(True)
            button.setAccessibleName(spoken)
            button.setAccessibleDescription(label)
            button.setToolTip(spoken)
            button.setProperty("segment", _place(place, len(options)))
            # The narrow padding of a bare button: seven of them stand in a column.
            button.setProperty("bare", "true")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            row.addWidget(button, 1)
            self._buttons[value] = button
        super().__init__(name, label, holder(row))
        self.editor.setFocusProxy(next(iter(self._buttons.values())))
        for button in self._buttons.values():
            button.toggled.connect(lambda _on: self._edited())

    def value(self) -> tuple[Any, ...]:
        """What is pressed, in the order of the buttons."""
        return tuple(value for value, button in self._buttons.items() if button.isChecked())

    def set_value(self, value: Sequence[Any]) -> None:
        """Press these and no others."""
        for one, button in self._buttons.items():
            button.setChecked(one in value)


def _place(place: int, count: int) -> str:
    if place == 0:
        return "first"
    return "last" if place == count - 1 else "middle"
