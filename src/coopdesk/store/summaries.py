"""What a year's summary reads: actions with partners and means, and the use of rooms and equipment."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Integer, String, cast, func, or_, select, type_coerce, union

from coopdesk.domain.action import ActionStage, PartnerRole
from coopdesk.domain.booking import FIRM, LONGEST_BOOKING
from coopdesk.domain.period import Interval, Period
from coopdesk.domain.typology import Axis
from coopdesk.store.actions import touching
from coopdesk.store.schema import (
    action,
    action_booking,
    action_loan,
    action_mark,
    action_partner,
    booking,
    equipment,
    loan,
    loan_line,
    organisation,
    room,
)
from coopdesk.store.schema.types import minute_text


class PartnerRow(NamedTuple):
    """A partner of an action, by name."""

    name: str
    role: PartnerRole


@dataclass(frozen=True, slots=True)
class ActionRows:
    """Everything read about the actions of a period, by action where there are several."""

    actions: list[Any]
    partners: dict[int, list[PartnerRow]]
    rooms: dict[int, list[tuple[str, int]]]
    equipment: dict[int, list[tuple[str, int]]]
    marks: dict[int, list[tuple[Axis, str]]]


def _minutes(during: Interval) -> Any:
    # The part of a booking inside the period: min and max of ISO text compare as moments.
    start = func.max(type_coerce(booking.c.starts_at, String), minute_text(during.start))
    end = func.min(type_coerce(booking.c.ends_at, String), minute_text(during.end))
    return cast(func.round((func.julianday(end) - func.julianday(start)) * 1440), Integer)


def _booked(during: Interval) -> list[Any]:
    """Firm bookings sharing a moment with the period: an option is not yet a use, a no-show was none."""
    starts_at, ends_at = type_coerce(booking.c.starts_at, String), type_coerce(booking.c.ends_at, String)
    return [
        booking.c.state.in_(FIRM),
        starts_at < minute_text(during.end),
        starts_at >= minute_text(during.start - LONGEST_BOOKING),
        ends_at > minute_text(during.start),
    ]


def _lent(during: Interval) -> list[Any]:
    """Loans that left the house and share a moment with the period."""
    return [loan.c.out_at.is_not(None), loan.c.starts_at < during.end, loan.c.due_at > during.start]


def actions(connection: Connection, period: Period) -> ActionRows:
    """The actions that share a day with a period, and what hangs on them, in five statements."""
    c = action.c
    # An action without dates belongs to no year, unless it has not begun and is only set aside.
    belongs = or_(c.starts_on.is_not(None), c.ends_on.is_not(None), c.stage == ActionStage.IDEA)
    chosen = select(action).where(belongs, *touching(period))
    rows = list(connection.execute(chosen.order_by(c.starts_on, c.title_folded)))
    ids = select(chosen.subquery().c.id)
    during = period.interval
    partners = select(action_partner.c.action_id, organisation.c.name, action_partner.c.role).join(organisation)
    rooms = (
        select(action_booking.c.action_id, room.c.name, func.sum(_minutes(during)))
        .select_from(action_booking.join(booking).join(room))
        .where(*_booked(during))
        .group_by(action_booking.c.action_id, room.c.id)
        .order_by(room.c.name_folded)
    )
    articles = (
        select(action_loan.c.action_id, equipment.c.name, func.sum(loan_line.c.quantity))
        .select_from(action_loan.join(loan).join(loan_line).join(equipment))
        .where(*_lent(during))
        .group_by(action_loan.c.action_id, equipment.c.id)
        .order_by(equipment.c.name_folded)
    )
    return ActionRows(
        rows,
        _by_action(
            connection,
            partners.where(action_partner.c.action_id.in_(ids)).order_by(action_partner.c.position),
            PartnerRow,
        ),
        _by_action(connection, rooms.where(action_booking.c.action_id.in_(ids)), _pair),
        _by_action(connection, articles.where(action_loan.c.action_id.in_(ids)), _pair),
        _by_action(
            connection,
            select(action_mark.c.action_id, action_mark.c.axis, action_mark.c.code).where(
                action_mark.c.action_id.in_(ids)
            ),
            _pair,
        ),
    )


def _pair(first: Any, second: Any) -> tuple[Any, Any]:
    return first, second


def _by_action(connection: Connection, query: Any, build: Any) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for action_id, *values in connection.execute(query):
        grouped[action_id].append(build(*values))
    return grouped


class UseRow(NamedTuple):
    """What one organisation used; no organisation is the house itself. Two may have the same name."""

    organisation_id: int | None
    organisation: str | None
    times: int
    amount: int


def room_use(connection: Connection, period: Period) -> list[UseRow]:
    """Confirmed bookings and their minutes inside the period, by organisation."""
    during = period.interval
    query = (
        select(organisation.c.id, organisation.c.name, func.count(), func.sum(_minutes(during)))
        .select_from(booking.outerjoin(organisation))
        .where(*_booked(during))
        .group_by(booking.c.organisation_id)
    )
    return [UseRow(*row) for row in connection.execute(query)]


def equipment_use(connection: Connection, period: Period) -> list[UseRow]:
    """Loans that were out during the period and the articles in them, by organisation."""
    query = (
        select(organisation.c.id, organisation.c.name, func.count(loan.c.id.distinct()), func.sum(loan_line.c.quantity))
        .select_from(loan.join(organisation).join(loan_line))
        .where(*_lent(period.interval))
        .group_by(loan.c.organisation_id)
    )
    return [UseRow(*row) for row in connection.execute(query)]


def years(connection: Connection) -> set[int]:
    """Every year in which something is booked or lent, or an action runs."""
    booked = select(func.substr(booking.c.starts_at, 1, 4))
    lent = select(func.substr(loan.c.starts_at, 1, 4)).where(loan.c.out_at.is_not(None))
    found = {int(year) for year in connection.scalars(union(booked, lent))}
    for starts_on, ends_on in connection.execute(select(action.c.starts_on, action.c.ends_on)):
        days = [day for day in (starts_on, ends_on) if day is not None]
        if days:
            found.update(range(days[0].year, days[-1].year + 1))
    return found
