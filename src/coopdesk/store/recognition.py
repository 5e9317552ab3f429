"""Whether a file is ours, whole, and of which schema: read with plain SQLite, before anything is written."""

import os
import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from coopdesk.foundation.problems import UserError
from coopdesk.store.errors import translated

APPLICATION_ID = 0x636F6F70
"""« coop » in the header of the file, which `file` and other tools show."""

REVISIONS = ("0001", "0002")
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


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A bare connection: the one place where the file is opened."""
    if not read_only:
        return _connect(path, "mode=rw")
    connection = _connect(path, "mode=ro")
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", 0) not in _CANNOT_SHARE or _has_log(path):
            raise
        # Nobody writes it, then: it is taken as it is.
        return _connect(path, "mode=ro&immutable=1")
    return connection


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path.resolve()))}?{mode}"
    return sqlite3.connect(address, uri=True, timeout=5.0, check_same_thread=False, cached_statements=256)


def revision(path: Path) -> str:
    """The schema of a file of ours, nothing written.

    Raises UserError: file_missing, file_unreadable, file_not_ours, file_damaged, file_newer.
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
        raise UserError("file_not_ours", where)
    if _is_cut_short(header, size):
        raise UserError("file_damaged", where)
    (application_id,) = struct.unpack(">I", header[68:72])
    if application_id != APPLICATION_ID:
        raise UserError("file_not_ours", where)
    return check_revision(path)


def check_revision(path: Path) -> str:
    """The schema by what the tables say: a file that is open here must not be opened another way.

    Closing any handle on it lets go of every lock this process has on it (https://sqlite.org/howtocorrupt.html, 2.2).
    """
    found = _read_revision(path)
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


def _read_revision(path: Path) -> str:
    with translated(path):
        try:
            with closing(connect(path, read_only=True)) as connection:
                found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
                connection.execute("SELECT count(*) FROM house").fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_MOMENT:
                raise
            raise UserError("file_damaged", {"path": str(path)}) from error
    if found is None:
        raise UserError("file_damaged", {"path": str(path)})
    return str(found[0])
