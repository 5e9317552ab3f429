"""Frees what Python keeps in circles, on the window's thread only.

Python collects in whichever thread happens to allocate, and a widget that is destroyed on a worker's thread stops its
timers from there, which Qt forbids: it may crash. So the collector is off, and a timer of the window does its work.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000
"""Milliseconds between two looks; most of them find nothing due."""


class Collector(QObject):
    """Collects now and then, as long as its parent lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        # What is loaded by now stays: only what comes is looked through.
        gc.freeze()
        timer = QTimer(self, interval=_EVERY)
        timer.timeout.connect(collect_what_is_due)
        timer.start()


def collect_what_is_due() -> None:
    """Collect the oldest generation that is due by Python's own thresholds."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, most) in enumerate(counts) if count > most]
    if due:
        gc.collect(due[-1])
