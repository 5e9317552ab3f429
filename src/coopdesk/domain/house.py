"""The house itself: whose file this is."""

from dataclasses import dataclass
from enum import StrEnum

from coopdesk.domain.bank_holidays import BankRegion
from coopdesk.domain.calendars import HolidayZone
from coopdesk.foundation.problems import Problem


class Requirement(StrEnum):
    """What the house makes of a paper that a booking lacks: nothing, a warning, or a refusal."""

    NONE = "none"
    ASK = "ask"
    REQUIRE = "require"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The neighbourhood house that owns the file; retentions are in months (coopdesk.domain.privacy).

    `uid` tells its calendars from those of other houses. The requirements are what a booking must have, on its own day,
    to be confirmed (domain.md §4.1).
    """

    name: str
    address: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    priority_district: str = ""
    school_zone: HolidayZone = HolidayZone.C
    bank_region: BankRegion = BankRegion.METROPOLE
    time_zone: str = "Europe/Paris"
    privacy_lead: str = ""
    contact_retention: int = 36
    papers_retention: int = 60
    agreement_required: Requirement = Requirement.ASK
    insurance_required: Requirement = Requirement.ASK
    uid: str = ""


def check(house: House) -> list[Problem]:
    """What is wrong with the house's own sheet."""
    problems = [] if house.name else [Problem("name", "required")]
    return problems + [
        Problem(name, "retention_positive")
        for name in ("contact_retention", "papers_retention")
        if getattr(house, name) < 1
    ]
