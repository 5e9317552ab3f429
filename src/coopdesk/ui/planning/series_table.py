"""The dates of a series, one a line: ticked or not, how it stands, why, and what can be done about it."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QMenu, QWidget

from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.series_plan import PlannedDate
from coopdesk.foundation.i18n import _, format_day
from coopdesk.ui import icons, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.planning.series_row import RowBar
from coopdesk.ui.planning.series_ways import Way, Ways, is_ticked
from coopdesk.ui.planning.series_words import RoomName, why
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import verbatim
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView

_FIGURE_SPACE = " "
_PADDING, _BETWEEN_LINKS, _BOX = 11, 14, 15
_TICK, _WHY = 0, 3

Look = Callable[[PlannedDate], tuple[str, str, Tone]]
"""How a date stands, as word, icon and tone."""


class DatesTable(LinesView):
    """Space ticks; Enter unfolds all that can be decided for a date; Tab goes to the buttons of its line."""

    decided = Signal(object, object)
    """A date, and the way that was chosen for it."""

    def __init__(self, look_of: Look, ways: Ways, rooms: RoomName) -> None:
        self._dates: Sequence[PlannedDate] = ()
        self._new_years: set[date] = set()
        self._ways = ways
        self._rooms = rooms
        self.bar: RowBar | None = None
        self._bar_row = -1
        self._is_read_only = False
        super().__init__(
            _columns(self, look_of), lambda: len(self._dates), lambda _sort, window: self._window(window), Sort(""),
            name=_("Dates of the series"), line_id=lambda one: one.day.toordinal(),
        )  # fmt: skip
        self.opened.connect(lambda _id: self._unfold())
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_bar())
        self.horizontalHeader().sectionResized.connect(self._fit_bar)

    def set_ways(self, ways: Ways) -> None:
        """Offer other ways from the next dates on."""
        self._ways = ways

    def show_dates(self, dates: Sequence[PlannedDate]) -> None:
        """Show these; the one that was chosen stays so if it is among them."""
        self._dates = dates
        self._new_years = {after.day for before, after in pairwise(dates) if before.day.year != after.day.year}
        held: QWidget | None = self.window().focusWidget()
        had_focus = self.bar is not None and held is not None and self.bar.isAncestorOf(held)
        self._drop_bar()
        self.refresh()
        if self.bar is None:
            self._show_bar()
        if had_focus:
            # The button that was pressed went with its line's former state.
            self.setFocus()

    def set_read_only(self, is_read_only: bool) -> None:
        """Only look."""
        self._is_read_only = is_read_only
        self._show_bar()
        self.viewport().update()

    def current(self) -> PlannedDate | None:
        """The date whose line is chosen."""
        row = self.currentIndex().row()
        return self._dates[row] if 0 <= row < len(self._dates) else None

    def links_of(self, one: PlannedDate) -> list[tuple[Way | None, str]]:
        """What its line offers when it is not the chosen one: a way, or a word that only chooses it."""
        if self._is_read_only or not self._ways.needs(one, is_chosen=False):
            return []
        if one.is_blocked:
            return [(None, _("Remedies"))]
        return [(way, way.word) for way in self._ways.plain(one)]

    def date_words(self, one: PlannedDate) -> str:
        """« jeu.  7 janv. 2027 »: figures under one another; the year where a new one begins."""
        day = one.session.start.date()
        words = format_day(day, "EEE d MMM y" if one.day in self._new_years else "EEE d MMM")
        return words if day.day > 9 else words.replace(" ", f" {_FIGURE_SPACE}", 1)

    def why(self, one: PlannedDate) -> str:
        """Why it stands as it does."""
        return why(one, self._rooms)

    def tick(self, one: PlannedDate) -> None:
        """Tick it, or take its tick away; one that is blocked unfolds its remedies instead."""
        way = self._ways.tick(one)
        if way is None:
            self._unfold()
        elif not self._is_read_only:
            self.decided.emit(one, way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks."""
        one = self.current()
        if event.key() == Qt.Key.Key_Space and one is not None:
            self.tick(one)
            return
        super().keyPressEvent(event)

    @shown
    def _click(self, spot: QPoint) -> None:
        index = self.indexAt(spot)
        if not index.isValid() or self._is_read_only:
            return
        one = self._dates[index.row()]
        if index.column() == _TICK:
            self.tick(one)
        elif index.column() == _WHY:
            cell = self.visualRect(index)
            for (way, _word), box in zip(self.links_of(one), link_boxes(cell, self.links_of(one)), strict=True):
                if way is not None and box.contains(spot):
                    self.decided.emit(one, way)
                    return

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The tick and the words of a line are pressed in one click, wherever the choice was before."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._click(event.position().toPoint())

    def _window(self, window: Window) -> Sequence[PlannedDate]:
        return self._dates[window.offset : window.offset + window.limit]

    @shown
    def _show_bar(self, width: int | None = None) -> None:
        """Put real buttons in the chosen line, and take them out of the one before."""
        self._drop_bar()
        one = self.current()
        if one is None or self._is_read_only or not self._ways.needs(one, is_chosen=True):
            return
        day = format_day(one.day, "EEEE d MMMM")
        room = self.columnWidth(_WHY) if width is None else width
        self.bar = RowBar(self.why(one), self._ways.every(one), day, lambda way: self.decided.emit(one, way), room)
        self._bar_row = self.currentIndex().row()
        self.setIndexWidget(self.lines.index(self._bar_row, _WHY), self.bar)
        before: QWidget = self
        for button in self.bar.buttons:
            QWidget.setTabOrder(before, button)
            before = button

    def _fit_bar(self, column: int, former: int, now: int) -> None:
        """As many buttons as have room."""
        if column == _WHY and former != now and self.bar is not None:
            self._show_bar(now)

    def _drop_bar(self) -> None:
        if self.bar is not None:
            # It is deleted later; till then nobody may press it.
            self.bar.hide()
            self.setIndexWidget(self.lines.index(self._bar_row, _WHY), None)  # type: ignore[arg-type]  # Qt takes none
            self.bar = None

    @shown
    def _unfold(self) -> None:
        one = self.current()
        if one is None or self._is_read_only:
            return
        menu = QMenu(self)
        for way in self._ways.every(one):
            action = menu.addAction(verbatim(way.word))
            action.triggered.connect(lambda _checked=False, way=way: self.decided.emit(one, way))
        menu.aboutToHide.connect(menu.deleteLater)
        cell = self.visualRect(self.lines.index(self.currentIndex().row(), _WHY))
        menu.popup(self.viewport().mapToGlobal(cell.bottomLeft()))


