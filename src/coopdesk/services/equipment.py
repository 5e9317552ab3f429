"""The inventory of shared equipment, and how much of it is free when."""

from sqlalchemy import Connection

from coopdesk.domain import equipment as domain
from coopdesk.domain.equipment import Equipment, EquipmentDraft, Stretch
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, errors, refused, warnings
from coopdesk.services.desk import Desk
from coopdesk.store import equipment as store
from coopdesk.store.equipment import EquipmentFilter, EquipmentLine
from coopdesk.store.organisations import ORGANISATIONS

__all__ = ["EquipmentFilter", "EquipmentLine"]


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


def availability(desk: Desk, ids: list[int], during: Interval) -> dict[int, list[Stretch]]:
    """How many of each article are free over an interval, stretch by stretch; unknown articles are left out."""
    with desk.read() as connection:
        promised = store.commitments(connection, ids, during, desk.now())
        articles = [article for one in ids if (article := store.EQUIPMENT.get(connection, one)) is not None]
    return {one.id: domain.availability(domain.lendable(one), promised[one.id], during) for one in articles}


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
    if draft.owner_id is not None and not ORGANISATIONS.has(connection, draft.owner_id):
        problems.append(Problem("owner_id", "organisation_unknown", {"name": ""}))
    return problems


def add(desk: Desk, draft: EquipmentDraft) -> Outcome:
    """Add an article to the inventory."""
    draft = cleaned(draft)
    with desk.write(Operation.ADD_EQUIPMENT) as unit:
        problems = _problems(desk, unit.connection, draft, None)
        if wrong := errors(problems):
            return Refused(wrong)
        equipment_id = store.EQUIPMENT.add(unit.connection, draft)
        unit.commit()
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
        unit.commit()
    return Saved(equipment_id, warnings(problems))


def delete(desk: Desk, equipment_id: int) -> Outcome:
    """Delete an article; refused while loans name it, past ones included: they are in the summaries."""
    with desk.write(Operation.DELETE_EQUIPMENT) as unit:
        loans = store.loans_of(unit.connection, equipment_id)
        if loans:
            return refused("", "equipment_in_use", loans=loans)
        store.EQUIPMENT.delete(unit.connection, equipment_id)
        unit.commit()
    return Saved(equipment_id)
