"""Ctrl+K finds what was written in every register and opens it; « New » begins each of the four."""

from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.builders import a_booking, a_loan, a_room, an_action, an_equipment, an_organisation
from tests.journeys.conftest import Opener
from tests.ui.hands import dialog, is_free, press, says, settle

from coopdesk.domain.listing import Subject
from coopdesk.services.desk import Desk
from coopdesk.ui.actions.page import ActionsPage
from coopdesk.ui.equipment.page import EquipmentPage
from coopdesk.ui.organisations.page import OrganisationsPage
from coopdesk.ui.page import Page, Target
from coopdesk.ui.planning.page import PlanningPage


class Sought(NamedTuple):
    """What is typed, and where it leads."""

    typed: str
    page: type[Page]
    shown: str


SOUGHT = (
    Sought("echecs", OrganisationsPage, "Club d’échecs"),
    Sought("repetition", PlanningPage, "Grande salle"),
    Sought("cafetiere", EquipmentPage, "Cafetière"),
    Sought("fete", ActionsPage, "Fête d’été"),
)


@pytest.mark.parametrize("sought", SOUGHT, ids=lambda one: one.typed)
def test_the_search_opens_what_it_finds(qtbot: QtBot, desk: Desk, opened: Opener, sought: Sought) -> None:
    club = an_organisation(desk, "Club d’échecs")
    a_booking(desk, a_room(desk), club, purpose="Répétition")
    an_equipment(desk, "Cafetière")
    an_action(desk, club, title="Fête d’été")
    window = opened(desk)

    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.top_bar.search, sought.typed)
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    settle()

    assert isinstance(window.page, sought.page)
    assert says(window, sought.shown)
    window.close()


def test_new_begins_each_of_the_four(desk: Desk, opened: Opener) -> None:
    a_loan(desk, an_organisation(desk), (an_equipment(desk), 1))
    a_room(desk)
    window = opened(desk)
    begun = []

    for action in window.top_bar.new_button.menu().actions():
        action.trigger()
        settle()
        begun.append((action.text(), dialog(window).windowTitle(), type(window.page).__name__))
        dialog(window).reject()
        settle()

    assert begun == [
        ("Booking", "Book a room", "PlanningPage"),
        ("Loan", "Lend equipment", "EquipmentPage"),
        ("Association", "New organisation", "OrganisationsPage"),
        ("Action", "New action", "ActionsPage"),
    ]
    assert is_free(window)
    window.close()


@pytest.mark.parametrize(("words", "page"), [("Book", PlanningPage), ("Lend", EquipmentPage)])
def test_the_sheet_of_an_association_books_and_lends_for_it(
    desk: Desk, opened: Opener, words: str, page: type[Page]
) -> None:
    club = an_organisation(desk, "Club d’échecs")
    a_room(desk)
    an_equipment(desk, "Cafetière")
    window = opened(desk)
    window.go_to(Target(Subject.ORGANISATION, club))
    settle()

    press(window, words)

    assert isinstance(window.page, page)
    assert dialog(window).form["organisation_id"].value() == club
    dialog(window).reject()
    window.close()
