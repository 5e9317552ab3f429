"""The connections to one file: the driver's own, and SQLAlchemy's over them once somebody asks for it.

SQLAlchemy takes as long to import as all the rest of the start: what is read before the first paint does without
(docs/decisions/0008-first-page-before-sqlalchemy.md). It then takes over what is already open.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from coopdesk.store.cipher import Key

if TYPE_CHECKING:
    from sqlalchemy import Engine


class Connections:
    """Opened one by one with `connect`, all alike, and kept for their next use."""

    def __init__(self, connect: Callable[[], Any], key: Key | None) -> None:
        self._connect = connect
        self._key = key
        self._idle: list[Any] = []
        self._making = threading.Lock()
        self._engine: Engine | None = None

    @property
    def engine(self) -> "Engine":
        """SQLAlchemy's way to them."""
        with self._making:
            if self._engine is None:
                from coopdesk.store import engine  # noqa: PLC0415 - see above

                self._engine = engine.make(self.take, self._key)
            return self._engine

    def take(self) -> Any:
        """A connection that is ready; whoever takes it closes it, or gives it back."""
        try:
            return self._idle.pop()
        except IndexError:
            return _prepared(self._connect())

    def give_back(self, connection: Any) -> None:
        """Keep it for the next one who asks."""
        self._idle.append(connection)

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """One of the driver's that sees one state of the file."""
        idle = self._idle
        connection = self.take()
        try:
            connection.execute("BEGIN")
            yield connection
            connection.execute("ROLLBACK")
        except BaseException:
            connection.close()
            raise
        if idle is self._idle:
            idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Close those that nobody uses, and the others when they come back; new ones may be opened."""
        idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        if self._engine is not None:
            self._engine.dispose()


def _prepared(connection: Any) -> Any:
    try:
        _set_pragmas(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_pragmas(connection: Any) -> None:
    # Python's own transactions do not roll DDL back: we say BEGIN ourselves (architecture.md §6.2).
    connection.isolation_level = None
    for pragma in (
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "synchronous = FULL",
        "temp_store = MEMORY",
        "cache_size = -64000",
        # A mapped page that its disk does not give, or that was cut off, is no error but the end of the program.
        "mmap_size = 0",
    ):
        connection.execute(f"PRAGMA {pragma}")
