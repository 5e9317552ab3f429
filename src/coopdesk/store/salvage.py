"""A new file from a damaged one: every row that can be read, and a list of what could not.

The damaged file is never touched: a copy is read, its header put right. Rows go into a fresh file of the same schema,
so that every constraint and guard looks at them again; only then is it brought to the newest schema.
"""

import os
import shutil
import struct
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from coopdesk.domain.text import fold
from coopdesk.foundation.problems import UserError
from coopdesk.store import cipher, readable_rows, recognition, upgrade, write_ahead
from coopdesk.store.cipher import Key
from coopdesk.store.errors import translated
from coopdesk.store.readable_rows import Letters, quoted, trouble
from coopdesk.store.readable_values import Unreadable, Values
from coopdesk.store.schema import metadata

_MAGIC = b"SQLite format 3\x00"
_BLOCK = 4096
"""The size of our pages, and of what is given up at once where the disk itself cannot be read."""

_MOST_NUMBERS_SKIPPED = 1_000_000
"""How far beyond its last row a table's counter is believed."""


class Loss(NamedTuple):
    """One thing that did not come through whole; `key` is the record's number, « 13–27 » for a stretch of `at_most`.

    `code`: unreadable (the row is lost), refused (read, but it breaks a rule), orphan (read, but what it belongs to is
    gone), altered (kept, without the values or letters that were damaged), stand_in (lost, replaced by a bare record so
    that what refers to it is kept), table (nothing of it could be read; no key).
    """

    table: str
    code: str
    key: str
    at_most: int = 1


@dataclass(frozen=True, slots=True)
class Salvage:
    """What became of each table: how many rows were saved, and what was lost."""

    saved: dict[str, int]
    losses: tuple[Loss, ...]


def salvage(damaged: Path, new: Path, stand_in: str, key: Key | None = None) -> Salvage:
    """Write what can be read of a damaged file to a new one; `stand_in` names a lost record, with {n}.

    `key` opens the damaged file, and the new one.

    Raises UserError, nothing written: file_missing, file_not_ours, file_newer, nothing_salvaged, file_exists,
    folder_missing, cannot_write, disk_full.
    """
    if not damaged.is_file():
        raise UserError("file_missing", {"path": str(damaged)})
    if new.exists():
        raise UserError("file_exists", {"path": str(new)})
    if not new.parent.is_dir():
        raise UserError("folder_missing", {"path": str(new.parent)})
    try:
        with tempfile.TemporaryDirectory(prefix=".", suffix=".salvage", dir=new.parent) as folder:
            copy, made = Path(folder) / "copy", Path(folder) / "made"
            _copy(damaged, copy)
            if key is None:
                _mend_header(damaged, copy)
            else:
                cipher.confirm_all(copy, key)
            report = _fill(copy, made, damaged, new, stand_in, key)
            write_ahead.put_aside(new, datetime.now())
            made.rename(new)
    except OSError as error:
        raise UserError("cannot_write", {"path": str(new)}) from error
    return report


def _copy(damaged: Path, copy: Path) -> None:
    """A copy; what was being written comes along."""
    _copy_blocks(damaged, copy)
    for suffix in ("-wal", "-journal"):
        beside = damaged.with_name(damaged.name + suffix)
        if beside.is_file():
            shutil.copyfile(beside, copy.with_name(copy.name + suffix))


def _mend_header(damaged: Path, copy: Path) -> None:
    """Make the header of the copy tell what all our files share."""
    with copy.open("r+b") as stream:
        header = bytearray(stream.read(100).ljust(100, b"\0"))
        if not header.startswith(_MAGIC) and header[68:72] != recognition.APPLICATION_ID.to_bytes(4):
            raise UserError("file_not_ours", {"path": str(damaged)})
        # https://sqlite.org/fileformat2.html#the_database_header
        version = 2 if copy.with_name(copy.name + "-wal").exists() else 1
        pages = copy.stat().st_size // _BLOCK
        header[:24] = struct.pack(">16sHBBBBBB", _MAGIC, _BLOCK, version, version, 0, 64, 32, 32)
        header[28:40] = struct.pack(">III", pages, 0, 0)
        header[44:48], header[52:60] = struct.pack(">I", 4), struct.pack(">II", 0, 1)
        header[64:68], header[92:96] = bytes(4), header[24:28]
        stream.seek(0)
        stream.write(header)


