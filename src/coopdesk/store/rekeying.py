"""The password of an open file set, changed or taken off.

A copy of the whole content is encrypted beside the file, compared with what it was made from value by value, and moved
into its place: a power cut leaves all of the former file or all of the new one. Readers are kept out for that last
moment only, and the lock is never let go.
"""

from contextlib import ExitStack
from pathlib import Path

from coopdesk.foundation.problems import UserError
from coopdesk.store import backup, cipher, recognition
from coopdesk.store.cipher import Key
from coopdesk.store.database import Database
from coopdesk.store.errors import translated


def rekey(database: Database, whole_copy: Path, key: Key | None) -> None:
    """Put a file under another key, None for none, by way of a backup of what it holds at this moment.

    Raises UserError, the file as it was: file_damaged, file_locked, disk_full, cannot_write.
    """
    try:
        with ExitStack() as stack:
            beside = stack.enter_context(cipher.replacing(database.path))
            cipher.convert(whole_copy, database.key, beside, key)
            database.exchange(key, stack.close)
    except OSError as error:
        raise UserError("cannot_write", {"path": str(database.path)}) from error
    backup.settle_folder(database.path.parent)


def rekey_backup(path: Path, former: Key | None, key: Key | None) -> None:
    """Put a backup that `former` opens under another key; it keeps its name. Raises UserError, the backup as it was."""
    recognition.revision(path, former)
    try:
        with translated(path), cipher.replacing(path) as beside:
            cipher.convert(path, recognition.fitting(path, former), beside, key)
    except OSError as error:
        raise UserError("cannot_write", {"path": str(path)}) from error
