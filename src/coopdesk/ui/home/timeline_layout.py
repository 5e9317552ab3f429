"""Where today's blocks go: rooms down, hours across. Plain arithmetic, no painting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.room import Room, hours_on
from coopdesk.ui.painting.day_spans import Lane, Span, in_lanes, shown_hours, span_on


class Block(NamedTuple):
    """A booking in its room's row."""

    line: BookingLine
    row: int
    span: Span
    lane: Lane


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    width: float
    height: float


def lay_out(rooms: Sequence[Room], lines: Sequence[BookingLine], day: date) -> list[Block]:
    """Today's blocks, room by room in the order of their start."""
    blocks: list[Block] = []
    for row, room in enumerate(rooms):
        parts = [(span, line) for line in lines if line.room_id == room.id and (span := span_on(line, day))]
        parts.sort(key=lambda part: (part[0].start, part[1].id))
        lanes = in_lanes([span for span, _line in parts])
        blocks += [Block(line, row, span, lane) for (span, line), lane in zip(parts, lanes, strict=True)]
    return blocks


def hours_of_day(rooms: Sequence[Room], blocks: Sequence[Block], day: date) -> tuple[int, int]:
    """The first and last full hour to show on this day."""
    opening = [one for room in rooms for one in hours_on(room.hours, day)]
    return shown_hours([block.span for block in blocks], opening)


@dataclass(frozen=True, slots=True)
class Geometry:
    """From rooms and minutes to pixels."""

    width: float
    names: float
    head: float
    row_height: float
    first_hour: int
    last_hour: int

    def left(self, minute: float) -> float:
        """Where a minute of the day is."""
        return self.names + (minute / 60 - self.first_hour) * self.hour_width

    @property
    def hour_width(self) -> float:
        """How wide an hour is."""
        return (self.width - self.names - 1) / (self.last_hour - self.first_hour)

    def top(self, row: int) -> float:
        """Where a room's row begins."""
        return self.head + row * self.row_height

    def box(self, block: Block) -> Box:
        """A block's rectangle on whole pixels, within its lane."""
        left, right = round(self.left(block.span.start)), round(self.left(block.span.end))
        height = (self.row_height - 4) / block.lane.of
        top = self.top(block.row) + 3 + block.lane.number * height
        return Box(left + 1, round(top), max(right - left - 2, 4), round(height) - 1)
