"""From dataclasses to rows and back: one way for every register.

A field of the dataclass that has a column of its name is that column; what hangs in tables of its own (themes, lines,
partners) is a `Part`, written whole each time its owner is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, delete, exists, insert, select, update

from coopdesk.domain.text import fold

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
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

    def _mine(self, record_id: int) -> list[ColumnElement[bool]]:
        conditions = [self.table.c[self.owner] == record_id]
        conditions += [self.table.c[column] == value for column, value in self.only.items()]
        return conditions

    def read(self, connection: Connection, record_id: int) -> tuple[Any, ...]:
        """The values of one record, in order."""
        rows = connection.execute(
            select(self.table).where(*self._mine(record_id)).order_by(self.table.c[self.order])
        ).mappings()
        return tuple(self.from_row(row) for row in rows)

    def write(self, connection: Connection, record_id: int, values: Sequence[Any], *, is_new: bool) -> None:
        """Put these values in the place of the former ones, touching nothing when they are the same."""
        if not is_new:
            if self.read(connection, record_id) == tuple(values):
                return
            connection.execute(delete(self.table).where(*self._mine(record_id)))
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
        self._parts = parts
        self._title, self._folded = title, folded
        names = {one.name for one in fields(record)}  # type: ignore[arg-type]
        self._columns = [column for column in table.columns if column.name in names]
        self._select = select(*self._columns)

    def values(self, draft: Any) -> dict[str, Any]:
        """The columns of a draft, without its key and its parts."""
        row = {one.name: getattr(draft, one.name) for one in self._columns if one.name != "id"}
        if self._folded:
            row[self._folded] = fold(row[self._title])
        return row

    def get(self, connection: Connection, record_id: int) -> RecordT | None:
        """One record, None when there is none."""
        row = connection.execute(self._select.where(self.table.c.id == record_id)).mappings().one_or_none()
        return None if row is None else self._build(connection, row)

    def all(self, connection: Connection, *order: Any) -> list[RecordT]:
        """Every record; for short registers only, long lists are read as lines."""
        rows = connection.execute(self._select.order_by(*order)).mappings().all()
        return [self._build(connection, row) for row in rows]

    def _build(self, connection: Connection, row: RowMapping) -> RecordT:
        values = {column.name: row[column.name] for column in self._columns}
        if self._parts:
            parts = {part.name: part.read(connection, values["id"]) for part in self._parts}
            return self._record(**values, **parts)
        return self._record(**values)

    def add(self, connection: Connection, draft: Any) -> int:
        """Add a draft and return its key."""
        result = connection.execute(insert(self.table).values(**self.values(draft)))
        record_id = result.lastrowid
        for part in self._parts:
            part.write(connection, record_id, getattr(draft, part.name), is_new=True)
        return record_id

    def replace(self, connection: Connection, record_id: int, draft: Any) -> None:
        """Put a draft in the place of a record."""
        connection.execute(update(self.table).where(self.table.c.id == record_id).values(**self.values(draft)))
        for part in self._parts:
            part.write(connection, record_id, getattr(draft, part.name), is_new=False)

    def set(self, connection: Connection, record_id: int, **values: Any) -> None:
        """Change some columns of a record."""
        connection.execute(update(self.table).where(self.table.c.id == record_id).values(**values))

    def delete(self, connection: Connection, record_id: int) -> None:
        """Delete a record and its parts; a reference to it from elsewhere is a bug of the caller."""
        connection.execute(delete(self.table).where(self.table.c.id == record_id))

    def has(self, connection: Connection, record_id: int) -> bool:
        """Whether there is such a record."""
        return bool(connection.scalar(select(exists().where(self.table.c.id == record_id))))

    def add_many(self, connection: Connection, drafts: Iterable[Any]) -> None:
        """Add many drafts without parts in one statement."""
        rows = [self.values(draft) for draft in drafts]
        if rows:
            connection.execute(insert(self.table), rows)
