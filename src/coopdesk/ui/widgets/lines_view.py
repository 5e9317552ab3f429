"""The view of a register's list: sorted by its heads, walked by the keyboard, opened by Enter."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from coopdesk.domain.listing import Sort, Window
from coopdesk.ui import theme
from coopdesk.ui.widgets.line_painting import LineDelegate, LinesHeader, row_height
from coopdesk.ui.widgets.lines import Column, LinesModel


class LinesView(QTableView):
    """A list of records. What is selected stays so by its record, whatever the order becomes."""

    opened = Signal(int)
    selected = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        count: Callable[[], int],
        fetch: Callable[[Sort, Window], Sequence[Any]],
        sort: Sort,
        *,
        name: str,
        line_id: Callable[[Any], int] = lambda line: line.id,
    ) -> None:
        super().__init__()
        self.hovered_row = -1
        self._selected_id: int | None = None
        self._empty: QWidget | None = None
        self.lines = LinesModel(columns, count, fetch, sort, line_id)
        self.setAccessibleName(name)
        self._dress()
        self.setModel(self.lines)
        self._lay_columns()
        self.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.selectionModel().currentRowChanged.connect(self._select_row)
        self.doubleClicked.connect(self._open)
        self.entered.connect(lambda index: self._hover(index.row()))
        theme.watcher.changed.connect(self._measure)

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalHeader(LinesHeader(self.lines.columns, self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setItemDelegate(LineDelegate(self))

    @property
    def sort(self) -> Sort:
        """The order the list is in."""
        return self.lines.order

    def refresh(self) -> None:
        """Read the list again and keep the selection."""
        kept, row = self._selected_id, max(0, self.currentIndex().row())
        scrolled = self.verticalScrollBar().value()
        self.lines.reload()
        self._show_empty_state()
        self.verticalScrollBar().setValue(scrolled)
        if kept is not None and not self.select(kept, near=row):
            self._selected_id = None
            self.selected.emit(None)

    def set_source(self, count: Callable[[], int], fetch: Callable[[Sort, Window], Sequence[Any]]) -> None:
        """Show another list in the same columns."""
        self.lines.set_source(count, fetch)
        self.refresh()

    def select(self, record_id: int, near: int = 0) -> bool:
        """Select a record and bring it into view; False if the list does not hold it."""
        row = self.lines.row_of(record_id, near)
        if row < 0:
            return False
        column = self.horizontalHeader().logicalIndex(0)
        index = self.lines.index(row, column)
        self.setCurrentIndex(index)
        # Right after a reload the bars do not know the new height yet, and would stop short of the line.
        self.executeDelayedItemsLayout()
        self.scrollTo(index)
        return True

    def selected_id(self) -> int | None:
        """The record that is selected."""
        return self._selected_id

    def selected_line(self) -> Any | None:
        """The line that is selected."""
        row = self.currentIndex().row()
        return self.lines.line(row) if self._selected_id is not None and row >= 0 else None

    def set_empty_state(self, widget: QWidget) -> None:
        """What to show in place of the lines when there are none."""
        self._empty = widget
        column = QVBoxLayout(self.viewport())
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(widget)
        self._show_empty_state()

    def set_narrow(self, is_narrow: bool) -> None:
        """Leave out the columns that only a wide page has room for."""
        for place, column in enumerate(self.lines.columns):
            self.setColumnHidden(place, is_narrow and column.wide_only)
        self._share_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Over the lines, what a chart draws through all of them."""
        super().paintEvent(event)
        last = self.lines.rowCount() - 1
        if last < 0:
            return
        bottom = min(self.rowViewportPosition(last) + self.rowHeight(last), self.viewport().height())
        painter = QPainter(self.viewport())
        for place, column in enumerate(self.lines.columns):
            if column.chart is not None and not self.isColumnHidden(place):
                box = QRectF(self.columnViewportPosition(place), 0, self.columnWidth(place), bottom)
                column.chart.paint_over(painter, box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share what there is between the columns."""
        self._share_room()
        super().resizeEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the mouse any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Arriving by the keyboard, start on the first row; the frame needs painting anyhow."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.setCurrentIndex(self.lines.index(0, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _lay_columns(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(theme.scaled(40))
        # A table keeps the keyboard from its heads; here they come before the lines.
        header.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes none, its types do not say so
        QWidget.setTabOrder(header, self)
        for place, column in enumerate(self.lines.columns):
            stretches = not column.width
            header.setSectionResizeMode(
                place, QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            )
        self._measure()
        self._show_order()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(self.lines))
        for place, column in enumerate(self.lines.columns):
            if column.width:
                self.setColumnWidth(place, theme.scaled(column.width))
        self._share_room()

    def _share_room(self) -> None:
        """Take from the columns that can give what the one that takes the rest needs."""
        shown = [(place, one) for place, one in enumerate(self.lines.columns) if not self.isColumnHidden(place)]
        giving = [place for place, one in shown if one.width and one.least]
        if not giving:
            return
        taken = sum(theme.scaled(one.width or one.least) for _place, one in shown)
        missing = max(taken - self.viewport().width(), 0)
        for place in giving:
            column = self.lines.columns[place]
            width = max(theme.scaled(column.width) - missing, theme.scaled(column.least))
            missing -= theme.scaled(column.width) - width
            self.setColumnWidth(place, width)

    def _show_order(self) -> None:
        keys = [column.key for column in self.lines.columns]
        order = Qt.SortOrder.DescendingOrder if self.sort.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(keys.index(self.sort.key) if self.sort.key in keys else -1, order)

    def _sort_by(self, place: int) -> None:
        column = self.lines.columns[place]
        if column.sortable:
            is_same = self.sort.key == column.key
            self.lines.order = Sort(column.key, descending=is_same and not self.sort.descending)
            self.refresh()
        self._show_order()

    def _select_row(self, current: QModelIndex, _former: QModelIndex) -> None:
        record_id = self.lines.id_of(current.row()) if current.isValid() else None
        if record_id is not None and record_id != self._selected_id:
            self._selected_id = record_id
            self.selected.emit(record_id)

    def _open(self, index: QModelIndex) -> None:
        if (record_id := self.lines.id_of(index.row())) is not None:
            self.opened.emit(record_id)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _show_empty_state(self) -> None:
        if self._empty is not None:
            self._empty.setVisible(self.lines.rowCount() == 0)
