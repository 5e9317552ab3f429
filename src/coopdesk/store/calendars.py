"""School calendars in the file: what the house read for its zone, beside what is shipped with the program."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, select

from coopdesk.domain.calendars import HolidayZone, SchoolHoliday
from coopdesk.store.schema import school_calendar, school_holiday


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
