"""A backup put back in the place of what a house's file holds.

Everything that can go wrong happens to a copy: it is read whole, brought to the newest schema and given its line of
the journal in a folder of its own. Its pages then go into the open file in one transaction of SQLite's: after a power
cut the file holds all of the former content or all of the restored one. Closing the file and moving another in its
place would be shorter, but Windows moves nothing that is open, the lock would be let go in between, and whoever reads
on another PC would go on with a file that no longer has a name.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from coopdesk.domain.operation import Operation
from coopdesk.foundation.problems import UserError
from coopdesk.store import backup, change_log, cipher, recognition, unit_of_work, write_ahead
from coopdesk.store.backup import Watch
from coopdesk.store.cipher import Key
from coopdesk.store.database import Database, open_file
from coopdesk.store.errors import translated
from coopdesk.store.lock import Lock


@contextmanager
def prepared(
    chosen: Path, now: datetime, watch: Watch | None = None, *, key: Key | None = None, target_key: Key | None = None
) -> Iterator[Path]:
    """A copy of a backup, checked, of the newest schema, its journal ending with the restoration; gone afterwards.

    `key` opens the backup, `target_key` the copy. Raises UserError, the backup untouched: file_missing, file_not_ours,
    file_newer, file_damaged, password_needed.
    """
    import tempfile  # noqa: PLC0415 - the window opens without it

    recognition.revision(chosen, key)
    key = recognition.fitting(chosen, key)
    with tempfile.TemporaryDirectory(prefix="coopdesk-") as folder:
        path = Path(folder) / "restored.coopdesk"
        path.touch()
        with (
            translated(chosen),
            closing(recognition.connect(chosen, read_only=True, key=key)) as source,
            closing(recognition.connect(path, read_only=False, key=key)) as target,
        ):
            backup.copy(source, target, watch)
            if not backup.is_whole(target):
                raise UserError("file_damaged", {"path": str(chosen)})
        if key != target_key:
            with cipher.replacing(path) as beside:
                cipher.convert(path, key, beside, target_key)
        opened = open_file(path, key=target_key, write_ahead=False)
        try:
            with unit_of_work.begin(opened, Operation.RESTORE_BACKUP, now) as unit:
                unit.commit()
        finally:
            opened.close()
        yield path


def replace(database: Database, source_path: Path) -> None:
    """Put all that a prepared file, of the same key, holds in the place of what the open one does: all, or nothing."""
    with (
        database.writing() as writer,
        closing(recognition.connect(source_path, read_only=True, key=database.key)) as source,
    ):
        backup.copy(source, backup.driver(writer))
        with writer.begin():
            last = change_log.end(writer)
        change_log.forget(writer, last)
        database.history.clear(Operation.RESTORE_BACKUP)


def put_in_place(source_path: Path, path: Path, now: datetime, key: Key | None = None) -> Path | None:
    """Make a prepared file the house's where there is none that is whole; returns where a damaged one was put aside.

    `key` opens the prepared file, and the house's from now on.

    Raises UserError cannot_write, or file_locked when somebody has the damaged one open.
    """
    lock = Lock(path)
    if not lock.acquire():
        raise UserError("file_locked" if lock.holder is not None else "cannot_write", {"path": str(path)})
    try:
        return _put_in_place(source_path, path, now, key)
    finally:
        lock.release()


def _put_in_place(source_path: Path, path: Path, now: datetime, key: Key | None) -> Path | None:
    draft = path.with_name(f".{path.name}.restored")
    try:
        draft.unlink(missing_ok=True)
        draft.touch()
        with (
            translated(path),
            closing(recognition.connect(source_path, read_only=True, key=key)) as source,
            closing(recognition.connect(draft, read_only=False, key=key)) as target,
        ):
            backup.copy(source, target)
        backup.settle(draft)
        aside = write_ahead.put_aside(path, now)
        draft.replace(path)
    except OSError as error:
        raise UserError("cannot_write", {"path": str(path)}) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return aside
