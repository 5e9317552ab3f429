"""Statements of Core compiled once and run by the driver itself: for what every act asks.

SQLAlchemy finds a statement's compiled form anew at each execution, and builds a result around it: several times what
the statement itself takes. Here its types still write what is given and read what comes back.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.expression import ClauseElement
from sqlalchemy.types import TypeEngine

from coopdesk.store.engine import driver

_DIALECT = sqlite.dialect(paramstyle="named")

_Processor = Callable[[Any], Any]


class _Ready(NamedTuple):
    """The SQL; the values that are part of the statement; how each value is written, and each column read."""

    sql: str
    own: Mapping[str, Any]
    writers: tuple[tuple[str, _Processor], ...]
    readers: tuple[tuple[int, _Processor], ...]


class Prepared:
    """A statement without lists among its parameters (`IN`), which would change its text; ValueError where there are.

    Errors are the driver's own, not wrapped by SQLAlchemy; `store.errors` knows both.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        # An insert or an update writes the columns that it is given.
        self._ready: dict[tuple[str, ...], _Ready] = {}

    def run(self, connection: Connection, **given: Any) -> Any:
        """The driver's cursor, in the connection's transaction; its rows are as they are in the file."""
        return self._run(connection, self._ready_for(given), given)

    def row(self, connection: Connection, **given: Any) -> list[Any] | None:
        """The first row's values, None when there is none."""
        ready = self._ready_for(given)
        row = self._run(connection, ready, given).fetchone()
        if row is None:
            return None
        found = list(row)
        for place, read in ready.readers:
            found[place] = read(found[place])
        return found

    @staticmethod
    def _run(connection: Connection, ready: _Ready, given: Mapping[str, Any]) -> Any:
        if not connection.in_transaction():
            # What is read here and what Core reads next are one state of the file.
            connection.begin()
        values = {**ready.own, **given}
        for name, write in ready.writers:
            values[name] = write(values[name])
        return driver(connection).execute(ready.sql, values)

    def _ready_for(self, given: Mapping[str, Any]) -> _Ready:
        names = tuple(given)
        ready = self._ready.get(names)
        if ready is None:
            ready = self._ready[names] = self._compiled(names)
        return ready

    def _compiled(self, names: tuple[str, ...]) -> _Ready:
        compiled: Any = self._statement.compile(dialect=_DIALECT, column_keys=list(names))
        if compiled.post_compile_params:
            raise ValueError(str(compiled))
        kinds = {name: parameter.type for parameter, name in compiled.bind_names.items()}
        writers = {name: _processor(kind, "bind_processor", ()) for name, kind in kinds.items()}
        own = {name: value for name, value in compiled.params.items() if name not in names}
        columns = getattr(self._statement, "selected_columns", ())
        readers = {place: _processor(one.type, "result_processor", (None,)) for place, one in enumerate(columns)}
        return _Ready(
            str(compiled),
            own,
            tuple((name, write) for name, write in writers.items() if write is not None),
            tuple((place, read) for place, read in readers.items() if read is not None),
        )


def _processor(kind: TypeEngine[Any], name: str, arguments: tuple[Any, ...]) -> _Processor | None:
    processor: _Processor | None = getattr(kind.dialect_impl(_DIALECT), name)(_DIALECT, *arguments)
    return processor
