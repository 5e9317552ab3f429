"""Rooms: what can be booked, for how many, and when the house opens them."""

from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from coopdesk.foundation.problems import Problem


@dataclass(frozen=True, slots=True, order=True)
class OpeningHours:
    """One stretch of opening on a weekday (Monday is 0); a closed day has none."""

    weekday: int
    opens_at: time
    closes_at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomDraft:
    """A room as it is typed in; without any opening hours it is open around the clock."""

    name: str
    capacity: int
    place: str = ""
    is_accessible: bool = False
    notes: str = ""
    hours: tuple[OpeningHours, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Room(RoomDraft):
    """A room of the house."""

    id: int


def check(draft: RoomDraft) -> list[Problem]:
    """All that is wrong with a room."""
    problems = []
    if not draft.name:
        problems.append(Problem("name", "required"))
    if draft.capacity < 1:
        problems.append(Problem("capacity", "capacity_positive"))
    ordered = sorted(draft.hours)
    problems += [Problem("hours", "hours_end_before_start") for one in ordered if one.opens_at >= one.closes_at]
    for before, after in pairwise(ordered):
        if before.weekday == after.weekday and after.opens_at < before.closes_at:
            problems.append(Problem("hours", "hours_overlap"))
    return problems


def is_open(hours: tuple[OpeningHours, ...], weekday: int, start: time, end: time) -> bool:
    """Whether one stretch of opening holds the whole of `start`–`end` on that weekday."""
    if not hours:
        return True
    return any(one.weekday == weekday and one.opens_at <= start and end <= one.closes_at for one in hours)
