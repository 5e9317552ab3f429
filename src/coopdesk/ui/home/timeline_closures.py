"""What is closed on today's timeline: hatched, with its reason on a label that no hatch runs behind."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import _, format_span
from coopdesk.services.agenda import ClosedToday
from coopdesk.ui import theme
from coopdesk.ui.home.timeline_layout import Geometry
from coopdesk.ui.painting.blocks import paint_closure
from coopdesk.ui.painting.day_spans import DAY_MINUTES, Span, minute_of
from coopdesk.ui.painting.text_cache import Role, TextCache


class Shut(NamedTuple):
    """Some minutes of today in a room's row; a neighbour closed for the same reason is hatched as one with it."""

    row: int
    rows: int
    span: Span
    one: ClosedToday

    @property
    def words(self) -> str:
        """What it says: « Fermé · Travaux »."""
        return " · ".join(part for part in (_("Closed"), self.one.reason) if part)


def lay_closures(rooms: Sequence[Room], closed: Iterable[ClosedToday]) -> list[Shut]:
    """Where closures go, room by room."""
    found: list[Shut] = []
    for one in closed:
        start = minute_of(one.interval.start.time())
        span = Span(start, start + one.interval.minutes)
        for row, room in enumerate(rooms):
            if room.id not in one.rooms:
                continue
            before = found[-1] if found else None
            if before is not None and before.one is one and before.row + before.rows == row:
                found[-1] = before._replace(rows=before.rows + 1)
            else:
                found.append(Shut(row, 1, span, one))
    return found


def sentence_of(shut: Shut, rooms: Sequence[Room]) -> str:
    """The whole sentence of a closure, for the tooltip and for a screen reader."""
    names = ", ".join(room.name for room in rooms[shut.row : shut.row + shut.rows])
    is_whole = shut.span == Span(0, DAY_MINUTES)
    when = _("all day") if is_whole else format_span(shut.one.interval.start, shut.one.interval.end)
    return f"{names} · {shut.words} · {when}"


def box_of(shut: Shut, geometry: Geometry) -> QRectF:
    """The rectangle of a closure, within the hours that are shown."""
    left = max(geometry.left(shut.span.start), geometry.names)
    right = min(geometry.left(shut.span.end), geometry.width - 1)
    return QRectF(left, geometry.top(shut.row) + 1, max(right - left, 0), geometry.row_height * shut.rows - 1)


def paint_hatch(painter: QPainter, geometry: Geometry, shuts: Iterable[Shut]) -> None:
    """The cross-hatch of what is closed."""
    for shut in shuts:
        if not (box := box_of(shut, geometry)).isEmpty():
            paint_closure(painter, box)


def paint_labels(painter: QPainter, texts: TextCache, geometry: Geometry, shuts: Iterable[Shut]) -> None:
    """What is closed and why, on the ground of the card; the reason is left out where there is no room, then all."""
    margin = theme.scaled(16)
    for shut in shuts:
        box = box_of(shut, geometry)
        room = box.width() - theme.scaled(12)
        words = shut.words if texts.width(shut.words, Role.SMALL) + margin <= room else _("Closed")
        width = texts.width(words, Role.SMALL) + margin
        if width > room:
            continue
        height = texts.line_height(Role.SMALL) + 4
        label = QRectF(box.center().x() - width / 2, box.center().y() - height / 2, width, height)
        painter.setPen(QColor(theme.current().border))
        painter.setBrush(QColor(theme.current().surface))
        painter.drawRoundedRect(label, 4, 4)
        painter.setPen(QColor(theme.current().text))
        texts.draw_centred(painter, label, words, Role.SMALL)
