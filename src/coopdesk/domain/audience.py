"""Who a document is for."""

from enum import StrEnum


class Audience(StrEnum):
    """Who will read a document."""

    INTERNAL = "internal"
    PARTNERS = "partners"
    FUNDERS = "funders"
