"""What commands say: answers on standard output, a refusal on standard error."""

import json
import sys
import unicodedata
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any


class Refusal(Exception):  # noqa: N818 - it is what the user is told, not a fault of the program
    """A command is refused; the sentence says why, and nothing has changed."""


def write(text: str) -> None:
    """One line (or several) of the answer."""
    sys.stdout.write(text + "\n")


def begin(text: str) -> None:
    """The beginning of a line of which the end takes a while."""
    sys.stdout.write(text)
    sys.stdout.flush()


def write_json(value: Any) -> None:
    """The answer for a script; the keys are those of docs/json.md."""
    write(json.dumps(value, ensure_ascii=False, indent=2))


def complain(sentence: str) -> None:
    """The one sentence of a refusal, or a remark beside the answer."""
    sys.stderr.write(sentence + "\n")


def write_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table to read, its columns as wide as they need."""
    widths = [max(map(_width, column)) for column in zip_longest(headings, *rows, fillvalue="")]
    for cells in (headings, ["─" * width for width in widths], *rows):
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
        write("  ".join(padded).rstrip())


def _width(text: str) -> int:
    """How many columns a terminal gives a text: accents none of their own, wide letters two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
