"""Close a room, or the house, for a period: see what is displaced, decide, then do all of it in one act."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from coopdesk.domain.booking import Booking, BookingLine, BookingState, Reason
from coopdesk.domain.closing import Choice, Choices, ClosingPlan, Displaced, Fate, Notice, NoticeLine
from coopdesk.domain.closure import Closure, ClosureDraft
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Room
from coopdesk.domain.room_search import DAYS_AFTER, EVERY_KIND, AlternativeKind, Board, Obstacle, Wanted, windows
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, errors
from coopdesk.services import booking_rules, room_finder
from coopdesk.services.bookings import placed, spot
from coopdesk.services.closing_rules import displaced, form_problems, in_the_way
from coopdesk.services.desk import Desk
from coopdesk.store import bookings, settling
from coopdesk.store import rooms as store
from coopdesk.store.schema import room

_MANY, _VERY_MANY = 40, 300
"""From so many displaced bookings on, other hours are no longer looked for, then other days neither."""


def what_if(desk: Desk, draft: ClosureDraft, closure_id: int | None = None) -> ClosingPlan:
    """What closing would displace, each booking with where it could go; `closure_id` is the closure that changes."""
    draft = cleaned(draft)
    with desk.read() as connection:
        name = "" if draft.room_id is None else store.names(connection).get(draft.room_id, "")
        if problems := form_problems(connection, draft):
            return ClosingPlan(draft, name, problems=tuple(problems))
        lines = displaced(connection, draft, desk.now(), _former(connection, closure_id))
        if not lines:
            return ClosingPlan(draft, name)
        rooms = store.ROOMS.all(connection, room.c.name_folded)
        sessions = [Interval(line.starts_at, line.ends_at) for line in lines]
        whole = windows(sessions, rooms, DAYS_AFTER)
        board = room_finder.board(connection, rooms, whole, desk, [Closure(**_fields(draft), id=0)])
    found, choices = _proposed(board, lines)
    return ClosingPlan(draft, name, found, choices)


def _fields(draft: ClosureDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in ClosureDraft.__dataclass_fields__}


def _former(connection: Connection, closure_id: int | None) -> Closure | None:
    return None if closure_id is None else store.CLOSURES.get(connection, closure_id)


def _proposed(board: Board, lines: Sequence[BookingLine]) -> tuple[tuple[Displaced, ...], Choices]:
    """Proposals for each, and one choice for each that agrees with those before: two never go to the same place."""
    found: list[Displaced] = []
    choices: dict[int, Choice] = {}
    kinds = _kinds(len(lines))
    for line in lines:
        wanted = _wanted(line)
        board.leave(line.id)
        proposals = board.proposals(wanted, kinds)
        found.append(Displaced(line, proposals))
        if not proposals:
            choices[line.id] = Choice(Fate.CANCEL)
            continue
        choice = choices[line.id] = Choice.moved(proposals[0])
        if choice.room_id is not None and choice.interval is not None:
            board.take(line.id, choice.room_id, line.organisation_id, choice.interval, wanted.is_firm, _who(line))
    return tuple(found), choices


def _kinds(displaced_bookings: int) -> frozenset[AlternativeKind]:
    if displaced_bookings <= _MANY:
        return EVERY_KIND
    left_out = {AlternativeKind.OTHER_TIME}
    if displaced_bookings > _VERY_MANY:
        left_out.add(AlternativeKind.OTHER_DAY)
    return EVERY_KIND - left_out


def _wanted(line: BookingLine) -> Wanted:
    return Wanted(
        sessions=(Interval(line.starts_at, line.ends_at),),
        persons=line.expected_persons,
        layout=line.layout,
        organisation_id=line.organisation_id,
        is_firm=line.state is not BookingState.OPTION,
    )


def _who(line: BookingLine) -> str:
    return line.organisation or line.purpose


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
        if undecided := [line for line in lines if line.id not in choices]:
            return Refused((in_the_way("", "closure_displaces", undecided),))
        if former is None or closure_id is None:
            closure_id = store.CLOSURES.add(connection, draft)
        else:
            store.CLOSURES.replace(connection, closure_id, draft)
        if wrong := _apply(connection, draft, lines, choices, desk):
            return Refused(wrong)
        name = "" if draft.room_id is None else store.names(connection).get(draft.room_id, "")
        unit.commit(draft.room_id, name)
    return Saved(closure_id)


def _apply(
    connection: Connection, draft: ClosureDraft, lines: Sequence[BookingLine], choices: Choices, desk: Desk
) -> tuple[Problem, ...]:
    """Put each booking where it was chosen; what keeps one from it is given back, and nothing of it holds."""
    rooms = {one.id: one for one in store.ROOMS.all(connection)}
    formers = [one for line in lines if (one := bookings.BOOKINGS.get(connection, line.id)) is not None]
    leaving = [one.id for one in formers if choices[one.id].fate is not Fate.KEEP]
    fresh = {one.id: _becomes(one, choices[one.id], draft) for one in formers}
    problems: list[Problem] = []
    among = Board(list(rooms.values()), (), (), desk.now())
    for one in formers:
        after = fresh[one.id]
        if choices[one.id].fate is Fate.MOVE:
            problems += _move_problems(connection, one, after, leaving, rooms, among)
        elif choices[one.id].fate is Fate.KEEP and not after.override_reason:
            problems.append(Problem(str(one.id), "closure_keep_reason"))
    if problems:
        return tuple(problems)
    with settling.moving(connection, together=True) as move:
        for one in formers:
            after = fresh[one.id]
            if choices[one.id].fate is Fate.KEEP:
                bookings.BOOKINGS.replace(connection, one.id, after)
                continue
            move.left.append(spot(one))
            bookings.BOOKINGS.replace(connection, one.id, placed(after, rooms[after.room_id], one))
            if choices[one.id].fate is Fate.MOVE:
                move.placed.add(one.id)
    return ()


def _becomes(one: Booking, choice: Choice, draft: ClosureDraft) -> Booking:
    if choice.fate is Fate.CANCEL:
        return replace(
            one, state=BookingState.CANCELLED, option_until=None, reason_code=Reason.CLOSURE, reason=draft.reason
        )
    if choice.fate is Fate.KEEP:
        return replace(one, override_reason=one.override_reason or draft.reason)
    if choice.room_id is None or choice.interval is None:
        raise ValueError("a booking is moved nowhere")
    return replace(one, room_id=choice.room_id, starts_at=choice.interval.start, ends_at=choice.interval.end)


def _move_problems(
    connection: Connection,
    former: Booking,
    after: Booking,
    leaving: Sequence[int],
    rooms: dict[int, Room],
    among: Board,
) -> list[Problem]:
    """What keeps a booking from its new place: the rules, and those that were moved before it."""
    checked = booking_rules.check(connection, after, leaving)
    same_day = former.starts_at.date() == after.starts_at.date()
    # A paper that lacks on the same day lacked before: it is no reason to turn the booking out of every room.
    wrong = [one for one in errors(checked.problems) if not (same_day and one.field == "organisation_id")]
    is_firm = after.state is not BookingState.OPTION
    wanted = Wanted(sessions=(after.interval,), organisation_id=after.organisation_id, is_firm=is_firm)
    if not wrong and any(
        one.obstacle is Obstacle.TAKEN for one in among.obstacles(rooms[after.room_id], wanted, wanted.sessions)
    ):
        wrong.append(Problem("", "closure_moves_meet"))
    among.take(former.id, after.room_id, after.organisation_id, after.interval, is_firm, "")
    return [replace(one, field=str(former.id)) for one in wrong]


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
