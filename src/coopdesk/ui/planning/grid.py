"""The planning under the hand: drawn on, walked over, moved, stretched, copied, by mouse and by keys."""

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from coopdesk.ui import theme
from coopdesk.ui.planning import grid_keys
from coopdesk.ui.planning.grid_cells import STEP, Block, Spot, across, along, moment
from coopdesk.ui.planning.grid_drag import Grip, Held, Slot, Target, grip_at, room_over
from coopdesk.ui.planning.grid_geometry import Geometry
from coopdesk.ui.planning.grid_ground import body_of
from coopdesk.ui.planning.grid_view import GridView

_EDGE = 6
_QUARTER = timedelta(minutes=STEP)


class PlanningGrid(GridView):
    """Tells what was done to the planning; who shows it does it to the register."""

    opened = Signal(int)
    drawn = Signal(object)
    """The slot that was drawn on empty ground."""
    tried = Signal(object)
    """Where a booking would be, for the register to say something of (`show_verdict`)."""
    moved = Signal(object)
    """Where a booking was dropped."""
    removed = Signal(int)
    copied = Signal(int)
    pasted = Signal(object, int)
    """The moment and the room a copy is to be put at."""
    repeated = Signal(int)
    paged = Signal(int)
    """So many weeks (days, months) on, or back."""

    def __init__(self) -> None:
        super().__init__()
        self._is_read_only = False
        self.setMouseTracking(True)

    def set_read_only(self, is_read_only: bool) -> None:
        """Draw and move nothing in a file that may only be read."""
        self._is_read_only = is_read_only

    @property
    def _may_write(self) -> bool:
        return not (self._is_read_only or self._is_fixed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select a block and take hold of it, or begin to draw on empty ground."""
        if event.button() != Qt.MouseButton.LeftButton or self._scene is None:
            return
        geometry, at = self.geometry_now(), event.position()
        block, spot = self._block_at(at), geometry.spot(at.x(), at.y())
        self.select(block.line.id if block else None)
        self._slot = spot if block is None else None
        if spot is not None and self._may_write:
            held = None if block is None else Held(block, self._grip(geometry, block, at), spot)
            self._hand.press(at, spot, held, self._spaces_of(block))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw, move or stretch on; without a button, show how what is under the mouse would be held."""
        if self._scene is None:
            return
        geometry = self.geometry_now()
        if not self._hand.is_pressed:
            self._show_grip(geometry, event.position())
        elif self._hand.move(event.position(), geometry, self._scene.cells):
            self._follow(event.position())
            if (target := self._hand.target) is not None:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._verdict = None
                self.tried.emit(target)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was drawn asks for a booking, what was moved is moved."""
        drawing, target = self._hand.drawing, self._hand.target
        self._end_drag()
        if event.button() != Qt.MouseButton.LeftButton or self._scene is None:
            return
        if drawing is not None:
            cell = self._scene.cells[drawing.cell]
            self.drawn.emit(Slot(moment(cell, drawing.start), moment(cell, drawing.end), cell.room_id))
        elif target is not None and target.is_elsewhere:
            self.moved.emit(target)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a booking; on empty ground, ask for one of an hour."""
        block = self._block_at(event.position())
        if block is not None:
            self.opened.emit(block.line.id)
            return
        self._slot = self.geometry_now().spot(event.position().x(), event.position().y())
        self.open_chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `grid_keys`."""
        if not grid_keys.press(self, event):
            super().keyPressEvent(event)

    def walk(self, along_by: int, across_by: int) -> None:
        """To the booking before or after, or to the nearest hour of another day or room."""
        current = self._selected_block()
        if along_by:
            block = along(self._in_order(), current, along_by)
        else:
            block = across(self.blocks, current, () if current is None else self._cells_beyond(current.cell, across_by))
        if block is not None:
            self.select(block.line.id)

    def walk_slot(self, along_by: int, across_by: int) -> None:
        """Mark other free time: half an hour on, or another day or room."""
        if self._scene is None or self._is_fixed:
            return
        block = self._selected_block()
        if self._slot is None:
            self._slot = Spot(0, 9 * 60) if block is None else Spot(block.cell, block.start // STEP * STEP)
        cell = next(iter(self._cells_beyond(self._slot.cell, across_by)), self._slot.cell)
        first, last = self._scene.hours
        minute = min(max(self._slot.minute + 2 * STEP * along_by, first * 60), last * 60 - 60)
        self.select(None)
        self._slot = Spot(cell, minute)
        self.update()

    def shift(self, along_by: int, across_by: int) -> None:
        """Move the selected booking: a quarter of an hour, or to the next day or room."""
        block = self._selected_block()
        if block is None or self._scene is None or not self._may_write:
            return
        line, by, room_id = block.line, along_by * _QUARTER, block.line.room_id
        if across_by:
            beyond = [block.cell, *self._cells_beyond(block.cell + (block.cells - 1) * (across_by > 0), across_by)]
            if len(beyond) < 2:
                return
            here, there = self._scene.cells[beyond[0]], self._scene.cells[beyond[1]]
            by, room_id = there.day - here.day, room_over(line, here, there, self._spaces_of(block))
        self.moved.emit(Target(line, line.starts_at + by, line.ends_at + by, room_id))

    def stretch(self, steps: int) -> None:
        """Let the selected booking end a quarter of an hour later, or sooner."""
        block = self._selected_block()
        if block is None or not self._may_write:
            return
        line = block.line
        ends_at = line.ends_at + steps * _QUARTER
        if ends_at > line.starts_at:
            self.moved.emit(Target(line, line.starts_at, ends_at, line.room_id))

    def open_chosen(self) -> None:
        """Open what is selected, or ask for a booking of the free time that is marked."""
        if self._selected is not None:
            self.opened.emit(self._selected)
        elif (slot := self.slot()) is not None and self._may_write:
            self.drawn.emit(slot)

    def remove(self) -> None:
        """Delete what is selected."""
        if self._selected is not None and self._may_write:
            self.removed.emit(self._selected)

    def copy(self) -> None:
        """Remember what is selected."""
        if self._selected is not None:
            self.copied.emit(self._selected)

    def paste(self) -> None:
        """Put the copy where the free time is marked."""
        if (slot := self.slot()) is not None and self._may_write:
            self.pasted.emit(slot.starts_at, slot.room_id)

    def repeat(self) -> None:
        """The same once more a week later."""
        if self._selected is not None and self._may_write:
            self.repeated.emit(self._selected)

    def turn(self, pages: int) -> None:
        """The week before, or after."""
        self.paged.emit(pages)

    def give_up(self) -> bool:
        """Stop dragging: all stays as it is."""
        was_dragging = self._hand.is_pressed
        self._end_drag()
        return was_dragging

    def _end_drag(self) -> None:
        self._hand.let_go()
        self._verdict = None
        self.unsetCursor()
        self.update()

    def _grip(self, geometry: Geometry, block: Block, at: QPointF) -> Grip:
        before, after = geometry.along(at.x(), at.y(), geometry.box(block))
        return grip_at(before, after, theme.scaled(_EDGE))

    def _show_grip(self, geometry: Geometry, at: QPointF) -> None:
        block = self._block_at(at) if self._may_write else None
        if block is None or self._grip(geometry, block, at) is Grip.MOVE:
            self.unsetCursor()
        else:
            shape = Qt.CursorShape.SizeVerCursor if geometry.is_upright else Qt.CursorShape.SizeHorCursor
            self.setCursor(shape)

    def _follow(self, at: QPointF) -> None:
        """Scroll on where the mouse drags beyond the edge."""
        body = body_of(self.geometry_now())
        for bar, place, first, last in (
            (self.across, at.x(), body.left(), body.right()),
            (self.down, at.y(), body.top(), body.bottom()),
        ):
            if place > last or place < first:
                bar.setValue(bar.value() + (bar.singleStep() if place > last else -bar.singleStep()))

    def _in_order(self) -> list[Block]:
        """The blocks as one reads along the hours: by day, or room by room where rooms are rows."""
        if self._scene is None or self.is_upright:
            return list(self.blocks)
        rooms = len(self._scene.rows)
        return sorted(self.blocks, key=lambda one: (one.cell % rooms, one.cell // rooms, one.start, one.lane))

    def _cells_beyond(self, cell: int, way: int) -> Iterator[int]:
        """The cells that lie this way of one, nearest first: days or rooms, never another day's rooms."""
        if self._scene is None or not way:
            return
        rooms = len(self._scene.rows) or len(self._scene.cells)
        first = cell // rooms * rooms
        yield from range(cell + 1, first + rooms) if way > 0 else range(cell - 1, first - 1, -1)
