"""The card of the backups: made on demand, put where the user wants, put back once what differs was seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import checks, hands
from tests.ui.conftest import Recorder

from coopdesk.foundation import preferences
from coopdesk.services import backups, house, organisations
from coopdesk.services.desk import Desk
from coopdesk.ui import background
from coopdesk.ui.settings.page import SettingsPage
from coopdesk.ui.settings.restore_dialog import RestoreDialog


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with one room."""
    desk = builders.a_desk(tmp_path / "tilleuls.coopdesk")
    builders.a_room(desk)
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[SettingsPage]:
    """The settings, open."""
    page = hands.open_page(qtbot, SettingsPage, desk)
    assert isinstance(page, SettingsPage)
    yield page
    background.stop_all()
    hands.settle()


def test_a_backup_is_made_on_demand(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    assert hands.says(page.backups, "There is no backup yet.")
    hands.press(page.backups, "Back up now")
    qtbot.waitUntil(lambda: hands.says(page.backups, "this morning at 9:12, read back without error"))
    assert hands.says(page.backups, "1 backup, ")
    assert len(backups.backups(desk.path)) == 1


def test_the_folder_is_chosen_for_this_computer(
    page: SettingsPage, desk: Desk, recorder: Recorder, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "clé"
    stick.mkdir()
    recorder.answers = [None, stick]
    hands.press(page.backups, "Choose…")
    assert preferences.load().chosen_backup_folder is None
    hands.press(page.backups, "Choose…")
    assert preferences.load().chosen_backup_folder == stick
    hands.press(page.backups, "Back up now")
    qtbot.waitUntil(lambda: list(stick.glob("*.coopdesk")) != [])
    qtbot.waitUntil(lambda: hands.says(page.backups, "1 backup, "))
    hands.press(page.backups, "Beside the file")
    assert preferences.load().chosen_backup_folder is None


def test_an_absent_stick_is_said_in_the_card_and_nowhere_else(
    page: SettingsPage, desk: Desk, recorder: Recorder, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "clé"
    stick.mkdir()
    recorder.answers = [stick]
    hands.press(page.backups, "Choose…")
    stick.rmdir()
    page.refresh()
    assert hands.says(page.backups, "This folder is not there: backups go beside the file meanwhile.")
    hands.press(page.backups, "Back up now")
    qtbot.waitUntil(lambda: hands.says(page.backups, "This folder does not exist"))
    assert [kind for kind, _text in recorder.said] == ["path"]


def test_what_differs_is_shown_and_then_restored(
    page: SettingsPage, desk: Desk, qtbot: QtBot, recorder: Recorder
) -> None:
    backups.back_up(desk)
    builders.an_organisation(desk, "Fil & Parole")
    hands.settle()
    hands.press(page.backups, "Restore…")
    dialog = hands.dialog(page)
    assert isinstance(dialog, RestoreDialog)
    assert hands.says(dialog, "1 less")
    assert hands.says(dialog, "24/11/2026 9:12")
    assert checks.nameless(dialog) == []
    assert checks.clipped(dialog) == []
    hands.accept(page)
    qtbot.waitUntil(lambda: ("information", "The house is as it was in the backup.") in recorder.said)
    assert organisations.names(desk) == {}
    assert hands.says(page.backups, "2 backups, ")


def test_closing_the_dialog_restores_nothing(page: SettingsPage, desk: Desk) -> None:
    backups.back_up(desk)
    builders.an_organisation(desk, "Fil & Parole")
    hands.press(page.backups, "Restore…")
    hands.dialog(page).reject()
    hands.settle()
    assert hands.is_free(page)
    assert len(organisations.names(desk)) == 1
    assert len(backups.backups(desk.path)) == 1


def test_what_cannot_be_restored_says_why(page: SettingsPage, desk: Desk, recorder: Recorder, tmp_path: Path) -> None:
    hands.press(page.backups, "Restore…")
    dialog = hands.dialog(page)
    assert hands.says(dialog, "There is no backup yet.")
    assert not dialog.accept_button.isEnabled()
    notes = tmp_path / "notes.coopdesk"
    notes.write_text("réunion " * 30, encoding="utf-8")
    recorder.answers = [notes]
    hands.press(dialog, "Another file…")
    assert hands.says(dialog, "not a coopdesk file")
    assert not dialog.accept_button.isEnabled()


def test_another_house_is_told(page: SettingsPage, desk: Desk, recorder: Recorder, tmp_path: Path) -> None:
    other = builders.a_desk(tmp_path / "peupliers.coopdesk")
    house.edit_house(other, builders.a_house(name="Maison des Peupliers"))
    other.close()
    hands.press(page.backups, "Restore…")
    recorder.answers = [tmp_path / "peupliers.coopdesk"]
    dialog = hands.dialog(page)
    hands.press(dialog, "Another file…")
    assert hands.says(dialog, "a house of another name: Maison des Peupliers")
    assert dialog.accept_button.isEnabled()


def test_who_may_only_read_restores_nothing(page: SettingsPage) -> None:
    page.set_read_only(True)
    assert not page.backups.put_back.isEnabled()
    assert page.backups.make.isEnabled()
