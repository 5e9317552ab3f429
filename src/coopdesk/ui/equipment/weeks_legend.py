"""The four looks of a bar of availability and what they mean, in as many rows as it takes."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.foundation.i18n import _
from coopdesk.ui import theme
from coopdesk.ui.equipment.weeks import Level, level_words
from coopdesk.ui.equipment.weeks_chart import paint_level
from coopdesk.ui.painting.text_cache import Role, TextCache

_SWATCH, _GAP, _SIDE = 22, 14, 20
_SHARES = {Level.ALL: 1.0, Level.SOME: 0.5, Level.FEW: 0.25, Level.NONE: 0.0}


class WeeksLegend(QWidget):
    """Stands under the inventory."""

    def __init__(self) -> None:
        super().__init__()
        self._cache = TextCache()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Legend"))
        self.setAccessibleDescription(", ".join(map(level_words, Level)))
        theme.watcher.changed.connect(self._redress)

    def heightForWidth(self, width: int) -> int:
        """As many rows as the words need."""
        last = self._places(width)[-1]
        return round(last.y()) + self._row() + theme.scaled(6)

    def sizeHint(self) -> QSize:
        """One row."""
        width = 2 * theme.scaled(_SIDE) + sum(self._width(level) + theme.scaled(_GAP) for level in Level)
        return QSize(round(width), self.heightForWidth(round(width)))

    def minimumSizeHint(self) -> QSize:
        """One meaning under the other."""
        widest = max(self._width(level) for level in Level)
        return QSize(round(widest) + 2 * theme.scaled(_SIDE), self._row() + theme.scaled(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A piece of bar and its meaning, four times."""
        painter = QPainter(self)
        height = theme.scaled(14)
        for level, place in zip(Level, self._places(self.width()), strict=True):
            swatch = QRectF(place.x(), place.y() + (self._row() - height) // 2, theme.scaled(_SWATCH), height)
            paint_level(painter, swatch, level, _SHARES[level])
            painter.setPen(QColor(theme.current().muted))
            words = QPointF(swatch.right() + theme.scaled(6), swatch.center().y())
            top = words.y() - self._cache.line_height(Role.SMALL) / 2
            self._cache.draw(painter, words.x(), top, level_words(level), Role.SMALL)

    def _row(self) -> int:
        return theme.scaled(20)

    def _width(self, level: Level) -> float:
        return theme.scaled(_SWATCH + 6) + self._cache.width(level_words(level), Role.SMALL)

    def _places(self, width: int) -> list[QPointF]:
        """The top left of each, from left to right and row under row."""
        side, top = theme.scaled(_SIDE), theme.scaled(6)
        left = side
        places = []
        for level in Level:
            needed = self._width(level)
            if left > side and left + needed > width - side:
                left, top = side, top + self._row()
            places.append(QPointF(left, top))
            left = round(left + needed + theme.scaled(_GAP))
        return places

    def _redress(self) -> None:
        self._cache.clear()
        self.updateGeometry()
        self.update()
