"""What stands in the way of a closure."""

from datetime import datetime

from sqlalchemy import Connection

from coopdesk.domain import closure as domain
from coopdesk.domain.booking import BookingLine
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.period import Interval
from coopdesk.foundation.problems import Problem
from coopdesk.store import displaced as store
from coopdesk.store import rooms


def check(
    connection: Connection, draft: ClosureDraft, now: datetime, former: ClosureDraft | None = None
) -> list[Problem]:
    """All that keeps a closure from being written as it is; `former` is the one it takes the place of."""
    if problems := form_problems(connection, draft):
        return problems
    lines = displaced(connection, draft, now, former)
    return [in_the_way("starts_at", "closure_displaces", lines)] if lines else []


def form_problems(connection: Connection, draft: ClosureDraft) -> list[Problem]:
    """All that is wrong with a closure, whatever is booked."""
    if draft.room_id is not None and not rooms.ROOMS.has(connection, draft.room_id):
        return [Problem("room_id", "room_unknown", {"name": ""})]
    return domain.check(draft)


def closed_rooms(connection: Connection, draft: ClosureDraft) -> list[int]:
    """The rooms that cannot be used while it lasts: all, or those that share a space with its own."""
    return sorted(rooms.names(connection)) if draft.room_id is None else rooms.sharing(connection, draft.room_id)


def displaced(
    connection: Connection, draft: ClosureDraft, now: datetime, former: ClosureDraft | None = None
) -> list[BookingLine]:
    """The bookings to come that a closure is in the way of, but those its former dates were in the way of already."""
    last = store.last_end(connection)
    if last is None or last <= now:
        return []
    intervals = list(draft.during(Interval(now, last)))
    found = store.during(connection, closed_rooms(connection, draft), intervals, now)
    if former is None:
        return found
    known = {line.id for line in displaced(connection, former, now)}
    return [line for line in found if line.id not in known]


def in_the_way(field: str, code: str, lines: list[BookingLine]) -> Problem:
    """The refusal that says how many bookings are in the way, which is the first, and until when there are."""
    first, last = lines[0], max(lines, key=lambda line: line.ends_text)
    params: dict[str, str | int] = {
        "n": len(lines),
        "organisation": first.organisation or "",
        "room": first.room,
        "start": first.starts_text,
        "end": first.ends_text,
        "last": Interval(last.starts_at, last.ends_at).last_day.isoformat(),
    }
    return Problem(field, code, params)
