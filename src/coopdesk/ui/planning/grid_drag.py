"""What is drawn, moved or stretched, from where it was pressed to where it is now. Plain data, no painting."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.period import Interval
from coopdesk.ui.planning.grid_cells import STEP, Block, Cell, Spaces, Spot, moment

_STEP = timedelta(minutes=STEP)


class Grip(Enum):
    """Where a block is held: in the middle it moves, at an end it is stretched."""

    MOVE = "move"
    START = "start"
    END = "end"


class Target(NamedTuple):
    """Where a booking would be."""

    line: BookingLine
    starts_at: datetime
    ends_at: datetime
    room_id: int

    @property
    def is_elsewhere(self) -> bool:
        """Whether that is not where it is already."""
        line = self.line
        return (self.starts_at, self.ends_at, self.room_id) != (line.starts_at, line.ends_at, line.room_id)

    @property
    def as_line(self) -> BookingLine:
        """The booking as it would be shown there."""
        start, end = (one.isoformat(timespec="minutes") for one in (self.starts_at, self.ends_at))
        return self.line._replace(starts_text=start, ends_text=end, room_id=self.room_id)


class Slot(NamedTuple):
    """Some free time of a room."""

    starts_at: datetime
    ends_at: datetime
    room_id: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the register says of a place: what is in the way, which minutes of it clash, what would be possible."""

    is_possible: bool
    title: str
    details: tuple[str, ...] = ()
    clash: Interval | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A block that is held at a spot."""

    block: Block
    grip: Grip
    press: Spot

    def over(self, spot: Spot, cells: tuple[Cell, ...], spaces: Spaces) -> Target:
        """Where it would be with the mouse over a spot; `spaces` are those it takes now."""
        line, at = self.block.line, moment(cells[spot.cell], spot.minute)
        starts_at, ends_at = line.starts_at, line.ends_at
        if self.grip is Grip.START:
            return Target(line, min(at, ends_at - _STEP), ends_at, line.room_id)
        if self.grip is Grip.END:
            return Target(line, starts_at, max(at + _STEP, starts_at + _STEP), line.room_id)
        shift = at - moment(cells[self.press.cell], self.press.minute)
        room_id = room_over(line, cells[self.press.cell], cells[spot.cell], spaces)
        return Target(line, starts_at + shift, ends_at + shift, room_id)


def room_over(line: BookingLine, held_in: Cell, cell: Cell, spaces: Spaces) -> int:
    """The room a booking would be in over a cell: its own as long as it is over a space of it."""
    if cell.room_id == held_in.room_id or cell.spaces & spaces:
        return line.room_id
    return cell.room_id


def grip_at(before: float, after: float, edge: float) -> Grip:
    """How a block is held so far from its beginning and its end; a short one can only be moved, and stretched."""
    if before + after < 3 * edge:
        return Grip.END if after < edge / 2 else Grip.MOVE
    return Grip.START if before < edge else Grip.END if after < edge else Grip.MOVE
