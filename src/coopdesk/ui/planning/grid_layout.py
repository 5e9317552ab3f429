"""Where the blocks of a week go: lanes, hours and boxes. Plain arithmetic, no painting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from coopdesk.domain.booking import BookingLine, BookingState
from coopdesk.ui.painting.day_spans import DAY_MINUTES, in_lanes, span_on

DAYS = 7
STEP = 15
"""Drawing with the mouse goes by quarters of an hour."""


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    width: float
    height: float


class Block(NamedTuple):
    """The part of a booking that lies in one day: its minutes of the day, and its lane among those at the same time."""

    line: BookingLine
    column: int
    start: int
    end: int
    lane: int = 0
    lanes: int = 1


class Spot(NamedTuple):
    """A place on empty ground: the day and the minute of it."""

    column: int
    minute: int


def lay_out(lines: Iterable[BookingLine], monday: date) -> list[Block]:
    """The blocks of a week in reading order; what overlaps (options may) goes side by side."""
    lines = list(lines)
    blocks: list[Block] = []
    for column in range(DAYS):
        day = monday + timedelta(days=column)
        parts = ((span, line) for line in lines if (span := span_on(line, day)) is not None)
        ordered = sorted(parts, key=lambda part: (part[0].start, -part[0].end, part[1].id))
        lanes = in_lanes([span for span, _line in ordered])
        blocks += [Block(line, column, *span, *lane) for (span, line), lane in zip(ordered, lanes, strict=True)]
    return blocks


def booked_minutes(blocks: Iterable[Block], column: int) -> int:
    """How long the room is firmly taken on a day."""
    firm = (one for one in blocks if one.column == column and one.line.state is BookingState.CONFIRMED)
    return sum(one.end - one.start for one in firm)


def options_on(blocks: Iterable[Block], column: int) -> int:
    """How many options stand on a day."""
    return sum(one.column == column and one.line.state is BookingState.OPTION for one in blocks)


@dataclass(frozen=True, slots=True)
class Geometry:
    """From days and minutes to pixels and back."""

    width: float
    height: float
    gutter: float
    head: float
    first_hour: int
    last_hour: int
    inset: float = 3

    @property
    def column_width(self) -> float:
        """How wide a day is."""
        return (self.width - self.gutter) / DAYS

    @property
    def hour_height(self) -> float:
        """How high an hour is."""
        return (self.height - self.head - 1) / (self.last_hour - self.first_hour)

    def left(self, column: int) -> float:
        """Where a day begins."""
        return self.gutter + column * self.column_width

    def top(self, minute: int) -> float:
        """Where a minute of the day is."""
        return self.head + (minute / 60 - self.first_hour) * self.hour_height

    def box(self, block: Block) -> Box:
        """A block's rectangle on whole pixels, within its lane."""
        room = self.column_width - 2 * self.inset
        left = self.left(block.column) + self.inset + block.lane * room / block.lanes
        gap = 2 if block.lane < block.lanes - 1 else 0
        top, bottom = round(self.top(block.start)), round(self.top(block.end))
        return Box(round(left), top + 1, round(room / block.lanes) - gap, max(bottom - top - 2, 4))

    def day_box(self, column: int, start: int, end: int) -> Box:
        """The whole width of a day between two minutes, cut at the hours shown."""
        top = max(self.top(start), self.head)
        return Box(self.left(column), top, self.column_width, max(min(self.top(end), self.height) - top, 0))

    def spot(self, x: float, y: float) -> Spot | None:
        """The day and quarter of an hour under a point; None in the heads and the gutter."""
        if x < self.gutter or y < self.head or x >= self.width or y >= self.height:
            return None
        minute = self.first_hour * 60 + (y - self.head) / self.hour_height * 60
        return Spot(int((x - self.gutter) // self.column_width), int(minute // STEP) * STEP)


def drawn(press: Spot, release: Spot) -> tuple[int, int]:
    """The minutes drawn between two spots of the pressed day, both quarters included."""
    first, last = sorted((press.minute, release.minute))
    return first, min(last + STEP, DAY_MINUTES)


def an_hour(spot: Spot) -> tuple[int, int]:
    """The hour that begins at a spot, within its day."""
    end = min(spot.minute + 60, DAY_MINUTES)
    return end - 60, end


def moment(monday: date, column: int, minute: int) -> datetime:
    """A day and minute of the week as wall-clock time."""
    return datetime.combine(monday + timedelta(days=column), time()) + timedelta(minutes=minute)


def neighbour(blocks: Sequence[Block], current: Block | None, *, days: int, step: int) -> Block | None:
    """The block an arrow key goes to: up and down within reading order, left and right to the nearest hour."""
    if not blocks:
        return None
    if current is None or current not in blocks:
        return blocks[0]
    if step:
        return blocks[max(0, min(blocks.index(current) + step, len(blocks) - 1))]
    columns = sorted({one.column for one in blocks if (one.column - current.column) * days > 0}, reverse=days < 0)
    if not columns:
        return current
    there = [one for one in blocks if one.column == columns[0]]
    return min(there, key=lambda one: (abs(one.start - current.start), one.lane))
