"""How a cell of a list is drawn: ground, hairline, icon, one or two lines of text, chip."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coopdesk.foundation.i18n import _
from coopdesk.ui import icons, theme
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.lines import Column, LinesModel

if TYPE_CHECKING:
    from coopdesk.ui.widgets.lines_view import LinesView

Index = QModelIndex | QPersistentModelIndex

_TAIL = 34
"""The room every tail has, « of 80 », so that the numbers before it end in one line."""


class LineDelegate(QStyledItemDelegate):
    """Paints the cells of a LinesView."""

    def __init__(self, view: "LinesView") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The row's height is the view's; the width is the header's."""
        return QSize(option.rect.width(), self._view.verticalHeader().defaultSectionSize())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = self._view.lines
        line = model.line(index.row())
        painter.save()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        column = model.columns[index.column()]
        if column.chart is None:
            self._ground(painter, option.rect, index.row(), is_selected=is_selected)
        else:
            # The view's own style has tinted the whole selected row by now.
            painter.fillRect(option.rect, QColor(theme.current().surface))
        if line is not None:
            self._contents(painter, option.rect, column, line)
        self._marks(painter, option.rect, index, is_selected=is_selected)
        painter.restore()

    def _contents(self, painter: QPainter, rect: QRect, column: Column, line: object) -> None:
        if column.chart is not None:
            column.chart.paint_line(painter, QRectF(rect), line)
            return
        inner = rect.adjusted(theme.scaled(11), 0, -theme.scaled(8), -1)
        inner = self._icon(painter, inner, column, line)
        chip = column.chip(line) if column.chip else None
        if chip is not None and column.text(line):
            _chip(painter, inner, column.text(line), chip)
            return
        if column.tail is not None:
            inner = _tail(painter, inner, column.tail(line))
        _words(painter, inner, column, line)

    def _ground(self, painter: QPainter, rect: QRect, row: int, *, is_selected: bool) -> None:
        look = theme.current()
        if is_selected:
            painter.fillRect(rect, QColor(look.selection))
        elif row == self._view.hovered_row:
            painter.fillRect(rect, QColor(look.hover))

    def _marks(self, painter: QPainter, rect: QRect, index: Index, *, is_selected: bool) -> None:
        look = theme.current()
        header = self._view.horizontalHeader()
        is_first = header.visualIndex(index.column()) == 0
        accent = QColor(look.accent)
        if is_selected and self._view.hasFocus():
            _frame(painter, rect, accent, left=is_first, right=rect.right() >= header.length() - header.offset() - 1)
            return
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(look.hairline))
        if is_selected and is_first:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), accent)

    def _icon(self, painter: QPainter, inner: QRect, column: Column, line: object) -> QRect:
        drawn = column.icon(line) if column.icon else None
        if drawn is None:
            return inner
        name, tone = drawn
        size = theme.scaled(16)
        top = inner.top() + (inner.height() - size) // 2
        painter.drawPixmap(inner.left(), top, icons.pixmap(name, theme.current().tone(tone)))
        return inner.adjusted(size + theme.scaled(8), 0, 0, 0)


