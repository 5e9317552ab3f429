"""The opening hours of a room, a line a weekday, with a break where there is one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from coopdesk.domain.room import OpeningHours
from coopdesk.foundation.i18n import _, format_day, pgettext
from coopdesk.ui import theme
from coopdesk.ui.widgets.buttons import Segments, icon_button, link
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.fields import DateField, TimeField
from coopdesk.ui.widgets.labels import muted
from coopdesk.ui.widgets.layouts import frame, hbox, holder, vbox

MONDAY = date(2024, 1, 1)
WEEKDAYS = range(7)
WORKING_DAYS = range(5)
_USUAL = (time(9), time(18))
_AFTER_BREAK = (time(14), time(18))


def weekday_name(weekday: int) -> str:
    """« Lundi » for 0."""
    return format_day(MONDAY + timedelta(days=weekday), "EEEE").capitalize()


class Stretch(QWidget):
    """From an hour to an hour."""

    changed = Signal()

    def __init__(self, day: str, usual: tuple[time, time]) -> None:
        super().__init__()
        self.opens = TimeField("opens_at", _("{day}, opens at").format(day=day))
        self.closes = TimeField("closes_at", _("{day}, closes at").format(day=day), is_end=True)
        for field, hour in zip((self.opens, self.closes), usual, strict=True):
            field.caption.hide()
            field.setFixedWidth(theme.scaled(72))
            field.set_value(hour)
            field.changed.connect(self.changed)
        self.setLayout(hbox(self.opens, muted(pgettext("hours", "to")), self.closes, spacing=6))

    def hours(self, weekday: int) -> OpeningHours | None:
        """The stretch; None while an hour cannot be read."""
        opens, closes = self.opens.value(), self.closes.value()
        return None if opens is None or closes is None else OpeningHours(weekday, opens, closes)

    def show_hours(self, opens: time, closes: time) -> None:
        """Show these hours."""
        self.opens.set_value(opens)
        self.closes.set_value(closes)


class DayLine(QObject):
    """One weekday: open or closed, its hours, and those after a break."""

    changed = Signal()

    def __init__(self, weekday: int, prefix: str = "") -> None:
        """`prefix` tells its hours from those of another week, for who does not see them."""
        super().__init__()
        name = weekday_name(weekday)
        day = f"{prefix}, {name.lower()}" if prefix else name
        self.weekday = weekday
        self.open = QCheckBox(name)
        self.open.setAccessibleName(day)
        self.open.setMinimumWidth(theme.scaled(110))
        self.first, self.second = Stretch(day, _USUAL), Stretch(day, _AFTER_BREAK)
        self.closed = muted(_("closed"))
        self.more = icon_button("plus", _("{day}: add hours after a break").format(day=day), self._add_break)
        self.less = icon_button("x", _("{day}: no break").format(day=day), self._take_break)
        self._has_break = False
        parts = hbox(self.open, self.first, self.closed, self.more, self.second, self.less, None, spacing=8)
        self.widget = holder(parts)
        self.widget.setMinimumHeight(theme.scaled(32))
        self.open.toggled.connect(self._tell)
        self.first.changed.connect(self.changed)
        self.second.changed.connect(self.changed)
        self._arrange()

    def stretches(self) -> list[OpeningHours | None]:
        """Its hours; None for one that cannot be read."""
        if not self.open.isChecked():
            return []
        both = (self.first, self.second) if self._has_break else (self.first,)
        return [one.hours(self.weekday) for one in both]

    def show_stretches(self, stretches: Sequence[OpeningHours]) -> None:
        """Show the hours of another day, or of the room as it is."""
        for shown, one in zip((self.first, self.second), stretches, strict=False):
            shown.show_hours(one.opens_at, one.closes_at)
        self._has_break = len(stretches) > 1
        self.open.setChecked(bool(stretches))
        self._tell()

    def _add_break(self) -> None:
        self._has_break = True
        self._tell()
        self.second.opens.editor.setFocus()

    def _take_break(self) -> None:
        self._has_break = False
        self._tell()

    def _tell(self) -> None:
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        is_open = self.open.isChecked()
        self.first.setVisible(is_open)
        self.closed.setVisible(not is_open)
        self.more.setVisible(is_open and not self._has_break)
        self.second.setVisible(is_open and self._has_break)
        self.less.setVisible(is_open and self._has_break)


class Week(QObject):
    """The seven weekdays of the usual hours, or of those of a period."""

    changed = Signal()

    def __init__(self, prefix: str = "") -> None:
        super().__init__()
        self.days = [DayLine(weekday, prefix) for weekday in WEEKDAYS]
        self.copy = link(_("Copy Monday to the other weekdays"), self.copy_monday, icon="copy")
        self.widget = holder(vbox(*(day.widget for day in self.days), hbox(self.copy, None), spacing=0))
        for day in self.days:
            day.changed.connect(self.changed)

    def stretches(self) -> list[OpeningHours | None]:
        """Its hours; None for one that cannot be read."""
        return [one for day in self.days for one in day.stretches()]

    def show_hours(self, hours: Sequence[OpeningHours]) -> None:
        """Show these hours; without any, those that most rooms have."""
        for day in self.days:
            mine = sorted(one for one in hours if one.weekday == day.weekday)
            if not hours and day.weekday in WORKING_DAYS:
                mine = [OpeningHours(day.weekday, *_USUAL)]
            day.show_stretches(mine)

    def copy_monday(self) -> None:
        """Give the other working days the hours of Monday."""
        monday = [one for one in self.days[0].stretches() if one is not None]
        for day in self.days[1 : len(WORKING_DAYS)]:
            day.show_stretches([OpeningHours(day.weekday, one.opens_at, one.closes_at) for one in monday])


class PeriodHours(QObject):
    """Other hours from one day to another, which take the place of the usual ones."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        name = _("Period {n}").format(n=number)
        self.first = DateField(f"first_{number}", _("From"), optional=False)
        self.last = DateField(f"last_{number}", _("To, included"), optional=False)
        self.week = Week(name)
        drop = icon_button("trash-2", _("{period}: take these hours away").format(period=name), self.dropped.emit)
        days = hbox((self.first, 1), (self.last, 1), drop, spacing=8)
        self.widget = frame(vbox(days, self.week.widget, spacing=6, margins=(12, 8, 8, 8)), "group")
        for one in (self.first, self.last, self.week):
            one.changed.connect(self.changed)

    def hours(self) -> list[OpeningHours | None]:
        """Its hours, None for what cannot be read."""
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            return [None]
        return [None if one is None else replace(one, first=first, last=last) for one in self.week.stretches()]

    def show_hours(self, first: date | None, last: date | None, hours: Sequence[OpeningHours]) -> None:
        """Show the hours of a period."""
        self.first.set_value(first)
        self.last.set_value(last)
        self.week.show_hours(hours)


