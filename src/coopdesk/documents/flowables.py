"""The blocks of a document as ReportLab places them: how high, how split between pages, how drawn."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from coopdesk.documents import layout
from coopdesk.documents.typesetting import (
    ACCENT,
    BODY,
    CELL,
    CELL_STRONG,
    FIGURE,
    FIGURE_LABEL,
    HEADER_CELL,
    HEADINGS,
    INK,
    LINE,
    NOTE,
    PALE,
    SUBTITLE,
    TITLE,
    WHITE,
    Align,
    Colour,
    Line,
    Style,
    draw,
    tint,
    wrap,
)

CONTENT_WIDTH = 483.0
_TONES: tuple[Colour, ...] = (PALE, *(tint(ACCENT, share) for share in (0.18, 0.34, 0.48, 1.0)))
_DARKEST = len(_TONES) - 1


MOST_TITLE, MOST_CELL = 6, 20
"""How many lines of a title and of a table's cell are printed: neither is cut at the end of a page."""


class Placed(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A block with a known height. `least` is the height of its smallest first piece, for what must precede it."""

    least = 0.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Say the size."""
        del available_height
        return available_width, self.height

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803 (ReportLab's name)
        """Draw without ReportLab's state saving: each piece sets the colours and faces it uses."""
        self.canv = canvas
        self.paint(canvas, x, y + self.height)

    def paint(self, canvas: Any, x: float, top: float) -> None:
        """Draw downwards from `top`."""
        raise NotImplementedError


class TextBlock(Placed):
    """Lines of one style; when split, neither side keeps a single line."""

    def __init__(self, lines: Sequence[Line], style: Style, *, after: float = 0, indent: float = 0) -> None:
        super().__init__()
        self.lines, self.style, self.after, self.indent = lines, style, after, indent
        self.height = len(lines) * style.leading + after
        # Fewer than four lines stay together, with the space after them: see split.
        self.least = self.height if len(lines) < 4 else 2 * style.leading

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Cut between lines."""
        del available_width
        fitting = min(int(available_height // self.style.leading), len(self.lines) - 2)
        if fitting < 2:
            return []
        rest = TextBlock(self.lines[fitting:], self.style, after=self.after, indent=self.indent)
        return [self.beginning(fitting), rest]

    def beginning(self, number: int) -> Flowable:
        """The same text, ending after some lines."""
        return TextBlock(self.lines[:number], self.style, indent=self.indent)

    def paint(self, canvas: Any, x: float, top: float) -> None:
        """Draw the lines."""
        draw(canvas, self.lines, x + self.indent, top, self.style)


class HeadingBlock(TextBlock):
    """A heading; it also opens an entry of the reader's outline."""

    def __init__(self, heading: layout.Heading) -> None:
        style = HEADINGS[heading.level - 1]
        before = {1: 20.0, 2: 14.0}.get(heading.level, 10.0)
        super().__init__(wrap(heading.text, style, CONTENT_WIDTH, MOST_TITLE), style, after=4)
        self.heading = heading
        self.spaceBefore = before  # which ReportLab leaves out at the top of a page
        self.least = self.height + before

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """A heading is never cut."""
        del available_width, available_height
        return []

    def paint(self, canvas: Any, x: float, top: float) -> None:
        """Draw the heading, and mark the place."""
        key = f"h{canvas.getPageNumber()}-{round(top)}"
        canvas.bookmarkHorizontal(key, 0, top)
        canvas.addOutlineEntry(self.heading.text, key, self.heading.level - 1)
        super().paint(canvas, x, top)


class BulletBlock(TextBlock):
    """One item of a list."""

    INDENT = 12.0

    def __init__(self, lines: Sequence[Line], *, after: float = 0) -> None:
        super().__init__(lines, BODY, after=after, indent=self.INDENT)

    @classmethod
    def of(cls, text: str, *, is_last: bool) -> "BulletBlock":
        """An item laid out; the last one keeps what follows at a distance."""
        return cls(wrap(text, BODY, CONTENT_WIDTH - cls.INDENT), after=8 if is_last else 2)

    def beginning(self, number: int) -> Flowable:
        """The bullet stays with the first lines."""
        return BulletBlock(self.lines[:number])

    def paint(self, canvas: Any, x: float, top: float) -> None:
        """Draw the bullet and the item."""
        draw(canvas, wrap("•", BODY, self.INDENT), x + 2, top, BODY)
        super().paint(canvas, x, top)


class CoverBlock(Placed):
    """The sender, the title and a rule, at the head of the first page."""

    def __init__(self, cover: layout.Cover) -> None:
        super().__init__()
        name, soft = Style(10, 13, CELL_STRONG.weight), Style(8, 11, SUBTITLE.weight, SUBTITLE.colour)
        accent = Style(8, 13, CELL_STRONG.weight, ACCENT)
        self.left = [
            (wrap(cover.sender, name, 300, MOST_TITLE), name),
            (wrap(cover.sender_details, soft, 300, MOST_TITLE), soft),
        ]
        self.right = [(wrap(cover.purpose, accent, 170), accent), (wrap(cover.edited, soft, 170), soft)]
        self.title = wrap(cover.title, TITLE, CONTENT_WIDTH, MOST_TITLE)
        self.subtitles = [line for text in cover.subtitles for line in wrap(text, SUBTITLE, CONTENT_WIDTH, MOST_TITLE)]
        self.head = max(sum(len(lines) * s.leading for lines, s in side) for side in (self.left, self.right))
        self.height = self.head + 26 + len(self.title) * TITLE.leading + 3 + len(self.subtitles) * SUBTITLE.leading + 12
        self.least = self.height

    def paint(self, canvas: Any, x: float, top: float) -> None:
        """Draw the parts one below the other."""
        canvas.setFillColorRGB(*ACCENT)
        canvas.rect(x, top - 24, 4, 24, stroke=0, fill=1)
        for side, edge, align, room in ((self.left, 12.0, Align.LEFT, 300.0), (self.right, 313.0, Align.RIGHT, 170.0)):
            y = top
            for lines, style in side:
                draw(canvas, lines, x + edge, y, style, align=align, room=room)
                y -= len(lines) * style.leading
        y = top - self.head - 26
        draw(canvas, self.title, x, y, TITLE)
        y -= len(self.title) * TITLE.leading + 3
        draw(canvas, self.subtitles, x, y, SUBTITLE)
        rule(canvas, x, top - self.height + 3, CONTENT_WIDTH, INK, 0.8)


class KeyFiguresBlock(Placed):
    """Numbers side by side, each with its name and a detail."""

    def __init__(self, figures: Sequence[layout.KeyFigure]) -> None:
        super().__init__()
        self.step = CONTENT_WIDTH / max(len(figures), 1)
        room = self.step - 10
        self.columns = [
            (wrap(one.value, FIGURE, room), wrap(one.label, FIGURE_LABEL, room), wrap(one.detail, NOTE, room))
            for one in figures
        ]
        styles = (FIGURE, FIGURE_LABEL, NOTE)
        self.height = 20 + max(
            (sum(len(part) * s.leading for part, s in zip(parts, styles, strict=True)) for parts in self.columns),
            default=0,
        )
        self.least = self.height

    def paint(self, canvas: Any, x: float, top: float) -> None:
        """Draw the columns."""
        for index, parts in enumerate(self.columns):
            y = top - 12
            for lines, style in zip(parts, (FIGURE, FIGURE_LABEL, NOTE), strict=True):
                draw(canvas, lines, x + index * self.step, y, style)
                y -= len(lines) * style.leading


class FigureBlock(Placed):
    """A drawing, never split."""

    def __init__(self, figure: layout.Figure) -> None:
        super().__init__()
        self.figure = figure
        self.height = figure.drawing.height + 12
        self.least = self.height

    def paint(self, canvas: Any, x: float, top: float) -> None:
        """Draw the shapes, then the labels."""
        drawing = self.figure.drawing
        bottom = top - 6 - drawing.height
        for one in drawing.rectangles:
            canvas.setFillColorRGB(*one.colour)
            canvas.rect(x + one.x, bottom + one.y, one.width, one.height, stroke=0, fill=1)
        for label in drawing.labels:
            lines = wrap(label.text, label.style, label.room)
            draw(canvas, lines, x + label.x, bottom + label.top, label.style, align=label.align, room=label.room)


class EntryBlock(Placed):
    """A record: a few words aside, then its title and its facts in two columns."""

    ASIDE, NAME = 84.0, 84.0
    FACT = CELL._replace(leading=11)
    FACT_NAME = FACT._replace(colour=NOTE.colour)

    def __init__(
        self, aside: Sequence[Line], rows: Sequence[tuple[Sequence[Line], Sequence[Line]]], title: int
    ) -> None:
        """`rows` are lines side by side; the first `title` of them print the title over both columns."""
        super().__init__()
        self.aside, self.rows, self.title = aside, rows, title
        body = title * HEADINGS[2].leading + (len(rows) - title) * self.FACT.leading
        self.height = max(body, len(aside) * NOTE.leading) + 14
        self.least = min(self.height, 200)

    @classmethod
    def of(cls, entry: layout.Entry) -> "EntryBlock":
        """A record laid out."""
        title = wrap(entry.title, HEADINGS[2], CONTENT_WIDTH - cls.ASIDE, MOST_TITLE)
        rows: list[tuple[Sequence[Line], Sequence[Line]]] = [((line,), ()) for line in title]
        for name, text in entry.facts:
            names = wrap(name, cls.FACT_NAME, cls.NAME - 8)
            texts = wrap(text, cls.FACT, CONTENT_WIDTH - cls.ASIDE - cls.NAME)
            rows += [(names[i : i + 1], texts[i : i + 1]) for i in range(max(len(names), len(texts)))]
        aside = [line for text in entry.aside for line in wrap(text, NOTE, cls.ASIDE - 10, MOST_TITLE)]
        return cls(aside, rows, len(title))

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Keep a record together unless it is so long that a page would stay half empty."""
        del available_width
        title_height = self.title * HEADINGS[2].leading
        fitting = self.title + int((available_height - title_height - 14) // self.FACT.leading)
        if self.height < 200 or available_height < 200:
            return []
        fitting = min(fitting, len(self.rows) - 2)  # no line goes alone to the next page
        return [EntryBlock(self.aside, self.rows[:fitting], self.title), EntryBlock((), self.rows[fitting:], 0)]

    def paint(self, canvas: Any, x: float, top: float) -> None:
        """Draw a rule, the words aside, the title and the facts."""
        rule(canvas, x, top - 1, CONTENT_WIDTH, LINE, 0.5)
        y = top - 6
        draw(canvas, self.aside, x, y - 1.5, NOTE)
        left = x + self.ASIDE
        draw(canvas, [line for names, _ in self.rows[: self.title] for line in names], left, y, HEADINGS[2])
        y -= self.title * HEADINGS[2].leading
        facts = self.rows[self.title :]
        for part, edge, style in ((0, left, self.FACT_NAME), (1, left + self.NAME, self.FACT)):
            start = 0
            while start < len(facts):  # each unbroken stretch of lines is one text object
                end = start
                while end < len(facts) and facts[end][part]:
                    end += 1
                lines = [facts[i][part][0] for i in range(start, end)]
                draw(canvas, lines, edge, y - start * style.leading, style)
                start = end + 1


Row = tuple[tuple[Sequence[Line], Style, int | None], ...]


class TableBlock(Placed):
    """Rows under a header that comes back on every page."""

    BELOW = 8.0

    def __init__(self, table: layout.Table, header: Row, rows: Sequence[Row]) -> None:
        super().__init__()
        self.table, self.header, self.rows = table, header, rows
        self.widths = column_widths(table)
        self.gap = 5.0 if table.is_matrix else 6.0
        self.heights = [self._height(row) for row in rows]
        self.header_height = self._height(header)
        self.height = self.header_height + sum(self.heights) + self.BELOW
        self.least = self.height if table.is_matrix else self.header_height + sum(self.heights[:2]) + self.BELOW

    def _height(self, row: Row) -> float:
        return max(len(lines) * style.leading for lines, style, _tone in row) + self.gap

    @classmethod
    def of(cls, table: layout.Table) -> "TableBlock":
        """A table laid out; only cells wider than their column are broken into lines."""
        rooms = [each - 2 * _padding(table) for each in column_widths(table)]
        header_style = _fitting_header(table, rooms)
        header = tuple(
            (wrap(text, header_style, room), header_style, None) for text, room in zip(table.header, rooms, strict=True)
        )
        rows = []
        for row in table.rows:
            cells: list[tuple[Sequence[Line], Style, int | None]] = []
            for cell, room in zip(row, rooms, strict=True):
                text, tone, style = (cell, None, CELL) if isinstance(cell, str) else _styled(cell)
                cells.append((wrap(text, style, room, MOST_CELL), style, tone))
            rows.append(tuple(cells))
        return cls(table, header, rows)

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Cut between rows; the header is drawn again by the second part."""
        del available_width
        used, fitting = self.header_height + self.BELOW, 0
        while fitting < len(self.rows) and used + self.heights[fitting] <= available_height:
            used += self.heights[fitting]
            fitting += 1
        fitting = min(fitting, len(self.rows) - 1)
        if fitting < 1:
            return []
        parts = (self.rows[:fitting], self.rows[fitting:])
        return [TableBlock(self.table, self.header, part) for part in parts]

    def paint(self, canvas: Any, x: float, top: float) -> None:
        """Draw the header, then the rows with their rules or tiles."""
        y = self._paint_row(canvas, x, top, self.header, self.header_height)
        if not self.table.is_matrix:
            rule(canvas, x, y, CONTENT_WIDTH, INK, 0.6)
        for row, height in zip(self.rows, self.heights, strict=True):
            y = self._paint_row(canvas, x, y, row, height)
            if not self.table.is_matrix:
                rule(canvas, x, y, CONTENT_WIDTH, LINE, 0.4)

    def _paint_row(self, canvas: Any, x: float, top: float, row: Row, height: float) -> float:
        is_header = row is self.header
        for (lines, style, tone), width, column in zip(row, self.widths, self.table.columns, strict=True):
            if tone is not None:
                canvas.setFillColorRGB(*_TONES[tone])
                canvas.rect(x + 1, top - height + 1, width - 2, height - 2, stroke=0, fill=1)
            padding = _padding(self.table)
            edge = 0.0 if column.align is Align.LEFT else padding
            text = len(lines) * style.leading
            start = top - height + self.gap / 2 + text if is_header else top - (height - text) / 2
            if not is_header and not self.table.is_matrix:
                start = top - self.gap / 2
            draw(canvas, lines, x + edge, start, style, align=column.align, room=width - 2 * padding)
            x += width
        return top - height


def column_widths(table: layout.Table) -> list[float]:
    """The widths of a table's columns in points."""
    total = sum(column.share for column in table.columns)
    return [CONTENT_WIDTH * column.share / total for column in table.columns]


def _padding(table: layout.Table) -> float:
    return 1.0 if table.is_matrix else 4.0


def rule(canvas: Any, x: float, y: float, length: float, ink: Colour, thickness: float) -> None:
    """A horizontal line."""
    canvas.setStrokeColorRGB(*ink)
    canvas.setLineWidth(thickness)
    canvas.line(x, y, x + length, y)


def _styled(cell: layout.Cell) -> tuple[str, int | None, Style]:
    style = CELL_STRONG if cell.is_strong or cell.tone else CELL
    return cell.text, cell.tone, style._replace(colour=WHITE) if cell.tone == _DARKEST else style


def _fitting_header(table: layout.Table, rooms: Sequence[float]) -> Style:
    """The header's style, a little smaller where one of its words is wider than its column."""
    for size in (HEADER_CELL.size, 7.0, 6.5, 6.0, 5.5):
        style = HEADER_CELL._replace(size=size, leading=size + 2)
        words = [(word, room) for text, room in zip(table.header, rooms, strict=True) for word in text.split()]
        if all(len(wrap(word, style, room)) == 1 for word, room in words):
            return style
    return style
