"""What is left in circles is freed on the window's thread, whoever allocates."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from coopdesk.ui.collector import Collector, collect_what_is_due


class _Ring:
    """Something in a circle, that notes which thread freed it."""

    def __init__(self, freed_by: list[threading.Thread]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: freed_by.append(threading.current_thread()))


@pytest.fixture
def collector(qapp: QObject) -> Iterator[Collector]:
    parent = QObject()
    yield Collector(parent)
    gc.unfreeze()


def _allocate(kept: list[list[int]]) -> None:
    # Kept, since Python counts what lives: what is freed at once makes nothing due.
    kept.extend([number] for number in range(200_000))


def test_another_thread_frees_nothing_however_much_it_allocates(collector: Collector, qtbot: QtBot) -> None:
    freed_by: list[threading.Thread] = []
    kept: list[list[int]] = []
    _Ring(freed_by)
    thread = threading.Thread(target=_allocate, args=(kept,))

    thread.start()
    thread.join()
    assert freed_by == []

    timer = collector.findChild(QTimer)
    assert timer is not None
    timer.setInterval(0)
    qtbot.waitUntil(lambda: freed_by == [threading.main_thread()])


def test_nothing_is_looked_through_when_nothing_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "get_count", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "collect", lambda *_generation: pytest.fail("nothing was due"))

    collect_what_is_due()


def test_the_oldest_generation_that_is_due_is_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: (701, 11, 3))
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "collect", collected.append)

    collect_what_is_due()

    assert collected == [1]
