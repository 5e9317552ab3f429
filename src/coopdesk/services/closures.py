"""The register of closures, and what they close during a stretch of time."""

from typing import NamedTuple

from sqlalchemy import Connection

from coopdesk.domain.closure import Closure, ClosureDraft
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Refused, Saved, refused
from coopdesk.services import closing_rules
from coopdesk.services.desk import Desk
from coopdesk.store import rooms as store


class ClosureSpan(NamedTuple):
    """A closure on the dates it has in one year; `room` is its name, "" for the whole house.

    `rooms` are those that cannot be used meanwhile: the room itself and each it shares a space with.
    """

    closure: Closure
    room: str
    interval: Interval
    rooms: frozenset[int]


class ClosureLine(NamedTuple):
    """A closure as the list of them shows it; `room` is "" for the whole house."""

    closure: Closure
    room: str


def closures(desk: Desk) -> list[ClosureLine]:
    """Every closure, in order of start."""
    with desk.read() as connection:
        names = store.names(connection)
        return [ClosureLine(one, names.get(one.room_id or 0, "")) for one in store.every_closure(connection)]


def get(desk: Desk, closure_id: int) -> Closure | None:
    """One closure."""
    with desk.read() as connection:
        return store.CLOSURES.get(connection, closure_id)


def between(desk: Desk, during: Interval, room_id: int | None = None) -> list[ClosureSpan]:
    """What is closed during a stretch of time, yearly closures on their dates in it, soonest first.

    Of one room: its own closures, those of the rooms it shares a space with, and those of the whole house.
    """
    with desk.read() as connection:
        every = store.every_closure(connection)
        if not every:
            return []
        names, together = store.names(connection), store.rooms_sharing(connection)
    spans = [
        ClosureSpan(one, names.get(one.room_id or 0, ""), interval, closed)
        for one in every
        for closed in (frozenset(names) if one.room_id is None else together[one.room_id],)
        if room_id is None or room_id in closed
        for interval in one.during(during)
    ]
    return sorted(spans, key=lambda span: (span.interval.start, span.interval.end, span.closure.id))


def add(desk: Desk, draft: ClosureDraft) -> Outcome:
    """Add a closure; refused while bookings are in its way: services.closing closes and says what becomes of them."""
    draft = cleaned(draft)
    with desk.write(Operation.ADD_CLOSURE) as unit:
        if problems := closing_rules.check(unit.connection, draft, desk.now()):
            return Refused(tuple(problems))
        closure_id = store.CLOSURES.add(unit.connection, draft)
        unit.commit(draft.room_id, _about(unit.connection, draft))
    return Saved(closure_id)


def edit(desk: Desk, closure_id: int, draft: ClosureDraft) -> Outcome:
    """Change a closure; refused while bookings are in the way of what it closes more than before."""
    draft = cleaned(draft)
    with desk.write(Operation.EDIT_CLOSURE) as unit:
        former = store.CLOSURES.get(unit.connection, closure_id)
        if former is None:
            return refused("", "closure_unknown")
        if problems := closing_rules.check(unit.connection, draft, desk.now(), former):
            return Refused(tuple(problems))
        store.CLOSURES.replace(unit.connection, closure_id, draft)
        unit.commit(draft.room_id, _about(unit.connection, draft))
    return Saved(closure_id)


def delete(desk: Desk, closure_id: int) -> Outcome:
    """Delete a closure: what it closed can be booked again."""
    with desk.write(Operation.DELETE_CLOSURE) as unit:
        closure = store.CLOSURES.get(unit.connection, closure_id)
        if closure is None:
            return refused("", "closure_unknown")
        store.CLOSURES.delete(unit.connection, closure_id)
        unit.commit(closure.room_id, _about(unit.connection, closure))
    return Saved(closure_id)


def _about(connection: Connection, draft: ClosureDraft) -> str:
    """How people call what is closed, "" for the whole house."""
    return "" if draft.room_id is None else store.names(connection).get(draft.room_id, "")
