"""The register of bookings: no room twice at the same time."""

from collections.abc import Sequence
from dataclasses import replace

from coopdesk.domain import booking_state
from coopdesk.domain.booking import TAKING, Booking, BookingDraft, BookingLine, BookingState
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Room
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, errors, refused, warnings
from coopdesk.services import booking_rules
from coopdesk.services.desk import Desk
from coopdesk.store import bookings as store
from coopdesk.store import series, settling
from coopdesk.store.bookings import BookingFilter
from coopdesk.store.settling import Spot
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


def line(desk: Desk, booking_id: int) -> BookingLine | None:
    """One booking as lists show it."""
    with desk.read() as connection:
        return store.lines_of(connection, {booking_id}).get(booking_id)


def check(desk: Desk, draft: BookingDraft, but: int | None = None) -> list[Problem]:
    """All that is wrong with a draft, for a form while it is typed in; a new one in the past is asked about once."""
    with desk.read() as connection:
        problems = booking_rules.check(connection, draft, _but(but)).problems
        former = None if but is None else store.BOOKINGS.get(connection, but)
    problems += _until_problems(desk, draft, former)
    if but is None and draft.ends_at < desk.now():
        problems.append(Problem("day", "in_the_past", is_warning=True))
    return problems


def _but(booking_id: int | None) -> tuple[int, ...]:
    return () if booking_id is None else (booking_id,)


def book(desk: Desk, draft: BookingDraft) -> Outcome:
    """Book a room; refused when it is taken, naming the booking in the way."""
    draft = cleaned(draft)
    with desk.write(Operation.BOOK) as unit:
        checked = booking_rules.check(unit.connection, draft)
        if wrong := errors(checked.problems + _until_problems(desk, draft, None)):
            return Refused(wrong)
        with settling.moving(unit.connection) as move:
            booking_id = store.BOOKINGS.add(unit.connection, placed(draft, checked.room))
            move.placed.add(booking_id)
        unit.commit(booking_id, draft.starts_at.date())
    return Saved(booking_id, warnings(checked.problems))


def edit(desk: Desk, booking_id: int, draft: BookingDraft, operation: Operation = Operation.EDIT_BOOKING) -> Outcome:
    """Change a booking."""
    with desk.write(operation) as unit:
        former = store.BOOKINGS.get(unit.connection, booking_id)
        if former is None:
            return refused("", "booking_unknown")
        draft = cleaned(draft)
        return put(unit, former, draft, _until_problems(desk, draft, former))


def _until_problems(desk: Desk, draft: BookingDraft, former: Booking | None) -> list[Problem]:
    """Whether an option is held until a day that makes sense, where that is said now."""
    if draft.state is not BookingState.OPTION or (former is not None and former.option_until == draft.option_until):
        return []
    return booking_state.check_until(draft.option_until, draft, desk.today())


def put(unit: UnitOfWork, former: Booking, draft: BookingDraft, met: Sequence[Problem] = ()) -> Outcome:
    """Put a draft in the place of a booking and commit; what it does not say stays. `met` is wrong with it already."""
    checked = booking_rules.check(unit.connection, draft, (former.id,), former=former)
    if wrong := errors([*checked.problems, *met]):
        return Refused(wrong)
    write(unit, former, placed(draft, checked.room, former))
    unit.commit(former.id, draft.starts_at.date())
    return Saved(former.id, warnings(checked.problems))


def write(unit: UnitOfWork, former: Booking, booking: Booking) -> None:
    """Write a booking that was checked in the place of its former self."""
    if booking_rules.stays(former, booking):
        # Nothing moves: it keeps the time around it that it has, however much its room asks for by now.
        kept = replace(booking, buffer_before=former.buffer_before, buffer_after=former.buffer_after)
        store.BOOKINGS.replace(unit.connection, former.id, kept)
        return
    with settling.moving(unit.connection) as move:
        store.BOOKINGS.replace(unit.connection, former.id, booking)
        move.left.append(spot(former))
        if booking.state in TAKING:
            move.placed.add(former.id)


def placed(draft: BookingDraft, room: Room | None, former: Booking | None = None) -> Booking:
    """A draft as the file holds it, with the buffers its room asks for; the rest is the former booking's."""
    if room is None:
        raise ValueError("a booking without a room was let through")
    before, after = room.buffer_before, room.buffer_after
    if isinstance(draft, Booking):
        return replace(draft, buffer_before=before, buffer_after=after)
    own = {name: getattr(draft, name) for name in BookingDraft.__dataclass_fields__}
    if former is not None:
        return replace(former, **own, buffer_before=before, buffer_after=after)
    return Booking(**own, id=0, buffer_before=before, buffer_after=after)


def spot(booking: Booking) -> Spot:
    """Where a booking is."""
    return Spot(booking.room_id, booking.organisation_id, booking.interval)


def delete(desk: Desk, booking_id: int) -> Outcome:
    """Delete a booking; refused while an action counts on it."""
    with desk.write(Operation.DELETE_BOOKING) as unit:
        booking = store.BOOKINGS.get(unit.connection, booking_id)
        if booking is None:
            return refused("", "booking_unknown")
        actions = store.actions_using(unit.connection, booking_id)
        if actions:
            return refused("", "booking_in_use", action=actions[0])
        with settling.moving(unit.connection) as move:
            store.BOOKINGS.delete(unit.connection, booking_id)
            move.left.append(spot(booking))
        if booking.series_id is not None and not series.keys_of(unit.connection, booking.series_id):
            # Its last date: nothing would show the series any more, and it would hold its room and association.
            series.SERIES.delete(unit.connection, booking.series_id)
        unit.commit(booking_id, booking.starts_at.date())
    return Saved(booking_id)
