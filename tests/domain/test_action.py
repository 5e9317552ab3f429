"""Cooperation actions by themselves."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.domain.action import ActionDraft, ActionStage, Partner, PartnerRole, check

TWO = (Partner(1, PartnerRole.LEAD), Partner(2, PartnerRole.OPERATIONAL))
DRAFT = ActionDraft(
    title="Cuisine partagée",
    form="F6",
    second_form="F3",
    dynamic="D2",
    stage=ActionStage.REVIEWED,
    starts_on=date(2026, 3, 7),
    ends_on=date(2026, 3, 7),
    reached_total=74,
    reached_district=53,
    partners=TWO,
)


def test_a_whole_action_is_right() -> None:
    assert check(DRAFT) == []


@pytest.mark.parametrize(
    ("draft", "field", "code"),
    [
        (replace(DRAFT, title=""), "title", "required"),
        (replace(DRAFT, ends_on=date(2026, 3, 6)), "ends_on", "end_before_start"),
        (replace(DRAFT, reached_total=-1, reached_district=None), "reached_total", "negative_count"),
        (replace(DRAFT, reached_district=-1), "reached_district", "negative_count"),
        (replace(DRAFT, reached_district=75), "reached_district", "district_over_total"),
        (replace(DRAFT, partners=(*TWO, Partner(1, PartnerRole.SUPPORT))), "partners", "partner_twice"),
        (replace(DRAFT, second_form="F6"), "second_form", "forms_equal"),
        (replace(DRAFT, form=None), "form", "form_required_when_finished"),
    ],
)
def test_what_is_refused(draft: ActionDraft, field: str, code: str) -> None:
    (problem,) = check(draft)
    assert (problem.field, problem.code, problem.is_warning) == (field, code, False)


def test_those_of_the_district_may_be_counted_without_the_others() -> None:
    assert check(replace(DRAFT, reached_total=None)) == []


@pytest.mark.parametrize("stage", ActionStage)
def test_alone_is_not_yet_a_cooperation(stage: ActionStage) -> None:
    problems = check(replace(DRAFT, stage=stage, partners=TWO[:1]))
    assert [(one.code, one.is_warning) for one in problems] == ([("own_action", True)] if stage.is_counted else [])


@pytest.mark.parametrize("stage", ActionStage)
def test_the_form_may_wait_until_the_end(stage: ActionStage) -> None:
    codes = [problem.code for problem in check(replace(DRAFT, form=None, second_form=None, stage=stage))]
    finished = stage in (ActionStage.FINISHED, ActionStage.REVIEWED)
    assert codes == (["form_required_when_finished"] if finished else [])


def test_ideas_and_what_was_abandoned_are_not_counted() -> None:
    assert {stage for stage in ActionStage if not stage.is_counted} == {ActionStage.IDEA, ActionStage.ABANDONED}
