"""Faults are met in the whole program: the window of the journeys, in English; a person of no rights."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from tests.journeys.conftest import Opener, Recorder, desk, look, opened, recorder, shipped_font

__all__ = ["Opener", "Powerless", "Recorder", "desk", "look", "opened", "public_folder", "recorder", "shipped_font"]

# Signals, limits and accounts as Unix has them; what they prove is SQLite's work and ours, the same everywhere.
collect_ignore = ["test_disk.py", "test_kill.py"] if os.name == "nt" else []

Powerless = Callable[[], AbstractContextManager[None]]
_NOBODY = 65534


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that anybody may enter; the test takes rights away, which are given back at its end."""
    with tempfile.TemporaryDirectory(prefix="coopdesk-tests-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        if folder.exists():
            folder.chmod(0o777)


@contextmanager
def _powerless() -> Iterator[None]:
    """Without an administrator's rights, to whom no folder is read-only."""
    if os.getuid() != 0:
        yield
        return
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def powerless() -> Powerless:
    """Gives the rights of an ordinary account to a part of the test, whoever runs it."""
    return _powerless
