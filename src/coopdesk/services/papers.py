"""The papers a booking needs on its own day: the agreement with the house, and insurance (domain.md §4.1, rule 4)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from coopdesk.domain.house import Requirement
from coopdesk.domain.organisation import PaperState, paper_state
from coopdesk.foundation.problems import Problem
from coopdesk.store import house, organisations


def problems(
    connection: Connection, organisation_id: int | None, days: Sequence[date], *, is_firm: bool
) -> list[Problem]:
    """What an organisation lacks on these days, each paper once: for its first day that is not covered.

    The house decides whether that is a warning or a refusal, which only a firm booking meets; the house itself needs no
    paper.
    """
    if organisation_id is None:
        return []
    papers = organisations.papers(connection, organisation_id)
    if papers is None:
        return [Problem("organisation_id", "organisation_unknown", {"name": ""})]
    wanted = house.requirements(connection)
    return [
        problem
        for kind, requirement, ends_on in (
            ("insurance", wanted.insurance, papers.insurance_ends_on),
            ("agreement", wanted.agreement, papers.agreement_ends_on),
        )
        if (problem := _problem(kind, _met(requirement, is_firm=is_firm), papers.name, ends_on, days)) is not None
    ]


def _met(wanted: Requirement, *, is_firm: bool) -> Requirement:
    return Requirement.ASK if wanted is Requirement.REQUIRE and not is_firm else wanted


def _problem(kind: str, wanted: Requirement, name: str, ends_on: date | None, days: Sequence[date]) -> Problem | None:
    if wanted is Requirement.NONE:
        return None
    is_warning = wanted is Requirement.ASK
    if ends_on is None:
        # Where the house only asks, what it never noted is no news on every booking.
        if is_warning:
            return None
        return Problem("organisation_id", f"{kind}_missing", {"name": name})
    uncovered = [day for day in sorted(days) if paper_state(ends_on, day) is PaperState.ENDED]
    if not uncovered:
        return None
    params: dict[str, str | int] = {
        "name": name,
        "day": ends_on.isoformat(),
        "first": uncovered[0].isoformat(),
        "n": len(uncovered),
    }
    return Problem("organisation_id", f"{kind}_ended", params, is_warning=is_warning)
