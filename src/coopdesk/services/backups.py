"""Backups of the house: made, found again, compared with what is there, put back."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coopdesk.domain.backup import Contents
from coopdesk.domain.listing import Subject
from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk, Kept
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
    kept = _make(desk, chosen, watch)
    store.rotate(desk.path, kept.backup)
    desk.tell_backup(kept)
    return kept


def backups(path: Path, chosen: Path | None = None) -> list[Backup]:
    """The backups of a house's file in the chosen folder and beside it, the newest first."""
    folders = {store.beside(path)} if chosen is None else {store.beside(path), chosen}
    found = [one for folder in folders for one in store.found(folder, path.stem)]
    return sorted(found, key=lambda one: one.moment, reverse=True)


def newest_good(path: Path, chosen: Path | None = None) -> Backup | None:
    """The last backup that can be read whole: what to put back when the file itself cannot."""
    return next((one for one in backups(path, chosen) if store.is_good(one.path)), None)


def is_current(desk: Desk, backup: Path) -> bool:
    """Whether nothing was done since a backup."""
    try:
        return contents_of(backup).last_act == _contents(desk).last_act
    except UserError:
        return False


def difference(desk: Desk, backup: Path) -> Difference:
    """What a restoration would change; raises UserError when the backup cannot be read."""
    return Difference(_contents(desk), contents_of(backup))


def contents_of(backup: Path) -> Contents:
    """What a backup holds; raises UserError when it cannot be read."""
    recognition.revision(backup)
    with translated(backup), closing(recognition.connect(backup, read_only=True)) as connection:
        return store.contents_of(connection)


def restore(desk: Desk, backup: Path, chosen: Path | None = None, watch: Watch | None = None) -> Restored:
    """Put a backup in the place of what the house holds, once that is backed up; not to be undone.

    Raises UserError, the house untouched: file_missing, file_not_ours, file_newer, file_damaged, and when what is
    there cannot be backed up.
    """
    if desk.is_read_only:
        raise UserError("file_read_only", {"path": str(desk.path)})
    with restoring.prepared(backup, desk.now(), watch) as prepared:
        # None rotates now: it might be the one that is being put back.
        replaced = _make(desk, chosen, watch)
        desk.restore(prepared)
    desk.tell_backup(replaced)
    return Restored(_contents(desk), replaced)


def put_back(backup: Path, path: Path, now: datetime) -> Path | None:
    """Make a house's file of a backup where there is none, or one that cannot be read whole.

    Returns where what was there is put aside.
    """
    with restoring.prepared(backup, now) as prepared:
        return restoring.put_in_place(prepared, path, now)


def is_whole(path: Path) -> bool:
    """Whether a house's file is there and can be read whole; raises UserError when it is not a house's, or newer."""
    try:
        recognition.revision(path)
        with translated(path), closing(recognition.connect(path, read_only=True)) as connection:
            return store.is_whole(connection)
    except UserError as error:
        if error.code in ("file_missing", "file_damaged"):
            return False
        raise


def folder_beside(path: Path) -> Path:
    """Where a file's backups go when no folder is chosen."""
    return store.beside(path)


def _make(desk: Desk, chosen: Path | None, watch: Watch | None) -> Kept:
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
        return store.make(store.driver(connection), desk.path, folder, desk.second(), watch)


def _contents(desk: Desk) -> Contents:
    with desk.read() as connection:
        return store.contents_of(store.driver(connection))
