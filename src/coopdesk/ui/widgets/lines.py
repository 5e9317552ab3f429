"""The one mechanism of every register's list: columns, a lazy model, and the view."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter

from coopdesk.domain.listing import Sort, Window
from coopdesk.ui.theme import Tone

WINDOW = 256
"""How many lines are asked for at once."""

_KEPT_WINDOWS = 16

Index = QModelIndex | QPersistentModelIndex


class Chart(Protocol):
    """Paints a column in the place of its texts, which are then only heard and shown on hovering."""

    def paint_line(self, painter: QPainter, box: QRectF, line: Any) -> None:
        """Draw one line's cell, on the plain surface."""

    def paint_head(self, painter: QPainter, box: QRectF) -> None:
        """Draw the head, in the place of the title."""

    def paint_over(self, painter: QPainter, box: QRectF) -> None:
        """Draw what runs through all the lines in view."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it says of a line, and how."""

    key: str
    title: str
    text: Callable[[Any], str]
    width: int = 0
    """In pixels at 9 points; 0 takes what is left."""
    least: int = 0
    """How narrow it may become: a column with a width then gives way to the least of the one that takes the rest."""
    align_right: bool = False
    strong: bool = False
    detail: Callable[[Any], str] | None = None
    """A second, muted line."""
    tail: Callable[[Any], str] | None = None
    """A muted word after the text of a column aligned right: « 40 of 80 »."""
    tone: Callable[[Any], Tone | None] | None = None
    chip: Callable[[Any], Tone | None] | None = None
    """The tone of the chip the text is drawn on; None for none."""
    icon: Callable[[Any], tuple[str, Tone] | None] | None = None
    spoken: Callable[[Any], str] | None = None
    """What a screen reader says where the text alone does not."""
    sortable: bool = True
    wide_only: bool = False
    """Left out in the page's narrow form."""
    chart: Chart | None = None


class LinesModel(QAbstractTableModel):
    """Shows a list that stays in the file: asks for windows of lines as they come into view."""

    def __init__(
        self,
        columns: Sequence[Column],
        count: Callable[[], int],
        fetch: Callable[[Sort, Window], Sequence[Any]],
        sort: Sort,
        line_id: Callable[[Any], int],
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.order = sort
        self._ask_count = count
        self._fetch = fetch
        self._line_id = line_id
        self._count = 0
        self._windows: dict[int, Sequence[Any]] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 – Qt's own default
        """How many lines the whole list has."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 – Qt's own default
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says; how it looks is the delegate's business."""
        # The most frequent role first: this is called for every cell of every paint.
        if role == Qt.ItemDataRole.DisplayRole:
            line = self.line(index.row())
            return "" if line is None else self.columns[index.column()].text(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        if role == Qt.ItemDataRole.ToolTipRole and self.columns[index.column()].chart is not None:
            return self._spoken(index)
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[index.column()].align_right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's title."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].align_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def line(self, row: int) -> Any | None:
        """The line of a row; None if the file has fewer by now."""
        number, place = divmod(row, WINDOW)
        lines = self._windows.get(number)
        if lines is None:
            if len(self._windows) >= _KEPT_WINDOWS:
                self._windows.pop(next(iter(self._windows)))
            lines = self._windows[number] = self._fetch(self.order, Window(number * WINDOW, WINDOW))
        return lines[place] if place < len(lines) else None

    def id_of(self, row: int) -> int | None:
        """The record of a row."""
        line = self.line(row)
        return None if line is None else self._line_id(line)

    def row_of(self, record_id: int, near: int = 0) -> int:
        """The row of a record, looked for from a row where it may be; -1 if it is not in the list."""
        total = (self._count + WINDOW - 1) // WINDOW
        start = near // WINDOW
        for number in sorted(range(total), key=lambda number: abs(number - start)):
            first = number * WINDOW
            self.line(first)
            for place, line in enumerate(self._windows[number]):
                if self._line_id(line) == record_id:
                    return first + place
        return -1

    def reload(self) -> None:
        """Ask for everything again."""
        self.beginResetModel()
        self._windows.clear()
        self._count = self._ask_count()
        self.endResetModel()

    def set_source(self, count: Callable[[], int], fetch: Callable[[Sort, Window], Sequence[Any]]) -> None:
        """Show another list from the next reload on."""
        self._ask_count = count
        self._fetch = fetch

    def _spoken(self, index: Index) -> str:
        line = self.line(index.row())
        if line is None:
            return ""
        column = self.columns[index.column()]
        if column.spoken is not None:
            return column.spoken(line)
        detail = column.detail(line) if column.detail else ""
        return f"{column.text(line)}, {detail}" if detail else column.text(line)
