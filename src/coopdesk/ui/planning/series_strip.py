"""The strip of a series: one mark a date, grouped by month; its colour and its shape say how the date stands."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy

from coopdesk.foundation.i18n import _, format_day
from coopdesk.ui import theme
from coopdesk.ui.painting.accessible_table import AccessibleBlock, PaintedView

_MARK, _GAP, _BETWEEN_MONTHS = 19, 2, 9
_POINT = 7
"""The height kept under a mark for the point of a conflict."""


class MarkLook(Enum):
    """How a date stands, as the strip draws it."""

    FREE = "free"
    RESERVE = "reserve"
    CONFLICT = "conflict"
    SKIPPED = "skipped"


class Mark(NamedTuple):
    """One date, and how it stands."""

    day: date
    look: MarkLook


class SeriesStrip(PaintedView):
    """All dates of a series at a glance. A click, or Enter, goes to the date's line."""

    chosen = Signal(int)
    arranged = Signal()
    """Its height may be another: the months were broken anew."""

    def __init__(self) -> None:
        super().__init__()
        self._marks: Sequence[Mark] = ()
        self._words_of: Callable[[int], str] = str
        self._boxes: list[QRect] = []
        self._heads: list[tuple[QRect, str]] = []
        self._current = 0
        self.setAccessibleName(_("Dates of the series"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: Sequence[Mark], words_of: Callable[[int], str]) -> None:
        """Show these dates, in order; `words_of` gives the sentence of one, when it is asked for."""
        self._marks, self._words_of = marks, words_of
        self._current = min(self._current, max(0, len(marks) - 1))
        self._arrange()
        self.update()

    def set_current(self, number: int) -> None:
        """The date whose line is chosen."""
        self._current = number
        self.update()

    def box_of(self, number: int) -> QRect:
        """Where a mark is."""
        return self._boxes[number]

    def accessible_blocks(self) -> list[AccessibleBlock]:
        """Each date with its sentence."""
        return [
            AccessibleBlock(self._words_of(number), box, number == self._current)
            for number, box in enumerate(self._boxes)
        ]

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(theme.scaled(400), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the months anew."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        side, gap = self._side(), theme.scaled(_GAP)
        head = QFontMetrics(theme.font(-0.75)).height() + theme.scaled(2)
        row = head + side + theme.scaled(_POINT)
        self._boxes, self._heads = [], []
        left = top = 0
        former: date | None = None
        for _month, dates in groupby(self._marks, key=lambda mark: (mark.day.year, mark.day.month)):
            marks = list(dates)
            word = self._month_word(marks[0].day, former)
            former = marks[0].day
            needed = max(len(marks) * (side + gap), QFontMetrics(theme.font(-0.75)).horizontalAdvance(word))
            if left and left + needed > self.width():
                left, top = 0, top + row
            self._heads.append((QRect(left, top, max(needed, self.width() - left), head), word))
            start = left
            for _mark in marks:
                if left and left + side > self.width():
                    left, top = 0, top + row
                    start = 0
                self._boxes.append(QRect(left, top + head, side, side))
                left += side + gap
            left = max(left, start + needed) + theme.scaled(_BETWEEN_MONTHS) - gap
        height = top + row if self._marks else 0
        if height != self.minimumHeight():
            self.setFixedHeight(height)
            self.arranged.emit()

    def _side(self) -> int:
        return max(theme.scaled(_MARK), QFontMetrics(theme.font(-1, 600)).horizontalAdvance("30") + theme.scaled(4))

    def _month_word(self, day: date, former: date | None) -> str:
        is_new_year = former is not None and former.year != day.year
        return format_day(day, "MMM y" if is_new_year else "MMM")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the months and the marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(-0.75))
        painter.setPen(QColor(theme.current().muted))
        for box, word in self._heads:
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, word)
        painter.setFont(theme.font(-1, 600))
        for mark, box in zip(self._marks, self._boxes, strict=True):
            _paint_mark(painter, QRectF(box), mark)
        if self.hasFocus() and self._boxes:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.drawRoundedRect(QRectF(self._boxes[self._current]).adjusted(-1, -1, 1, 1), 4, 4)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the line of the date."""
        number = self._number_at(event.position().toPoint())
        if number is not None:
            self._current = number
            self.update()
            self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk the dates, Enter goes to the line."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._marks) - 1}
        key = Qt.Key(event.key())
        if key in steps or key in ends:
            self._walk_to(ends.get(key, self._current + steps.get(key, 0)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._marks:
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def words_at(self, at: QPointF) -> str:
        """The sentence of the date there."""
        number = self._number_at(at.toPoint())
        return "" if number is None else self._words_of(number)

    def drop_cache(self) -> None:
        """Marks grow with the font."""
        self._arrange()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say where one is."""
        super().focusInEvent(event)
        if self._marks:
            self.announce(self._current)

    def _walk_to(self, number: int) -> None:
        if self._marks:
            self._current = min(max(number, 0), len(self._marks) - 1)
            self.announce(self._current)
            self.update()

    def _number_at(self, spot: object) -> int | None:
        return next((number for number, box in enumerate(self._boxes) if box.contains(spot)), None)  # type: ignore[call-overload]


def _paint_mark(painter: QPainter, box: QRectF, mark: Mark) -> None:
    look = theme.current()
    inside = box.adjusted(0.5, 0.5, -0.5, -0.5)
    if mark.look is MarkLook.SKIPPED:
        pen = QPen(QColor(look.field), 1, Qt.PenStyle.DashLine)
        ground, ink = look.surface, look.muted
    elif mark.look is MarkLook.RESERVE:
        pen = QPen(QColor(look.tint(look.warning, 0.5)), 1)
        ground, ink = look.tint(look.warning), look.warning
    else:
        colour = look.ok if mark.look is MarkLook.FREE else look.danger
        pen = QPen(QColor(colour), 1)
        ground, ink = colour, look.surface
    painter.setPen(pen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(inside, 3, 3)
    if mark.look is MarkLook.CONFLICT:
        middle, under, half = box.center().x(), box.bottom() + 2, box.width() / 6
        left, right = QPointF(middle - half, under + half), QPointF(middle + half, under + half)
        painter.drawPolygon(QPolygonF([QPointF(middle, under), left, right]))
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(mark.day.day))
