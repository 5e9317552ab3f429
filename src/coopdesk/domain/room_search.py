"""Finding a room: which are free and fit, why the others are not, and what else would do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain, islice
from typing import TYPE_CHECKING

from coopdesk.domain.booking import BookingLine, BookingState
from coopdesk.domain.buffer import Buffers
from coopdesk.domain.closure import Closure
from coopdesk.domain.period import Interval, may_skip
from coopdesk.domain.room import Layout, Room, capacity_of, is_open, is_retired
from coopdesk.domain.room_taken import Occupancy, Taken
from coopdesk.domain.text import fold

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

STEP = timedelta(minutes=15)
"""How finely another hour is looked for."""

DAYS_AFTER = 14
"""How many days on another day is looked for."""

_DAY = timedelta(days=1)
_MOST_ROOMS, _MOST_TIMES, _MOST_DAYS = 3, 4, 3


class Obstacle(StrEnum):
    """Why a room does not do."""

    PERSONS = "persons"
    LAYOUT = "layout"
    ACCESS = "access"
    FIXTURE = "fixture"
    RETIRED = "retired"
    HOURS = "hours"
    CLOSURE = "closure"
    TAKEN = "taken"


class AlternativeKind(StrEnum):
    """What else would do when nothing is free as it was asked."""

    OTHER_ROOM = "other_room"
    OTHER_TIME = "other_time"
    OTHER_DAY = "other_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """One reason: `about` is the fixture, the reason of the closure or who is in (the house itself: "")."""

    obstacle: Obstacle
    about: str = ""
    capacity: int = 0
    during: Interval | None = None
    booking_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a room is wanted for: these sessions, all of them, by somebody (None: the house itself).

    `is_anybody`: nobody says yet who comes, so what is kept free around every booking is kept free.
    """

    sessions: tuple[Interval, ...]
    persons: int | None = None
    layout: Layout | None = None
    is_accessible: bool = False
    fixtures: tuple[str, ...] = ()
    organisation_id: int | None = None
    is_anybody: bool = False
    is_firm: bool = True

    def is_of(self, organisation_id: int | None) -> bool:
        """Whether a booking of theirs is of who comes."""
        return not self.is_anybody and self.organisation_id == organisation_id


@dataclass(frozen=True, slots=True)
class FreeRoom:
    """A room that does, and how many it holds in the layout that was asked for."""

    room: Room
    capacity: int


