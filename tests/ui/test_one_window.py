"""One window for each file: a second start makes the first one come forward, and ends."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coopdesk.ui import one_window

CLAIM_AND_WAIT = """
import sys
from pathlib import Path
from coopdesk.ui import one_window
assert one_window.claim(Path(sys.argv[1]))
print("claimed", flush=True)
sys.stdin.read()
"""

CALL = """
import sys
from pathlib import Path
from coopdesk.ui import one_window
sys.exit(0 if one_window.is_shown_elsewhere(Path(sys.argv[1])) else 3)
"""


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A file with spaces and accents on its way."""
    folder = tmp_path / "Été à l’école"
    folder.mkdir()
    path = folder / "Maison des Tilleuls.coopdesk"
    path.touch()
    yield path
    one_window.leave(path)


def test_a_second_start_brings_the_window_to_the_front(path: Path, qtbot: QtBot) -> None:
    assert one_window.claim(path)
    window = QWidget()
    qtbot.addWidget(window)
    one_window.Listener(path, window)
    window.showMinimized()

    with subprocess.Popen([sys.executable, "-c", CALL, str(path)]) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)

    assert second.returncode == 0
    assert not window.isMinimized()
    assert window.isVisible()


def test_who_called_before_the_window_could_listen_is_heard(path: Path, qtbot: QtBot) -> None:
    assert one_window.claim(path)
    window = QWidget()
    qtbot.addWidget(window)
    with subprocess.Popen([sys.executable, "-c", CALL, str(path)]) as second:
        folder = one_window._folder()
        assert folder is not None
        qtbot.waitUntil(lambda: any(folder.glob("*.call")), timeout=20_000)
        one_window.Listener(path, window)
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    assert window.isVisible()


def test_a_window_that_does_not_answer_stops_nobody(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CLAIM_AND_WAIT, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"claimed\n"
        assert not one_window.claim(path)
        assert not one_window._call(path, patience=0.2)
        folder = one_window._folder()
        assert folder is not None
        assert not list(folder.glob("*.call"))
        first.kill()
        first.wait()
    # Whoever was killed holds nothing any more.
    assert one_window.claim(path)


def test_a_file_is_the_same_whichever_way_it_is_reached(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert one_window.claim(path)
    link = path.with_name("lien.coopdesk")
    link.symlink_to(path)
    monkeypatch.chdir(path.parent)
    assert one_window.is_shown_here(link)
    assert one_window.is_shown_here(Path(path.name))
    assert not one_window.is_shown_here(path.with_name("autre.coopdesk"))


def test_what_is_left_tells_nothing_of_the_file(path: Path) -> None:
    one_window.claim(path)
    folder = one_window._folder()
    assert folder is not None
    assert all("Tilleuls" not in one.name for one in folder.iterdir())
    one_window.leave(path)
    assert list(folder.iterdir()) == []


def test_without_a_place_to_leave_word_the_file_is_opened(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_window, "_folder", lambda: None)
    assert one_window.claim(path)
    assert not one_window.is_shown_elsewhere(path)
