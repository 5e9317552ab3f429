"""Loans: never more promised than there is, at any minute; what comes back is written line by line."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from coopdesk.domain import equipment as equipment_rules
from coopdesk.domain import loan as domain
from coopdesk.domain.equipment import Condition, Tracking
from coopdesk.domain.listing import EVERYTHING, Sort, Window
from coopdesk.domain.loan import Holding, Loan, LoanDraft, LoanLine, LoanLineDraft, LoanState, LoanSummary, ReturnLine
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Parameter, Problem, Refused, Saved, errors, refused, warnings
from coopdesk.services.desk import Desk
from coopdesk.store import equipment as store
from coopdesk.store.equipment import LoanFilter
from coopdesk.store.organisations import ORGANISATIONS

__all__ = ["LoanFilter"]


def lines(desk: Desk, chosen: LoanFilter, sort: Sort | None, window: Window) -> list[LoanSummary]:
    """A window of the list of loans."""
    with desk.read() as connection:
        return store.loan_lines(connection, chosen, sort, window)


def count(desk: Desk, chosen: LoanFilter) -> int:
    """How many loans the filter leaves."""
    with desk.read() as connection:
        return store.loan_count(connection, chosen)


def get(desk: Desk, loan_id: int) -> Loan | None:
    """One loan with its lines."""
    with desk.read() as connection:
        return store.get_loan(connection, loan_id)


def holdings(desk: Desk, equipment_id: int) -> list[Holding]:
    """Who has some of an article, or will have."""
    with desk.read() as connection:
        return store.holdings(connection, equipment_id)


def check(desk: Desk, draft: LoanDraft, but: int | None = None) -> list[Problem]:
    """All that is wrong with a draft, for a form while it is filled in."""
    with desk.read() as connection:
        return _problems(connection, draft, desk.now(), but=but)


def _problems(
    connection: Connection, draft: LoanDraft, now: datetime, *, but: int | None = None, is_out: bool = False
) -> list[Problem]:
    problems = domain.check(draft) + _organisation_problems(connection, draft.organisation_id, now, but)
    if draft.starts_at < draft.due_at:
        during = Interval(draft.starts_at, domain.promised_until(draft.due_at, is_out=is_out, now=now))
        problems += _stock_problems(connection, draft.lines, during, now, but)
    return problems


def _organisation_problems(
    connection: Connection, organisation_id: int, now: datetime, but: int | None
) -> list[Problem]:
    organisation = ORGANISATIONS.get(connection, organisation_id)
    if organisation is None:
        return [Problem("organisation_id", "organisation_unknown", {"name": ""})]
    chosen = LoanFilter(now=now, state=LoanState.LATE, organisation_id=organisation_id)
    late = [one for one in store.loan_lines(connection, chosen, None, EVERYTHING) if one.id != but]
    if not late:
        return []
    params: dict[str, Parameter] = {"name": organisation.name, "loans": len(late)}
    return [Problem("organisation_id", "organisation_late", params, is_warning=True)]


def _stock_problems(
    connection: Connection, asked: tuple[LoanLineDraft, ...], during: Interval, now: datetime, but: int | None
) -> list[Problem]:
    promised = store.commitments(connection, [one.equipment_id for one in asked], during, now, but)
    problems = []
    for one in asked:
        article = store.EQUIPMENT.get(connection, one.equipment_id)
        if article is None:
            problems.append(Problem("lines", "equipment_unknown"))
        elif article.condition is Condition.RETIRED:
            problems.append(Problem("lines", "equipment_retired", {"name": article.name}))
        else:
            free = equipment_rules.free(article, promised[article.id], during)
            if one.quantity > free:
                params: dict[str, Parameter] = {"name": article.name, "free": free, "asked": one.quantity}
                problems.append(Problem("lines", "not_enough", params))
    return problems


def _leaving(draft: LoanDraft, out_at: datetime | None) -> LoanDraft:
    """The draft of what has left: gone earlier than planned, it is away from then on."""
    return draft if out_at is None else replace(draft, starts_at=min(draft.starts_at, out_at))


def lend(desk: Desk, draft: LoanDraft, *, hand_over_now: bool) -> Outcome:
    """Promise equipment, and hand it over at once if so asked; refused when there is not enough all along."""
    now = desk.now()
    out_at = now if hand_over_now else None
    draft = _leaving(cleaned(draft), out_at)
    with desk.write(Operation.LEND) as unit:
        problems = _problems(unit.connection, draft, now, is_out=hand_over_now)
        if wrong := errors(problems):
            return Refused(wrong)
        number = store.next_number(unit.connection, draft.starts_at.year)
        loan_id = store.add_loan(unit.connection, draft, number, out_at)
        unit.commit(loan_id, number)
    return Saved(loan_id, warnings(problems))


def edit(desk: Desk, loan_id: int, draft: LoanDraft) -> Outcome:
    """Change a loan that nothing has come back of yet; it keeps its number."""
    with desk.write(Operation.EDIT_LOAN) as unit:
        loan = store.get_loan(unit.connection, loan_id)
        if loan is None:
            return refused("", "loan_unknown")
        if loan.closed_at is not None or any(line.outstanding < line.quantity for line in loan.lines):
            return refused("", "loan_closed")
        draft = _leaving(cleaned(draft), loan.out_at)
        problems = _problems(unit.connection, draft, desk.now(), but=loan_id, is_out=loan.out_at is not None)
        if wrong := errors(problems):
            return Refused(wrong)
        store.set_loan(
            unit.connection,
            loan_id,
            organisation_id=draft.organisation_id,
            starts_at=draft.starts_at,
            due_at=draft.due_at,
            deposit=draft.deposit,
            notes=draft.notes,
        )
        store.write_lines(unit.connection, loan_id, draft)
        unit.commit(loan_id, loan.number)
    return Saved(loan_id, warnings(problems))


def hand_over(desk: Desk, loan_id: int) -> Outcome:
    """Let a promised loan leave; refused when what it needs is late, broken or gone by now."""
    now = desk.now()
    with desk.write(Operation.HAND_OVER) as unit:
        loan = store.get_loan(unit.connection, loan_id)
        if loan is None:
            return refused("", "loan_unknown")
        if loan.closed_at is not None:
            return refused("", "loan_closed")
        if loan.out_at is not None:
            return refused("", "loan_already_out")
        starts_at = min(loan.starts_at, now)
        during = Interval(starts_at, domain.promised_until(loan.due_at, is_out=True, now=now))
        if wrong := _stock_problems(unit.connection, loan.lines, during, now, loan_id):
            return Refused(tuple(wrong))
        store.set_loan(unit.connection, loan_id, starts_at=starts_at, out_at=now)
        unit.commit(loan_id, loan.number)
    return Saved(loan_id)


def give_back(desk: Desk, loan_id: int, lines: list[ReturnLine]) -> Outcome:
    """Take back all or part of a loan; it closes once nothing of it is out any more."""
    with desk.write(Operation.GIVE_BACK) as unit:
        loan = store.get_loan(unit.connection, loan_id)
        if loan is None:
            return refused("", "loan_unknown")
        if loan.closed_at is not None:
            return refused("", "loan_closed")
        if loan.out_at is None:
            return refused("", "loan_not_out")
        after, problems = _taken_back(loan, lines)
        if problems:
            return Refused(tuple(problems))
        for before in loan.lines:
            _write_return(unit.connection, before, after[before.id])
        if all(line.outstanding == 0 for line in after.values()):
            store.set_loan(unit.connection, loan_id, closed_at=desk.now())
        unit.commit(loan_id, loan.number)
    return Saved(loan_id)


def _taken_back(loan: Loan, returned: list[ReturnLine]) -> tuple[dict[int, LoanLine], list[Problem]]:
    """The loan's lines once everything has come back, or what is wrong with it."""
    after = {line.id: line for line in loan.lines}
    problems = []
    for back in returned:
        line = after.get(back.line_id)
        if line is None:
            problems.append(Problem("lines", "loan_line_unknown"))
        elif wrong := domain.check_return(line, back):
            problems += wrong
        else:
            after[line.id] = domain.take_back(line, back)
    return after, problems


