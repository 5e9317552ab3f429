"""What stands in the way of many sessions at once: asked together, so a whole series costs little more than one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from coopdesk.domain.booking import BookingLine, check_times
from coopdesk.domain.closure import Closure
from coopdesk.domain.period import Interval, may_skip
from coopdesk.domain.recurrence import in_gap
from coopdesk.domain.room import Layout, Room, capacity_of, is_open
from coopdesk.domain.series_plan import Standing
from coopdesk.foundation.problems import Problem
from coopdesk.services import booking_rules, papers
from coopdesk.store import bookings, occupancy, rooms
from coopdesk.store.occupancy import Wish


class Asked(NamedTuple):
    """A session that is wanted: by whom (None: the house), firm or not, for how many; why it is held all the same."""

    session: Interval
    room_id: int
    organisation_id: int | None
    is_firm: bool
    layout: Layout | None = None
    persons: int | None = None
    override_reason: str = ""


class Found(NamedTuple):
    """What stands in the way of a session; the first standing is the gravest."""

    standing: Standing = Standing.FREE
    problems: tuple[Problem, ...] = ()
    others: tuple[BookingLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the papers of an organisation reach, and whether a firm booking may go further."""

    problems: tuple[Problem, ...] = ()

    def problem(self, day: date) -> Problem | None:
        """The paper that does not reach a day: first one without which nothing is firm."""
        found = [one for one in self.problems if "day" not in one.params or str(one.params["day"]) < day.isoformat()]
        return min(found, key=lambda one: one.is_warning, default=None)


def coverage(connection: Connection, organisation_id: int | None, days: Sequence[date]) -> Coverage:
    """The papers that do not reach all of these days."""
    return Coverage(tuple(papers.problems(connection, organisation_id, days, is_firm=True)))


