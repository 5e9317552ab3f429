"""What becomes of a booking: made firm, held as an option, refused, cancelled, brought back; everything stays counted.

The table of what is allowed from which state is coopdesk.domain.booking_state.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from coopdesk.domain import booking_state as domain
from coopdesk.domain.booking import Booking, BookingLine, BookingState
from coopdesk.domain.booking_state import Rank, StateAct, Why
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved
from coopdesk.services import booking_rules, bookings
from coopdesk.services.desk import Desk
from coopdesk.store import bookings as store
from coopdesk.store import occupancy, option_turns, pending, settling
from coopdesk.store.morning import Morning
from coopdesk.store.occupancy import Wish
from coopdesk.store.settling import Spot
from coopdesk.store.unit_of_work import UnitOfWork


def confirm(desk: Desk, booking_id: int, *, others_wait: bool = False) -> Outcome:
    """Make a request or an option firm, as far as the house's rules on papers allow.

    Refused while another option wants the same time, naming it, unless `others_wait`: then those become requests of the
    waiting list in the same act (`rivals` tells who they are).
    """
    with desk.write(Operation.CONFIRM_BOOKING) as unit:
        booking, problems = _allowed(desk, unit, StateAct.CONFIRM, booking_id)
        if booking is None:
            return Refused(tuple(problems))
        return _put_firm(unit, booking, _turned(booking, BookingState.CONFIRMED), others_wait=others_wait)


def option(desk: Desk, booking_id: int, until: date | None) -> Outcome:
    """Hold a booking as an option until a day, that day included; an option is held longer in the same way."""
    with desk.write(Operation.MAKE_OPTION) as unit:
        booking, problems = _allowed(desk, unit, StateAct.OPTION, booking_id)
        if booking is None:
            return Refused(tuple(problems))
        if wrong := domain.check_until(until, booking, desk.today()):
            return Refused(tuple(wrong))
        return bookings.put(unit, booking, _turned(booking, BookingState.OPTION, until))


def put_back(desk: Desk, booking_id: int) -> Outcome:
    """Turn a booking back into a request: it waits, and leaves the room to others."""
    with desk.write(Operation.PUT_BACK_BOOKING) as unit:
        booking, problems = _allowed(desk, unit, StateAct.PUT_BACK, booking_id)
        if booking is None:
            return Refused(tuple(problems))
        return bookings.put(unit, booking, _turned(booking, BookingState.REQUEST))


def refuse(desk: Desk, booking_id: int, why: Why) -> Outcome:
    """Refuse a request or an option, saying why."""
    return _give_up(desk, Operation.REFUSE_BOOKING, StateAct.REFUSE, booking_id, BookingState.REFUSED, why)


def cancel(desk: Desk, booking_id: int, why: Why) -> Outcome:
    """Cancel what was asked for or booked, saying why; the room is free again."""
    return _give_up(desk, Operation.CANCEL_BOOKING, StateAct.CANCEL, booking_id, BookingState.CANCELLED, why)


def restore(
    desk: Desk, booking_id: int, state: BookingState, until: date | None = None, *, others_wait: bool = False
) -> Outcome:
    """Bring back a lapsed, refused or cancelled booking, checked as if it were new; as an option, until a day."""
    if state not in domain.RESTORED:
        raise ValueError(f"nothing is brought back as {state}")
    with desk.write(Operation.RESTORE_BOOKING) as unit:
        booking, problems = _allowed(desk, unit, StateAct.RESTORE, booking_id)
        if booking is None:
            return Refused(tuple(problems))
        if wrong := domain.check_until(until, booking, desk.today()):
            return Refused(tuple(wrong))
        # As a request too: it may become an option in its turn.
        option_turns.take(unit.connection, [booking_id])
        draft = replace(_turned(booking, state, until), reason_code=None, reason="")
        return _put_firm(unit, booking, draft, others_wait=others_wait)


def hold(desk: Desk, booking_id: int) -> Outcome:
    """Note that people came."""
    with desk.write(Operation.MARK_HELD) as unit:
        booking, problems = _allowed(desk, unit, StateAct.HOLD, booking_id)
        if booking is None:
            return Refused(tuple(problems))
        # Whether papers were in order then is another question: it took place. Only two firm ones exclude each other.
        held = _turned(booking, BookingState.HELD)
        if not booking_rules.stays(booking, held) and (clashes := _clashes(unit.connection, booking)):
            return Refused((booking_rules.overlap(clashes[0]),))
        return _write_state(unit, booking, held)


def no_show(desk: Desk, booking_id: int) -> Outcome:
    """Note that nobody came."""
    with desk.write(Operation.MARK_NO_SHOW) as unit:
        booking, problems = _allowed(desk, unit, StateAct.NO_SHOW, booking_id)
        if booking is None:
            return Refused(tuple(problems))
        return _write_state(unit, booking, _turned(booking, BookingState.NO_SHOW))


def lapse(desk: Desk) -> list[BookingLine]:
    """Let the options of which the last day is over lapse, in one act; returns them as they were."""
    if desk.is_read_only:
        return []
    with desk.morning() as morning:
        if not pending.overdue_options(morning, desk.today()):
            return []
    with desk.write(Operation.LAPSE_OPTIONS) as unit:
        # Asked again, since between the two somebody may have confirmed one.
        lapsed = pending.overdue_options(Morning(unit.connection.connection.driver_connection), desk.today())
        with settling.moving(unit.connection) as move:
            for one in lapsed:
                store.BOOKINGS.set(unit.connection, one.id, state=BookingState.LAPSED)
                move.left.append(_spot(one))
        unit.commit()
    return lapsed


def rivals(desk: Desk, booking_id: int) -> list[BookingLine]:
    """The options that want the room at the same time: a firm booking excludes them."""
    with desk.read() as connection:
        booking = store.BOOKINGS.get(connection, booking_id)
        return [] if booking is None else _options_among(_clashes(connection, booking))


def option_ranks(desk: Desk, lines: Iterable[BookingLine]) -> dict[int, Rank]:
    """The place of each option that is not alone, by key, among those that want its room at its time."""
    options = [one.id for one in lines if one.state is BookingState.OPTION]
    if not options:
        return {}
    with desk.morning() as morning:
        return {key: Rank(number, of) for key, number, of in pending.option_ranks(morning, options)}


def _write_state(unit: UnitOfWork, former: Booking, booking: Booking) -> Outcome:
    """Write a booking that only changed its state, and commit."""
    bookings.write(unit, former, booking)
    unit.commit(former.id, former.starts_at.date())
    return Saved(former.id)


def _allowed(desk: Desk, unit: UnitOfWork, act: StateAct, booking_id: int) -> tuple[Booking | None, list[Problem]]:
    booking = store.BOOKINGS.get(unit.connection, booking_id)
    if booking is None:
        return None, [Problem("", "booking_unknown")]
    problems = domain.check(act, booking, desk.now())
    return (None, problems) if problems else (booking, [])


def _turned(booking: Booking, state: BookingState, until: date | None = None) -> Booking:
    return replace(booking, state=state, option_until=until if state is BookingState.OPTION else None)


def _give_up(
    desk: Desk, operation: Operation, act: StateAct, booking_id: int, state: BookingState, why: Why
) -> Outcome:
    why = cleaned(why)
    if wrong := domain.check_why(why):
        return Refused(tuple(wrong))
    with desk.write(operation) as unit:
        booking, problems = _allowed(desk, unit, act, booking_id)
        if booking is None:
            return Refused(tuple(problems))
        given_up = replace(_turned(booking, state), reason_code=why.reason_code, reason=why.reason)
        return _write_state(unit, booking, given_up)


def _put_firm(unit: UnitOfWork, former: Booking, draft: Booking, *, others_wait: bool) -> Outcome:
    if others_wait and draft.is_firm:
        with settling.moving(unit.connection) as move:
            for other in _options_among(_clashes(unit.connection, draft)):
                store.BOOKINGS.set(unit.connection, other.id, state=BookingState.REQUEST, option_until=None)
                move.left.append(_spot(other))
    return bookings.put(unit, former, draft)


def _clashes(connection: Connection, booking: Booking) -> list[BookingLine]:
    """What is in the way of a booking that would be firm, soonest first."""
    wish = Wish(booking.room_id, booking.organisation_id, True, (booking.interval,))
    clashes = occupancy.clashes(connection, wish, (booking.id,))
    found = store.lines_of(connection, {one.booking_id for one in clashes})
    return [found[one.booking_id] for one in clashes]


def _options_among(lines: Iterable[BookingLine]) -> list[BookingLine]:
    return [one for one in lines if one.state is BookingState.OPTION]


def _spot(line: BookingLine) -> Spot:
    return Spot(line.room_id, line.organisation_id, Interval(line.starts_at, line.ends_at))