class LinesHeader(QHeaderView):
    """The heads of a list: muted, the one it is sorted by with an arrow beside its word.

    By the keyboard: Tab reaches them, the arrows walk them, Space or Enter sorts.
    """

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self._current = 0
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Heads of the columns: Space sorts"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the heads and sort by one."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._walk(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sectionClicked.emit(self._current)
            self._say()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the head the list is sorted by."""
        super().focusInEvent(event)
        self._current = max(self.sortIndicatorSection(), 0)
        self._walk(0)

    def _walk(self, step: int) -> None:
        shown = [place for place, one in enumerate(self._columns) if one.sortable and not self.isSectionHidden(place)]
        if not shown:
            return
        rank = shown.index(self._current) if self._current in shown else 0
        self._current = shown[min(max(rank + step, 0), len(shown) - 1)]
        self._say()
        self.viewport().update()

    def _say(self) -> None:
        words = self._columns[self._current].title
        if self.sortIndicatorSection() == self._current:
            is_rising = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            words = _("{column}, rising") if is_rising else _("{column}, falling")
            words = words.format(column=self._columns[self._current].title)
        self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:
        """The font's height and some air."""
        height = QFontMetrics(theme.font(-0.5, 600)).height() + theme.scaled(16)
        return QSize(super().sizeHint().width(), max(height, theme.scaled(34)))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one head."""
        look = theme.current()
        painter.save()
        painter.fillRect(rect, QColor(look.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(look.border))
        chart = self._columns[section].chart
        if chart is None:
            self._title(painter, rect, section)
        else:
            chart.paint_head(painter, QRectF(rect))
        if self.hasFocus() and section == self._current:
            _frame(painter, rect.adjusted(1, 1, -1, -1), QColor(look.accent), left=True, right=True)
        painter.restore()

    def _title(self, painter: QPainter, rect: QRect, section: int) -> None:
        look = theme.current()
        model = self.model()
        title = str(model.headerData(section, Qt.Orientation.Horizontal))
        side = Qt.AlignmentFlag(model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole))
        is_sorted = self.sortIndicatorSection() == section
        arrow = theme.scaled(14) if is_sorted else 0
        painter.setFont(theme.font(-0.5, 600))
        painter.setPen(QColor(look.muted))
        inner = rect.adjusted(theme.scaled(11), 0, -theme.scaled(8), 0)
        words = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, inner.width() - arrow)
        place = inner.adjusted(0, 0, -arrow, 0)
        painter.drawText(place, side, words)
        if is_sorted:
            name = "chevron-up" if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else "chevron-down"
            end = painter.boundingRect(place, side, words).right() + theme.scaled(3)
            painter.drawPixmap(end, rect.center().y() - theme.scaled(12) // 2, icons.pixmap(name, look.muted, 12))


def row_height(model: LinesModel) -> int:
    """One height for every row of a list, from the font."""
    text = QFontMetrics(theme.font()).height()
    if any(column.detail for column in model.columns):
        return max(theme.scaled(36), text + QFontMetrics(theme.font(-0.75)).height() + theme.scaled(8))
    return max(theme.scaled(31), text + theme.scaled(14))


def _frame(painter: QPainter, rect: QRect, colour: QColor, *, left: bool, right: bool) -> None:
    painter.fillRect(rect.left(), rect.top(), rect.width(), 2, colour)
    painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, colour)
    if left:
        painter.fillRect(rect.left(), rect.top(), 2, rect.height(), colour)
    if right:
        painter.fillRect(rect.right() - 1, rect.top(), 2, rect.height(), colour)


def _tail(painter: QPainter, inner: QRect, tail: str) -> QRect:
    """Write the muted word at the right; what is left for the text, whose ends then stand under one another."""
    font = theme.font(-0.75)
    room = max(QFontMetrics(font).horizontalAdvance(tail), theme.scaled(_TAIL))
    painter.setFont(font)
    painter.setPen(QColor(theme.current().muted))
    place = QRect(inner.right() - room, inner.top(), room, inner.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tail)
    return inner.adjusted(0, 0, -room - theme.scaled(5), 0)


def _words(painter: QPainter, inner: QRect, column: Column, line: object) -> None:
    look = theme.current()
    tone = column.tone(line) if column.tone else None
    colour = look.tone(tone) if tone else look.text
    first = theme.font(0, 600 if column.strong else 400)
    detail = column.detail(line) if column.detail else ""
    if not detail:
        _text(painter, inner, column.text(line), first, colour, column)
        return
    small = theme.font(-0.75)
    height = QFontMetrics(first).height()
    below = QFontMetrics(small).height()
    top = inner.top() + (inner.height() - height - below) // 2
    _text(painter, QRect(inner.left(), top, inner.width(), height), column.text(line), first, colour, column)
    second = QRect(inner.left(), top + height, inner.width(), below)
    _text(painter, second, detail, small, look.muted, column)


def _text(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, column: Column) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignRight if column.align_right else Qt.AlignmentFlag.AlignLeft
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)


def _chip(painter: QPainter, inner: QRect, text: str, tone: Tone) -> None:
    look = theme.current()
    font = theme.font(-0.5)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width() - theme.scaled(12))
    width = metrics.horizontalAdvance(shown) + theme.scaled(12)
    height = metrics.height() + theme.scaled(2)
    ground = QRectF(inner.left(), inner.top() + (inner.height() - height) / 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.chip_ground(tone)))
    painter.drawRoundedRect(ground, 4, 4)
    painter.setFont(font)
    painter.setPen(QColor(look.tone(tone)))
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, shown)
