"""Equipment and loans in the file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, String, cast, func, or_, select, type_coerce

from coopdesk.domain.equipment import Commitment, Condition, Equipment, Tracking
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.loan import Holding, Loan, LoanDraft, LoanLine, LoanState, LoanSummary, promised_until
from coopdesk.domain.period import Interval
from coopdesk.store.listing import Listing, found, matching
from coopdesk.store.registers import Register
from coopdesk.store.schema import action, action_loan, equipment, loan, loan_line, organisation
from coopdesk.store.schema.types import minute_text

EQUIPMENT = Register(equipment, Equipment, title="name", folded="name_folded")


class EquipmentLine(NamedTuple):
    """An article as the inventory shows it; `owner` is None when it is the house's."""

    id: int
    name: str
    category: str
    tracking: Tracking
    inventory_number: str
    quantity: int
    out_of_order: int
    place: str
    condition: Condition
    owner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentFilter:
    """Which articles the inventory shows."""

    text: str = ""
    category: str = ""
    partners_only: bool = False
    to_check: bool = False


_LISTING = Listing(
    equipment,
    select(
        equipment.c.id, equipment.c.name, equipment.c.category, equipment.c.tracking, equipment.c.inventory_number,
        equipment.c.quantity, equipment.c.out_of_order, equipment.c.place, equipment.c.condition, organisation.c.name,
    ).select_from(equipment.outerjoin(organisation)),
    EquipmentLine,
    {
        "name": equipment.c.name_folded,
        "category": equipment.c.category,
        "quantity": equipment.c.quantity,
        "place": equipment.c.place,
        "condition": equipment.c.condition,
        "owner": organisation.c.name_folded,
    },
    "name",
)  # fmt: skip


def _conditions(chosen: EquipmentFilter) -> list[ColumnElement[bool]]:
    conditions = found(equipment, chosen.text)
    if chosen.category:
        conditions.append(equipment.c.category == chosen.category)
    if chosen.partners_only:
        conditions.append(equipment.c.owner_id.is_not(None))
    if chosen.to_check:
        conditions.append(
            (equipment.c.out_of_order > 0) | equipment.c.condition.in_([Condition.BROKEN, Condition.UNDER_REPAIR])
        )
    return conditions


def lines(connection: Connection, chosen: EquipmentFilter, sort: Sort | None, window: Window) -> list[EquipmentLine]:
    """A window of the inventory."""
    return _LISTING.lines(connection, _conditions(chosen), sort, window)


def count(connection: Connection, chosen: EquipmentFilter) -> int:
    """How many articles the filter leaves."""
    return _LISTING.count(connection, _conditions(chosen))


def categories(connection: Connection) -> list[str]:
    """Every category in use, in order."""
    named = select(equipment.c.category).where(equipment.c.category != "").distinct().order_by(equipment.c.category)
    return list(connection.scalars(named))


def number_taken(connection: Connection, inventory_number: str, but: int | None) -> bool:
    """Whether another article carries this inventory number."""
    query = select(equipment.c.id).where(equipment.c.inventory_number == inventory_number)
    return any(one != but for one in connection.scalars(query))


def loans_of(connection: Connection, equipment_id: int) -> int:
    """How many loans name an article."""
    query = select(func.count()).select_from(loan_line).where(loan_line.c.equipment_id == equipment_id)
    return connection.scalar(query) or 0


_OUTSTANDING = loan_line.c.quantity - loan_line.c.returned_good - loan_line.c.returned_damaged - loan_line.c.missing


def commitments(
    connection: Connection, ids: list[int], during: Interval, now: datetime, but_loan: int | None = None
) -> dict[int, list[Commitment]]:
    """What is promised or out of each article during an interval, one loan left out.

    Closed loans are back. A late one is counted as away until `promised_until`, so every loan still out is read.
    What came back damaged or never will is no longer promised: the article itself counts it out of order.
    """
    query = (
        select(loan_line.c.equipment_id, loan.c.starts_at, loan.c.due_at, loan.c.out_at, _OUTSTANDING)
        .join(loan)
        .where(
            loan_line.c.equipment_id.in_(ids),
            loan.c.closed_at.is_(None),
            type_coerce(loan.c.starts_at, String) < minute_text(during.end),
            loan.c.id != (but_loan or 0),
        )
    )
    promised: dict[int, list[Commitment]] = {one: [] for one in ids}
    for equipment_id, starts_at, due_at, out_at, quantity in connection.execute(query):
        until = promised_until(due_at, is_out=out_at is not None, now=now)
        interval = Interval(starts_at, until)
        if quantity and interval.overlaps(during):
            promised[equipment_id].append(Commitment(interval, quantity))
    return promised


def holdings(connection: Connection, equipment_id: int) -> list[Holding]:
    """The open loans that hold, or will hold, some of an article, as they begin."""
    c = loan.c
    query = (
        select(c.id, c.number, organisation.c.name, c.starts_at, c.due_at, c.out_at, _OUTSTANDING)
        .select_from(loan.join(loan_line).join(organisation))
        .where(loan_line.c.equipment_id == equipment_id, c.closed_at.is_(None), _OUTSTANDING > 0)
        .order_by(c.starts_at, c.id)
    )
    return [Holding(*row) for row in connection.execute(query)]


