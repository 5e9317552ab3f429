"""What is still to be decided, asked by SQL of its own before SQLAlchemy is there (store.morning): options that lapse,
requests that wait, papers that are missing, damage, keys that are due.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.period import Interval
from coopdesk.domain.room_key import DoorKey
from coopdesk.store import closed_rooms
from coopdesk.store.morning import Morning
from coopdesk.store.values import day, minute, minute_text

LONGEST_DAYS = 33
"""The longest stretch a space is taken for, as store.guard holds it."""


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


class DueKey(NamedTuple):
    """A key that should be back: its handover, its label, who has it and since when it is due."""

    handover_id: int
    label: str
    organisation: str
    due_on: date


# The first condition is, word for word, that of the partial index of what is still to be decided.
_OPEN = "SELECT b.id FROM booking b WHERE b.state IN ('request', 'option', 'lapsed') AND "
_OVERDUE = _OPEN + "b.state = 'option' AND b.option_until < ?"
_LAPSING = _OPEN + "b.state = 'option' AND b.option_until BETWEEN ? AND ?"
_LAPSED = _OPEN + "b.state = 'lapsed' AND b.option_until >= ? AND b.starts_at >= ?"


def _lines(morning: Morning, statement: str, *given: str) -> list[BookingLine]:
    found = morning.bookings_of([key for (key,) in morning.connection.execute(statement, given)])
    return sorted(found.values(), key=lambda one: (one.option_until or date.max, one.starts_text, one.id))


def overdue_options(morning: Morning, today: date) -> list[BookingLine]:
    """The options of which the last day is over, the oldest first."""
    return _lines(morning, _OVERDUE, today.isoformat())


def lapsing_options(morning: Morning, first: date, last: date) -> list[BookingLine]:
    """The options of which the last day is one of these, the soonest first."""
    return _lines(morning, _LAPSING, first.isoformat(), last.isoformat())


def lapsed_options(morning: Morning, since: date, now: datetime) -> list[BookingLine]:
    """The options that lapsed since a day, of bookings still to come."""
    return _lines(morning, _LAPSED, since.isoformat(), minute_text(now))


# The rows of an option are those of its spaces; two that overlap in one of them want the same room.
_RANKS = """
SELECT mine.booking_id,
       1 + count(DISTINCT CASE WHEN (coalesce(its.after_id, other.booking_id), coalesce(its.id, 0))
                                  < (coalesce(own.after_id, mine.booking_id), coalesce(own.id, 0))
                               THEN other.booking_id END),
       1 + count(DISTINCT other.booking_id)
FROM occupancy mine CROSS JOIN occupancy other
     ON other.space_id = mine.space_id AND other.firm = 0 AND other.starts_at < mine.ends_at
        AND other.starts_at > strftime('%Y-%m-%dT%H:%M', mine.starts_at, '-{days} days')
        AND other.ends_at > mine.starts_at AND other.booking_id <> mine.booking_id
LEFT JOIN option_turn own ON own.booking_id = mine.booking_id
LEFT JOIN option_turn its ON its.booking_id = other.booking_id
WHERE mine.booking_id IN ({keys})
GROUP BY mine.booking_id"""


def option_ranks(morning: Morning, booking_ids: Collection[int]) -> list[tuple[int, int, int]]:
    """Of these options, those that have rivals: key, place by the order they were asked for, how many there are."""
    keys = ", ".join(str(int(key)) for key in booking_ids)
    return list(morning.connection.execute(_RANKS.format(keys=keys, days=LONGEST_DAYS)))


# As occupancy.clashes asks it: firm rows never overlap one another, so from the last that starts before the request on.
# Whoever is in already need not leave the room to itself: a mere buffer of the same organisation is not in the way. For
# others the buffers of both rooms count whole, even what was given up to a neighbour: hence the widest around them all.
_STANDING = """
WITH widest(minutes) AS (SELECT coalesce(max(max(buffer_before, buffer_after)), 0) FROM room),
asked AS MATERIALIZED (
    SELECT b.id, b.room_id, b.organisation_id, b.starts_at, b.ends_at,
           strftime('%Y-%m-%dT%H:%M', b.starts_at, '-' || r.buffer_before || ' minutes') AS first,
           strftime('%Y-%m-%dT%H:%M', b.ends_at, '+' || r.buffer_after || ' minutes') AS last,
           strftime('%Y-%m-%dT%H:%M', b.starts_at, '-' || (r.buffer_before + widest.minutes) || ' minutes') AS near,
           strftime('%Y-%m-%dT%H:%M', b.ends_at, '+' || (r.buffer_after + widest.minutes) || ' minutes') AS far,
           b.ends_at > (SELECT min(s.retired_on) FROM room s WHERE s.id = r.id OR s.id IN (
                            SELECT part_id FROM room_part WHERE room_id = r.id)) || 'T00:00' AS is_retired
    FROM booking b JOIN room r ON r.id = b.room_id CROSS JOIN widest
    WHERE b.state IN ('request', 'option', 'lapsed') AND b.state = 'request' AND b.starts_at >= ?1
)
SELECT a.id, coalesce(a.is_retired, 0) OR EXISTS (
    SELECT 1 FROM (SELECT part_id AS space_id FROM room_part WHERE room_id = a.room_id UNION ALL
                   SELECT a.room_id WHERE NOT EXISTS (SELECT 1 FROM room_part WHERE room_id = a.room_id)) s
    CROSS JOIN occupancy o ON o.space_id = s.space_id AND o.firm = 1 AND o.starts_at < a.far AND o.ends_at > a.near
        AND o.starts_at >= coalesce((SELECT max(starts_at) FROM occupancy
                                     WHERE space_id = s.space_id AND firm = 1 AND starts_at <= a.near), a.near)
    CROSS JOIN booking other ON other.id = o.booking_id
    CROSS JOIN room place ON place.id = other.room_id
    WHERE CASE WHEN other.organisation_id IS a.organisation_id
               THEN other.starts_at < a.ends_at AND other.ends_at > a.starts_at
               ELSE strftime('%Y-%m-%dT%H:%M', other.starts_at, '-' || place.buffer_before || ' minutes') < a.last
                    AND strftime('%Y-%m-%dT%H:%M', other.ends_at, '+' || place.buffer_after || ' minutes') > a.first
               END)
