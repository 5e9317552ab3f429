"""The sheet of an association: saved field by field, never with something wrong."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import checks, hands
from tests.ui.conftest import Recorder

from coopdesk.domain.listing import Subject
from coopdesk.domain.organisation import Organisation, OrganisationKind
from coopdesk.services import equipment, loans, organisations
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui.organisations.page import OrganisationsPage
from coopdesk.ui.organisations.sheet import BOOKINGS, CONTACTS, LOANS, PAPERS
from coopdesk.ui.page import Target


def stored(desk: Desk, key: int) -> Organisation:
    """What the file holds."""
    organisation = organisations.get(desk, key)
    assert organisation is not None
    return organisation


def type_in(page: OrganisationsPage, name: str, words: str) -> None:
    """Type in a field in place of what it holds."""
    editor = page.sheet.identity.form[name].editor
    editor.setFocus()
    hands.settle()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, words)


def leave(page: OrganisationsPage) -> None:
    """Go elsewhere on the page."""
    page.register.view.setFocus()
    hands.settle()


def test_a_field_is_saved_when_it_is_left_or_with_enter(page: OrganisationsPage, desk: Desk, parents: int) -> None:
    type_in(page, "city", "Villeneuve")
    assert stored(desk, parents).city == ""
    leave(page)
    assert stored(desk, parents).city == "Villeneuve"
    type_in(page, "name", "Parents du Grand Mail")
    QTest.keyClick(page.sheet.identity.form["name"].editor, Qt.Key.Key_Return)
    hands.settle()
    assert stored(desk, parents).name == "Parents du Grand Mail"
    assert "Parents du Grand Mail" in hands.column(page.register.view, "name")


def test_a_choice_is_saved_at_once(page: OrganisationsPage, desk: Desk, parents: int) -> None:
    page.sheet.identity.form["kind"].set_value(OrganisationKind.COMPANY)
    assert stored(desk, parents).kind is OrganisationKind.COMPANY


def test_themes_are_typed_with_commas(page: OrganisationsPage, desk: Desk, parents: int) -> None:
    type_in(page, "themes", "cuisine,  jardin ,")
    leave(page)
    assert stored(desk, parents).themes == ("cuisine", "jardin")
    assert page.sheet.identity.form["themes"].value() == "cuisine, jardin"


def test_what_is_verified_is_said(page: OrganisationsPage) -> None:
    form = page.sheet.identity.form
    assert form["rna"].message() == "Right form"
    assert form["siret"].message() == "Key verified, SIREN 000\u202f000\u202f018"
    assert form["siret"].value() == "000 000 018 00010"


def test_a_wrong_siret_stays_with_its_sentence_and_is_not_written(
    page: OrganisationsPage, desk: Desk, parents: int
) -> None:
    field = page.sheet.identity.form["siret"]
    type_in(page, "siret", "00000001800011")
    assert field.message() == ""
    leave(page)
    assert "key of the SIRET" in field.message()
    assert stored(desk, parents).siret == "00000001800010"
    # The other fields are saved all the same, and what was refused is not wiped away.
    type_in(page, "city", "Villeneuve")
    leave(page)
    assert stored(desk, parents).city == "Villeneuve"
    assert field.value() == "00000001800011"
    assert "key of the SIRET" in field.message()
    assert page.sheet.identity.unsaved() == {"siret"}
    type_in(page, "siret", "000 000 026 00005")
    leave(page)
    assert (stored(desk, parents).siret, stored(desk, parents).siren) == ("00000002600005", "000000026")
    assert page.sheet.identity.unsaved() == frozenset()


def test_a_date_that_cannot_be_read_erases_nothing(page: OrganisationsPage, desk: Desk, parents: int) -> None:
    page.sheet.show_tab(PAPERS)
    field = page.sheet.papers.form["insurance_ends_on"]
    field.editor.setFocus()
    hands.settle()
    QTest.keyClick(field.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field.editor, "demain")
    leave(page)
    assert field.message() == "Write the date as 26/11/2026."
    assert stored(desk, parents).insurance_ends_on == date(2026, 12, 20)


def test_a_duplicate_is_announced_while_typing(page: OrganisationsPage, desk: Desk, others: list[int]) -> None:
    hands.choose_line(page.register.view, 0)
    type_in(page, "name", "parents du mail")
    assert "“Parents du Mail” is already in the file" in page.sheet.identity.form["name"].message()
    type_in(page, "siret", "00000001800010")
    assert "already has this SIRET" in page.sheet.identity.form["siret"].message()
    leave(page)
    assert stored(desk, others[0]).siret == ""


def test_another_sheet_starts_clean(page: OrganisationsPage) -> None:
    type_in(page, "siret", "1")
    leave(page)
    hands.choose_line(page.register.view, 2)
    assert page.sheet.identity.form["siret"].value() == ""
    assert page.sheet.identity.form["siret"].message() == ""
    assert page.sheet.identity.unsaved() == frozenset()


def test_papers_are_edited_and_shown(page: OrganisationsPage, desk: Desk, parents: int) -> None:
    assert hands.says(page.sheet, "20/12/2026, in 26 days")
    page.sheet.show_tab(PAPERS)
    page.sheet.papers.form["agreement_ends_on"].set_value(date(2027, 8, 31))
    hands.settle()
    assert stored(desk, parents).agreement_ends_on == date(2027, 8, 31)
    assert hands.says(page.sheet, "until 31/08/2027")


def test_what_comes_is_said_bookings_and_returns(page: OrganisationsPage, desk: Desk, parents: int) -> None:
    builders.a_booking(desk, builders.a_room(desk), parents)
    chairs = builders.done(equipment.add(desk, builders.an_equipment_draft()))
    builders.done(loans.lend(desk, builders.a_loan_draft(parents, (chairs, 40)), hand_over_now=False))
    hands.settle()
    assert hands.says(page.sheet, "Grande salle, 14:00")
    assert hands.says(page.sheet, "return of")
    lists = {tab: hands.listed(page.sheet, name) for tab, name in ((BOOKINGS, "Booking"), (LOANS, "Loan"))}
    assert {tab: view.lines.rowCount() for tab, view in lists.items()} == {BOOKINGS: 1, LOANS: 1}


def test_book_and_lend_go_to_their_screens(qtbot: QtBot, page: OrganisationsPage) -> None:
    targets: list[Target] = []
    page.navigate.connect(targets.append)
    hands.press(page.sheet, "Book")
    hands.press(page.sheet, "Lend")
    assert [(one.subject, one.id, one.new) for one in targets] == [
        (Subject.BOOKING, None, True),
        (Subject.LOAN, None, True),
    ]


def test_deletion_is_refused_with_what_hangs_on_it(
    page: OrganisationsPage, desk: Desk, parents: int, recorder: Recorder
) -> None:
    room = builders.a_room(desk)
    for day in (26, 27):
        builders.a_booking(desk, room, parents, starts_at=datetime(2026, 11, day, 14))
    page.sheet.delete_action.trigger()
    kind, words = recorder.said[-1]
    assert kind == "warning"
    assert "2 bookings" in words
    assert organisations.get(desk, parents) is not None


def test_deletion_asks_first_then_closes_the_sheet(
    page: OrganisationsPage, desk: Desk, parents: int, recorder: Recorder
) -> None:
    recorder.answers = [False]
    page.sheet.delete_action.trigger()
    assert organisations.get(desk, parents) is not None
    recorder.answers = [True]
    page.sheet.delete_action.trigger()
    hands.settle()
    assert organisations.get(desk, parents) is None
    assert hands.column(page.register.view, "name") == ["Échecs du Mail", "Tilleuls en Chœur"]


def test_contacts_are_added_changed_and_deleted(
    page: OrganisationsPage, desk: Desk, parents: int, recorder: Recorder
) -> None:
    page.sheet.show_tab(CONTACTS)
    hands.press(page.sheet.contacts, "Add a contact")
    dialog = hands.dialog(page)
    hands.accept(page)
    assert dialog.form["name"].message() != ""
    dialog.form["name"].set_value("Bruno Kessy")
    hands.accept(page)
    assert [one.name for one in organisations.contacts(desk, parents)] == ["Nadia Ferrand", "Bruno Kessy"]
    hands.press(page.sheet.contacts, "Edit Nadia Ferrand")
    hands.dialog(page).form["phone"].set_value("01 99 00 00 99")
    hands.accept(page)
    assert organisations.contacts(desk, parents)[0].phone == "01 99 00 00 99"
    assert hands.says(page.sheet.contacts, "01 99 00 00 99")
    recorder.answers = [True]
    hands.press(page.sheet.contacts, "Delete Nadia Ferrand")
    assert [one.name for one in organisations.contacts(desk, parents)] == ["Bruno Kessy"]
    assert page.focusWidget() is hands.button(page.sheet.contacts, "Delete Bruno Kessy")


def test_the_narrow_form_shows_the_list_or_the_sheet(page: OrganisationsPage) -> None:
    page.resize(936, 640)
    hands.settle()
    assert page.register.isVisible()
    assert not page.sheet.isVisible()
    hands.choose_line(page.register.view, 1)
    assert page.sheet.isVisible()
    assert not page.register.isVisible()
    page.sheet.back.click()
    assert page.register.isVisible()


def test_every_part_names_its_controls_and_fits(page: OrganisationsPage) -> None:
    for width in (1278, 936):
        page.resize(width, 640)
        hands.settle()
        if width < 1000:
            hands.choose_line(page.register.view, 1)
        for tab in range(6):
            page.sheet.show_tab(tab)
            hands.settle()
            assert checks.nameless(page) == []
            assert checks.clipped(page) == []
        assert page.minimumSizeHint().width() <= 1024 - 88
        assert page.minimumSizeHint().height() <= 590


def test_a_file_that_is_only_read_offers_no_writing(qtbot: QtBot, desk: Desk, parents: int) -> None:
    path = desk.path
    reading = open_desk(path, read_only=True, clock=lambda: builders.NOW)
    page = hands.open_page(qtbot, OrganisationsPage, reading)
    assert isinstance(page, OrganisationsPage)
    page.open_record(Subject.ORGANISATION, parents)
    assert not page.sheet.book.isEnabled()
    assert not page.sheet.delete_action.isEnabled()
    assert not page.sheet.identity.form["name"].editor.isEnabled()
    reading.close()
