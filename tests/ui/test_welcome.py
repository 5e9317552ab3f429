"""The first start: three questions make a house; another file or the fictional one can be chosen instead."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.builders import a_desk
from tests.ui import passwords
from tests.ui.checks import clipped, nameless
from tests.ui.conftest import Recorder
from tests.ui.hands import press, says, settle, texts

from coopdesk.app import damage
from coopdesk.domain.calendars import HolidayZone
from coopdesk.foundation import paths
from coopdesk.services import backups, rooms
from coopdesk.ui import one_window
from coopdesk.ui.damaged_dialog import DamagedDialog
from coopdesk.ui.welcome import Welcome, ask_for_house

ASK_AGAIN = """
import sys
from pathlib import Path
from coopdesk.foundation import paths
from coopdesk.ui import welcome
paths.houses_folder = lambda: Path(sys.argv[1])
sys.exit(0 if welcome.ask_for_house(None, [], None) is None else 3)
"""


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where houses are kept unless another folder is chosen."""
    folder = tmp_path / "Documents" / "coopdesk"
    monkeypatch.setattr(paths, "houses_folder", lambda: folder)
    return folder


@pytest.fixture
def welcome(qtbot: QtBot, documents: Path) -> Iterator[Welcome]:
    """The dialog, open; the house it made is closed with it."""
    yield from shown(qtbot, a_welcome())


def a_welcome(missing: Path | None = None, recent: Sequence[Path] = ()) -> Welcome:
    """The dialog as the start has it."""
    return Welcome(open_file=damage.open_or_mend, missing=missing, recent=recent)