def _write_return(connection: Connection, before: LoanLine, after: LoanLine) -> None:
    if after == before:
        return
    store.set_line(
        connection,
        after.id,
        good=after.returned_good,
        damaged=after.returned_damaged,
        missing=after.missing,
    )
    damaged = after.returned_damaged - before.returned_damaged
    missing = after.missing - before.missing
    if damaged or missing:
        _put_out_of_order(connection, after.equipment_id, damaged, missing)


def _put_out_of_order(connection: Connection, equipment_id: int, damaged: int, missing: int) -> None:
    """Keep what came back damaged, or did not come back, from being lent again."""
    article = store.EQUIPMENT.get(connection, equipment_id)
    if article is None:  # a loan line references it
        raise LookupError(f"equipment {equipment_id}")
    if article.tracking is Tracking.UNIQUE and damaged:
        if article.condition is not Condition.RETIRED:
            store.EQUIPMENT.set(connection, equipment_id, condition=Condition.BROKEN)
        return
    # What is missing stays in the quantity: it is often found again, and only the coordinator, by changing the
    # article, says that it is lost for good. Until then it is counted with what cannot be lent.
    out_of_order = min(article.out_of_order + damaged + missing, article.quantity)
    store.EQUIPMENT.set(connection, equipment_id, out_of_order=out_of_order)


def delete(desk: Desk, loan_id: int) -> Outcome:
    """Delete a loan that never left; one that did is part of the house's history, one in an action of that."""
    with desk.write(Operation.DELETE_LOAN) as unit:
        loan = store.get_loan(unit.connection, loan_id)
        if loan is None:
            return refused("", "loan_unknown")
        if loan.out_at is not None:
            return refused("", "loan_in_use", state=loan.state(desk.now()))
        actions = store.actions_using_loan(unit.connection, loan_id)
        if actions:
            return refused("", "loan_in_action", action=actions[0])
        store.delete_loan(unit.connection, loan_id)
        unit.commit(loan_id, loan.number)
    return Saved(loan_id)
