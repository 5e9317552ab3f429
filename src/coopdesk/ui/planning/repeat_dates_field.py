"""Dates picked by hand: typed or pasted one after the other, or chosen in a calendar."""

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QMenu, QPlainTextEdit, QWidgetAction

from coopdesk.foundation.i18n import _, format_date
from coopdesk.ui import theme
from coopdesk.ui.widgets.buttons import icon_button
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.fields import read_day

_BETWEEN = re.compile(r"[\s,;]+")
_ROWS = 3


class DatesField(Field):
    """Any dates, in any order; each counts once."""

    editor: QPlainTextEdit

    def __init__(self, name: str, label: str) -> None:
        button = icon_button("calendar-plus", _("Add a day"), self._unfold)
        super().__init__(name, label, QPlainTextEdit(), beside=button)
        self._button = button
        self.editor.setTabChangesFocus(True)
        self.editor.setPlaceholderText(_("26/11/2026, 03/12/2026 …"))
        self.editor.setFixedHeight(self.editor.fontMetrics().lineSpacing() * _ROWS + theme.scaled(18))
        self.editor.textChanged.connect(self._edited)

    def value(self) -> tuple[date, ...]:
        """The dates that can be read, in order."""
        return tuple(sorted({day for day in map(read_day, self._words()) if day is not None}))

    def set_value(self, value: Sequence[date]) -> None:
        """Show these dates."""
        self.editor.setPlainText(", ".join(format_date(day, "short") for day in sorted(set(value))))

    def unreadable(self) -> str:
        """Which word is no date."""
        wrong = next((word for word in self._words() if read_day(word) is None), "")
        return _("“{word}” is no date: write it as 26/11/2026.").format(word=wrong) if wrong else ""

    def set_read_only(self, is_read_only: bool) -> None:
        """The calendar too."""
        super().set_read_only(is_read_only)
        self._button.lock(is_read_only)

    def _words(self) -> list[str]:
        return [word for word in _BETWEEN.split(self.editor.toPlainText()) if word]

    def _unfold(self) -> None:
        """A calendar where each click, or Enter, adds a day or takes it away; Escape closes it."""
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        if days := self.value():
            calendar.setSelectedDate(QDate(days[-1].year, days[-1].month, days[-1].day))
        calendar.clicked.connect(self._turn_over)
        calendar.activated.connect(self._turn_over)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.editor.mapToGlobal(self.editor.rect().bottomLeft()))
        calendar.setFocus()

    def _turn_over(self, picked: QDate) -> None:
        self.set_value(tuple(set(self.value()) ^ {date(picked.year(), picked.month(), picked.day())}))
