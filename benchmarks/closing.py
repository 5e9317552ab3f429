"""Closing a room of 20 for a month at 20,000 bookings: 270 displaced, planned, all moved, with undo."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing as closed
from datetime import timedelta
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.bookings import _bare
from benchmarks.houses import LAST, PER_DAY, make
from benchmarks.timing import Measure, median_ms
from coopdesk.domain.closing import Choices, Fate
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.history import Way
from coopdesk.domain.room import RoomDraft
from coopdesk.foundation.preferences import Scheme
from coopdesk.foundation.problems import Saved
from coopdesk.services import closing, rooms
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui import theme
from coopdesk.ui.closing.closing_dialog import ClosingDialog

_DAYS = 30
_DISPLACED = _DAYS * PER_DAY
_FIRST = LAST - timedelta(days=_DAYS - 1)
_CLOSURE = ClosureDraft(room_id=1, starts_at=_FIRST, ends_at=LAST + timedelta(days=1), reason="Travaux")
_TIMES = 9
# The best we know: what is in the new room then is looked up for each, and the rows are written by one statement.
_CHECK_SQL = """
    SELECT booking_id, ends_at FROM occupancy WHERE space_id = ? AND firm = 1 AND starts_at < ?
    ORDER BY starts_at DESC LIMIT 1"""
_READ_SQL = "SELECT * FROM booking WHERE room_id = 1 AND starts_at >= ? AND starts_at < ?"
_CLOSE_SQL = "INSERT INTO closure (room_id, starts_at, ends_at, is_yearly, reason) VALUES (1, ?, ?, 0, 'Travaux')"


def run(folder: Path) -> Iterator[Measure]:
    """Every figure about closing."""
    made = make(folder / "closing.coopdesk", 20_000)
    spare = rooms.add(made, RoomDraft(name="Préau", capacity=30))
    assert isinstance(spare, Saved)
    made.close()
    # The month is still to come.
    desk = open_desk(made.path, clock=lambda: _FIRST - timedelta(days=7))
    plan = closing.what_if(desk, _CLOSURE)
    assert [choice.fate for choice in plan.choices.values()] == [Fate.MOVE] * _DISPLACED
    yield Measure(
        f"what closing a room for a month displaces, {_DISPLACED} bookings",
        median_ms(lambda: closing.what_if(desk, _CLOSURE), times=_TIMES), None, 1000,
    )  # fmt: skip
    yield _save(desk, folder, plan.choices, spare.id)
    yield from _window(desk)
    desk.close()


def _window(desk: Desk) -> Iterator[Measure]:
    """The longest turn of the window's loop while the dialog looks for places, and while it closes."""
    application = QApplication.instance() or QApplication([])
    if isinstance(application, QApplication):
        theme.apply(application, Scheme.LIGHT)
    page = QWidget()
    page.show()
    saved: list[object] = []
    dialog = ClosingDialog(desk, page, room_id=1)
    dialog.saved.connect(saved.append)
    dialog.open()
    _longest(lambda: not dialog.is_looking)
    dialog.form.set_values({"starts_at": _FIRST.date(), "ends_at": LAST.date(), "reason": "Travaux"})
    pause = _longest(lambda: not dialog.is_looking)
    assert len(dialog.displaced.rows) == _DISPLACED
    yield Measure("window's longest wait, until all of them are shown", pause, None, 100)
    dialog.accept_button.click()
    yield Measure("… until it is closed", _longest(lambda: bool(saved)), None, 100)
    desk.take(Way.UNDONE)
    page.close()


def _longest(is_done: Callable[[], bool]) -> float:
    """The longest turn of the loop, in milliseconds, until something is so."""
    longest, last = 0.0, perf_counter()
    while not is_done():
        QApplication.processEvents()
        now = perf_counter()
        longest, last = max(longest, now - last), now
    return longest * 1000


def _save(desk: Desk, folder: Path, choices: Choices, spare: int) -> Measure:
    """Closed with undo, beside the same checks, rows and commit in bare SQL on a copy; taken back after each turn."""
    copy = folder / "closing-bare.coopdesk"
    with closed(sqlite3.connect(desk.path)) as source, closed(sqlite3.connect(copy)) as target:
        source.backup(target)
    bare = _bare(copy)
    bare.execute("PRAGMA journal_mode = WAL")
    mine, raw = [], []
    for _turn in range(_TIMES):
        start = perf_counter()
        assert isinstance(closing.close_room(desk, _CLOSURE, choices), Saved)
        mine.append((perf_counter() - start) * 1000)
        desk.take(Way.UNDONE)
        start = perf_counter()
        ids = _floor(bare, spare)
        raw.append((perf_counter() - start) * 1000)
        bare.executemany("UPDATE booking SET room_id = 1 WHERE id = ?", ids)
        bare.execute("DELETE FROM closure")
    bare.close()
    middle = _TIMES // 2
    return Measure(f"closed, all {_DISPLACED} moved, with undo", sorted(mine)[middle], sorted(raw)[middle], 5)


def _floor(bare: sqlite3.Connection, spare: int) -> list[tuple[int]]:
    first, end = (moment.isoformat(timespec="minutes") for moment in (_CLOSURE.starts_at, _CLOSURE.ends_at))
    bare.execute("BEGIN IMMEDIATE")
    bare.execute(_CLOSE_SQL, (first, end))
    cursor = bare.execute(_READ_SQL, (first, end))
    key, until = ([one[0] for one in cursor.description].index(name) for name in ("id", "ends_at"))
    found = cursor.fetchall()
    for row in found:
        bare.execute(_CHECK_SQL, (spare, row[until])).fetchone()
    ids = [(row[key],) for row in found]
    bare.executemany(f"UPDATE booking SET room_id = {int(spare)} WHERE id = ?", ids)
    bare.execute("COMMIT")
    return ids
