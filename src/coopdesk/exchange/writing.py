"""Tables for the office: CSV that French spreadsheets open in columns, accents right, by a double click."""

import csv
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path

from coopdesk.foundation.problems import UserError


def write_table(headings: Sequence[str], rows: Iterable[Sequence[str]], target: Path) -> None:
    """Write a table, whole or not at all; raises UserError cannot_write."""
    # Semicolons and a mark: what those spreadsheets expect.
    text = StringIO(newline="")
    table = csv.writer(text, delimiter=";")
    table.writerow(headings)
    table.writerows([_unspoiled(cell) for cell in row] for row in rows)
    write_whole(("\ufeff" + text.getvalue()).encode(), target)


def write_whole(data: bytes, target: Path) -> None:
    """Write a file, whole or not at all; raises UserError cannot_write."""
    beside = target.with_name(f".{target.stem}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise UserError("cannot_write", {"path": str(target)}) from error


def _unspoiled(cell: str) -> str:
    """A text that no spreadsheet takes for a formula: « +33 1 99 … » stays a number to dial."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
