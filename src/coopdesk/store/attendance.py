"""Attendance in the file: one row of counts a booking, and what they add up to."""

from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from coopdesk.domain.attendance import AgeBand, Attendance, AttendanceTotals
from coopdesk.domain.period import Period
from coopdesk.store.schema import attendance

_NAMES = tuple(Attendance.__dataclass_fields__)


def of_booking(connection: Connection, booking_id: int) -> Attendance | None:
    """Who came to one booking, None while nobody counted."""
    query = select(*(attendance.c[name] for name in _NAMES)).where(attendance.c.booking_id == booking_id)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Attendance(**row)


def write(connection: Connection, booking_id: int, counted: Attendance | None) -> None:
    """Put a count in the place of the former one; None takes it away."""
    mine = attendance.c.booking_id == booking_id
    if counted is None:
        connection.execute(delete(attendance).where(mine))
        return
    values: dict[str, Any] = {name: getattr(counted, name) for name in _NAMES}
    if not connection.execute(update(attendance).where(mine).values(values)).rowcount:
        connection.execute(insert(attendance), {"booking_id": booking_id, **values})


_TOTALS = """
SELECT count(*), count(a.booking_id),
       coalesce(sum(CASE WHEN a.booking_id IS NULL THEN 0 ELSE b.expected_persons END), 0), coalesce(sum(a.total), 0),
       coalesce(sum(a.from_district), 0), {bands}
FROM booking b LEFT JOIN attendance a ON a.booking_id = b.id
WHERE b.starts_at >= ?1 AND b.starts_at < ?2 AND b.state IN ('confirmed', 'held')
  AND (?3 IS NULL OR b.organisation_id = ?3) AND (?4 IS NULL OR b.room_id = ?4)"""


def totals(
    connection: Connection, during: Period, organisation_id: int | None = None, room_id: int | None = None
) -> AttendanceTotals:
    """What was counted at the firm bookings of a period, of one organisation or room, or of all."""
    bands = ", ".join(f"coalesce(sum(a.{band}), 0)" for band in AgeBand)
    span = during.interval
    parameters = (span.start.isoformat(), span.end.isoformat(), organisation_id, room_id)
    held, sessions, expected, total, from_district, *by_band = connection.exec_driver_sql(
        _TOTALS.format(bands=bands), parameters
    ).one()
    return AttendanceTotals(held, sessions, expected, total, from_district, tuple(by_band))
