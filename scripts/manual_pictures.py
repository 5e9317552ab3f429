"""What the pictures of the manual show: each a screen or a dialog of the fictional house, opened as its user would."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from coopdesk.app import damage
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.listing import EVERYTHING, Sort, Subject, Window
from coopdesk.services import actions, backups, equipment, organisations, rooms
from coopdesk.services.desk import Desk
from coopdesk.ui.closing.closing_dialog import ClosingDialog
from coopdesk.ui.equipment.detail import ArticleDetail
from coopdesk.ui.equipment.page import EquipmentPage
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.page import Target
from coopdesk.ui.planning.repeat_rhythm import Rhythm
from coopdesk.ui.settings.page import SettingsPage
from coopdesk.ui.welcome import Welcome
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import NumberField

Save = Callable[[QWidget, str], None]

HOME, PLANNING, EQUIPMENT, ORGANISATIONS, ACTIONS, SUMMARIES, SETTINGS = range(7)
DIALOG_SIZE = (1180, 690)
"""For the dialogs that have two columns."""


def draw(window: MainWindow, desk: Desk, save: Save) -> None:
    """Draw all of them."""
    _first_day(window, desk, save)
    _planning(window, desk, save)
    _registers(window, desk, save)
    _settings(window, save)


def _first_day(window: MainWindow, desk: Desk, save: Save) -> None:
    welcome = Welcome(open_file=damage.open_or_mend)
    welcome._folder = Path("C:/Documents/coopdesk")  # noqa: SLF001 - no path of this computer in a picture
    welcome.form.set_values({"name": "Maison de quartier des Tilleuls", "room": "Grande salle", "capacity": 120})
    welcome.resize(welcome.sizeHint())
    welcome.show()
    save(welcome, "bienvenue")
    welcome.close()
    window.show_page(HOME)
    save(window, "accueil")
    backups.back_up(desk)


def _planning(window: MainWindow, desk: Desk, save: Save) -> None:
    window.show_page(PLANNING)
    save(window, "planning")
    who = {name: key for key, name in organisations.names(desk).items()}
    room = {one.name: one.id for one in rooms.rooms(desk)}
    press(window.page, "Réserver")
    dialog = shown(window)
    dialog.form.set_values(
        {
            "organisation_id": who["Tilleuls en Chœur"],
            "room_id": room["Grande salle A"],
            "day": date(2026, 12, 1),
            "starts_at": time(19),
            "ends_at": time(21),
            "purpose": "Répétition",
            "expected_persons": 35,
        }
    )
    settle()
    dialog.resize(dialog.sizeHint())
    save(dialog, "reserver")
    dialog.form.set_values({"rhythm": Rhythm.WEEKLY, "until": date(2027, 6, 30)})
    dialog.form.set_values({"school_holidays": HolidayRule.SKIP, "bank_holidays": HolidayRule.SKIP})
    dialog.resize(*DIALOG_SIZE)
    save(dialog, "serie")
    dialog.reject()
    press(window.page, "Trouver une salle")
    dialog = shown(window)
    dialog.form.set_values({"day": date(2026, 11, 26), "starts_at": time(14), "ends_at": time(16), "persons": 15})
    save(dialog, "trouver-une-salle")
    dialog.reject()
    choose(window.page, "Fermer pour une période")
    dialog = shown(window)
    dialog.form.set_values(
        {
            "room_id": room["Salle Cèdre"],
            "starts_at": date(2026, 11, 30),
            "ends_at": date(2026, 12, 2),
            "reason": "Peinture",
        }
    )
    while isinstance(dialog, ClosingDialog) and dialog.is_looking:
        QTest.qWait(20)
    save(dialog, "fermer")
    dialog.reject()
    choose(window.page, "Reconduire la saison…")
    dialog = shown(window)
    save(dialog, "reconduire")
    dialog.reject()


def _registers(window: MainWindow, desk: Desk, save: Save) -> None:
    window.show_page(ORGANISATIONS)
    who = {name: key for key, name in organisations.names(desk).items()}
    window.go_to(Target(Subject.ORGANISATION, who["Échecs du Mail"]))
    save(window, "associations")
    window.show_page(EQUIPMENT)
    stock = equipment.stock(desk, equipment.EquipmentFilter(), None, EVERYTHING)
    busiest = max(stock, key=lambda one: len(set(one.free_by_day))).article
    page = window.page
    assert isinstance(page, EquipmentPage)  # noqa: S101 - the page of that place
    page.show_article(busiest.id)
    save(window, "materiel")
    page.show_article(next(one.article.id for one in stock if one.article.name.startswith("Chaises")))
    settle()
    press(page.findChildren(ArticleDetail)[0], "Prêter")
    dialog = shown(window)
    dialog.form.set_values({"organisation_id": who["Fil & Parole"]})
    next(one for one in dialog.findChildren(NumberField) if one.name == "quantity").set_value(30)
    save(dialog, "preter")
    dialog.reject()
    largest = Sort("partners", descending=True)
    first = actions.lines(desk, actions.ActionFilter(), largest, Window(0, 1))[0]
    window.go_to(Target(Subject.ACTION, first.id))
    save(window, "actions")
    window.show_page(SUMMARIES)
    save(window, "bilans")


def _settings(window: MainWindow, save: Save) -> None:
    window.show_page(SETTINGS)
    page = window.page
    page.refresh()
    assert isinstance(page, SettingsPage)  # noqa: S101 - the page of that place
    save(page.rooms, "salles")
    for label in page.backups.findChildren(QLabel):
        if label.text().endswith("Sauvegardes") and label.text() != "Sauvegardes":
            label.setText("C:/Documents/coopdesk/Sauvegardes")  # no path of this computer in a picture
    save(page.backups, "sauvegardes")
    save(page.password, "mot-de-passe")
    save(page.privacy, "donnees-personnelles")
    press(page, "Restaurer…")
    dialog = shown(window)
    save(dialog, "restaurer")
    dialog.reject()


def settle() -> None:
    """Let what was asked for arrive."""
    QTest.qWait(300)


def press(where: QWidget, words: str) -> None:
    """Press the visible button of these words, which must be the program's own."""
    found = [one for one in where.findChildren(QAbstractButton) if one.isVisible() and one.text() == words]
    found[0].click()
    settle()


def choose(where: QWidget, words: str) -> None:
    """Choose from one of the menus that the buttons of a page unfold."""
    found = [
        action
        for button in where.findChildren(QPushButton)
        if button.isVisible() and button.menu() is not None
        for action in button.menu().actions()
        if action.text() == words
    ]
    (action,) = found
    action.trigger()
    settle()


def shown(window: QWidget) -> FormDialog:
    """The dialog that is open over the window."""
    (dialog,) = [one for one in window.findChildren(FormDialog) if one.isVisible()]
    QApplication.processEvents()
    return dialog
