"""The buttons of the chosen date's line: its three best ways out, and « Autres ▾ » for the rest."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame

from coopdesk.foundation.i18n import _
from coopdesk.ui.planning.series_ways import BEST, Way
from coopdesk.ui.widgets.buttons import Button, menu_button, remedy, verbatim
from coopdesk.ui.widgets.labels import ElidingLabel
from coopdesk.ui.widgets.layouts import hbox

Take = Callable[[Way], object]


class RowBar(QFrame):
    """Why the date stands as it does, and real buttons over the painted line: reached by Tab from the list."""

    def __init__(self, why: str, ways: Sequence[Way], day: str, take: Take) -> None:
        super().__init__()
        best = list(ways) if len(ways) <= BEST + 1 else list(ways[:BEST])
        others = ways[len(best) :]
        self.buttons = [_button(way, day, take) for way in best]
        if others:
            more = menu_button(_("Others"), [_action(way, take) for way in others], "remedy")
            more.setAccessibleDescription(day)
            self.buttons.append(more)
        self.setLayout(hbox((ElidingLabel(why), 1), *self.buttons, spacing=6, margins=(11, 0, 8, 1)))


def _button(way: Way, day: str, take: Take) -> Button:
    made = remedy(verbatim(way.word), lambda: take(way))
    made.setAccessibleDescription(day)
    return made


def _action(way: Way, take: Take) -> QAction:
    action = QAction(verbatim(way.word))
    action.triggered.connect(lambda _checked=False: take(way))
    return action
