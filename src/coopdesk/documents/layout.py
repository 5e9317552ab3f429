"""Documents written in meaning: headings, paragraphs, tables with header cells, figures with their alternative text.

A document says what each part is; `coopdesk.documents.rendering` alone decides how it is drawn. Tagging for
accessibility (PDF/UA) needs exactly this list and will be added there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coopdesk.documents.typesetting import Align, Colour, Style


class TextRole(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part; level 1 is the highest below the document's own title."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    role: TextRole = TextRole.BODY


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its share of the width, and the edge its cells keep to."""

    share: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is more than text: `tone` 0 to 4 fills it (matrix), `is_strong` marks totals."""

    text: str
    tone: int | None = None
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under header cells, which are repeated on every page; the first cell of a row is its header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    columns: tuple[Column, ...]
    is_matrix: bool = False


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A filled rectangle of a drawing, from its lower left corner."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Label:
    """Text of a drawing, from its upper edge, inside `room` points."""

    text: str
    x: float
    top: float
    room: float
    style: Style
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture made of rectangles and labels."""

    width: float
    height: float
    rectangles: tuple[Rectangle, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing and what it says, in words."""

    drawing: Drawing
    alternative_text: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number a reader should remember."""

    value: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Numbers side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a register: its title (a heading of level 3), a few words aside, and its facts by name."""

    title: str
    aside: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The head of the first page."""

    sender: str
    sender_details: str
    purpose: str
    edited: str
    title: str
    subtitles: tuple[str, ...]


Block = Heading | Paragraph | Bullets | Table | Figure | KeyFigures | Entry | Cover


@dataclass(slots=True)
class Document:
    """A document being written, block after block."""

    title: str
    language: str
    author: str
    edited_on: date
    header: str = ""
    blocks: list[Block] = field(default_factory=list)

    def cover(self, cover: Cover) -> None:
        """Open the first page."""
        self.blocks.append(cover)

    def heading(self, text: str, level: int = 1) -> None:
        """Open a part."""
        self.blocks.append(Heading(text, level))

    def paragraph(self, text: str, role: TextRole = TextRole.BODY) -> None:
        """Write running text."""
        self.blocks.append(Paragraph(text, role))

    def bullets(self, items: Iterable[str]) -> None:
        """Write a list."""
        self.blocks.append(Bullets(tuple(items)))

    def table(
        self,
        header: Sequence[str],
        rows: Iterable[Sequence[str | Cell]],
        columns: Sequence[Column],
        *,
        is_matrix: bool = False,
    ) -> None:
        """Write a table; a matrix shows its cells as tiles."""
        self.blocks.append(Table(tuple(header), tuple(map(tuple, rows)), tuple(columns), is_matrix))

    def figure(self, drawing: Drawing, alternative_text: str) -> None:
        """Show a drawing."""
        self.blocks.append(Figure(drawing, alternative_text))

    def key_figures(self, *figures: KeyFigure) -> None:
        """Show numbers side by side."""
        self.blocks.append(KeyFigures(figures))

    def entry(self, title: str, aside: Iterable[str], facts: Iterable[tuple[str, str]]) -> None:
        """Write one record; facts without text are left out."""
        self.blocks.append(Entry(title, tuple(aside), tuple(fact for fact in facts if fact[1])))
