"""The first start: three questions make a house; another file or the fictional one can be chosen instead."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.builders import a_desk
from tests.ui.conftest import Recorder
from tests.ui.hands import press, settle

from coopdesk.services import rooms
from coopdesk.ui.welcome import Welcome


@pytest.fixture
def welcome(qtbot: QtBot) -> Iterator[Welcome]:
    """The dialog, open; the house it made is closed with it."""
    dialog = Welcome()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.open()
    settle()
    yield dialog
    if dialog.desk is not None:
        dialog.desk.close()


def test_three_answers_make_a_house_with_its_first_room(welcome: Welcome, recorder: Recorder, tmp_path: Path) -> None:
    welcome.form["name"].set_value("Maison des Lilas")
    welcome.form["room"].set_value("Grande salle")
    welcome.form["capacity"].set_value(80)
    recorder.answers = [tmp_path / "lilas"]

    QTest.mouseClick(welcome.accept_button, Qt.MouseButton.LeftButton)

    assert welcome.desk is not None
    assert welcome.desk.path == tmp_path / "lilas.coopdesk"
    assert welcome.desk.house().name == "Maison des Lilas"
    assert [(room.name, room.capacity) for room in rooms.rooms(welcome.desk)] == [("Grande salle", 80)]


def test_full_stops_and_slashes_of_a_name_do_not_harm_its_file(
    welcome: Welcome, recorder: Recorder, tmp_path: Path
) -> None:
    welcome.form["name"].set_value("M.J.C. Nord/Sud")
    recorder.answers = [tmp_path / "M.J.C. Nord Sud"]

    QTest.mouseClick(welcome.accept_button, Qt.MouseButton.LeftButton)

    assert recorder.suggested.name == "M.J.C. Nord Sud.coopdesk"
    assert welcome.desk is not None
    assert welcome.desk.path == tmp_path / "M.J.C. Nord Sud.coopdesk"


def test_a_house_needs_a_name(welcome: Welcome) -> None:
    QTest.mouseClick(welcome.accept_button, Qt.MouseButton.LeftButton)

    assert welcome.form["name"].message() == "This is needed: please fill it in."
    assert welcome.desk is None


def test_a_file_that_is_there_already_is_kept(welcome: Welcome, recorder: Recorder, tmp_path: Path) -> None:
    path = tmp_path / "kept.coopdesk"
    path.write_text("mine")
    welcome.form["name"].set_value("Maison des Lilas")
    recorder.answers = [path]

    QTest.mouseClick(welcome.accept_button, Qt.MouseButton.LeftButton)

    assert recorder.said[-1][0] == "warning"
    assert path.read_text() == "mine"
    assert welcome.isVisible()


def test_another_file_is_opened(welcome: Welcome, recorder: Recorder, tmp_path: Path) -> None:
    a_desk(tmp_path / "other.coopdesk").close()
    recorder.answers = [tmp_path / "other.coopdesk"]

    press(welcome, "Open a file…")

    assert welcome.desk is not None
    assert welcome.desk.house().name == "Maison de quartier des Tilleuls"
    assert not welcome.isVisible()


def test_the_fictional_house_is_written_and_opened(welcome: Welcome, recorder: Recorder, tmp_path: Path) -> None:
    recorder.answers = [tmp_path / "fiction.coopdesk"]

    press(welcome, "Discover with a fictional house")

    assert welcome.desk is not None
    assert len(rooms.rooms(welcome.desk)) == 8