def _copy_blocks(damaged: Path, copy: Path) -> None:
    """Copy block by block; what the disk itself cannot read becomes zeros."""
    with damaged.open("rb", buffering=0) as source, copy.open("wb") as target:
        for place in range(0, os.fstat(source.fileno()).st_size, _BLOCK):
            source.seek(place)
            try:
                block = source.read(_BLOCK)
            except OSError:
                block = bytes(_BLOCK)
            target.write(block)


def _fill(copy: Path, made: Path, damaged: Path, new: Path, stand_in: str, key: Key | None) -> Salvage:
    with closing(_connect(copy, key)) as source:
        letters = Letters()
        source.text_factory = letters
        # What of the schema is readable counts, the rest is passed over.
        source.execute("PRAGMA writable_schema = ON")
        revision = _revision(source, damaged)
        with translated(new):
            _start(made, revision, key)
            with closing(_connect(made, key)) as target:
                report = _Filling(source, letters, target, stand_in, damaged.stem).run()
    if not sum(report.saved.values()):
        raise UserError("nothing_salvaged", {"path": str(damaged)})
    if revision != recognition.NEWEST:
        with translated(new):
            upgrade.migrate(made, "head", key)
    return report


def _connect(path: Path, key: Key | None) -> Any:
    connection = recognition.connect(path, read_only=False, key=key)
    connection.isolation_level = None
    return connection


def _start(made: Path, revision: str, key: Key | None) -> None:
    """An empty file of the schema of the damaged one."""
    made.touch()
    with closing(_connect(made, key)) as connection:
        connection.execute(f"PRAGMA application_id = {recognition.APPLICATION_ID}")
    upgrade.migrate(made, revision, key)


def _revision(source: Any, damaged: Path) -> str:
    """The schema of the damaged file; the newest one where it cannot be read."""
    try:
        (found,) = source.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
    except trouble():
        return recognition.NEWEST
    if found in recognition.REVISIONS:
        return str(found)
    if isinstance(found, str) and found.isdecimal() and found > recognition.NEWEST:
        raise UserError("file_newer", {"path": str(damaged), "version": found})
    return recognition.NEWEST


