"""Cooperation actions: what several organisations do together, coded once by form and dynamic."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Problem


class ActionStage(StrEnum):
    """How far an action is."""

    IDEA = "idea"
    PREPARATION = "preparation"
    UNDER_WAY = "under_way"
    FINISHED = "finished"
    REVIEWED = "reviewed"
    ABANDONED = "abandoned"

    @property
    def is_counted(self) -> bool:
        """Whether a summary counts it: an idea has not begun, an abandoned action did not happen."""
        return self not in (ActionStage.IDEA, ActionStage.ABANDONED)


class PartnerRole(StrEnum):
    """What a partner does in an action."""

    LEAD = "lead"
    CO_LEAD = "co_lead"
    OPERATIONAL = "operational"
    FUNDER = "funder"
    LENDER = "lender"
    RESIDENTS = "residents"
    SUPPORT = "support"


class Horizon(StrEnum):
    """For how long partners commit themselves."""

    ONE_OFF = "one_off"
    RECURRING = "recurring"
    PERMANENT = "permanent"


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation in an action, its role, and what it brings in a few words."""

    organisation_id: int
    role: PartnerRole
    contribution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDraft:
    """An action as it is typed in.

    `form`, `second_form` and `dynamic` are codes of the coopdesk typologies, `reasons`, `brakes` and `levers`
    codes of theirs (resources/typologies). `reached_total` counts different people, `reached_district` those of
    them who live in a priority district.
    """

    title: str
    summary: str = ""
    need: str = ""
    need_source: str = ""
    common_goal: str = ""
    form: str | None = None
    second_form: str | None = None
    dynamic: str | None = None
    horizon: Horizon | None = None
    stage: ActionStage = ActionStage.IDEA
    starts_on: date | None = None
    ends_on: date | None = None
    reached_total: int | None = None
    reached_district: int | None = None
    review: str = ""
    partners: tuple[Partner, ...] = ()
    reasons: tuple[str, ...] = ()
    brakes: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()
    booking_ids: tuple[int, ...] = ()
    loan_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(ActionDraft):
    """An action of the register."""

    id: int


class ActionLine(NamedTuple):
    """An action as lists show it."""

    id: int
    title: str
    form: str | None
    dynamic: str | None
    stage: ActionStage
    starts_on: date | None
    ends_on: date | None
    partners: int
    lead: str | None
    reached_total: int | None


def tidy(draft: ActionDraft) -> ActionDraft:
    """The draft as it is stored: texts trimmed, what each partner brings too."""
    partners = tuple(cleaned(partner) for partner in draft.partners)
    return replace(cleaned(draft), partners=partners)


def check(draft: ActionDraft) -> list[Problem]:
    """All that is wrong with an action by itself (domain.md §4.4); codes are checked against the typologies."""
    problems = []
    if not draft.title:
        problems.append(Problem("title", "required"))
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        problems.append(Problem("ends_on", "end_before_start"))
    problems += [
        Problem(name, "negative_count")
        for name, count in (
            ("reached_total", draft.reached_total),
            ("reached_district", draft.reached_district),
        )
        if count is not None and count < 0
    ]
    # A count that is missing is not zero: the people of the district may be counted, and the others not.
    total, district = draft.reached_total, draft.reached_district
    if total is not None and district is not None and district > total:
        problems.append(Problem("reached_district", "district_over_total"))
    if len({partner.organisation_id for partner in draft.partners}) != len(draft.partners):
        problems.append(Problem("partners", "partner_twice"))
    if draft.second_form is not None and draft.second_form == draft.form:
        problems.append(Problem("second_form", "forms_equal"))
    if draft.form is None and draft.stage in (ActionStage.FINISHED, ActionStage.REVIEWED):
        problems.append(Problem("form", "form_required_when_finished"))
    if len(draft.partners) < 2 and draft.stage.is_counted:
        problems.append(Problem("partners", "own_action", is_warning=True))
    return problems
