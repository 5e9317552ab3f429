"""The card of the password: set with its sheet, changed, taken off; the window is alive meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import checks, hands, passwords
from tests.ui.conftest import Recorder

from coopdesk.services import backups, organisations, password
from coopdesk.services.desk import Desk
from coopdesk.ui import background
from coopdesk.ui.settings.page import SettingsPage
from coopdesk.ui.settings.password_dialogs import NewPasswordDialog, Older, PresentPasswordDialog, SwitchedDialog
from coopdesk.ui.settings.restore_dialog import RestoreDialog

PASSPHRASE = "trois tilleuls en fleur"  # noqa: S105 - of no real file
OTHER = "Un autre, plus long"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with one organisation."""
    desk = builders.a_desk(tmp_path / "tilleuls.coopdesk")
    builders.an_organisation(desk, "Fil & Parole")
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


def fill(page: SettingsPage, **words: str) -> None:
    """Type in the fields of the dialog that is open."""
    for name, typed in words.items():
        hands.type_in(hands.dialog(page).form[name], typed)


def set_one(page: SettingsPage, qtbot: QtBot) -> SwitchedDialog:
    """Set the password, and wait for what comes after."""
    hands.press(page.password, "Set a password…")
    fill(page, password=PASSPHRASE, again=PASSPHRASE)
    hands.accept(page)
    return offered(page, qtbot)


