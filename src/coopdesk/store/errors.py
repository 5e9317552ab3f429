"""SQLite's errors sorted into what the user or the disk can cause, said in words, and bugs, left as they are.

After qutebrowser's idea of known errors: the code decides, never the message.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from coopdesk.foundation.problems import UserError

_KNOWN = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_IOERR: "disk_full",
    sqlite3.SQLITE_BUSY: "file_locked",
    sqlite3.SQLITE_LOCKED: "file_locked",
    sqlite3.SQLITE_READONLY: "file_read_only",
    sqlite3.SQLITE_PERM: "file_read_only",
    sqlite3.SQLITE_CANTOPEN: "file_missing",
    sqlite3.SQLITE_NOTADB: "file_not_ours",
    sqlite3.SQLITE_CORRUPT: "file_damaged",
}


def known(error: BaseException, path: Path) -> UserError | None:
    """The sentence-worthy error behind an SQLite one, None when it is a bug."""
    original = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(original, "sqlite_errorcode", None)
    if code is None:
        return None
    name = _KNOWN.get(code & 0xFF)
    return UserError(name, {"path": str(path)}) if name else None


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Say in words what the disk refuses while this runs."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        user_error = known(error, path)
        if user_error is None:
            raise
        raise user_error from error
