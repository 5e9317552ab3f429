"""How many of one article are free over the coming weeks, painted: the height is what is left."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.domain.equipment import Stretch
from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import _, format_day
from coopdesk.ui import theme
from coopdesk.ui.colour import mix

_HEAD, _BAR, _HATCH = 18, 30, 6


class AvailabilityStrip(QWidget):
    """Pale is all free, mid some, amber a quarter or less, red hatch none; the number stands at each break."""

    def __init__(self) -> None:
        super().__init__()
        self._stretches: Sequence[Stretch] = ()
        self._total = 0
        self._during: Interval | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Availability over four weeks"))

    def show_stretches(self, stretches: Sequence[Stretch], total: int, during: Interval) -> None:
        """Paint these; the same is said in words for those who do not see them."""
        self._stretches, self._total, self._during = stretches, total, during
        said = [
            _("{n} free from {day}").format(n=one.free, day=format_day(one.interval.start.date(), "d MMM"))
            for one in stretches
        ]
        self.setAccessibleDescription(", ".join(said))
        self.setToolTip("\n".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """A head of dates and one bar."""
        return QSize(theme.scaled(260), theme.scaled(_HEAD + _BAR + 2))

    def minimumSizeHint(self) -> QSize:
        """Half of it still tells."""
        return QSize(theme.scaled(140), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Mondays, then the stretches."""
        if self._during is None:
            return
        painter = QPainter(self)
        colours = theme.current()
        top, height = theme.scaled(_HEAD), theme.scaled(_BAR)
        painter.fillRect(QRectF(0, top, self.width(), height), QColor(colours.hover))
        for stretch in self._stretches:
            self._paint_stretch(painter, stretch, top, height)
        self._paint_weeks(painter, self._during, top, height)

    def _x(self, during: Interval, share_of: Interval) -> tuple[float, float]:
        whole = share_of.minutes
        left = Interval(share_of.start, during.start).minutes / whole * self.width()
        return left, during.minutes / whole * self.width()

    def _paint_stretch(self, painter: QPainter, stretch: Stretch, top: int, height: int) -> None:
        assert self._during is not None  # noqa: S101 - painted only when it is set
        colours = theme.current()
        left, width = self._x(stretch.interval, self._during)
        share = max(stretch.free, 0) / self._total if self._total else 0
        if share == 0:
            box = QRectF(left, top, width, height)
            painter.fillRect(box, QColor(colours.tint(colours.danger)))
            painter.setPen(QPen(QColor(colours.danger), 1))
            painter.save()
            painter.setClipRect(box)
            step = theme.scaled(_HATCH)
            for n in range(int((width + height) / step) + 2):
                x = left + n * step
                painter.drawLine(QLineF(x - height, top + height, x, top))
            painter.restore()
        else:
            colour = colours.warning if share <= 0.25 else colours.accent
            strength = 0.28 if share == 1 else 0.55
            filled = QRectF(left, top + height * (1 - share), width, height * share)
            painter.fillRect(filled, QColor(mix(colour, colours.surface, strength)))
        if share < 1:
            self._paint_number(painter, str(max(stretch.free, 0)), left, width, top)

    @staticmethod
    def _paint_number(painter: QPainter, words: str, left: float, width: float, top: int) -> None:
        painter.setFont(theme.font(-0.75, 600))
        needed = painter.fontMetrics().horizontalAdvance(words) + theme.scaled(6)
        if needed > width:
            return
        ground = QRectF(left + 1, top + 2, needed, theme.scaled(14))
        painter.fillRect(ground, QColor(theme.current().surface))
        painter.setPen(QColor(theme.current().text))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_weeks(self, painter: QPainter, during: Interval, top: int, height: int) -> None:
        painter.setFont(theme.font(-0.75))
        day = during.start
        while day < during.end:
            x, _width = self._x(Interval(day, day), during)
            painter.setPen(QColor(theme.current().border))
            painter.drawLine(QLineF(x, top, x, top + height))
            painter.setPen(QColor(theme.current().muted))
            room = QRectF(x + 2, 0, theme.scaled(64), top)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, format_day(day.date(), "d MMM"))
            day += timedelta(days=7)