def offered(page: SettingsPage, qtbot: QtBot) -> SwitchedDialog:
    """The dialog that comes after."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(SwitchedDialog)))
    dialog = hands.dialog(page)
    assert isinstance(dialog, SwitchedDialog)
    return dialog


def test_it_is_set_and_the_page_goes_on(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    assert hands.says(page.password, "The file has no password")
    assert not hands.says(page.password, "the file is encrypted")
    dialog = set_one(page, qtbot)
    assert hands.says(dialog, "1 backup made before can be read without a password.")
    assert checks.nameless(dialog) == []
    assert checks.clipped(dialog) == []
    dialog.reject()
    hands.settle()
    assert password.is_right(desk, PASSPHRASE)
    assert hands.says(page.password, "The file is encrypted with a password.")
    assert hands.says(page.password, "the file is encrypted, its backups too")
    builders.an_organisation(desk, "Après")
    assert len(organisations.names(desk)) == 2
    assert [one.is_encrypted for one in backups.backups(desk.path)] == [False]


@pytest.mark.parametrize(
    ("typed", "again", "field", "said"),
    [
        ("court", "court", "password", "at least 12 characters"),
        ("aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaa", "password", "too few different"),
        (PASSPHRASE + " ", PASSPHRASE + " ", "password", "begin or end with a space"),
        (PASSPHRASE, OTHER, "again", "not the same"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    page: SettingsPage, desk: Desk, typed: str, again: str, field: str, said: str
) -> None:
    hands.press(page.password, "Set a password…")
    dialog = hands.dialog(page)
    assert isinstance(dialog, NewPasswordDialog)
    fill(page, password=typed, again=again)
    hands.accept(page)
    assert said in dialog.form[field].message()
    assert checks.nameless(dialog) == []
    assert checks.clipped(dialog) == []
    assert desk.key is None


def test_it_is_hidden_until_it_is_asked_to_be_seen(page: SettingsPage) -> None:
    hands.press(page.password, "Set a password…")
    field = hands.dialog(page).form["password"]
    assert isinstance(field.editor, QLineEdit)
    assert field.editor.echoMode() is QLineEdit.EchoMode.Password
    hands.press(field, "Show the password")
    assert field.editor.echoMode() is QLineEdit.EchoMode.Normal
    hands.press(field, "Hide the password")
    assert field.editor.echoMode() is QLineEdit.EchoMode.Password


def test_the_sheet_is_offered_and_tells_the_password(
    page: SettingsPage, desk: Desk, qtbot: QtBot, recorder: Recorder, tmp_path: Path
) -> None:
    dialog = set_one(page, qtbot)
    recorder.answers = [tmp_path / "fiche.pdf"]
    hands.press(dialog, "Save the recovery sheet…")
    qtbot.waitUntil(lambda: ("information", "It is written: fiche.pdf.") in recorder.said)
    pdf = pypdfium2.PdfDocument(tmp_path / "fiche.pdf")
    try:
        words = "".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
    assert PASSPHRASE in words
    assert "tilleuls.coopdesk" in words


@pytest.mark.parametrize(("choice", "left"), [(Older.ENCRYPT, [True]), (Older.DELETE, []), (Older.LEAVE, [False])])
def test_the_user_decides_of_the_backups_made_before(
    page: SettingsPage, desk: Desk, qtbot: QtBot, choice: Older, left: list[bool]
) -> None:
    dialog = set_one(page, qtbot)
    dialog.form["older"].set_value(choice)
    hands.accept(page)
    qtbot.waitUntil(lambda: [one.is_encrypted for one in backups.backups(desk.path)] == left)
    qtbot.waitUntil(lambda: hands.says(page.backups, "There is no backup yet.") == (not left))
    background.stop_all()
    hands.settle()


def test_it_is_changed_with_the_present_one_only(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    set_one(page, qtbot).reject()
    hands.settle()
    hands.press(page.password, "Change…")
    dialog = hands.dialog(page)
    fill(page, present="faux", password=OTHER, again=OTHER)
    hands.accept(page)
    assert "does not open tilleuls.coopdesk" in dialog.form["present"].message()
    fill(page, present=PASSPHRASE)
    hands.accept(page)
    assert hands.says(offered(page, qtbot), "1 backup made before opens with the former password.")
    assert password.is_right(desk, OTHER)


def test_it_is_taken_off_with_the_present_one_only(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    set_one(page, qtbot).reject()
    hands.settle()
    hands.press(page.password, "Take it off…")
    dialog = hands.dialog(page)
    assert isinstance(dialog, PresentPasswordDialog)
    fill(page, present="faux")
    hands.accept(page)
    assert password.is_right(desk, PASSPHRASE)
    fill(page, present=PASSPHRASE)
    hands.accept(page)
    qtbot.waitUntil(lambda: hands.says(page.password, "The file has no password"))
    assert desk.key is None
    assert len(organisations.names(desk)) == 1


def test_who_may_only_read_changes_nothing_and_prints_the_sheet(
    page: SettingsPage, desk: Desk, qtbot: QtBot, recorder: Recorder, tmp_path: Path
) -> None:
    set_one(page, qtbot).reject()
    hands.settle()
    page.set_read_only(True)
    assert not page.password.change.isEnabled()
    assert not page.password.remove.isEnabled()
    recorder.answers = [tmp_path / "fiche.pdf"]
    hands.press(page.password, "Recovery sheet…")
    fill(page, present=PASSPHRASE)
    hands.accept(page)
    qtbot.waitUntil(lambda: ("information", "It is written: fiche.pdf.") in recorder.said)


def test_a_backup_under_a_former_password_asks_for_it(
    page: SettingsPage, desk: Desk, qtbot: QtBot, recorder: Recorder
) -> None:
    password.set_password(desk, PASSPHRASE)
    backups.back_up(desk)
    password.change_password(desk, PASSPHRASE, OTHER)
    builders.an_organisation(desk, "Après")
    hands.settle()
    hands.press(page.backups, "Restore…")
    dialog = hands.dialog(page)
    assert isinstance(dialog, RestoreDialog)
    assert hands.says(dialog, "with a password")
    assert hands.says(dialog, "opens with another password")
    assert not dialog.accept_button.isEnabled()
    passwords.answer(lambda waiting: passwords.type_in(waiting, PASSPHRASE))
    hands.press(dialog, "Type its password…")
    assert dialog.accept_button.isEnabled()
    assert checks.clipped(dialog) == []
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: ("information", "The house is as it was in the backup.") in recorder.said)
    assert len(organisations.names(desk)) == 1
    assert password.is_right(desk, OTHER)
