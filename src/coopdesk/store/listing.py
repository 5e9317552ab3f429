"""Lists sorted and filtered by SQLite, read window by window; a list line is an immutable named tuple."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, text

from coopdesk.domain.listing import Sort, Window
from coopdesk.store.search import match_expression, subject_number

LineT = TypeVar("LineT")


@dataclass(frozen=True, slots=True)
class Listing(Generic[LineT]):
    """One list: its columns in the order of the line's fields, and what it can be sorted by."""

    table: Table
    query: Select[Any]
    line: Callable[..., LineT]
    keys: Mapping[str, ColumnElement[Any]]
    first_key: str

    def lines(
        self, connection: Connection, conditions: list[ColumnElement[bool]], sort: Sort | None, window: Window
    ) -> list[LineT]:
        """The lines of a window; ties keep the order of the keys, so that windows fit together."""
        asked = sort or Sort(self.first_key)
        column = self.keys[asked.key]
        # What is not known comes last in both directions.
        order = [column.is_(None), column.desc() if asked.descending else column.asc(), self.table.c.id]
        rows = connection.execute(
            self.query.where(*conditions).order_by(*order).limit(window.limit).offset(window.offset)
        )
        return [self.line(*row) for row in rows]

    def count(self, connection: Connection, conditions: list[ColumnElement[bool]]) -> int:
        """How many lines there are in all."""
        return connection.scalar(select(func.count()).select_from(self.table).where(*conditions)) or 0


def found(table: Table, typed: str) -> list[ColumnElement[bool]]:
    """The condition that a record holds every word typed, by its beginning; none when nothing is typed."""
    words = match_expression(typed)
    if words is None:
        return []
    number = subject_number(table)
    hits = text("SELECT rowid / 8 FROM search WHERE words MATCH :words AND rowid % 8 = :number").bindparams(
        words=words, number=number
    )
    return [table.c.id.in_(hits)]
