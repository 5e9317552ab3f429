"""The demonstration: the fictional « Maison de quartier des Tilleuls », written whole into a new file.

The same `today` and `scale` always give the same house, so that pictures, tests and benchmarks can be compared.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from random import Random

from sqlalchemy import Connection

from coopdesk.domain.booking import TAKING
from coopdesk.domain.operation import Operation
from coopdesk.domain.room import RoomDraft
from coopdesk.services.demo import actions, bookings, fiction, loans
from coopdesk.services.demo.keys import read_keys
from coopdesk.services.demo.taken import Rooms
from coopdesk.services.desk import Desk, create_desk
from coopdesk.store.actions import ACTIONS
from coopdesk.store.bookings import BOOKINGS
from coopdesk.store.equipment import EQUIPMENT
from coopdesk.store.organisations import CONTACTS, ORGANISATIONS
from coopdesk.store.room_keys import HANDOVERS, KEYS
from coopdesk.store.rooms import CLOSURES, ROOMS
from coopdesk.store.schema import loan, loan_line
from coopdesk.store.series import SERIES

MOST_SCALE = 100
"""Beyond this the fictional house has no free hour left."""

_SEED = 2020


@dataclass(frozen=True, slots=True)
class DemoCounts:
    """How many of each register were written; of bookings, those that take a room."""

    organisations: int
    rooms: int
    equipment: int
    bookings: int
    loans: int
    actions: int


def write_demo(path: Path, scale: int = 1, today: date | None = None) -> DemoCounts:
    """Write the fictional house to a new file; `scale` multiplies its bookings and loans.

    Raises UserError when there is a file already or the folder cannot be written.
    """
    day = today or datetime.now().date()
    house, rooms = fiction.read_house()
    desk = create_desk(path, house, clock=lambda: datetime.combine(day, datetime.min.time()))
    try:
        return _fill(desk, rooms, day, scale)
    except BaseException:
        # Half a demonstration is none: whoever asked may ask again.
        desk.close()
        path.unlink()
        raise
    finally:
        desk.close()


def _fill(desk: Desk, rooms: list[RoomDraft], today: date, scale: int) -> DemoCounts:
    chance = Random(_SEED)  # noqa: S311 - a story, not a secret
    organisations = fiction.read_organisations(today)
    keys = {one.name: number for number, one in enumerate(organisations, start=1)}
    articles = fiction.read_equipment(keys, chance, today)
    year = bookings.write_year(Rooms(rooms), keys, today, scale, chance)
    period = bookings.year_before(today, min(scale, bookings.MOST_YEARS))
    lent = loans.write_loans(articles, keys, period, today, loans.LOANS_A_YEAR * scale, chance)
    means = actions.Means(year.bookings, lent.loans)
    acted = actions.write_actions(keys, means, desk.typologies, today, chance)
    ranks = {room.name: rank for rank, room in enumerate(rooms, start=1)}
    bunch = read_keys(ranks, keys, today)
    with desk.write(Operation.WRITE_DEMO) as unit:
        connection = unit.connection
        _add_rooms(connection, rooms)
        for organisation in organisations:
            ORGANISATIONS.add(connection, organisation)
        CONTACTS.add_many(connection, fiction.contacts(organisations, chance, today))
        EQUIPMENT.add_many(connection, articles)
        CLOSURES.add(connection, bookings.closure(ranks, today))
        SERIES.add_many(connection, year.series)
        BOOKINGS.add_many(connection, bookings.with_buffers(year.bookings, rooms))
        connection.execute(loan.insert(), lent.loans)
        connection.execute(loan_line.insert(), lent.lines)
        for key in bunch.keys:
            KEYS.add(connection, key)
        HANDOVERS.add_many(connection, bunch.handovers)
        for action in acted:
            ACTIONS.add(connection, action)
        unit.commit()
    booked = sum(one.state in TAKING for one in year.bookings)
    return DemoCounts(len(organisations), len(rooms), len(articles), booked, len(lent.loans), len(acted))


def _add_rooms(connection: Connection, rooms: list[RoomDraft]) -> None:
    """In their order, which gives their keys; what some are made of once all are there."""
    keys = [ROOMS.add(connection, replace(room, parts=())) for room in rooms]
    for key, room in zip(keys, rooms, strict=True):
        if room.parts:
            ROOMS.replace(connection, key, room)
