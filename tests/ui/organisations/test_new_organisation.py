"""A new association: few fields, live checks, then its sheet."""

from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import checks, hands

from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.services.organisations import OrganisationFilter
from coopdesk.ui.organisations.page import OrganisationsPage


def test_it_is_added_and_its_sheet_opens(page: OrganisationsPage, desk: Desk) -> None:
    page.new_record()
    hands.settle()
    dialog = hands.dialog(page)
    dialog.form.set_values({"name": "Répar’Ici", "themes": "réemploi, vélo"})
    assert checks.nameless(dialog) == []
    hands.accept(page)
    assert page.sheet.organisation_id
    added = organisations.get(desk, page.sheet.organisation_id)
    assert added is not None
    assert (added.name, added.themes) == ("Répar’Ici", ("réemploi", "vélo"))
    assert hands.says(page.sheet, "Répar’Ici")


def test_without_a_name_it_is_refused_beside_the_field(page: OrganisationsPage, desk: Desk) -> None:
    page.new_record()
    hands.settle()
    hands.accept(page)
    assert "needed" in hands.dialog(page).form["name"].message()
    assert organisations.count(desk, OrganisationFilter(on=desk.today())) == 3


def test_a_duplicate_is_announced_while_typing(page: OrganisationsPage) -> None:
    page.new_record()
    hands.settle()
    form = hands.dialog(page).form
    form["name"].set_value("PARENTS DU MAIL")
    assert "already in the file" in form["name"].message()
    form["siret"].set_value("00000001800010")
    assert "already has this SIRET" in form["siret"].message()
    form["rna"].set_value("W000000099")
    assert form["rna"].message() == "Right form"


def test_an_empty_register_offers_the_first_act(qtbot: QtBot, desk: Desk) -> None:
    page = hands.open_page(qtbot, OrganisationsPage, desk)
    assert hands.says(page, "No association yet.")
    builders.an_organisation(desk)
    hands.settle()
    assert not hands.says(page, "No association yet.")
