"""Statements written down beforehand, run by the driver alone: nobody waits for SQLAlchemy to build them.

`resources/first_page.json` holds their SQL as `store.recording` got it from the queries themselves; nothing in it is
written by hand (`scripts/record.py`). In a source tree that has changed since, they are recorded anew at each start.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from coopdesk.foundation.paths import is_installed, resources
from coopdesk.store import values

_PACKAGE = Path(__file__).resolve().parent.parent
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "bool": lambda value: None if value is None else bool(value),
    "day": values.day,
    "minute": values.minute,
    "checked_minute": values.checked_minute,
    "hour": values.hour,
    "closing_hour": values.closing_hour,
}


class Written(NamedTuple):
    """One statement as it is written down: its columns by name, and how each is read (« » for as it is)."""

    sql: str
    columns: tuple[tuple[str, str], ...]


class _Statement:
    """One statement, ready to be run."""

    def __init__(self, written: Written) -> None:
        self.sql = written.sql
        self.names = [name for name, _reader in written.columns]
        self._readers = [(place, _reader(how)) for place, (_name, how) in enumerate(written.columns) if how]

    def read(self, row: tuple[Any, ...]) -> list[Any]:
        """A row's values."""
        found = list(row)
        for place, reader in self._readers:
            found[place] = reader(found[place])
        return found


def rows(connection: Any, name: str, **given: Any) -> list[list[Any]]:
    """What a statement answers, the values given in the place of its parameters."""
    statement = _statements()[name]
    return [statement.read(row) for row in connection.execute(statement.sql, given)]


def mappings(connection: Any, name: str, **given: Any) -> list[dict[str, Any]]:
    """The same, by the names of the columns."""
    names = _statements()[name].names
    return [dict(zip(names, row, strict=True)) for row in rows(connection, name, **given)]


def file() -> Path:
    """Where they are written down."""
    return resources() / "first_page.json"


def stamp(sources: list[str]) -> int:
    """What changes with any of these files of the package."""
    found = 0
    for source in sources:
        # A checkout may end lines in its own way.
        found = crc32((_PACKAGE / source).read_bytes().replace(b"\r\n", b"\n"), found)
    return found


@cache
def _statements() -> dict[str, _Statement]:
    return {name: _Statement(written) for name, written in _written().items()}


def _written() -> Mapping[str, Written]:
    read = json.loads(file().read_text(encoding="utf-8"))
    if not is_installed() and not _is_current(read["sources"], read["stamp"]):
        from coopdesk.store import recording  # noqa: PLC0415 - it is slow, and the tests say that it is needed

        return recording.record()
    return {
        name: Written(one["sql"], tuple((column, how) for column, how in one["columns"]))
        for name, one in read["statements"].items()
    }


def _is_current(sources: list[str], stamped: int) -> bool:
    try:
        return stamp(sources) == stamped
    except FileNotFoundError:
        return False


def _reader(how: str) -> Callable[[Any], Any]:
    module, _colon, name = how.partition(":")
    if not name:
        return _READERS[how]
    return values.members(getattr(import_module(module), name)).__getitem__