class Checks:
    """The rooms, closures and clock that sessions are held against; each is read once."""

    def __init__(self, connection: Connection, zone: ZoneInfo) -> None:
        self._connection = connection
        self._zone = zone
        self._rooms: dict[int, Room | None] = {}
        self._closures: dict[int, list[Closure]] = {}
        self._sharing: Mapping[int, frozenset[int]] | None = None

    def room(self, room_id: int) -> Room | None:
        """A room, None where there is none."""
        if room_id not in self._rooms:
            self._rooms[room_id] = rooms.ROOMS.get(self._connection, room_id)
        return self._rooms[room_id]

    def judge(self, asked: Sequence[Asked], but: Collection[int] = (), *, together: bool = True) -> list[Found]:
        """What stands in the way of each session, `but` these bookings, which they take the place of.

        Those that are held `together` may not meet one another either.
        """
        by_itself = [self._by_itself(one) for one in asked]
        # What cannot be held anyhow needs no look at who is there.
        open_places = [
            place
            for place, found in enumerate(by_itself)
            if found is None or found[0] is Standing.OVER_CAPACITY or found[1].is_warning
        ]
        others = self._others([asked[place] for place in open_places], but)
        met = dict(zip(open_places, others, strict=True))
        among = self._among(asked, open_places) if together else {}
        return [_found(own, met.get(place, ()), among.get(place)) for place, own in enumerate(by_itself)]

    def _by_itself(self, one: Asked) -> tuple[Standing, Problem] | None:
        """The first thing wrong with a session, whoever else is there."""
        room = self.room(one.room_id)
        if room is None:
            return Standing.ROOM_RETIRED, Problem("room_id", "room_unknown", {"name": ""})
        if wrong := check_times(one.session.start, one.session.end):
            return Standing.WRONG_TIMES, wrong[0]
        return self._gap(one.session) or self._closed(room, one) or _room_limits(room, one)

    def _gap(self, session: Interval) -> tuple[Standing, Problem] | None:
        for moment in (session.start, session.end) if may_skip(session) else ():
            if in_gap(moment, self._zone):
                gap = {"moment": moment.isoformat(timespec="minutes")}
                return Standing.CLOCKS_SKIP, Problem("starts_at", "clocks_skip", gap)
        return None

    def _closed(self, room: Room, one: Asked) -> tuple[Standing, Problem] | None:
        if room.id not in self._closures:
            self._closures[room.id] = rooms.closures_of(self._connection, room.id)
        problems = booking_rules.closed_problems(
            room, self._closures[room.id], one.session,
            parts=[part for key in room.parts if (part := self.room(key)) is not None],
            is_overridden=bool(one.override_reason),
        )  # fmt: skip
        if not problems:
            return None
        is_retired = problems[0].code in {"room_retired", "part_retired"}
        return Standing.ROOM_RETIRED if is_retired else Standing.CLOSED, problems[0]

    def _others(self, asked: Sequence[Asked], but: Collection[int]) -> list[tuple[BookingLine, ...]]:
        """The bookings in the way of each session: one statement for each room and party, one says who they are."""
        groups: dict[tuple[int, int | None, bool], list[int]] = defaultdict(list)
        # Only where something is kept free around bookings does it matter whose they are.
        has_buffers = occupancy.has_buffers(self._connection)
        for place, one in enumerate(asked):
            groups[one.room_id, one.organisation_id if has_buffers else None, one.is_firm].append(place)
        ids: list[list[int]] = [[] for _ in asked]
        for (room_id, organisation_id, is_firm), places in groups.items():
            wish = Wish(room_id, organisation_id, is_firm, [asked[place].session for place in places])
            for clash in occupancy.clashes(self._connection, wish, but):
                ids[places[clash.session]].append(clash.booking_id)
        lines = bookings.lines_of(self._connection, {one for found in ids for one in found})
        return [tuple(lines[one] for one in found) for found in ids]

    def _among(self, asked: Sequence[Asked], places: Sequence[int]) -> dict[int, int]:
        """The sessions that are in the way of others of the same lot: for each the earlier one it meets."""
        in_order = sorted(places, key=lambda place: (asked[place].session.start, place))
        found: dict[int, int] = {}
        still: list[int] = []
        for place in in_order:
            session = asked[place].session
            still = [other for other in still if asked[other].session.end > session.start]
            for other in still:
                excludes = asked[place].is_firm or asked[other].is_firm
                if excludes and self.share_a_space(asked[place].room_id, asked[other].room_id):
                    found.setdefault(place, other)
            still.append(place)
        return found

    def share_a_space(self, one: int, other: int) -> bool:
        """Whether two rooms are one, or have a space in common."""
        if one == other:
            return True
        if self._sharing is None:
            self._sharing = rooms.rooms_sharing(self._connection)
        return other in self._sharing.get(one, frozenset())


def _room_limits(room: Room, one: Asked) -> tuple[Standing, Problem] | None:
    """Its opening hours, and how many it holds; a reason makes these remarks."""
    is_warning = bool(one.override_reason)
    if not is_open(room.hours, one.session):
        problem = Problem("starts_at", "outside_hours", {"room": room.name}, is_warning=is_warning)
        return Standing.OUTSIDE_HOURS, problem
    if one.persons is not None and one.persons > (most := capacity_of(room, one.layout)):
        params: dict[str, str | int] = {"room": room.name, "capacity": most}
        return Standing.OVER_CAPACITY, Problem("expected_persons", "over_capacity", params, is_warning=is_warning)
    return None


def _found(own: tuple[Standing, Problem] | None, others: Sequence[BookingLine], among: int | None) -> Found:
    problems = [] if own is None else [own[1]]
    if others:
        problems.insert(0, booking_rules.overlap(others[0]))
    elif among is not None:
        problems.insert(0, Problem("starts_at", "meets_itself"))
    if others or among is not None:
        return Found(Standing.CONFLICT, tuple(problems), tuple(others))
    return Found() if own is None else Found(own[0], tuple(problems))


def in_the_past(session: Interval, now: datetime) -> bool:
    """Whether a session has begun: the past is never changed."""
    return session.start < now
