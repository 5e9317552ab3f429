"""The holidays of the house: those shipped with the program, those it read from a file in their place."""

from sqlalchemy import Connection

from coopdesk.domain.calendars import Calendar, updated
from coopdesk.services import school_calendars
from coopdesk.services.desk import Desk
from coopdesk.store import calendars as store
from coopdesk.store import house


def calendar(desk: Desk) -> Calendar:
    """The holidays of the house, by its school zone and its region."""
    with desk.read() as connection:
        return read(connection)


def read(connection: Connection) -> Calendar:
    """The holidays of the house, for a use case that is under way."""
    sheet = house.read(connection)
    shipped = school_calendars.load().calendar(sheet.school_zone, sheet.bank_region)
    own = store.read_for(connection, sheet.school_zone)
    if own is None:
        return shipped
    return Calendar(updated(shipped.holidays, own.holidays), sheet.bank_region, shipped.known_from)
