"""Typologies of cooperation: data with a source and a status, never code.

An action is coded once, by form and dynamic. Any other typology is printed by translating those codes through its
categories' `maps_to`; what maps to nothing is unclassified, never guessed (domain.md §1.7).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Axis(StrEnum):
    """What a typology sorts."""

    FORM = "form"
    DYNAMIC = "dynamic"
    ORDER = "order"
    STAGE = "stage"
    SCENARIO = "scenario"
    REASON = "reason"
    BRAKE = "brake"
    LEVER = "lever"


class SourceStatus(StrEnum):
    """Who says so: reported as the guide's by a second source, another publication, or ourselves."""

    GUIDE_SECONDARY = "guide_secondary"
    PUBLISHED = "published"
    COOPDESK = "coopdesk"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages of the program."""

    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in "fr" or "en"."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Category:
    """One category; `maps_to` are codes of the coopdesk forms or dynamics it stands for."""

    code: str
    label: Words
    short_label: Words
    definition: Words
    status: SourceStatus
    maps_to: tuple[str, ...] = ()
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Typology:
    """A list of categories on one axis, with where it comes from (« d'après … »)."""

    id: str
    axis: Axis
    label: Words
    source: Words
    categories: tuple[Category, ...]

    def category(self, code: str) -> Category | None:
        """The category of a code, None when it has none."""
        return next((one for one in self.categories if one.code == code), None)

    def classify(self, form: str | None, dynamic: str | None) -> Category | None:
        """The category an action falls in, by its own codes; None is « non classé »."""
        codes = {code for code in (form, dynamic) if code is not None}
        for category in self.categories:
            if category.code in codes or codes.intersection(category.maps_to):
                return category
        return None


FORMS = "coopdesk_forms"
DYNAMICS = "coopdesk_dynamics"
REASONS = "reasons"
BRAKES = "brakes"
LEVERS = "levers"


@dataclass(frozen=True, slots=True)
class Typologies:
    """All the shipped typologies, by id."""

    by_id: Mapping[str, Typology]

    def __getitem__(self, typology_id: str) -> Typology:
        return self.by_id[typology_id]

    def printable(self) -> tuple[Typology, ...]:
        """Those a summary can be printed under: every one that sorts whole actions by what they are."""
        marks = (Axis.REASON, Axis.BRAKE, Axis.LEVER, Axis.DYNAMIC)
        return tuple(one for one in self.by_id.values() if one.axis not in marks)
