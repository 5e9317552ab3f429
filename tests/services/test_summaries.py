"""The summary's figures, from records to plain data."""

from datetime import date, datetime, timedelta

import pytest
from tests.builders import NOW, a_booking, a_loan, a_room, an_action, an_equipment, an_organisation

from coopdesk.domain.action import ActionStage
from coopdesk.domain.audience import Audience
from coopdesk.domain.booking import BookingState
from coopdesk.domain.period import Period
from coopdesk.domain.summary import CooperationSummary, EquipmentCount, OrganisationUse, RoomTime
from coopdesk.domain.typology import FORMS
from coopdesk.foundation.problems import UserError
from coopdesk.services import summaries
from coopdesk.services.desk import Desk

YEAR = Period.of_year(2026)


def _summary(desk: Desk, period: Period = YEAR, typology_id: str = FORMS) -> CooperationSummary:
    return summaries.cooperation_summary(desk, period, typology_id, Audience.FUNDERS)


def test_a_house_without_actions_has_an_empty_summary(desk: Desk) -> None:
    summary = _summary(desk)

    assert (summary.house, summary.period, summary.edited_on) == (desk.house(), YEAR, NOW.date())
    assert (summary.actions, summary.set_aside, summary.uses, summary.brakes) == ((), (), (), ())
    assert summary.organisations == summary.loans == summary.room_minutes == 0


def test_an_action_is_told_with_its_partners_and_means(desk: Desk) -> None:
    lead, other = an_organisation(desk, "Parents du Mail"), an_organisation(desk, "Les Coursives")
    room, chairs = a_room(desk), an_equipment(desk)
    held = [a_booking(desk, room, lead, starts_at=datetime(2026, 11, day, 14)) for day in (26, 27)]
    option = a_booking(desk, room, lead, starts_at=datetime(2026, 11, 28, 14), state=BookingState.OPTION)
    lent = a_loan(desk, other, (chairs, 40), hand_over_now=True)
    promised = a_loan(desk, other, (chairs, 5))
    an_action(desk, lead, other, booking_ids=(*held, option), loan_ids=(lent, promised), reached_total=90)

    (action,) = _summary(desk).actions

    assert [partner.name for partner in action.partners] == ["Parents du Mail", "Les Coursives"]
    assert action.rooms == (RoomTime("Grande salle", 240),)
    assert action.equipment == (EquipmentCount("Chaises pliantes", 40),)
    assert action.reached_total == 90


def test_ideas_and_abandoned_actions_are_set_aside_with_their_marks(desk: Desk) -> None:
    one, two = an_organisation(desk, "Parents du Mail"), an_organisation(desk, "Les Coursives")
    an_action(desk, one, two, title="Bal", brakes=("moyens", "concurrence"))
    an_action(desk, one, two, title="Fête", brakes=("moyens",), stage=ActionStage.REVIEWED)
    an_action(desk, one, two, title="Rêve", brakes=("concurrence",), stage=ActionStage.IDEA)
    an_action(desk, one, two, title="Regret", brakes=("concurrence",), stage=ActionStage.ABANDONED)
    an_action(desk, one, two, title="Jadis", starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31))

    summary = _summary(desk)

    assert [action.title for action in summary.actions] == ["Bal", "Fête"]
    assert {action.title for action in summary.set_aside} == {"Rêve", "Regret"}
    assert [(mark.category.code, mark.actions) for mark in summary.brakes] == [("moyens", 2), ("concurrence", 1)]
    assert summary.reasons == summary.levers == ()


def test_uses_are_merged_by_organisation_longest_first(desk: Desk) -> None:
    small, large = an_organisation(desk, "Ateliers du Mail"), an_organisation(desk, "Les Coursives")
    lender = an_organisation(desk, "Bal populaire")
    room, chairs = a_room(desk), an_equipment(desk)
    a_booking(desk, room, small, starts_at=datetime(2026, 3, 2, 9))
    for day in (3, 4):
        a_booking(desk, room, large, starts_at=datetime(2026, 3, day, 9))
    a_booking(desk, room, None, starts_at=datetime(2026, 3, 5, 9), ends_at=datetime(2026, 3, 5, 10))
    a_loan(desk, small, (chairs, 10), hand_over_now=True)
    a_loan(desk, lender, (chairs, 6), hand_over_now=True)

    summary = _summary(desk)

    assert summary.uses == (
        OrganisationUse("Les Coursives", 2, 240, 0, 0),
        OrganisationUse("Ateliers du Mail", 1, 120, 1, 10),
        OrganisationUse(None, 1, 60, 0, 0),
        OrganisationUse("Bal populaire", 0, 0, 1, 6),
    )
    assert (summary.room_minutes, summary.loans) == (360, 2)