class _Filling:
    """Takes the readable rows over, and keeps account."""

    def __init__(self, source: Any, letters: Letters, target: Any, stand_in: str, house: str) -> None:
        self._source = source
        self._letters = letters
        self._target = target
        self._stand_in = stand_in
        self._house = house
        self._saved: Counter[str] = Counter()
        self._losses: list[Loss] = []

    def run(self) -> Salvage:
        """Everything in one transaction; what rows refer to is looked at when all are there."""
        self._target.execute("PRAGMA foreign_keys = OFF")
        self._target.execute("BEGIN")
        tables = self._tables()
        for table in tables:
            self._take(table)
        if sum(self._saved.values()):
            self._complete_house()
            self._settle_references()
            self._keep_counters()
        self._target.execute("COMMIT")
        return Salvage({table: self._saved[table] for table in tables}, tuple(self._losses))

    def _tables(self) -> list[str]:
        names = self._target.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        return [name for (name,) in names if name in metadata.tables]

    def _lose(self, table: str, code: str, key: object, at_most: int = 1) -> None:
        self._losses.append(Loss(table, code, str(key), at_most))

    def _take(self, table: str) -> None:
        columns = self._columns(table)
        if not columns:
            self._lose(table, "table", "", 0)
            return
        read = readable_rows.read(self._source, table, columns, self._letters)
        if not read.rows and any(low < high for low, high in read.lost):
            # Neither rows nor anything that tells how many there were.
            self._lose(table, "table", "", 0)
            return
        for low, high in read.lost:
            self._lose(table, "unreadable", low if low == high else f"{low}–{high}", high - low + 1)
        names, places = ", ".join(map(quoted, columns)), ", ".join("?" * (len(columns) + 1))
        statement = f"INSERT INTO {quoted(table)} (rowid, {names}) VALUES ({places})"
        looked_at = Values(table, columns)
        for rowid, row in sorted(read.rows.items()):
            try:
                values, is_altered = looked_at.readable(row)
                self._target.execute(statement, (rowid, *values))
            except (self._target.Error, Unreadable) as error:
                if isinstance(error, self._target.OperationalError):
                    raise
                self._lose(table, "refused", self._key(table, rowid, columns, row))
                continue
            self._saved[table] += 1
            if is_altered or rowid in read.altered:
                self._lose(table, "altered", self._key(table, rowid, columns, row))

    def _columns(self, table: str) -> list[str]:
        """The columns both files have."""
        try:
            present = {row[1] for row in self._source.execute(f"PRAGMA table_info({quoted(table)})")}
        except trouble():
            return []
        return [row[1] for row in self._target.execute(f"PRAGMA table_info({quoted(table)})") if row[1] in present]

    def _key(self, table: str, rowid: int, columns: list[str], row: tuple[Any, ...]) -> str:
        """The number of a record, or what a row without one ties together."""
        primary = [column.name for column in metadata.tables[table].primary_key]
        if primary == ["id"]:
            return str(rowid)
        return " / ".join(str(value) for column, value in zip(columns, row, strict=True) if column in primary)

    def _complete_house(self) -> None:
        """Without its own sheet no file opens: the file's name stands in for the house's."""
        if not self._saved["house"]:
            statement = "INSERT INTO house (id, name, school_zone, time_zone) VALUES (1, ?, 'C', 'Europe/Paris')"
            self._target.execute(statement, (self._house,))
            self._lose("house", "stand_in", 1)

    def _settle_references(self) -> None:
        """Give lost organisations, rooms and articles a stand-in; leave out what else lost what it belongs to."""
        while orphans := self._target.execute("PRAGMA foreign_key_check").fetchall():
            for table, rowid, parent, number in orphans:
                key = self._reference(table, rowid, number)
                if key is None or not self._stand_in_for(parent, key):
                    self._leave_out(table, rowid)

    def _reference(self, table: str, rowid: int, number: int) -> int | None:
        """The key of the parent a row refers to, None when the row has gone meanwhile or the key is none."""
        columns = {row[0]: row[3] for row in self._target.execute(f"PRAGMA foreign_key_list({quoted(table)})")}
        row = self._target.execute(
            f"SELECT {quoted(columns[number])} FROM {quoted(table)} WHERE rowid = ?", (rowid,)
        ).fetchone()
        return row[0] if row and isinstance(row[0], int) and row[0] > 0 else None

    def _stand_in_for(self, table: str, key: int) -> bool:
        """Put a bare record in the place of a lost one; False where it would have to invent."""
        values = _BARE.get(table)
        if values is None:
            return False
        name = self._stand_in.format(n=key)
        row: dict[str, Any] = {"id": key, "name": name, "name_folded": fold(name), **values}
        made = self._target.execute(
            f"INSERT OR IGNORE INTO {quoted(table)} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            tuple(row.values()),
        )
        if made.rowcount:
            self._lose(table, "stand_in", key)
        return bool(self._target.execute(f"SELECT 1 FROM {quoted(table)} WHERE id = ?", (key,)).fetchone())

    def _leave_out(self, table: str, rowid: int) -> None:
        columns = [column.name for column in metadata.tables[table].columns]
        present = {row[1] for row in self._target.execute(f"PRAGMA table_info({quoted(table)})")}
        columns = [column for column in columns if column in present]
        names = ", ".join(map(quoted, columns))
        row = self._target.execute(f"SELECT {names} FROM {quoted(table)} WHERE rowid = ?", (rowid,)).fetchone()
        if row is None:
            return
        self._target.execute(f"DELETE FROM {quoted(table)} WHERE rowid = ?", (rowid,))
        self._saved[table] -= 1
        self._lose(table, "orphan", self._key(table, rowid, columns, row))

    def _keep_counters(self) -> None:
        """A number that was given never names another record, even when its own is lost."""
        for name, last in self._counters():
            found = self._target.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)).fetchone()
            if found is None:
                self._target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))
            elif found[0] < last < found[0] + _MOST_NUMBERS_SKIPPED:
                self._target.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (last, name))

    def _counters(self) -> Iterator[tuple[str, int]]:
        try:
            rows = self._source.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        except trouble():
            return
        counted = {table.name for table in metadata.tables.values() if table.dialect_options["sqlite"]["autoincrement"]}
        for name, last in rows:
            if name in counted and isinstance(last, int) and 0 < last < 2**53:
                yield name, last


_BARE: dict[str, dict[str, str | int]] = {
    "organisation": {"kind": "other"},
    "room": {"capacity": 1, "is_accessible": 0},
    # Out of use, so that nobody lends what nobody knows.
    "equipment": {"tracking": "lot", "quantity": 1, "out_of_order": 0, "condition": "retired"},
}
"""The registers others refer to, and what a record of them needs besides its name."""
