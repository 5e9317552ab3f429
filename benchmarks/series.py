"""A series of 52 dates at 20 rooms, 20,000 and 200,000 bookings: who is in its way, planned, saved with undo."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path

from benchmarks.bookings import _bare
from benchmarks.houses import LAST, make
from benchmarks.timing import Measure, interleaved_ms, median_ms
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.period import Interval
from coopdesk.domain.series import SeriesDraft
from coopdesk.foundation.problems import Saved
from coopdesk.services import series
from coopdesk.services.desk import Desk
from coopdesk.services.series_planning import days_of, plan
from coopdesk.store import occupancy
from coopdesk.store.occupancy import Wish

_DATES = 52
_ROOM, _ORGANISATION = 3, 7
# The best we know: the last firm one that starts before the end, and the options that the longest stretch allows.
_CHECK_SQL = """
    SELECT booking_id FROM (SELECT booking_id, ends_at FROM occupancy
                            WHERE space_id = 3 AND firm = 1 AND starts_at < ?1 ORDER BY starts_at DESC LIMIT 1)
    WHERE ends_at > ?2
    UNION ALL
    SELECT booking_id FROM occupancy
    WHERE space_id = 3 AND firm = 0 AND starts_at < ?1 AND starts_at > strftime('%Y-%m-%dT%H:%M', ?2, '-33 days')
      AND ends_at > ?2"""
_SERIES_SQL = """
    INSERT INTO series (room_id, organisation_id, kind, purpose, rule, starts_on, starts_at, ends_at, days_over,
                        school_holidays, bank_holidays, notes)
    VALUES (3, 7, 'meeting', 'Réunion', 'FREQ=DAILY;COUNT=52', ?, '09:15', '09:30', 0, 'keep', 'keep', '')"""
_DATE_SQL = """
    INSERT INTO booking (room_id, organisation_id, series_id, occurrence_on, starts_at, ends_at, kind, purpose, state)
    VALUES (3, 7, ?, ?, ?, ?, 'meeting', 'Réunion', 'confirmed')"""


def run(folder: Path) -> Iterator[Measure]:
    """Every figure about series."""
    for number in (20_000, 200_000):
        desk = make(folder / f"series-{number}.coopdesk", number)
        with closing(_bare(desk.path)) as bare:
            yield _check(desk, bare, number)
        yield _plan(desk, number)
        yield _save(desk, folder, number)
        desk.close()


def _draft(start: date) -> SeriesDraft:
    """A quarter of an hour each day, between two bookings of the house."""
    return SeriesDraft(
        organisation_id=_ORGANISATION,
        room_id=_ROOM,
        purpose="Réunion",
        rule=f"FREQ=DAILY;COUNT={_DATES}",
        starts_on=start,
        starts_at=time(9, 15),
        ends_at=time(9, 30),
        school_holidays=HolidayRule.KEEP,
        bank_holidays=HolidayRule.KEEP,
    )


def _sessions(draft: SeriesDraft) -> list[Interval]:
    return [draft.session_on(day) for day in days_of(draft)]


def _texts(sessions: list[Interval]) -> list[tuple[str, str]]:
    return [(one.start.isoformat(timespec="minutes"), one.end.isoformat(timespec="minutes")) for one in sessions]


def _check(desk: Desk, bare: sqlite3.Connection, number: int) -> Measure:
    sessions = _sessions(_draft((LAST - timedelta(days=80)).date()))
    wish, texts = Wish(_ROOM, _ORGANISATION, is_firm=True, sessions=sessions), _texts(sessions)
    with desk.read() as connection:
        ours, floor = interleaved_ms(
            lambda: occupancy.clashes(connection, wish),
            lambda: [bare.execute(_CHECK_SQL, (end, start)).fetchall() for start, end in texts],
            times=201,
        )
    return Measure(f"conflict check of a series of {_DATES}, {number:,} bookings", ours, floor, 3)


def _plan(desk: Desk, number: int) -> Measure:
    draft = _draft((LAST - timedelta(days=80)).date())
    return Measure(
        f"  planned whole, holidays and papers, {number:,} bookings", median_ms(lambda: plan(desk, draft)), None, 30
    )


def _save(desk: Desk, folder: Path, number: int) -> Measure:
    """A series saved with undo, beside the same checks, rows and commit in bare SQL on a copy."""
    copy = folder / f"series-{number}-bare.coopdesk"
    with closing(sqlite3.connect(desk.path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    bare = _bare(copy)
    bare.execute("PRAGMA journal_mode = WAL")
    ours_next, bare_next = count(1), count(1)

    def start(turn: int) -> date:
        return (LAST + timedelta(days=turn * (_DATES + 1))).date()

    def ours() -> None:
        assert isinstance(series.book_series(desk, _draft(start(next(ours_next)))), Saved)

    def floor() -> None:
        first = start(next(bare_next))
        texts = _texts([_draft(first).session_on(first + timedelta(days=n)) for n in range(_DATES)])
        bare.execute("BEGIN IMMEDIATE")
        for begins, ends in texts:
            bare.execute(_CHECK_SQL, (ends, begins)).fetchall()
        key = bare.execute(_SERIES_SQL, (first.isoformat(),)).lastrowid
        bare.executemany(_DATE_SQL, [(key, begins[:10], begins, ends) for begins, ends in texts])
        bare.execute("COMMIT")

    mine, raw = interleaved_ms(ours, floor, times=41)
    bare.close()
    return Measure(f"a series of {_DATES} saved with undo, {number:,} bookings", mine, raw, 5)
