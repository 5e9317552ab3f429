"""Every row of a house's file, read without the program."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from coopdesk.store.schema import metadata

Contents = dict[str, list[tuple[Any, ...]]]


def contents(path: Path) -> Contents:
    """Every row of every table of ours, and the words of the search."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: sorted(connection.execute(f"SELECT rowid, * FROM {name}").fetchall(), key=lambda row: int(row[0]))  # noqa: S608 - ours
            for name in (*metadata.tables, "search")
        }
