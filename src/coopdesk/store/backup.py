"""Backups: copied by SQLite's own tool in small steps, read back whole before they bear their name.

A file in write-ahead logging must never be copied like any other: its last acts would be missing.
"""

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from coopdesk.domain import backup as domain
from coopdesk.domain.backup import Contents, LastAct
from coopdesk.domain.listing import Subject
from coopdesk.foundation.problems import UserError
from coopdesk.store import cipher, recognition
from coopdesk.store.cipher import Key
from coopdesk.store.errors import known

FOLDER = "Sauvegardes"
"""The folder beside the house's file, where backups go unless another one is chosen."""

Watch = Callable[[int, int], None]
"""Is told how many pages are done and how many there are; what it raises stops the copy."""

_PAGES = 128
"""Copied in one step: half a megabyte. With four times as much, a write waited for up to a fifth of a second."""

_PAUSE_SECONDS = 0.02
"""Left to the writer between two steps where a reader keeps it out."""

_PATIENCE_SECONDS = 5.0
"""How long a copy waits for a file that another program keeps."""

_ATTEMPTS = 3

_UNFINISHED = ".unfinished"
_A_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup of a house, as its folder shows it; an encrypted one keeps the password it was made under."""

    path: Path
    moment: datetime
    size: int
    is_encrypted: bool = False


def driver(connection: Connection) -> Any:
    """The driver's own connection, which alone can copy: sqlite3's, or SQLCipher's in its image."""
    return connection.connection.driver_connection


def beside(path: Path) -> Path:
    """The folder of a file's backups when none is chosen."""
    return path.parent / FOLDER


def make(
    source: Any, path: Path, folder: Path, now: datetime, watch: Watch | None = None, *, key: Key | None = None
) -> Backup:
    """Back up the file at `path`, of which `source` is a connection without transaction, as one dated file.

    It is encrypted under the file's own key.

    Raises UserError and leaves the folder as it was: cannot_write, disk_full, file_locked, file_damaged,
    backup_incomplete.
    """
    with _said_in_words(path, folder):
        if folder == beside(path):
            folder.mkdir(exist_ok=True)
        draft, moment = _reserve(folder, path.stem, now)
        try:
            rows = _copy_out(source, draft, watch, key)
            _read_back(draft, rows, source, path, key)
            final = folder / domain.file_name(path.stem, moment)
            draft.rename(final)
            settle_folder(folder)
        except BaseException:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
    return Backup(final, moment, final.stat().st_size, key is not None)


def found(folder: Path, stem: str) -> list[Backup]:
    """The backups of the file of this name in a folder, the newest first; none where there is no such folder."""
    backups = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                moment = domain.moment_of(entry.name, stem)
                if moment is not None and entry.is_file():
                    path = Path(entry.path)
                    backups.append(Backup(path, moment, entry.stat().st_size, cipher.is_encrypted(path)))
    except OSError:
        return []
    return sorted(backups, key=lambda one: one.moment, reverse=True)


def contents_of(connection: Any) -> Contents:
    """What a file of ours holds, of whichever schema."""
    (house,) = connection.execute("SELECT name FROM house").fetchone() or ("",)
    counts = {
        subject: int(connection.execute(f"SELECT count(*) FROM {subject.value}").fetchone()[0])  # noqa: S608 - ours
        for subject in Subject
    }
    return Contents(str(house), counts, _last_act(connection))


def rotate(path: Path, made: Backup, key: Key | None = None) -> list[Path]:
    """Delete the backups of this house that have had their time in the folder of the one just made.

    Only what bears the name of one, is a file of ours and belongs to the same house ever goes. Of what is under another
    password the name alone can tell.
    """
    folder = made.path.parent
    backups = found(folder, path.stem)
    gone = domain.outlived((one.moment for one in backups), made.moment)
    house = _house_of(made.path, key)
    deleted = []
    for one in backups:
        if one.moment in gone and house is not None and _house_of(one.path, key, house) == house:
            # What another program holds open goes another time.
            with suppress(OSError):
                one.path.unlink()
                deleted.append(one.path)
    _sweep(folder, path.stem)
    return deleted


def copy(source: Any, target: Any, watch: Watch | None = None, pause: float = 0) -> None:
    """Write the whole content of one file in the place of another's, in one transaction of the second."""
    stuck_since: float | None = None

    def after_step(status: int, remaining: int, total: int) -> None:
        nonlocal stuck_since
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            # Left alone, Python would try for ever.
            stuck_since = time.monotonic() if stuck_since is None else stuck_since
            if time.monotonic() - stuck_since > _PATIENCE_SECONDS:
                raise UserError("file_locked")
            return
        stuck_since = None
        if watch is not None:
            watch(total - remaining, total)
        if pause:
            time.sleep(pause)

    source.backup(target, pages=_PAGES, progress=after_step, sleep=0.05)