def shown(qtbot: QtBot, dialog: Welcome) -> Iterator[Welcome]:
    """The dialog, open; the house it made is closed with it."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.open()
    settle()
    yield dialog
    if dialog.desk is not None:
        one_window.leave(dialog.desk.path)
        dialog.desk.close()


def test_three_answers_make_a_house_with_its_first_room(welcome: Welcome, documents: Path) -> None:
    welcome.form["name"].set_value("Maison des Lilas")
    welcome.form["room"].set_value("Grande salle")
    welcome.form["capacity"].set_value(80)
    assert says(welcome, str(documents / "Maison des Lilas.coopdesk"))
    assert not documents.exists()

    QTest.mouseClick(welcome.accept_button, Qt.MouseButton.LeftButton)

    assert welcome.desk is not None
    assert welcome.desk.path == documents / "Maison des Lilas.coopdesk"
    assert welcome.desk.house().name == "Maison des Lilas"
    assert [(room.name, room.capacity) for room in rooms.rooms(welcome.desk)] == [("Grande salle", 80)]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("M.J.C. Nord/Sud", "M.J.C. Nord Sud"),
        ("L’Été à Çà & Là", "L’Été à Çà & Là"),
        ("Maison…", "Maison…"),
        ("Les 4 vents.", "Les 4 vents"),
        ("con", "con_"),
        ("???", "coopdesk"),
        ("é" * 200, "é" * 80),
    ],
)
def test_no_name_harms_its_file(welcome: Welcome, documents: Path, name: str, stem: str) -> None:
    welcome.form["name"].set_value(name)
    assert welcome.path == documents / f"{stem}.coopdesk"


def test_the_folder_can_be_another(welcome: Welcome, recorder: Recorder, tmp_path: Path) -> None:
    recorder.answers = [None, tmp_path]
    welcome.form["name"].set_value("Maison des Lilas")
    press(welcome, "Change the folder…")
    press(welcome, "Change the folder…")

    QTest.mouseClick(welcome.accept_button, Qt.MouseButton.LeftButton)

    assert welcome.desk is not None
    assert welcome.desk.path == tmp_path / "Maison des Lilas.coopdesk"


def test_a_folder_that_is_copied_to_the_internet_is_said(welcome: Welcome, recorder: Recorder, tmp_path: Path) -> None:
    copied = tmp_path / "OneDrive - Maison" / "Documents"
    copied.mkdir(parents=True)
    recorder.answers = [copied, tmp_path]
    press(welcome, "Change the folder…")
    assert says(welcome, "OneDrive copies this folder to the Internet")
    assert clipped(welcome) == []
    press(welcome, "Change the folder…")
    assert not says(welcome, "Internet")


def test_a_house_needs_a_name(welcome: Welcome, documents: Path) -> None:
    QTest.mouseClick(welcome.accept_button, Qt.MouseButton.LeftButton)

    assert welcome.form["name"].message() == "This is needed: please fill it in."
    assert welcome.desk is None
    assert not documents.exists()


def test_a_file_that_is_there_already_is_kept(welcome: Welcome, documents: Path) -> None:
    documents.mkdir(parents=True)
    (documents / "Lilas.coopdesk").write_text("mine")
    welcome.form["name"].set_value("Lilas")

    QTest.mouseClick(welcome.accept_button, Qt.MouseButton.LeftButton)

    assert (documents / "Lilas.coopdesk").read_text() == "mine"
    assert welcome.desk is not None
    assert welcome.desk.path == documents / "Lilas (2).coopdesk"


def test_where_nothing_can_be_written_it_says_so_and_asks_again(
    welcome: Welcome, recorder: Recorder, documents: Path
) -> None:
    documents.parent.mkdir()
    documents.write_text("a file in the place of the folder")
    welcome.form["name"].set_value("Lilas")

    QTest.mouseClick(welcome.accept_button, Qt.MouseButton.LeftButton)
    press(welcome, "Discover with a fictional house")

    assert [kind for kind, _words in recorder.said] == ["warning", "warning"]
    assert welcome.isVisible()


def test_another_file_is_opened(welcome: Welcome, recorder: Recorder, tmp_path: Path) -> None:
    a_desk(tmp_path / "other.coopdesk").close()
    recorder.answers = [tmp_path / "other.coopdesk"]

    press(welcome, "Open a file…")

    assert welcome.desk is not None
    assert welcome.desk.house().name == "Maison de quartier des Tilleuls"
    assert not welcome.isVisible()


def test_a_damaged_file_offers_its_last_backup(welcome: Welcome, recorder: Recorder, tmp_path: Path) -> None:
    path = tmp_path / "damaged.coopdesk"
    with closing(a_desk(path)) as desk:
        backups.back_up(desk)
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size - 4096)
    recorder.answers = [path]

    passwords.once_there(DamagedDialog, lambda dialog: dialog._restore_button.click())
    press(welcome, "Open a file…")

    assert welcome.desk is not None
    assert welcome.desk.path == path
    assert recorder.said == [("path", "Open a house")]


def test_leaving_the_damaged_file_leaves_the_questions(welcome: Welcome, recorder: Recorder, tmp_path: Path) -> None:
    path = tmp_path / "damaged.coopdesk"
    a_desk(path).close()
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size - 4096)
    recorder.answers = [path]

    passwords.once_there(DamagedDialog, lambda dialog: dialog.reject())
    press(welcome, "Open a file…")

    assert welcome.desk is None
    assert welcome.isVisible()
    assert not one_window.is_shown_here(path)


def test_a_zone_is_known_by_its_academies(welcome: Welcome) -> None:
    assert says(welcome, "Academies: Créteil, Montpellier, Paris, Toulouse, Versailles")
    welcome.form["school_zone"].set_value(HolidayZone.A)
    assert says(welcome, "Bordeaux")
    welcome.form["school_zone"].set_value(HolidayZone.REUNION)
    assert not says(welcome, "Academies")


def test_the_fictional_house_is_written_and_opened(welcome: Welcome, documents: Path) -> None:
    press(welcome, "Discover with a fictional house")

    assert welcome.desk is not None
    assert welcome.desk.path == documents / "Fictional house.coopdesk"
    assert len(rooms.rooms(welcome.desk)) == 8


def test_a_file_that_is_not_there_is_named_and_the_others_offered(
    qtbot: QtBot, documents: Path, tmp_path: Path
) -> None:
    before = tmp_path / "Fil & Parole.coopdesk"
    a_desk(before).close()
    for dialog in shown(qtbot, a_welcome(missing=Path("/media/stick/lilas.coopdesk"), recent=[before])):
        assert says(dialog, "The file opened last is not there.")
        assert says(dialog, os.fspath(Path("/media/stick/lilas.coopdesk")))
        assert nameless(dialog) == []
        assert clipped(dialog) == []
        assert texts(dialog).index("Look again") < texts(dialog).index("Create the house")
        press(dialog, "Fil & Parole")
        assert dialog.desk is not None
        assert dialog.desk.path == before


def test_a_second_start_does_not_ask_a_second_time(documents: Path, qtbot: QtBot) -> None:
    asked: list[tuple[bool, bool]] = []

    def look(dialog: Welcome) -> None:
        elsewhere = subprocess.Popen([sys.executable, "-c", ASK_AGAIN, str(documents)])
        qtbot.waitUntil(lambda: elsewhere.poll() is not None, timeout=20_000)
        asked.append((dialog.isVisible(), elsewhere.returncode == 0))

    passwords.once_there(Welcome, look)
    assert ask_for_house(None, [], damage.open_or_mend) is None
    assert asked == [(True, True)]
    assert not one_window.is_shown_here(documents)
