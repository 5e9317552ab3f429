"""Journeys go through the whole window, with the look and the voice of the window's own tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.builders import NOW, a_desk
from tests.ui.conftest import Recorder, look, recorder, shipped_font
from tests.ui.hands import settle

from coopdesk.app.window import make_window
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui.main_window import MainWindow

__all__ = ["Recorder", "look", "recorder", "shipped_font"]

Opener = Callable[[Desk], MainWindow]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty house, and whoever opens it second is closed with it."""
    desk = a_desk(tmp_path / "house.coopdesk")
    yield desk
    desk.close()


@pytest.fixture
def reader(desk: Desk) -> Iterator[Desk]:
    """The same file, opened a second time."""
    reader = open_desk(desk.path, clock=lambda: NOW)
    yield reader
    reader.close()


@pytest.fixture
def opened(qtbot: QtBot) -> Opener:
    """Shows the whole window on a house."""

    def show(desk: Desk) -> MainWindow:
        window = make_window(desk)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        settle()
        return window

    return show
