"""Close a room, or the house, for a period: see what is displaced, decide, then do all of it in one act."""

from typing import Any

from sqlalchemy import Connection

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.closing import Choices, ClosingPlan, Notice, NoticeLine
from coopdesk.domain.closure import Closure, ClosureDraft
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.domain.room_search import DAYS_AFTER, windows
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved
from coopdesk.services import closing_moves, closing_places, room_finder
from coopdesk.services.closing_places import Tell
from coopdesk.services.closing_rules import displaced, form_problems, in_the_way
from coopdesk.services.desk import Desk
from coopdesk.store import rooms as store
from coopdesk.store.schema import room


def _untold(_done: int, _total: int) -> None:
    """Nobody watches."""


def what_if(desk: Desk, draft: ClosureDraft, closure_id: int | None = None, *, tell: Tell = _untold) -> ClosingPlan:
    """What closing would displace, each booking with where it could go; `closure_id` is the closure that changes."""
    draft = cleaned(draft)
    with desk.read() as connection:
        name = _name(connection, draft)
        if problems := form_problems(connection, draft):
            return ClosingPlan(draft, name, problems=tuple(problems))
        lines = displaced(connection, draft, desk.now(), _former(connection, closure_id))
        if not lines:
            return ClosingPlan(draft, name)
        rooms = store.ROOMS.all(connection, room.c.name_folded)
        sessions = [Interval(line.starts_at, line.ends_at) for line in lines]
        whole = windows(sessions, rooms, DAYS_AFTER)
        # What it closed until now it gives back.
        closed = [one for one in store.every_closure(connection) if one.id != closure_id]
        board = room_finder.board(connection, rooms, whole, desk, [*closed, Closure(**_fields(draft), id=0)])
    found = closing_places.found(board, lines, tell)
    return ClosingPlan(draft, name, found.displaced, found.choices, found.moves)


def _name(connection: Connection, draft: ClosureDraft) -> str:
    """How people call what is closed, "" for the whole house."""
    return "" if draft.room_id is None else store.names(connection).get(draft.room_id, "")


def _fields(draft: ClosureDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in ClosureDraft.__dataclass_fields__}


def _former(connection: Connection, closure_id: int | None) -> Closure | None:
    return None if closure_id is None else store.CLOSURES.get(connection, closure_id)


def close_room(desk: Desk, draft: ClosureDraft, choices: Choices, closure_id: int | None = None) -> Outcome:
    """Close, and move, cancel or keep what is displaced as it was chosen: one act, or nothing.

    A problem of one booking carries its key as its field; one that nothing was chosen for refuses the whole.
    """
    draft = cleaned(draft)
    with desk.write(Operation.CLOSE_ROOM) as unit:
        connection = unit.connection
        former = _former(connection, closure_id)
        if problems := form_problems(connection, draft):
            return Refused(tuple(problems))
        lines = displaced(connection, draft, desk.now(), former)
        if left := [line for line in lines if line.id not in choices]:
            return Refused((undecided(left),))
        if former is None or closure_id is None:
            closure_id = store.CLOSURES.add(connection, draft)
        else:
            store.CLOSURES.replace(connection, closure_id, draft)
        ids = [line.id for line in lines]
        if wrong := closing_moves.carry_out(connection, draft, ids, choices, desk.now()):
            return Refused(wrong)
        unit.commit(draft.room_id, _name(connection, draft))
    return Saved(closure_id)


def undecided(left: list[BookingLine]) -> Problem:
    """The refusal that says of which bookings nobody has said what becomes."""
    return in_the_way("", "closure_displaces", left)


def notices(desk: Desk, plan: ClosingPlan, choices: Choices) -> list[Notice]:
    """The letters: one for each organisation, in order of name; the house writes none to itself."""
    with desk.read() as connection:
        names = store.names(connection)
    by_party: dict[str, list[NoticeLine]] = {}
    for one in plan.displaced:
        choice = choices[one.booking.id]
        if one.booking.organisation is not None:
            line = NoticeLine(one.booking, choice.fate, names.get(choice.room_id or 0, ""), choice.interval)
            by_party.setdefault(one.booking.organisation, []).append(line)
    return [
        Notice(name, plan.closure, plan.room, tuple(lines), desk.today())
        for name, lines in sorted(by_party.items(), key=lambda party: party[0].casefold())
    ]
