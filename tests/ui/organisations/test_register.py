"""The list of associations: what it finds, in which order, and what it says of their papers."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests import builders
from tests.ui import hands

from coopdesk.services.desk import Desk
from coopdesk.ui.organisations.page import OrganisationsPage


def names(page: OrganisationsPage) -> list[str]:
    """What the list shows, from top to bottom."""
    hands.settle()
    return hands.column(page.register.view, "name")


def test_names_are_in_order_whatever_their_accents(page: OrganisationsPage) -> None:
    assert names(page) == ["Échecs du Mail", "Parents du Mail", "Tilleuls en Chœur"]
    hands.sort_by(page.register.view, "name")
    assert names(page) == ["Tilleuls en Chœur", "Parents du Mail", "Échecs du Mail"]


def test_the_soonest_insurance_comes_first_and_the_missing_last(page: OrganisationsPage) -> None:
    hands.sort_by(page.register.view, "insurance_ends_on")
    assert names(page) == ["Parents du Mail", "Tilleuls en Chœur", "Échecs du Mail"]


def test_a_search_forgets_accents_and_ligatures(page: OrganisationsPage) -> None:
    QTest.keyClicks(page.register.search, "choeur")
    assert names(page) == ["Tilleuls en Chœur"]
    page.register.search.clear()
    QTest.keyClicks(page.register.search, "echecs mail")
    assert names(page) == ["Échecs du Mail"]


def test_a_search_that_finds_nothing_says_so(page: OrganisationsPage) -> None:
    QTest.keyClicks(page.register.search, "zzz")
    assert names(page) == []
    assert hands.says(page.register, "No association answers this search.")


def test_filters_leave_what_they_say_and_count_it(page: OrganisationsPage) -> None:
    assert page.register.missing.text() == "Paper missing · 1"
    page.register.missing.click()
    assert names(page) == ["Échecs du Mail"]
    assert hands.says(page.register, "1 of 3")
    page.register.missing.click()
    page.register.district.click()
    assert names(page) == ["Parents du Mail"]
    page.register.district.click()
    page.register.charter.click()
    assert names(page) == ["Parents du Mail"]
    page.register.charter.click()
    page.register.themes.set_value("Musique")
    assert names(page) == ["Tilleuls en Chœur"]


def test_the_next_visit_is_said_as_people_say_it(page: OrganisationsPage, desk: Desk, parents: int) -> None:
    builders.a_booking(desk, builders.a_room(desk), parents, starts_at=datetime(2026, 11, 25, 14))
    hands.settle()
    assert hands.column(page.register.view, "next_booking") == ["—", "tomorrow", "—"]


def test_papers_are_spoken_not_only_drawn(page: OrganisationsPage) -> None:
    place = page.register.view.lines.columnCount() - 1
    spoken = page.register.view.lines.index(1, place).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "insurance: ends soon, agreement: not on file, charter: signed on 02/09/2025"


def test_a_line_opens_its_sheet(page: OrganisationsPage, others: list[int]) -> None:
    hands.choose_line(page.register.view, 0)
    assert page.sheet.organisation_id == others[0]
    assert hands.says(page.sheet, "Échecs du Mail")
