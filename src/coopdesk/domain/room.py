"""Rooms: what can be booked, for how many, laid out how, and when the house opens them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from coopdesk.domain.period import Interval
from coopdesk.domain.text import fold
from coopdesk.foundation.problems import Problem

MIDNIGHT = time()
_DAY_MINUTES = 24 * 60

MOST_BUFFER = 24 * 60
"""The longest buffer, in minutes: with the longest booking it bounds how far back a conflict is looked for."""


class Layout(StrEnum):
    """How a room is set up; each has a capacity of its own (domain.md §4.1)."""

    SEATED = "seated"
    STANDING = "standing"
    TABLES = "tables"
    CIRCLE = "circle"
    CLASSROOM = "classroom"


@dataclass(frozen=True, slots=True, order=True)
class OpeningHours:
    """One stretch of opening on a weekday (Monday is 0), in a period; a closed day has none.

    On a day inside the period of some stretches, only those count: summer hours take the place of the usual ones. One
    that closes at 00:00 is open until the midnight its day ends with.
    """

    weekday: int
    opens_at: time
    closes_at: time
    first: date = date.min
    last: date = date.max

    @property
    def is_usual(self) -> bool:
        """Whether it holds all year, but where a period says otherwise."""
        return self.first == date.min and self.last == date.max

    @property
    def minutes(self) -> tuple[int, int]:
        """From which minute of its day to which."""
        opens, closes = (one.hour * 60 + one.minute for one in (self.opens_at, self.closes_at))
        return opens, closes or _DAY_MINUTES

    def on(self, day: date) -> Interval:
        """From when to when it is open on one of its days."""
        midnight = datetime.combine(day, MIDNIGHT)
        opens, closes = (midnight + timedelta(minutes=minute) for minute in self.minutes)
        return Interval(opens, closes)


@dataclass(frozen=True, slots=True, order=True)
class LayoutCapacity:
    """How many a room holds when it is laid out like this."""

    layout: Layout
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomDraft:
    """A room as it is typed in; without any opening hours it is open around the clock.

    `parts` are the rooms it is made of, none for a room that is a space by itself: booking one takes all of its spaces.
    Buffers, in minutes, are kept free before and after each booking. From `retired_on` on it is booked no more.
    """

    name: str
    capacity: int
    place: str = ""
    is_accessible: bool = False
    notes: str = ""
    buffer_before: int = 0
    buffer_after: int = 0
    retired_on: date | None = None
    hours: tuple[OpeningHours, ...] = ()
    layouts: tuple[LayoutCapacity, ...] = ()
    fixtures: tuple[str, ...] = ()
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Room(RoomDraft):
    """A room of the house."""

    id: int

    @property
    def spaces(self) -> tuple[int, ...]:
        """The rooms that a booking of it takes: its parts, or itself."""
        return self.parts or (self.id,)


def check(draft: RoomDraft) -> list[Problem]:
    """All that is wrong with a room by itself."""
    problems = []
    if not draft.name:
        problems.append(Problem("name", "required"))
    if draft.capacity < 1:
        problems.append(Problem("capacity", "capacity_positive"))
    problems += [
        Problem(name, "buffer_out_of_range", {"n": MOST_BUFFER // 60})
        for name in ("buffer_before", "buffer_after")
        if not 0 <= getattr(draft, name) <= MOST_BUFFER
    ]
    if any(one.capacity < 1 for one in draft.layouts):
        problems.append(Problem("layouts", "capacity_positive"))
    if len({one.layout for one in draft.layouts}) < len(draft.layouts):
        problems.append(Problem("layouts", "layout_twice"))
    if len({fold(one) for one in draft.fixtures}) < len(draft.fixtures):
        problems.append(Problem("fixtures", "fixture_twice"))
    return problems + check_hours(draft.hours)


def check_hours(hours: Iterable[OpeningHours]) -> list[Problem]:
    """Refuse stretches that end before they start, or overlap on the same days."""
    ordered = sorted(hours, key=lambda one: (one.first, one.last, one.weekday, one.opens_at))
    problems = [Problem("hours", "hours_end_before_start") for one in ordered if one.minutes[0] >= one.minutes[1]]
    problems += [Problem("hours", "hours_period_reversed") for one in ordered if one.first > one.last]
    for before, after in pairwise(ordered):
        same = (before.first, before.last, before.weekday) == (after.first, after.last, after.weekday)
        if same and after.minutes[0] < before.minutes[1]:
            problems.append(Problem("hours", "hours_overlap"))
    periods = sorted({(one.first, one.last) for one in ordered if not one.is_usual})
    if any(after[0] <= before[1] for before, after in pairwise(periods)):
        problems.append(Problem("hours", "hours_periods_overlap"))
    return problems


def hours_on(hours: Iterable[OpeningHours], day: date) -> list[OpeningHours]:
    """When a room opens on a day: the hours of the period the day is in, or else the usual ones."""
    stretches = list(hours)
    special = [one for one in stretches if not one.is_usual and one.first <= day <= one.last]
    chosen = special or [one for one in stretches if one.is_usual]
    return sorted(one for one in chosen if one.weekday == day.weekday())


def is_open(hours: tuple[OpeningHours, ...], during: Interval) -> bool:
    """Whether opening hours hold the whole of it: one stretch, or several without a gap, over midnight too."""
    if not hours:
        return True
    moment = during.start
    while moment < during.end:
        stretches = [one.on(moment.date()) for one in hours_on(hours, moment.date())]
        until = max((one.end for one in stretches if one.start <= moment < one.end), default=moment)
        if until == moment:
            return False
        moment = until
    return True


def is_retired(room: RoomDraft, during: Interval) -> bool:
    """Whether a room is no longer booked by the end of a stretch of time; one that ends at midnight is of the eve."""
    return room.retired_on is not None and during.end > datetime.combine(room.retired_on, MIDNIGHT)


def retired(room: Room, parts: Iterable[Room], during: Interval) -> Room | None:
    """The room itself, or the first of its parts, that is no longer booked by the end of a stretch of time."""
    return next((one for one in (room, *parts) if is_retired(one, during)), None)


def capacity_of(room: RoomDraft, layout: Layout | None) -> int:
    """How many a room holds in a layout; in one it has no figure for, or none, as many as it holds at most."""
    return next((one.capacity for one in room.layouts if one.layout is layout), room.capacity)
