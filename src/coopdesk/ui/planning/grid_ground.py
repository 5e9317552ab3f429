"""The ground of a planning: holidays, closed hours, closures, lines, heads and the gutter (look.md §6)."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from coopdesk.foundation.i18n import NARROW_SPACE, _
from coopdesk.ui import icons, theme
from coopdesk.ui.colour import mix
from coopdesk.ui.painting.blocks import flat_ground, outside_hours, paint_closure, sand
from coopdesk.ui.painting.text_cache import Role, TextCache
from coopdesk.ui.planning.grid_geometry import Box, Geometry, Lying, Upright
from coopdesk.ui.planning.grid_scene import Band, Head, Scene, Stretch

BAND = 20
"""How high the band of a holiday is."""


def as_rect(box: Box) -> QRectF:
    """A plain box as Qt's."""
    return QRectF(*box)


def body_of(geometry: Geometry) -> QRectF:
    """Where blocks are seen: beside the gutter, under the heads."""
    view = geometry.view
    return QRectF(view.gutter, view.head, view.width - view.gutter, view.height - view.head)


class GroundPainter:
    """Paints everything a planning stands on."""

    def __init__(self, texts: TextCache) -> None:
        self._texts = texts

    def paint(self, painter: QPainter, scene: Scene, geometry: Geometry) -> None:
        """The whole ground, under the blocks."""
        painter.save()
        painter.setClipRect(body_of(geometry))
        self._fill_days(painter, scene, geometry)
        for stretch in scene.outside:
            painter.fillRect(_stretched(geometry, stretch), outside_hours())
        if isinstance(geometry, Lying):
            self._lines_across(painter, geometry)
        else:
            self._lines_down(painter, geometry)
        for stretch in scene.closed:
            self._closure(painter, geometry, stretch)
        painter.restore()

    def margins(self, painter: QPainter, scene: Scene, geometry: Geometry) -> None:
        """The heads and the gutter, over what is scrolled under them."""
        view, colours = geometry.view, theme.current()
        painter.fillRect(QRectF(0, 0, view.width, view.head), QColor(colours.surface))
        painter.fillRect(QRectF(0, view.head, view.gutter, view.height), QColor(colours.surface))
        if isinstance(geometry, Lying):
            self._rooms(painter, scene, geometry)
        else:
            self._hours(painter, geometry)
        painter.save()
        painter.setClipRect(QRectF(view.gutter - 1, 0, view.width, view.height))
        boxes = geometry.heads
        for head, box in zip(scene.heads, boxes, strict=True):
            self._head(painter, head, box, has_band=bool(scene.bands))
        for band in scene.bands:
            self._band(painter, band, boxes)
        painter.restore()
        painter.setPen(QColor(colours.border))
        painter.drawLine(QLineF(0, view.head - 0.5, view.width, view.head - 0.5))

    def _fill_days(self, painter: QPainter, scene: Scene, geometry: Geometry) -> None:
        ground = sand()
        for cell in scene.sand:
            painter.fillRect(as_rect(geometry.stretch(cell, 0, 24 * 60)), ground)

    def _lines_down(self, painter: QPainter, geometry: Upright) -> None:
        whole, half = _pens()
        view = geometry.view
        for hour in range(view.first_hour, view.last_hour):
            for pen, minute in ((whole, hour * 60), (half, hour * 60 + 30)):
                y = round(geometry.top(minute)) + 0.5
                painter.setPen(pen)
                painter.drawLine(QLineF(view.gutter, y, view.width, y))
        painter.setPen(QColor(theme.current().border))
        for number in range(geometry.cells + 1):
            x = round(geometry.left(number)) - 0.5
            painter.drawLine(QLineF(x, view.head, x, view.height))

    def _lines_across(self, painter: QPainter, geometry: Lying) -> None:
        whole, half = _pens()
        view = geometry.view
        bottom = geometry.row_top(geometry.rooms)
        painter.setPen(half)
        for day in range(geometry.days):
            for hour in _named_hours(geometry):
                x = round(geometry.stretch(day * geometry.rooms, hour * 60, hour * 60).left) + 0.5
                painter.drawLine(QLineF(x, view.head, x, bottom))
        painter.setPen(whole)
        for row in range(geometry.rooms + 1):
            y = round(geometry.row_top(row)) + 0.5
            painter.drawLine(QLineF(view.gutter, y, view.width, y))
        painter.setPen(QColor(theme.current().border))
        for day in range(geometry.days + 1):
            x = round(geometry.day_left(day)) - 0.5
            painter.drawLine(QLineF(x, view.head, x, bottom))

    def _closure(self, painter: QPainter, geometry: Geometry, stretch: Stretch) -> None:
        box = _stretched(geometry, stretch).intersected(body_of(geometry))
        if box.isEmpty():
            return
        paint_closure(painter, box)
        if isinstance(geometry, Lying) and geometry.captions:
            self._closed_line(painter, geometry, stretch)
            return
        lines = [(_("Closed"), Role.SMALL_STRONG)] + ([(stretch.reason, Role.SMALL)] if stretch.reason else [])
        heights = [self._texts.line_height(role) for _words, role in lines]
        room = box.width() - theme.scaled(12)
        if box.height() < sum(heights) + theme.scaled(12):
            lines, heights = [(" · ".join(words for words, _role in lines), Role.SMALL)], heights[-1:]
        if room < theme.scaled(24) or box.height() < sum(heights) + 4:
            return
        width = min(room, max(self._texts.width(words, role) for words, role in lines) + theme.scaled(16))
        top = box.top() + min(theme.scaled(6), (box.height() - sum(heights) - 4) / 2)
        label = QRectF(box.center().x() - width / 2, top, width, sum(heights) + 4)
        painter.setPen(QColor(theme.current().border))
        painter.setBrush(QColor(theme.current().surface))
        painter.drawRoundedRect(label, 4, 4)
        painter.setPen(QColor(theme.current().text))
        top += 2
        for (words, role), height in zip(lines, heights, strict=True):
            shown = self._texts.elided(words, role, width - theme.scaled(8))
            self._texts.draw_centred(painter, QRectF(label.left(), top, width, height), shown, role)
            top += height

    def _closed_line(self, painter: QPainter, geometry: Lying, stretch: Stretch) -> None:
        """Why a room is closed, on the last line of its cell."""
        for cell in range(stretch.cell, stretch.cell + stretch.cells):
            place = as_rect(geometry.caption(cell, geometry.captions - 1))
            words = " · ".join(part for part in (_("Closed"), stretch.reason) if part)
            shown = self._texts.elided(words, Role.SMALL, place.width() - theme.scaled(8))
            top = place.center().y() - self._texts.line_height(Role.SMALL) / 2 - 1
            flat_ground(painter, self._texts, place.left() + 4, top, shown, Role.SMALL, theme.current().surface)
            painter.setPen(QColor(theme.current().muted))
            self._texts.draw(painter, place.left() + 4, top, shown, Role.SMALL)

    def _hours(self, painter: QPainter, geometry: Upright) -> None:
        view = geometry.view
        painter.save()
        painter.setClipRect(QRectF(0, view.head, view.gutter, view.height - view.head))
        painter.setPen(QColor(theme.current().muted))
        for hour in range(view.first_hour, view.last_hour):
            self._texts.draw_right(painter, hour_box(geometry, hour), f"{hour}{NARROW_SPACE}h", Role.SMALL)
        painter.restore()

    def _rooms(self, painter: QPainter, scene: Scene, geometry: Lying) -> None:
        view, colours = geometry.view, theme.current()
        painter.save()
        painter.setClipRect(QRectF(0, view.head, view.gutter, view.height - view.head))
        whole, _half = _pens()
        for head, box in zip(scene.rows, geometry.rows, strict=True):
            painter.setPen(whole)
            painter.drawLine(QLineF(0, round(box.top) + 0.5, view.gutter, round(box.top) + 0.5))
            room = box.width - theme.scaled(16)
            height = self._texts.line_height(Role.STRONG)
            has_note = bool(head.notes) and box.height >= 2 * height + 2
            top = box.top + (box.height - height * (2 if has_note else 1)) / 2
            painter.setPen(QColor(colours.text))
            name = self._texts.elided(head.names[0], Role.STRONG, room)
            self._texts.draw(painter, theme.scaled(10), top, name, Role.STRONG)
            if has_note:
                painter.setPen(QColor(colours.muted))
                note = self._texts.elided(self._fitting(head.notes, Role.SMALL, room), Role.SMALL, room)
                self._texts.draw(painter, theme.scaled(10), top + height, note, Role.SMALL)
        painter.restore()
        painter.setPen(QColor(colours.border))
        painter.drawLine(QLineF(view.gutter - 0.5, view.head, view.gutter - 0.5, view.height))

    def _head(self, painter: QPainter, head: Head, box: Box, *, has_band: bool) -> None:
        colours = theme.current()
        left, room = box.left + theme.scaled(10), box.width - theme.scaled(14)
        height = box.height - (theme.scaled(BAND) if has_band else 0)
        if head.is_today:
            painter.fillRect(QRectF(round(box.left), 0, box.width, height - 1), QColor(colours.selection))
        painter.setPen(QColor(colours.border))
        painter.drawLine(QLineF(round(box.left) - 0.5, 0, round(box.left) - 0.5, box.height))
        name_height = self._texts.line_height(Role.HEAD)
        beside, below = self._accessible_mark(painter, head, box, room, name_height)
        name = self._texts.elided(self._fitting(head.names, Role.HEAD, room - beside), Role.HEAD, room - beside)
        painter.setPen(QColor(colours.accent if head.is_today else colours.text))
        top = theme.scaled(5) if head.notes else (height - name_height) / 2
        self._texts.draw(painter, left, top, name, Role.HEAD)
        if head.notes:
            painter.setPen(QColor(colours.muted))
            note = self._texts.elided(self._fitting(head.notes, Role.SMALL, room - below), Role.SMALL, room - below)
            self._texts.draw(painter, left, theme.scaled(6) + name_height, note, Role.SMALL)

    def _accessible_mark(
        self, painter: QPainter, head: Head, box: Box, room: float, name_height: float
    ) -> tuple[float, float]:
        """The mark of an accessible room, and how much room it takes from the name, or from what is under it.

        It goes under a name that it would cut: « Grande salle A » and « Grande salle B » must be told apart.
        """
        if not head.is_accessible or box.width <= theme.scaled(110):
            return 0, 0
        size = theme.scaled(14)
        taken = size + theme.scaled(4)
        is_beside = self._texts.fits(self._fitting(head.names, Role.HEAD, room - taken), Role.HEAD, room - taken)
        if not is_beside and not head.notes:
            return 0, 0
        top = theme.scaled(8) if is_beside else theme.scaled(6) + name_height
        painter.drawPixmap(QPointF(box.right - size - 8, top), icons.pixmap("accessibility", None, 14))
        return (taken, 0) if is_beside else (0, taken)

    def _band(self, painter: QPainter, band: Band, boxes: Sequence[Box]) -> None:
        first, last = boxes[band.first], boxes[band.last]
        box = QRectF(first.left + 2, first.bottom - theme.scaled(BAND), last.right - first.left - 4, theme.scaled(BAND))
        box.adjust(0, 0, 0, -theme.scaled(2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sand(is_band=True))
        painter.drawRoundedRect(box, 4, 4)
        size = theme.scaled(12)
        colour = theme.current().text
        picture = icons.pixmap("flag" if band.is_bank_holiday else "tree-palm", colour, 12)
        left = box.left() + theme.scaled(6)
        painter.drawPixmap(QPointF(left, box.center().y() - size / 2), picture)
        left += size + theme.scaled(5)
        room = box.right() - left - theme.scaled(4)
        words = self._texts.elided(self._fitting(band.words, Role.SMALL, room), Role.SMALL, room)
        painter.setPen(QColor(colour))
        self._texts.draw(
            painter, left, box.center().y() - self._texts.line_height(Role.SMALL) / 2 - 1, words, Role.SMALL
        )

    def _fitting(self, words: Sequence[str], role: Role, room: float) -> str:
        return next((text for text in words if self._texts.fits(text, role, room)), words[-1])


def hour_box(geometry: Upright, hour: int) -> QRectF:
    """Where an hour's name stands in the gutter; the first one under its line, where there is room."""
    view = geometry.view
    is_first = hour == view.first_hour and not view.scrolled_down
    middle = geometry.top(hour * 60) + (theme.scaled(8) if is_first else 0)
    return QRectF(0, middle - theme.scaled(8), view.gutter - theme.scaled(6), theme.scaled(16))


def _named_hours(geometry: Lying) -> list[int]:
    """The hours with a line of their own: every fourth, more where a day is wide."""
    step = 4 if geometry.hour_size < theme.scaled(14) else 2 if geometry.hour_size < theme.scaled(34) else 1
    return [hour for hour in range(geometry.view.first_hour + 1, geometry.view.last_hour) if hour % step == 0]


def _stretched(geometry: Geometry, stretch: Stretch) -> QRectF:
    return as_rect(geometry.stretch(stretch.cell, stretch.start, stretch.end, stretch.cells))


def _pens() -> tuple[QPen, QPen]:
    colours = theme.current()
    whole = QPen(QColor(mix(colours.border, colours.surface, 0.85)), 1)
    return whole, QPen(QColor(mix(colours.border, colours.surface, 0.6)), 1, Qt.PenStyle.DotLine)
