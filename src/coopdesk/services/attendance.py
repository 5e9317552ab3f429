"""Who came to each booking: counts by age band, never names; and what a period adds up to."""

from dataclasses import replace

from coopdesk.domain import attendance as domain
from coopdesk.domain import booking_state
from coopdesk.domain.attendance import Attendance, AttendanceTotals
from coopdesk.domain.booking import BookingState
from coopdesk.domain.booking_state import StateAct
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Period
from coopdesk.foundation.problems import Outcome, Refused, Saved, refused
from coopdesk.services.desk import Desk
from coopdesk.store import attendance as store
from coopdesk.store import bookings


def of_booking(desk: Desk, booking_id: int) -> Attendance | None:
    """Who came to a booking, None while nobody counted."""
    with desk.read() as connection:
        return store.of_booking(connection, booking_id)


def record(desk: Desk, booking_id: int, counted: Attendance | None, *, hold: bool = False) -> Outcome:
    """Note who came, or with None take the count away; `hold` notes in the same act that a confirmed booking was held.

    What has not begun cannot be counted.
    """
    if counted is not None and (wrong := domain.check(counted)):
        return Refused(tuple(wrong))
    with desk.write(Operation.RECORD_ATTENDANCE) as unit:
        booking = bookings.BOOKINGS.get(unit.connection, booking_id)
        if booking is None:
            return refused("", "booking_unknown")
        if booking.starts_at > desk.now():
            return refused("", "not_begun", start=booking.starts_at.isoformat(timespec="minutes"))
        store.write(unit.connection, booking_id, counted)
        is_confirmed = booking.state is BookingState.CONFIRMED
        if hold and is_confirmed and booking_state.is_allowed(StateAct.HOLD, booking, desk.now()):
            # Both are firm: the room stays taken as it was, no buffer moves.
            bookings.BOOKINGS.replace(unit.connection, booking_id, replace(booking, state=BookingState.HELD))
        unit.commit(booking_id, booking.starts_at.date())
    return Saved(booking_id)


def totals(
    desk: Desk, during: Period, organisation_id: int | None = None, room_id: int | None = None
) -> AttendanceTotals:
    """What was counted over a period, of one organisation or room, or of all."""
    with desk.read() as connection:
        return store.totals(connection, during, organisation_id, room_id)
