"""How long a backup of 200,000 bookings keeps the window waiting: its writes, and its turn with the interpreter."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep

from benchmarks import houses
from benchmarks.timing import Measure
from coopdesk.services import backups
from coopdesk.services.desk import Desk
from coopdesk.services.house import edit_house

_BOOKINGS = 200_000
_BREATH_SECONDS = 0.002


def run(folder: Path) -> Iterator[Measure]:
    """The longest of all turns while a worker makes a backup and reads it back."""
    desk = houses.make(folder / "backups.coopdesk", _BOOKINGS)
    try:
        sheet, turns = desk.house(), count()
        pause, seconds = _longest(desk, lambda: None)
        yield Measure(f"window's longest wait, backup of {_BOOKINGS:,} bookings", pause, None, 100)
        pause, _seconds = _longest(desk, lambda: edit_house(desk, replace(sheet, address=f"{next(turns)}")))
        yield Measure("… when it writes all the while", pause, None, 100)
        yield Measure("… the whole backup, read back", seconds * 1000, None, 5000)
    finally:
        desk.close()


def _longest(desk: Desk, work: Callable[[], object]) -> tuple[float, float]:
    """The longest turn of the window in milliseconds, and how long the backup took in seconds."""
    worker = Thread(target=backups.back_up, args=(desk,))
    start = before = perf_counter()
    longest = 0.0
    worker.start()
    while worker.is_alive():
        work()
        sleep(_BREATH_SECONDS)
        now = perf_counter()
        longest, before = max(longest, now - before), now
    return (longest - _BREATH_SECONDS) * 1000, perf_counter() - start
