"""Rooms and bookings in the file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
    type_coerce,
    union_all,
)

from coopdesk.domain.booking import LONGEST_BOOKING, Booking, BookingDraft, BookingLine, BookingState
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.period import Interval
from coopdesk.domain.room import OpeningHours, Room
from coopdesk.store.listing import Listing, found, matching
from coopdesk.store.registers import Part, Register
from coopdesk.store.schema import action, action_booking, booking, organisation, room, room_hours
from coopdesk.store.schema.types import MinuteText, minute_text

ROOMS = Register(
    room,
    Room,
    title="name",
    folded="name_folded",
    parts=(
        Part(
            name="hours",
            table=room_hours,
            owner="room_id",
            to_rows=lambda hours: [
                {"weekday": one.weekday, "opens_at": one.opens_at, "closes_at": one.closes_at} for one in sorted(hours)
            ],
            from_row=lambda row: OpeningHours(row["weekday"], row["opens_at"], row["closes_at"]),
            order="weekday",
        ),
    ),
)
BOOKINGS = Register(booking, Booking)

# Times stay text in lists: parsing each of them costs more than the query (performance.md, rule 1).
_STARTS, _ENDS = type_coerce(booking.c.starts_at, MinuteText), type_coerce(booking.c.ends_at, MinuteText)
_LINE = (
    booking.c.id, booking.c.room_id, booking.c.organisation_id, _STARTS, _ENDS, booking.c.kind, booking.c.state,
    booking.c.purpose, booking.c.expected_persons, booking.c.option_until, room.c.name, organisation.c.name,
)  # fmt: skip
_JOINED = booking.join(room).outerjoin(organisation)
# Word for word the condition of the partial index, or SQLite would not use it.
_OVERNIGHT = text("substr(booking.starts_at, 1, 10) <> substr(booking.ends_at, 1, 10)")

_FIRST, _END = bindparam("first", type_=String), bindparam("end", type_=String)
_BETWEEN = union_all(
    select(*_LINE).select_from(_JOINED).where(_STARTS >= _FIRST, _STARTS < _END),
    select(*_LINE).select_from(_JOINED).where(_OVERNIGHT, _ENDS > _FIRST, _STARTS < _FIRST),
)
_BETWEEN_IN_ROOM = union_all(
    *(part.where(booking.c.room_id == bindparam("room")) for part in _BETWEEN.selects)  # type: ignore[attr-defined]
)


def between(connection: Connection, during: Interval, room_id: int | None = None) -> list[BookingLine]:
    """The bookings that share a moment with whole days, from one midnight to another, of one room or of all.

    What began before them is in them only if it ran over midnight, which few do and an index knows.
    """
    parameters: dict[str, Any] = {"first": minute_text(during.start), "end": minute_text(during.end)}
    if room_id is None:
        rows = connection.execute(_BETWEEN, parameters)
    else:
        rows = connection.execute(_BETWEEN_IN_ROOM, {**parameters, "room": room_id})
    return [BookingLine(*row) for row in rows]


_LAST_CONFIRMED = (
    select(booking.c.id, _ENDS)
    .where(
        booking.c.room_id == bindparam("room"),
        booking.c.state == literal_column("'confirmed'"),
        _STARTS < _END,
        booking.c.id != bindparam("but"),
    )
    .order_by(_STARTS.desc())
    .limit(1)
)
_OPTIONS = (
    select(booking.c.id)
    .where(
        booking.c.room_id == bindparam("room"),
        booking.c.state == literal_column("'option'"),
        _STARTS < _END,
        _STARTS > bindparam("earliest", type_=String),
        _ENDS > _FIRST,
        booking.c.id != bindparam("but"),
    )
    .order_by(_STARTS)
    .limit(1)
)


def in_the_way(connection: Connection, draft: BookingDraft, but: int | None = None) -> BookingLine | None:
    """The booking that excludes this one, None when the room is free; the triggers hold the same rule.

    Confirmed bookings never overlap one another, so only the last to start before the end can be in the way.
    """
    parameters = {
        "room": draft.room_id,
        "first": minute_text(draft.starts_at),
        "end": minute_text(draft.ends_at),
        "but": but or 0,
    }
    row = connection.execute(_LAST_CONFIRMED, parameters).one_or_none()
    blocker = row.id if row is not None and row[1] > parameters["first"] else None
    if blocker is None and draft.state is BookingState.CONFIRMED:
        earliest = minute_text(draft.starts_at - LONGEST_BOOKING)
        blocker = connection.scalar(_OPTIONS, {**parameters, "earliest": earliest})
    return None if blocker is None else line(connection, blocker)


def line(connection: Connection, booking_id: int) -> BookingLine:
    """One booking as lists show it."""
    row = connection.execute(select(*_LINE).select_from(_JOINED).where(booking.c.id == booking_id)).one()
    return BookingLine(*row)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingFilter:
    """Which bookings a list shows."""

    text: str = ""
    during: Interval | None = None
    room_id: int | None = None
    organisation_id: int | None = None
    state: BookingState | None = None


_LISTING = Listing(
    booking,
    select(*_LINE).select_from(_JOINED),
    BookingLine,
    {
        "starts_at": _STARTS,
        "room": room.c.name_folded,
        "organisation": organisation.c.name_folded,
        "purpose": booking.c.purpose,
        "state": booking.c.state,
    },
    "starts_at",
)


def _conditions(chosen: BookingFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if by_purpose := found(booking, chosen.text):
        by_organisation = booking.c.organisation_id.in_(matching(organisation, chosen.text))
        conditions.append(or_(*by_purpose, by_organisation))
    if chosen.during is not None:
        conditions.append(
            and_(
                _STARTS < minute_text(chosen.during.end),
                _STARTS >= minute_text(chosen.during.start - LONGEST_BOOKING),
                _ENDS > minute_text(chosen.during.start),
            )
        )
    if chosen.room_id is not None:
        conditions.append(booking.c.room_id == chosen.room_id)
    if chosen.organisation_id is not None:
        conditions.append(booking.c.organisation_id == chosen.organisation_id)
    if chosen.state is not None:
        conditions.append(booking.c.state == chosen.state)
    return conditions


def lines(connection: Connection, chosen: BookingFilter, sort: Sort | None, window: Window) -> list[BookingLine]:
    """A window of the list of bookings."""
    return _LISTING.lines(connection, _conditions(chosen), sort, window)


def count(connection: Connection, chosen: BookingFilter) -> int:
    """How many bookings the filter leaves."""
    return _LISTING.count(connection, _conditions(chosen))


def bookings_in(connection: Connection, room_id: int) -> int:
    """How many bookings hang on a room."""
    return connection.scalar(select(func.count()).select_from(booking).where(booking.c.room_id == room_id)) or 0


def actions_using(connection: Connection, booking_id: int) -> list[str]:
    """The titles of the actions a booking is linked to."""
    linked = select(action.c.title).join(action_booking).where(action_booking.c.booking_id == booking_id)
    return list(connection.scalars(linked))


def room_by_name(connection: Connection, name_folded: str) -> int | None:
    """The room of exactly this folded name."""
    return connection.scalar(select(room.c.id).where(room.c.name_folded == name_folded))


def lapsing_options(connection: Connection, until: datetime) -> list[BookingLine]:
    """Options whose last day comes by the day of a moment, soonest first."""
    rows = connection.execute(
        select(*_LINE)
        .select_from(_JOINED)
        .where(booking.c.state == BookingState.OPTION, type_coerce(booking.c.option_until, String) < minute_text(until))
        .order_by(booking.c.option_until, _STARTS)
    )
    return [BookingLine(*row) for row in rows]
