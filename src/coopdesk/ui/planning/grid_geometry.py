"""From cells and minutes to pixels and back. Plain arithmetic, no painting.

Two ways to lay a planning: upright, cells side by side and hours down; or lying, days across and rooms down, hours
across each day. All else asks for boxes and spots and does not know which it is.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from coopdesk.ui.planning.grid_cells import STEP, Block, Spot


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends across."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where it ends down."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class View:
    """What both ways start from: the widget's size, its margins, the hours, how far it is zoomed and scrolled."""

    width: float
    height: float
    gutter: float
    head: float
    first_hour: int
    last_hour: int
    least: float = 0
    """The narrowest column, or the lowest row."""
    zoom: float = 1
    scrolled_across: float = 0
    scrolled_down: float = 0
    inset: float = 3
    line: float = 0
    """How high a line of words is, where blocks have theirs beneath them."""

    @property
    def hours(self) -> int:
        """How many hours are shown."""
        return self.last_hour - self.first_hour


@dataclass(frozen=True)
class Upright:
    """Cells side by side, hours down."""

    view: View
    cells: int

    is_upright = True

    @cached_property
    def column_width(self) -> float:
        """How wide a cell is."""
        return max((self.view.width - self.view.gutter) / max(self.cells, 1), self.view.least)

    @cached_property
    def hour_size(self) -> float:
        """How high an hour is."""
        return (self.view.height - self.view.head - 1) * self.view.zoom / self.view.hours

    @property
    def content(self) -> tuple[float, float]:
        """How large all of it is, gutter and heads left aside."""
        return self.column_width * self.cells, self.hour_size * self.view.hours + 1

    @property
    def heads(self) -> list[Box]:
        """The head of each column."""
        return [Box(self.left(number), 0, self.column_width, self.view.head) for number in range(self.cells)]

    @property
    def cells_in_view(self) -> range:
        """The cells of which anything may be seen."""
        return range(self.cells)

    def left(self, cell: int) -> float:
        """Where a cell begins."""
        return self.view.gutter + cell * self.column_width - self.view.scrolled_across

    def top(self, minute: float) -> float:
        """Where a minute of the day is."""
        return self.view.head + (minute / 60 - self.view.first_hour) * self.hour_size - self.view.scrolled_down

    def stretch(self, cell: int, start: float, end: float, cells: int = 1) -> Box:
        """The whole width of some cells between two minutes, cut at the hours shown."""
        first, last = self.view.first_hour * 60, self.view.last_hour * 60
        top, bottom = self.top(max(start, first)), self.top(min(end, last))
        return Box(self.left(cell), top, self.column_width * cells, max(bottom - top, 0))

    def box(self, block: Block) -> Box:
        """A block's rectangle on whole pixels, within its lane."""
        inset = self.view.inset
        room = self.column_width * block.cells - 2 * inset
        left = self.left(block.cell) + inset + block.lane * room / block.lanes
        gap = 2 if block.lane < block.lanes - 1 else 0
        top, bottom = round(self.top(block.start)), round(self.top(block.end))
        return Box(round(left), top + 1, round(room / block.lanes) - gap, max(bottom - top - 2, 4))

    def spot(self, x: float, y: float) -> Spot | None:
        """The cell and quarter of an hour under a point; None in the heads and the gutter."""
        view = self.view
        if x < view.gutter or y < view.head or x >= view.width or y >= view.height:
            return None
        number = int((x - self.left(0)) // self.column_width)
        minute = view.first_hour * 60 + (y - self.top(view.first_hour * 60)) / self.hour_size * 60
        return Spot(number, int(minute // STEP) * STEP) if number < self.cells else None

    def along(self, x: float, y: float, box: Box) -> tuple[float, float]:
        """How far a point is from the beginning and from the end of a block, in pixels of time."""
        return y - box.top, box.bottom - y


@dataclass(frozen=True)
class Lying:
    """Days across, a room a row, hours across each day; cells are day by day."""

    view: View
    days: int
    rooms: int

    is_upright = False

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return self.days * self.rooms

    @cached_property
    def row_height(self) -> float:
        """How high a room is."""
        return max((self.view.height - self.view.head - 1) / max(self.rooms, 1), self.view.least)

    @cached_property
    def day_width(self) -> float:
        """How wide a day is."""
        return (self.view.width - self.view.gutter) * self.view.zoom / max(self.days, 1)

    @cached_property
    def hour_size(self) -> float:
        """How wide an hour is."""
        return (self.day_width - 2 * self.view.inset) / self.view.hours

    @property
    def content(self) -> tuple[float, float]:
        """How large all of it is, gutter and heads left aside."""
        return self.day_width * self.days, self.row_height * self.rooms + 1

    @property
    def heads(self) -> list[Box]:
        """The head of each day."""
        return [Box(self.day_left(day), 0, self.day_width, self.view.head) for day in range(self.days)]

    @property
    def rows(self) -> list[Box]:
        """Each room's place in the gutter."""
        return [Box(0, self.row_top(row), self.view.gutter, self.row_height) for row in range(self.rooms)]

    @cached_property
    def cells_in_view(self) -> range:
        """The cells of which anything may be seen: those of the days that are scrolled to."""
        view = self.view
        first = int(view.scrolled_across // self.day_width)
        end = int((view.scrolled_across + view.width - view.gutter) // self.day_width) + 1
        return range(max(first, 0) * self.rooms, min(end, self.days) * self.rooms)

    def day_left(self, day: int) -> float:
        """Where a day begins."""
        return self.view.gutter + day * self.day_width - self.view.scrolled_across

    def row_top(self, row: int) -> float:
        """Where a room begins."""
        return self.view.head + row * self.row_height - self.view.scrolled_down

    def stretch(self, cell: int, start: float, end: float, cells: int = 1) -> Box:
        """The whole height of some rooms between two minutes of a day; from the first hour shown, the day's edge."""
        day, row = divmod(cell, self.rooms)
        first, last = self.view.first_hour * 60, self.view.last_hour * 60
        left = self.day_left(day) if start <= first else self._x(day, start)
        right = self.day_left(day + 1) if end >= last else self._x(day, end)
        return Box(left, self.row_top(row), max(right - left, 0), self.row_height * cells)

    @cached_property
    def captions(self) -> int:
        """How many lines of words stand under the blocks of a cell, where rows are high enough for any."""
        view = self.view
        if not view.line:
            return 0
        return max(int((self.row_height - view.line - 4) // view.line), 0)

    def box(self, block: Block) -> Box:
        """A block's rectangle on whole pixels, within its lane."""
        day, row = divmod(block.cell, self.rooms)
        room = self.view.line if self.captions else self.row_height - 4
        top = self.row_top(row) + 2 + block.lane * room / block.lanes
        left, right = round(self._x(day, block.start)), round(self._x(day, block.end))
        return Box(left, round(top), max(right - left - 1, 3), max(round(room / block.lanes) - 1, 3))

    def caption(self, cell: int, place: int) -> Box:
        """Where a line of words under the blocks of a cell is."""
        day, row = divmod(cell, self.rooms)
        top = self.row_top(row) + 3 + self.view.line * (1 + place)
        return Box(round(self.day_left(day)) + 3, round(top), self.day_width - 6, self.view.line)

    def spot(self, x: float, y: float) -> Spot | None:
        """The cell and quarter of an hour under a point; None in the heads and the gutter."""
        view = self.view
        if x < view.gutter or y < view.head or x >= view.width or y >= view.height:
            return None
        day, row = int((x - self.day_left(0)) // self.day_width), int((y - self.row_top(0)) // self.row_height)
        if day >= self.days or row >= self.rooms:
            return None
        minute = view.first_hour * 60 + (x - self._x(day, view.first_hour * 60)) / self.hour_size * 60
        minute = min(max(minute, view.first_hour * 60), view.last_hour * 60 - 1)
        return Spot(day * self.rooms + row, int(minute // STEP) * STEP)

    def along(self, x: float, y: float, box: Box) -> tuple[float, float]:
        """How far a point is from the beginning and from the end of a block, in pixels of time."""
        return x - box.left, box.right - x

    def _x(self, day: int, minute: float) -> float:
        return self.day_left(day) + self.view.inset + (minute / 60 - self.view.first_hour) * self.hour_size


Geometry = Upright | Lying
