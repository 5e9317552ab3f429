"""Two bookings take each other's place."""

from dataclasses import replace
from datetime import datetime

from coopdesk.domain.booking import TAKING, Booking
from coopdesk.domain.operation import Operation
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, errors, refused, warnings
from coopdesk.services import booking_rules
from coopdesk.services.bookings import placed, spot
from coopdesk.services.desk import Desk
from coopdesk.store import occupancy
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
        met: list[Problem] = []
        with occupancy.moving(unit.connection, together=True) as move:
            for moving, place in ((first, second), (second, first)):
                checked = booking_rules.check(unit.connection, _at(moving, place), (one, other))
                if wrong := errors(checked.problems):
                    return Refused(wrong)
                met += warnings(checked.problems)
                move.left.append(spot(moving))
                BOOKINGS.replace(unit.connection, moving.id, placed(_at(moving, place), checked.room, moving))
                move.placed.add(moving.id)
        unit.commit(one, first.starts_at.date())
    return Saved(one, tuple(dict.fromkeys(met)))


def _impossible(first: Booking, second: Booking, now: datetime) -> str:
    """The code of what keeps two bookings from ever swapping, "" for nothing."""
    if first.id == second.id:
        return "swap_itself"
    if not {first.state, second.state} <= TAKING:
        return "swap_takes_no_room"
    if min(first.starts_at, second.starts_at) < now:
        return "swap_past"
    return "swap_same_place" if (first.room_id, first.interval) == (second.room_id, second.interval) else ""


def _at(moving: Booking, place: Booking) -> Booking:
    return replace(moving, room_id=place.room_id, starts_at=place.starts_at, ends_at=place.ends_at)
