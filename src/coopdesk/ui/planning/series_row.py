"""The buttons of the chosen date's line: its three best ways out, and « Autres ▾ » for the rest."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QFrame

from coopdesk.foundation.i18n import _
from coopdesk.ui import theme
from coopdesk.ui.planning.series_ways import BEST, Way
from coopdesk.ui.widgets.buttons import Button, menu_button, remedy, verbatim
from coopdesk.ui.widgets.labels import ElidingLabel
from coopdesk.ui.widgets.layouts import hbox

Take = Callable[[Way], object]

_AROUND_WORD, _AROUND_MENU = 30, 50
"""What a button is wider than its word: padding, outline, the gap to the next, and the arrow of one that unfolds."""
_LEAST_WHY = 70


class RowBar(QFrame):
    """Why the date stands as it does, and real buttons over the painted line: reached by Tab from the list."""

    def __init__(self, why: str, ways: Sequence[Way], day: str, take: Take, width: int) -> None:
        """`width` is the cell's: what has no room in it unfolds."""
        super().__init__()
        shown = _fitting(ways, width)
        self.buttons = [_button(way, day, take) for way in ways[:shown]]
        if shown < len(ways):
            more = menu_button(_("Others"), [_action(way, take) for way in ways[shown:]], "remedy")
            more.setAccessibleDescription(day)
            self.buttons.append(more)
        self.setLayout(hbox((ElidingLabel(why), 1), *self.buttons, spacing=6, margins=(11, 0, 8, 1)))


def _fitting(ways: Sequence[Way], width: int) -> int:
    """How many of the ways have room as buttons, beside one that unfolds the others."""
    metrics = QFontMetrics(theme.font())
    room = width - theme.scaled(_LEAST_WHY)
    widths = [metrics.horizontalAdvance(way.word) + theme.scaled(_AROUND_WORD) for way in ways]
    if len(ways) <= BEST + 1 and sum(widths) <= room:
        return len(ways)
    room -= metrics.horizontalAdvance(_("Others")) + theme.scaled(_AROUND_MENU)
    shown = min(BEST, len(ways))
    while shown and sum(widths[:shown]) > room:
        shown -= 1
    return shown


def _button(way: Way, day: str, take: Take) -> Button:
    made = remedy(verbatim(way.word), lambda: take(way))
    made.setAccessibleDescription(day)
    return made


def _action(way: Way, take: Take) -> QAction:
    action = QAction(verbatim(way.word))
    action.triggered.connect(lambda _checked=False: take(way))
    return action
