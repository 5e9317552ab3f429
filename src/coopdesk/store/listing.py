"""Lists sorted and filtered by SQLite, read window by window; a list line is an immutable named tuple."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, column, func, select, table

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
        key = self.keys[asked.key]
        order: list[ColumnElement[Any]] = [key.desc() if asked.descending else key.asc(), self.table.c.id]
        if not isinstance(key, Column) or key.nullable:
            # What is not known comes last in both directions.
            order.insert(0, key.is_(None))
        rows = connection.execute(
            self.query.where(*conditions).order_by(*order).limit(window.limit).offset(window.offset)
        )
        return [self.line(*row) for row in rows]

    def count(self, connection: Connection, conditions: list[ColumnElement[bool]]) -> int:
        """How many lines there are in all."""
        return connection.scalar(select(func.count()).select_from(self.table).where(*conditions)) or 0


_SEARCH = table("search", column("rowid"), column("words"))


def found(register: Table, typed: str) -> list[ColumnElement[bool]]:
    """The condition that a record holds every word typed, by its beginning; none when nothing is typed."""
    return [register.c.id.in_(matching(register, typed))] if match_expression(typed) is not None else []


def matching(register: Table, typed: str) -> Select[Any]:
    """The keys of the records that hold every word typed."""
    return select(_SEARCH.c.rowid.op("/")(8)).where(
        _SEARCH.c.words.op("MATCH")(match_expression(typed)), _SEARCH.c.rowid % 8 == subject_number(register)
    )


def matching_rows(typed: str) -> Select[Any]:
    """The rows of the search table, of whatever register, that hold every word typed."""
    return select(_SEARCH.c.rowid).where(_SEARCH.c.words.op("MATCH")(match_expression(typed)))
