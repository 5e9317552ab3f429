"""What a damaged file offers: its latest good backup, what can be read of it, another file."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests import builders
from tests.faults.conftest import Opener, Recorder
from tests.ui.hands import button, press, says, settle

from coopdesk.app import damage
from coopdesk.foundation.preferences import Preferences
from coopdesk.foundation.problems import UserError
from coopdesk.services import backups, organisations
from coopdesk.services.desk import open_desk
from coopdesk.ui import one_window
from coopdesk.ui.damaged_dialog import DamagedDialog

RECOVER = "Recover what can be read…"


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A house with a backup, then one record more, then damage in the pages of its organisations."""
    path = tmp_path / "house.coopdesk"
    with closing(builders.a_desk(path)) as desk:
        builders.an_organisation(desk, "Jardin")
        builders.a_room(desk)
        backups.back_up(desk)
        builders.an_organisation(desk, "Vélo")
    cut(path)
    return path


def cut(path: Path) -> None:
    """Lose the end of a file, as a disk that was pulled out does."""
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size - 4096)


@pytest.fixture
def asked(damaged: Path, qtbot: QtBot) -> Iterator[DamagedDialog]:
    """The dialog on it."""
    with pytest.raises(UserError, match="file_damaged"):
        open_desk(damaged)
    dialog = DamagedDialog(damaged)
    qtbot.addWidget(dialog)
    dialog.open()
    settle()
    yield dialog
    dialog.close()


def test_the_latest_good_backup_is_opened_and_the_damaged_file_kept(asked: DamagedDialog, damaged: Path) -> None:
    before = damaged.read_bytes()

    press(asked, asked._restore_button.text())

    assert asked.path == damaged
    with closing(open_desk(damaged)) as desk:
        assert list(organisations.names(desk).values()) == ["Jardin"]
    kept = [one for one in damaged.parent.iterdir() if one.is_file() and one != damaged]
    assert [one.read_bytes() for one in kept] == [before]


def test_the_date_of_the_backup_is_said(asked: DamagedDialog) -> None:
    assert "Open the latest good backup (24 November 2026, 9:12)" in asked._restore_button.text()


def test_what_can_be_read_is_recovered_and_what_was_lost_told(
    asked: DamagedDialog, damaged: Path, recorder: Recorder, qtbot: QtBot
) -> None:
    before = damaged.read_bytes()
    recorder.answers = [damaged.with_name("recovered")]

    press(asked, RECOVER)
    qtbot.waitUntil(lambda: asked.path is not None)

    assert recorder.suggested.name == "house recovered.coopdesk"
    assert recorder.said[-1][0] == "information"
    assert asked.path == damaged.with_name("recovered.coopdesk")
    assert damaged.read_bytes() == before
    with closing(open_desk(asked.path)) as desk:
        assert sorted(organisations.names(desk).values()) == ["Jardin", "Vélo"]


def test_nowhere_to_write_what_is_read_is_said_and_asked_again(
    asked: DamagedDialog, damaged: Path, recorder: Recorder, qtbot: QtBot
) -> None:
    recorder.answers = [damaged]
    press(asked, RECOVER)
    qtbot.waitUntil(lambda: recorder.said[-1][0] == "warning")
    assert asked.path is None
    assert asked.isVisible()
    assert button(asked, RECOVER).isEnabled()


def test_another_file_is_opened(asked: DamagedDialog, recorder: Recorder, tmp_path: Path) -> None:
    recorder.answers = [None, tmp_path / "other.coopdesk"]
    press(asked, "Choose another file…")
    assert asked.path is None
    press(asked, "Choose another file…")
    assert asked.path == tmp_path / "other.coopdesk"


def test_without_a_backup_it_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "house.coopdesk"
    builders.a_desk(path).close()
    cut(path)
    dialog = DamagedDialog(path)
    qtbot.addWidget(dialog)
    dialog.open()
    settle()
    assert not dialog._restore_button.isEnabled()
    assert says(dialog, "No good backup was found")
    dialog.close()


def test_the_start_asks_and_opens_what_was_chosen(damaged: Path, recorder: Recorder) -> None:
    QTimer.singleShot(0, lambda: press(_on_screen(), _on_screen()._restore_button.text()))
    desk = damage.instead_of(damaged, Preferences())
    assert desk is not None
    with closing(desk):
        assert desk.path == damaged
        assert list(organisations.names(desk).values()) == ["Jardin"]


def test_another_file_that_is_damaged_too_is_let_go_with_the_first(
    damaged: Path, recorder: Recorder, tmp_path: Path
) -> None:
    other = tmp_path / "other.coopdesk"
    builders.a_desk(other).close()
    cut(other)
    recorder.answers = [other]

    def choose_the_other() -> None:
        # Once the same question is there about the other one.
        QTimer.singleShot(500, lambda: _on_screen().reject())
        press(_on_screen(), "Choose another file…")

    QTimer.singleShot(0, choose_the_other)
    assert damage.instead_of(damaged, Preferences()) is None
    # Else it could not be opened any more: it would count as shown already.
    assert not one_window.is_shown_here(other)


def _on_screen() -> DamagedDialog:
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, DamagedDialog) and one.isVisible()]
    return dialog


def test_damage_met_in_the_open_file_is_asked_once(damaged: Path, opened: Opener, recorder: Recorder) -> None:
    backup = backups.newest_good(damaged)
    assert backup is not None
    backups.put_back(backup.path, damaged, builders.NOW)
    for answer in (False, True):
        with closing(open_desk(damaged, clock=lambda: builders.NOW)) as desk:
            window = opened(desk)
            met = damage.Damage(window)
            cut(damaged)
            recorder.answers = [answer]
            recorder.said.clear()
            for place in (1, 2, 3):
                window.show_page(place)
                settle()
            met.stop()
            assert met.was_left is answer
            assert window.isVisible() is not answer
            assert recorder.said[0][0] == "question"
            assert {kind for kind, _text in recorder.said[1:]} <= {"warning"}
            window.close()
        backups.put_back(backup.path, damaged, builders.NOW)
