"""Personal data in the settings: the periods, the contacts without a sign, the papers the house owes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import checks, hands
from tests.ui.conftest import Recorder

from coopdesk.domain.listing import Subject
from coopdesk.domain.organisation import ContactDraft
from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.page import Target
from coopdesk.ui.settings.page import SettingsPage


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with three contacts, of whom one has given a sign."""
    desk = builders.a_desk(tmp_path / "house.coopdesk")
    for name, confirmed_on in (("Nadia", date(2026, 9, 1)), ("Bruno Kessy", None), ("Lina Ortéga", date(2019, 5, 6))):
        key = builders.an_organisation(desk, f"Amis de {name}")
        draft = ContactDraft(organisation_id=key, name=name, confirmed_on=confirmed_on)
        builders.done(organisations.add_contact(desk, draft))
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    """The settings, open."""
    page = hands.open_page(qtbot, SettingsPage, desk)
    assert isinstance(page, SettingsPage)
    return page


def box(page: SettingsPage, words: str) -> QCheckBox:
    """The box of a contact in the open dialog."""
    boxes = hands.dialog(page).findChildren(QCheckBox)
    return next(one for one in boxes if one.accessibleName().startswith(words))


def test_periods_are_saved_and_their_ground_is_said(page: SettingsPage, desk: Desk) -> None:
    form = page.privacy.form
    form["privacy_lead"].set_value("Camille Moreau")
    form["contact_retention"].set_value(24)
    form["contact_retention"].left.emit()
    form["privacy_lead"].left.emit()
    house = desk.house()
    assert (house.privacy_lead, house.contact_retention, house.papers_retention) == ("Camille Moreau", 24, 60)
    assert hands.says(page.privacy, "a usual figure for prospects, not a rule for this case")
    assert hands.says(page.privacy, "To be verified: ")


def test_a_period_of_nothing_is_refused(page: SettingsPage, desk: Desk) -> None:
    page.privacy.form["papers_retention"].set_value(0)
    page.privacy.form["papers_retention"].left.emit()
    assert "1 to 1200" in page.privacy.form["papers_retention"].message()
    assert desk.house().papers_retention == 60


def test_contacts_without_a_sign_are_erased_once_ticked(page: SettingsPage, desk: Desk) -> None:
    hands.press(page.privacy, "Contacts without activity…")
    dialog = hands.dialog(page)
    assert not hands.says(dialog, "Nadia")
    assert hands.says(dialog, "no activity in the file · never confirmed")
    assert not dialog.accept_button.isEnabled()
    box(page, "Bruno Kessy").click()
    hands.accept(page)
    assert hands.says(hands.dialog(page), "Bruno Kessy, at Amis de Bruno Kessy")
    hands.accept(page)
    erased = [contact.erased_on for key in (1, 2, 3) for contact in organisations.contacts(desk, key)]
    assert erased == [None, desk.today(), None]


def test_all_of_them_at_once(page: SettingsPage, desk: Desk) -> None:
    hands.press(page.privacy, "Contacts without activity…")
    hands.press(hands.dialog(page), "Tick the 2 contacts")
    hands.accept(page)
    hands.accept(page)
    erased = [contact.erased_on for key in (1, 2, 3) for contact in organisations.contacts(desk, key)]
    assert erased == [None, desk.today(), desk.today()]
    hands.press(page.privacy, "Contacts without activity…")
    assert hands.says(hands.dialog(page), "nothing to do")


def test_the_list_is_saved_and_leads_to_the_sheets(page: SettingsPage, recorder: Recorder, tmp_path: Path) -> None:
    went: list[object] = []
    page.navigate.connect(went.append)
    hands.press(page.privacy, "Contacts without activity…")
    assert checks.nameless(hands.dialog(page)) == []
    assert checks.clipped(hands.dialog(page)) == []
    recorder.answers = [tmp_path / "idle.csv"]
    hands.press(hands.dialog(page), "Save as a table")
    assert "Lina Ortéga" in (tmp_path / "idle.csv").read_text(encoding="utf-8-sig")
    hands.press(hands.dialog(page), "Open: Bruno Kessy, at Amis de Bruno Kessy")
    assert went == [Target(Subject.ORGANISATION, 2)]


@pytest.mark.parametrize("words", ["Register sheet", "Information notice"])
def test_papers_are_written(qtbot: QtBot, page: SettingsPage, recorder: Recorder, tmp_path: Path, words: str) -> None:
    target = tmp_path / "paper.pdf"
    recorder.answers = [None, target]
    hands.press(page.privacy, words)
    assert not target.exists()
    hands.press(page.privacy, words)
    qtbot.waitUntil(lambda: ("information", "It is written: paper.pdf.") in recorder.said)
    assert target.read_bytes().startswith(b"%PDF")


def test_a_reader_changes_no_period(page: SettingsPage) -> None:
    page.set_read_only(True)
    assert not page.privacy.form["contact_retention"].editor.isEnabled()
