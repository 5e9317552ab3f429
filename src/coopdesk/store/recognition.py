"""Whether a file is ours, whole, and of which schema: read with the bare driver, before anything is written.

A file under a password opens with its key only (store.cipher); everything else holds for it as well.
"""

import os
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from coopdesk.domain.backup import SUFFIX
from coopdesk.foundation.problems import UserError
from coopdesk.store import cipher
from coopdesk.store.cipher import Key
from coopdesk.store.errors import translated

APPLICATION_ID = 0x636F6F70
"""« coop » in the header of the file, which `file` and other tools show."""

REVISIONS = ("0001", "0002", "0003", "0004")
"""Every released schema, oldest first; Alembic's own history must say the same (a test compares)."""

NEWEST = REVISIONS[-1]

_OF_THE_MOMENT = frozenset({
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY,
})  # fmt: skip
"""What says nothing against the file itself."""

_CANNOT_SHARE = frozenset({
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY_CANTINIT, sqlite3.SQLITE_READONLY_DIRECTORY,
})  # fmt: skip
"""A file in write-ahead mode beside which nothing can be made."""

_HEADER = 100
_MAGIC = b"SQLite format 3\x00"


def connect(path: Path, *, read_only: bool, key: Key | None = None) -> Any:
    """A bare connection, with a key one of SQLCipher's: the one place where the file is opened."""
    if not read_only:
        return _connect(path, "rw", key)
    connection = _connect(path, "ro", key)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except connection.Error as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", 0) not in _CANNOT_SHARE or _has_log(path):
            raise
        # Nobody writes it, then: it is taken as it is.
        return _connect(path, "ro&immutable=1", key)
    return connection


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _connect(path: Path, mode: str, key: Key | None) -> Any:
    if key is not None:
        return cipher.connect(path, key, mode, timeout=5.0, check_same_thread=False, cached_statements=256)
    address = f"file:{quote(str(path.resolve()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=5.0, check_same_thread=False, cached_statements=256)


@contextmanager
def opened(path: Path, key: Key | None = None) -> Iterator[Any]:
    """A file of ours that nobody has open here, to be read; raises UserError as `revision` does."""
    revision(path, key)
    with closing(connect(path, read_only=True, key=fitting(path, key))) as connection:
        yield connection


def fitting(path: Path, key: Key | None) -> Key | None:
    """What opens a file that nobody has open here: None for a plain one, else this key.

    Raises UserError password_needed when it opens with another one.
    """
    if not cipher.is_encrypted(path):
        return None
    if key is None or not cipher.fits(path, key):
        raise UserError("password_needed", {"path": str(path)})
    return key


def revision(path: Path, key: Key | None = None) -> str:
    """The schema of a file of ours, nothing written; a key that a plain file does not need is left aside.

    Raises UserError: file_missing, file_unreadable, file_not_ours, file_damaged, file_newer, password_needed.
    """
    where = {"path": str(path)}
    if os.path.isdir(path):  # noqa: PTH112 - a folder that may not be searched is no error yet
        raise UserError("file_not_ours", where)
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER)
            size = os.fstat(stream.fileno()).st_size
    except PermissionError as error:
        raise UserError("file_unreadable", where) from error
    except OSError as error:
        raise UserError("file_missing", where) from error
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        return _encrypted_revision(path, key)
    # What a full disk kept from being folded into the file is still in the log beside it, and is read from there.
    if _is_cut_short(header, size) and not _has_log(path):
        raise UserError("file_damaged", where)
    (application_id,) = struct.unpack(">I", header[68:72])
    if application_id != APPLICATION_ID:
        raise UserError("file_not_ours", where)
    return check_revision(path)


def _encrypted_revision(path: Path, key: Key | None) -> str:
    where = {"path": str(path)}
    if path.suffix == SUFFIX and cipher.is_cut_short(path) and not _has_log(path):
        raise UserError("file_damaged", where)
    if (fits := fitting(path, key)) is None:
        raise UserError("file_not_ours", where)
    found = check_revision(path, fits)
    with closing(connect(path, read_only=True, key=fits)) as connection:
        if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            raise UserError("file_not_ours", where)
    return found


def check_revision(path: Path, key: Key | None = None) -> str:
    """The schema by what the tables say: a file that is open here must not be opened another way.

    Closing any handle on it lets go of every lock this process has on it (https://sqlite.org/howtocorrupt.html, 2.2).
    """
    found = _read_revision(path, key)
    if found in REVISIONS:
        return found
    where = {"path": str(path)}
    if found > NEWEST:
        raise UserError("file_newer", {**where, "version": found})
    raise UserError("file_damaged", where)


def _is_cut_short(header: bytes, size: int) -> bool:
    (page_size,) = struct.unpack(">H", header[16:18])
    changes, pages = struct.unpack(">I", header[24:28])[0], struct.unpack(">I", header[28:32])[0]
    valid_for = struct.unpack(">I", header[92:96])[0]
    # The page count is only to be trusted when it was written with the last change (SQLite file format, §1.3.7).
    return bool(valid_for == changes and size < pages * (65536 if page_size == 1 else page_size))


def _read_revision(path: Path, key: Key | None) -> str:
    with translated(path):
        try:
            with closing(connect(path, read_only=True, key=key)) as connection:
                found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
                connection.execute("SELECT count(*) FROM house").fetchone()
        except cipher.errors(UnicodeDecodeError) as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_MOMENT:
                raise
            raise UserError("file_damaged", {"path": str(path)}) from error
    if found is None:
        raise UserError("file_damaged", {"path": str(path)})
    return str(found[0])
