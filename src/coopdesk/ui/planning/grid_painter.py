"""The paint of a planning: one picture that is kept, and what moves over it (look.md §6)."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from coopdesk.foundation.i18n import _, format_duration, format_time
from coopdesk.ui import theme
from coopdesk.ui.colour import mix
from coopdesk.ui.painting.block_text import write_block
from coopdesk.ui.painting.blocks import BlockLook, kind_look, paint_block, paint_buffer, paint_tag
from coopdesk.ui.painting.day_spans import minute_of
from coopdesk.ui.painting.text_cache import Role, TextCache
from coopdesk.ui.planning import grid_captions
from coopdesk.ui.planning.grid_cells import Block
from coopdesk.ui.planning.grid_geometry import Geometry, Lying
from coopdesk.ui.planning.grid_ground import GroundPainter, as_rect, body_of, hour_box
from coopdesk.ui.planning.grid_scene import Scene

_NAMED_BUFFER = 16


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the picture is of."""

    scene: Scene
    geometry: Geometry
    now: datetime
    ratio: float


class GridPainter:
    """Paints a planning and keeps what is dear: the picture of it, the words laid out."""

    def __init__(self) -> None:
        self.texts = TextCache()
        self._ground = GroundPainter(self.texts)
        self._picture = QPixmap()
        self._pictured: _Shown | None = None
        self._has_words = True

    def drop_cache(self) -> None:
        """The theme or the font changed."""
        self.texts.clear()
        self._pictured = None

    def picture(self, scene: Scene, geometry: Geometry, now: datetime, ratio: float) -> QPixmap:
        """All but what is selected or dragged, drawn again only when something of it changed."""
        wanted = _Shown(scene, geometry, now, ratio)
        if self._pictured != wanted:
            view = geometry.view
            picture = QPixmap(round(view.width * ratio), round(view.height * ratio))
            picture.setDevicePixelRatio(ratio)
            painter = QPainter(picture)
            self.paint(painter, scene, geometry, now)
            painter.end()
            self._picture, self._pictured = picture, wanted
        return self._picture

    def paint(self, painter: QPainter, scene: Scene, geometry: Geometry, now: datetime) -> None:
        """All of it, on a screen or on paper: ground, now-line, blocks, heads."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view, body = geometry.view, body_of(geometry)
        painter.fillRect(QRectF(0, 0, view.width, view.height), QColor(theme.current().surface))
        self._ground.paint(painter, scene, geometry)
        painter.save()
        painter.setClipRect(body)
        todays = [cell for cell in range(len(scene.cells)) if scene.is_now(cell, now)]
        for cell in todays:
            self._now_line(painter, geometry, cell, now)
        minute = minute_of(now.time())
        self._has_words = not (isinstance(geometry, Lying) and geometry.captions)
        in_view = geometry.cells_in_view
        for block in scene.blocks:
            if block.cell not in in_view:
                continue
            box = as_rect(geometry.box(block))
            if body.intersects(box):
                running = minute if block.cell in todays and block.start < minute < block.end else None
                self._block(painter, scene, geometry, block, box, running)
        if isinstance(geometry, Lying) and _has_captions(geometry):
            grid_captions.paint(painter, self.texts, scene, geometry)
        painter.restore()
        self._ground.margins(painter, scene, geometry)
        if todays and not isinstance(geometry, Lying):
            self._now_tag(painter, geometry, now)

    def _now_line(self, painter: QPainter, geometry: Geometry, cell: int, now: datetime) -> None:
        """The present: a line across the cells of today."""
        minute = minute_of(now.time())
        box = as_rect(geometry.stretch(cell, minute, minute))
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        if geometry.is_upright:
            painter.drawLine(QLineF(box.left(), box.top(), box.right() - 1, box.top()))
        else:
            # Where words stand under the blocks, it stays over them.
            bottom = box.top() + geometry.view.line + 2 if _has_captions(geometry) else box.bottom()
            painter.drawLine(QLineF(box.left(), box.top() + 1, box.left(), bottom))

    def _now_tag(self, painter: QPainter, geometry: Geometry, now: datetime) -> None:
        """The hour of the now-line, in the gutter."""
        if isinstance(geometry, Lying):
            return
        view, minute = geometry.view, minute_of(now.time())
        y = geometry.top(minute)
        if not view.head <= y <= view.height or not view.first_hour * 60 <= minute <= view.last_hour * 60:
            return
        hour = round(minute / 60)
        if abs(geometry.top(hour * 60) - y) < theme.scaled(16):
            # The tag takes the place of the hour it would cover by half.
            painter.fillRect(hour_box(geometry, hour).adjusted(0, 0, 4, 0), QColor(theme.current().surface))
        tag = QRectF(1, max(y - theme.scaled(8), view.head), view.gutter - 2, theme.scaled(16))
        paint_tag(painter, self.texts, tag, format_time(now))

    def _block(
        self, painter: QPainter, scene: Scene, geometry: Geometry, block: Block, box: QRectF, running: int | None
    ) -> None:
        look = kind_look(block.line)
        if block.line.buffer_before or block.line.buffer_after:
            self._buffers(painter, geometry, block, look)
        paint_block(painter, box, look)
        if running is not None:
            # Across a running block the now-line goes on, softened.
            painter.setPen(QPen(QColor(mix(theme.current().accent, look.ground, 0.42)), 2))
            at = as_rect(geometry.stretch(block.cell, running, running))
            if geometry.is_upright:
                painter.drawLine(QLineF(box.left() + theme.scaled(5), at.top(), box.right() - 2, at.top()))
            else:
                painter.drawLine(QLineF(at.left(), box.top() + 2, at.left(), box.bottom() - 2))
        if not self._has_words:
            return
        note = note_of(scene, block)
        on_ground = running is not None
        write_block(painter, self.texts, box, block.line, look, on_ground=on_ground, rank=block.rank, note=note)

    def _buffers(self, painter: QPainter, geometry: Geometry, block: Block, look: BlockLook) -> None:
        line = block.line
        # Only where the booking itself begins or ends: not at the midnight it goes over.
        before = line.buffer_before if line.starts_text[11:] == _clock(block.start) else 0
        after = line.buffer_after if line.ends_text[11:] == _clock(block.end) else 0
        around = (
            (_("setting up {time}"), block.start - before, block.start, before),
            (_("tidying up {time}"), block.end, block.end + after, after),
        )
        for words, start, end, minutes in around:
            if not minutes:
                continue
            box = as_rect(geometry.box(block._replace(start=start, end=end)))
            paint_buffer(painter, box, look)
            text = words.format(time=_length(minutes))
            room = box.width() - theme.scaled(14)
            if box.height() >= theme.scaled(_NAMED_BUFFER) and self.texts.fits(text, Role.SMALL, room):
                painter.setPen(QColor(theme.current().muted))
                middle = box.center().y() - self.texts.line_height(Role.SMALL) / 2 - 1
                self.texts.draw(painter, box.left() + theme.scaled(10), middle, text, Role.SMALL)

    def dashed(self, painter: QPainter, box: QRectF, words: str, *, is_ground_kept: bool = False) -> None:
        """An outline of something that is not there (yet, or any more), with its words."""
        colours = theme.current()
        painter.setBrush(Qt.BrushStyle.NoBrush if is_ground_kept else QColor(colours.surface))
        painter.setPen(QPen(QColor(colours.muted), 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 4, 4)
        room = box.width() - theme.scaled(12)
        painter.setPen(QColor(colours.muted))
        if words and box.height() >= self.texts.line_height(Role.SMALL) and room > theme.scaled(20):
            shown = self.texts.elided(words, Role.SMALL, room)
            self.texts.draw(painter, box.left() + theme.scaled(8), box.top() + theme.scaled(2), shown, Role.SMALL)

    def drawn(self, painter: QPainter, box: QRectF, words: str) -> None:
        """What is being drawn with the mouse, with its hours."""
        colours = theme.current()
        box = box.adjusted(3, 1, -3, -1)
        painter.setBrush(QColor(colours.tint(colours.accent)))
        painter.setPen(QPen(QColor(colours.accent), 1.4, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
        painter.setPen(QColor(colours.text))
        shown = self.texts.elided(words, Role.NAME, box.width() - theme.scaled(10))
        self.texts.draw(painter, box.left() + theme.scaled(8), box.top() + theme.scaled(2), shown, Role.NAME)

    def shadow(self, painter: QPainter, box: QRectF) -> None:
        """Under what floats."""
        painter.setPen(Qt.PenStyle.NoPen)
        for spread, share in ((4, 16), (2, 26), (1, 34)):
            painter.setBrush(QColor(0, 0, 0, share))
            painter.drawRoundedRect(box.adjusted(-spread, -spread + 2, spread, spread + 2), 4 + spread, 4 + spread)


def _has_captions(geometry: Geometry) -> bool:
    return isinstance(geometry, Lying) and bool(geometry.captions)


def note_of(scene: Scene, block: Block) -> str:
    """What is said beside a booking's own words: the view's note, or its room where it is not the one it stands in."""
    if scene.notes is not None:
        return scene.notes.get(block.line.id, "")
    return block.line.room if block.line.room_id != scene.cells[block.cell].room_id else ""


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _length(minutes: int) -> str:
    return format_duration(minutes) if minutes >= 60 else _("{n} min").format(n=minutes)
