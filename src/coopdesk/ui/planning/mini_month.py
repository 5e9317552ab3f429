"""A small month: the week shown is highlighted, a click goes to another."""

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.domain.calendars import Calendar
from coopdesk.foundation.i18n import _, format_day
from coopdesk.ui import theme
from coopdesk.ui.painting.blocks import sand
from coopdesk.ui.painting.text_cache import Role, TextCache
from coopdesk.ui.widgets.buttons import icon_button
from coopdesk.ui.widgets.labels import strong
from coopdesk.ui.widgets.layouts import hbox, vbox

_HEAD, _ROW, _WEEKS = 20, 22, 6
_DAY_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


class MonthDays(QWidget):
    """The days of a month in weeks of Monday to Sunday."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._day = self._today = date.min
        self._month = date.min
        self._calendar: Calendar | None = None
        self._texts = TextCache()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self._texts.clear)

    def show_month(self, month: date, day: date, today: date, calendar: Calendar | None) -> None:
        """Show a month, with the week of `day` highlighted and the school holidays in sand."""
        self._month, self._day, self._today, self._calendar = month.replace(day=1), day, today, calendar
        first, last = monday_of(day), monday_of(day) + timedelta(days=6)
        self.setAccessibleName(
            _("{month}, week from {first} to {last}").format(
                month=format_day(month, "MMMM yyyy"), first=format_day(first, "d MMMM"), last=format_day(last, "d MMMM")
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Six weeks, so that nothing jumps from one month to the next."""
        return QSize(theme.scaled(180), theme.scaled(_HEAD + _ROW * _WEEKS))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Letters of the days, the week's ground, the numbers."""
        colours, first = theme.current(), monday_of(self._month)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.selection))
        week = (monday_of(self._day) - first).days // 7
        if 0 <= week < _WEEKS:
            painter.drawRoundedRect(QRectF(0, self._box(week * 7).top(), self.width(), theme.scaled(_ROW) - 1), 4, 4)
        self._paint_holidays(painter, first)
        painter.setPen(QColor(colours.muted))
        for column in range(7):
            letter = format_day(first + timedelta(days=column), "EEEEE")
            box = QRectF(column * self.width() / 7, 0, self.width() / 7, theme.scaled(_HEAD - 2))
            self._texts.draw_centred(painter, box, letter, Role.SMALL_STRONG)
        for number in range(7 * _WEEKS):
            day = first + timedelta(days=number)
            if day.month == self._month.month:
                self._paint_day(painter, self._box(number), day)
        painter.end()

    def _paint_holidays(self, painter: QPainter, first: date) -> None:
        """Sand under the school holidays; a bank holiday has its day in sand too."""
        if self._calendar is None:
            return
        for number in range(7 * _WEEKS):
            day = first + timedelta(days=number)
            if day.month == self._month.month and self._calendar.reason(day) is not None:
                painter.fillRect(self._box(number), sand(is_band=True))

    def _paint_day(self, painter: QPainter, box: QRectF, day: date) -> None:
        colours, is_today = theme.current(), day == self._today
        painter.setPen(QColor(colours.muted if day.weekday() == 6 else colours.text))
        if is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(QPointF(box.center()), theme.scaled(10), theme.scaled(10))
            painter.setPen(QColor(colours.on_accent))
        self._texts.draw_centred(painter, box, str(day.day), Role.SMALL_STRONG if is_today else Role.SMALL)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the week of the day."""
        column = int(event.position().x() * 7 // self.width())
        row = int((event.position().y() - theme.scaled(_HEAD)) // theme.scaled(_ROW))
        if row >= 0:
            self.chosen.emit(monday_of(self._month) + timedelta(days=7 * row + column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from day to day and week to week."""
        key = Qt.Key(event.key())
        if key in _DAY_KEYS:
            self.chosen.emit(self._day + timedelta(days=_DAY_KEYS[key]))
        else:
            super().keyPressEvent(event)

    def _box(self, number: int) -> QRectF:
        width, row = self.width() / 7, theme.scaled(_ROW)
        return QRectF((number % 7) * width, theme.scaled(_HEAD) + (number // 7) * row, width, row - 1)


class MiniMonth(QWidget):
    """A month with its name and the way to its neighbours."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._month = self._day = self._today = date.min
        self._calendar: Calendar | None = None
        self._name = strong("")
        self.days = MonthDays()
        self.days.chosen.connect(self.chosen)
        back = icon_button("chevron-left", _("Previous month"), lambda: self._turn(-1))
        on = icon_button("chevron-right", _("Next month"), lambda: self._turn(1))
        self.setLayout(vbox(hbox(self._name, None, back, on, spacing=0), self.days, spacing=4))

    def show_day(self, day: date, today: date, calendar: Calendar | None = None) -> None:
        """Show the month of a day and highlight its week."""
        self._day, self._today, self._calendar = day, today, calendar
        # Thursday decides which month a week belongs to, as it does for the year in ISO 8601.
        self._month = (monday_of(day) + timedelta(days=3)).replace(day=1)
        self._show()

    def _turn(self, months: int) -> None:
        number = self._month.year * 12 + self._month.month - 1 + months
        self._month = date(number // 12, number % 12 + 1, 1)
        self._show()

    def _show(self) -> None:
        name = format_day(self._month, "MMMM yyyy")
        self._name.setText(name[:1].upper() + name[1:])
        self.days.show_month(self._month, self._day, self._today, self._calendar)
