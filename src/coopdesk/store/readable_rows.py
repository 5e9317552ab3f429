"""The rows of a damaged table that can still be read: around its unreadable pages, or through its indexes.

A table is a tree of pages by rowid. Where a page is damaged SQLite stops; it is asked again from the other end, then
beyond the gap, until only what cannot be read is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from coopdesk.store import cipher

_LAST = 2**63 - 1
_BEYOND = 1_000
"""How far after the last row that was read others are looked for, when nothing tells how many there were."""

_PATIENCE = 20_000
"""How many times one table is asked again: a damaged number may pretend to a gap without end."""


def trouble() -> tuple[type[Exception], ...]:
    """What a damaged page causes, for `except`; a UnicodeDecodeError where SQLite's own message quotes it."""
    return cipher.errors(UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read of a table, by rowid.

    `lost` has the first and last rowid of each stretch that could not be; `altered` the rows with letters that were
    none.
    """

    rows: dict[int, tuple[Any, ...]]
    lost: tuple[tuple[int, int], ...]
    altered: frozenset[int]


class Letters:
    """Reads texts; one with bytes that are no letters is kept, and noticed."""

    def __init__(self) -> None:
        self.were_wrong = False

    def __call__(self, data: bytes) -> str:
        """The text, with the replacement character where there was no letter."""
        try:
            return data.decode()
        except UnicodeDecodeError:
            self.were_wrong = True
            return data.decode(errors="replace")


def quoted(name: str) -> str:
    """A name as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def read(connection: Any, table: str, columns: Sequence[str], letters: Letters) -> Rows:
    """Every row of a table that can be read; `letters` is the connection's text factory."""
    return _Reader(connection, table, columns, letters).read()


class _Reader:
    """Asks for the rows of one table, and keeps what comes."""

    def __init__(self, connection: Any, table: str, columns: Sequence[str], letters: Letters) -> None:
        self._connection = connection
        self._table = table
        self._columns = columns
        self._letters = letters
        self._rows: dict[int, tuple[Any, ...]] = {}
        self._altered: set[int] = set()
        self._patience = _PATIENCE

    def read(self) -> Rows:
        """Read from both ends, then what the indexes know of, else what is between."""
        is_whole, _ = self._walk(1, _LAST)
        if not is_whole:
            self._walk(1, _LAST, backwards=True)
        keys, are_all = self._keys()
        lost: list[tuple[int, int]] = []
        # A pointer that leads to the wrong page hides rows without any error: the indexes still know them.
        if are_all and (not is_whole or len(keys) > len(self._rows)):
            lost = self._fetch(keys)
        elif not is_whole:
            lost = self._search(keys)
        return Rows(self._rows, tuple(lost), frozenset(self._altered))

    def _fetch(self, keys: set[int]) -> list[tuple[int, int]]:
        """Ask for the rows an index knows, one by one; gives those that are lost."""
        missing = sorted(keys - self._rows.keys())
        for key in missing:
            self._walk(key, key)
        self._read_indexes()
        return [(key, key) for key in missing if key not in self._rows]

    def _search(self, keys: set[int]) -> list[tuple[int, int]]:
        """Look for rows in the gaps; gives the gaps that stay, the last without knowing its end."""
        last = max((*self._rows, *keys, 0))
        last = max(last, self._last_given() or last + _BEYOND)
        gaps = list(self._gaps(1, last))
        self._read_indexes()
        return _joined(gaps, self._rows)

    def _gaps(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """The stretches between two rowids where nothing can be read."""
        is_whole, after = self._walk(low, high)
        if is_whole:
            return
        _, before = self._walk(low, high, backwards=True)
        low = low if after is None else after + 1
        high = high if before is None else before - 1
        if low > high:
            return
        self._patience -= 1
        if low == high or self._patience < 0:
            yield low, high
            return
        middle = (low + high) // 2
        yield from self._gaps(low, middle)
        yield from self._gaps(middle + 1, high)

    def _walk(self, low: int, high: int, *, backwards: bool = False) -> tuple[bool, int | None]:
        """Read rows in order; gives whether the end was reached, and the last rowid that was."""
        order = "DESC" if backwards else "ASC"
        source = f"{quoted(self._table)} NOT INDEXED WHERE rowid BETWEEN {low} AND {high} ORDER BY rowid {order}"
        last = None
        try:
            for key in self._take(source):
                if last is not None and (key < last) is not backwards:
                    # Rowids that turn back: a page is reached a second time.
                    return False, last
                last = key
        except trouble():
            return False, last
        return True, last

    def _take(self, source: str) -> Iterator[int]:
        """Keep the rows of a query, the first of each rowid; gives their rowids as they come."""
        self._letters.were_wrong = False
        for key, *values in self._connection.execute(
            f"SELECT rowid, {', '.join(map(quoted, self._columns))} FROM {source}"
        ):
            if key not in self._rows:
                self._rows[key] = tuple(values)
                if self._letters.were_wrong:
                    self._altered.add(key)
            self._letters.were_wrong = False
            yield key

    def _keys(self) -> tuple[set[int], bool]:
        """The rowids that the indexes know, and whether one of them could be read to its end."""
        keys: set[int] = set()
        for name, _columns in self._indexes():
            found: set[int] = set()
            try:
                for (key,) in self._connection.execute(
                    f"SELECT rowid FROM {quoted(self._table)} INDEXED BY {quoted(name)}"
                ):
                    found.add(key)
            except trouble():
                keys |= found
                continue
            return found, True
        return keys, False

    def _read_indexes(self) -> None:
        """Take whole rows from an index that holds all their columns."""
        for name, columns in self._indexes():
            if not set(self._columns) <= set(columns):
                continue
            for order in ("ASC", "DESC"):
                by = ", ".join(f"{quoted(column)} {order}" for column in columns)
                try:
                    for _key in self._take(f"{quoted(self._table)} INDEXED BY {quoted(name)} ORDER BY {by}"):
                        pass
                except trouble():
                    continue

    def _indexes(self) -> list[tuple[str, list[str]]]:
        """The indexes that know every row, and their columns."""
        ask = self._connection.execute
        try:
            names = [row[1] for row in ask(f"PRAGMA index_list({quoted(self._table)})") if not row[4]]
            return [(name, [row[2] for row in ask(f"PRAGMA index_info({quoted(name)})")]) for name in names]
        except trouble():
            return []

    def _last_given(self) -> int | None:
        """The last number that was given to a row of the table, where the file still knows it."""
        try:
            row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (self._table,)).fetchone()
        except trouble():
            return None
        return row[0] if row and isinstance(row[0], int) else None


def _joined(gaps: list[tuple[int, int]], rows: dict[int, tuple[Any, ...]]) -> list[tuple[int, int]]:
    """Gaps that touch one another as one; without those whose row was found by another way."""
    joined: list[tuple[int, int]] = []
    for low, high in gaps:
        if low == high and low in rows:
            continue
        if joined and joined[-1][1] + 1 == low:
            low = joined.pop()[0]  # noqa: PLW2901 - the joined gap begins there
        joined.append((low, high))
    return joined
