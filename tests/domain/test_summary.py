"""The year's figures add up, under every typology."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.action import ActionStage, PartnerRole
from coopdesk.domain.audience import Audience
from coopdesk.domain.house import House
from coopdesk.domain.period import Period
from coopdesk.domain.summary import (
    CooperationSummary,
    OrganisationUse,
    PartnerName,
    SummaryAction,
    count_marks,
)
from coopdesk.domain.typology import DYNAMICS, FORMS, REASONS, Typologies
from coopdesk.services import typologies

LOADED: Typologies = typologies.load()
FORM_CODES = [category.code for category in LOADED[FORMS].categories]
DYNAMIC_CODES = [category.code for category in LOADED[DYNAMICS].categories]


def _action(form: str | None, dynamic: str | None, reached: int | None = None) -> SummaryAction:
    return SummaryAction(
        title="Fête",
        need="",
        common_goal="",
        form=form,
        dynamic=dynamic,
        stage=ActionStage.FINISHED,
        starts_on=date(2026, 6, 1),
        ends_on=None,
        partners=(PartnerName("Jardin", PartnerRole.LEAD), PartnerName(f"Groupe {form}", PartnerRole.SUPPORT)),
        rooms=(),
        equipment=(),
        reached_total=reached,
        reached_district=None if reached is None else reached // 2,
    )


def _summary(
    actions: tuple[SummaryAction, ...], typology_id: str = FORMS, uses: tuple[OrganisationUse, ...] = ()
) -> CooperationSummary:
    return CooperationSummary(
        house=House(name="Les Tilleuls"),
        period=Period.of_year(2026),
        audience=Audience.FUNDERS,
        edited_on=date(2027, 1, 4),
        typology=LOADED[typology_id],
        dynamics=LOADED[DYNAMICS],
        actions=actions,
        set_aside=(),
        uses=uses,
        reasons=(),
        brakes=(),
        levers=(),
    )


ACTIONS = st.lists(
    st.builds(
        _action,
        st.none() | st.sampled_from(FORM_CODES),
        st.none() | st.sampled_from(DYNAMIC_CODES),
        st.none() | st.integers(0, 500),
    ),
    max_size=30,
).map(tuple)


@given(ACTIONS, st.sampled_from([one.id for one in LOADED.printable()]))
def test_every_action_is_in_one_cell(actions: tuple[SummaryAction, ...], typology_id: str) -> None:
    summary = _summary(actions, typology_id)
    matrix = summary.matrix()
    assert len(matrix) == len(summary.rows())
    assert all(len(row) == len(summary.columns()) for row in matrix)
    assert sum(map(sum, matrix)) == len(actions)
    assert [sum(row) for row in matrix] == [len(summary.in_category(category)) for category in summary.rows()]


def test_not_classified_is_a_row_only_when_it_is_needed() -> None:
    assert None not in _summary((_action("F1", "D1"),)).rows()
    summary = _summary((_action("F6", None), _action("F1", "D1")), "quimper_2021")
    assert summary.rows()[-1] is None
    assert summary.columns()[-1] is None
    assert [sum(row) for row in summary.matrix()] == [1, 0, 0, 1]
    assert summary.in_category(None) == (summary.actions[0],)


def test_an_empty_year_is_a_matrix_of_noughts() -> None:
    summary = _summary(())
    assert summary.matrix() == [[0] * 8] * 8
    assert (summary.organisations, summary.reached_total, summary.reached_district) == (0, 0, 0)


def test_key_figures() -> None:
    uses = (OrganisationUse(None, 9, 900, 0, 0), OrganisationUse("Jardin", 2, 240, 1, 40))
    summary = _summary((_action("F1", "D1", 10), _action("F2", "D1", 30), _action("F1", None)), uses=uses)
    assert summary.organisations == 3
    assert (summary.reached_total, summary.reached_district) == (40, 20)
    assert summary.room_minutes == 240
    assert summary.loans == 1


@pytest.mark.parametrize(
    ("marks", "counted"),
    [
        ([], []),
        ([("innover", "innover")], [("innover", 1)]),
        (
            [("innover", "peser_ensemble"), ("innover",), ("mutualiser_moyens",)],
            [("innover", 2), ("mutualiser_moyens", 1), ("peser_ensemble", 1)],
        ),
    ],
)
def test_marks_most_named_first(marks: list[tuple[str, ...]], counted: list[tuple[str, int]]) -> None:
    assert [(mark.category.code, mark.actions) for mark in count_marks(LOADED[REASONS], marks)] == counted
