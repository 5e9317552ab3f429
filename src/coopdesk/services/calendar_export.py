"""The bookings of the house, of one room or of one association, for other calendars to read."""

from sqlalchemy import Connection

from coopdesk.domain.calendar_event import CalendarEvent, EventCalendar
from coopdesk.services.calendar_events import Writer, by_series
from coopdesk.services.desk import Desk
from coopdesk.store import calendar_events as store
from coopdesk.store import house, rooms
from coopdesk.store.calendar_events import Part


def event_calendar(desk: Desk, room_id: int | None = None, organisation_id: int | None = None) -> EventCalendar:
    """Every booking of a room and of those it shares a space with, of an organisation, or of the whole house.

    The order and all that is said follow from the bookings alone: the same bookings give the same calendar.
    """
    with desk.read() as connection:
        writer = writer_of(connection)
        shared = None if room_id is None else frozenset(rooms.sharing(connection, room_id))
        events = _events(connection, writer, Part(shared, organisation_id))
        names = [
            writer.rooms.get(room_id, "") if room_id is not None else "",
            writer.organisations.get(organisation_id, "") if organisation_id is not None else "",
        ]
        name = " · ".join(filter(None, names)) or writer.house.name
        return EventCalendar(name, writer.house.time_zone, tuple(sorted(events, key=_order)))


def writer_of(connection: Connection) -> Writer:
    """What turns the bookings of this house into events."""
    return Writer(house.read(connection), store.room_names(connection), store.organisation_names(connection))


def _events(connection: Connection, writer: Writer, part: Part) -> list[CalendarEvent]:
    bookings = store.bookings_in(connection, part)
    events = [writer.single(one) for one in bookings if one.series_id is None]
    dates = by_series(bookings)
    for key, series in store.series_in(connection, dates.keys()).items():
        if part.has(series):
            master = writer.series(series, dates[key])
            events += [master, *writer.different(master, series, dates[key])]
        else:
            # Only some of its dates are held here: each stands by itself, under the series it belongs to.
            mine = [one for one in dates[key] if part.has(one)]
            master = writer.series(series, dates[key])
            events += writer.different(master, series, mine)
    return events


def _order(event: CalendarEvent) -> tuple[object, ...]:
    return event.starts_at, event.uid, event.original is not None, event.original or event.starts_at
