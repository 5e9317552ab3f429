"""The fields of forms: text, numbers, dates, times, choices and ticks."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QWidgetAction,
)

from coopdesk.domain.text import clean
from coopdesk.foundation.i18n import _
from coopdesk.ui import theme
from coopdesk.ui.widgets.buttons import icon_button
from coopdesk.ui.widgets.field import Field

_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})", re.ASCII)
_YEARS = range(1800, 3000)
"""The years taken: « 0026 » is a slip."""


class TextField(Field):
    """One line of text."""

    editor: QLineEdit

    def __init__(self, name: str, label: str, placeholder: str = "") -> None:
        super().__init__(name, label, QLineEdit())
        self.editor.setPlaceholderText(placeholder)
        self.editor.textChanged.connect(self._edited)

    def value(self) -> str:
        """The text, trimmed."""
        return clean(self.editor.text())

    def set_value(self, value: str) -> None:
        """Show the text from its beginning."""
        self.editor.setText(value)
        self.editor.setCursorPosition(0)


class LongTextField(Field):
    """Several lines of text; Tab goes on to the next field."""

    editor: QPlainTextEdit

    def __init__(self, name: str, label: str, rows: int = 3) -> None:
        super().__init__(name, label, QPlainTextEdit())
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(self.editor.fontMetrics().lineSpacing() * rows + theme.scaled(18))
        self.editor.textChanged.connect(self._edited)

    def value(self) -> str:
        """The text, trimmed."""
        return clean(self.editor.toPlainText())

    def set_value(self, value: str) -> None:
        """Show the text."""
        self.editor.setPlainText(value)


class ParsedField(Field):
    """A value that is typed as text and may be unreadable, or empty where that is allowed."""

    editor: QLineEdit

    def __init__(self, name: str, label: str, *, optional: bool, width: int, **extra: Any) -> None:
        super().__init__(name, label, QLineEdit(), **extra)
        self._is_optional = optional
        self.editor.setMinimumWidth(theme.scaled(width))
        self.editor.textChanged.connect(self._edited)

    def value(self) -> Any:
        """The value; None when there is none or it cannot be read."""
        return self.parse(self.editor.text().strip())

    def set_value(self, value: Any) -> None:
        """Show the value as it is typed."""
        self.editor.setText("" if value is None else self.format(value))
        self.editor.setCursorPosition(0)

    def unreadable(self) -> str:
        """How to write it, when what was typed is not one."""
        typed = self.editor.text().strip()
        if self._is_optional and not typed:
            return ""
        return self.advice() if self.parse(typed) is None else ""

    def parse(self, typed: str) -> Any:
        """Read what was typed; None when it cannot be."""
        raise NotImplementedError

    def format(self, value: Any) -> str:
        """The value as it is typed."""
        return str(value)

    def advice(self) -> str:
        """How to write it."""
        raise NotImplementedError


class NumberField(ParsedField):
    """A whole number."""

    def __init__(
        self, name: str, label: str, minimum: int = 0, maximum: int = 999_999, *, optional: bool = False
    ) -> None:
        super().__init__(name, label, optional=optional, width=72)
        self._minimum = minimum
        self._maximum = maximum

    def parse(self, typed: str) -> int | None:
        """Read a number within its bounds; spaces between thousands are allowed."""
        digits = re.sub(r"\s", "", typed)
        if not re.fullmatch(r"-?\d{1,9}", digits, re.ASCII):
            return None
        return int(digits) if self._minimum <= int(digits) <= self._maximum else None

    def advice(self) -> str:
        """Which numbers are possible."""
        return _("Write a whole number from {minimum} to {maximum}.").format(
            minimum=self._minimum, maximum=self._maximum
        )


_MIDNIGHT = (24, 0)


class TimeField(ParsedField):
    """An hour of the day: 14:00, 14h, 9h30 and 930 are all read.

    One that something ends at, `is_end`, may be the midnight after the day: its value is 00:00, it is shown as 24:00.
    """

    def __init__(self, name: str, label: str, *, optional: bool = False, is_end: bool = False) -> None:
        super().__init__(name, label, optional=optional, width=64)
        self._is_end = is_end
        self.left.connect(self._tidy)

    def parse(self, typed: str) -> time | None:
        """Read an hour."""
        found = re.fullmatch(r"(\d{1,2})(?:\s*[h:.]?\s*(\d{2})?)", typed, re.ASCII | re.IGNORECASE)
        if found is None:
            return None
        hours, minutes = int(found[1]), int(found[2] or 0)
        if self._is_end and (hours, minutes) == _MIDNIGHT:
            return time()
        return time(hours, minutes) if hours < 24 and minutes < 60 else None

    def format(self, value: time) -> str:
        """As 09:30."""
        return "24:00" if self._is_end and value == time() else value.strftime("%H:%M")

    def advice(self) -> str:
        """How to write it."""
        return _("Write the time as 14:00.")

    def _tidy(self) -> None:
        value = self.value()
        if value is not None and self.format(value) != self.editor.text():
            self.set_value(value)


def read_day(typed: str) -> date | None:
    """A day as people type it, 26/11/2026 or 26.11.26, where two digits are of this century; None for another text."""
    found = _DAY.fullmatch(typed)
    if found is None:
        return None
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    try:
        return date(year, int(found[2]), int(found[1])) if year in _YEARS else None
    except ValueError:
        return None


class DateField(ParsedField):
    """A day, typed as 26/11/2026 or picked in a calendar."""

    def __init__(self, name: str, label: str, *, optional: bool = True) -> None:
        button = icon_button("calendar", _("Choose a day: {field}").format(field=label), self._unfold)
        super().__init__(name, label, optional=optional, width=96, beside=button)
        self._button = button
        self.editor.setPlaceholderText(_("dd/mm/yyyy"))
        self.left.connect(self._tidy)

    def parse(self, typed: str) -> date | None:
        """Read a day."""
        return read_day(typed)

    def format(self, value: date) -> str:
        """As 26/11/2026."""
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"

    def advice(self) -> str:
        """How to write it."""
        return _("Write the date as 26/11/2026.")

    def set_read_only(self, is_read_only: bool) -> None:
        """The calendar too."""
        super().set_read_only(is_read_only)
        self._button.lock(is_read_only)

    def _tidy(self) -> None:
        value = self.value()
        if value is not None and self.format(value) != self.editor.text():
            self.set_value(value)

    def _unfold(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        if (day := self.value()) is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))

        def pick(picked: QDate) -> None:
            self.set_value(date(picked.year(), picked.month(), picked.day()))
            menu.close()

        calendar.clicked.connect(pick)
        calendar.activated.connect(pick)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.editor.mapToGlobal(self.editor.rect().bottomLeft()))
        calendar.setFocus()


class ChoiceField(Field):
    """One of a few values, each with its word."""

    editor: QComboBox

    def __init__(self, name: str, label: str, options: Sequence[tuple[Any, str]]) -> None:
        super().__init__(name, label, QComboBox())
        self._values: list[Any] = []
        self.editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.editor.setMinimumContentsLength(10)
        self.set_options(options)
        self.editor.currentIndexChanged.connect(self._edited)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these values; the one that was chosen stays if it is among them."""
        chosen = self.value() if self._values else None
        self._values = [value for value, _word in options]
        self.editor.clear()
        self.editor.addItems([word for _value, word in options])
        if chosen in self._values:
            self.set_value(chosen)

    def value(self) -> Any:
        """The value that is chosen."""
        place = self.editor.currentIndex()
        return self._values[place] if place >= 0 else None

    def set_value(self, value: Any) -> None:
        """Choose."""
        self.editor.setCurrentIndex(self._values.index(value))


class CheckField(Field):
    """Yes or no; the whole line is the target."""

    editor: QCheckBox

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, QCheckBox(label))
        self.caption.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.editor.toggled.connect(self._edited)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.editor.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick or not."""
        self.editor.setChecked(value)