_WHAT = (
    select(func.group_concat(loan_line.c.quantity.concat(" × ").concat(equipment.c.name), ", "))
    .select_from(loan_line.join(equipment))
    .where(loan_line.c.loan_id == loan.c.id)
    .correlate(loan)
    .scalar_subquery()
)
_LOANS = Listing(
    loan,
    select(
        loan.c.id, loan.c.number, loan.c.organisation_id, organisation.c.name,
        loan.c.starts_at, loan.c.due_at, loan.c.out_at, loan.c.closed_at, _WHAT,
    ).select_from(loan.join(organisation)),
    LoanSummary,
    {
        "number": loan.c.number,
        "organisation": organisation.c.name_folded,
        "starts_at": loan.c.starts_at,
        "due_at": loan.c.due_at,
    },
    "due_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFilter:
    """Which loans a list shows; `now` decides what is late."""

    now: datetime
    text: str = ""
    state: LoanState | None = None
    open_only: bool = False
    during: Interval | None = None
    organisation_id: int | None = None
    equipment_id: int | None = None


def _loan_conditions(chosen: LoanFilter) -> list[ColumnElement[bool]]:
    c = loan.c
    conditions: list[ColumnElement[bool]] = []
    if by_number := found(loan, chosen.text):
        by_organisation = c.organisation_id.in_(matching(organisation, chosen.text))
        conditions.append(or_(*by_number, by_organisation))
    if chosen.open_only or chosen.state in (LoanState.RESERVED, LoanState.OUT, LoanState.LATE):
        conditions.append(c.closed_at.is_(None))
    if chosen.state is LoanState.RESERVED:
        conditions.append(c.out_at.is_(None))
    elif chosen.state is LoanState.LATE:
        conditions += [c.out_at.is_not(None), c.due_at < chosen.now]
    elif chosen.state is LoanState.OUT:
        conditions += [c.out_at.is_not(None), c.due_at >= chosen.now]
    elif chosen.state is LoanState.RETURNED:
        conditions.append(c.closed_at.is_not(None))
    if chosen.during is not None:
        conditions += [c.starts_at < chosen.during.end, c.due_at > chosen.during.start]
    if chosen.organisation_id is not None:
        conditions.append(c.organisation_id == chosen.organisation_id)
    if chosen.equipment_id is not None:
        holding = select(loan_line.c.loan_id).where(loan_line.c.equipment_id == chosen.equipment_id)
        conditions.append(c.id.in_(holding))
    return conditions


def loan_lines(connection: Connection, chosen: LoanFilter, sort: Sort | None, window: Window) -> list[LoanSummary]:
    """A window of the list of loans."""
    return _LOANS.lines(connection, _loan_conditions(chosen), sort, window)


def loan_count(connection: Connection, chosen: LoanFilter) -> int:
    """How many loans the filter leaves."""
    return _LOANS.count(connection, _loan_conditions(chosen))


def get_loan(connection: Connection, loan_id: int) -> Loan | None:
    """One loan with its lines, None when there is none."""
    row = connection.execute(
        select(loan, organisation.c.name.label("organisation"))
        .select_from(loan.join(organisation))
        .where(loan.c.id == loan_id)
    ).mappings().one_or_none()  # fmt: skip
    if row is None:
        return None
    lines_of = connection.execute(
        select(*(c for c in loan_line.c if c.name != "loan_id"), equipment.c.name.label("equipment"))
        .join(equipment)
        .where(loan_line.c.loan_id == loan_id)
        .order_by(loan_line.c.id)
    )
    return Loan(**row, lines=tuple(LoanLine(**one) for one in lines_of.mappings()))


def next_number(connection: Connection, year: int) -> str:
    """The next loan number of a year: 2026-001, 2026-002 …"""
    serial = cast(func.substr(loan.c.number, 6), Integer)
    last = connection.scalar(select(func.max(serial)).where(loan.c.number.startswith(f"{year}-")))
    return f"{year}-{(last or 0) + 1:03d}"


def add_loan(connection: Connection, draft: LoanDraft, number: str, out_at: datetime | None) -> int:
    """Add a loan and its lines."""
    result = connection.execute(
        loan.insert().values(
            number=number,
            organisation_id=draft.organisation_id,
            starts_at=draft.starts_at,
            due_at=draft.due_at,
            out_at=out_at,
            deposit=draft.deposit,
            notes=draft.notes,
        )
    )
    write_lines(connection, result.lastrowid, draft)
    return result.lastrowid


def write_lines(connection: Connection, loan_id: int, draft: LoanDraft) -> None:
    """Put a draft's lines in the place of a loan's, which nothing has come back of yet."""
    connection.execute(loan_line.delete().where(loan_line.c.loan_id == loan_id))
    rows: list[dict[str, Any]] = [
        {"loan_id": loan_id, "equipment_id": one.equipment_id, "quantity": one.quantity} for one in draft.lines
    ]
    connection.execute(loan_line.insert(), rows)


def set_loan(connection: Connection, loan_id: int, **values: Any) -> None:
    """Change some columns of a loan."""
    connection.execute(loan.update().where(loan.c.id == loan_id).values(**values))


def set_line(connection: Connection, line_id: int, *, good: int, damaged: int, missing: int) -> None:
    """Write what has come back on a line so far."""
    connection.execute(
        loan_line.update()
        .where(loan_line.c.id == line_id)
        .values(returned_good=good, returned_damaged=damaged, missing=missing)
    )


def delete_loan(connection: Connection, loan_id: int) -> None:
    """Delete a loan and its lines."""
    connection.execute(loan.delete().where(loan.c.id == loan_id))


def actions_using_loan(connection: Connection, loan_id: int) -> list[str]:
    """The titles of the actions a loan is linked to."""
    return list(connection.scalars(select(action.c.title).join(action_loan).where(action_loan.c.loan_id == loan_id)))
