"""What a booking must comply with, beyond its own form: the room, its closures, the house's papers, the others."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from coopdesk.domain import booking as domain
from coopdesk.domain.booking import TAKING, BookingDraft, BookingLine
from coopdesk.domain.closure import Closure
from coopdesk.domain.period import Interval, may_skip
from coopdesk.domain.room import Room, retired
from coopdesk.foundation.problems import Problem
from coopdesk.services import papers
from coopdesk.store import bookings, house, occupancy, rooms
from coopdesk.store.occupancy import Wish

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft's room, None when there is none, and all that is wrong."""

    room: Room | None
    problems: list[Problem]


def check(
    connection: Connection, draft: BookingDraft, but: Collection[int] = (), *, former: BookingDraft | None = None
) -> Checked:
    """All that is wrong with a draft, `but` these bookings, which it takes the place of.

    One that stays where its `former` self is has nobody in its way: what it holds is its own.
    """
    room = rooms.ROOMS.get(connection, draft.room_id)
    if room is None:
        return Checked(None, [Problem("room_id", "room_unknown", {"name": ""})])
    problems = domain.check(draft, room)
    if draft.organisation_id is not None:
        problems += papers.problems(connection, draft.organisation_id, [draft.starts_at.date()], is_firm=draft.is_firm)
    problems += clock_problems(connection, [draft.interval])
    if not domain.check_times(draft.starts_at, draft.ends_at) and draft.state in TAKING:
        problems += room_problems(connection, room, draft)
        if former is None or not stays(former, draft):
            problems += _overlaps(connection, draft, but)
    return Checked(room, problems)


def clock_problems(connection: Connection, sessions: Sequence[Interval]) -> list[Problem]:
    """Refuse an hour that no clock will show."""
    doubtful = [one for one in sessions if may_skip(one)]
    if not doubtful:
        return []
    from coopdesk.domain.recurrence import check_gaps  # noqa: PLC0415 - seldom needed

    return [replace(problem, is_warning=False) for problem in check_gaps(doubtful, zone(connection))]


def zone(connection: Connection) -> "ZoneInfo":
    """Whose clock the house goes by."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - seldom needed

    return ZoneInfo(house.read(connection).time_zone)


def stays(former: BookingDraft, draft: BookingDraft) -> bool:
    """Whether a booking keeps the place it has and is no firmer than before: what it holds is its own, buffers too."""
    had, wanted = ((one.room_id, one.organisation_id, one.interval) for one in (former, draft))
    return had == wanted and {former.state, draft.state} <= TAKING and (former.is_firm or not draft.is_firm)


def room_problems(connection: Connection, room: Room, draft: BookingDraft) -> list[Problem]:
    """Whether the room is still booked on that day, and not closed."""
    closures = rooms.closures_of(connection, room.id)
    parts = rooms.parts_of(connection, room)
    return closed_problems(room, closures, draft.interval, parts=parts, is_overridden=bool(draft.override_reason))


def closed_problems(
    room: Room,
    closures: Iterable[Closure],
    during: Interval,
    *,
    parts: Iterable[Room] = (),
    is_overridden: bool = False,
) -> list[Problem]:
    """Whether a room with these closures and parts is still booked then, and not closed."""
    gone = retired(room, parts, during)
    if gone is not None and gone.retired_on is not None:
        named = {"room": room.name, "day": gone.retired_on.isoformat()}
        if gone is room:
            return [Problem("room_id", "room_retired", named)]
        return [Problem("room_id", "part_retired", {**named, "part": gone.name})]
    for closure in closures:
        if closed := next(closure.during(during), None):
            start, end = (moment.isoformat(timespec="minutes") for moment in (closed.start, closed.end))
            params = {"room": room.name, "reason": closure.reason, "start": start, "end": end}
            return [Problem("starts_at", "room_closed", params, is_warning=is_overridden)]
    return []


def _overlaps(connection: Connection, draft: BookingDraft, but: Collection[int]) -> list[Problem]:
    wish = Wish(draft.room_id, draft.organisation_id, draft.is_firm, (draft.interval,))
    clashes = occupancy.clashes(connection, wish, but)
    if not clashes:
        return []
    first = clashes[0].booking_id
    return [overlap(bookings.lines_of(connection, {first})[first])]


def overlap(other: BookingLine) -> Problem:
    """The refusal that names the booking in the way."""
    return Problem(
        "starts_at",
        "overlap",
        {
            "organisation": other.organisation or "",
            "room": other.room,
            "start": other.starts_text,
            "end": other.ends_text,
        },
    )
