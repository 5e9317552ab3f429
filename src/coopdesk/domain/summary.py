"""The year's cooperation in figures: plain data, computed once, rendered by the documents."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from coopdesk.domain.action import ActionStage, PartnerRole
from coopdesk.domain.audience import Audience
from coopdesk.domain.house import House
from coopdesk.domain.period import Period
from coopdesk.domain.typology import Category, Typology


class PartnerName(NamedTuple):
    """A partner as a document names it: an organisation, never a person."""

    name: str
    role: PartnerRole


class RoomTime(NamedTuple):
    """How long an action used a room."""

    room: str
    minutes: int


class EquipmentCount(NamedTuple):
    """How many of an article an action used."""

    equipment: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryAction:
    """An action as the summary tells it."""

    title: str
    need: str
    common_goal: str
    form: str | None
    dynamic: str | None
    stage: ActionStage
    starts_on: date | None
    ends_on: date | None
    partners: tuple[PartnerName, ...]
    rooms: tuple[RoomTime, ...]
    equipment: tuple[EquipmentCount, ...]
    reached_total: int | None
    reached_district: int | None
    need_source: str = ""


class OrganisationUse(NamedTuple):
    """What one organisation used of the house during the period; None is the house itself."""

    organisation: str | None
    bookings: int
    minutes: int
    loans: int
    articles: int


class MarkCount(NamedTuple):
    """How many actions name a reason, brake or lever."""

    category: Category
    actions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationSummary:
    """All that « Bilan de la coopération » prints. `typology` sorts the actions, `dynamics` crosses them."""

    house: House
    period: Period
    audience: Audience
    edited_on: date
    typology: Typology
    dynamics: Typology
    actions: tuple[SummaryAction, ...]
    set_aside: tuple[SummaryAction, ...]
    uses: tuple[OrganisationUse, ...]
    reasons: tuple[MarkCount, ...]
    brakes: tuple[MarkCount, ...]
    levers: tuple[MarkCount, ...]

    def category_of(self, action: SummaryAction) -> Category | None:
        """Where the chosen typology puts an action; None is « non classé »."""
        return self.typology.classify(action.form, action.dynamic)

    def rows(self) -> tuple[Category | None, ...]:
        """The rows of the matrix and chart: every category, then « non classé » where an action needs it."""
        unclassified = any(self.category_of(action) is None for action in self.actions)
        return (*self.typology.categories, None) if unclassified else self.typology.categories

    def columns(self) -> tuple[Category | None, ...]:
        """The columns of the matrix: every dynamic, then « non renseignée » where an action needs it."""
        missing = any(self.dynamics.classify(None, action.dynamic) is None for action in self.actions)
        return (*self.dynamics.categories, None) if missing else self.dynamics.categories

    def in_category(self, category: Category | None) -> tuple[SummaryAction, ...]:
        """The actions of one row, in order of date."""
        return tuple(action for action in self.actions if self.category_of(action) == category)

    def matrix(self) -> list[list[int]]:
        """How many actions by row and column."""
        rows, columns = self.rows(), self.columns()
        counts = Counter(
            (self.category_of(action), self.dynamics.classify(None, action.dynamic)) for action in self.actions
        )
        return [[counts[row, column] for column in columns] for row in rows]

    @property
    def organisations(self) -> int:
        """How many different organisations took part."""
        return len({partner.name for action in self.actions for partner in action.partners})

    @property
    def reached_total(self) -> int:
        """People reached, added over the actions: someone met twice counts twice.

        Where only those of the priority district were counted, they at least were reached.
        """
        return sum(action.reached_total or action.reached_district or 0 for action in self.actions)

    @property
    def reached_district(self) -> int:
        """Of whom live in a priority district."""
        return sum(action.reached_district or 0 for action in self.actions)

    @property
    def room_minutes(self) -> int:
        """Room time lent to organisations, the house's own use left out."""
        return sum(use.minutes for use in self.uses if use.organisation is not None)

    @property
    def loans(self) -> int:
        """Loans made during the period."""
        return sum(use.loans for use in self.uses)


def count_marks(typology: Typology, marks: Sequence[tuple[str, ...]]) -> tuple[MarkCount, ...]:
    """How many actions name each category, most named first; those never named are left out."""
    counts = Counter(code for codes in marks for code in set(codes))
    named = [MarkCount(one, counts[one.code]) for one in typology.categories if counts[one.code]]
    return tuple(sorted(named, key=lambda mark: -mark.actions))
