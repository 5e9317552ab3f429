"""The register of organisations: which ones its filters leave, and its themes in order."""

from datetime import date

import pytest
from tests.builders import NOW, an_organisation, done

from coopdesk.domain.listing import EVERYTHING
from coopdesk.domain.organisation import ContactDraft, OrganisationDraft
from coopdesk.foundation.problems import Problem, Refused
from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.services.organisations import OrganisationFilter

TODAY = NOW.date()
PAST, TO_COME = date(2026, 11, 23), date(2027, 8, 31)


@pytest.mark.parametrize(
    ("papers", "is_missing"),
    [
        ({}, True),
        ({"insurance_ends_on": PAST}, True),
        ({"insurance_ends_on": TODAY}, False),
        ({"insurance_ends_on": TO_COME}, False),
        ({"insurance_ends_on": TO_COME, "agreement_ends_on": TODAY}, False),
        ({"insurance_ends_on": TO_COME, "agreement_ends_on": PAST}, True),
        ({"charter_signed_on": PAST}, True),
    ],
)
def test_a_paper_is_missing_when_none_covers_today(desk: Desk, papers: dict[str, date], is_missing: bool) -> None:
    an_organisation(desk, "Parents du Mail", **papers)
    chosen = OrganisationFilter(on=TODAY, paper_missing=True)
    assert organisations.count(desk, chosen) == is_missing
    assert len(organisations.lines(desk, chosen, None, EVERYTHING)) == is_missing


def test_themes_are_in_order_whatever_their_accents(desk: Desk) -> None:
    an_organisation(desk, "A", themes=("Zumba", "Écologie", "jeux"))
    an_organisation(desk, "B", themes=("Danse", "Zumba"))
    assert organisations.themes(desk) == ["Danse", "Écologie", "jeux", "Zumba"]


def test_an_organisation_that_is_gone_is_said_to_be(desk: Desk) -> None:
    outcome = organisations.edit(desk, 7, OrganisationDraft(name="Parents du Mail"))
    assert outcome == Refused((Problem("", "organisation_unknown", {"name": ""}),))


def test_a_contact_goes_to_no_organisation_that_is_gone(desk: Desk) -> None:
    here = an_organisation(desk, "Parents du Mail")
    contact = done(organisations.add_contact(desk, ContactDraft(organisation_id=here, name="Nadia")))
    outcome = organisations.edit_contact(desk, contact, ContactDraft(organisation_id=here + 1, name="Nadia"))
    assert outcome == Refused((Problem("", "organisation_unknown", {"name": ""}),))
    assert [one.name for one in organisations.contacts(desk, here)] == ["Nadia"]
