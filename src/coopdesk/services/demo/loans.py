"""Loans of the fictional house: most are back, some are out or promised, exactly three are late."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from coopdesk.domain.equipment import EquipmentDraft, lendable
from coopdesk.domain.loan import LATE_HORIZON
from coopdesk.domain.period import Period

LOANS_A_YEAR = 200

# Article, who has it, and how many days ago it was due.
_LATE = (
    ("Sono portable et 2 micros", "Théâtre du Palier", 4),
    ("Enceinte à roulettes", "Jeunes Pousses Tilleuls", 2),
    ("Grilles d’exposition", "Couleurs Palier", 1),
)


@dataclass(slots=True)
class LoanRows:
    """Loans and their lines as the file's rows; a loan's place in the list is its key."""

    loans: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class _Stock:
    """How many of each article are away on each day; a day counts whole, which promises too little, never too much."""

    articles: list[EquipmentDraft]
    away: Counter[tuple[int, date]] = field(default_factory=Counter)

    def free(self, equipment_id: int, first: date, last: date) -> int:
        most = max(self.away[equipment_id, day] for day in _days(first, last))
        return lendable(self.articles[equipment_id - 1]) - most

    def take(self, equipment_id: int, quantity: int, first: date, last: date) -> None:
        self.away.update({(equipment_id, day): quantity for day in _days(first, last)})


@dataclass(frozen=True, slots=True)
class _Planned:
    """A loan before it has a number."""

    organisation_id: int
    first: date
    last: date
    lines: tuple[tuple[int, int], ...]
    is_late: bool = False


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def write_loans(
    articles: list[EquipmentDraft],
    organisations: Mapping[str, int],
    period: Period,
    today: date,
    count: int,
    chance: Random,
) -> LoanRows:
    """So many loans over a period, never more of an article than there is."""
    stock = _Stock(articles)
    planned = _late(stock, organisations, today)
    borrowers = list(organisations.values())
    span = (period.last - period.first).days
    while len(planned) < count:
        first = period.first + timedelta(days=chance.randrange(span - 6))
        last = first + timedelta(days=chance.choice((1, 1, 2, 3, 3, 5)))
        # Nothing is due today: late or not would hang on the hour.
        if today in (first, last):
            continue
        lines = _lines(stock, first, last, chance)
        if lines:
            planned.append(_Planned(chance.choice(borrowers), first, last, lines))
    return _rows(sorted(planned, key=lambda one: one.first), articles, today, chance)


def _late(stock: _Stock, organisations: Mapping[str, int], today: date) -> list[_Planned]:
    keys = {article.name: number for number, article in enumerate(stock.articles, start=1)}
    planned = []
    for article, organisation, days in _LATE:
        equipment_id, due = keys[article], today - timedelta(days=days)
        quantity = min(6, lendable(stock.articles[equipment_id - 1]))
        first = due - timedelta(days=3)
        stock.take(equipment_id, quantity, first, today + LATE_HORIZON)
        planned.append(_Planned(organisations[organisation], first, due, ((equipment_id, quantity),), True))
    return planned


def _lines(stock: _Stock, first: date, last: date, chance: Random) -> tuple[tuple[int, int], ...]:
    wanted = chance.sample(range(1, len(stock.articles) + 1), chance.choice((1, 1, 2, 2, 3)))
    lines = []
    for equipment_id in wanted:
        free = stock.free(equipment_id, first, last)
        if free > 0:
            quantity = chance.randint(1, max(1, free * 3 // 5))
            stock.take(equipment_id, quantity, first, last)
            lines.append((equipment_id, quantity))
    return tuple(lines)


def _rows(planned: list[_Planned], articles: list[EquipmentDraft], today: date, chance: Random) -> LoanRows:
    rows = LoanRows()
    numbers: Counter[int] = Counter()
    for loan_id, one in enumerate(planned, start=1):
        numbers[one.first.year] += 1
        is_back = one.last < today and not one.is_late
        rows.loans.append(
            {
                "number": f"{one.first.year}-{numbers[one.first.year]:03d}",
                "organisation_id": one.organisation_id,
                "starts_at": datetime.combine(one.first, time(10)),
                "due_at": datetime.combine(one.last, time(18)),
                "out_at": datetime.combine(one.first, time(10)) if one.first < today else None,
                "closed_at": datetime.combine(one.last, time(17)) if is_back else None,
                "deposit": sum((articles[number - 1].deposit or 0) * quantity for number, quantity in one.lines),
                "notes": "",
            }
        )
        rows.lines += [_line(loan_id, *line, is_back=is_back, chance=chance) for line in one.lines]
    return rows


def _line(loan_id: int, equipment_id: int, quantity: int, *, is_back: bool, chance: Random) -> dict[str, Any]:
    damaged = int(is_back and chance.random() < 0.04)
    missing = int(is_back and not damaged and chance.random() < 0.02)
    return {
        "loan_id": loan_id,
        "equipment_id": equipment_id,
        "quantity": quantity,
        "returned_good": quantity - damaged - missing if is_back else 0,
        "returned_damaged": damaged,
        "missing": missing,
    }
