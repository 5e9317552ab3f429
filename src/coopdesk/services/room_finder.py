"""Find a room: which are free and fit, and what else would do; few statements, however many rooms and bookings."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from coopdesk.domain import booking as booking_domain
from coopdesk.domain.booking import TAKING
from coopdesk.domain.closure import Closure
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Room
from coopdesk.domain.room_search import DAYS_AFTER, Board, Found, Wanted, windows
from coopdesk.foundation.problems import Problem
from coopdesk.services import booking_rules
from coopdesk.services.desk import Desk
from coopdesk.store import bookings
from coopdesk.store import rooms as store
from coopdesk.store.schema import room


def find(desk: Desk, wanted: Wanted) -> Found:
    """Which rooms are free and fit, why the others are not, and what else would do where none is."""
    with desk.read() as connection:
        rooms = store.ROOMS.all(connection, room.c.name_folded)
        found = board(connection, rooms, windows(wanted.sessions, rooms), desk).find(wanted)
        if found.free or len(wanted.sessions) > 1:
            return found
        # Only now the days after are worth their reading.
        return board(connection, rooms, windows(wanted.sessions, rooms, DAYS_AFTER), desk).find(wanted)


def check(desk: Desk, wanted: Wanted) -> list[Problem]:
    """What is wrong with the question itself."""
    problems = [problem for one in wanted.sessions for problem in booking_domain.check_times(one.start, one.end)][:1]
    with desk.read() as connection:
        problems += booking_rules.clock_problems(connection, wanted.sessions)
    if wanted.persons is not None and wanted.persons < 0:
        problems.append(Problem("persons", "negative_count"))
    return problems


def board(
    connection: Connection,
    rooms: Sequence[Room],
    during: Iterable[Interval],
    desk: Desk,
    closed: Iterable[Closure] | None = None,
) -> Board:
    """What the rooms are taken by in whole days; `closed` are closures that are thought of in the place of all."""
    together = store.rooms_sharing(connection)
    every = frozenset(together)
    closures = [
        (one, every if one.room_id is None else together[one.room_id])
        for one in (store.every_closure(connection) if closed is None else closed)
    ]
    lines = {line.id: line for span in during for line in bookings.between(connection, span) if line.state in TAKING}
    return Board(rooms, closures, lines.values(), desk.now(), booking_rules.zone(connection))


def fixtures(desk: Desk) -> list[str]:
    """Everything that stands in some room, in order of name; the same thing once, however it is written."""
    with desk.read() as connection:
        return store.every_fixture(connection)
