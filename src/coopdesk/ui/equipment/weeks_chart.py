"""The coming weeks of each article of the inventory, painted as one bar per line."""

from datetime import date, timedelta

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from coopdesk.foundation.i18n import format_day, format_number
from coopdesk.services.equipment import DAYS_AHEAD, StockLine
from coopdesk.ui import theme
from coopdesk.ui.colour import mix
from coopdesk.ui.equipment.weeks import Level, days_words, level_of, runs_of, short_day
from coopdesk.ui.painting.blocks import hatch, paint_tag
from coopdesk.ui.painting.text_cache import Role, TextCache

_WEEK = 7
_LEFT, _RIGHT, _ABOVE, _BELOW = 8, 16, 6, 6
_LEAST_FILL = 4
_ALL, _SOME, _FEW = 0.26, 0.52, 0.55
"""How much of the tone is in the colour of each level."""


def paint_level(painter: QPainter, box: QRectF, level: Level, share: float) -> None:
    """One stretch of a bar: its height is what is left, its look says when that is little or nothing."""
    look = theme.current()
    if level is Level.ALL:
        painter.fillRect(box, QColor(mix(look.accent, look.surface, _ALL)))
    elif level is Level.NONE:
        painter.fillRect(box, QColor(look.tint(look.danger)))
        hatch(painter, box, look.tint(look.danger, 0.5))
    else:
        tone = mix(look.accent, look.surface, _SOME) if level is Level.SOME else mix(look.warning, look.surface, _FEW)
        height = round(max(box.height() * share, theme.scaled(_LEAST_FILL)))
        painter.fillRect(box, QColor(look.pressed if look.is_dark else look.hover))
        painter.fillRect(QRectF(box.left(), box.bottom() - height, box.width(), height), QColor(tone))


