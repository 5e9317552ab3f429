"""The embedded faces, and the one door all printed text goes through: characters to runs of a face.

Open Sans prints what it has; DejaVu Sans takes over, per run of characters, for the rest (☐ ✓ →, Hebrew, Arabic).
What neither has is replaced by a visible mark, never dropped.
"""

import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, NamedTuple

import arabic_reshaper
from bidi import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from coopdesk.foundation.paths import resources

REPLACEMENT = "\ufffd"
_NARROW_SPACE, _THIN_SPACE = 0x202F, 0x2009
_RIGHT_TO_LEFT = ("R", "AL", "AN")


class Weight(StrEnum):
    """How strongly a text is printed."""

    REGULAR = "regular"
    BOLD = "bold"


class Run(NamedTuple):
    """Neighbouring characters of one face."""

    face: str
    text: str


_MAIN = {Weight.REGULAR: "OpenSans-Regular", Weight.BOLD: "OpenSans-Semibold"}
_FALLBACK = {Weight.REGULAR: "DejaVuSans", Weight.BOLD: "DejaVuSans-Bold"}


@cache
def font(face: str) -> Any:
    """A face by its file name, registered on first use: DejaVu is only read by documents that need it."""
    loaded = TTFont(face, str(resources() / "fonts" / f"{face}.ttf"))
    if _NARROW_SPACE not in loaded.face.charToGlyph:
        # Open Sans has every French character but this one; its thin space has the right width.
        loaded.face.charToGlyph[_NARROW_SPACE] = loaded.face.charToGlyph[_THIN_SPACE]
        loaded.face.charWidths[_NARROW_SPACE] = loaded.face.charWidths[_THIN_SPACE]
    pdfmetrics.registerFont(loaded)
    return loaded


def main_face(weight: Weight) -> str:
    """The face that prints ordinary text, ready for use."""
    return str(font(_MAIN[weight]).fontName)


@cache
def _characters(face: str) -> frozenset[str]:
    return frozenset(map(chr, font(face).face.charToGlyph))


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """The text as the faces can print it, still in reading order: composed, Arabic joined, the rest replaced."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\t", " "))
    if _is_right_to_left(composed):
        composed = arabic_reshaper.reshape(composed)
    known = _characters(_MAIN[Weight.REGULAR])
    return "".join(c if c in known and c.isprintable() else _shown(c) for c in composed)


def _shown(character: str) -> str:
    """What stands for a character outside the main face: itself, nothing when it is invisible, or the mark."""
    if character == "\n" or unicodedata.category(character) == "Zs":
        return character
    if unicodedata.category(character) in ("Cf", "Cc") or "\ufe00" <= character <= "\ufe0f":
        return ""
    # ReportLab cannot name characters above U+FFFF: they would print, and be read back as others.
    is_known = character <= "\uffff" and character in _characters(_FALLBACK[Weight.BOLD])
    return character if is_known else REPLACEMENT


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text)


def runs(line: str, weight: Weight) -> tuple[Run, ...]:
    """A printable line as runs of one face each, in the order they are drawn."""
    main = _MAIN[weight]
    known = _characters(main)
    if known.issuperset(line):
        return (Run(main, line),)
    if _is_right_to_left(line):
        line = str(get_display(line))
    return tuple(
        Run(main if is_known else str(font(_FALLBACK[weight]).fontName), "".join(part))
        for is_known, part in groupby(line, known.__contains__)
    )


@lru_cache(maxsize=16384)
def width(text: str, weight: Weight) -> float:
    """How wide a printable text is at size 1."""
    return sum(float(font(run.face).stringWidth(run.text, 1)) for run in runs(text, weight))
