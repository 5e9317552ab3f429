"""From dataclasses to rows and back: one way for every register.

A field of the dataclass that has a column of its name is that column; what hangs in tables of its own (themes, lines,
partners) is a `Part`, written whole each time its owner is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    RowMapping,
    Select,
    Table,
    bindparam,
    delete,
    exists,
    insert,
    select,
    update,
)

from coopdesk.domain.text import fold
from coopdesk.store.prepared import Prepared

RecordT = TypeVar("RecordT")

_FEW_PARTS = 2
"""Up to so many parts are simply read."""


@dataclass(frozen=True)
class Part:
    """A tuple field kept in a table of its own.

    `name` is the field, `owner` the column that points to the record; `to_rows` gives the other columns for each
    value, in order; `from_row` builds the value again.
    """

    name: str
    table: Table
    owner: str
    to_rows: Callable[[Sequence[Any]], list[dict[str, Any]]]
    from_row: Callable[[RowMapping], Any]
    order: str
    only: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def mine(self) -> list[ColumnElement[bool]]:
        conditions = [self.table.c[self.owner] == bindparam("record")]
        return conditions + [self.table.c[column] == value for column, value in self.only.items()]

    @cached_property
    def _select(self) -> Select[Any]:
        return select(self.table).where(*self.mine).order_by(self.table.c[self.order])

    @cached_property
    def _delete(self) -> Delete:
        return delete(self.table).where(*self.mine)

    def read(self, connection: Connection, record_id: int) -> tuple[Any, ...]:
        """The values of one record, in order."""
        rows = connection.execute(self._select, {"record": record_id}).mappings()
        return tuple(self.from_row(row) for row in rows)

    def read_all(self, connection: Connection) -> dict[int, tuple[Any, ...]]:
        """The values of every record that has some, in order, by the record's key."""
        conditions = [self.table.c[column] == value for column, value in self.only.items()]
        every = select(self.table).where(*conditions).order_by(self.table.c[self.owner], self.table.c[self.order])
        found: dict[int, list[Any]] = {}
        for row in connection.execute(every).mappings():
            found.setdefault(row[self.owner], []).append(self.from_row(row))
        return {owner: tuple(values) for owner, values in found.items()}

    def write(self, connection: Connection, record_id: int, values: Sequence[Any], *, is_new: bool) -> None:
        """Put these values in the place of the former ones, touching nothing when they are the same."""
        if not is_new:
            if self.read(connection, record_id) == tuple(values):
                return
            connection.execute(self._delete, {"record": record_id})
        rows = [{self.owner: record_id, **self.only, **row} for row in self.to_rows(values)]
        if rows:
            connection.execute(insert(self.table), rows)


class Register(Generic[RecordT]):
    """The records of one table, read and written as frozen dataclasses.

    `folded` names the column that holds the folded `title` column, for sorting and comparing without accents.
    """

    def __init__(
        self,
        table: Table,
        record: Callable[..., RecordT],
        *,
        parts: tuple[Part, ...] = (),
        title: str = "",
        folded: str = "",
    ) -> None:
        self.table = table
        self._record = record
        self.parts = parts
        self._title, self._folded = title, folded
        names = {one.name for one in fields(record)}  # type: ignore[arg-type]
        self._columns = [column for column in table.columns if column.name in names]
        self._names = [column.name for column in self._columns]
        # Statements are built once: building one costs more than running it (performance.md §C).
        mine = table.c.id == bindparam("record")
        self._select = select(*self._columns)
        self._select_one = Prepared(self._select.where(mine))
        self._exists = Prepared(select(exists().where(mine)))
        few = len(parts) <= _FEW_PARTS
        self._has_parts = None if few else Prepared(select(*(exists().where(*part.mine) for part in parts)))
        self._insert = Prepared(insert(table))
        self._update, self._delete = Prepared(update(table).where(mine)), Prepared(delete(table).where(mine))

    def values(self, draft: Any) -> dict[str, Any]:
        """The columns of a draft, without its key, its parts and what only the program writes."""
        names = draft.__dataclass_fields__
        row = {one.name: getattr(draft, one.name) for one in self._columns if one.name in names and one.name != "id"}
        if self._folded:
            row[self._folded] = fold(row[self._title])
        return row

    def get(self, connection: Connection, record_id: int) -> RecordT | None:
        """One record, None when there is none."""
        row = self._select_one.row(connection, record=record_id)
        if row is None:
            return None
        return self._build(row, self._parts_of(connection, record_id))

    def _parts_of(self, connection: Connection, record_id: int) -> dict[str, tuple[Any, ...]]:
        if self._has_parts is None:
            return {part.name: part.read(connection, record_id) for part in self.parts}
        # Most records have few of their parts: one statement tells which, instead of one for each.
        found = self._has_parts.row(connection, record=record_id) or ()
        return {
            part.name: part.read(connection, record_id) if is_there else ()
            for part, is_there in zip(self.parts, found, strict=True)
        }

    def all(self, connection: Connection, *order: Any) -> list[RecordT]:
        """Every record; for short registers only, long lists are read as lines."""
        rows = connection.execute(self._select.order_by(*order)).all()
        # A statement for each part, not for each part of each record.
        parts = {part.name: part.read_all(connection) for part in self.parts} if rows else {}
        key = self._names.index("id")
        return [self._build(row, {name: found.get(row[key], ()) for name, found in parts.items()}) for row in rows]

    def _build(self, row: Sequence[Any], parts: Mapping[str, tuple[Any, ...]]) -> RecordT:
        return self._record(**dict(zip(self._names, row, strict=True)), **parts)

    def add(self, connection: Connection, draft: Any) -> int:
        """Add a draft and return its key."""
        record_id = int(self._insert.run(connection, **self.values(draft)).lastrowid)
        for part in self.parts:
            part.write(connection, record_id, getattr(draft, part.name), is_new=True)
        return record_id

    def replace(self, connection: Connection, record_id: int, draft: Any) -> None:
        """Put a draft in the place of a record."""
        self._update.run(connection, record=record_id, **self.values(draft))
        for part in self.parts:
            part.write(connection, record_id, getattr(draft, part.name), is_new=False)

    def set(self, connection: Connection, record_id: int, **values: Any) -> None:
        """Change some columns of a record."""
        self._update.run(connection, record=record_id, **values)

    def delete(self, connection: Connection, record_id: int) -> None:
        """Delete a record and its parts; a reference to it from elsewhere is a bug of the caller."""
        self._delete.run(connection, record=record_id)

    def has(self, connection: Connection, record_id: int) -> bool:
        """Whether there is such a record."""
        return self._exists.row(connection, record=record_id) == [True]

    def add_many(self, connection: Connection, drafts: Iterable[Any]) -> None:
        """Add many drafts without parts in one statement."""
        rows = [self.values(draft) for draft in drafts]
        if rows:
            connection.execute(insert(self.table), rows)
