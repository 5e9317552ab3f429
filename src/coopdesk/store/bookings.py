"""Bookings in the file: one by one, and as lists and plannings show them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    String,
    and_,
    bindparam,
    literal_column,
    or_,
    select,
    text,
    type_coerce,
    union_all,
)

from coopdesk.domain.booking import LONGEST_BOOKING, SHOWN, Booking, BookingLine, BookingState
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.period import Interval
from coopdesk.store.listing import Listing, found, matching
from coopdesk.store.registers import Register
from coopdesk.store.rooms import sharing
from coopdesk.store.schema import action, action_booking, booking, organisation, room
from coopdesk.store.schema.types import MinuteText, minute_text

BOOKINGS = Register(booking, Booking)

# Times stay text in lists: parsing each of them costs more than the query (performance.md, rule 1).
_STARTS, _ENDS = type_coerce(booking.c.starts_at, MinuteText), type_coerce(booking.c.ends_at, MinuteText)
_LINE = (
    booking.c.id, booking.c.room_id, booking.c.organisation_id, _STARTS, _ENDS, booking.c.kind, booking.c.state,
    booking.c.purpose, booking.c.expected_persons, booking.c.option_until, room.c.name, organisation.c.name,
    booking.c.series_id, booking.c.buffer_before, booking.c.buffer_after, booking.c.reason_code, booking.c.reason,
    booking.c.layout,
)  # fmt: skip
_JOINED = booking.join(room).outerjoin(organisation)
# Word for word the condition of the partial index, or SQLite would not use it.
_OVERNIGHT = text("substr(booking.starts_at, 1, 10) <> substr(booking.ends_at, 1, 10)")

_FIRST, _END = bindparam("first", type_=String), bindparam("end", type_=String)
_IN_PLANNINGS = booking.c.state.in_([literal_column(f"'{state}'") for state in sorted(SHOWN)])


def _between(*more: ColumnElement[bool]) -> CompoundSelect[Any]:
    lines = select(*_LINE).select_from(_JOINED).where(_IN_PLANNINGS, *more)
    return union_all(
        lines.where(_STARTS >= _FIRST, _STARTS < _END),
        lines.where(_OVERNIGHT, _ENDS > _FIRST, _STARTS < _FIRST),
    )


_BETWEEN = _between()
_BETWEEN_IN_ROOMS = _between(booking.c.room_id.in_(bindparam("rooms", expanding=True)))


def between(connection: Connection, during: Interval, room_id: int | None = None) -> list[BookingLine]:
    """The bookings that share a moment with whole days, from one midnight to another, in one room's spaces or in all.

    Those a planning shows: the others take no room. What began before is in them only if it ran over midnight, which
    few do and an index knows.
    """
    parameters: dict[str, Any] = {"first": minute_text(during.start), "end": minute_text(during.end)}
    if room_id is None:
        rows = connection.execute(_BETWEEN, parameters)
    else:
        rows = connection.execute(_BETWEEN_IN_ROOMS, {**parameters, "rooms": sharing(connection, room_id)})
    return [BookingLine(*row) for row in rows]


_THESE = select(*_LINE).select_from(_JOINED).where(booking.c.id.in_(bindparam("ids", expanding=True)))


def lines_of(connection: Connection, ids: Collection[int]) -> dict[int, BookingLine]:
    """Some bookings as lists show them, by key."""
    return {row.id: BookingLine(*row) for row in connection.execute(_THESE, {"ids": list(ids)})} if ids else {}


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


def actions_using(connection: Connection, booking_id: int) -> list[str]:
    """The titles of the actions a booking is linked to."""
    linked = select(action.c.title).join(action_booking).where(action_booking.c.booking_id == booking_id)
    return list(connection.scalars(linked))
