"""The log beside a file that is being written: begun where the disk allows it, ended so that one plain file is left."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from coopdesk.store import recognition
from coopdesk.store.cipher import Key


def has_log(path: Path) -> bool:
    """Whether something is still beside the file, and not in it."""
    logs = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
    return any(log.exists() and log.stat().st_size for log in logs)


def put_aside(path: Path, now: datetime) -> Path | None:
    """Give a file another name, with what SQLite keeps beside it; returns that name, None where there is no file.

    The log stays behind a file that is lost after a power cut: it is put aside by itself then. SQLite would write it
    into whatever file is there next under the same name (https://sqlite.org/howtocorrupt.html, 1.4).
    """
    stamp = now.strftime("%Y-%m-%d %Hh%Mm%S")
    aside = path.with_name(f"{path.stem} damaged {stamp}{path.suffix}")
    is_there = path.exists()
    for ending in ("-wal", "-shm", "-journal", ""):
        one = path.with_name(path.name + ending)
        if one.exists():
            one.replace(aside.with_name(aside.name + ending))
    return aside if is_there else None


def is_begun(connection: Any) -> bool:
    """Whether the file is written ahead."""
    return bool(connection.execute("PRAGMA journal_mode").fetchone() == ("wal",))


def begin(connection: Any) -> bool:
    """Write ahead; False where it does not work: no shared memory on this disk, or somebody reads at this moment."""
    try:
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        try_to_write(connection)
    except connection.OperationalError:
        return False
    return bool(mode == "wal")


def try_to_write(connection: Any) -> None:
    """See whether one may write at this moment."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("ROLLBACK")


def use_rollback_journal(path: Path, key: Key | None) -> None:
    """Do without."""
    with closing(recognition.connect(path, read_only=False, key=key)) as connection:
        # Alone with the file, SQLite needs no shared memory to end a log that was begun where there was some.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")


def end(connection: Any) -> None:
    """Fold the log into the file, with the last connection to it."""
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    except connection.DatabaseError:
        # Somebody reads at this moment, or the disk refuses: the log stays beside the file and is folded in at the next
        # opening. A damaged file must not keep its lock either.
        return
