"""Whether a file is ours, whole, and of which schema: read with plain SQLite, before anything is written."""

import os
import sqlite3
import struct
from pathlib import Path
from urllib.parse import quote

from coopdesk.foundation.problems import UserError
from coopdesk.store.errors import translated

APPLICATION_ID = 0x636F6F70
"""« coop » in the header of the file, which `file` and other tools show."""

REVISIONS = ("0001", "0002")
"""Every released schema, oldest first; Alembic's own history must say the same (a test compares)."""

NEWEST = REVISIONS[-1]

_HEADER = 100
_MAGIC = b"SQLite format 3\x00"


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A bare connection; a read-only one in a folder that cannot be written takes the file as it is."""
    mode = "rw"
    if read_only:
        mode = "ro" if os.access(path.parent, os.W_OK) else "ro&immutable=1"
    address = f"file:{quote(str(path.resolve()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=5.0, check_same_thread=False, cached_statements=256)


def revision(path: Path) -> str:
    """The schema of a file of ours, nothing written; raises file_missing, file_not_ours, file_damaged, file_newer."""
    where = {"path": str(path)}
    if not path.is_file():
        raise UserError("file_missing", where)
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER)
    except OSError as error:
        raise UserError("file_missing", where) from error
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise UserError("file_not_ours", where)
    if _is_cut_short(header, path.stat().st_size):
        raise UserError("file_damaged", where)
    (application_id,) = struct.unpack(">I", header[68:72])
    if application_id != APPLICATION_ID:
        raise UserError("file_not_ours", where)
    found = _read_revision(path)
    if found in REVISIONS:
        return found
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
        connection = connect(path, read_only=True)
        try:
            (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            connection.execute("SELECT count(*) FROM house").fetchone()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_CANTOPEN:
                raise
            raise UserError("file_damaged", {"path": str(path)}) from error
        finally:
            connection.close()
    return str(found)
