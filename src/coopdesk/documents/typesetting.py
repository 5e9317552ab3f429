"""Lines of text: the styles of the house, breaking a text to a width, drawing lines on a canvas.

ReportLab's own paragraphs parse markup and know one face at a time; these lines take any text as it is, change face
where a character asks for it, and cost a fraction of the time.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from coopdesk.documents.fonts import Run, Weight, printable, runs, width

Colour = tuple[float, float, float]


def colour(hexadecimal: str) -> Colour:
    """A colour from « #RRGGBB »."""
    red, green, blue = (int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def tint(of: Colour, share: float) -> Colour:
    """A colour thinned on white paper."""
    red, green, blue = (1 - share * (1 - part) for part in of)
    return red, green, blue


INK, SOFT, LINE, ACCENT = colour("#1B2430"), colour("#556170"), colour("#D9DEE5"), colour("#0F6E6E")
PALE = colour("#F2F4F6")
WHITE = (1.0, 1.0, 1.0)


class Align(StrEnum):
    """Which edge of its column a text keeps to."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Style(NamedTuple):
    """How a text looks."""

    size: float
    leading: float
    weight: Weight = Weight.REGULAR
    colour: Colour = INK


TITLE = Style(21, 27, Weight.BOLD)
SUBTITLE = Style(10, 14, colour=SOFT)
HEADINGS = (Style(13, 18, Weight.BOLD), Style(11, 15, Weight.BOLD), Style(9.5, 13, Weight.BOLD))
BODY = Style(9, 13)
NOTE = Style(8, 11, colour=SOFT)
CELL = Style(8.5, 11.5)
CELL_STRONG = CELL._replace(weight=Weight.BOLD)
HEADER_CELL = Style(7.5, 10, colour=SOFT)
FIGURE = Style(21, 26, Weight.BOLD, ACCENT)
FIGURE_LABEL = Style(8.5, 11, Weight.BOLD)


class Line(NamedTuple):
    """One line ready to draw, with its width at size 1."""

    runs: tuple[Run, ...]
    width: float


def wrap(text: str, style: Style, room: float, most: int | None = None) -> tuple[Line, ...]:
    """A text broken into lines no wider than `room` points; an empty text has no line.

    Where a piece of page cannot be cut, `most` is how many lines it takes: the last one then ends with an ellipsis.
    """
    if not text:
        return ()
    limit = room / style.size
    broken: list[str] = []
    for paragraph in printable(text).split("\n"):
        broken += [paragraph] if width(paragraph, style.weight) <= limit else _broken(paragraph, style.weight, limit)
    if most is not None and len(broken) > most:
        broken = [*broken[: most - 1], f"{broken[most - 1][:-2]}…"]
    return tuple(Line(runs(line, style.weight), width(line, style.weight)) for line in broken)


def _broken(text: str, weight: Weight, limit: float) -> list[str]:
    """Lines broken at spaces; a word wider than a line is cut where the line ends."""
    lines, line, used = [], "", 0.0
    space = width(" ", weight)
    for word in text.split(" "):
        rest, taken = word, width(word, weight)
        if line and used + space + taken <= limit:
            line, used = f"{line} {rest}", used + space + taken
            continue
        if line:
            lines.append(line)
        while taken > limit and len(rest) > 1:
            cut = _fitting(rest, weight, limit)
            lines.append(rest[:cut])
            rest = rest[cut:]
            taken = width(rest, weight)
        line, used = rest, taken
    return [*lines, line]


def _fitting(word: str, weight: Weight, limit: float) -> int:
    """How many characters of a word fit in a line, at least one."""
    used = 0.0
    for index, character in enumerate(word):
        used += width(character, weight)
        if used > limit:
            return max(index, 1)
    return len(word)


def draw(
    canvas: Any,
    lines: Sequence[Line],
    x: float,
    top: float,
    style: Style,
    *,
    align: Align = Align.LEFT,
    room: float = 0,
) -> None:
    """Draw lines downwards from `top`; centred and right-aligned ones inside `room` points from `x`.

    One text object per call: it becomes one marked paragraph when documents are tagged.
    """
    if not lines:
        return
    share = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[align]
    text = canvas.beginText()
    text.setFillColorRGB(*style.colour)
    baseline = top - (style.leading + style.size) / 2 + 0.2 * style.size
    current = ""
    for line in lines:
        text.setTextOrigin(x + share * (room - line.width * style.size), baseline)
        for run in line.runs:
            if run.face != current:
                text.setFont(run.face, style.size)
                current = run.face
            text.textOut(run.text)
        baseline -= style.leading
    canvas.drawText(text)
