"""A booking while it is dragged: its place of origin, the block that is lifted, what clashes, the bubble."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from coopdesk.foundation.i18n import _
from coopdesk.ui import theme
from coopdesk.ui.painting.block_text import write_block
from coopdesk.ui.painting.blocks import hatch, kind_look, paint_block
from coopdesk.ui.planning.grid_bubble import paint_bubble
from coopdesk.ui.planning.grid_cells import Block, Spaces, lay_out
from coopdesk.ui.planning.grid_drag import Target, Verdict
from coopdesk.ui.planning.grid_geometry import Geometry
from coopdesk.ui.planning.grid_ground import as_rect, body_of
from coopdesk.ui.planning.grid_painter import GridPainter
from coopdesk.ui.planning.grid_scene import Scene


@dataclass(frozen=True, slots=True)
class Lifted:
    """What is dragged, over what, and what the register says of it."""

    scene: Scene
    geometry: Geometry
    spaces: Mapping[int, Spaces]
    target: Target
    verdict: Verdict | None

    def boxes(self) -> list[tuple[Block, QRectF]]:
        """Where it would be painted."""
        blocks = lay_out([self.target.as_line], self.scene.cells, self.spaces, joined=not self.scene.rows)
        return [(block, as_rect(self.geometry.box(block))) for block in blocks]


def paint(painter: QPainter, paints: GridPainter, lifted: Lifted) -> None:
    """In this order: the place of origin, the block, the minutes that clash, the bubble."""
    for block in lifted.scene.blocks:
        if block.line.id == lifted.target.line.id:
            paints.dashed(painter, as_rect(lifted.geometry.box(block)), _("where it was"))
    verdict, colours = lifted.verdict, theme.current()
    is_possible = verdict is None or verdict.is_possible
    boxes = lifted.boxes()
    for block, box in boxes:
        look = kind_look(block.line)
        paints.shadow(painter, box)
        paint_block(painter, box, look)
        if verdict is not None and verdict.clash is not None:
            _hatch_clash(painter, lifted, block, (verdict.clash.start, verdict.clash.end))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent if is_possible else colours.danger), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        write_block(painter, paints.texts, box, block.line, look, on_ground=not is_possible)
    if verdict is not None and boxes:
        paint_bubble(painter, paints.texts, verdict, boxes[-1][1], body_of(lifted.geometry))


def _hatch_clash(painter: QPainter, lifted: Lifted, block: Block, clash: tuple[datetime, datetime]) -> None:
    """The very minutes that are taken already."""
    day = lifted.scene.cells[block.cell].day
    start, end = (_minute_of(moment, block, day.toordinal()) for moment in clash)
    if start >= end:
        return
    colours = theme.current()
    box = as_rect(lifted.geometry.box(block._replace(start=start, end=end)))
    painter.fillRect(box, QColor(colours.tint(colours.danger, 0.25)))
    hatch(painter, box, colours.tint(colours.danger, 0.8))


def _minute_of(moment: datetime, block: Block, ordinal: int) -> int:
    """A moment as a minute of the block's day, within the block."""
    minute = (moment.date().toordinal() - ordinal) * 24 * 60 + moment.hour * 60 + moment.minute
    return max(block.start, min(minute, block.end))
