"""What holds for every test: no screen, no network, no settings of the user's, nothing left behind.

A file left open is a ResourceWarning, which pytest's `filterwarnings = error` turns into a failure.
"""

import gc
import logging
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from tests.builders import a_desk

from coopdesk.foundation import logs
from coopdesk.services.desk import Desk
from coopdesk.store import cipher
from coopdesk.ui.collector import collect_what_is_due

# Before any application of Qt's is made, which reads it once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("ci" if os.environ.get("CI") else "local")

# How long a thread that was told to stop may take to do so.
THREAD_GRACE_SECONDS = 2.0


def pytest_configure(config: pytest.Config) -> None:
    """Declare our marker."""
    config.addinivalue_line(
        "markers", "expects_log(part): the test causes a warning in the log that contains this text"
    )
    # As in the window: what Qt made must not be freed by a thread that happens to allocate (ui/collector.py).
    gc.disable()
    config.addinivalue_line("markers", "all_rounds: the test derives its keys as slowly as the program does")


def pytest_runtest_teardown() -> None:
    """Free what the test left in circles, on the thread that made it."""
    collect_what_is_due()


class _Warnings(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def few_rounds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of a second for each key is for those who guess, not for the tests."""
    if "all_rounds" not in request.keywords:
        monkeypatch.setattr(cipher, "ROUNDS", 1_000)


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings, logs and caches go to a folder of the test's own."""
    folder = tmp_path_factory.mktemp("user", numbered=True)
    for name in ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"):
        place = folder / name.lower()
        place.mkdir(mode=0o700)
        monkeypatch.setenv("XDG_RUNTIME_DIR" if name == "RUNTIME" else f"XDG_{name}_HOME", str(place))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty house."""
    with closing(a_desk(tmp_path / "house.coopdesk")) as opened:
        yield opened


@pytest.fixture
def log_folder(own_folders: None) -> Iterator[Path]:
    """The folder the log is written to while the test runs."""
    logs.start()
    folder = logs.folder()
    assert folder is not None
    yield folder
    logs.stop()


@pytest.fixture
def own_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Python does with an error that nothing caught is put back after the test."""
    for place, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(place, name, getattr(place, name))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program works without a network, and so do its tests; Unix sockets stay on the machine."""

    def guarded(name: str) -> None:
        real = getattr(socket.socket, name)

        def connect(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX:
                pytest.fail(f"network access: {name} to {address!r}")
            return real(self, address)

        monkeypatch.setattr(socket.socket, name, connect)

    guarded("connect")
    guarded("connect_ex")


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a warning in the log that the test did not announce with `expects_log`."""
    expected = [str(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    handler = _Warnings()
    root = logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    surprises = [message for message in handler.messages if not any(part in message for part in expected)]
    missing = [part for part in expected if not any(part in message for message in handler.messages)]
    assert not surprises, f"unexpected in the log: {surprises}"
    assert not missing, f"expected in the log, but never came: {missing}"


@pytest.fixture(autouse=True)
def no_leaked_thread() -> Iterator[None]:
    """Fail on a thread that outlives its test."""
    before = set(threading.enumerate())
    yield
    # A dummy stands for a thread of Qt's pool that once ran Python: the pool keeps it, on purpose.
    started = [t for t in threading.enumerate() if t not in before and not isinstance(t, threading._DummyThread)]
    for thread in started:
        thread.join(THREAD_GRACE_SECONDS)
    leaked = [thread.name for thread in started if thread.is_alive()]
    assert not leaked, f"threads still running: {leaked}"