class HoursField(Field):
    """The opening hours of a room, usual and by period; « always open » is a room without any."""

    def __init__(self, name: str, label: str) -> None:
        self.mode = Segments([(False, _("Always open")), (True, _("At these hours"))], label)
        self.week = Week()
        self.days, self.copy = self.week.days, self.week.copy
        self.periods: list[PeriodHours] = []
        self._made = 0
        self._list = vbox(spacing=8)
        self.more = link(_("Other hours for a period"), self.add_period, icon="plus")
        self._hours = holder(vbox(self.week.widget, self._list, hbox(self.more, None), spacing=6))
        super().__init__(name, label, holder(vbox(hbox(self.mode, None), self._hours, spacing=8)))
        self.setFocusProxy(self.mode)
        self.mode.changed.connect(self._turn)
        self.week.changed.connect(self._edited)
        self._hours.hide()

    def value(self) -> tuple[OpeningHours, ...]:
        """The hours that can be read, in order."""
        if not self.mode.value():
            return ()
        return tuple(one for one in self._stretches() if one is not None)

    def _stretches(self) -> list[OpeningHours | None]:
        return [*self.week.stretches(), *(one for period in self.periods for one in period.hours())]

    def set_value(self, value: Sequence[OpeningHours]) -> None:
        """Show these hours."""
        for period in list(self.periods):
            self._drop(period)
        self.week.show_hours([one for one in value if one.is_usual])
        if value and not any(one.is_usual for one in value):
            for day in self.days:
                day.show_stretches([])
        for first, last in sorted({(one.first, one.last) for one in value if not one.is_usual}):
            mine = [one for one in value if (one.first, one.last) == (first, last)]
            self._add().show_hours(first, last, mine)
        self.mode.set_value(bool(value))
        self._turn()

    def unreadable(self) -> str:
        """A day or an hour that cannot be read, or a room that would never open."""
        if not self.mode.value():
            return ""
        if any(period.first.value() is None or period.last.value() is None for period in self.periods):
            return _("Write the dates of the period as 26/11/2026.")
        if None in self._stretches():
            return _("Write the times as 14:00.")
        if not self._stretches():
            return _("Open it on one day at least, or choose “Always open”.")
        if any(not period.hours() for period in self.periods):
            return _("Open it on one day at least of the period: to close it all along, add a closure.")
        return ""

    def copy_monday(self) -> None:
        """Give the other working days the hours of Monday."""
        self.week.copy_monday()

    def add_period(self) -> None:
        """Ask for a period, with the usual hours to start from."""
        usual = [one for one in self.week.stretches() if one is not None]
        period = self._add()
        period.show_hours(None, None, usual)
        period.first.editor.setFocus()
        self._edited()

    def _add(self) -> PeriodHours:
        self._made += 1
        period = PeriodHours(self._made)
        period.changed.connect(self._edited)
        period.dropped.connect(lambda: self._drop(period))
        self.periods.append(period)
        self._list.addWidget(period.widget)
        return period

    def _drop(self, period: PeriodHours) -> None:
        self.periods.remove(period)
        period.widget.hide()
        period.widget.deleteLater()
        self._edited()

    def _turn(self) -> None:
        self._hours.setVisible(self.mode.value())
        self._edited()
