"""The house itself: whose file this is."""

from dataclasses import dataclass
from enum import StrEnum

from coopdesk.foundation.problems import Problem


class SchoolZone(StrEnum):
    """School-holiday zones of metropolitan France; elsewhere the house brings its own calendar."""

    A = "A"
    B = "B"
    C = "C"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The neighbourhood house that owns the file; retentions are in months (coopdesk.domain.privacy)."""

    name: str
    address: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    priority_district: str = ""
    school_zone: SchoolZone = SchoolZone.C
    time_zone: str = "Europe/Paris"
    privacy_lead: str = ""
    contact_retention: int = 36
    papers_retention: int = 60


def check(house: House) -> list[Problem]:
    """What is wrong with the house's own sheet."""
    problems = [] if house.name else [Problem("name", "required")]
    return problems + [
        Problem(name, "retention_positive")
        for name in ("contact_retention", "papers_retention")
        if getattr(house, name) < 1
    ]