FROM asked a ORDER BY a.id
"""


def standing(morning: Morning, now: datetime) -> list[tuple[BookingLine, bool]]:
    """The requests to come, by the order they were made, and whether something is in the way of each."""
    found = list(morning.connection.execute(_STANDING, (minute_text(now),)))
    lines = morning.bookings_of([key for key, _is_taken in found])
    closures = closed_rooms.closures(morning.connection) if found else []
    sharing = closed_rooms.sharing(morning.connection) if closures else {}
    return [
        (lines[key], bool(is_taken) or _is_closed(lines[key], closures, sharing.get(lines[key].room_id, set())))
        for key, is_taken in found
    ]


def _is_closed(line: BookingLine, closures: list[ClosureDraft], sharing: set[int]) -> bool:
    span = Interval(line.starts_at, line.ends_at)
    rooms = {None, line.room_id, *sharing}
    return any(one.room_id in rooms and any(one.during(span)) for one in closures)


_LACKING = """
SELECT o.id, o.name, o.{paper},
       (SELECT b.starts_at FROM booking b
        WHERE b.organisation_id = o.id AND b.starts_at >= max(?1, coalesce(o.{paper} || 'T24', ''))
          AND b.state = 'confirmed' ORDER BY b.starts_at LIMIT 1) AS first_at
FROM organisation o
WHERE (o.{paper} IS NULL OR o.{paper} < ?2) AND first_at < ?2 || 'T24'
ORDER BY first_at, o.name_folded"""


def _lacking(morning: Morning, paper: str, today: date, until: date) -> list[MissingPaper]:
    rows = morning.connection.execute(_LACKING.format(paper=paper), (today.isoformat(), until.isoformat()))
    return [
        MissingPaper(key, name, day(ended), first.date())
        for key, name, ended, first_at in rows
        if (first := minute(first_at)) is not None
    ]


def agreements_lacking(morning: Morning, today: date, until: date) -> list[MissingPaper]:
    """The organisations that have a confirmed booking by a day, and no agreement that holds on it."""
    return _lacking(morning, "agreement_ends_on", today, until)


def insurances_lacking(morning: Morning, today: date, until: date) -> list[MissingPaper]:
    """The organisations that have a confirmed booking by a day, and no insurance on file at all."""
    return [one for one in _lacking(morning, "insurance_ends_on", today, until) if one.ended_on is None]


_LAST_REPORTS = 200
"""How far back damage is looked for: reports have no date in any index, and the last of them are those of late."""

_DAMAGES = """
SELECT c.booking_id, r.name, o.name, c.made_at, c.remarks
FROM (SELECT * FROM condition_report ORDER BY id DESC LIMIT ?) c
JOIN booking b ON b.id = c.booking_id JOIN room r ON r.id = b.room_id
LEFT JOIN organisation o ON o.id = b.organisation_id
WHERE c.finding = 'damage' AND c.made_at >= ? ORDER BY c.made_at, c.id"""


def damages(morning: Morning, since: date) -> list[Damage]:
    """The damage noted since a day, the oldest first."""
    rows = morning.connection.execute(_DAMAGES, (_LAST_REPORTS, since.isoformat()))
    return [
        Damage(key, place, party, found.date(), remarks)
        for key, place, party, made_at, remarks in rows
        if (found := minute(made_at)) is not None
    ]


_KEYS_DUE = """
SELECT h.id, k.label, o.name, h.due_on
FROM key_handover h JOIN room_key k ON k.id = h.key_id JOIN organisation o ON o.id = h.organisation_id
WHERE h.returned_on IS NULL AND h.due_on <= ? ORDER BY h.due_on, k.label_folded"""


def keys_due(morning: Morning, until: date) -> list[DueKey]:
    """The keys that should be back by a day, the longest due first."""
    rows = morning.connection.execute(_KEYS_DUE, (until.isoformat(),))
    return [DueKey(key, label, party, due_on) for key, label, party, due in rows if (due_on := day(due)) is not None]


_DOOR_KEYS = """
SELECT d.room_id, k.id, h.id, h.organisation_id
FROM room_key_room d JOIN room_key k ON k.id = d.key_id AND k.lost_on IS NULL
LEFT JOIN key_handover h ON h.key_id = k.id AND h.returned_on IS NULL
ORDER BY d.room_id, k.label_folded"""


def keys_of_rooms(morning: Morning) -> list[DoorKey]:
    """The keys that open each room, but those that are lost, and who holds them."""
    return [DoorKey(*row) for row in morning.connection.execute(_DOOR_KEYS)]
