"""Condition reports: how the room was found before a booking, and how it was left."""

from coopdesk.domain import condition_report as domain
from coopdesk.domain.condition_report import ConditionReport, ConditionReportDraft, Turn
from coopdesk.domain.operation import Operation
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Refused, Saved, refused
from coopdesk.services.desk import Desk
from coopdesk.store import bookings
from coopdesk.store import condition_reports as store


def of_booking(desk: Desk, booking_id: int) -> dict[Turn, ConditionReport]:
    """The reports of a booking: one on arrival and one on leaving at most."""
    with desk.read() as connection:
        return {one.turn: one for one in store.of_booking(connection, booking_id)}


def report(desk: Desk, draft: ConditionReportDraft) -> Outcome:
    """Note how a room was found, in the place of what was noted for the same turn before."""
    draft = cleaned(draft)
    if wrong := domain.check(draft):
        return Refused(tuple(wrong))
    with desk.write(Operation.REPORT_CONDITION) as unit:
        booking = bookings.BOOKINGS.get(unit.connection, draft.booking_id)
        if booking is None:
            return refused("", "booking_unknown")
        former = next((one for one in store.of_booking(unit.connection, booking.id) if one.turn is draft.turn), None)
        if former is None:
            report_id = store.REPORTS.add(unit.connection, draft)
        else:
            report_id = former.id
            store.REPORTS.replace(unit.connection, report_id, draft)
        unit.commit(booking.id, booking.starts_at.date())
    return Saved(report_id)
