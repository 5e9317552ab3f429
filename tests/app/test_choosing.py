"""Which house is opened at the start, and how the window goes from one to another."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests import builders
from tests.journeys.conftest import Opener, Recorder, look, opened, recorder, shipped_font
from tests.ui.hands import press, says, settle

from coopdesk.app import choosing
from coopdesk.domain.backup import file_name
from coopdesk.foundation import paths, preferences
from coopdesk.foundation.preferences import Preferences
from coopdesk.services import backups
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui import one_window, welcome
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.welcome import Welcome

__all__ = ["look", "opened", "recorder", "shipped_font"]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Path]:
    """A house, closed."""
    path = tmp_path / "tilleuls.coopdesk"
    builders.a_desk(path).close()
    yield path
    one_window.leave(path)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Path]:
    """Another one."""
    path = tmp_path / "Fil & Parole.coopdesk"
    builders.a_desk(path).close()
    yield path
    one_window.leave(path)


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, list[Path]]]:
    """What the first questions were asked with; nobody answers them."""
    asked: list[tuple[Path | None, list[Path]]] = []
    monkeypatch.setattr(welcome, "ask_for_house", lambda missing, recent, _open_file: asked.append((missing, recent)))
    return asked


def test_the_last_house_is_opened(house: Path, other: Path) -> None:
    desk = choosing.first_desk(None, Preferences(recent=(str(house), str(other))))
    assert desk is not None
    with closing(desk):
        assert desk.path == house


def test_a_house_that_is_not_there_is_not_silently_another(
    house: Path, tmp_path: Path, questions: list[tuple[Path | None, list[Path]]]
) -> None:
    gone = tmp_path / "gone.coopdesk"
    assert choosing.first_desk(None, Preferences(recent=(str(gone), str(house)))) is None
    assert questions == [(gone, [house])]


def test_the_first_start_asks(questions: list[tuple[Path | None, list[Path]]]) -> None:
    assert choosing.first_desk(None, Preferences()) is None
    assert questions == [(None, [])]


def test_a_named_file_that_is_missing_is_said(tmp_path: Path, recorder: Recorder) -> None:
    assert choosing.first_desk(tmp_path / "Été" / "no.coopdesk", Preferences()) is None
    assert recorder.said[-1][0] == "warning"
    assert not one_window.is_shown_here(tmp_path / "Été" / "no.coopdesk")


def test_a_backup_is_only_looked_at(house: Path, recorder: Recorder, opened: Opener) -> None:
    with closing(open_desk(house, clock=lambda: builders.NOW)) as desk:
        backup = backups.back_up(desk).backup.path
    recorder.answers = [False, True]
    assert choosing.first_desk(backup, Preferences()) is None
    assert not one_window.is_shown_here(backup)
    looked_at = choosing.first_desk(backup, Preferences())
    assert looked_at is not None
    with closing(looked_at):
        assert looked_at.is_read_only
        window = opened(looked_at)
        assert says(window.banner, "This file is a backup of “tilleuls”.")
        window.close()
    assert recorder.said == [("question", "This file is a backup of “tilleuls”.")] * 2
    one_window.leave(backup)
    for path in (house, backup):
        choosing.remember(path)
    assert preferences.load().recent == (str(house),)


def test_a_backup_of_an_older_version_is_left_as_it_is_and_says_the_way_back(
    tmp_path: Path, recorder: Recorder
) -> None:
    old = Path(__file__).parents[1] / "store" / "old_files" / "0003.coopdesk"
    backup = tmp_path / file_name("tilleuls", builders.NOW)
    backup.write_bytes(old.read_bytes())
    recorder.answers = [True]
    assert choosing.first_desk(backup, Preferences()) is None
    kind, words = recorder.said[-1]
    # Not the sentence of other files: a backup is never opened for writing.
    assert kind == "warning"
    assert "earlier version" in words
    assert "Restore" in words
    assert not one_window.is_shown_here(backup)
    assert backup.read_bytes() == old.read_bytes()


def test_a_house_that_another_window_shows_is_left_to_it(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_window, "is_shown_elsewhere", lambda path: path == house)
    assert choosing.first_desk(house, Preferences()) is None


@pytest.fixture
def desk(house: Path) -> Iterator[Desk]:
    """The house, open."""
    one_window.claim(house)
    with closing(open_desk(house, clock=lambda: builders.NOW)) as opened_desk:
        yield opened_desk


@pytest.fixture
def switch(opened: Opener, desk: Desk) -> tuple[MainWindow, choosing.Switch]:
    """The window on a house, and what takes it to another."""
    window, switch = opened(desk), choosing.Switch()
    switch.follow(window)
    return window, switch


def test_the_menu_opens_another_house(
    switch: tuple[MainWindow, choosing.Switch], other: Path, recorder: Recorder
) -> None:
    window, way = switch
    recorder.answers = [other]
    window.house_menu.other_wanted.emit(None)
    assert not window.isVisible()
    assert way.next is not None
    with closing(way.next):
        assert way.next.path == other


def test_a_refusal_leaves_the_house_that_is_open(
    switch: tuple[MainWindow, choosing.Switch], tmp_path: Path, recorder: Recorder
) -> None:
    window, way = switch
    strange = tmp_path / "strange.coopdesk"
    strange.write_text("no house")
    for answer in (strange, tmp_path / "gone.coopdesk", None):
        recorder.answers = [answer]
        window.house_menu.other_wanted.emit(None)
    assert window.isVisible()
    assert way.next is None
    assert [kind for kind, _words in recorder.said] == ["path", "warning", "path", "warning", "path"]
    assert not one_window.is_shown_here(strange)


def test_the_house_that_is_open_is_not_opened_twice(
    switch: tuple[MainWindow, choosing.Switch], house: Path, recorder: Recorder
) -> None:
    window, way = switch
    recorder.answers = [house]
    window.house_menu.other_wanted.emit(None)
    assert window.isVisible()
    assert way.next is None
    assert recorder.said == [("path", "Open a house")]


def test_recent_houses_are_in_the_menu(
    switch: tuple[MainWindow, choosing.Switch], house: Path, other: Path, tmp_path: Path
) -> None:
    window, way = switch
    twin = tmp_path / "twin" / other.name
    preferences.save(Preferences(recent=(str(house), str(other), str(twin))))
    menu = window.house_menu
    menu.show_recent()
    assert [action.text() for action in menu._recent.actions()] == [
        f"Fil && Parole – {other.parent}",
        f"Fil && Parole – {twin.parent}",
    ]
    menu._recent.actions()[0].trigger()
    assert way.next is not None
    with closing(way.next):
        assert way.next.path == other


def test_a_new_house_is_made_from_the_menu(
    switch: tuple[MainWindow, choosing.Switch], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window, way = switch
    monkeypatch.setattr(paths, "houses_folder", lambda: tmp_path / "houses")
    window.house_menu.new_wanted.emit()
    settle()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, Welcome) and one.isVisible()]
    dialog.form["name"].set_value("Maison des Lilas")
    press(dialog, "Create the house")
    assert not window.isVisible()
    assert way.next is not None
    with closing(way.next):
        assert way.next.path == tmp_path / "houses" / "Maison des Lilas.coopdesk"
        assert one_window.is_shown_here(way.next.path)
    one_window.leave(way.next.path)
