"""The register of actions: codes that exist, partners that exist, links kept."""

from dataclasses import replace
from datetime import date

import pytest
from tests.builders import (
    a_booking,
    a_loan,
    a_room,
    an_action,
    an_action_draft,
    an_equipment,
    an_organisation,
)

from coopdesk.domain.action import ActionStage, Partner, PartnerRole
from coopdesk.domain.listing import EVERYTHING, Sort
from coopdesk.domain.period import Period
from coopdesk.foundation.problems import Problem, Refused, Saved, refused
from coopdesk.services import actions, bookings, loans
from coopdesk.services.desk import Desk


@pytest.fixture
def partners(desk: Desk) -> tuple[int, int]:
    """Two associations."""
    return an_organisation(desk, "Parents du Mail"), an_organisation(desk, "Les Coursives")


def test_an_action_is_kept_whole(desk: Desk, partners: tuple[int, int]) -> None:
    booking_id = a_booking(desk, a_room(desk), partners[0])
    loan_id = a_loan(desk, partners[1], (an_equipment(desk), 4))
    draft = an_action_draft(
        *partners,
        title=" Fête de quartier ",
        brakes=("concurrence", "moyens"),
        booking_ids=(booking_id,),
        loan_ids=(loan_id,),
        reached_total=120,
        reached_district=80,
    )

    outcome = actions.add(desk, draft)

    assert isinstance(outcome, Saved)
    assert outcome.warnings == ()
    action = actions.get(desk, outcome.id)
    assert action is not None
    assert action.title == "Fête de quartier"
    assert action.partners == draft.partners
    assert (action.brakes, action.booking_ids, action.loan_ids) == (
        ("concurrence", "moyens"), (booking_id,), (loan_id,)
    )  # fmt: skip


def test_every_unknown_code_and_record_is_named_at_once(desk: Desk, partners: tuple[int, int]) -> None:
    draft = an_action_draft(
        partners[0],
        99,
        title="",
        form="F9",
        second_form="X",
        dynamic="D0",
        reasons=("par_habitude",),
        booking_ids=(98,),
        loan_ids=(97,),
    )

    outcome = actions.add(desk, draft)

    assert isinstance(outcome, Refused)
    assert [(one.field, one.code, dict(one.params)) for one in outcome.problems] == [
        ("title", "required", {}),
        ("form", "form_unknown", {"code": "F9"}),
        ("second_form", "form_unknown", {"code": "X"}),
        ("dynamic", "dynamic_unknown", {"code": "D0"}),
        ("reasons", "mark_unknown", {"code": "par_habitude"}),
        ("partners", "organisation_unknown", {"name": ""}),
        ("booking_ids", "booking_unknown", {}),
        ("loan_ids", "loan_unknown", {}),
    ]
    assert actions.count(desk, actions.ActionFilter()) == 0
    assert tuple(actions.check(desk, draft)) == outcome.problems


def test_an_action_of_one_s_own_is_only_pointed_out(desk: Desk, partners: tuple[int, int]) -> None:
    outcome = actions.add(desk, an_action_draft(partners[0]))

    assert isinstance(outcome, Saved)
    assert outcome.warnings == (Problem("partners", "own_action", is_warning=True),)


def test_a_change_replaces_partners_and_marks(desk: Desk, partners: tuple[int, int]) -> None:
    action_id = an_action(desk, *partners, levers=())
    former = actions.get(desk, action_id)
    assert former is not None
    funder = Partner(partners[0], PartnerRole.FUNDER, "  deux mille euros ")

    assert isinstance(actions.edit(desk, action_id, replace(former, partners=(funder,), brakes=("moyens",))), Saved)

    action = actions.get(desk, action_id)
    assert action is not None
    assert action.partners == (replace(funder, contribution="deux mille euros"),)
    assert action.brakes == ("moyens",)


def test_a_refused_change_leaves_the_action_alone(desk: Desk, partners: tuple[int, int]) -> None:
    action_id = an_action(desk, *partners)

    outcome = actions.edit(desk, action_id, an_action_draft(*partners, form=None, stage=ActionStage.FINISHED))

    assert outcome == refused("form", "form_required_when_finished")
    action = actions.get(desk, action_id)
    assert action is not None
    assert action.stage is ActionStage.UNDER_WAY


def test_deleting_an_action_leaves_its_means(desk: Desk, partners: tuple[int, int]) -> None:
    booking_id = a_booking(desk, a_room(desk), partners[0])
    loan_id = a_loan(desk, partners[1], (an_equipment(desk), 4))
    action_id = an_action(desk, *partners, booking_ids=(booking_id,), loan_ids=(loan_id,))

    assert actions.delete(desk, action_id) == Saved(action_id)

    assert actions.get(desk, action_id) is None
    assert bookings.get(desk, booking_id) is not None
    assert loans.get(desk, loan_id) is not None


def test_an_action_that_is_gone_is_said_to_be(desk: Desk, partners: tuple[int, int]) -> None:
    assert actions.edit(desk, 99, an_action_draft(*partners)) == refused("", "action_unknown")


def test_actions_are_filtered_and_sorted(desk: Desk, partners: tuple[int, int]) -> None:
    an_action(desk, *partners, title="Été des jeunes", form="F6", starts_on=date(2025, 7, 1), ends_on=date(2025, 8, 1))
    an_action(desk, partners[1], title="Annuaire", stage=ActionStage.IDEA, starts_on=None, ends_on=None)
    an_action(desk, *partners, title="Bal")

    def titles(chosen: actions.ActionFilter, sort: Sort | None = None) -> list[str]:
        return [one.title for one in actions.lines(desk, chosen, sort, EVERYTHING)]

    assert titles(actions.ActionFilter(), Sort("title")) == ["Annuaire", "Bal", "Été des jeunes"]
    assert titles(actions.ActionFilter(form="F6")) == ["Été des jeunes"]
    assert titles(actions.ActionFilter(stage=ActionStage.IDEA)) == ["Annuaire"]
    assert titles(actions.ActionFilter(organisation_id=partners[0])) == ["Été des jeunes", "Bal"]
    assert titles(actions.ActionFilter(during=Period.of_year(2025))) == ["Été des jeunes", "Annuaire"]
    assert titles(actions.ActionFilter(text="ete jeu")) == ["Été des jeunes"]


def test_stages_are_in_the_order_they_come_and_leads_whatever_their_accents(desk: Desk) -> None:
    leads = [an_organisation(desk, name) for name in ("Zumba", "Échecs", "danse")]
    stages = (ActionStage.IDEA, ActionStage.FINISHED, ActionStage.PREPARATION)
    for lead, stage in zip(leads, stages, strict=True):
        an_action(desk, lead, stage=stage)

    def listed(key: str) -> list[tuple[ActionStage, str | None]]:
        return [(one.stage, one.lead) for one in actions.lines(desk, actions.ActionFilter(), Sort(key), EVERYTHING)]

    assert [stage for stage, _ in listed("stage")] == [stages[0], stages[2], stages[1]]
    assert [lead for _, lead in listed("lead")] == ["danse", "Échecs", "Zumba"]
