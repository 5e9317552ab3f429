"""Series in the file, and the bookings that are their dates."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, func, insert, or_, select, union, update

from coopdesk.domain.booking import TAKING, Booking, BookingKind, BookingState
from coopdesk.domain.series import Series
from coopdesk.domain.text import fold
from coopdesk.store.bookings import BOOKINGS
from coopdesk.store.registers import Register
from coopdesk.store.schema import (
    action_booking,
    attendance,
    booking,
    condition_report,
    organisation,
    room,
    series,
)

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


class SeriesLine(NamedTuple):
    """A series as a list shows it: its rule, its first and last date, and how many dates it has and holds."""

    id: int
    room_id: int
    organisation_id: int | None
    kind: BookingKind
    purpose: str
    rule: str
    starts_on: date
    starts_at: time
    ends_at: time
    room: str
    organisation: str | None
    predecessor_id: int | None
    first: date | None
    last: date | None
    total: int
    held: int
    cancelled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFilter:
    """Which series a list shows; `first` and `last` keep those with a date held in between."""

    text: str = ""
    room_id: int | None = None
    organisation_id: int | None = None
    first: date | None = None
    last: date | None = None
    ids: Collection[int] | None = None


_HELD_STATES = [*sorted(TAKING), BookingState.NO_SHOW]
_HELD = booking.c.state.in_(_HELD_STATES)


def lines(connection: Connection, chosen: SeriesFilter) -> list[SeriesLine]:
    """The series of a filter, by room then hour."""
    statement = (
        select(
            series.c.id, series.c.room_id, series.c.organisation_id, series.c.kind, series.c.purpose, series.c.rule,
            series.c.starts_on, series.c.starts_at, series.c.ends_at, room.c.name, organisation.c.name,
            series.c.predecessor_id, func.min(booking.c.occurrence_on).filter(_HELD),
            func.max(booking.c.occurrence_on).filter(_HELD), func.count(booking.c.id),
            func.count(booking.c.id).filter(_HELD),
            func.count(booking.c.id).filter(booking.c.state == BookingState.CANCELLED),
        )
        .select_from(series.join(room, room.c.id == series.c.room_id).outerjoin(organisation).outerjoin(
            booking, booking.c.series_id == series.c.id
        ))
        .group_by(series.c.id)
        .order_by(room.c.name_folded, series.c.starts_on, series.c.starts_at, series.c.id)
    )  # fmt: skip
    if chosen.room_id is not None:
        statement = statement.where(series.c.room_id == chosen.room_id)
    if chosen.organisation_id is not None:
        statement = statement.where(series.c.organisation_id == chosen.organisation_id)
    if chosen.ids is not None:
        statement = statement.where(series.c.id.in_(chosen.ids))
    if wanted := fold(chosen.text.strip()):
        holds = [one.contains(wanted, autoescape=True) for one in (organisation.c.name_folded, room.c.name_folded)]
        statement = statement.where(or_(*holds, series.c.purpose.icontains(chosen.text.strip(), autoescape=True)))
    if chosen.first is not None or chosen.last is not None:
        # Looked up for each series: a sum over all bookings would grow with them.
        mine = booking.alias("mine")
        during: list[ColumnElement[bool]] = [mine.c.series_id == series.c.id, mine.c.state.in_(_HELD_STATES)]
        if chosen.first is not None:
            during.append(mine.c.occurrence_on >= chosen.first)
        if chosen.last is not None:
            during.append(mine.c.occurrence_on <= chosen.last)
        statement = statement.where(exists().where(*during))
    return [SeriesLine._make(row) for row in connection.execute(statement)]


def preceding(connection: Connection, keys: Collection[int], start: date) -> set[int]:
    """Those of the series that have a successor which starts on a day or later."""
    followed = select(series.c.predecessor_id).where(series.c.predecessor_id.in_(keys), series.c.starts_on >= start)
    return {key for key in connection.scalars(followed) if key is not None}
