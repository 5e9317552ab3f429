"""The waiting list: a request whose time is taken waits, and rings when the time is free."""

from typing import NamedTuple

from coopdesk.domain.booking import BookingLine
from coopdesk.services.desk import Desk
from coopdesk.store import pending
from coopdesk.store.morning import Morning

TABLES = frozenset({"booking", "room", "room_part", "closure"})
"""What may free a time, or take one."""


class Standing(NamedTuple):
    """The requests to come, by the order they were made: those whose time is free, and those that wait."""

    ringing: tuple[BookingLine, ...]
    waiting: tuple[BookingLine, ...]


def standing(desk: Desk) -> Standing:
    """How every request to come stands: one statement finds it, whatever the number of bookings."""
    with desk.morning() as morning:
        return standing_in(morning, desk)


def standing_in(morning: Morning, desk: Desk) -> Standing:
    """The same, in a reading that is open already."""
    found = pending.standing(morning, desk.now())
    return Standing(
        tuple(line for line, is_taken in found if not is_taken), tuple(line for line, is_taken in found if is_taken)
    )


def ringing(desk: Desk) -> list[BookingLine]:
    """The requests to come whose time is free: each can be confirmed."""
    return list(standing(desk).ringing)


def waiting(desk: Desk) -> list[BookingLine]:
    """The requests to come whose time is taken or closed."""
    return list(standing(desk).waiting)
