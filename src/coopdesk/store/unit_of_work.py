"""One use case, one transaction: everything is written, or nothing.

Leaving the block without `commit()` takes all of it back, so a use case that finds a problem just returns it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection

from coopdesk.domain.history import About, Act, Way
from coopdesk.domain.operation import Operation
from coopdesk.foundation.problems import UserError
from coopdesk.store import change_log, journal
from coopdesk.store.database import Database
from coopdesk.store.history import History, Step


class UnitOfWork:
    """The open transaction of a use case; `operation` is its name, `now` the wall clock."""

    def __init__(self, connection: Connection, history: History, operation: Operation, now: datetime) -> None:
        self.connection = connection
        self.operation = operation
        self.touched: frozenset[str] = frozenset()
        self._history = history
        self._now = now
        self._before = change_log.end(connection)
        self._is_committed = False

    def commit(self, record_id: int | None = None, about: About = None) -> None:
        """Write it all, one line of the journal with it; the tables it touched are in `touched` afterwards.

        `record_id` is the record it is about, `about` how people call it: undo says it, the file never holds it.
        """
        act = Act(self.operation, about, record_id)
        last = self._finish(act, Way.DONE)
        if last == self._before:
            return
        if self.operation.can_be_undone:
            stale = self._history.record(Step(act, self._before + 1, last))
        else:
            self._history.clear(self.operation)
            stale = last
        if stale:
            change_log.forget(self.connection, stale)

    def take(self, way: Way, step: Step) -> None:
        """Take an act back, or take it again, and write that."""
        change_log.take_back(self.connection, step.first, step.last)
        last = self._finish(step.act, way)
        self._history.turn(way, Step(step.act, self._before + 1, last))

    def _finish(self, act: Act, way: Way) -> int:
        """Note the act and commit; returns the number of the last change."""
        self.touched, last = change_log.since(self.connection, self._before)
        if self.touched or act.operation.is_always_noted:
            journal.write(self.connection, self._now, act, way)
            self.touched |= {journal.TABLE}
        self.connection.commit()
        self._is_committed = True
        return last

    @property
    def is_committed(self) -> bool:
        """Whether everything was written."""
        return self._is_committed


@contextmanager
def begin(database: Database, operation: Operation, now: datetime) -> Iterator[UnitOfWork]:
    """Open the transaction of one use case; raises file_read_only when the file may only be read."""
    with database.writing() as connection:
        connection.begin()
        try:
            if database.was_written_elsewhere():
                database.history.clear()
            unit = UnitOfWork(connection, database.history, operation, now)
            yield unit
        finally:
            if connection.in_transaction():
                connection.rollback()


def replay(database: Database, way: Way, now: datetime) -> tuple[Act, frozenset[str]] | None:
    """Undo or redo the next act; returns it and the tables that changed, None when there is none.

    Raises UserError changed_elsewhere, nothing changed and the history emptied, where the file is no longer as that act
    left it.
    """
    with database.writing():
        step = database.history.next(way)
        if step is None:
            return None
        try:
            with begin(database, step.act.operation, now) as unit:
                if database.history.next(way) is not step:
                    raise UserError("changed_elsewhere")
                unit.take(way, step)
        except UserError as error:
            if error.code == "changed_elsewhere":
                database.history.clear()
            raise
        return step.act, unit.touched
