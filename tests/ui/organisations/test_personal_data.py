"""From a contact's line: what is held on the person is handed out, and the person is erased, both seen first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox
from tests import builders
from tests.ui import checks, hands
from tests.ui.conftest import Recorder

from coopdesk.domain.history import Way
from coopdesk.domain.listing import Subject
from coopdesk.domain.organisation import ContactDraft
from coopdesk.services import bookings, organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.organisations.page import OrganisationsPage
from coopdesk.ui.organisations.sheet import CONTACTS
from coopdesk.ui.page import Target
from coopdesk.ui.widgets.buttons import Button

ACCESS, ERASE = "What is held on this person…", "Erase this person…"


@pytest.fixture
def booking(desk: Desk, parents: int) -> int:
    """A booking whose purpose names the contact."""
    return builders.a_booking(desk, builders.a_room(desk), parents, purpose="Anniversaire de Nadia Ferrand")


@pytest.fixture
def start(page: OrganisationsPage) -> Callable[[str], None]:
    """Choose an act on the contact's line."""

    def choose(act: str) -> None:
        page.refresh()
        page.sheet.show_tab(CONTACTS)
        hands.settle()
        more = hands.button(page.sheet.contacts, "More acts on Nadia Ferrand")
        assert isinstance(more, Button)
        action: QAction = next(one for one in more.menu().actions() if one.text() == act)
        action.trigger()
        hands.settle()

    return choose


def box(page: OrganisationsPage, words: str) -> QCheckBox:
    """The box of the line of the open dialog that begins with these words."""
    found = [one for one in hands.dialog(page).findChildren(QCheckBox) if one.accessibleName().startswith(words)]
    assert len(found) == 1, [one.accessibleName() for one in hands.dialog(page).findChildren(QCheckBox)]
    return found[0]


def test_new_contacts_are_collected_today(page: OrganisationsPage, desk: Desk, parents: int) -> None:
    page.sheet.show_tab(CONTACTS)
    hands.press(page.sheet.contacts, "Add a contact")
    dialog = hands.dialog(page)
    dialog.form["name"].set_value("Bruno Kessy")
    dialog.form["source"].set_value("au comptoir")
    hands.accept(page)
    contact = organisations.contacts(desk, parents)[-1]
    assert (contact.collected_on, contact.informed_on) == (desk.today(), None)
    assert hands.says(page.sheet.contacts, "Details: au comptoir · collected on 24/11/2026 · not informed yet")


def test_what_is_held_is_saved_twice_and_noted(
    page: OrganisationsPage, desk: Desk, booking: int, start: Callable[[str], None], recorder: Recorder, tmp_path: Path
) -> None:
    start(ACCESS)
    assert hands.says(hands.dialog(page), "Booking “Grande salle”, 26/11/2026 – purpose")
    recorder.answers = [None, tmp_path / "nadia.pdf"]
    hands.accept(page)
    assert not hands.is_free(page)
    hands.accept(page)
    assert hands.is_free(page)
    assert (tmp_path / "nadia.pdf").read_bytes().startswith(b"%PDF")
    assert "Anniversaire de Nadia Ferrand" in (tmp_path / "nadia.csv").read_text(encoding="utf-8-sig")
    assert recorder.said[-1] == ("information", "It is written: nadia.pdf and nadia.csv.")
    assert "Ferrand" not in recorder.suggested.name
    with desk.read() as connection:
        noted = connection.exec_driver_sql("SELECT count(*) FROM journal WHERE operation = 'export_contact'")
        assert noted.scalar_one() == 1


def test_what_is_not_ticked_is_not_handed_out(
    page: OrganisationsPage, booking: int, start: Callable[[str], None], recorder: Recorder, tmp_path: Path
) -> None:
    start(ACCESS)
    box(page, "Booking").click()
    recorder.answers = [tmp_path / "nadia.pdf"]
    hands.accept(page)
    assert "Anniversaire" not in (tmp_path / "nadia.csv").read_text(encoding="utf-8-sig")


def test_a_person_is_erased_where_they_are_ticked(
    page: OrganisationsPage, desk: Desk, parents: int, booking: int, start: Callable[[str], None]
) -> None:
    contact = organisations.contacts(desk, parents)[0]
    start(ERASE)
    dialog = hands.dialog(page)
    assert hands.says(dialog, "then: “Anniversaire de [erased]”")
    assert hands.says(dialog, "Backups made until today still hold the person; the first one made from 1 November 2027")
    assert hands.says(dialog, "The organisation stays, with 1 booking")
    hands.accept(page)
    assert organisations.contacts(desk, parents)[0].name == f"erased contact no. {contact.id}"
    stored = bookings.get(desk, booking)
    assert stored is not None
    assert stored.purpose == "Anniversaire de [erased]"
    assert hands.says(page.sheet.contacts, f"erased contact no. {contact.id}")
    assert hands.says(page.sheet.contacts, "chair · erased on 24/11/2026")
    assert desk.next_act(Way.UNDONE) is None


def test_a_text_may_keep_its_words(
    page: OrganisationsPage, desk: Desk, booking: int, start: Callable[[str], None]
) -> None:
    start(ERASE)
    assert not hands.says(hands.dialog(page), "keeps its words")
    box(page, "Booking").click()
    hands.settle()
    assert hands.says(hands.dialog(page), "1 text that is not ticked keeps its words.")
    hands.accept(page)
    stored = bookings.get(desk, booking)
    assert stored is not None
    assert stored.purpose == "Anniversaire de Nadia Ferrand"


def test_the_same_person_elsewhere_goes_along_once_ticked(
    page: OrganisationsPage, desk: Desk, parents: int, others: list[int], start: Callable[[str], None]
) -> None:
    elsewhere = ContactDraft(organisation_id=others[0], name="FERRAND Nadia")
    builders.done(organisations.add_contact(desk, elsewhere))
    start(ERASE)
    box(page, "FERRAND Nadia, at Échecs du Mail").click()
    hands.settle()
    hands.accept(page)
    assert all(organisations.contacts(desk, one)[0].erased_on == desk.today() for one in (parents, others[0]))


def test_an_open_loan_holds_it_up_and_says_why(
    page: OrganisationsPage, desk: Desk, parents: int, start: Callable[[str], None]
) -> None:
    builders.a_loan(desk, parents, (builders.an_equipment(desk), 2), hand_over_now=True)
    start(ERASE)
    dialog = hands.dialog(page)
    assert hands.says(dialog, "Nadia Ferrand is the only person to reach at Parents du Mail")
    assert not dialog.accept_button.isEnabled()
    assert not hands.says(dialog, "is settled")


def test_a_text_leads_to_its_record(page: OrganisationsPage, booking: int, start: Callable[[str], None]) -> None:
    went: list[object] = []
    page.navigate.connect(went.append)
    start(ERASE)
    hands.press(hands.dialog(page), "Open: Booking “Grande salle”, 26/11/2026 – purpose")
    assert went == [Target(Subject.BOOKING, booking)]
    assert hands.is_free(page)


@pytest.mark.parametrize("act", [ACCESS, ERASE])
def test_the_dialogs_name_their_controls_and_fit(
    page: OrganisationsPage, booking: int, start: Callable[[str], None], act: str
) -> None:
    start(act)
    assert checks.nameless(hands.dialog(page)) == []
    assert checks.clipped(hands.dialog(page)) == []
