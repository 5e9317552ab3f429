"""Stretches of a day in minutes: which part of a booking, which lane, which hours to show. Plain arithmetic."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.room import OpeningHours, hours_on

DAY_MINUTES = 24 * 60

_USUAL_HOURS = (8, 22)


class Span(NamedTuple):
    """From a minute of the day to another."""

    start: int
    end: int


class Lane(NamedTuple):
    """Which lane, of how many side by side."""

    number: int
    of: int


def span_on(line: BookingLine, day: date) -> Span | None:
    """The part of a booking that lies on a day."""
    midnight = datetime.combine(day, time())
    start = max(_minutes(line.starts_at - midnight), 0)
    end = min(_minutes(line.ends_at - midnight), DAY_MINUTES)
    return Span(start, end) if start < end else None


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def in_lanes(ordered: Sequence[Span]) -> list[Lane]:
    """A lane for each span, given by their start: what overlaps (options may) goes side by side."""
    lanes: list[Lane] = []
    ends: list[int] = []
    group = 0
    for span in ordered:
        if ends and span.start >= max(ends):
            lanes[group:] = [Lane(lane.number, len(ends)) for lane in lanes[group:]]
            ends, group = [], len(lanes)
        number = next((lane for lane, end in enumerate(ends) if end <= span.start), len(ends))
        ends[number : number + 1] = [span.end]
        lanes.append(Lane(number, 0))
    return lanes[:group] + [Lane(lane.number, len(ends)) for lane in lanes[group:]]


def minute_of(moment: time) -> int:
    """The minute of the day."""
    return moment.hour * 60 + moment.minute


def shown_hours(spans: Iterable[Span], hours: Iterable[OpeningHours]) -> tuple[int, int]:
    """The first and last full hour to show: the usual day, the rooms' opening and every booking."""
    first, last = _USUAL_HOURS
    for one in hours:
        opens, closes = one.minutes
        first, last = min(first, opens // 60), max(last, _hour_up(closes))
    for span in spans:
        first, last = min(first, span.start // 60), max(last, _hour_up(span.end))
    return first, last


def _hour_up(minute: int) -> int:
    return -(-minute // 60)


def closed_stretches(hours: Sequence[OpeningHours], day: date) -> list[Span]:
    """When a room is shut on a day, by the hours of its period; a room without hours never is."""
    if not hours:
        return []
    open_ones = [one.minutes for one in hours_on(hours, day)]
    edges = [(0, 0), *open_ones, (DAY_MINUTES, DAY_MINUTES)]
    return [Span(before[1], after[0]) for before, after in pairwise(edges) if before[1] < after[0]]
