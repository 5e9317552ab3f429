"""A list to tick: people, texts that speak of them; each line with its details and the way to its record."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLayout, QWidget

from coopdesk.foundation.i18n import _
from coopdesk.ui.page import Target
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import link
from coopdesk.ui.widgets.labels import ElidingLabel, IconLabel, note
from coopdesk.ui.widgets.layouts import clear, hbox, holder, keeping_focus, vbox


@dataclass(frozen=True, slots=True)
class Tick:
    """One line: what it stands for, its words, whether it starts ticked, and whether that can be changed."""

    key: Hashable
    title: str
    details: tuple[str, ...] = ()
    is_on: bool = True
    is_fixed: bool = False
    target: Target | None = None


class TickList(QWidget):
    """Lines with a box each; what was ticked or not by hand stays so when the lines are shown anew."""

    changed = Signal()
    followed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[Hashable, QCheckBox] = {}
        self._fixed: dict[Hashable, bool] = {}
        self._by_hand: dict[Hashable, bool] = {}
        self._rows = vbox(spacing=8)
        self.setLayout(self._rows)

    def show_ticks(self, ticks: Iterable[Tick]) -> None:
        """Show these lines."""
        with keeping_focus(self):
            clear(self._rows)
            self._boxes.clear()
            self._fixed.clear()
            for tick in ticks:
                self._rows.addWidget(holder(self._row(tick)))

    def chosen(self) -> tuple[Hashable, ...]:
        """What is ticked, what cannot be unticked first."""
        always = (key for key, is_on in self._fixed.items() if is_on)
        return (*always, *(key for key, box in self._boxes.items() if box.isChecked()))

    def tick_all(self) -> None:
        """Tick every line that may be."""
        for box in self._boxes.values():
            box.setChecked(True)

    def _row(self, tick: Tick) -> QLayout:
        mark = self._fixed_mark(tick) if tick.is_fixed else self._box(tick)
        words = vbox(
            ElidingLabel(tick.title, "strong"), *(note(detail, wrap=True) for detail in tick.details), spacing=0
        )
        ways = []
        if tick.target is not None:
            way = link(_("Open"), lambda: self.followed.emit(tick.target))
            way.setAccessibleName(_("Open: {title}").format(title=tick.title))
            ways.append(way)
        return hbox(mark, (words, 1), *ways, spacing=8)

    def _fixed_mark(self, tick: Tick) -> QWidget:
        self._fixed[tick.key] = tick.is_on
        mark = IconLabel("check", Tone.OK) if tick.is_on else IconLabel("minus")
        mark.setFixedWidth(QCheckBox().sizeHint().width())
        return mark

    def _box(self, tick: Tick) -> QWidget:
        box = QCheckBox()
        box.setAccessibleName(tick.title)
        box.setAccessibleDescription(" · ".join(tick.details))
        box.setChecked(self._by_hand.get(tick.key, tick.is_on))
        box.toggled.connect(lambda is_on: self._remember(tick.key, is_on))
        self._boxes[tick.key] = box
        return box

    def _remember(self, key: Hashable, is_on: bool) -> None:
        self._by_hand[key] = is_on
        self.changed.emit()
