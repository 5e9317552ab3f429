"""The words under the blocks of a week of all rooms, where its rows are high enough: an hour of a day is too narrow."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from coopdesk.foundation.i18n import format_time, ngettext
from coopdesk.ui import theme
from coopdesk.ui.painting.blocks import kind_look
from coopdesk.ui.painting.booking_words import name_of
from coopdesk.ui.painting.text_cache import Role, TextCache
from coopdesk.ui.planning.grid_cells import Block
from coopdesk.ui.planning.grid_geometry import Box, Lying
from coopdesk.ui.planning.grid_ground import body_of
from coopdesk.ui.planning.grid_scene import Scene


class Caption(NamedTuple):
    """A line of words: of a block, or of how many more there are in its cell."""

    block: Block | None
    box: Box
    more: int = 0
    is_alone: bool = False


def captions(scene: Scene, geometry: Lying) -> Iterator[Caption]:
    """A line for each block there is room for; the last place of a full cell is for how many others there are."""
    most = geometry.captions
    if not most:
        return
    closed = {stretch.cell + number for stretch in scene.closed for number in range(stretch.cells)}
    for cell, group in groupby(scene.blocks, key=lambda block: block.cell):
        blocks = list(group)
        # The last line of a cell that is closed says why.
        room = most - 1 if cell in closed else most
        shown = blocks if len(blocks) <= room else blocks[: max(room - 1, 0)]
        for place, block in enumerate(shown):
            yield Caption(block, geometry.caption(cell, place))
        if (more := len(blocks) - len(shown)) and room:
            yield Caption(None, geometry.caption(cell, len(shown)), more, not shown)


def paint(painter: QPainter, texts: TextCache, scene: Scene, geometry: Lying) -> None:
    """« 14 h Répar’Ici », with a dot of its kind's colour."""
    colours, body = theme.current(), body_of(geometry)
    dot = theme.scaled(5)
    for block, box, more, is_alone in captions(scene, geometry):
        place = QRectF(*box)
        if not body.intersects(place):
            continue
        words = more_words(more, is_alone=is_alone)
        if block is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(kind_look(block.line).ink))
            painter.drawEllipse(QRectF(place.left(), place.center().y() - dot / 2, dot, dot))
            words = f"{format_time(block.line.starts_at)} {name_of(block.line)}"
        painter.setPen(QColor(colours.muted if block is None else colours.text))
        top = place.center().y() - texts.line_height(Role.SMALL) / 2 - 1
        shown = texts.elided(words, Role.SMALL, place.width() - theme.scaled(8))
        texts.draw(painter, place.left() + theme.scaled(8), top, shown, Role.SMALL)


def more_words(count: int, *, is_alone: bool) -> str:
    """How many bookings there is no room for: « 3 autres », or « 3 réservations » where none is shown."""
    if is_alone:
        return ngettext("{n} booking", "{n} bookings", count).format(n=count)
    return ngettext("{n} more", "{n} more", count).format(n=count)
