"""The file: opened, recognised, locked, brought to the newest schema.

One connection writes (it carries the TEMP triggers of the change log); any number read, each in its own snapshot. At
rest the file is one plain SQLite file: write-ahead logging ends with the last connection.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from coopdesk.foundation.problems import UserError
from coopdesk.store import change_log, recognition
from coopdesk.store.errors import translated
from coopdesk.store.history import History
from coopdesk.store.lock import Holder, Lock


class Database:
    """An open file; close it to let another PC write."""

    def __init__(
        self, path: Path, lock: Lock | None, held_by: Holder | None = None, *, write_ahead: bool = True
    ) -> None:
        self.path = path
        self.is_read_only = lock is None
        self.held_by = held_by
        self.history = History()
        self._lock = lock
        self._seen_version: int | None = None
        self._writing = RLock()
        self._engine = _engine(path, read_only=self.is_read_only)
        self._writer: Connection | None = None
        if not self.is_read_only:
            self._writer = self._open_writer(write_ahead=write_ahead)

    def _open_writer(self, *, write_ahead: bool) -> Connection:
        writer = self._engine.connect().execution_options(writes=True)
        with translated(self.path):
            raw = writer.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - for the type checker
            if write_ahead:
                raw.execute("PRAGMA journal_mode = WAL")
            with writer.begin():
                change_log.install(writer)
        return writer

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the file."""
        with translated(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The writing connection, one use case at a time."""
        if self._writer is None:
            raise UserError("file_read_only", {"path": str(self.path)})
        with self._writing, translated(self.path):
            yield self._writer

    def was_written_elsewhere(self) -> bool:
        """Whether another program wrote to the file since the last write here; asked inside a transaction."""
        assert self._writer is not None  # noqa: S101 - only a writer asks
        # It counts the commits of others only (https://sqlite.org/pragma.html#pragma_data_version).
        version = int(self._writer.exec_driver_sql("PRAGMA data_version").scalar_one())
        former, self._seen_version = self._seen_version, version
        return former not in (None, version)

    def close(self) -> None:
        """Close every connection, leave one plain file, let the next one write."""
        if self._writer is not None:
            raw = self._writer.connection.driver_connection
            self._writer.detach()
            self._engine.dispose()
            assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - for the type checker
            _end_write_ahead_log(raw)
            self._writer.close()
            self._writer = None
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def create(path: Path) -> Database:
    """Make a new, empty file; never over another one."""
    if path.exists():
        raise UserError("file_exists", {"path": str(path)})
    if not path.parent.is_dir():
        raise UserError("folder_missing", {"path": str(path.parent)})
    from coopdesk.store import upgrade  # noqa: PLC0415 - Alembic costs 0.3 s, paid only when needed

    with translated(path):
        try:
            upgrade.make(path)
        except OSError as error:
            raise UserError("cannot_write", {"path": str(path)}) from error
    return open_file(path)


def open_file(path: Path, *, read_only: bool = False, write_ahead: bool = True) -> Database:
    """Open a file of ours, older ones brought to the newest schema; read-only when it cannot be written.

    `write_ahead` lets others read while the window writes. A command that writes once does without it: then a refusal
    leaves the file as it was, byte for byte.

    Raises UserError, the file untouched: file_missing, file_not_ours, file_damaged, file_newer, file_read_only.
    """
    revision = recognition.revision(path)
    can_write = not read_only and _is_writable(path)
    lock = Lock(path) if can_write else None
    held_by = None
    if lock is not None and not lock.acquire():
        held_by, lock = lock.holder, None
    try:
        if revision != recognition.NEWEST:
            if lock is None:
                raise UserError("file_needs_upgrade", {"path": str(path)})
            from coopdesk.store import upgrade  # noqa: PLC0415 - only for an older file

            upgrade.bring_up(path)
        return Database(path, lock, held_by, write_ahead=write_ahead)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _is_writable(path: Path) -> bool:
    # The mode bits too: an administrator may write what its owner has marked read-only.
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _engine(path: Path, *, read_only: bool) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=lambda: recognition.connect(path, read_only=read_only),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # Python's own transactions do not roll DDL back: we say BEGIN ourselves (architecture.md §6.2).
    connection.isolation_level = None
    for pragma in (
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "synchronous = FULL",
        "temp_store = MEMORY",
        "cache_size = -64000",
        "mmap_size = 268435456",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _end_write_ahead_log(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        # Somebody reads at this moment; the log stays beside the file and is folded in at the next opening.
        return
