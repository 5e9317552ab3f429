"""The file: opened, recognised, locked, brought to the newest schema.

One connection writes (it carries the TEMP triggers of the change log); any number read, each in its own snapshot. At
rest the file is one plain SQLite file: write-ahead logging ends with the last connection. Under a password every
connection is SQLCipher's, and everything else stays as it is.

The driver alone opens it; SQLAlchemy is imported with the first `reading` or `writing` (store.connections).
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from coopdesk.foundation.problems import UserError
from coopdesk.store import cipher, network, recognition, write_ahead
from coopdesk.store.cipher import Key
from coopdesk.store.connections import Connections
from coopdesk.store.errors import translated
from coopdesk.store.gate import Gate
from coopdesk.store.history import History
from coopdesk.store.lock import Holder, Lock, Presence
from coopdesk.store.watch import Watch

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Glance:
    """What a reader sees when it looks up: whether the file was written, and what became of its holder.

    `presence` is None where nobody holds the file: it is write-protected.
    """

    is_news: bool
    presence: Presence | None


class Database:
    """An open file; close it to let another PC write. Without a right to write, `lock` is another's, or None.

    `key` is what it opens with, None for a plain one.
    `on_access` is called, in the thread that found out, when the right to write was lost or taken over.
    """

    def __init__(
        self, path: Path, lock: Lock | None, *, writes: bool, key: Key | None = None, write_ahead: bool = True
    ) -> None:
        self.path = path
        self.key = key
        self.held_by: Holder | None = None
        self.history = History()
        self.on_access: Callable[[], None] = lambda: None
        self._lock = lock
        self._write_ahead = write_ahead
        self._is_network = network.is_network(path)
        self._seen_version: int | None = None
        self._writing = RLock()
        self._gate = Gate()
        self._is_exchanged = False
        self._may_write = False
        # Whoever may write has a connection all along: the driver's own until something is written.
        self._held: Any = None
        self._writer: Connection | None = None
        self._is_logged = False
        self._watch: Watch | None = None
        self._connections = self._new_connections(read_only=not writes)
        try:
            if writes:
                self._start_writing()
            else:
                self._start_reading()
        except BaseException:
            self._connections.close()
            raise

    @property
    def is_read_only(self) -> bool:
        """Whether it may only be read: write-protected, held by another, or lost to another."""
        return not self._may_write and not self._is_exchanged

    def look(self) -> Glance:
        """What happened to a file that is read here; to be asked every few seconds."""
        if self._watch is None:
            return Glance(is_news=False, presence=None)
        is_news = self._watch.look()
        if is_news:
            # Another file may be in the place of this one.
            self._connections.close()
        presence = None if self._lock is None else self._lock.look()
        if self._lock is not None:
            self.held_by = self._lock.holder
        return Glance(is_news, presence)

    def take_over(self) -> None:
        """Become the one who writes, where the holder is gone or silent; raises file_held when it is there after all.

        Raises file_newer too: the one before may have had a newer program.
        """
        with self._writing:
            if self._may_write:
                return
            if self._lock is None or not self._lock.take_over():
                raise self._refusal()
            try:
                if not self._opens_as_before():
                    raise UserError("password_changed", {"path": str(self.path)})
                recognition.check_revision(self.path, self.key)
                self._connections.close()
                self._connections = self._new_connections(read_only=False)
                self._start_writing()
            except BaseException:
                self._lock.release()
                raise
            self.held_by = None
        self.on_access()

    @contextmanager
    def reading(self) -> "Iterator[Connection]":
        """A connection that sees one state of the file."""
        with translated(self.path), self._gate.passing(), self._connections.engine.connect() as connection:
            yield connection

    @contextmanager
    def reading_bare(self) -> Iterator[Any]:
        """The same, of the driver alone: for what is read before SQLAlchemy is there."""
        with translated(self.path), self._gate.passing(), self._connections.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> "Iterator[Connection]":
        """The writing connection, one use case at a time."""
        with self._writing, translated(self.path):
            self._check_right()
            writer = self._logged_writer()
            try:
                yield writer
            finally:
                _end_transaction(writer)

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Nobody writes while this runs: the file is its own copy's equal."""
        with self._writing, translated(self.path):
            self._check_right()
            yield

    def exchange(self, key: Key | None, put_in_place: Callable[[], None]) -> None:
        """Let another file, which opens with `key`, be put in the place of this one; nothing can be undone afterwards.

        Every connection is closed meanwhile, and the lock stays ours throughout. Raises UserError file_locked, nothing
        changed, when somebody still reads.
        """
        with self.standing_still(), self._alone():
            self._is_exchanged = True
            try:
                self._stop_writing(ends_log=True)
                if write_ahead.has_log(self.path):
                    # Another program reads it still: its log would be taken for the new file's.
                    raise UserError("file_locked", {"path": str(self.path)})
                put_in_place()
                self.key = key
            finally:
                self._connections = self._new_connections(read_only=False)
                try:
                    self._start_writing()
                finally:
                    self._is_exchanged = False
            self.history.clear()

    def unlock(self, key: Key | None) -> None:
        """Go on reading a file that somebody else has put under another password."""
        with self._writing, self._alone():
            self.key = key
            self._connections.close()
            self._connections = self._new_connections(read_only=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody reads while this runs."""
        try:
            with self._gate.closed():
                yield
        except TimeoutError as error:
            raise UserError("file_locked", {"path": str(self.path)}) from error

    def was_written_elsewhere(self) -> bool:
        """Whether another program wrote to the file since the last write here; asked inside a transaction."""
        assert self._writer is not None  # noqa: S101 - only a writer asks
        # It counts the commits of others only (https://sqlite.org/pragma.html#pragma_data_version).
        (version,) = _driver(self._writer).execute("PRAGMA data_version").fetchone()
        former, self._seen_version = self._seen_version, version
        return former not in (None, version)

    def close(self) -> None:
        """Close every connection, leave one plain file, let the next one write."""
        with self._writing:
            self._stop_watching()
            if self._may_write:
                self._stop_writing(ends_log=True)
            self._connections.close()
            lock, self._lock = self._lock, None
        # Its heart may be about to tell that it is lost, and waits for the writer.
        if lock is not None:
            lock.release()

    def _new_connections(self, *, read_only: bool) -> Connections:
        if not read_only:
            return Connections(lambda: recognition.connect(self.path, read_only=False, key=self.key), self.key)
        return Connections(self._reader, self.key)

    def _reader(self) -> Any:
        """A connection that reads; raises password_changed when another computer has changed how the file opens."""
        try:
            return recognition.connect(self.path, read_only=True, key=self.key)
        except cipher.errors() as error:
            if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_NOTADB or self._opens_as_before():
                raise
            raise UserError("password_changed", {"path": str(self.path)}) from None

    def _opens_as_before(self) -> bool:
        try:
            return recognition.fitting(self.path, self.key) == self.key
        except UserError:
            return False
        except OSError:
            return True

    def _start_writing(self) -> None:
        assert self._lock is not None  # noqa: S101 - for the type checker
        with translated(self.path):
            if self._is_network:
                write_ahead.use_rollback_journal(self.path, self.key)
            held = self._connections.take()
            try:
                if self._write_ahead and not self._is_network and not write_ahead.begin(held):
                    held.close()
                    write_ahead.use_rollback_journal(self.path, self.key)
                    held = self._connections.take()
                write_ahead.try_to_write(held)
            except BaseException:
                held.close()
                raise
        self._held, self._may_write = held, True
        self._lock.on_lost = self._step_down
        self._stop_watching()

    def _start_reading(self) -> None:
        with translated(self.path):
            if self._is_network and self._is_written_ahead():
                # Its log is shared memory of the computer that has the disk: from here it would be read wrong.
                raise UserError("file_live_elsewhere", {"path": str(self.path)})
        self._watch = Watch(self.path, self._reader)
        if self._lock is not None:
            self.held_by = self._lock.holder

    def _is_written_ahead(self) -> bool:
        with self._connections.reading() as connection:
            return write_ahead.is_begun(connection)

    def _stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _check_right(self) -> None:
        """Refuse where the right to write is not ours: a computer that slept may have lost it."""
        if not self._may_write or self._lock is None:
            raise self._refusal()
        if self._lock.is_lost():
            self._step_down()
            who = "" if self.held_by is None else self.held_by.who
            raise UserError("file_taken_over", {"path": str(self.path), "who": who})
        if not self.path.exists():
            # Written to all the same, an open file that was removed takes everything with it.
            raise UserError("file_gone", {"path": str(self.path)})

    def _logged_writer(self) -> "Connection":
        """The writing connection, its changes noted."""
        if self._writer is None:
            if self._held is not None:
                self._connections.give_back(self._held)
                self._held = None
            self._writer = self._connections.engine.connect().execution_options(writes=True)
        if not self._is_logged:
            from coopdesk.store import change_log  # noqa: PLC0415 - nothing is written before the first paint

            try:
                with self._writer.begin():
                    change_log.install(self._writer)
            finally:
                _end_transaction(self._writer)
            self._is_logged, self._seen_version = True, None
        return self._writer

    def _step_down(self) -> None:
        """Go on as a reader; called by the heart of the lock too, in its own thread."""
        with self._writing:
            if not self._may_write or self._lock is None:
                return
            self._stop_writing(ends_log=False)
            self.history.clear()
            self._lock.give_up()
            self.held_by = self._lock.holder
            self._watch = Watch(self.path, self._reader)
        self.on_access()

    def _stop_writing(self, *, ends_log: bool) -> None:
        """Close every connection; the last of them ends the log."""
        last = self._held
        if self._writer is not None:
            last = _driver(self._writer)
            self._writer.detach()
        self._held = self._writer = None
        self._may_write = self._is_logged = False
        self._connections.close()
        if last is not None:
            if ends_log:
                write_ahead.end(last)
            last.close()

    def _refusal(self) -> UserError:
        where = {"path": str(self.path)}
        if self.held_by is None:
            return UserError("file_read_only", where)
        return UserError("file_held", {**where, "who": self.held_by.who, "since": self.held_by.since})


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


def open_file(path: Path, *, key: Key | None = None, read_only: bool = False, write_ahead: bool = True) -> Database:
    """Open a file of ours, older ones brought to the newest schema; read-only when it cannot be written.

    `write_ahead` lets others read while the window writes. A command that writes once does without it: then a refusal
    leaves the file as it was, byte for byte.

    A key that a plain file does not need is left aside. Raises UserError, the file untouched: file_missing,
    file_not_ours, file_damaged, file_newer, file_read_only, password_needed.
    """
    revision = recognition.revision(path, key)
    key = recognition.fitting(path, key)
    lock = Lock(path) if not read_only and _is_writable(path) else None
    is_ours = lock is not None and lock.acquire()
    if lock is not None and not is_ours and lock.holder is None:
        # Nobody holds it, and nothing can be written beside it.
        lock = None
    try:
        if revision != recognition.NEWEST:
            if not is_ours:
                raise UserError("file_needs_upgrade", {"path": str(path)})
            from coopdesk.store import upgrade  # noqa: PLC0415 - only for an older file

            upgrade.bring_up(path, key)
        return Database(path, lock, writes=is_ours, key=key, write_ahead=write_ahead)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _is_writable(path: Path) -> bool:
    # The mode bits too: an administrator may write what its owner has marked read-only.
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _driver(connection: "Connection") -> Any:
    """The driver's own connection: sqlite3's, or SQLCipher's in its image."""
    return connection.connection.driver_connection


def _end_transaction(writer: "Connection") -> None:
    """Take back what a failed commit leaves: SQLAlchemy takes its transaction for ended, SQLite goes on with it."""
    writer.rollback()
    raw = _driver(writer)
    if raw.in_transaction:
        raw.rollback()
