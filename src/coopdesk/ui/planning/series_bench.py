"""The workbench of a series: the strip of its dates, pills that filter them, a line for each with its remedies."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from coopdesk.domain.series_plan import PlannedDate, SeriesPlan, Standing
from coopdesk.foundation.i18n import _, format_day, ngettext
from coopdesk.ui import theme
from coopdesk.ui.planning.series_move_button import MoveButton
from coopdesk.ui.planning.series_strip import Mark, MarkLook, SeriesStrip
from coopdesk.ui.planning.series_table import DatesTable
from coopdesk.ui.planning.series_ways import Way, Ways
from coopdesk.ui.planning.series_words import standing_look, why
from coopdesk.ui.widgets.buttons import FilterPill
from coopdesk.ui.widgets.labels import caption
from coopdesk.ui.widgets.layouts import frame, hbox, scrolling, vbox

_STRIP_HEIGHT, _LOW_STRIP_HEIGHT = 96, 46
"""Two rows of months, or one; the others are scrolled to."""
_LEAST_LIST_HEIGHT = 96


class Shown(StrEnum):
    """Which dates the list shows."""

    ALL = "all"
    BLOCKED = "blocked"
    UNCOVERED = "uncovered"
    SKIPPED = "skipped"


class SeriesBench(QWidget):
    """Shows a plan; says what is decided for a date, and leaves it to the dialog to plan anew."""

    decided = Signal(object, object)
    """The original day of a date, and the choice for it, None to take it back."""
    wanted = Signal(object)
    """The date whose booking is to be opened."""

    def __init__(self, ways: Ways, rooms: Callable[[int], str]) -> None:
        super().__init__()
        self._rooms = rooms
        self._plan: SeriesPlan | None = None
        self._parts: dict[Shown, Sequence[PlannedDate]] = dict.fromkeys(Shown, ())
        self._has_chosen = False
        self._is_low = False
        self.strip = SeriesStrip()
        self.table = DatesTable(standing_look, ways, rooms)
        self.pills = {one: FilterPill("") for one in Shown}
        self.move_all = MoveButton()
        self._strip_place = scrolling(self.strip)
        self._group = QButtonGroup(self)
        self._lay_out()
        self.strip.chosen.connect(self.show_line)
        self.strip.arranged.connect(self._fit_strip)
        self.table.selected.connect(self._follow)
        self.table.decided.connect(self._pass_on)

    def _lay_out(self) -> None:
        for pill in self.pills.values():
            self._group.addButton(pill)
            pill.toggled.connect(self._filter_when)
        self.pills[Shown.ALL].setChecked(True)
        self._strip_place.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setMinimumHeight(theme.scaled(_LEAST_LIST_HEIGHT))
        listed = frame(vbox((self.table, 1), spacing=0, margins=(1, 1, 1, 1)), "card")
        pills = hbox(caption(_("Show")), *self.pills.values(), None, self.move_all, spacing=6)
        self.setLayout(vbox(self._strip_place, pills, (listed, 1), spacing=10))

    def show_plan(self, plan: SeriesPlan | None) -> None:
        """Show what a series would be, None for nothing; whoever was at a date stays there."""
        self._plan = plan
        self.move_all.setEnabled(plan is not None)
        if plan is None:
            self._parts = dict.fromkeys(Shown, ())
            self.strip.show_marks((), str)
            self.table.show_dates(())
            self._fit_strip()
            return
        self.move_all.show_from(plan.draft.room_id)
        self._parts = _parts(plan)
        self.strip.show_marks([Mark(one.day, mark_look(one)) for one in plan.dates], self._words_of)
        self._fit_strip()
        for which, dates in self._parts.items():
            self.pills[which].setText(_pill_words(which, dates))
            self.pills[which].setVisible(which is Shown.ALL or bool(dates))
        if not self._parts[self.shown]:
            self.pills[Shown.ALL].setChecked(True)
        self._filter()
        if not self._has_chosen and plan.blocked:
            # What is to be decided comes first into view.
            self._go_to(plan.blocked[0].day)

    @property
    def shown(self) -> Shown:
        """Which dates are listed."""
        return next((one for one, pill in self.pills.items() if pill.isChecked()), Shown.ALL)

    def show_line(self, number: int) -> None:
        """Go to the line of a date, the filter notwithstanding."""
        if self._plan is None:
            return
        day = self._plan.dates[number].day
        if all(one.day != day for one in self._parts[self.shown]):
            self.pills[Shown.ALL].setChecked(True)
        self._has_chosen = True
        self._go_to(day)
        self.table.setFocus()

    def set_low(self, is_low: bool) -> None:
        """Leave the height to the lines where there is little of it."""
        self._is_low = is_low
        self._fit_strip()

    def set_ways(self, ways: Ways) -> None:
        """Offer other ways from now on."""
        self.table.set_ways(ways)

    def set_read_only(self, is_read_only: bool) -> None:
        """Only look."""
        self.table.set_read_only(is_read_only)
        self.move_all.setHidden(is_read_only)

    def _pass_on(self, one: PlannedDate, way: Way) -> None:
        if way.opens:
            self.wanted.emit(one)
        else:
            self.decided.emit(one.day, way.choice)

    def _go_to(self, day: date) -> None:
        self.table.select(day.toordinal())

    def _follow(self, ordinal: int | None) -> None:
        """The strip shows which line is chosen."""
        if self._plan is None or ordinal is None:
            return
        self._has_chosen = self._has_chosen or self.table.hasFocus()
        day = date.fromordinal(ordinal)
        self.strip.set_current(next((n for n, one in enumerate(self._plan.dates) if one.day == day), 0))

    def _filter_when(self, is_on: bool) -> None:
        if is_on:
            self._filter()

    def _filter(self) -> None:
        if self._plan is not None:
            self.table.show_dates(self._parts[self.shown])

    def _words_of(self, number: int) -> str:
        """The sentence of a mark."""
        if self._plan is None:
            return ""
        one = self._plan.dates[number]
        word, _icon, _tone = standing_look(one)
        day = format_day(one.session.start.date(), "EEEE d MMMM y")
        return ", ".join(filter(None, (day, word, why(one, self._rooms))))

    def _fit_strip(self) -> None:
        most = theme.scaled(_LOW_STRIP_HEIGHT if self._is_low else _STRIP_HEIGHT)
        self._strip_place.setFixedHeight(min(self.strip.minimumHeight(), most))


def _parts(plan: SeriesPlan) -> dict[Shown, Sequence[PlannedDate]]:
    """The dates of each filter."""
    blocked = plan.blocked
    stuck = {one.day for one in blocked}
    return {
        Shown.ALL: plan.dates,
        Shown.BLOCKED: blocked,
        Shown.UNCOVERED: [one for one in plan.uncovered if one.day not in stuck],
        Shown.SKIPPED: plan.skipped,
    }


def mark_look(one: PlannedDate) -> MarkLook:
    """How the strip draws a date."""
    if one.is_skipped:
        return MarkLook.SKIPPED
    if one.is_blocked:
        return MarkLook.CONFLICT
    return MarkLook.RESERVE if one.is_uncovered else MarkLook.FREE


def _pill_words(which: Shown, dates: Sequence[PlannedDate]) -> str:
    count = len(dates)
    if which is Shown.BLOCKED and all(one.standing is Standing.CONFLICT for one in dates):
        return ngettext("{n} conflict", "{n} conflicts", count).format(n=count)
    words = {
        Shown.ALL: ngettext("{n} date", "{n} dates", count),
        Shown.BLOCKED: ngettext("{n} to decide", "{n} to decide", count),
        Shown.UNCOVERED: ngettext("{n} under reserve", "{n} under reserve", count),
        Shown.SKIPPED: ngettext("{n} skipped", "{n} skipped", count),
    }
    return words[which].format(n=count)
