"""The planning as a picture of plain data: laid out, zoomed, scrolled, selected, told to assistive technology."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from coopdesk.foundation.i18n import format_span
from coopdesk.ui import theme
from coopdesk.ui.painting.accessible_table import AccessibleBlock
from coopdesk.ui.painting.blocks import paint_frame
from coopdesk.ui.painting.booking_words import sentence
from coopdesk.ui.planning import grid_captions, grid_lifted
from coopdesk.ui.planning.grid_cells import Block, Spaces, Spot, an_hour, moment
from coopdesk.ui.planning.grid_drag import Slot, Verdict
from coopdesk.ui.planning.grid_geometry import Geometry, Lying, Upright, View
from coopdesk.ui.planning.grid_ground import BAND, as_rect, body_of
from coopdesk.ui.planning.grid_mouse import Hand
from coopdesk.ui.planning.grid_painter import GridPainter
from coopdesk.ui.planning.grid_scene import Scene
from coopdesk.ui.planning.grid_scroll import ScrolledView

_GUTTER, _NAMES, _HEAD, _SHORT_HEAD = 46, 132, 46, 28
_LEAST_COLUMN, _LEAST_ROW, _CAPTION = 62, 27, 15


def margins_of(scene: Scene) -> tuple[float, float]:
    """How wide the gutter and how high the heads are."""
    head = theme.scaled(_HEAD if any(head.notes for head in scene.heads) else _SHORT_HEAD)
    return theme.scaled(_NAMES if scene.rows else _GUTTER), head + (theme.scaled(BAND) if scene.bands else 0)


def geometry_of(scene: Scene, width: float, height: float) -> Geometry:
    """All of a scene in so much room, as far as it can be read."""
    left, top = margins_of(scene)
    least = theme.scaled(_LEAST_ROW if scene.rows else _LEAST_COLUMN)
    view = View(width, height, left, top, *scene.hours, least=least, line=theme.scaled(_CAPTION))
    if scene.rows:
        return Lying(view, len(scene.heads), len(scene.rows))
    return Upright(view, len(scene.cells))


class GridView(ScrolledView):
    """Days and rooms against hours, bookings as blocks; what the hand does to them is `PlanningGrid`'s."""

    selected = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._scene: Scene | None = None
        self._spaces: Mapping[int, Spaces] = {}
        self._now = datetime(1, 1, 1)
        self._selected: int | None = None
        self._slot: Spot | None = None
        self._hand = Hand()
        self._verdict: Verdict | None = None
        self._is_fixed = False
        self._painter = GridPainter()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_scene(self, scene: Scene, spaces: Mapping[int, Spaces], now: datetime, *, is_fixed: bool = False) -> None:
        """Paint this; `spaces` are those each room takes. A fixed one can be looked at and opened only."""
        self._scene, self._spaces, self._now, self._is_fixed = scene, spaces, now, is_fixed
        if self._selected not in {block.line.id for block in scene.blocks}:
            self._selected = None
        if self._slot is not None and self._slot.cell >= len(scene.cells):
            self._slot = None
        self._hand.let_go()
        self._verdict = None
        self.setAccessibleName(scene.name)
        self.fit()
        self.update()

    def set_now(self, now: datetime) -> None:
        """Move the now-line."""
        self._now = now
        self.update()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Say what is in the way of what is dragged."""
        self._verdict = verdict
        self.update()

    @property
    def scene(self) -> Scene | None:
        """What is shown."""
        return self._scene

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks shown, in reading order."""
        return self._scene.blocks if self._scene else ()

    def selected_id(self) -> int | None:
        """The booking with the frame."""
        return self._selected

    def slot(self) -> Slot | None:
        """The free time that is marked."""
        if self._slot is None or self._scene is None:
            return None
        cell = self._scene.cells[self._slot.cell]
        start, end = an_hour(self._slot.minute)
        return Slot(moment(cell, start), moment(cell, end), cell.room_id)

    def select(self, booking_id: int | None) -> None:
        """Put the frame on a booking."""
        if booking_id == self._selected:
            return
        self._selected = booking_id
        number = next((place for place, block in enumerate(self.blocks) if block.line.id == booking_id), None)
        if number is not None:
            self._slot = None
            self._bring_into_view(self.blocks[number])
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
        """Where everything is at the present size, zoom and scroll."""
        if self._scene is None:
            return Upright(View(self.width(), self.height(), 0, 0, 8, 22), 1)
        size = self.view_size()
        fitted = geometry_of(self._scene, size.width(), size.height())
        scrolled = replace(
            fitted.view, zoom=self.zoom, scrolled_across=self.across.value(), scrolled_down=self.down.value()
        )
        return replace(fitted, view=scrolled)

    def margins(self) -> tuple[float, float]:
        """The gutter and the heads."""
        return (0, 0) if self._scene is None else margins_of(self._scene)

    def content_size(self) -> tuple[float, float]:
        """All cells, all hours."""
        return self.geometry_now().content

    def box_of(self, booking_id: int) -> QRect:
        """Where a booking is painted first."""
        block = next(one for one in self.blocks if one.line.id == booking_id)
        return as_rect(self.geometry_now().box(block)).toRect()

    def accessible_blocks(self) -> list[AccessibleBlock]:
        """Every block with its sentence: who, day and hours, room, state."""
        geometry = self.geometry_now()
        return [
            AccessibleBlock(
                self._sentence(block), as_rect(geometry.box(block)).toRect(), block.line.id == self._selected
            )
            for block in self.blocks
        ]

    @property
    def is_upright(self) -> bool:
        """Whether hours go down."""
        return self._scene is None or not self._scene.rows

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture that is kept; over it what is selected, marked or dragged."""
        if self._scene is None:
            return
        geometry = self.geometry_now()
        painter = QPainter(self)
        picture = self._painter.picture(self._scene, geometry, self._now, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(0, 0), picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = body_of(geometry)
        painter.setClipRect(body)
        for block in self.blocks:
            if block.line.id == self._selected:
                paint_frame(painter, as_rect(geometry.box(block)))
        if self._slot is not None and self.hasFocus():
            box = as_rect(geometry.stretch(self._slot.cell, *an_hour(self._slot.minute)))
            self._painter.dashed(painter, box.adjusted(3, 1, -3, -1), "", is_ground_kept=True)
        if (drawing := self._hand.drawing) is not None:
            box = as_rect(geometry.stretch(drawing.cell, drawing.start, drawing.end))
            cell = self._scene.cells[drawing.cell]
            words = format_span(moment(cell, drawing.start), moment(cell, drawing.end))
            self._painter.drawn(painter, box, words)
        if (target := self._hand.target) is not None:
            lifted = grid_lifted.Lifted(self._scene, geometry, self._spaces, target, self._verdict)
            grid_lifted.paint(painter, self._painter, lifted)
        painter.end()

    def words_at(self, at: QPointF) -> str:
        """The whole sentence of the block there."""
        block = self._block_at(at)
        return self._sentence(block) if block else ""

    def _sentence(self, block: Block) -> str:
        note = "" if self._scene is None or self._scene.notes is None else self._scene.notes.get(block.line.id, "")
        return " · ".join(part for part in (sentence(block.line), note) if part)

    def _selected_block(self) -> Block | None:
        return next((block for block in self.blocks if block.line.id == self._selected), None)

    def _block_at(self, at: QPointF) -> Block | None:
        geometry = self.geometry_now()
        if not body_of(geometry).contains(at):
            return None
        hit = next((block for block in reversed(self.blocks) if as_rect(geometry.box(block)).contains(at)), None)
        if hit is None and self._scene is not None and isinstance(geometry, Lying):
            captions = grid_captions.captions(self._scene, geometry)
            return next(
                (one.block for one in captions if one.block is not None and as_rect(one.box).contains(at)), None
            )
        return hit

    def _spaces_of(self, block: Block | None) -> Spaces:
        if block is None:
            return frozenset()
        return self._spaces.get(block.line.room_id) or frozenset((block.line.room_id,))

    def _bring_into_view(self, block: Block) -> None:
        """Scroll as little as shows it whole, or its beginning."""
        geometry = self.geometry_now()
        box, body = as_rect(geometry.box(block)), body_of(geometry)
        for bar, start, end, first, last in (
            (self.across, box.left(), box.right(), body.left(), body.right()),
            (self.down, box.top(), box.bottom(), body.top(), body.bottom()),
        ):
            if start < first or end - start > last - first:
                bar.setValue(bar.value() + round(start - first) - 4)
            elif end > last:
                bar.setValue(bar.value() + round(end - last) + 4)

    def drop_cache(self) -> None:
        """Lay everything out anew."""
        self._painter.drop_cache()
        self.fit()
        self.update()
