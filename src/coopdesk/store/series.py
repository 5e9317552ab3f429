"""Series in the file, and the bookings that are their dates."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, union, update

from coopdesk.domain.booking import Booking
from coopdesk.domain.series import Series
from coopdesk.store.bookings import BOOKINGS
from coopdesk.store.registers import Register
from coopdesk.store.schema import action_booking, attendance, booking, condition_report, series

SERIES = Register(series, Series)

_COLUMNS = [column for column in booking.columns if column.name in Booking.__dataclass_fields__]
_DATES = select(*_COLUMNS).where(booking.c.series_id == bindparam("series")).order_by(booking.c.occurrence_on)
_INSERT = insert(booking)
_UPDATE = update(booking).where(booking.c.id == bindparam("record"))
_DELETE = delete(booking).where(booking.c.id == bindparam("record"))
_KEYS = select(booking.c.occurrence_on, booking.c.id).where(booking.c.series_id == bindparam("series"))


def dates_of(connection: Connection, series_id: int) -> list[Booking]:
    """Every date of a series, whatever became of it, by its original date."""
    return [Booking(**row) for row in connection.execute(_DATES, {"series": series_id}).mappings()]


def keys_of(connection: Connection, series_id: int) -> dict[Any, int]:
    """The key of each date of a series."""
    return {row.occurrence_on: row.id for row in connection.execute(_KEYS, {"series": series_id})}


def add_dates(connection: Connection, dates: Sequence[Booking]) -> None:
    """Add the dates of a series in one statement."""
    if dates:
        connection.execute(_INSERT, [BOOKINGS.values(one) for one in dates])


def put_dates(connection: Connection, dates: Sequence[Booking]) -> None:
    """Put dates in the place of what they were, in one statement."""
    if dates:
        connection.execute(_UPDATE, [{"record": one.id, **BOOKINGS.values(one)} for one in dates])


def delete_dates(connection: Connection, keys: Iterable[int]) -> None:
    """Delete dates of a series, in one statement."""
    if rows := [{"record": key} for key in keys]:
        connection.execute(_DELETE, rows)


_LINKED = union(
    select(action_booking.c.booking_id).where(action_booking.c.booking_id.in_(bindparam("ids", expanding=True))),
    select(attendance.c.booking_id).where(attendance.c.booking_id.in_(bindparam("ids", expanding=True))),
    select(condition_report.c.booking_id).where(condition_report.c.booking_id.in_(bindparam("ids", expanding=True))),
)


def linked(connection: Connection, keys: Collection[int]) -> set[int]:
    """Those of the bookings that an action counts on, or of which something was noted when they took place."""
    return set(connection.scalars(_LINKED, {"ids": list(keys)})) if keys else set()
