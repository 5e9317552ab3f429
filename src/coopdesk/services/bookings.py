"""The register of bookings: no room twice at the same time."""

from dataclasses import replace

from sqlalchemy import Connection

from coopdesk.domain import booking as domain
from coopdesk.domain.booking import Booking, BookingDraft, BookingLine, BookingState
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import PaperState, insurance_state
from coopdesk.domain.period import Interval
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, errors, refused, warnings
from coopdesk.services.desk import Desk
from coopdesk.store import organisations
from coopdesk.store import rooms as store
from coopdesk.store.rooms import BookingFilter
from coopdesk.store.unit_of_work import UnitOfWork

__all__ = ["BookingFilter"]


def lines(desk: Desk, chosen: BookingFilter, sort: Sort | None, window: Window) -> list[BookingLine]:
    """A window of the list of bookings."""
    with desk.read() as connection:
        return store.lines(connection, chosen, sort, window)


def count(desk: Desk, chosen: BookingFilter) -> int:
    """How many bookings the filter leaves."""
    with desk.read() as connection:
        return store.count(connection, chosen)


def between(desk: Desk, during: Interval, room_id: int | None = None) -> list[BookingLine]:
    """The bookings that share a moment with whole days, of one room or of all; in no order."""
    with desk.read() as connection:
        return store.between(connection, during, room_id)


def get(desk: Desk, booking_id: int) -> Booking | None:
    """One booking."""
    with desk.read() as connection:
        return store.BOOKINGS.get(connection, booking_id)


def check(desk: Desk, draft: BookingDraft, but: int | None = None) -> list[Problem]:
    """All that is wrong with a draft, for a form while it is typed in."""
    with desk.read() as connection:
        return _problems(connection, draft, but)


def _problems(connection: Connection, draft: BookingDraft, but: int | None) -> list[Problem]:
    room = store.ROOMS.get(connection, draft.room_id)
    if room is None:
        return [Problem("room_id", "room_unknown", {"name": ""})]
    problems = domain.check(draft, room)
    if draft.organisation_id is not None:
        problems += _organisation_problems(connection, draft, draft.organisation_id)
    if not domain.check_times(draft.starts_at, draft.ends_at):
        other = store.in_the_way(connection, draft, but)
        if other is not None:
            problems.append(_overlap(other))
    return problems


def _organisation_problems(connection: Connection, draft: BookingDraft, organisation_id: int) -> list[Problem]:
    found = organisations.insurance(connection, organisation_id)
    if found is None:
        return [Problem("organisation_id", "organisation_unknown", {"name": ""})]
    name, ends_on = found
    # The insurance must hold on the day of the booking, not today (domain.md §4.1, rule 4).
    if ends_on is not None and insurance_state(ends_on, draft.starts_at.date()) is PaperState.ENDED:
        day = ends_on.isoformat()
        return [Problem("organisation_id", "insurance_ended", {"name": name, "day": day}, is_warning=True)]
    return []


def _overlap(other: BookingLine) -> Problem:
    return Problem(
        "starts_at",
        "overlap",
        {
            "organisation": other.organisation or "",
            "room": other.room,
            "start": other.starts_text,
            "end": other.ends_text,
        },
    )


def book(desk: Desk, draft: BookingDraft) -> Outcome:
    """Book a room; refused when it is taken, naming the booking in the way."""
    draft = cleaned(draft)
    with desk.write(Operation.BOOK) as unit:
        problems = _problems(unit.connection, draft, None)
        if wrong := errors(problems):
            return Refused(wrong)
        booking_id = store.BOOKINGS.add(unit.connection, draft)
        unit.commit(booking_id, draft.starts_at.date())
    return Saved(booking_id, warnings(problems))


def edit(desk: Desk, booking_id: int, draft: BookingDraft) -> Outcome:
    """Change a booking."""
    with desk.write(Operation.EDIT_BOOKING) as unit:
        if not store.BOOKINGS.has(unit.connection, booking_id):
            return refused("", "booking_unknown")
        return _replace(unit, booking_id, cleaned(draft))


def confirm(desk: Desk, booking_id: int) -> Outcome:
    """Make an option firm; refused when another option or booking is in the way."""
    with desk.write(Operation.CONFIRM_BOOKING) as unit:
        booking = store.BOOKINGS.get(unit.connection, booking_id)
        if booking is None:
            return refused("", "booking_unknown")
        return _replace(unit, booking_id, replace(booking, state=BookingState.CONFIRMED, option_until=None))


def _replace(unit: UnitOfWork, booking_id: int, draft: BookingDraft) -> Outcome:
    problems = _problems(unit.connection, draft, booking_id)
    if wrong := errors(problems):
        return Refused(wrong)
    store.BOOKINGS.replace(unit.connection, booking_id, draft)
    unit.commit(booking_id, draft.starts_at.date())
    return Saved(booking_id, warnings(problems))


def delete(desk: Desk, booking_id: int) -> Outcome:
    """Delete a booking; refused while an action counts on it."""
    with desk.write(Operation.DELETE_BOOKING) as unit:
        booking = store.BOOKINGS.get(unit.connection, booking_id)
        if booking is None:
            return refused("", "booking_unknown")
        actions = store.actions_using(unit.connection, booking_id)
        if actions:
            return refused("", "booking_in_use", action=actions[0])
        store.BOOKINGS.delete(unit.connection, booking_id)
        unit.commit(booking_id, booking.starts_at.date())
    return Saved(booking_id)
