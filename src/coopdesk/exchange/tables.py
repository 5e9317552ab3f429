"""Tables as offices have them: CSV of any separator and encoding, read without asking the user about either."""

import csv
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice
from typing import NamedTuple

from coopdesk.foundation.problems import UserError

_SEPARATORS = ";,\t"
_HEADING_SEARCH = 10
"""How many records may stand above the headings: a title, a date of export."""


class Record(NamedTuple):
    """A record of a table: the line of the file it starts on, and its cells without surrounding space."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the headings as written, and the records below them that are not blank, to be walked once."""

    headings: list[str]
    records: Iterator[Record]


def read_table(data: bytes, is_heading: Callable[[str], bool]) -> Table:
    """The table in a file's bytes; `is_heading` knows the headings looked for, which decide the separator.

    Raises UserError: table_unreadable, table_empty; table_open_quote also while the records are walked.
    """
    text = decode(data)
    if "\0" in text:
        raise UserError("table_unreadable")
    skipped, separator = _announced_separator(text)
    if not separator:
        separator = max(_SEPARATORS, key=lambda one: _known_headings(text, one, is_heading))
    records = islice(_records(text, separator), skipped, None)
    top = list(islice(records, _HEADING_SEARCH))
    if not top:
        raise UserError("table_empty")
    known = [sum(map(is_heading, record.cells)) for record in top]
    place = known.index(max(known))
    return Table(top[place].cells, chain(top[place + 1 :], records))


def decode(data: bytes) -> str:
    """The text of a file in the encoding its bytes show: UTF-8, UTF-16 with its mark, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _announced_separator(text: str) -> tuple[int, str]:
    """How many lines announce the separator, and it: Excel's own « sep=; » on the first line."""
    first = text[:10].splitlines()[:1]
    if first and first[0].lower().startswith("sep=") and len(first[0]) == 5:
        return 1, first[0][4]
    return 0, ""


def _known_headings(text: str, separator: str, is_heading: Callable[[str], bool]) -> tuple[int, int]:
    """How many headings a separator brings to light; where no heading is known, how many columns."""
    top = []
    for _line, cells in _walk(text, separator, strict=False):
        top.append(cells)
        if len(top) == _HEADING_SEARCH:
            break
    known = max((sum(map(is_heading, cells)) for cells in top), default=0)
    return known, max(map(len, top), default=0)


def _records(text: str, separator: str) -> Iterator[Record]:
    walked = 0
    try:
        for record in _walk(text, separator, strict=True):
            walked += 1
            yield record
    except csv.Error:
        # Strict reading stops at « "Les "Amis" » as well, which is readable; a quote never closed is not.
        _refuse_open_quote(text, separator)
        yield from islice(_walk(text, separator, strict=False), walked, None)


def _without_formula(cell: str) -> str:
    """The text of « ="01000" », how spreadsheets are made to keep a leading zero."""
    return cell[2:-1].strip() if len(cell) > 2 and cell.startswith('="') and cell.endswith('"') else cell


def _refuse_open_quote(text: str, separator: str) -> None:
    """A quote that is never closed swallows the rest of the table: better no table than half of one."""
    closed = text if text.endswith("\n") else text + "\n"
    marker = "\u241e"
    ((line, cells),) = deque(_walk(closed + marker, separator, strict=False), maxlen=1)
    if cells != [marker]:
        raise UserError("table_open_quote", {"line": line})


def _walk(text: str, separator: str, *, strict: bool) -> Iterator[Record]:
    """The records that are not blank, each with the line it starts on."""
    # A quote never closed makes one cell of all the rest: that is for us to refuse, not for the reader.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict)
    has_formulas = '="' in text
    line = 1
    for row in reader:
        cells = [cell.strip() for cell in row]
        if has_formulas:
            cells = [_without_formula(cell) for cell in cells]
        if any(cells):
            yield Record(line, cells)
        line = reader.line_num + 1