def test_only_the_part_inside_the_period_counts(desk: Desk) -> None:
    night = datetime(2026, 12, 31, 22)
    room = a_room(desk, hours=())
    a_booking(desk, room, an_organisation(desk), starts_at=night, ends_at=night + timedelta(hours=5))

    assert _summary(desk).room_minutes == 120
    assert _summary(desk, Period.of_year(2027)).room_minutes == 180


def test_another_typology_translates_the_codes(desk: Desk) -> None:
    one, two = an_organisation(desk, "Parents du Mail"), an_organisation(desk, "Les Coursives")
    an_action(desk, one, two, form="F7")
    an_action(desk, one, two, form=None, dynamic=None)

    summary = _summary(desk, typology_id="guide_four")

    categories = [summary.category_of(action) for action in summary.actions]
    assert [None if one is None else one.maps_to for one in categories] == [("F5", "F6", "F7"), None]


def test_a_typology_nobody_ships_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError) as caught:
        _summary(desk, typology_id="astrology")

    assert (caught.value.code, caught.value.params) == ("typology_unknown", {"code": "astrology"})


def test_the_years_that_have_something_newest_first(desk: Desk) -> None:
    assert summaries.years(desk) == []

    one = an_organisation(desk)
    a_booking(desk, a_room(desk), one, starts_at=datetime(2027, 1, 4, 9))
    an_action(desk, one, starts_on=date(2023, 9, 1), ends_on=date(2025, 6, 30))
    an_action(desk, one, starts_on=None, ends_on=None)

    assert summaries.years(desk) == [2027, 2025, 2024, 2023]


@pytest.mark.parametrize(
    ("stage", "days", "years"),
    [
        (ActionStage.REVIEWED, (date(2025, 6, 1), None), [2025]),
        (ActionStage.FINISHED, (None, date(2025, 6, 1)), [2025]),
        (ActionStage.UNDER_WAY, (date(2025, 6, 1), None), [2025, 2026]),
        (ActionStage.UNDER_WAY, (None, date(2025, 6, 1)), [2025]),
        (ActionStage.REVIEWED, (None, None), []),
    ],
)
def test_an_action_with_one_date_counts_in_its_year_and_on_while_it_lasts(
    desk: Desk, stage: ActionStage, days: tuple[date | None, date | None], years: list[int]
) -> None:
    one, two = an_organisation(desk, "Parents du Mail"), an_organisation(desk, "Les Coursives")
    an_action(desk, one, two, stage=stage, starts_on=days[0], ends_on=days[1])
    assert [year for year in (2024, 2025, 2026) if _summary(desk, Period.of_year(year)).actions] == years


def test_two_organisations_of_one_name_are_two_lines(desk: Desk) -> None:
    first, second = (an_organisation(desk, "Les Coursives") for _ in range(2))
    room, chairs = a_room(desk), an_equipment(desk)
    a_booking(desk, room, first, starts_at=datetime(2026, 3, 2, 9))
    a_booking(desk, room, second, starts_at=datetime(2026, 3, 3, 9), ends_at=datetime(2026, 3, 3, 10))
    a_loan(desk, second, (chairs, 5), hand_over_now=True)
    assert _summary(desk).uses == (
        OrganisationUse("Les Coursives", 1, 120, 0, 0),
        OrganisationUse("Les Coursives", 1, 60, 1, 5),
    )


def test_a_year_of_loans_alone_can_be_told(desk: Desk) -> None:
    a_loan(desk, an_organisation(desk), (an_equipment(desk), 5), hand_over_now=True)
    assert summaries.years(desk) == [2026]


def test_people_of_the_district_counted_alone_were_reached(desk: Desk) -> None:
    one, two = an_organisation(desk, "Parents du Mail"), an_organisation(desk, "Les Coursives")
    an_action(desk, one, two, reached_total=40, reached_district=10)
    an_action(desk, one, two, reached_total=None, reached_district=15)
    summary = _summary(desk)
    assert (summary.reached_total, summary.reached_district) == (55, 25)
