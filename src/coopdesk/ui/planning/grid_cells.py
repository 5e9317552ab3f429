"""Where the blocks of a planning go: which cell, which minutes, which lane. Plain arithmetic, no painting.

A cell is a day of a room. The week of one room has seven; a day of all rooms has one for each room; a week of all rooms
has them all, day by day and in each day room by room.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from coopdesk.domain.booking import FIRM, BookingLine, BookingState
from coopdesk.ui.painting.day_spans import DAY_MINUTES, Span, in_lanes

STEP = 15
"""Drawing, moving and stretching go by quarters of an hour."""

Spaces = frozenset[int]


class Cell(NamedTuple):
    """A day of a room: what is drawn here is booked in it, what takes one of its spaces stands here."""

    day: date
    room_id: int
    spaces: Spaces


class Block(NamedTuple):
    """The part of a booking that lies in a cell, or over several beside one another: its minutes of the day, its lane.

    `rank` is 1 for the first of options that overlap, 0 where there is only one.
    """

    line: BookingLine
    cell: int
    start: int
    end: int
    lane: int = 0
    lanes: int = 1
    cells: int = 1
    rank: int = 0


class Spot(NamedTuple):
    """A place on the ground: the cell and the minute of its day."""

    cell: int
    minute: int


def cells_of(days: Sequence[date], rooms: Sequence[tuple[int, Spaces]]) -> tuple[Cell, ...]:
    """Every room of each day."""
    return tuple(Cell(day, room_id, spaces) for day in days for room_id, spaces in rooms)


def lay_out(
    lines: Iterable[BookingLine], cells: Sequence[Cell], spaces_of: Mapping[int, Spaces], *, joined: bool = True
) -> list[Block]:
    """The blocks in reading order; what overlaps (options may) goes side by side, what takes neighbours over them."""
    places: dict[tuple[str, int], list[int]] = {}
    for number, cell in enumerate(cells):
        day = cell.day.isoformat()
        for space in cell.spaces:
            places.setdefault((day, space), []).append(number)
    parts: list[list[tuple[Span, BookingLine]]] = [[] for _cell in cells]
    for line in lines:
        spaces = spaces_of.get(line.room_id) or frozenset((line.room_id,))
        for day, span in _days_of(line):
            found = {number for space in spaces for number in places.get((day, space), ())}
            for number in found:
                parts[number].append((span, line))
    blocks = [block for number, part in enumerate(parts) for block in _in_cell(number, part)]
    return _joined(blocks, cells) if joined else blocks


def _days_of(line: BookingLine) -> Iterable[tuple[str, Span]]:
    first, last = line.starts_text[:10], line.ends_text[:10]
    start, end = _minute(line.starts_text), _minute(line.ends_text)
    if first == last:
        return ((first, Span(start, end)),)
    days = [(first, Span(start, DAY_MINUTES))]
    day = date.fromisoformat(first) + timedelta(days=1)
    while (text := day.isoformat()) < last:
        days.append((text, Span(0, DAY_MINUTES)))
        day += timedelta(days=1)
    return [*days, (last, Span(0, end))] if end else days


def _minute(text: str) -> int:
    # The text of the file is parsed by hand: a week of all rooms has a thousand and more of them.
    return int(text[11:13]) * 60 + int(text[14:16])


def _in_cell(number: int, parts: list[tuple[Span, BookingLine]]) -> list[Block]:
    parts.sort(key=lambda part: (part[0].start, -part[0].end, part[1].id))
    lanes = in_lanes([span for span, _line in parts])
    blocks = [
        Block(line, number, span.start, span.end, lane.number, lane.of)
        for (span, line), lane in zip(parts, lanes, strict=True)
    ]
    if any(block.lanes > 1 for block in blocks):
        return [block._replace(rank=_rank(block, blocks)) if block.lanes > 1 else block for block in blocks]
    return blocks


def _rank(block: Block, blocks: Sequence[Block]) -> int:
    """Which of the options at its time asked first; 0 when it is alone, or none."""
    if block.line.state is not BookingState.OPTION:
        return 0
    rivals = [
        one.line.id
        for one in blocks
        if one.line.state is BookingState.OPTION and one.start < block.end and block.start < one.end
    ]
    return sorted(rivals).index(block.line.id) + 1 if len(rivals) > 1 else 0


def _joined(blocks: Sequence[Block], cells: Sequence[Cell]) -> list[Block]:
    """One block instead of several where a booking alone at its time takes neighbours of the same day."""
    joined: list[Block] = []
    open_ones: dict[int, int] = {}
    for block in blocks:
        place = open_ones.get(block.line.id)
        if place is not None and block.lanes == 1:
            before = joined[place]
            is_next = before.cell + before.cells == block.cell and cells[before.cell].day == cells[block.cell].day
            if is_next and before.lanes == 1 and before.start == block.start:
                joined[place] = before._replace(cells=before.cells + 1)
                continue
        open_ones[block.line.id] = len(joined)
        joined.append(block)
    return joined


def booked_minutes(blocks: Iterable[Block], cell: int) -> int:
    """How long a cell is firmly taken, were it by several at once in the parts of a room."""
    total = until = 0
    for one in sorted(
        (one for one in blocks if one.cell == cell and one.line.state in FIRM), key=lambda one: one.start
    ):
        total += max(one.end - max(one.start, until), 0)
        until = max(until, one.end)
    return total


def options_in(blocks: Iterable[Block], cell: int) -> int:
    """How many options stand in a cell."""
    return sum(one.cell == cell and one.line.state is BookingState.OPTION for one in blocks)


def drawn(press: Spot, release: Spot) -> tuple[int, int]:
    """The minutes drawn between two spots of the pressed cell, both quarters included."""
    first, last = sorted((press.minute, release.minute))
    return first, min(last + STEP, DAY_MINUTES)


def an_hour(minute: int) -> tuple[int, int]:
    """The hour that begins at a minute, within its day."""
    end = min(minute + 60, DAY_MINUTES)
    return end - 60, end


def moment(cell: Cell, minute: int) -> datetime:
    """A minute of a cell's day as wall-clock time."""
    return datetime.combine(cell.day, time()) + timedelta(minutes=minute)


def along(order: Sequence[Block], current: Block | None, step: int) -> Block | None:
    """The block so many steps on in an order, the first where none is current."""
    if not order:
        return None
    if current is None or current not in order:
        return order[0]
    return order[max(0, min(order.index(current) + step, len(order) - 1))]


def across(blocks: Sequence[Block], current: Block | None, way: Iterable[int]) -> Block | None:
    """The block nearest in time in the first cell, of those that lie this way, that has one."""
    if current is None or current not in blocks:
        return blocks[0] if blocks else None
    numbers = {one.cell for one in blocks}
    number = next((cell for cell in way if cell in numbers), None)
    there = [one for one in blocks if one.cell == number]
    return min(there, key=lambda one: (abs(one.start - current.start), one.lane), default=current)
