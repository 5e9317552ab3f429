"""The opening hours of a room, a line a weekday, with a break where there is one."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from coopdesk.domain.room import OpeningHours
from coopdesk.foundation.i18n import _, format_day, pgettext
from coopdesk.ui import theme
from coopdesk.ui.widgets.buttons import Segments, icon_button, link
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.fields import TimeField
from coopdesk.ui.widgets.labels import muted
from coopdesk.ui.widgets.layouts import hbox, holder, vbox

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
        self.closes = TimeField("closes_at", _("{day}, closes at").format(day=day))
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

    def __init__(self, weekday: int) -> None:
        super().__init__()
        day = weekday_name(weekday)
        self.weekday = weekday
        self.open = QCheckBox(day)
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


class HoursField(Field):
    """The opening hours of a room; « always open » is a room without any."""

    def __init__(self, name: str, label: str) -> None:
        self.mode = Segments([(False, _("Always open")), (True, _("At these hours"))], label)
        self.days = [DayLine(weekday) for weekday in WEEKDAYS]
        self.copy = link(_("Copy Monday to the other weekdays"), self.copy_monday, icon="copy")
        self._week = holder(vbox(*(day.widget for day in self.days), hbox(self.copy, None), spacing=0))
        super().__init__(name, label, holder(vbox(hbox(self.mode, None), self._week, spacing=8)))
        self.setFocusProxy(self.mode)
        self.mode.changed.connect(self._turn)
        for day in self.days:
            day.changed.connect(self._edited)
        self._week.hide()

    def value(self) -> tuple[OpeningHours, ...]:
        """The hours that can be read, in order."""
        if not self.mode.value():
            return ()
        return tuple(one for day in self.days for one in day.stretches() if one is not None)

    def set_value(self, value: Sequence[OpeningHours]) -> None:
        """Show these hours."""
        for day in self.days:
            mine = sorted(one for one in value if one.weekday == day.weekday)
            # A room without hours that gets some opens on working days, as most do.
            if value:
                day.show_stretches(mine)
            else:
                usual = [OpeningHours(day.weekday, *_USUAL)] if day.weekday in WORKING_DAYS else []
                day.show_stretches(usual)
        self.mode.set_value(bool(value))
        self._turn()

    def unreadable(self) -> str:
        """An hour that cannot be read, or a room that would never open."""
        if not self.mode.value():
            return ""
        stretches = [one for day in self.days for one in day.stretches()]
        if None in stretches:
            return _("Write the times as 14:00.")
        return "" if stretches else _("Open it on one day at least, or choose “Always open”.")

    def copy_monday(self) -> None:
        """Give the other working days the hours of Monday."""
        monday = [one for one in self.days[0].stretches() if one is not None]
        for day in self.days[1 : len(WORKING_DAYS)]:
            day.show_stretches([OpeningHours(day.weekday, one.opens_at, one.closes_at) for one in monday])

    def _turn(self) -> None:
        self._week.setVisible(self.mode.value())
        self._edited()
