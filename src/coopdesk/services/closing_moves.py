"""What was chosen for the bookings that a closure displaces, checked together and written together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from coopdesk.domain.booking import Booking, BookingState, Reason
from coopdesk.domain.closing import Choice, Choices, Fate
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.room import Room
from coopdesk.domain.room_search import Board, Wanted
from coopdesk.foundation.problems import Problem, errors
from coopdesk.services import papers
from coopdesk.services.bookings import placed, spot
from coopdesk.services.series_checks import Asked, Checks
from coopdesk.store import displaced, house, settling
from coopdesk.store import rooms as store

Move = tuple[Booking, Booking]
"""A booking as it was, and where it goes."""


def carry_out(
    connection: Connection, draft: ClosureDraft, ids: Sequence[int], choices: Choices, now: datetime
) -> tuple[Problem, ...]:
    """Put each booking where it was chosen; what keeps one from it is given back, and nothing of it holds.

    Rooms, closures and papers are read once, and all of the bookings are written by one statement: there may be
    hundreds.
    """
    both = [(one, _becomes(one, choices[one.id], draft)) for one in displaced.bookings(connection, ids)]
    moves = [(one, after) for one, after in both if choices[one.id].fate is Fate.MOVE]
    leaving = frozenset(one.id for one, _after in both if choices[one.id].fate is not Fate.KEEP)
    problems = [
        Problem(str(one.id), "closure_keep_reason")
        for one, after in both
        if choices[one.id].fate is Fate.KEEP and not after.override_reason
    ]
    rooms = {one.id: one for one in store.ROOMS.all(connection)}
    problems += _in_the_way(connection, moves, leaving, rooms, now)
    if problems:
        return tuple(problems)
    with settling.moving(connection, together=True) as move:
        move.left += [spot(one) for one, _after in both if one.id in leaving]
        move.placed |= {one.id for one, _after in moves}
        displaced.write(
            connection,
            [placed(after, rooms[after.room_id], one) if one.id in leaving else after for one, after in both],
        )
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


def _in_the_way(
    connection: Connection, moves: Sequence[Move], leaving: frozenset[int], rooms: Mapping[int, Room], now: datetime
) -> list[Problem]:
    """What keeps bookings from their new places: the rules, and those that were moved before them."""
    checks = Checks(connection, ZoneInfo(house.read(connection).time_zone))
    asked = [
        Asked(
            after.interval, after.room_id, after.organisation_id, after.is_firm, after.layout, after.expected_persons,
            after.override_reason,
        )
        for _one, after in moves
    ]  # fmt: skip
    among = Board(list(rooms.values()), (), (), now)
    problems: list[Problem] = []
    for (one, after), found in zip(moves, checks.judge(asked, leaving, together=False), strict=True):
        wrong = errors([*found.problems, *_papers(connection, one, after)])
        if not wrong and _meets(among, after):
            wrong = (Problem("", "closure_moves_meet"),)
        if after.room_id in rooms:
            among.take(one.id, after.room_id, after.organisation_id, after.interval, after.is_firm, "")
        problems += [replace(problem, field=str(one.id)) for problem in wrong]
    return problems


def _papers(connection: Connection, one: Booking, after: Booking) -> Iterable[Problem]:
    """A paper that lacks on the same day lacked before: it is no reason to turn the booking out of every room."""
    day = after.starts_at.date()
    if one.starts_at.date() == day:
        return ()
    return papers.problems(connection, after.organisation_id, [day], is_firm=after.is_firm)


def _meets(among: Board, after: Booking) -> bool:
    wanted = Wanted(sessions=(after.interval,), organisation_id=after.organisation_id, is_firm=after.is_firm)
    return among.is_taken(among.rooms[after.room_id], wanted)
