"""Pictures of counts: horizontal bars and tones of a matrix, as in the house's own look."""

from collections.abc import Sequence

from coopdesk.documents.layout import Cell, Drawing, Label, Rectangle
from coopdesk.documents.typesetting import ACCENT, CELL, CELL_STRONG, LINE, NOTE, Align, wrap
from coopdesk.foundation.i18n import format_number

_BAR, _PADDING = 11.0, 7.0
_NUMBER_ROOM = 40.0


def bars(counts: Sequence[tuple[str, int]], width: float, *, names: float = 205, note: str = "") -> Drawing:
    """Bars of one series with their names left and their numbers right; zero is shown as a zero."""
    largest = max((count for _name, count in counts), default=0) or 1
    room = width - names - _NUMBER_ROOM - 10
    rectangles, labels, y = [], [], 0.0
    for name, count in reversed(counts):
        lines = len(wrap(name, CELL, names))
        height = max(_BAR + _PADDING, lines * CELL.leading + 4)
        middle = y + height / 2
        length = room * count / largest
        labels.append(Label(name, 0, middle + lines * CELL.leading / 2, names, CELL, Align.RIGHT))
        labels.append(
            Label(format_number(count), names + 10 + length + 5, middle + CELL.leading / 2, _NUMBER_ROOM, CELL_STRONG)
        )
        if count:
            rectangles.append(Rectangle(names + 10, middle - _BAR / 2, length, _BAR, ACCENT))
        y += height
    rectangles.append(Rectangle(names + 9.5, 0, 0.5, y, LINE))
    if not note:
        return Drawing(width, y, tuple(rectangles), tuple(labels))
    return _with_note(rectangles, labels, note, width, y)


def _with_note(rectangles: list[Rectangle], labels: list[Label], note: str, width: float, height: float) -> Drawing:
    """The same picture, lifted to make room for a note under its right corner."""
    lift = NOTE.leading + 4
    raised = tuple(Rectangle(one.x, one.y + lift, one.width, one.height, one.colour) for one in rectangles)
    named = tuple(Label(one.text, one.x, one.top + lift, one.room, one.style, one.align) for one in labels)
    return Drawing(width, height + lift, raised, (*named, Label(note, 0, NOTE.leading, width, NOTE, Align.RIGHT)))


def matrix_rows(names: Sequence[str], counts: Sequence[Sequence[int]]) -> list[tuple[str | Cell, ...]]:
    """Rows of a matrix: a tile per count, its tone by quarters of the largest, and totals on both edges."""
    largest = max((count for row in counts for count in row), default=0) or 1
    rows: list[tuple[str | Cell, ...]] = []
    for name, row in zip(names, counts, strict=True):
        tiles = [Cell(format_number(count) if count else "", tone=-(-4 * count // largest)) for count in row]
        rows.append((name, *tiles, Cell(format_number(sum(row)), is_strong=True)))
    return rows


def total_row(name: str, counts: Sequence[Sequence[int]]) -> tuple[str | Cell, ...]:
    """The last row of a matrix: the sum of each column, and of all."""
    sums = [sum(column) for column in zip(*counts, strict=True)]
    return (Cell(name, is_strong=True), *(Cell(format_number(n), is_strong=True) for n in (*sums, sum(sums))))
