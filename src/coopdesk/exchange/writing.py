"""Tables for the office: CSV that French spreadsheets open in columns, accents right, by a double click."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

from coopdesk.foundation.writing import write_whole


def write_table(headings: Sequence[str], rows: Iterable[Sequence[str]], target: Path) -> None:
    """Write a table, whole or not at all; raises UserError cannot_write."""
    # Semicolons and a mark: what those spreadsheets expect.
    text = StringIO(newline="")
    table = csv.writer(text, delimiter=";")
    table.writerow(headings)
    table.writerows([_unspoiled(cell) for cell in row] for row in rows)
    write_whole(("\ufeff" + text.getvalue()).encode(), target)


def _unspoiled(cell: str) -> str:
    """A text that no spreadsheet takes for a formula: « +33 1 99 … » stays a number to dial."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
