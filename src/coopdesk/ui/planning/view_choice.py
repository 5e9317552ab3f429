"""The views of the planning: which there are, their days, how they are called and turned; and the choice of one."""

from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coopdesk.domain.period import Period
from coopdesk.foundation.i18n import N_, _, format_day
from coopdesk.services.plannings import season_of
from coopdesk.ui.planning.mini_month import monday_of
from coopdesk.ui.widgets.buttons import Segments, menu_button
from coopdesk.ui.widgets.layouts import hbox

_WEEKS_OF_MONTH = 6


class View(StrEnum):
    """One way to look at the planning."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TYPICAL = "typical"
    LIST = "list"


_WORDS = {
    View.DAY: N_("Day"),
    View.WEEK: N_("Week"),
    View.MONTH: N_("Month"),
    View.TYPICAL: N_("Typical week"),
    View.LIST: N_("List"),
}
_BACK = {
    View.DAY: N_("Previous day"),
    View.WEEK: N_("Previous week"),
    View.MONTH: N_("Previous month"),
    View.TYPICAL: N_("Previous season"),
}
_ON = {
    View.DAY: N_("Next day"),
    View.WEEK: N_("Next week"),
    View.MONTH: N_("Next month"),
    View.TYPICAL: N_("Next season"),
}


def way_words(view: View) -> tuple[str, str]:
    """What the arrows of a view do."""
    return _(_BACK.get(view, _BACK[View.WEEK])), _(_ON.get(view, _ON[View.WEEK]))


def days_of(view: View, day: date) -> Period:
    """The days that a view shows when it stands on a day."""
    if view is View.DAY:
        return Period(day, day)
    if view is View.MONTH:
        first = monday_of(day.replace(day=1))
        return Period(first, first + timedelta(days=7 * _WEEKS_OF_MONTH - 1))
    if view is View.TYPICAL:
        return season_of(day)
    return Period(monday_of(day), monday_of(day) + timedelta(days=6))


def turned(view: View, day: date, pages: int) -> date:
    """The day a view stands on after some pages."""
    if view is View.DAY:
        return day + timedelta(days=pages)
    if view is View.MONTH:
        number = day.year * 12 + day.month - 1 + pages
        return date(number // 12, number % 12 + 1, 1)
    if view is View.TYPICAL:
        season = season_of(day)
        return season.last + timedelta(days=1) if pages > 0 else season.first - timedelta(days=1)
    return day + timedelta(days=7 * pages)


def title_of(view: View, day: date, *, is_short: bool = False) -> str:
    """« Mardi 24 novembre », « 14 – 20 décembre », « Décembre 2026 »."""
    if view is View.DAY:
        return _capital(format_day(day, "EEE d MMM" if is_short else "EEEE d MMMM"))
    if view is View.MONTH:
        return _capital(format_day(day, "MMMM yyyy"))
    if view is View.TYPICAL:
        return _("Typical week")
    return week_title(monday_of(day), is_short=is_short)


def week_title(monday: date, *, is_short: bool = False) -> str:
    """« 14 – 20 décembre », « 28 décembre – 3 janvier »."""
    sunday = monday + timedelta(days=6)
    whole = "d MMM" if is_short else "d MMMM"
    return f"{format_day(monday, 'd' if monday.month == sunday.month else whole)} – {format_day(sunday, whole)}"


def season_name(season: Period) -> str:
    """« saison 2026 – 2027 »."""
    return _("season {first}–{last}").format(first=season.first.year, last=season.last.year)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class ViewChoice(QWidget):
    """The views side by side, or as a list where the page is narrow."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._segments = Segments([(view, _(words)) for view, words in _WORDS.items()], _("View"))
        actions = []
        for view, words in _WORDS.items():
            action = QAction(_(words), self)
            action.triggered.connect(lambda _checked=False, view=view: self.set_value(view))
            actions.append(action)
        self.list = menu_button(_(_WORDS[View.DAY]), actions)
        self.list.hide()
        self._segments.changed.connect(self._tell)
        self.setLayout(hbox(self._segments, self.list, spacing=0))
        self.set_value(View.WEEK)

    def value(self) -> View:
        """The view that is chosen."""
        return View(self._segments.value())

    def set_value(self, view: View) -> None:
        """Choose a view."""
        self._segments.set_value(view)
        self._say(view)

    def set_narrow(self, is_narrow: bool) -> None:
        """Side by side, or a list."""
        self._segments.setVisible(not is_narrow)
        self.list.setVisible(is_narrow)

    def _tell(self, view: View) -> None:
        self._say(view)
        self.changed.emit(view)

    def _say(self, view: View) -> None:
        self.list.setText(_(_WORDS[view]))
        self.list.setAccessibleName(_("{filter}: {value}").format(filter=_("View"), value=_(_WORDS[view])))
