"""The week of one room, painted from plain data; drawn on, walked over, opened."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import _, format_day, format_span
from coopdesk.ui import theme
from coopdesk.ui.painting.accessible_table import AccessibleBlock, PaintedView
from coopdesk.ui.painting.booking_words import sentence
from coopdesk.ui.painting.day_spans import Span, minute_of, shown_hours
from coopdesk.ui.planning.grid_layout import DAYS, Block, Geometry, Spot, an_hour, drawn, lay_out, moment, neighbour
from coopdesk.ui.planning.week_painter import Ghost, Ground, WeekPainter, as_rect, day_notes

_GUTTER, _HEAD = 46, 46
_ARROWS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class WeekGrid(PaintedView):
    """Days across, hours down, bookings as blocks."""

    opened = Signal(int)
    selected = Signal(object)
    drawn = Signal(object, object)
    """The start and end of what was drawn on empty ground."""
    paged = Signal(int)
    """So many weeks on (or back)."""

    def __init__(self) -> None:
        super().__init__()
        self._monday = date.min
        self._now = datetime(1, 1, 1)
        self._room: Room | None = None
        self._blocks: list[Block] = []
        self._notes: tuple[tuple[str, ...], ...] = (("",),) * DAYS
        self._selected: int | None = None
        self._press: Spot | None = None
        self._pressed_at = QPointF()
        self._ghost: Ghost | None = None
        self._is_read_only = False
        self._painter = WeekPainter()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.watcher.changed.connect(self._drop_cache)

    def show_week(self, monday: date, lines: Sequence[BookingLine], room: Room, now: datetime) -> None:
        """Paint this week of this room."""
        self._monday, self._room, self._now = monday, room, now
        self._blocks = lay_out(lines, monday)
        self._notes = day_notes(self._blocks, room.hours)
        if self._selected not in {block.line.id for block in self._blocks}:
            self._selected = None
        self._ghost = self._press = None
        last = monday + timedelta(days=DAYS - 1)
        first_day, last_day = format_day(monday, "d MMMM"), format_day(last, "d MMMM")
        self.setAccessibleName(
            _("{room}, week from {first} to {last}").format(room=room.name, first=first_day, last=last_day)
        )
        self.update()

    def set_now(self, now: datetime) -> None:
        """Move the now-line."""
        self._now = now
        self.update()

    def set_read_only(self, is_read_only: bool) -> None:
        """Draw nothing new in a file that may only be read."""
        self._is_read_only = is_read_only

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks shown, in reading order."""
        return self._blocks

    def selected_id(self) -> int | None:
        """The booking with the frame."""
        return self._selected

    def select(self, booking_id: int | None) -> None:
        """Put the frame on a booking of the week."""
        if booking_id == self._selected:
            return
        self._selected = booking_id
        number = next((place for place, block in enumerate(self._blocks) if block.line.id == booking_id), None)
        if number is not None:
            self.announce(number)
        self.selected.emit(booking_id)
        self.update()

    def sizeHint(self) -> QSize:
        """As in a maximised window."""
        return QSize(theme.scaled(1070), theme.scaled(640))

    def minimumSizeHint(self) -> QSize:
        """Days stay readable; in low blocks lines drop."""
        return QSize(theme.scaled(400), theme.scaled(330))

    def geometry_now(self) -> Geometry:
        """Where days and hours are at the present size."""
        spans = (Span(block.start, block.end) for block in self._blocks)
        first, last = shown_hours(spans, self._room.hours if self._room else ())
        size = self.size()
        return Geometry(size.width(), size.height(), theme.scaled(_GUTTER), theme.scaled(_HEAD), first, last)

    def box_of(self, booking_id: int) -> QRect:
        """Where a booking is painted first."""
        geometry = self.geometry_now()
        block = next(one for one in self._blocks if one.line.id == booking_id)
        return as_rect(geometry.box(block)).toRect()

    def accessible_blocks(self) -> list[AccessibleBlock]:
        """Every block with its sentence: who, day and hours, room, state."""
        geometry = self.geometry_now()
        return [
            AccessibleBlock(
                sentence(block.line), as_rect(geometry.box(block)).toRect(), block.line.id == self._selected
            )
            for block in self._blocks
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, now-line, blocks, what is being drawn."""
        if self._room is None:
            return
        geometry, today = self.geometry_now(), self._now.date()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = Ground(geometry, self._monday, today, self._room.hours, self._notes)
        self._painter.ground(painter, ground)
        today_column = (today - self._monday).days
        if 0 <= today_column < DAYS:
            self._painter.now_line(painter, geometry, today_column, self._now)
        for block in self._blocks:
            now = minute_of(self._now.time()) if block.column == today_column else None
            is_selected = block.line.id == self._selected
            self._painter.block(painter, geometry, block, is_selected=is_selected, now=now)
        if self._ghost is not None:
            self._painter.ghost(painter, geometry, self._ghost, format_span(*self._moments(self._ghost)))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select a block, or begin to draw on empty ground."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        block = self._block_at(event.position().x(), event.position().y())
        self.select(block.line.id if block else None)
        if block is None and not self._is_read_only:
            self._pressed_at = event.position()
            self._press = self.geometry_now().spot(event.position().x(), event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on, within the day that was pressed."""
        if self._press is None or (self._ghost is None and not self._is_drag(event)):
            return
        geometry = self.geometry_now()
        height = min(max(event.position().y(), geometry.head), geometry.height - 1)
        spot = geometry.spot(geometry.left(self._press.column) + 1, height)
        if spot is not None:
            start, end = drawn(self._press, spot)
            self._ghost = Ghost(self._press.column, start, end)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was drawn asks for a booking."""
        ghost, self._ghost, self._press = self._ghost, None, None
        if ghost is not None and event.button() == Qt.MouseButton.LeftButton:
            self.drawn.emit(*self._moments(ghost))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a booking; on empty ground, ask for one of an hour."""
        block = self._block_at(event.position().x(), event.position().y())
        if block is not None:
            self.opened.emit(block.line.id)
            return
        spot = self.geometry_now().spot(event.position().x(), event.position().y())
        if spot is not None and not self._is_read_only:
            self.drawn.emit(*self._moments(Ghost(spot.column, *an_hour(spot))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk over blocks, Enter opens, PageUp and PageDown change the week, Esc gives up."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._walk(*_ARROWS[key])
        elif key in _PAGES:
            self.paged.emit(_PAGES[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._selected is not None:
            self.opened.emit(self._selected)
        elif key == Qt.Key.Key_Escape and self._press is not None:
            self._ghost = self._press = None
            self.update()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say the whole sentence of the block under the mouse."""
        if isinstance(event, QHelpEvent):
            block = self._block_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), sentence(block.line) if block else "", self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another font lays every text out anew."""
        if event.type() == QEvent.Type.FontChange:
            self._drop_cache()
        super().changeEvent(event)

    def _walk(self, days: int, step: int) -> None:
        current = next((block for block in self._blocks if block.line.id == self._selected), None)
        block = neighbour(self._blocks, current, days=days, step=step)
        if block is not None:
            self.select(block.line.id)

    def _is_drag(self, event: QMouseEvent) -> bool:
        """Whether the mouse went far enough: a click whose hand trembles draws nothing."""
        return (event.position() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()

    def _block_at(self, x: float, y: float) -> Block | None:
        geometry = self.geometry_now()
        hits = (block for block in reversed(self._blocks) if as_rect(geometry.box(block)).contains(x, y))
        return next(hits, None)

    def _moments(self, ghost: Ghost) -> tuple[datetime, datetime]:
        return moment(self._monday, ghost.column, ghost.start), moment(self._monday, ghost.column, ghost.end)

    def _drop_cache(self) -> None:
        self._painter.drop_cache()
        self.update()
