"""« Déplacer toute la série »: where else all of it could be, with what each place would leave to decide."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from coopdesk.foundation.i18n import _, format_span, ngettext
from coopdesk.services.series_moves import SeriesMove
from coopdesk.ui import icons
from coopdesk.ui.messages import shown
from coopdesk.ui.widgets.buttons import Button, verbatim

_ANY_DAY = date(2024, 1, 1)


class MoveButton(Button):
    """The places are worked out as it unfolds: nothing is moved before the dates were seen there."""

    taken = Signal(object)
    """The place that was chosen."""
    elsewhere = Signal()
    """None of them: the room and the hours are to be typed."""

    def __init__(self) -> None:
        super().__init__(_("Move the whole series"), variant="quiet", icon="arrow-left-right")
        self._moves: Callable[[], Sequence[SeriesMove]] = tuple
        self._here = 0
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def offer(self, moves: Callable[[], Sequence[SeriesMove]]) -> None:
        """Ask this for the places."""
        self._moves = moves

    def show_from(self, room_id: int) -> None:
        """The room the series is in: its other hours are told without its name."""
        self._here = room_id

    @shown
    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for one in self._moves():
            action = QAction(verbatim(self.words(one)), menu)
            action.setIcon(icons.icon("check" if not one.blocked else "circle-alert"))
            action.triggered.connect(lambda _checked=False, move=one: self.taken.emit(move))
            menu.addAction(action)
        menu.addSeparator()
        other = QAction(icons.icon("pencil"), _("Another room or other hours…"), menu)
        other.triggered.connect(lambda: self.elsewhere.emit())
        menu.addAction(other)

    def words(self, one: SeriesMove) -> str:
        """A place and what it is worth: « Salle Lilas : 23 séances libres, 1 à décider »."""
        place = one.room if one.room_id != self._here else _hours(one)
        free = ngettext("{n} free session", "{n} free sessions", one.free).format(n=one.free)
        if not one.blocked:
            return _("{place}: {free}").format(place=place, free=free)
        rest = ngettext("{n} to decide", "{n} to decide", one.blocked).format(n=one.blocked)
        return _("{place}: {free}, {rest}").format(place=place, free=free, rest=rest)


def _hours(one: SeriesMove) -> str:
    start, end = datetime.combine(_ANY_DAY, one.starts_at), datetime.combine(_ANY_DAY, one.ends_at)
    if end <= start:
        end = end.replace(day=_ANY_DAY.day + 1)
    return format_span(start, end)
