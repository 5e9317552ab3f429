"""SQLite's errors sorted into what the user or the disk can cause, said in words, and bugs, left as they are.

After qutebrowser's idea of known errors: the code decides, never the message, but where SQLite has one code for all.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coopdesk.foundation.problems import UserError
from coopdesk.store import cipher
from coopdesk.store.values import DamagedValueError

_KNOWN = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_IOERR: "disk_failed",
    sqlite3.SQLITE_BUSY: "file_locked",
    sqlite3.SQLITE_LOCKED: "file_locked",
    sqlite3.SQLITE_READONLY: "file_read_only",
    sqlite3.SQLITE_PERM: "file_read_only",
    sqlite3.SQLITE_CANTOPEN: "file_missing",
    # The header was read before (store/recognition.py): what is no database afterwards was one.
    sqlite3.SQLITE_NOTADB: "file_damaged",
    sqlite3.SQLITE_CORRUPT: "file_damaged",
}
"""By primary code (https://sqlite.org/rescode.html)."""

_FINER = {
    # Its end is missing: the file was cut short while it was open.
    sqlite3.SQLITE_IOERR_SHORT_READ: "file_damaged",
    sqlite3.SQLITE_IOERR_CORRUPTFS: "file_damaged",
    **dict.fromkeys(
        (
            sqlite3.SQLITE_IOERR_READ,
            sqlite3.SQLITE_IOERR_SEEK,
            sqlite3.SQLITE_IOERR_FSTAT,
            sqlite3.SQLITE_IOERR_ACCESS,
            sqlite3.SQLITE_IOERR_MMAP,
        ),
        "disk_unreadable",
    ),
    # Locks of a network share that went away, not another program's.
    **dict.fromkeys(
        (
            sqlite3.SQLITE_IOERR_LOCK,
            sqlite3.SQLITE_IOERR_RDLOCK,
            sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
            sqlite3.SQLITE_IOERR_SHMLOCK,
        ),
        "disk_unreadable",
    ),
    sqlite3.SQLITE_READONLY_DBMOVED: "file_gone",
    sqlite3.SQLITE_READONLY_DIRECTORY: "folder_read_only",
    # A write was cut short, and only who may write can end it.
    **dict.fromkeys(
        (
            sqlite3.SQLITE_READONLY_ROLLBACK,
            sqlite3.SQLITE_READONLY_RECOVERY,
            sqlite3.SQLITE_READONLY_CANTINIT,
            sqlite3.SQLITE_READONLY_CANTLOCK,
        ),
        "file_unfinished",
    ),
}
"""By extended code, where the sentence differs."""

_OUT_OF_MEMORY = frozenset({sqlite3.SQLITE_IOERR_NOMEM})
"""Extended codes of a primary one above that nothing on the disk causes."""

_NO_TEXT = frozenset({"DamagedValueError", "UnicodeDecodeError", "OperationalError"})
"""What is raised without a code: by us for a value that is none, by Python for a text, or a message, that is none.

By name: SQLCipher's errors are not sqlite3's.
"""


_LOST = re.compile(r"no such (table|column): (?:\w+\.)?(\w+)")
"""What a statement that fits the schema is refused with where a byte of the file's own has flipped."""


def known(error: BaseException, path: Path) -> UserError | None:
    """The sentence-worthy error behind an SQLite one, None when it is a bug."""
    # SQLAlchemy wraps it.
    original = getattr(error, "orig", None) or error
    code = getattr(original, "sqlite_errorcode", None)
    if code is None and type(original).__name__ in _NO_TEXT:
        code = sqlite3.SQLITE_CORRUPT
    if code == sqlite3.SQLITE_ERROR and _is_lost(str(original)):
        code = sqlite3.SQLITE_CORRUPT
    if code is None or code in _OUT_OF_MEMORY:
        return None
    name = _FINER.get(code) or _KNOWN.get(code & 0xFF)
    if name == "file_missing" and path.exists():
        # It is there: what cannot be made is SQLite's own file beside it.
        name = "folder_read_only"
    return UserError(name, {"path": str(path)}) if name else None


def _is_lost(message: str) -> bool:
    """Whether the file lacks what its schema has; what the schema never had is a slip of ours, and no damage."""
    found = _LOST.match(message)
    if found is None:
        return False
    from coopdesk.store import guard  # noqa: PLC0415 - brings SQLAlchemy, which the start does without
    from coopdesk.store.schema import metadata  # noqa: PLC0415 - see above

    kind, name = found.groups()
    tables = {*metadata.tables, *guard.TABLES, "search"}
    if kind == "table":
        return name in tables
    return any(name in table.columns for table in metadata.tables.values()) or any(
        re.search(rf"\b{name}\b", sql) for sql in guard.TABLES.values()
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Say in words what the disk refuses while this runs."""
    try:
        yield
    except _raised() as error:
        user_error = known(error, path)
        if user_error is None:
            raise
        raise user_error from error


def _raised() -> tuple[type[Exception], ...]:
    """What may be raised at the database; asked once something was, so that the start does not wait for SQLAlchemy."""
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - see above

    return cipher.errors(DBAPIError, DamagedValueError, UnicodeDecodeError)