def is_whole(connection: Any) -> bool:
    """Whether every page of a file can be read and fits the others."""
    return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))


def settle(path: Path) -> None:
    """Wait until a file is on the disk for good: after this a power cut does not touch it."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def is_good(path: Path, key: Key | None = None) -> bool:
    """Whether a backup is one of ours, of a schema that is known, and can be read whole; by its key if it needs one."""
    try:
        with recognition.opened(path, key) as connection:
            return is_whole(connection)
    except cipher.errors(UserError):
        return False


def settle_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk for good."""
    if os.name == "nt":
        # A folder cannot be opened there; NTFS keeps its own journal of names.
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some sticks and shares refuse it: the name is then as safe as they make it.
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reserve(folder: Path, stem: str, now: datetime) -> tuple[Path, datetime]:
    """An empty file to write to, and the first moment from now on of which there is no backup yet."""
    moment = now.replace(microsecond=0)
    while True:
        final = folder / domain.file_name(stem, moment)
        draft = final.with_suffix(_UNFINISHED)
        if not final.exists():
            try:
                draft.open("xb").close()
            except FileExistsError:
                pass
            else:
                return draft, moment
        moment += timedelta(seconds=1)


def _copy_out(source: Any, draft: Path, watch: Watch | None, key: Key | None) -> dict[str, int]:
    """Copy the source to the empty file, and count the rows of exactly what was copied."""
    with closing(recognition.connect(draft, read_only=False, key=key)) as target:
        # Nothing to take back and nothing to wait for: a draft that is not whole is thrown away.
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        rows = _copy_and_count(source, target, watch)
        # Alone and at rest it is one plain file, whatever the house's own is while it is open.
        target.execute("PRAGMA journal_mode = DELETE")
    settle(draft)
    return rows


def _copy_and_count(source: Any, target: Any, watch: Watch | None) -> dict[str, int]:
    (mode,) = source.execute("PRAGMA journal_mode").fetchone()
    if mode == "wal":
        # One snapshot for the copy and the count: who writes meanwhile neither waits nor shows.
        with _snapshot(source):
            rows = _rows(source)
            copy(source, target, watch)
            return rows
    # Here a snapshot would keep the writer out: SQLite itself begins the copy anew when somebody has written.
    for _attempt in range(_ATTEMPTS):
        before = _version(source)
        copy(source, target, watch, _PAUSE_SECONDS)
        with _snapshot(source):
            rows = _rows(source)
            if _version(source) == before:
                return rows
    raise UserError("file_locked")


@contextmanager
def _snapshot(connection: Any) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _rows(connection: Any) -> dict[str, int]:
    """How many rows each table has."""
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - from the schema
        for (name,) in names
    }


def _read_back(draft: Path, rows: dict[str, int], source: Any, path: Path, key: Key | None) -> None:
    with closing(recognition.connect(draft, read_only=True, key=key)) as connection:
        if is_whole(connection) and _rows(connection) == rows:
            return
    # A faithful copy of damage, or the fault of the disk it was written to?
    if is_whole(source):
        raise UserError("backup_incomplete", {"path": str(draft.parent)})
    raise UserError("file_damaged", {"path": str(path)})


def _last_act(connection: Any) -> LastAct | None:
    # The first schema had no journal.
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'journal'").fetchone():
        return None
    row = connection.execute("SELECT id, at, operation, record_id FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    return None if row is None else LastAct(row[0], datetime.fromisoformat(row[1]), row[2], row[3])


def _house_of(path: Path, key: Key | None, under_another_password: str | None = None) -> str | None:
    try:
        with recognition.opened(path, key) as connection:
            return str(connection.execute("SELECT name FROM house").fetchone()[0])
    except UserError as error:
        return under_another_password if error.code == "password_needed" else None
    except cipher.errors():
        return None


def _sweep(folder: Path, stem: str) -> None:
    """Throw away drafts that a power cut left, once they are certainly nobody's."""
    for draft in folder.glob(f"*{_UNFINISHED}"):
        is_ours = domain.moment_of(draft.stem + domain.SUFFIX, stem) is not None
        with suppress(OSError):
            if is_ours and time.time() - draft.stat().st_mtime > _A_DAY_SECONDS:
                draft.unlink()


@contextmanager
def _said_in_words(path: Path, folder: Path) -> Iterator[None]:
    where = {"path": str(folder)}
    try:
        yield
    except OSError as error:
        raise UserError("disk_full" if error.errno == errno.ENOSPC else "cannot_write", where) from error
    except cipher.errors() as error:
        said = known(error, path)
        if said is None:
            raise
        # Of the two files only the house's own can be damaged; all else is the folder's refusal.
        is_ours = said.code in ("file_damaged", "file_not_ours", "file_locked", "disk_full")
        raise said if is_ours else UserError("cannot_write", where) from error
