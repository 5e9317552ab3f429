"""Two bookings take each other's place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from coopdesk.domain.booking import TAKING, Booking
from coopdesk.domain.booking_state import check_held_until
from coopdesk.domain.operation import Operation
from coopdesk.domain.room import Room
from coopdesk.domain.room_search import Board, Wanted
from coopdesk.foundation.problems import Outcome, Refused, Saved, errors, refused, warnings
from coopdesk.services import booking_rules
from coopdesk.services.bookings import placed, spot
from coopdesk.services.desk import Desk
from coopdesk.store import settling
from coopdesk.store.bookings import BOOKINGS


def swap(desk: Desk, one: int, other: int) -> Outcome:
    """Exchange the places of two bookings: their rooms when they are at the same time, else rooms and times.

    Both are checked where they go; one act, or nothing. What is past stays.
    """
    with desk.write(Operation.SWAP_BOOKINGS) as unit:
        first, second = (BOOKINGS.get(unit.connection, key) for key in (one, other))
        if first is None or second is None:
            return refused("", "booking_unknown")
        if code := _impossible(first, second, desk.now()):
            return refused("", code)
        moves = ((first, _at(first, second)), (second, _at(second, first)))
        checked = [booking_rules.check(unit.connection, after, (one, other)) for _before, after in moves]
        first_met, second_met = (found.problems for found in checked)
        met = first_met + [problem for problem in second_met if problem not in first_met]
        met += [problem for _before, after in moves for problem in check_held_until(after)]
        if wrong := errors(met):
            return Refused(wrong)
        swapped = [placed(after, found.room, before) for (before, after), found in zip(moves, checked, strict=True)]
        rooms = [found.room for found in checked if found.room is not None]
        if _too_near(swapped, rooms, desk.now()):
            return refused("", "swap_too_near")
        with settling.moving(unit.connection, together=True) as move:
            for before, after in zip((first, second), swapped, strict=True):
                move.left.append(spot(before))
                BOOKINGS.replace(unit.connection, before.id, after)
                move.placed.add(before.id)
        unit.commit(one, first.starts_at.date())
    return Saved(one, warnings(met))


def _impossible(first: Booking, second: Booking, now: datetime) -> str:
    """The code of what keeps two bookings from ever swapping, "" for nothing."""
    if first.id == second.id:
        return "swap_itself"
    if not {first.state, second.state} <= TAKING:
        return "swap_takes_no_room"
    if min(first.starts_at, second.starts_at) < now:
        return "swap_past"
    return "swap_same_place" if (first.room_id, first.interval) == (second.room_id, second.interval) else ""


def _too_near(swapped: Sequence[Booking], rooms: Sequence[Room], now: datetime) -> bool:
    """Whether the two leave no time between them for the room to be made ready, once they have changed places."""
    first, second = swapped
    board = Board(rooms, (), (), now)
    board.take(first.id, first.room_id, first.organisation_id, first.interval, first.is_firm, "")
    wanted = Wanted(sessions=(second.interval,), organisation_id=second.organisation_id, is_firm=second.is_firm)
    return board.is_taken(board.rooms[second.room_id], wanted)


def _at(moving: Booking, place: Booking) -> Booking:
    return replace(moving, room_id=place.room_id, starts_at=place.starts_at, ends_at=place.ends_at)
