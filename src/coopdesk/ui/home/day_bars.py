"""The week's booked hours by day as bars, with a tick for the same week last year."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.foundation.i18n import _, format_day, format_duration, format_number
from coopdesk.ui import theme
from coopdesk.ui.painting.text_cache import Role, TextCache

_LEAST, _MOST = 56, 132


class DayBars(QWidget):
    """Seven bars; today in full accent, the value at the end of each."""

    def __init__(self) -> None:
        super().__init__()
        self._monday = self._today = date.min
        self._minutes: Sequence[int] = (0,) * 7
        self._before: Sequence[int] = (0,) * 7
        self._texts = TextCache()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(theme.scaled(_MOST))
        self.setAccessibleName(_("Hours booked by day"))
        theme.watcher.changed.connect(self._texts.clear)

    def show_week(self, today: date, minutes: Sequence[int], before: Sequence[int]) -> None:
        """Paint these minutes, from Monday on; the same is said in words."""
        self._monday, self._today = today - timedelta(days=today.weekday()), today
        self._minutes, self._before = minutes, before
        said = (f"{self._name(column)} : {format_duration(length)}" for column, length in enumerate(minutes))
        self.setAccessibleDescription(", ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """As beside the list of what is to be done."""
        return QSize(theme.scaled(320), theme.scaled(_MOST - 20))

    def minimumSizeHint(self) -> QSize:
        """Bars shrink before anything else."""
        return QSize(theme.scaled(240), theme.scaled(_LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars on a base line, names under it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.height() - theme.scaled(18)
        painter.setPen(QColor(theme.current().border))
        painter.drawLine(QLineF(0, base + 0.5, self.width(), base + 0.5))
        scale = (base - theme.scaled(17)) / max(*self._minutes, *self._before, 1)
        for column in range(7):
            self._paint_bar(painter, column, base, scale)
        painter.end()

    def _paint_bar(self, painter: QPainter, column: int, base: float, scale: float) -> None:
        colours, room = theme.current(), self.width() / 7
        is_today = self._monday + timedelta(days=column) == self._today
        height, before = self._minutes[column] * scale, self._before[column] * scale
        left, width = column * room + room * 0.2, room * 0.6
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if is_today else colours.tint(colours.accent, 0.38)))
        if height:
            painter.drawRoundedRect(QRectF(left, base - height, width, height), 2, 2)
        if before:
            painter.setPen(QPen(QColor(colours.text), 1.5))
            painter.drawLine(QLineF(left - 3, base - before, left + width + 3, base - before))
        painter.setPen(QColor(colours.text))
        value = format_number(round(self._minutes[column] / 60))
        above = QRectF(column * room, base - max(height, before) - theme.scaled(17), room, theme.scaled(15))
        self._texts.draw_centred(painter, above, value, Role.SMALL_STRONG)
        painter.setPen(QColor(colours.accent if is_today else colours.muted))
        below = QRectF(column * room, base + 2, room, theme.scaled(16))
        role = Role.SMALL_STRONG if is_today else Role.SMALL
        self._texts.draw_centred(painter, below, self._name(column), role)

    def _name(self, column: int) -> str:
        return format_day(self._monday + timedelta(days=column), "EEE d")
