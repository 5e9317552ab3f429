"""An open house: what every use case and every query is given first."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.domain.history import Act, Way
from coopdesk.domain.house import House
from coopdesk.domain.operation import Operation
from coopdesk.foundation.problems import UserError
from coopdesk.store import database
from coopdesk.store.cipher import Key
from coopdesk.store.database import Database, Glance
from coopdesk.store.lock import Presence
from coopdesk.store.morning import Morning

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from coopdesk.domain.typology import Typologies
    from coopdesk.store.backup import Backup
    from coopdesk.store.unit_of_work import UnitOfWork

__all__ = ["Glance", "Key", "Presence"]


def every_table() -> frozenset[str]:
    """What may have changed when another program wrote."""
    from coopdesk.store.schema import metadata  # noqa: PLC0415 - see `Desk.morning`

    return frozenset(metadata.tables)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a use case wrote: its name, the tables it touched, and whether it was done, undone or redone."""

    operation: Operation
    tables: frozenset[str]
    way: Way = Way.DONE


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that was made; `trouble` says why it is not in the folder that was chosen."""

    backup: "Backup"
    trouble: UserError | None = None


class Desk:
    """One open file, its clock, and those who want to hear of changes."""

    def __init__(self, opened: Database, clock: Callable[[], datetime]) -> None:
        self._database = opened
        self._clock = clock
        self._listeners: list[Callable[[Changes], None]] = []
        self._backup_listeners: list[Callable[[Kept], None]] = []
        self._access_listeners: list[Callable[[], None]] = []
        opened.on_access = self._tell_access

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    @property
    def key(self) -> Key | None:
        """What the file opens with, None when it has no password."""
        return self._database.key

    @property
    def is_read_only(self) -> bool:
        """Whether it may only be read: write-protected, held by another PC, or lost to it."""
        return self._database.is_read_only

    @property
    def held_by(self) -> str:
        """Who else holds the file, "" when nobody does or it cannot be told."""
        holder = self._database.held_by
        return "" if holder is None else holder.who

    @property
    def held_since(self) -> datetime | None:
        """Since when somebody else holds the file."""
        holder = self._database.held_by
        return None if holder is None else datetime.fromisoformat(holder.since)

    @property
    def typologies(self) -> "Typologies":
        """The typologies actions are coded and printed by."""
        from coopdesk.services import typologies  # noqa: PLC0415 - the first page shows none

        return typologies.load()

    def now(self) -> datetime:
        """The house's wall clock, to the minute."""
        return self._clock().replace(second=0, microsecond=0)

    def second(self) -> datetime:
        """The house's wall clock, to the second: what a backup is called by."""
        return self._clock().replace(microsecond=0)

    def today(self) -> date:
        """The house's date."""
        return self._clock().date()

    def house(self) -> House:
        """The house's own sheet."""
        from coopdesk.store import house  # noqa: PLC0415 - see `morning`

        with self.read() as connection:
            return house.read(connection)

    def house_name(self) -> str:
        """What the window is called by."""
        with self.morning() as morning:
            return morning.house_name()

    def listen(self, listener: Callable[[Changes], None]) -> None:
        """Call this after each write, in the thread that wrote."""
        self._listeners.append(listener)

    def listen_for_access(self, listener: Callable[[], None]) -> None:
        """Call this when the right to write is lost or taken over, in the thread that found out."""
        self._access_listeners.append(listener)

    def look(self) -> Glance:
        """What others did to a file that may only be read here; to be asked every few seconds."""
        return self._database.look()

    def take_over(self) -> None:
        """Become the one who writes; raises UserError file_held when the holder is there after all."""
        self._database.take_over()

    @contextmanager
    def read(self) -> "Iterator[Connection]":
        """One state of the file, for queries."""
        with self._database.reading() as connection:
            yield connection

    @contextmanager
    def morning(self) -> Iterator[Morning]:
        """One state of the file, for what the first page shows: SQLAlchemy is imported after it is painted."""
        with self._database.reading_bare() as connection:
            yield Morning(connection)

    @contextmanager
    def write(self, operation: Operation) -> "Iterator[UnitOfWork]":
        """One use case, one transaction; without `commit()` nothing is written. Listeners hear of it afterwards."""
        from coopdesk.store import unit_of_work  # noqa: PLC0415 - see `morning`

        with unit_of_work.begin(self._database, operation, self.now()) as unit:
            yield unit
        if unit.is_committed and unit.touched:
            self._tell(Changes(operation, unit.touched))

    def next_act(self, way: Way) -> Act | None:
        """The act that undoing (`Way.UNDONE`), or redoing, would take."""
        step = self._database.history.next(way)
        return None if step is None else step.act

    @property
    def barrier(self) -> Operation | None:
        """The act of this session that cannot be taken back, nor anything before it."""
        return self._database.history.barrier

    def take(self, way: Way) -> Act | None:
        """Undo or redo the next act; raises UserError changed_elsewhere when another program wrote in between."""
        from coopdesk.store import unit_of_work  # noqa: PLC0415 - see `morning`

        taken = unit_of_work.replay(self._database, way, self.now())
        if taken is None:
            return None
        act, tables = taken
        self._tell(Changes(act.operation, tables, way))
        return act

    def _tell_access(self) -> None:
        for listener in self._access_listeners:
            listener()

    def restore(self, prepared: Path) -> None:
        """Put all that a prepared file holds (store.restoring) in the place of what is here; nothing can be undone."""
        from coopdesk.store import restoring  # noqa: PLC0415 - seldom needed

        restoring.replace(self._database, prepared)
        self._tell(Changes(Operation.RESTORE_BACKUP, every_table()))

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Nobody writes while this runs."""
        with self._database.standing_still():
            yield

    def rekey(self, whole_copy: Path, key: Key | None, operation: Operation) -> None:
        """Put the file under another key by way of a backup of what it holds now; nothing can be undone."""
        from coopdesk.store import rekeying  # noqa: PLC0415 - seldom needed

        rekeying.rekey(self._database, whole_copy, key)
        with self.write(operation) as unit:
            unit.commit()
        self._database.history.clear(operation)
        self._tell(Changes(operation, every_table()))

    def unlock(self, key: Key | None) -> None:
        """Go on reading a file whose password was changed on another computer."""
        self._database.unlock(key)
        self._tell_access()

    def listen_to_backups(self, listener: Callable[[Kept], None]) -> None:
        """Call this after each backup, in the thread that made it."""
        self._backup_listeners.append(listener)

    def tell_backup(self, kept: Kept) -> None:
        """Say that a backup was made."""
        for listener in self._backup_listeners:
            listener(kept)

    def _tell(self, changes: Changes) -> None:
        for listener in self._listeners:
            listener(changes)

    def close(self) -> None:
        """Close the file and let the next one write."""
        self._database.close()


def open_desk(
    path: Path,
    *,
    key: Key | None = None,
    read_only: bool = False,
    write_ahead: bool = True,
    clock: Callable[[], datetime] = datetime.now,
) -> Desk:
    """Open a house's file; raises UserError when it cannot be opened, password_needed where `key` does not open it."""
    return Desk(database.open_file(path, key=key, read_only=read_only, write_ahead=write_ahead), clock)


def create_desk(path: Path, house: House, *, clock: Callable[[], datetime] = datetime.now) -> Desk:
    """Make a new house's file; raises UserError when there is one already or the folder cannot be written."""
    from coopdesk.store import house as store  # noqa: PLC0415 - once in the life of a house

    desk = Desk(database.create(path), clock)
    with desk.write(Operation.START_HOUSE) as unit:
        # Other calendars tell the bookings of this house by it.
        store.write(unit.connection, house if house.uid else replace(house, uid=os.urandom(16).hex()))
        unit.commit()
    return desk
