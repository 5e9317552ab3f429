"""Whether a value read from a damaged row is one the program can show: a day that exists, a known code, a number."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Column, Integer
from sqlalchemy.dialects import sqlite

from coopdesk.store.schema import metadata

_DIALECT = sqlite.dialect()


class Unreadable(Exception):  # noqa: N818 - it is the row's state
    """A value that a row cannot do without is damaged."""


class _Kind(NamedTuple):
    """What the values of a column are; `read` is how the program reads one, None where any will do."""

    type: type
    read: Callable[[Any], Any] | None
    may_be_empty: bool

    def is_sound(self, value: Any) -> bool:
        """Whether the program can show it; whether there must be one is the file's own constraint."""
        if value is None:
            return True
        if not isinstance(value, self.type):
            return False
        try:
            return self.read is None or self.read(value) is not None
        except ValueError:
            return False


class Values:
    """Looks at the values of one table's rows."""

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        known = metadata.tables[table].columns
        # A column of an older schema has no description here: its migration looks at it.
        self._kinds = [
            _kind(known[name]) if name in known else _Kind(object, None, may_be_empty=True) for name in columns
        ]

    def readable(self, row: Sequence[Any]) -> tuple[list[Any], bool]:
        """The row without the values that cannot be shown, and whether there was one; raises Unreadable."""
        values, is_altered = list(row), False
        for place, (kind, value) in enumerate(zip(self._kinds, row, strict=True)):
            if not kind.is_sound(value):
                values[place] = _mended(kind, value)
                is_altered = True
        return values, is_altered


def _mended(kind: _Kind, value: Any) -> Any:
    """What can be kept of a damaged value: its letters, or that there is none."""
    if isinstance(value, bytes) and kind.type is str:
        letters = value.decode(errors="replace")
        if kind.is_sound(letters):
            return letters
    if not kind.may_be_empty:
        raise Unreadable
    return None


def _kind(column: Column[Any]) -> _Kind:
    is_number = isinstance(column.type, (Integer, Boolean))
    read = None if is_number else column.type.result_processor(_DIALECT, None)
    return _Kind(int if is_number else str, read, may_be_empty=bool(column.nullable))
