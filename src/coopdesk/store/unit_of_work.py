"""One use case, one transaction: everything is written, or nothing.

Leaving the block without `commit()` takes all of it back, so a use case that finds a problem just returns it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from coopdesk.domain.operation import Operation
from coopdesk.store import change_log
from coopdesk.store.database import Database


class UnitOfWork:
    """The open transaction of a use case."""

    def __init__(self, connection: Connection, operation: Operation) -> None:
        self.connection = connection
        self.operation = operation
        self.touched: frozenset[str] = frozenset()
        self._is_committed = False

    def commit(self) -> None:
        """Write it all; the tables it touched are in `touched` afterwards."""
        self.touched = change_log.take(self.connection)
        self.connection.commit()
        self._is_committed = True

    @property
    def is_committed(self) -> bool:
        """Whether everything was written."""
        return self._is_committed


@contextmanager
def begin(database: Database, operation: Operation) -> Iterator[UnitOfWork]:
    """Open the transaction of one use case; raises file_read_only when the file may only be read."""
    with database.writing() as connection:
        connection.begin()
        unit = UnitOfWork(connection, operation)
        try:
            yield unit
        finally:
            if not unit.is_committed:
                connection.rollback()
