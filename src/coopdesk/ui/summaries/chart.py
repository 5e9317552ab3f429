"""How many actions in each category: what the summary will show, painted at once."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.foundation.i18n import _
from coopdesk.ui import theme

_ROW, _BAR, _NAME = 26, 14, 220


class Bar(NamedTuple):
    """One category and its number of actions."""

    name: str
    actions: int


class CategoryChart(QWidget):
    """Horizontal bars, the number at their end; zero is shown as a zero."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: Sequence[Bar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Actions by category"))

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Paint these bars; the same sentence is read to those who do not see them."""
        self._bars = bars
        self.setAccessibleDescription(", ".join(f"{bar.name} : {bar.actions}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One row a bar."""
        return QSize(theme.scaled(420), theme.scaled(_ROW) * max(len(self._bars), 1))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small window: names elide first."""
        return QSize(theme.scaled(240), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Names at the left of a base line, bars to its right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.current()
        row, left = theme.scaled(_ROW), min(theme.scaled(_NAME), self.width() // 2)
        most = max((bar.actions for bar in self._bars), default=0) or 1
        # Past this width bars grow no clearer.
        room = min(self.width() - left, theme.scaled(640)) - theme.scaled(44)
        painter.setFont(theme.font(-0.5))
        for number, bar in enumerate(self._bars):
            top = number * row
            name = QRectF(0, top, left - theme.scaled(10), row)
            words = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, int(name.width()))
            painter.setPen(QColor(colours.text if bar.actions else colours.muted))
            painter.drawText(name, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
            width = room * bar.actions / most
            height = theme.scaled(_BAR)
            painter.fillRect(QRectF(left, top + (row - height) / 2, max(width, 1), height), QColor(colours.accent))
            value = QRectF(left + width + theme.scaled(6), top, theme.scaled(38), row)
            painter.setPen(QColor(colours.text))
            painter.drawText(value, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(bar.actions))
