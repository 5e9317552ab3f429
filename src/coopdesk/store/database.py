"""The file: opened, recognised, locked, brought to the newest schema.

One connection writes (it carries the TEMP triggers of the change log); any number read, each in its own snapshot. At
rest the file is one plain SQLite file: write-ahead logging ends with the last connection. Under a password every
connection is SQLCipher's, and everything else stays as it is.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine

from coopdesk.foundation.problems import UserError
from coopdesk.store import change_log, cipher, engine, network, recognition
from coopdesk.store.cipher import Key
from coopdesk.store.errors import translated
from coopdesk.store.gate import Gate
from coopdesk.store.history import History
from coopdesk.store.lock import Holder, Lock, Presence
from coopdesk.store.watch import Watch


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
        self._writer: Connection | None = None
        self._watch: Watch | None = None
        self._engine = self._new_engine(read_only=not writes)
        try:
            if writes:
                self._start_writing()
            else:
                self._start_reading()
        except BaseException:
            self._engine.dispose()
            raise

    @property
    def is_read_only(self) -> bool:
        """Whether it may only be read: write-protected, held by another, or lost to another."""
        return self._writer is None and not self._is_exchanged

    def look(self) -> Glance:
        """What happened to a file that is read here; to be asked every few seconds."""
        if self._watch is None:
            return Glance(is_news=False, presence=None)
        is_news = self._watch.look()
        if is_news:
            # Another file may be in the place of this one.
            self._engine.dispose()
        presence = None if self._lock is None else self._lock.look()
        if self._lock is not None:
            self.held_by = self._lock.holder
        return Glance(is_news, presence)

    def take_over(self) -> None:
        """Become the one who writes, where the holder is gone or silent; raises file_held when it is there after all.

        Raises file_newer too: the one before may have had a newer program.
        """
        with self._writing:
            if self._writer is not None:
                return
            if self._lock is None or not self._lock.take_over():
                raise self._refusal()
            try:
                if not self._opens_as_before():
                    raise UserError("password_changed", {"path": str(self.path)})
                recognition.check_revision(self.path, self.key)
                self._engine.dispose()
                self._engine = self._new_engine(read_only=False)
                self._start_writing()
            except BaseException:
                self._lock.release()
                raise
            self.held_by = None
        self.on_access()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the file."""
        with translated(self.path), self._gate.passing(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The writing connection, one use case at a time."""
        with self._writing, translated(self.path):
            writer = self._rightful_writer()
            try:
                yield writer
            finally:
                _end_transaction(writer)

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Nobody writes while this runs: the file is its own copy's equal."""
        with self._writing, translated(self.path):
            self._rightful_writer()
            yield

    def exchange(self, key: Key | None, put_in_place: Callable[[], None]) -> None:
        """Let another file, which opens with `key`, be put in the place of this one; nothing can be undone afterwards.

        Every connection is closed meanwhile, and the lock stays ours throughout. Raises UserError file_locked, nothing
        changed, when somebody still reads.
        """
        with self.standing_still(), self._alone():
            self._is_exchanged = True
            try:
                self._engine.dispose()
                self._drop_writer(ends_log=True)
                if _has_log(self.path):
                    # Another program reads it still: its log would be taken for the new file's.
                    raise UserError("file_locked", {"path": str(self.path)})
                put_in_place()
                self.key = key
            finally:
                self._engine = self._new_engine(read_only=False)
                try:
                    self._start_writing()
                finally:
                    self._is_exchanged = False
            self.history.clear()

    def unlock(self, key: Key | None) -> None:
        """Go on reading a file that somebody else has put under another password."""
        with self._writing, self._alone():
            self.key = key
            self._engine.dispose()
            self._engine = self._new_engine(read_only=True)

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
        version = int(self._writer.exec_driver_sql("PRAGMA data_version").scalar_one())
        former, self._seen_version = self._seen_version, version
        return former not in (None, version)

    def close(self) -> None:
        """Close every connection, leave one plain file, let the next one write."""
        with self._writing:
            self._stop_watching()
            if self._writer is not None:
                self._engine.dispose()
                self._drop_writer(ends_log=True)
            self._engine.dispose()
            lock, self._lock = self._lock, None
        # Its heart may be about to tell that it is lost, and waits for the writer.
        if lock is not None:
            lock.release()

    def _new_engine(self, *, read_only: bool) -> Engine:
        if not read_only:
            return engine.make(lambda: recognition.connect(self.path, read_only=False, key=self.key), self.key)
        return engine.make(self._reader, self.key)

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
                _use_rollback_journal(self.path, self.key)
            writer = self._engine.connect()
            if self._write_ahead and not self._is_network and not _begin_write_ahead_log(_driver(writer)):
                writer.detach()
                writer.close()
                _use_rollback_journal(self.path, self.key)
                writer = self._engine.connect()
            writer = writer.execution_options(writes=True)
            try:
                with writer.begin():
                    change_log.install(writer)
            except BaseException:
                writer.close()
                raise
        self._writer, self._seen_version = writer, None
        self._lock.on_lost = self._step_down
        self._stop_watching()

    def _start_reading(self) -> None:
        with translated(self.path):
            if self._is_network and _is_write_ahead(self._engine):
                # Its log is shared memory of the computer that has the disk: from here it would be read wrong.
                raise UserError("file_live_elsewhere", {"path": str(self.path)})
        self._watch = Watch(self.path, self._reader)
        if self._lock is not None:
            self.held_by = self._lock.holder

    def _stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _rightful_writer(self) -> Connection:
        """The writer, as long as the right to write is ours: a computer that slept may have lost it."""
        if self._writer is None or self._lock is None:
            raise self._refusal()
        if self._lock.is_lost():
            self._step_down()
            who = "" if self.held_by is None else self.held_by.who
            raise UserError("file_taken_over", {"path": str(self.path), "who": who})
        if not self.path.exists():
            # Written to all the same, an open file that was removed takes everything with it.
            raise UserError("file_gone", {"path": str(self.path)})
        return self._writer

    def _step_down(self) -> None:
        """Go on as a reader; called by the heart of the lock too, in its own thread."""
        with self._writing:
            if self._writer is None or self._lock is None:
                return
            self._drop_writer(ends_log=False)
            self.history.clear()
            self._lock.give_up()
            self.held_by = self._lock.holder
            self._watch = Watch(self.path, self._reader)
        self.on_access()

    def _drop_writer(self, *, ends_log: bool) -> None:
        assert self._writer is not None  # noqa: S101 - for the type checker
        raw = _driver(self._writer)
        self._writer.detach()
        if ends_log:
            _end_write_ahead_log(raw)
        self._writer.close()
        self._writer = None

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


def _driver(connection: Connection) -> Any:
    """The driver's own connection: sqlite3's, or SQLCipher's in its image."""
    return connection.connection.driver_connection


def _has_log(path: Path) -> bool:
    logs = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    return any(log.exists() and log.stat().st_size for log in logs)


def _end_transaction(writer: Connection) -> None:
    """Take back what a failed commit leaves: SQLAlchemy takes its transaction for ended, SQLite goes on with it."""
    writer.rollback()
    raw = _driver(writer)
    if raw.in_transaction:
        raw.rollback()


def _is_write_ahead(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal")


def _begin_write_ahead_log(connection: Any) -> bool:
    """Write ahead; False where it does not work: no shared memory on this disk, or somebody reads at this moment."""
    try:
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except connection.OperationalError:
        return False
    return bool(mode == "wal")


def _use_rollback_journal(path: Path, key: Key | None) -> None:
    with closing(recognition.connect(path, read_only=False, key=key)) as connection:
        # Alone with the file, SQLite needs no shared memory to end a log that was begun where there was some.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")


def _end_write_ahead_log(connection: Any) -> None:
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    except connection.DatabaseError:
        # Somebody reads at this moment, or the disk refuses: the log stays beside the file and is folded in at the next
        # opening. A damaged file must not keep its lock either.
        return
