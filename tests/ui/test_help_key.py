"""F1 finds the manual where it tells of what one is at: a page, a card that has the keyboard, a dialog."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot
from tests import builders
from tests.journeys.conftest import Opener, opened
from tests.ui import hands

from coopdesk.app.pages import PAGES
from coopdesk.services.desk import Desk
from coopdesk.ui import help_key
from coopdesk.ui.damaged_dialog import DamagedDialog
from coopdesk.ui.help.manual_window import ManualWindow
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.settings.backups_card import BackupsCard
from coopdesk.ui.unlock_dialog import UnlockDialog

__all__ = ["opened"]

HOME, PLANNING, EQUIPMENT, ORGANISATIONS, ACTIONS, SUMMARIES, SETTINGS, HISTORY = range(len(PAGES))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with a room and an association."""
    with closing(builders.a_desk(tmp_path / "tilleuls.coopdesk")) as desk:
        builders.a_room(desk)
        builders.an_organisation(desk, "Fil & Parole")
        yield desk


@pytest.fixture
def window(opened: Opener, desk: Desk) -> Iterator[MainWindow]:
    """The window on it; the manual goes with it."""
    window = opened(desk)
    yield window
    window.close()
    assert help_key._Active.window is None


def asked(where: QWidget) -> str:
    """What the manual is open at after F1, as a topic is written."""
    where.activateWindow()
    hands.settle()
    QTest.keyClick(where, Qt.Key.Key_F1)
    hands.settle()
    manual = help_key._Active.window
    assert isinstance(manual, ManualWindow)
    assert manual.isVisible()
    item = manual.contents.currentItem()
    assert item is not None
    manual.close()
    stem = manual.view.path.stem
    return stem if item.parent() is None else f"{stem}#{item.text(0)}"


def test_each_page_has_its_chapter(window: MainWindow) -> None:
    found = {}
    for place in range(len(PAGES)):
        window.show_page(place)
        window.setFocus()
        found[place] = asked(window)
    assert found == {
        HOME: "01-premier-jour#L’accueil, chaque matin",
        PLANNING: "03-planning",
        EQUIPMENT: "06-materiel",
        ORGANISATIONS: "02-associations",
        ACTIONS: "07-actions",
        SUMMARIES: "08-bilans",
        SETTINGS: "01-premier-jour#Les salles et leurs horaires",
        HISTORY: "10-sauvegardes#L’historique",
    }


def test_a_card_that_has_the_keyboard_has_its_own(window: MainWindow) -> None:
    window.show_page(SETTINGS)
    (card,) = window.page.findChildren(BackupsCard)
    hands.button(card, "Back up now").setFocus()
    assert asked(window) == "10-sauvegardes"


def test_a_dialog_has_its_own(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page(ORGANISATIONS)
    hands.press(window.page, "New")
    dialog = hands.dialog(window)
    # Made of no class of its own: it is known by who asks.
    assert asked(dialog) == "02-associations#Ajouter une association"
    assert dialog.isVisible()
    dialog.reject()
    window.show_page(PLANNING)
    hands.press(window.page, "Find a room")
    dialog = hands.dialog(window)
    assert asked(dialog) == "03-planning#Trouver une salle"
    dialog.reject()
    hands.press(window.page, "Book")
    dialog = hands.dialog(window)
    dialog.form["room_id"].editor.setFocus()
    assert asked(dialog) == "03-planning#Réserver"
    dialog.form["rhythm"].editor.setFocus()
    assert asked(dialog) == "04-series#Réserver une série"
    dialog.reject()


def test_before_there_is_a_window_too(tmp_path: Path, qtbot: QtBot) -> None:
    builders.a_desk(tmp_path / "tilleuls.coopdesk").close()
    dialogs: list[tuple[QDialog, str]] = [
        (UnlockDialog(tmp_path / "tilleuls.coopdesk"), "11-mot-de-passe"),
        (DamagedDialog(tmp_path / "tilleuls.coopdesk"), "14-depannage"),
    ]
    for dialog, stem in dialogs:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.open()
        hands.settle()
        assert asked(dialog).startswith(stem)
        dialog.close()
    help_key.close_manual()
