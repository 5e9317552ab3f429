"""The register of cooperation actions."""

from sqlalchemy import Connection

from coopdesk.domain import action as domain
from coopdesk.domain.action import Action, ActionDraft, ActionLine
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.operation import Operation
from coopdesk.domain.typology import BRAKES, DYNAMICS, FORMS, LEVERS, REASONS, Typologies
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, errors, refused, warnings
from coopdesk.services.desk import Desk
from coopdesk.store import actions as store
from coopdesk.store import equipment
from coopdesk.store.actions import ActionFilter
from coopdesk.store.bookings import BOOKINGS
from coopdesk.store.organisations import ORGANISATIONS

__all__ = ["ActionFilter"]


def lines(desk: Desk, chosen: ActionFilter, sort: Sort | None, window: Window) -> list[ActionLine]:
    """A window of the list of actions."""
    with desk.read() as connection:
        return store.lines(connection, chosen, sort, window)


def count(desk: Desk, chosen: ActionFilter) -> int:
    """How many actions the filter leaves."""
    with desk.read() as connection:
        return store.count(connection, chosen)


def get(desk: Desk, action_id: int) -> Action | None:
    """One action with its partners, marks and means."""
    with desk.read() as connection:
        return store.ACTIONS.get(connection, action_id)


def check(desk: Desk, draft: ActionDraft) -> list[Problem]:
    """All that is wrong with a draft, for a form while it is filled in."""
    with desk.read() as connection:
        return _problems(desk, connection, domain.tidy(draft))


def _problems(desk: Desk, connection: Connection, draft: ActionDraft) -> list[Problem]:
    return [
        *domain.check(draft),
        *_unknown_codes(desk.typologies, draft),
        *_unknown_links(connection, draft),
    ]


def _unknown_codes(typologies: Typologies, draft: ActionDraft) -> list[Problem]:
    """The codes that no shipped typology has: they would be printed nowhere."""
    coded = [
        ("form", FORMS, "form_unknown", (draft.form,)),
        ("second_form", FORMS, "form_unknown", (draft.second_form,)),
        ("dynamic", DYNAMICS, "dynamic_unknown", (draft.dynamic,)),
        ("reasons", REASONS, "mark_unknown", draft.reasons),
        ("brakes", BRAKES, "mark_unknown", draft.brakes),
        ("levers", LEVERS, "mark_unknown", draft.levers),
    ]
    return [
        Problem(field, problem, {"code": code})
        for field, typology_id, problem, codes in coded
        for code in codes
        if code is not None and typologies[typology_id].category(code) is None
    ]


def _unknown_links(connection: Connection, draft: ActionDraft) -> list[Problem]:
    organisations = [partner.organisation_id for partner in draft.partners]
    problems = [
        Problem("partners", "organisation_unknown", {"name": ""})
        for one in organisations
        if not ORGANISATIONS.has(connection, one)
    ]
    problems += [
        Problem("booking_ids", "booking_unknown") for one in draft.booking_ids if not BOOKINGS.has(connection, one)
    ]
    problems += [
        Problem("loan_ids", "loan_unknown") for one in draft.loan_ids if equipment.get_loan(connection, one) is None
    ]
    return problems


def add(desk: Desk, draft: ActionDraft) -> Outcome:
    """Add an action."""
    draft = domain.tidy(draft)
    with desk.write(Operation.ADD_ACTION) as unit:
        problems = _problems(desk, unit.connection, draft)
        if wrong := errors(problems):
            return Refused(wrong)
        action_id = store.ACTIONS.add(unit.connection, draft)
        unit.commit(action_id, draft.title)
    return Saved(action_id, warnings(problems))


def edit(desk: Desk, action_id: int, draft: ActionDraft) -> Outcome:
    """Change an action, with its partners, marks and means."""
    draft = domain.tidy(draft)
    with desk.write(Operation.EDIT_ACTION) as unit:
        if not store.ACTIONS.has(unit.connection, action_id):
            return refused("", "action_unknown")
        problems = _problems(desk, unit.connection, draft)
        if wrong := errors(problems):
            return Refused(wrong)
        store.ACTIONS.replace(unit.connection, action_id, draft)
        unit.commit(action_id, draft.title)
    return Saved(action_id, warnings(problems))


def delete(desk: Desk, action_id: int) -> Outcome:
    """Delete an action; the bookings and loans it used stay."""
    with desk.write(Operation.DELETE_ACTION) as unit:
        action = store.ACTIONS.get(unit.connection, action_id)
        if action is None:
            return refused("", "action_unknown")
        store.ACTIONS.delete(unit.connection, action_id)
        unit.commit(action_id, action.title)
    return Saved(action_id)