@dataclass(frozen=True, slots=True)
class OtherRoom:
    """A room that does not, and why."""

    room: Room
    hindrances: tuple[Hindrance, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another room, hour or day; `hindrances` are what a room that is free lacks of what was asked."""

    kind: AlternativeKind
    room: Room
    sessions: tuple[Interval, ...]
    hindrances: tuple[Hindrance, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: free rooms by fit, the others with their reasons, alternatives where nothing is free."""

    free: tuple[FreeRoom, ...]
    others: tuple[OtherRoom, ...]
    alternatives: tuple[Alternative, ...] = ()


class Board:
    """Rooms, their closures and what takes them during some stretch of time; everything is decided in memory."""

    def __init__(
        self,
        rooms: Sequence[Room],
        closures: Iterable[tuple[Closure, frozenset[int]]],
        taken: Iterable[BookingLine],
        now: datetime,
        zone: "ZoneInfo | None" = None,
    ) -> None:
        """`closures` come with the rooms they close; nothing is offered at an hour that the clock of `zone` skips."""
        self.rooms = {room.id: room for room in rooms}
        retiring = {room.id: room for room in rooms if room.retired_on is not None}
        # Of a room whose part is booked no more not all is there.
        self._retiring = {
            room.id: [retiring[one] for one in (room.id, *room.parts) if one in retiring] for room in rooms
        }
        self._now = now
        self._zone = zone
        self._closures: dict[int, list[Closure]] = {}
        for closure, closed in closures:
            for room_id in closed:
                self._closures.setdefault(room_id, []).append(closure)
        self._inside: dict[tuple[int, Interval], bool] = {}
        self._fits: dict[tuple[object, ...], list[Room]] = {}
        self._taken = Occupancy()
        for line in taken:
            interval = Interval(line.starts_at, line.ends_at)
            who = line.organisation or line.purpose
            self.take(line.id, line.room_id, line.organisation_id, interval, line.state is not BookingState.OPTION, who)

    def take(
        self,
        booking_id: int,
        room_id: int,
        organisation_id: int | None,
        interval: Interval,
        is_firm: bool,  # noqa: FBT001 - a column of the booking
        who: str,
    ) -> None:
        """Let a booking take a room."""
        room = self.rooms[room_id]
        around = Buffers(room.buffer_before, room.buffer_after).around(interval)
        self._taken.take(room.spaces, Taken(booking_id, organisation_id, interval, around, is_firm, who))

    def leave(self, booking_id: int) -> None:
        """Let a booking give its room up."""
        self._taken.leave(booking_id)

    def find(self, wanted: Wanted) -> Found:
        """Which rooms do, why the others do not, and what else would do where none does."""
        free: list[FreeRoom] = []
        others: list[OtherRoom] = []
        for room in self._by_fit(wanted):
            reasons = (*self.lacks(room, wanted), *self.obstacles(room, wanted, wanted.sessions))
            if reasons:
                others.append(OtherRoom(room, reasons))
            else:
                free.append(FreeRoom(room, capacity_of(room, wanted.layout)))
        near = () if free else (*self._near_misses(wanted, others), *self.other_times(wanted), *self.other_days(wanted))
        return Found(tuple(free), tuple(others), near)

    def other_rooms(self, wanted: Wanted, near: int = 0) -> list[Alternative]:
        """Rooms that fit and are free at the same hours, the best first.

        The best is the smallest that suffices; where nobody says how many come, the one that holds about `near`.
        """
        fitting = self._fitting(wanted)
        if wanted.persons is None:
            fitting = sorted(fitting, key=lambda room: abs(capacity_of(room, wanted.layout) - near))
        free = (room for room in fitting if self._has_nothing(room, wanted, wanted.sessions))
        return [Alternative(AlternativeKind.OTHER_ROOM, room, wanted.sessions) for room in islice(free, _MOST_ROOMS)]

    def lacks(self, room: Room, wanted: Wanted) -> list[Hindrance]:
        """What a room lacks of what is wanted, whenever it is."""
        found = []
        if wanted.persons is not None and wanted.persons > (most := capacity_of(room, wanted.layout)):
            found.append(Hindrance(obstacle=Obstacle.PERSONS, capacity=most))
        if wanted.layout is not None and room.layouts and wanted.layout not in {one.layout for one in room.layouts}:
            found.append(Hindrance(obstacle=Obstacle.LAYOUT, about=wanted.layout))
        if wanted.is_accessible and not room.is_accessible:
            found.append(Hindrance(obstacle=Obstacle.ACCESS))
        there = {fold(one) for one in room.fixtures}
        found += [Hindrance(obstacle=Obstacle.FIXTURE, about=one) for one in wanted.fixtures if fold(one) not in there]
        return found

    def obstacles(self, room: Room, wanted: Wanted, sessions: Sequence[Interval]) -> list[Hindrance]:
        """What keeps a room from being booked for some sessions, the first of each kind."""
        found: dict[Obstacle, Hindrance] = {}
        for session in sessions:
            for one in (*self._shut(room, session), *self._occupied(room, wanted, session)):
                found.setdefault(one.obstacle, one)
        return list(found.values())

    def is_taken(self, room: Room, wanted: Wanted) -> bool:
        """Whether somebody is in the way of one of the sessions; when the room is open is not asked."""
        return any(True for session in wanted.sessions for _one in self._in_the_way(room, wanted, session))

    def _shut(self, room: Room, session: Interval) -> Iterator[Hindrance]:
        """What keeps a room from being booked then, whoever is in."""
        if any(is_retired(one, session) for one in self._retiring[room.id]):
            yield Hindrance(obstacle=Obstacle.RETIRED)
        if not self._is_inside(room, session):
            yield Hindrance(obstacle=Obstacle.HOURS)
        for closure in self._closures.get(room.id, ()):
            if closed := next(closure.during(session), None):
                yield Hindrance(obstacle=Obstacle.CLOSURE, about=closure.reason, during=closed)
                break

    def _is_inside(self, room: Room, session: Interval) -> bool:
        """Whether a room is open then; the same session is asked for again and again."""
        asked = (room.id, session)
        known = self._inside.get(asked)
        if known is None:
            known = self._inside[asked] = is_open(room.hours, session)
        return known

    def _occupied(self, room: Room, wanted: Wanted, session: Interval) -> Iterator[Hindrance]:
        """The first booking in the way."""
        other = min(self._in_the_way(room, wanted, session), key=lambda one: one.interval.start, default=None)
        if other is not None:
            yield Hindrance(
                obstacle=Obstacle.TAKEN, about=other.who, during=other.interval, booking_id=other.booking_id
            )

    def _in_the_way(self, room: Room, wanted: Wanted, session: Interval) -> Iterator[Taken]:
        """The bookings in the way, one of a composed room perhaps more than once."""
        around = Buffers(room.buffer_before, room.buffer_after).around(session)
        for other in self._taken.near(room.spaces, around):
            if not (wanted.is_firm or other.is_firm):
                continue
            # Who is in already need not leave the room to itself.
            is_same = wanted.is_of(other.organisation_id)
            if other.interval.overlaps(session) if is_same else other.around.overlaps(around):
                yield other

    def other_times(self, wanted: Wanted) -> list[Alternative]:
        """The nearest other hour of the same day in each room that fits, nearest first."""
        nearest = []
        for place, room in enumerate(self._fitting(wanted)):
            found = self._nearest_time(room, wanted)
            if found is not None:
                shift, sessions = found
                nearest.append((abs(shift), place, Alternative(AlternativeKind.OTHER_TIME, room, sessions)))
        return [alternative for _shift, _place, alternative in sorted(nearest, key=lambda one: one[:2])][:_MOST_TIMES]

    def _nearest_time(self, room: Room, wanted: Wanted) -> tuple[timedelta, tuple[Interval, ...]] | None:
        first = wanted.sessions[0]
        for steps in range(1, int(_DAY / STEP)):
            for shift in (-steps * STEP, steps * STEP):
                sessions = shifted(wanted.sessions, shift)
                if (sessions[0].start.date(), sessions[0].last_day) != (first.start.date(), first.last_day):
                    continue
                if self._is_free(room, wanted, sessions):
                    return shift, sessions
        return None

    def other_days(self, wanted: Wanted) -> list[Alternative]:
        """The same hours on the next days, in the room that fits best; of a single session only."""
        found: list[Alternative] = []
        if len(wanted.sessions) > 1:
            return found
        rooms = self._fitting(wanted)
        for days in range(1, DAYS_AFTER + 1):
            sessions = shifted(wanted.sessions, days * _DAY)
            room = next((one for one in rooms if self._is_free(one, wanted, sessions)), None)
            if room is not None:
                found.append(Alternative(AlternativeKind.OTHER_DAY, room, sessions))
            if len(found) == _MOST_DAYS:
                break
        return found

    def _is_free(self, room: Room, wanted: Wanted, sessions: Sequence[Interval]) -> bool:
        if sessions[0].start < self._now or any(self._is_skipped(session) for session in sessions):
            return False
        return self._has_nothing(room, wanted, sessions)

    def _is_skipped(self, session: Interval) -> bool:
        """Whether it begins or ends at an hour that no clock shows."""
        if self._zone is None or not may_skip(session):
            return False
        from coopdesk.domain.recurrence import in_gap  # noqa: PLC0415 - one night a year

        return in_gap(session.start, self._zone) or in_gap(session.end, self._zone)

    def _has_nothing(self, room: Room, wanted: Wanted, sessions: Sequence[Interval]) -> bool:
        """Whether nothing is in the way: asked for thousands of hours and days, so the first thing is enough."""
        if any(self._taken.is_held(room.spaces, session) for session in sessions):
            return False
        return not any(
            True
            for session in sessions
            for _one in chain(self._shut(room, session), self._in_the_way(room, wanted, session))
        )

    def _near_misses(self, wanted: Wanted, others: Sequence[OtherRoom]) -> list[Alternative]:
        """Rooms that are free then but lack something, those that lack least first."""
        static = {Obstacle.PERSONS, Obstacle.LAYOUT, Obstacle.ACCESS, Obstacle.FIXTURE}
        near = [
            one
            for one in others
            if all(reason.obstacle in static for reason in one.hindrances)
            # Of twenty who are expected sixteen may come; a room for ten is no answer.
            and 5 * capacity_of(one.room, wanted.layout) >= 4 * (wanted.persons or 0)
        ]
        near.sort(key=lambda one: (len(one.hindrances), -capacity_of(one.room, wanted.layout)))
        return [
            Alternative(AlternativeKind.OTHER_ROOM, one.room, wanted.sessions, one.hindrances)
            for one in near[:_MOST_ROOMS]
        ]

    def _by_fit(self, wanted: Wanted) -> list[Room]:
        """Smallest first; of two that hold as many the one that is a space by itself."""
        return sorted(
            self.rooms.values(),
            key=lambda room: (capacity_of(room, wanted.layout), len(room.spaces), fold(room.name)),
        )

    def _fitting(self, wanted: Wanted) -> list[Room]:
        asked = (wanted.persons, wanted.layout, wanted.is_accessible, wanted.fixtures)
        known = self._fits.get(asked)
        if known is None:
            known = self._fits[asked] = [room for room in self._by_fit(wanted) if not self.lacks(room, wanted)]
        return known


def shifted(sessions: Sequence[Interval], by: timedelta) -> tuple[Interval, ...]:
    """The same sessions earlier or later."""
    return tuple(Interval(one.start + by, one.end + by) for one in sessions)


def windows(sessions: Sequence[Interval], rooms: Sequence[Room], days_after: int = 0) -> list[Interval]:
    """The whole days that must be known to answer for some sessions, and for as many days after each."""
    most = max((max(room.buffer_before, room.buffer_after) for room in rooms), default=0)
    margin = timedelta(minutes=2 * most)
    found: list[Interval] = []
    for session in sorted(sessions, key=lambda one: one.start):
        first = _midnight(session.start - margin)
        end = _midnight(session.end + days_after * _DAY + margin) + _DAY
        if found and first <= found[-1].end:
            found[-1] = Interval(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Interval(first, end))
    return found


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
