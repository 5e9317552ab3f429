"""Backups of the house: made, found again, compared with what is there, put back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coopdesk.domain.backup import Contents
from coopdesk.domain.listing import Subject
from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk, Kept, Key
from coopdesk.store import backup as store
from coopdesk.store import recognition, restoring
from coopdesk.store.backup import Backup, Watch
from coopdesk.store.errors import translated

__all__ = ["Backup", "Contents", "Kept", "Watch"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What the house holds now, beside what it would hold after a restoration."""

    now: Contents
    then: Contents

    @property
    def counts(self) -> Mapping[Subject, tuple[int, int]]:
        """By register, how many records there are and how many there would be."""
        return {subject: (self.now.counts[subject], self.then.counts[subject]) for subject in Subject}


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of the house: `replaced` is the backup of what it held before."""

    contents: Contents
    replaced: Kept


def back_up(desk: Desk, chosen: Path | None = None, watch: Watch | None = None) -> Kept:
    """Back the house up in the chosen folder, or beside its file where that cannot be; old backups rotate afterwards.

    The chosen folder is never made: a stick that is not plugged in must not become a folder of the disk.
    """
    kept = keep(desk, chosen, watch)
    store.rotate(desk.path, kept.backup, desk.key)
    desk.tell_backup(kept)
    return kept


def backups(path: Path, chosen: Path | None = None) -> list[Backup]:
    """The backups of a house's file in the chosen folder and beside it, the newest first."""
    folders = {store.beside(path)} if chosen is None else {store.beside(path), chosen}
    found = [one for folder in folders for one in store.found(folder, path.stem)]
    return sorted(found, key=lambda one: one.moment, reverse=True)


def newest_good(path: Path, chosen: Path | None = None, key: Key | None = None) -> Backup | None:
    """The last backup that can be read whole, by this key or plain: what to put back when the file itself cannot."""
    return next((one for one in backups(path, chosen) if store.is_good(one.path, key)), None)


def is_current(desk: Desk, backup: Path) -> bool:
    """Whether nothing was done since a backup."""
    try:
        return contents_of(backup, desk.key).last_act == _contents(desk).last_act
    except UserError:
        return False


def difference(desk: Desk, backup: Path, key: Key | None = None) -> Difference:
    """What a restoration would change; raises UserError when the backup cannot be read.

    `key` opens the backup where the house's own does not.
    """
    return Difference(_contents(desk), contents_of(backup, key or desk.key))


def contents_of(backup: Path, key: Key | None = None) -> Contents:
    """What a backup holds; raises UserError when it cannot be read, password_needed when this key does not open it."""
    with translated(backup), recognition.opened(backup, key) as connection:
        return store.contents_of(connection)


def restore(
    desk: Desk, backup: Path, chosen: Path | None = None, watch: Watch | None = None, key: Key | None = None
) -> Restored:
    """Put a backup in the place of what the house holds, once that is backed up; not to be undone.

    The house keeps its password, or its having none, whatever the backup's. Raises UserError, the house untouched:
    file_missing, file_not_ours, file_newer, file_damaged, password_needed, and when what is there cannot be backed up.
    """
    if desk.is_read_only:
        raise UserError("file_read_only", {"path": str(desk.path)})
    with restoring.prepared(backup, desk.now(), watch, key=key or desk.key, target_key=desk.key) as prepared:
        # None rotates now: it might be the one that is being put back.
        replaced = keep(desk, chosen, watch)
        desk.restore(prepared)
    desk.tell_backup(replaced)
    return Restored(_contents(desk), replaced)


def put_back(backup: Path, path: Path, now: datetime, key: Key | None = None) -> Path | None:
    """Make a house's file of a backup where there is none, or one that cannot be read whole; `key` opens both.

    Returns where what was there is put aside.
    """
    key = recognition.fitting(backup, key) if backup.is_file() else None
    with restoring.prepared(backup, now, key=key, target_key=key) as prepared:
        return restoring.put_in_place(prepared, path, now, key)


def is_whole(path: Path, key: Key | None = None) -> bool:
    """Whether a house's file is there and can be read whole; raises UserError when it is not a house's, or newer."""
    try:
        with translated(path), recognition.opened(path, key) as connection:
            return store.is_whole(connection)
    except UserError as error:
        if error.code in ("file_missing", "file_damaged"):
            return False
        raise


def folder_beside(path: Path) -> Path:
    """Where a file's backups go when no folder is chosen."""
    return store.beside(path)


def keep(desk: Desk, chosen: Path | None, watch: Watch | None) -> Kept:
    """Back the house up as `back_up` does, and let no other backup go."""
    beside = store.beside(desk.path)
    if chosen is None or chosen == beside:
        return Kept(_make_in(desk, beside, watch))
    try:
        if not chosen.is_dir():
            raise UserError("folder_missing", {"path": str(chosen)})
        return Kept(_make_in(desk, chosen, watch))
    except UserError as trouble:
        return Kept(_make_in(desk, beside, watch), trouble)


def _make_in(desk: Desk, folder: Path, watch: Watch | None) -> Backup:
    with desk.read() as connection:
        return store.make(store.driver(connection), desk.path, folder, desk.second(), watch, key=desk.key)


def _contents(desk: Desk) -> Contents:
    with desk.read() as connection:
        return store.contents_of(store.driver(connection))