class WeeksChart:
    """Paints the column: four weeks from today, and the day something is needed if there is one."""

    def __init__(self) -> None:
        self._today = date.min
        self._need: date | None = None
        self._cache = TextCache()

    def show_days(self, today: date, need: date | None) -> None:
        """From which day on, and which one stands out; one beyond the weeks shown does not."""
        self._today = today
        self._need = need

    def forget_texts(self) -> None:
        """The font changed."""
        self._cache.clear()

    def paint_line(self, painter: QPainter, box: QRectF, line: StockLine) -> None:
        """The days as a grid, the day of the need, the bar, the numbers on it."""
        self._paint_grid(painter, box)
        if (place := self._need_place()) is not None:
            painter.fillRect(self._days(box, place, 1), QColor(theme.current().selection))
        total = line.article.quantity
        for run in runs_of(line.free_by_day):
            days = self._days(box, run.first, run.days)
            bar = days.adjusted(0, theme.scaled(_ABOVE), -1, -theme.scaled(_BELOW) - 1)
            level = level_of(run.free, total)
            paint_level(painter, bar, level, run.free / total)
            if level is not Level.ALL:
                self._write_number(painter, bar, format_number(run.free))

    def paint_head(self, painter: QPainter, box: QRectF) -> None:
        """The weeks by their days, as short as they must be, and the tag of the day of the need."""
        look = theme.current()
        tag = self._tag_box(box)
        for week in range(DAYS_AHEAD // _WEEK):
            days = self._days(box, week * _WEEK, _WEEK)
            painter.fillRect(QRectF(days.left(), box.top() + theme.scaled(6), 1, box.height()), QColor(look.border))
            room = days.adjusted(theme.scaled(5), 0, -theme.scaled(2), 0)
            if tag is not None and tag.intersects(room):
                room = _beside(room, tag)
            painter.setPen(QColor(look.muted))
            self._write_week(painter, room, self._today + timedelta(days=week * _WEEK))
        if tag is not None and self._need is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_tag(painter, self._cache, tag, short_day(self._need))
            self._draw_need(painter, box, tag.bottom())

    def paint_over(self, painter: QPainter, box: QRectF) -> None:
        """Today's line, and the frame around the day of the need."""
        accent = QColor(theme.current().accent)
        painter.fillRect(QRectF(self._days(box, 0, 1).left() - 2, box.top(), 2, box.height()), accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if (day := self._draw_need(painter, box, box.top())) is not None:
            painter.drawLine(QLineF(day.left(), day.bottom() - 1, day.right(), day.bottom() - 1))

    def _days(self, box: QRectF, first: int, days: int) -> QRectF:
        """The part of the column that some days take; whole pixels, so that neighbours meet."""
        left, width = box.left() + theme.scaled(_LEFT), box.width() - theme.scaled(_LEFT + _RIGHT)
        start, end = (round(left + width * day / DAYS_AHEAD) for day in (first, first + days))
        return QRectF(start, box.top(), max(end - start, 1), box.height())

    def _need_place(self) -> int | None:
        place = -1 if self._need is None else (self._need - self._today).days
        return place if 0 <= place < DAYS_AHEAD else None

    def _paint_grid(self, painter: QPainter, box: QRectF) -> None:
        look = theme.current()
        shades = QColor(mix(look.border, look.surface, 0.4)), QColor(look.border)
        for day in range(DAYS_AHEAD + 1):
            left = self._days(box, day, 1).left() - 1
            painter.fillRect(QRectF(left, box.top(), 1, box.height()), shades[day % _WEEK == 0])

    def _write_number(self, painter: QPainter, bar: QRectF, number: str) -> None:
        """The number on its own ground; where there is no room for it, the height alone tells."""
        needed = self._cache.width(number, Role.SMALL_STRONG)
        if needed > bar.width():
            return
        width = min(needed + theme.scaled(6), bar.width())
        height = self._cache.line_height(Role.SMALL_STRONG)
        left = bar.left() + min(theme.scaled(2), (bar.width() - width) / 2)
        ground = QRectF(left, bar.center().y() - height / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().surface))
        painter.drawRoundedRect(ground, 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QColor(theme.current().text))
        self._cache.draw_centred(painter, ground, number, Role.SMALL_STRONG)

    def _write_week(self, painter: QPainter, room: QRectF, first: date) -> None:
        last = first + timedelta(days=_WEEK - 1)
        for words in (days_words(first, last), days_words(first, first), format_day(first, "d")):
            if self._cache.fits(words, Role.SMALL, room.width()):
                top = room.center().y() - self._cache.line_height(Role.SMALL) / 2
                self._cache.draw(painter, room.left(), top, words, Role.SMALL)
                return

    def _tag_box(self, box: QRectF) -> QRectF | None:
        """Above its day, inside the column."""
        place = self._need_place()
        if place is None or self._need is None:
            return None
        width = self._cache.width(short_day(self._need), Role.TAG) + theme.scaled(10)
        height = self._cache.line_height(Role.TAG) + theme.scaled(3)
        middle = self._days(box, place, 1).center().x()
        left = min(max(middle - width / 2, box.left()), box.right() - width)
        return QRectF(left, box.top() + theme.scaled(2), width, height)

    def _draw_need(self, painter: QPainter, box: QRectF, top: float) -> QRectF | None:
        """Two lines down the day of the need; its box, None where it is not in view."""
        place = self._need_place()
        if place is None:
            return None
        day = self._days(box, place, 1)
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        for x in (day.left(), day.right()):
            painter.drawLine(QLineF(x, top, x, box.bottom()))
        return day


def _beside(room: QRectF, tag: QRectF) -> QRectF:
    """The wider part of a room that a tag leaves free."""
    before, after = QRectF(room), QRectF(room)
    before.setRight(max(tag.left() - theme.scaled(4), room.left()))
    after.setLeft(min(tag.right() + theme.scaled(4), room.right()))
    return max(before, after, key=QRectF.width)
