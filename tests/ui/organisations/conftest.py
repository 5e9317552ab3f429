"""A house with a few associations, and its page open."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import hands

from coopdesk.domain.listing import Subject
from coopdesk.domain.organisation import ContactDraft, ContactRole
from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.organisations.page import OrganisationsPage


@pytest.fixture
def parents(desk: Desk) -> int:
    """An association with its papers and a contact."""
    key = builders.an_organisation(
        desk,
        "Parents du Mail",
        short_name="PDM",
        rna="W000000012",
        siret="00000001800010",
        postcode="75001",
        themes=("Parentalité", "jeux"),
        priority_district="QN07501M",
        insurance_ends_on=date(2026, 12, 20),
        charter_signed_on=date(2025, 9, 2),
    )
    builders.done(
        organisations.add_contact(
            desk,
            ContactDraft(organisation_id=key, name="Nadia Ferrand", role=ContactRole.CHAIR, phone="01 99 00 00 13"),
        )
    )
    return key


@pytest.fixture
def others(desk: Desk) -> list[int]:
    """Two more associations, without any paper."""
    return [
        builders.an_organisation(desk, "Échecs du Mail", themes=("Jeu",)),
        builders.an_organisation(desk, "Tilleuls en Chœur", themes=("Musique",), insurance_ends_on=date(2027, 8, 31)),
    ]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, parents: int, others: list[int]) -> OrganisationsPage:
    """The page, with the sheet of the parents open."""
    page = hands.open_page(qtbot, OrganisationsPage, desk)
    assert isinstance(page, OrganisationsPage)
    page.open_record(Subject.ORGANISATION, parents)
    hands.settle()
    return page
