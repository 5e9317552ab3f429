"""Organisations: what is refused, what only deserves to be seen, and how drafts are tidied."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.organisation import (
    INSURANCE_NOTICE,
    ContactDraft,
    OrganisationDraft,
    PaperState,
    check,
    check_contact,
    check_reach,
    paper_state,
    tidy,
)
from coopdesk.foundation.problems import Problem, errors, warnings

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


def test_a_collective_needs_nothing_but_a_name() -> None:
    assert check(OrganisationDraft(name="Collectif des Peupliers"), TODAY) == []


@pytest.mark.parametrize(
    ("draft", "field", "code"),
    [
        (OrganisationDraft(name=""), "name", "required"),
        (OrganisationDraft(name="A", siret="123"), "siret", "digits_missing"),
        (OrganisationDraft(name="A", siren="000000019"), "siren", "siren_key"),
        (OrganisationDraft(name="A", siren="000000026", siret="00000001800010"), "siren", "siren_differs_from_siret"),
        (OrganisationDraft(name="A", members=-1), "members", "negative_count"),
        (OrganisationDraft(name="A", volunteers=-1), "volunteers", "negative_count"),
        (OrganisationDraft(name="A", charter_signed_on=TOMORROW), "charter_signed_on", "date_in_future"),
        (OrganisationDraft(name="A", declared_on=TOMORROW), "declared_on", "date_in_future"),
        (
            OrganisationDraft(name="A", republican_commitment_signed_on=TOMORROW),
            "republican_commitment_signed_on",
            "date_in_future",
        ),
    ],
)
def test_what_is_refused(draft: OrganisationDraft, field: str, code: str) -> None:
    (problem,) = errors(check(draft, TODAY))
    assert (problem.field, problem.code) == (field, code)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (OrganisationDraft(name="A", rna="12345"), "rna_form"),
        (OrganisationDraft(name="A", priority_district="Les Tilleuls"), "district_form"),
        (OrganisationDraft(name="A", postcode="1000"), "postcode_form"),
        (OrganisationDraft(name="A", phone="123"), "phone_form"),
        (OrganisationDraft(name="A", email="camille"), "email_form"),
    ],
)
def test_what_only_deserves_to_be_seen(draft: OrganisationDraft, code: str) -> None:
    problems = check(draft, TODAY)
    assert errors(problems) == ()
    assert [problem.code for problem in warnings(problems)] == [code]


def test_signed_or_declared_today_is_not_in_the_future() -> None:
    signed = OrganisationDraft(name="A", charter_signed_on=TODAY, declared_on=TODAY, insurance_ends_on=TOMORROW)
    assert check(signed, TODAY) == []


@pytest.mark.parametrize("phone", ["01 02 03 04 05", "01.02.03.04.05", "+33 1 02 03 04 05", "0102030405", ""])
@pytest.mark.parametrize("email", ["contact@exemple.fr", "a.b+c@sous.exemple.fr", ""])
def test_ways_to_reach_someone(phone: str, email: str) -> None:
    assert check_reach(phone, email) == []


@pytest.mark.parametrize("email", ["@exemple.fr", "contact@", "contact@exemple", "con tact@exemple.fr"])
def test_addresses_that_cannot_be_right(email: str) -> None:
    assert [problem.code for problem in check_reach("", email)] == ["email_form"]


def test_a_contact_needs_a_name() -> None:
    draft = ContactDraft(organisation_id=1, name="", phone="12")
    assert [problem.code for problem in check_contact(draft, TODAY)] == ["required", "phone_form"]


def test_a_contact_is_collected_informed_and_confirmed_by_now() -> None:
    tomorrow = TODAY + timedelta(days=1)
    draft = ContactDraft(organisation_id=1, name="Nadia", collected_on=TODAY, informed_on=tomorrow, confirmed_on=None)
    assert check_contact(draft, TODAY) == [Problem("informed_on", "date_in_future")]


@pytest.mark.parametrize(
    ("ends_on", "state"),
    [
        (None, PaperState.ABSENT),
        (TODAY - timedelta(days=1), PaperState.ENDED),
        (TODAY, PaperState.ENDING),
        (TODAY + INSURANCE_NOTICE, PaperState.ENDING),
        (TODAY + INSURANCE_NOTICE + timedelta(days=1), PaperState.VALID),
    ],
)
def test_a_paper_is_good_on_its_last_day(ends_on: date | None, state: PaperState) -> None:
    assert paper_state(ends_on, TODAY) is state


def test_tidied_drafts() -> None:
    typed = OrganisationDraft(
        name="  Jardin \n Coquelicot ",
        rna="w000 000 001",
        siret="000 000 018 00010",
        priority_district="qn07501m",
        postcode="01 000",
        themes=("jardin", " école ", "", "jardin"),
    )
    tidied = tidy(typed)
    assert tidied.name == "Jardin Coquelicot"
    assert (tidied.rna, tidied.siret, tidied.siren) == ("W000000001", "00000001800010", "000000018")
    assert (tidied.priority_district, tidied.postcode) == ("QN07501M", "01000")
    assert tidied.themes == ("jardin", "école")
    assert check(tidied, TODAY) == []


@given(st.builds(OrganisationDraft, name=st.text(), siret=st.text(), themes=st.lists(st.text()).map(tuple)))
def test_tidying_twice_changes_nothing_more(draft: OrganisationDraft) -> None:
    assert tidy(tidy(draft)) == tidy(draft)
