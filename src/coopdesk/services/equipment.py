"""The inventory of shared equipment, and how much of it is free when."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from coopdesk.domain import equipment as domain
from coopdesk.domain.equipment import Commitment, Equipment, EquipmentDraft
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, errors, refused, warnings
from coopdesk.services.desk import Desk
from coopdesk.store import equipment as store
from coopdesk.store.equipment import EquipmentFilter, EquipmentLine
from coopdesk.store.organisations import ORGANISATIONS

__all__ = ["DAYS_AHEAD", "EquipmentFilter", "EquipmentLine", "StockLine"]

DAYS_AHEAD = 28
"""How many days the inventory looks ahead, today included."""


class StockLine(NamedTuple):
    """An article, how many of it are free on each of the coming days, and when they are needed if that is said."""

    article: EquipmentLine
    free_by_day: tuple[int, ...]
    free_then: int | None

    @property
    def free_today(self) -> int:
        """How many are free from now to midnight."""
        return self.free_by_day[0]


def lines(desk: Desk, chosen: EquipmentFilter, sort: Sort | None, window: Window) -> list[EquipmentLine]:
    """A window of the inventory."""
    with desk.read() as connection:
        return store.lines(connection, chosen, sort, window)


def count(desk: Desk, chosen: EquipmentFilter) -> int:
    """How many articles the filter leaves."""
    with desk.read() as connection:
        return store.count(connection, chosen)


def get(desk: Desk, equipment_id: int) -> Equipment | None:
    """One article."""
    with desk.read() as connection:
        return store.EQUIPMENT.get(connection, equipment_id)


def find(desk: Desk, text: str, limit: int = 12) -> list[EquipmentLine]:
    """The articles whose words begin with what is typed, for a picker."""
    return lines(desk, EquipmentFilter(text=text), None, Window(0, limit))


def categories(desk: Desk) -> list[str]:
    """Every category in use."""
    with desk.read() as connection:
        return store.categories(connection)


def stock(
    desk: Desk, chosen: EquipmentFilter, sort: Sort | None, window: Window, need: Interval | None = None
) -> list[StockLine]:
    """A window of the inventory with the coming days of each article: one query for all that is promised of them."""
    ahead = days_ahead(desk)
    read = ahead if need is None else Interval(min(ahead.start, need.start), max(ahead.end, need.end))
    with desk.read() as connection:
        articles = store.lines(connection, chosen, sort, window)
        promised = store.commitments(connection, [one.id for one in articles], read, desk.now())
    return [_stock_line(one, promised[one.id], ahead, need) for one in articles]


def _stock_line(
    article: EquipmentLine, promised: list[Commitment], ahead: Interval, need: Interval | None
) -> StockLine:
    stretches = domain.availability(domain.lendable(article), promised, ahead)
    free_then = None if need is None else domain.free(article, promised, need)
    return StockLine(article, domain.free_by_day(stretches), free_then)


def days_ahead(desk: Desk, days: int = DAYS_AHEAD) -> Interval:
    """From now to the midnight that ends so many days, today being the first: what was out this morning is past."""
    now = desk.now()
    return Interval(now, datetime.combine(now, time()) + timedelta(days=days))


def free(desk: Desk, equipment_id: int, during: Interval, but_loan: int | None = None) -> int:
    """How many of an article can be lent for the whole of an interval; none of an unknown one."""
    with desk.read() as connection:
        article = store.EQUIPMENT.get(connection, equipment_id)
        if article is None:
            return 0
        promised = store.commitments(connection, [equipment_id], during, desk.now(), but_loan)
    return domain.free(article, promised[equipment_id], during)


def check(desk: Desk, draft: EquipmentDraft, but: int | None = None) -> list[Problem]:
    """All that is wrong with a draft, for a form while it is typed in."""
    with desk.read() as connection:
        return _problems(desk, connection, cleaned(draft), but)


def _problems(desk: Desk, connection: Connection, draft: EquipmentDraft, but: int | None) -> list[Problem]:
    problems = domain.check(draft, desk.today())
    number = draft.inventory_number
    if number and store.number_taken(connection, number, but):
        problems.append(Problem("inventory_number", "inventory_number_taken", {"number": number}))
    if but is not None and domain.lendable(draft) < (promised := _most_promised(desk, connection, but)):
        problems.append(Problem("quantity", "below_promised", {"n": promised}, is_warning=True))
    if draft.owner_id is not None and not ORGANISATIONS.has(connection, draft.owner_id):
        problems.append(Problem("owner_id", "organisation_unknown", {"name": ""}))
    return problems


def _most_promised(desk: Desk, connection: Connection, equipment_id: int) -> int:
    """The most that is out or promised at one time in the coming year."""
    during = days_ahead(desk, 365)
    promised = store.commitments(connection, [equipment_id], during, desk.now())[equipment_id]
    return domain.most_committed(promised, during)


def add(desk: Desk, draft: EquipmentDraft) -> Outcome:
    """Add an article to the inventory."""
    draft = cleaned(draft)
    with desk.write(Operation.ADD_EQUIPMENT) as unit:
        problems = _problems(desk, unit.connection, draft, None)
        if wrong := errors(problems):
            return Refused(wrong)
        equipment_id = store.EQUIPMENT.add(unit.connection, draft)
        unit.commit(equipment_id, draft.name)
    return Saved(equipment_id, warnings(problems))


def edit(desk: Desk, equipment_id: int, draft: EquipmentDraft) -> Outcome:
    """Change an article; what was promised of it stays promised, and is looked at again when it is handed over."""
    draft = cleaned(draft)
    with desk.write(Operation.EDIT_EQUIPMENT) as unit:
        if not store.EQUIPMENT.has(unit.connection, equipment_id):
            return refused("", "equipment_unknown")
        problems = _problems(desk, unit.connection, draft, equipment_id)
        if wrong := errors(problems):
            return Refused(wrong)
        store.EQUIPMENT.replace(unit.connection, equipment_id, draft)
        unit.commit(equipment_id, draft.name)
    return Saved(equipment_id, warnings(problems))


def delete(desk: Desk, equipment_id: int) -> Outcome:
    """Delete an article; refused while loans name it, past ones included: they are in the summaries."""
    with desk.write(Operation.DELETE_EQUIPMENT) as unit:
        article = store.EQUIPMENT.get(unit.connection, equipment_id)
        if article is None:
            return refused("", "equipment_unknown")
        loans = store.loans_of(unit.connection, equipment_id)
        if loans:
            return refused("", "equipment_in_use", loans=loans)
        store.EQUIPMENT.delete(unit.connection, equipment_id)
        unit.commit(equipment_id, article.name)
    return Saved(equipment_id)
