"""What the morning's page asks the file."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, String, func, select, type_coerce

from coopdesk.domain.action import ActionStage
from coopdesk.domain.booking import BookingLine
from coopdesk.store.bookings import lines_of
from coopdesk.store.guard import LONGEST_DAYS
from coopdesk.store.morning import EndingInsurance, UnreviewedAction
from coopdesk.store.schema import action, action_partner, booking, organisation
from coopdesk.store.schema.types import minute_text


class MissingPaper(NamedTuple):
    """An organisation without a paper on the day of a confirmed booking: the last day it held, and that day."""

    id: int
    name: str
    ended_on: date | None
    first_on: date


class Damage(NamedTuple):
    """Damage found lately: the booking it was found at, where, after whom, and in which words."""

    booking_id: int
    room: str
    organisation: str | None
    found_on: date
    remarks: str


def insurance_ending(connection: Connection, today: date, until: date) -> list[EndingInsurance]:
    """Insurances that end by a day, of organisations that still come, soonest first."""
    c = organisation.c
    starts_at = type_coerce(booking.c.starts_at, String)
    ends_on = type_coerce(c.insurance_ends_on, String)
    coming = (
        select(func.count())
        .where(
            booking.c.organisation_id == c.id,
            starts_at >= today.isoformat(),
            # The last day is covered: its bookings sort before this text.
            starts_at > ends_on.concat("T24"),
        )
        .correlate(organisation)
        .scalar_subquery()
    )
    # A paper that ended long ago is no news unless somebody still comes without cover.
    query = (
        select(c.id, c.name, c.insurance_ends_on, coming)
        .where(ends_on <= until.isoformat())
        .where((ends_on >= today.isoformat()) | (coming > 0))
        .order_by(ends_on, c.name_folded)
    )
    return [EndingInsurance(*row) for row in connection.execute(query)]


def finished_without_review(connection: Connection, today: date) -> list[UnreviewedAction]:
    """Actions that are finished, or whose last day has passed, with no review written."""
    c = action.c
    partners = select(func.count()).where(action_partner.c.action_id == c.id).correlate(action).scalar_subquery()
    over = (c.stage == ActionStage.FINISHED) | (
        (c.stage == ActionStage.UNDER_WAY) & (type_coerce(c.ends_on, String) < today.isoformat())
    )
    query = select(c.id, c.title, c.ends_on, partners).where(over, c.review == "").order_by(c.ends_on)
    return [UnreviewedAction(*row) for row in connection.execute(query)]


OPEN = "b.state IN ('request', 'option', 'lapsed')"
"""Word for word the condition of the partial index of what is still to be decided, or SQLite would not use it."""

_OPEN = "SELECT b.id FROM booking b WHERE {condition} AND "


def _open(connection: Connection, more: str, *parameters: str) -> list[BookingLine]:
    statement = _OPEN.format(condition=OPEN) + more
    found = lines_of(connection, list(connection.exec_driver_sql(statement, parameters).scalars()))
    return sorted(found.values(), key=lambda one: (one.option_until or date.max, one.starts_text, one.id))


def overdue_options(connection: Connection, today: date) -> list[BookingLine]:
    """The options of which the last day is over, the oldest first."""
    return _open(connection, "b.state = 'option' AND b.option_until < ?", today.isoformat())


def lapsing_options(connection: Connection, today: date, until: date) -> list[BookingLine]:
    """The options of which the last day is one of these, the soonest first."""
    wanted = "b.state = 'option' AND b.option_until BETWEEN ? AND ?"
    return _open(connection, wanted, today.isoformat(), until.isoformat())


def lapsed_options(connection: Connection, since: date, now: datetime) -> list[BookingLine]:
    """The options that lapsed since a day, of bookings still to come."""
    wanted = "b.state = 'lapsed' AND b.option_until >= ? AND b.starts_at >= ?"
    return _open(connection, wanted, since.isoformat(), minute_text(now))


# The rows of an option are those of its spaces; two that overlap in one of them want the same room.
_RANKS = """
SELECT mine.booking_id,
       1 + count(DISTINCT CASE WHEN other.booking_id < mine.booking_id THEN other.booking_id END),
       1 + count(DISTINCT other.booking_id)
FROM occupancy mine CROSS JOIN occupancy other
     ON other.space_id = mine.space_id AND other.firm = 0 AND other.starts_at < mine.ends_at
        AND other.starts_at > strftime('%Y-%m-%dT%H:%M', mine.starts_at, '-{days} days')
        AND other.ends_at > mine.starts_at AND other.booking_id <> mine.booking_id
WHERE mine.booking_id IN ({keys})
GROUP BY mine.booking_id"""


def option_ranks(connection: Connection, booking_ids: Collection[int]) -> list[tuple[int, int, int]]:
    """Of these options, those that have rivals: key, place by the order they were entered, how many there are."""
    keys = ", ".join(str(int(key)) for key in booking_ids)
    rows = connection.exec_driver_sql(_RANKS.format(keys=keys, days=LONGEST_DAYS))
    return [(key, number, of) for key, number, of in rows]


_LACKING = """
SELECT o.id, o.name, o.{paper},
       (SELECT b.starts_at FROM booking b
        WHERE b.organisation_id = o.id AND b.starts_at >= max(?1, coalesce(o.{paper} || 'T24', ''))
          AND b.state = 'confirmed' ORDER BY b.starts_at LIMIT 1) AS first_at
FROM organisation o
WHERE (o.{paper} IS NULL OR o.{paper} < ?2) AND first_at < ?2 || 'T24'
ORDER BY first_at, o.name_folded"""


def _lacking(connection: Connection, paper: str, today: date, until: date) -> list[MissingPaper]:
    rows = connection.exec_driver_sql(_LACKING.format(paper=paper), (today.isoformat(), until.isoformat()))
    return [
        MissingPaper(
            key, name, None if ended is None else date.fromisoformat(ended), datetime.fromisoformat(first_at).date()
        )
        for key, name, ended, first_at in rows
    ]


def agreements_lacking(connection: Connection, today: date, until: date) -> list[MissingPaper]:
    """The organisations that have a confirmed booking by a day, and no agreement that holds on it."""
    return _lacking(connection, "agreement_ends_on", today, until)


def insurances_lacking(connection: Connection, today: date, until: date) -> list[MissingPaper]:
    """The organisations that have a confirmed booking by a day, and no insurance on file at all."""
    return [one for one in _lacking(connection, "insurance_ends_on", today, until) if one.ended_on is None]


_LAST_REPORTS = 200
"""How far back damage is looked for: reports have no date in any index, and the last of them are those of late."""

_DAMAGES = """
SELECT c.booking_id, r.name, o.name, c.made_at, c.remarks
FROM (SELECT * FROM condition_report ORDER BY id DESC LIMIT ?) c
JOIN booking b ON b.id = c.booking_id JOIN room r ON r.id = b.room_id
LEFT JOIN organisation o ON o.id = b.organisation_id
WHERE c.finding = 'damage' AND c.made_at >= ? ORDER BY c.made_at, c.id"""


def damages(connection: Connection, since: date) -> list[Damage]:
    """The damage noted since a day, the oldest first."""
    rows = connection.exec_driver_sql(_DAMAGES, (_LAST_REPORTS, since.isoformat()))
    return [
        Damage(key, place, party, datetime.fromisoformat(made_at).date(), remarks)
        for key, place, party, made_at, remarks in rows
    ]
