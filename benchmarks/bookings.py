"""Plannings and conflicts at 20 rooms, 20,000 and 200,000 bookings."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.houses import LAST, WEEK, make
from benchmarks.timing import Measure, interleaved_ms, median_ms
from coopdesk.domain.booking import BookingDraft
from coopdesk.domain.period import Interval
from coopdesk.foundation.problems import Saved
from coopdesk.services import bookings
from coopdesk.services.desk import Desk
from coopdesk.store import occupancy
from coopdesk.store.occupancy import Wish

_WEEK_SQL = """
    SELECT b.id, b.room_id, b.organisation_id, b.starts_at, b.ends_at, b.kind, b.state, b.purpose,
           b.expected_persons, b.option_until, r.name, o.name, b.series_id, b.buffer_before, b.buffer_after,
           b.reason_code, b.reason, b.layout
    FROM booking b JOIN room r ON r.id = b.room_id LEFT JOIN organisation o ON o.id = b.organisation_id
    WHERE b.starts_at >= ? AND b.starts_at < ?
    UNION ALL
    SELECT b.id, b.room_id, b.organisation_id, b.starts_at, b.ends_at, b.kind, b.state, b.purpose,
           b.expected_persons, b.option_until, r.name, o.name, b.series_id, b.buffer_before, b.buffer_after,
           b.reason_code, b.reason, b.layout
    FROM booking b JOIN room r ON r.id = b.room_id LEFT JOIN organisation o ON o.id = b.organisation_id
    WHERE substr(b.starts_at, 1, 10) <> substr(b.ends_at, 1, 10) AND b.ends_at > ? AND b.starts_at < ?"""
_CONFLICT_SQL = """
    SELECT booking_id, ends_at FROM occupancy WHERE space_id = ? AND firm = 1 AND starts_at < ?
    ORDER BY starts_at DESC LIMIT 1"""
_INSERT_SQL = """
    INSERT INTO booking(room_id, organisation_id, starts_at, ends_at, kind, purpose, state, notes)
    VALUES (3, 7, ?, ?, 'meeting', 'Réunion de quartier', 'confirmed', '')"""


def run(folder: Path) -> Iterator[Measure]:
    """Every figure about bookings."""
    for number in (20_000, 200_000):
        desk = make(folder / f"{number}.coopdesk", number)
        with closing(_bare(desk.path)) as bare:
            yield _week(desk, bare, number)
            yield _conflict(desk, number)
            yield _conflict_sql(bare, number)
        yield _save(desk, folder, number)
        desk.close()


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("cache_size = -64000", "mmap_size = 268435456", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _week(desk: Desk, bare: sqlite3.Connection, number: int) -> Measure:
    first, end = WEEK.isoformat(timespec="minutes"), (WEEK + timedelta(days=7)).isoformat(timespec="minutes")
    during = Interval(WEEK, WEEK + timedelta(days=7))
    if number < 100_000:
        start = LAST - timedelta(days=60)
        during = Interval(start, start + timedelta(days=7))
        first, end = (one.isoformat(timespec="minutes") for one in (during.start, during.end))
    ours, floor = interleaved_ms(
        lambda: bookings.between(desk, during),
        lambda: bare.execute(_WEEK_SQL, (first, end, first, first)).fetchall(),
        times=101,
    )
    return Measure(f"week of 20 rooms, {number:,} bookings", ours, floor, 2)


def _draft(hour: int) -> BookingDraft:
    starts_at = LAST - timedelta(days=30) + timedelta(hours=8, minutes=90 * hour + 75)
    return BookingDraft(
        room_id=3,
        organisation_id=7,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=15),
        purpose="Réunion de quartier",
    )


def _conflict(desk: Desk, number: int) -> Measure:
    draft = _draft(3)
    wish = Wish(draft.room_id, draft.organisation_id, draft.is_firm, (draft.interval,))
    with desk.read() as connection:
        ms = median_ms(lambda: occupancy.clashes(connection, wish), times=501)
    return Measure(f"conflict check of one booking, through Core, {number:,} bookings", ms, None, 0.2)


def _conflict_sql(bare: sqlite3.Connection, number: int) -> Measure:
    end = _draft(3).ends_at.isoformat(timespec="minutes")
    ms = median_ms(lambda: bare.execute(_CONFLICT_SQL, (3, end)).fetchone(), times=501)
    return Measure(f"  of which bare SQL, {number:,} bookings", ms, None, 0.1)


def _save(desk: Desk, folder: Path, number: int) -> Measure:
    """A booking saved whole, beside the same check, insert, search row and commit in bare SQL on a copy."""
    copy = folder / f"{number}-bare.coopdesk"
    with closing(sqlite3.connect(desk.path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    bare = _bare(copy)
    bare.execute("PRAGMA journal_mode = WAL")
    drafts = [_draft(n % 9) for n in range(400)]
    ours_next, bare_next = iter(enumerate(drafts)), iter(enumerate(drafts))

    def moved(numbered: tuple[int, BookingDraft]) -> tuple[int, BookingDraft]:
        n, draft = numbered
        return n // 9, draft

    def ours() -> None:
        shift, draft = moved(next(ours_next))
        day = timedelta(days=1000 + shift)
        outcome = bookings.book(desk, replace(draft, starts_at=draft.starts_at + day, ends_at=draft.ends_at + day))
        assert isinstance(outcome, Saved)

    def floor() -> None:
        shift, draft = moved(next(bare_next))
        day = timedelta(days=1000 + shift)
        start, end = ((one + day).isoformat(timespec="minutes") for one in (draft.starts_at, draft.ends_at))
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(_CONFLICT_SQL, (3, end)).fetchone()
        bare.execute(_INSERT_SQL, (start, end))
        bare.execute("COMMIT")

    mine, raw = interleaved_ms(ours, floor, times=201)
    bare.close()
    return Measure(f"one booking saved, {number:,} bookings", mine, raw, 3)
