"""School calendars in the file: what the house read for its zone, and the series that go by them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, String, bindparam, func, select, type_coerce

from coopdesk.domain.booking import BookingState, Reason
from coopdesk.domain.calendars import HolidayRule, HolidayZone, SchoolHoliday
from coopdesk.store.schema import booking, organisation, room, school_calendar, school_holiday, series


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """The school holidays of a zone that the house read from files: the last source, when, and all they hold."""

    source: str
    imported_on: date
    holidays: tuple[SchoolHoliday, ...]


_H = school_holiday.c
_CALENDAR = select(school_calendar.c.source, school_calendar.c.imported_on).where(
    school_calendar.c.zone == bindparam("which")
)
_HOLIDAYS = (
    select(_H.kind, _H.first_day, _H.last_day, _H.zone, _H.name, _H.end_is_assumed)
    .where(_H.zone == bindparam("which"))
    .order_by(_H.first_day)
)


def read_for(connection: Connection, zone: HolidayZone) -> ReadCalendar | None:
    """What the house read for a zone, None where it never did."""
    row = connection.execute(_CALENDAR, {"which": zone}).one_or_none()
    if row is None:
        return None
    rows = connection.execute(_HOLIDAYS, {"which": zone})
    return ReadCalendar(row.source, row.imported_on, tuple(SchoolHoliday(*one) for one in rows))


def write_for(connection: Connection, zone: HolidayZone, calendar: ReadCalendar) -> None:
    """Put a calendar in the place of what the house had read for a zone."""
    connection.execute(school_holiday.delete().where(_H.zone == zone))
    values = {"source": calendar.source, "imported_on": calendar.imported_on}
    table = school_calendar
    if connection.execute(table.update().where(table.c.zone == zone).values(**values)).rowcount == 0:
        connection.execute(table.insert().values(zone=zone, **values))
    rows = [
        {
            "zone": zone,
            "kind": one.kind,
            "name": one.name,
            "first_day": one.first,
            "last_day": one.last,
            "end_is_assumed": one.end_is_assumed,
        }
        for one in calendar.holidays
    ]
    if rows:
        connection.execute(school_holiday.insert(), rows)


class SeriesName(NamedTuple):
    """A series as lists call it, and its last date."""

    id: int
    organisation: str | None
    room: str
    purpose: str
    last: date


_LAST_DATE = select(func.max(booking.c.occurrence_on)).where(booking.c.series_id == series.c.id).scalar_subquery()
_NAMES = (
    select(series.c.id, organisation.c.name, room.c.name, series.c.purpose, _LAST_DATE.label("last"))
    .select_from(series.join(room).outerjoin(organisation))
    .where(series.c.school_holidays != HolidayRule.KEEP)
)


def series_beyond(connection: Connection, day: date) -> list[SeriesName]:
    """The series that go by school holidays and have dates after a day, the one that ends last first."""
    rows = connection.execute(_NAMES.where(_LAST_DATE > day).order_by(_LAST_DATE.desc(), series.c.id))
    return [SeriesName(*row) for row in rows]


def series_named(connection: Connection, ids: Collection[int]) -> dict[int, SeriesName]:
    """Some series as lists call them, by key."""
    rows = connection.execute(_NAMES.where(series.c.id.in_(list(ids))))
    return {row.id: SeriesName(*row) for row in rows}


class DateRow(NamedTuple):
    """A date of a series that goes by school holidays, and how it goes by them."""

    booking_id: int
    series_id: int
    day: date
    state: BookingState
    reason_code: Reason | None
    school: HolidayRule
    bank: HolidayRule


_DATES = (
    select(
        booking.c.id,
        booking.c.series_id,
        booking.c.occurrence_on,
        booking.c.state,
        booking.c.reason_code,
        series.c.school_holidays,
        series.c.bank_holidays,
    )
    .select_from(series.join(booking, booking.c.series_id == series.c.id))
    .where(
        series.c.school_holidays != HolidayRule.KEEP,
        booking.c.occurrence_on >= bindparam("first"),
        booking.c.starts_at >= bindparam("now"),
        # One that was moved to another day is there on purpose.
        func.substr(type_coerce(booking.c.starts_at, String), 1, 10) == type_coerce(booking.c.occurrence_on, String),
    )
)


def coming_dates(connection: Connection, now: datetime) -> list[DateRow]:
    """The dates to come of the series that go by school holidays, but those that were moved to another day."""
    # Put in order here: an order asked of SQLite would have it walk the index of all dates ever, by series.
    rows = [DateRow(*row) for row in connection.execute(_DATES, {"first": now.date(), "now": now})]
    return sorted(rows, key=lambda row: (row.series_id, row.day))
