"""The waiting list: requests to come, and whether a firm booking stands in the way of each, in one statement."""

from datetime import datetime

from sqlalchemy import Connection

from coopdesk.domain.booking import BookingLine
from coopdesk.store.agenda import OPEN
from coopdesk.store.bookings import lines_of
from coopdesk.store.schema.types import minute_text

# As occupancy.clashes asks it: firm rows never overlap one another, so from the last that starts before the request on.
# Whoever is in already need not leave the room to itself: a mere buffer of the same organisation is not in the way.
_STANDING = """
WITH asked AS MATERIALIZED (
    SELECT b.id, b.room_id, b.organisation_id, b.starts_at, b.ends_at,
           strftime('%Y-%m-%dT%H:%M', b.starts_at, '-' || r.buffer_before || ' minutes') AS first,
           strftime('%Y-%m-%dT%H:%M', b.ends_at, '+' || r.buffer_after || ' minutes') AS last,
           r.retired_on IS NOT NULL AND b.ends_at >= r.retired_on AS is_retired
    FROM booking b JOIN room r ON r.id = b.room_id
    WHERE {open} AND b.state = 'request' AND b.starts_at >= ?1
)
SELECT a.id, a.is_retired OR EXISTS (
    SELECT 1 FROM (SELECT part_id AS space_id FROM room_part WHERE room_id = a.room_id UNION ALL
                   SELECT a.room_id WHERE NOT EXISTS (SELECT 1 FROM room_part WHERE room_id = a.room_id)) s
    CROSS JOIN occupancy o ON o.space_id = s.space_id AND o.firm = 1 AND o.starts_at < a.last AND o.ends_at > a.first
        AND o.starts_at >= coalesce((SELECT max(starts_at) FROM occupancy
                                     WHERE space_id = s.space_id AND firm = 1 AND starts_at <= a.first), a.first)
    CROSS JOIN booking other ON other.id = o.booking_id
    WHERE NOT (other.organisation_id IS a.organisation_id
               AND (other.ends_at <= a.starts_at OR other.starts_at >= a.ends_at)))
FROM asked a
"""


def standing(connection: Connection, now: datetime) -> list[tuple[BookingLine, bool]]:
    """The requests to come, by the order they were made, and whether something is in the way of each."""
    rows = connection.exec_driver_sql(_STANDING.format(open=OPEN), (minute_text(now),))
    is_taken = {key: bool(taken) for key, taken in rows}
    found = lines_of(connection, is_taken)
    return [(found[key], is_taken[key]) for key in sorted(is_taken)]
