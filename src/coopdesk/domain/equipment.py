"""Shared equipment: single numbered items, and lots counted by quantity."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple, Protocol

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


class Stock(Protocol):
    """What is counted of an article, wherever it was read from."""

    @property
    def quantity(self) -> int:
        """How many the inventory has."""

    @property
    def out_of_order(self) -> int:
        """How many of them cannot leave."""

    @property
    def condition(self) -> Condition:
        """How they stand."""


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


def lendable(equipment: Stock) -> int:
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


def free(equipment: Stock, commitments: list[Commitment], during: Interval) -> int:
    """How many can be promised from the first to the last moment of an interval."""
    return max(lendable(equipment) - most_committed(commitments, during), 0)


class Stretch(NamedTuple):
    """How many of an article are free during a stretch of time."""

    interval: Interval
    free: int


def availability(total: int, commitments: Sequence[Commitment], during: Interval) -> list[Stretch]:
    """The free quantity over an interval, stretch by stretch; neighbours of equal quantity are joined.

    It goes under zero where more is promised than there is: an article can break after it was promised.
    """
    changes: Counter[datetime] = Counter({during.start: 0, during.end: 0})
    for commitment in commitments:
        if part := commitment.interval.clipped(during):
            changes[part.start] -= commitment.quantity
            changes[part.end] += commitment.quantity
    stretches: list[Stretch] = []
    left = total
    for start, end in pairwise(sorted(changes)):
        left += changes[start]
        if stretches and stretches[-1].free == left:
            stretches[-1] = Stretch(Interval(stretches[-1].interval.start, end), left)
        else:
            stretches.append(Stretch(Interval(start, end), left))
    return stretches


def free_by_day(stretches: Sequence[Stretch]) -> tuple[int, ...]:
    """How many can be promised for the whole of each day that neighbouring stretches touch: the least of the day."""
    first = stretches[0].interval.start.date()
    least: list[int] = []
    for interval, left in stretches:
        # What ends at midnight does not touch the day that begins then.
        last = (interval.end - datetime.resolution).date()
        for day in range((interval.start.date() - first).days, (last - first).days + 1):
            if day == len(least):
                least.append(max(left, 0))
            else:
                least[day] = min(least[day], max(left, 0))
    return tuple(least)
