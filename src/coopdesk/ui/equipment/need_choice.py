"""« Needed on …, from … to … »: when the equipment is asked for, on the line of the filters."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import _, pgettext
from coopdesk.foundation.problems import Problem
from coopdesk.ui import theme
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.fields import DateField, TimeField
from coopdesk.ui.widgets.labels import muted
from coopdesk.ui.widgets.layouts import hbox
from coopdesk.wording.sentences import sentence

_FROM, _UNTIL = time(9), time(23)
_MIDNIGHT = time()


class NeedChoice(QWidget):
    """A day to come and its hours; no day, no need."""

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._told: Interval | None = None
        self.day = DateField("needed_on", _("Needed on"))
        self.starts = TimeField("needed_from", _("Needed from"))
        self.ends = TimeField("needed_until", _("Needed until"), is_end=True)
        self.starts.set_value(_FROM)
        self.ends.set_value(_UNTIL)
        for field, width in ((self.day, 92), (self.starts, 58), (self.ends, 58)):
            field.editor.setFixedWidth(theme.scaled(width))
            # The line itself reads as a sentence; each field keeps its name for screen readers.
            field.caption.hide()
            field.changed.connect(self._tell)
            field.left.connect(self._check)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setLayout(
            hbox(
                _word(_("Needed on"), self.day),
                self.day,
                _word(pgettext("hour", "from"), self.starts),
                self.starts,
                _word(pgettext("hour", "to"), self.ends),
                self.ends,
                spacing=6,
            )
        )

    def value(self) -> Interval | None:
        """When it is needed; None while no day to come and no hours that follow one another are written."""
        day, starts, ends = self.day.value(), self.starts.value(), self.ends.value()
        if day is None or starts is None or ends is None or day < self._today() or _is_before(ends, starts):
            return None
        # Midnight is the one that the day ends with.
        last = day + timedelta(days=ends == _MIDNIGHT)
        return Interval(datetime.combine(day, starts), datetime.combine(last, ends))

    def _tell(self) -> None:
        need = self.value()
        if need != self._told:
            self._told = need
            self.changed.emit()

    def _check(self) -> None:
        day, starts, ends = self.day.value(), self.starts.value(), self.ends.value()
        if day is not None and day < self._today():
            self.day.show_problem(_("This day is over."))
        elif starts is not None and ends is not None and _is_before(ends, starts):
            self.day.show_problem(sentence(Problem("needed_until", "end_before_start")))
        elif not self.day.unreadable():
            self.day.clear_message()


def _is_before(ends: time, starts: time) -> bool:
    return ends <= starts and ends != _MIDNIGHT


def _word(words: str, field: Field) -> QWidget:
    label = muted(words)
    label.setBuddy(field.editor)
    return label
