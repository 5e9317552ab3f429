"""Shared equipment: single numbered items, and lots counted by quantity."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from coopdesk.domain.period import Interval
from coopdesk.foundation.problems import Problem


class Tracking(StrEnum):
    """How an article is followed."""

    UNIQUE = "unique"
    LOT = "lot"


class Condition(StrEnum):
    """How an article stands; a retired one is never lent again."""

    GOOD = "good"
    WORN = "worn"
    BROKEN = "broken"
    UNDER_REPAIR = "under_repair"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentDraft:
    """An article as it is typed in; money is integer cents, the owner is the house when None."""

    name: str
    category: str = ""
    tracking: Tracking = Tracking.LOT
    inventory_number: str = ""
    quantity: int = 1
    out_of_order: int = 0
    owner_id: int | None = None
    place: str = ""
    condition: Condition = Condition.GOOD
    unit_value: int | None = None
    deposit: int | None = None
    purchased_on: date | None = None
    check_due_on: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment(EquipmentDraft):
    """An article of the inventory."""

    id: int


class Commitment(NamedTuple):
    """A quantity of one article that is promised or out during an interval."""

    interval: Interval
    quantity: int


def check(draft: EquipmentDraft, today: date) -> list[Problem]:
    """All that is wrong with an article."""
    problems = []
    if not draft.name:
        problems.append(Problem("name", "required"))
    if draft.quantity < 1:
        problems.append(Problem("quantity", "quantity_positive"))
    elif draft.tracking is Tracking.UNIQUE and draft.quantity != 1:
        problems.append(Problem("quantity", "unique_means_one"))
    if not 0 <= draft.out_of_order <= max(draft.quantity, 0):
        problems.append(Problem("out_of_order", "out_of_order_range", {"quantity": draft.quantity}))
    problems += [
        Problem(name, "negative_amount")
        for name, cents in (("unit_value", draft.unit_value), ("deposit", draft.deposit))
        if cents is not None and cents < 0
    ]
    if draft.purchased_on is not None and draft.purchased_on > today:
        problems.append(Problem("purchased_on", "date_in_future"))
    return problems


def lendable(equipment: EquipmentDraft) -> int:
    """How many could leave the house if none were promised."""
    if equipment.condition in (Condition.RETIRED, Condition.BROKEN, Condition.UNDER_REPAIR):
        return 0
    return equipment.quantity - equipment.out_of_order


def most_committed(commitments: list[Commitment], during: Interval) -> int:
    """The largest quantity promised at any one moment of an interval: a sweep, not the value at both ends.

    Returns come before departures at the same minute: what is back at noon can leave at noon.
    """
    steps: list[tuple[datetime, int]] = []
    for commitment in commitments:
        part = commitment.interval.clipped(during)
        if part is not None:
            steps += [(part.start, commitment.quantity), (part.end, -commitment.quantity)]
    most = out = 0
    for _moment, change in sorted(steps):
        out += change
        most = max(most, out)
    return most


def free(equipment: EquipmentDraft, commitments: list[Commitment], during: Interval) -> int:
    """How many can be promised from the first to the last moment of an interval."""
    return max(lendable(equipment) - most_committed(commitments, during), 0)


class Stretch(NamedTuple):
    """How many of an article are free during a stretch of time."""

    interval: Interval
    free: int


def availability(total: int, commitments: list[Commitment], during: Interval) -> list[Stretch]:
    """The free quantity over an interval, stretch by stretch; neighbours of equal quantity are joined."""
    parts = [(part, c.quantity) for c in commitments if (part := c.interval.clipped(during))]
    bounds = sorted({during.start, during.end, *(m for part, _ in parts for m in (part.start, part.end))})
    stretches: list[Stretch] = []
    for start, end in pairwise(bounds):
        free = total - sum(quantity for part, quantity in parts if part.start <= start < part.end)
        if stretches and stretches[-1].free == free:
            stretches[-1] = Stretch(Interval(stretches[-1].interval.start, end), free)
        else:
            stretches.append(Stretch(Interval(start, end), free))
    return stretches