class _Ticks:
    """Paints the box of a date."""

    def __init__(self, table: DatesTable) -> None:
        self._table = table

    def paint_line(self, painter: QPainter, box: QRectF, line: PlannedDate) -> None:
        """A box, ticked where the date would be booked."""
        look, side = theme.current(), theme.scaled(_BOX)
        paint_ground(painter, self._table, box, line)
        square = QRectF(0, 0, side, side)
        square.moveCenter(box.center())
        square.translate(0.5 - square.left() % 1, 0.5 - square.top() % 1)
        on = is_ticked(line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent if on else look.field), 1))
        painter.setBrush(QColor(look.accent if on else look.surface))
        painter.drawRoundedRect(square, 3, 3)
        if on:
            mark = icons.pixmap("check", look.on_accent, 12)
            gap = (side - theme.scaled(12)) / 2
            painter.drawPixmap(QPoint(round(square.left() + gap), round(square.top() + gap)), mark)

    def paint_head(self, painter: QPainter, box: QRectF) -> None:
        """No head."""

    def paint_over(self, painter: QPainter, box: QRectF) -> None:
        """Nothing runs through the lines."""


class _Reasons:
    """Paints why a date stands as it does, and at the right the words to press."""

    def __init__(self, table: DatesTable) -> None:
        self._table = table

    def paint_line(self, painter: QPainter, box: QRectF, line: PlannedDate) -> None:
        """Why, and the ways out; on the chosen line real buttons lie over it."""
        cell = box.toAlignedRect()
        paint_ground(painter, self._table, box, line)
        if self._table.bar is not None and line is self._table.current():
            return
        links = self._table.links_of(line)
        boxes = link_boxes(cell, links)
        painter.setFont(theme.font())
        painter.setPen(QColor(theme.current().accent))
        for (_way, word), place in zip(links, boxes, strict=True):
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)
        end = boxes[0].left() - theme.scaled(_BETWEEN_LINKS) if boxes else cell.right() - theme.scaled(8)
        words = QRect(cell.left() + theme.scaled(_PADDING), cell.top(), 0, cell.height() - 1)
        words.setRight(end)
        painter.setPen(QColor(theme.current().muted))
        why = painter.fontMetrics().elidedText(self._table.why(line), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, why)

    def paint_head(self, painter: QPainter, box: QRectF) -> None:
        """Two heads in one."""
        painter.setFont(theme.font(-0.5, 600))
        painter.setPen(QColor(theme.current().muted))
        inner = box.adjusted(theme.scaled(_PADDING), 0, -theme.scaled(8), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, _("Why"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, _("Remedies"))

    def paint_over(self, painter: QPainter, box: QRectF) -> None:
        """Nothing runs through the lines."""


def paint_ground(painter: QPainter, table: DatesTable, box: QRectF, line: PlannedDate) -> None:
    """The ground of a chosen line, which painted columns do without."""
    if line is table.current():
        painter.fillRect(box, QColor(theme.current().selection))


def link_boxes(cell: QRect, links: Sequence[tuple[Way | None, str]]) -> list[QRect]:
    """Where the words to press are: at the right of the cell, as high as the line."""
    metrics, right = QFontMetrics(theme.font()), cell.right() - theme.scaled(8)
    boxes: list[QRect] = []
    for _way, word in reversed(links):
        width = metrics.horizontalAdvance(word) + 2
        boxes.insert(0, QRect(right - width, cell.top(), width, cell.height() - 1))
        right -= width + theme.scaled(_BETWEEN_LINKS)
    return boxes


def _columns(table: DatesTable, look_of: Look) -> list[Column]:
    return [
        Column(
            "tick", _("To book"), lambda one: _("ticked") if is_ticked(one) else _("not ticked"), width=40,
            sortable=False, chart=_Ticks(table),
        ),
        Column("date", _("Date"), table.date_words, width=124, least=110, sortable=False),
        Column(
            "standing", _("State"), lambda one: look_of(one)[0], width=114, least=100, sortable=False,
            icon=lambda one: look_of(one)[1:], tone=lambda one: look_of(one)[2],
        ),
        Column("why", _("Why"), table.why, sortable=False, chart=_Reasons(table)),
    ]  # fmt: skip
