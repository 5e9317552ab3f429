"""The keys of a planning: what each of them does, for one that stands upright and for one that lies.

| keys | what they do |
|---|---|
| arrows | walk from booking to booking |
| Enter, Delete, Esc | open, delete, give up |
| Shift + arrows | move by a quarter of an hour, or to the next day or room |
| Ctrl + Shift + arrows along the hours | stretch by a quarter of an hour |
| Ctrl + arrows | walk over free time, by half an hour; Enter then books it |
| Ctrl + C, Ctrl + V, Ctrl + D | copy, put the copy where the free time is marked, repeat next week |
| PageUp, PageDown | the week (day, month …) before, after |
| Ctrl + plus, minus, 0 | zoom |
"""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_WAYS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Keyed(Protocol):
    """What the keys ask of the planning; « along » is along the hours, « across » over days or rooms."""

    @property
    def is_upright(self) -> bool:
        """Whether hours go down."""

    def walk(self, along_by: int, across_by: int) -> None:
        """To another booking."""

    def walk_slot(self, along_by: int, across_by: int) -> None:
        """To other free time."""

    def shift(self, along_by: int, across_by: int) -> None:
        """Move the selected booking."""

    def stretch(self, steps: int) -> None:
        """Let the selected booking end later, or sooner."""

    def open_chosen(self) -> None:
        """Open what is selected, or book the free time that is marked."""

    def remove(self) -> None:
        """Delete what is selected."""

    def copy(self) -> None:
        """Remember what is selected."""

    def paste(self) -> None:
        """Book what was remembered where the free time is marked."""

    def repeat(self) -> None:
        """Book what is selected once more a week later."""

    def turn(self, pages: int) -> None:
        """Show the week before or after."""

    def give_up(self) -> bool:
        """Stop dragging; tells whether there was anything to stop."""

    def zoom_by(self, steps: int) -> None:
        """Zoom in or out."""

    def zoom_to_fit(self) -> None:
        """Back to what fits."""


def press(grid: Keyed, event: QKeyEvent) -> bool:
    """Do what a key is for; tells whether it is for anything."""
    key = Qt.Key(event.key())
    if key in _WAYS:
        _arrow(grid, _WAYS[key], event.modifiers())
        return True
    if key in _PAGES:
        grid.turn(_PAGES[key])
        return True
    if key == Qt.Key.Key_Escape:
        return grid.give_up()
    return _plain(grid, key) if not event.modifiers() & _CONTROL else _with_control(grid, event)


def _plain(grid: Keyed, key: Qt.Key) -> bool:
    if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        grid.open_chosen()
    elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
        grid.remove()
    else:
        return False
    return True


def _with_control(grid: Keyed, event: QKeyEvent) -> bool:
    key = Qt.Key(event.key())
    if event.matches(QKeySequence.StandardKey.Copy):
        grid.copy()
    elif event.matches(QKeySequence.StandardKey.Paste):
        grid.paste()
    elif key == Qt.Key.Key_D:
        grid.repeat()
    elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
        grid.zoom_by(1)
    elif key == Qt.Key.Key_Minus:
        grid.zoom_by(-1)
    elif key in {Qt.Key.Key_0, Qt.Key.Key_Agrave}:  # the same key on French keyboards, without Shift
        grid.zoom_to_fit()
    else:
        return False
    return True


def _arrow(grid: Keyed, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
    # Upright, hours go down; lying, they go across.
    across, along = way if grid.is_upright else (way[1], way[0])
    has_control, has_shift = bool(modifiers & _CONTROL), bool(modifiers & _SHIFT)
    if has_control and has_shift:
        if along:
            grid.stretch(along)
    elif has_shift:
        grid.shift(along, across)
    elif has_control:
        grid.walk_slot(along, across)
    else:
        grid.walk(along, across)
