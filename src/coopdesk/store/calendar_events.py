"""Bookings and series as other calendars know them: by their UID, or by the one their key gives."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select

from coopdesk.domain.booking import Booking
from coopdesk.domain.series import Series
from coopdesk.store.schema import booking, organisation, room, series

_AT_ONCE = 900
"""Values asked of one statement."""

_BOOKING = [column for column in booking.columns if column.name in Booking.__dataclass_fields__]
_SERIES = [column for column in series.columns if column.name in Series.__dataclass_fields__]


def _bookings(connection: Connection, condition: ColumnElement[bool]) -> list[Booking]:
    rows = connection.execute(select(*_BOOKING).where(condition).order_by(booking.c.starts_at, booking.c.id))
    return [Booking(**row) for row in rows.mappings()]


def _of_series(connection: Connection, condition: ColumnElement[bool]) -> list[Series]:
    rows = connection.execute(select(*_SERIES).where(condition).order_by(series.c.id))
    return [Series(**row) for row in rows.mappings()]


class Part(NamedTuple):
    """Which bookings a calendar shows: those of some rooms, of an organisation, or both; None for all."""

    rooms: Collection[int] | None = None
    organisation_id: int | None = None

    def has(self, one: Booking | Series) -> bool:
        """Whether a booking is in it."""
        in_rooms = self.rooms is None or one.room_id in self.rooms
        return in_rooms and self.organisation_id in (None, one.organisation_id)


def bookings_in(connection: Connection, part: Part) -> list[Booking]:
    """The bookings of a part, with every date of a series that has one in it."""
    chosen: list[ColumnElement[bool]] = []
    if part.rooms is not None:
        chosen.append(booking.c.room_id.in_(list(part.rooms)))
    if part.organisation_id is not None:
        chosen.append(booking.c.organisation_id == part.organisation_id)
    if not chosen:
        return _bookings(connection, booking.c.id.is_not(None))
    its_series = select(booking.c.series_id).where(*chosen, booking.c.series_id.is_not(None))
    singles = select(booking.c.id).where(*chosen)
    return _bookings(connection, or_(booking.c.id.in_(singles), booking.c.series_id.in_(its_series)))


def series_in(connection: Connection, keys: Collection[int]) -> dict[int, Series]:
    """Some series, by key."""
    found: dict[int, Series] = {}
    for some in _portions(sorted(keys)):
        found |= {one.id: one for one in _of_series(connection, series.c.id.in_(some))}
    return found


def series_called(connection: Connection, uids: Sequence[str], keys: Sequence[int]) -> list[Series]:
    """The series of these UIDs, and those of these keys that have none."""
    found = [one for some in _portions(uids) for one in _of_series(connection, series.c.uid.in_(some))]
    for some in _portions(keys):
        found += _of_series(connection, series.c.id.in_(some) & (series.c.uid == ""))
    return found


def bookings_called(connection: Connection, uids: Sequence[str], keys: Sequence[int]) -> list[Booking]:
    """The bookings of these UIDs, and those of these keys that have none and belong to no series."""
    found = [one for some in _portions(uids) for one in _bookings(connection, booking.c.uid.in_(some))]
    for some in _portions(keys):
        alone = booking.c.series_id.is_(None) & (booking.c.uid == "")
        found += _bookings(connection, booking.c.id.in_(some) & alone)
    return found


def dates_of(connection: Connection, keys: Sequence[int]) -> list[Booking]:
    """Every date of these series."""
    return [one for some in _portions(keys) for one in _bookings(connection, booking.c.series_id.in_(some))]


def imported_into(connection: Connection, room_id: int) -> tuple[list[Booking], list[Series]]:
    """The bookings and series of a room that came from another calendar."""
    mine = _bookings(connection, (booking.c.room_id == room_id) & (booking.c.uid != ""))
    return mine, _of_series(connection, (series.c.room_id == room_id) & (series.c.uid != ""))


def _portions(values: Sequence[int] | Sequence[str]) -> list[Sequence[int] | Sequence[str]]:
    return [values[first : first + _AT_ONCE] for first in range(0, len(values), _AT_ONCE)]


def room_names(connection: Connection) -> dict[int, str]:
    """Every room's name by its key."""
    return {row.id: row.name for row in connection.execute(select(room.c.id, room.c.name))}


def organisation_names(connection: Connection) -> dict[int, str]:
    """Every organisation's name by its key."""
    return {row.id: row.name for row in connection.execute(select(organisation.c.id, organisation.c.name))}


_HIGHEST = select(booking.c.id).where(booking.c.id > bindparam("after")).order_by(booking.c.id)


def keys_after(connection: Connection, after: int) -> list[int]:
    """The keys of the bookings that were added after one, in the order they were added."""
    return list(connection.scalars(_HIGHEST, {"after": after}))


_LAST = select(func.coalesce(func.max(booking.c.id), 0))


def last_key(connection: Connection) -> int:
    """The highest key of a booking that is there."""
    return connection.scalar(_LAST) or 0
