"""The paint of a week: a ground that is kept as a picture, and blocks over it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from coopdesk.domain.room import OpeningHours
from coopdesk.foundation.i18n import NARROW_SPACE, _, format_day, format_duration, format_time, ngettext
from coopdesk.ui import theme
from coopdesk.ui.colour import mix
from coopdesk.ui.painting.block_text import write_block
from coopdesk.ui.painting.blocks import RADIUS, kind_look, outside_hours, paint_block, paint_tag
from coopdesk.ui.painting.day_spans import closed_stretches, minute_of
from coopdesk.ui.painting.text_cache import Role, TextCache
from coopdesk.ui.planning.grid_layout import DAYS, Block, Box, Geometry, booked_minutes, options_on


@dataclass(frozen=True, slots=True)
class Ground:
    """What the cached picture depends on, besides its size."""

    geometry: Geometry
    monday: date
    today: date
    hours: tuple[OpeningHours, ...]
    notes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Ghost:
    """What is being drawn with the mouse."""

    column: int
    start: int
    end: int


def day_notes(blocks: list[Block], hours: tuple[OpeningHours, ...]) -> tuple[tuple[str, ...], ...]:
    """Under each day's name: the hours booked and the options, from the fullest words to the shortest."""
    return tuple(_day_note(blocks, hours, column) for column in range(DAYS))


def _day_note(blocks: list[Block], hours: tuple[OpeningHours, ...], column: int) -> tuple[str, ...]:
    minutes, count = booked_minutes(blocks, column), options_on(blocks, column)
    options = ngettext("{n} option", "{n} options", count).format(n=count) if count else ""
    if not minutes:
        is_closed = hours and all(one.weekday != column for one in hours)
        return (options or (_("Closed") if is_closed else ""),)
    length = format_duration(minutes)
    booked = _("{hours} booked").format(hours=length)
    return (f"{booked} · {options}", booked, length) if options else (booked, length)


class WeekPainter:
    """Paints a week and keeps what is dear: the ground as a picture, the words laid out."""

    def __init__(self) -> None:
        self._texts = TextCache()
        self._picture = QPixmap()
        self._pictured: tuple[Ground, float] | None = None

    def drop_cache(self) -> None:
        """The theme or the font changed."""
        self._texts.clear()
        self._pictured = None

    def ground(self, painter: QPainter, ground: Ground) -> None:
        """Heads, gutter, hours and closed hours."""
        ratio = painter.device().devicePixelRatioF()
        if self._pictured != (ground, ratio):
            self._picture = self._draw_ground(ground, ratio)
            self._pictured = (ground, ratio)
        painter.drawPixmap(QPointF(0, 0), self._picture)

    def _draw_ground(self, ground: Ground, ratio: float) -> QPixmap:
        geometry = ground.geometry
        picture = QPixmap(round(geometry.width * ratio), round(geometry.height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(theme.current().surface))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._closed_hours(painter, ground)
        self._hour_lines(painter, geometry)
        self._heads(painter, ground)
        painter.end()
        return picture

    def _closed_hours(self, painter: QPainter, ground: Ground) -> None:
        for column in range(DAYS):
            for start, end in closed_stretches(ground.hours, column):
                painter.fillRect(as_rect(ground.geometry.day_box(column, start, end)), outside_hours())

    def _hour_lines(self, painter: QPainter, geometry: Geometry) -> None:
        colours = theme.current()
        whole = QPen(QColor(mix(colours.border, colours.surface, 0.85)), 1)
        half = QPen(QColor(mix(colours.border, colours.surface, 0.6)), 1, Qt.PenStyle.DotLine)
        for hour in range(geometry.first_hour, geometry.last_hour):
            for pen, minute in ((whole, hour * 60), (half, hour * 60 + 30)):
                y = round(geometry.top(minute)) + 0.5
                painter.setPen(pen)
                painter.drawLine(QLineF(geometry.gutter, y, geometry.width, y))
            painter.setPen(QColor(colours.muted))
            self._texts.draw_right(painter, _gutter_box(geometry, hour), f"{hour}{NARROW_SPACE}h", Role.SMALL)

    def _heads(self, painter: QPainter, ground: Ground) -> None:
        colours, geometry = theme.current(), ground.geometry
        for column in range(DAYS):
            day = ground.monday + timedelta(days=column)
            left = round(geometry.left(column))
            if day == ground.today:
                painter.fillRect(QRectF(left, 0, geometry.column_width, geometry.head - 1), QColor(colours.selection))
            painter.setPen(QColor(colours.border))
            painter.drawLine(QLineF(left - 0.5, 0, left - 0.5, geometry.height))
            self._head(painter, geometry, column, day, ground)
        painter.setPen(QColor(colours.border))
        painter.drawLine(QLineF(0, geometry.head - 0.5, geometry.width, geometry.head - 0.5))

    def _head(self, painter: QPainter, geometry: Geometry, column: int, day: date, ground: Ground) -> None:
        colours = theme.current()
        left, room = geometry.left(column) + theme.scaled(10), geometry.column_width - theme.scaled(14)
        name = next((text for text in _day_names(day) if self._texts.fits(text, Role.HEAD, room)), format_day(day, "d"))
        painter.setPen(QColor(colours.accent if day == ground.today else colours.text))
        self._texts.draw(painter, left, theme.scaled(5), name, Role.HEAD)
        notes = ground.notes[column]
        note = next((text for text in notes if self._texts.fits(text, Role.SMALL, room)), notes[-1])
        painter.setPen(QColor(colours.muted))
        top = theme.scaled(6) + self._texts.line_height(Role.HEAD)
        self._texts.draw(painter, left, top, self._texts.elided(note, Role.SMALL, room), Role.SMALL)

    def now_line(self, painter: QPainter, geometry: Geometry, column: int, now: datetime) -> None:
        """The present: a line across today, its hour in the gutter."""
        y = geometry.top(minute_of(now.time()))
        if not geometry.head <= y <= geometry.height:
            return
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        left = geometry.left(column)
        painter.drawLine(QLineF(left, y, left + geometry.column_width - 1, y))
        hour = round(minute_of(now.time()) / 60)
        if abs(geometry.top(hour * 60) - y) < theme.scaled(16):
            # The tag takes the place of the hour it would cover by half.
            painter.fillRect(_gutter_box(geometry, hour), QColor(theme.current().surface))
        tag = QRectF(1, y - theme.scaled(8), geometry.gutter - 2, theme.scaled(16))
        paint_tag(painter, self._texts, tag, format_time(now))

    def block(self, painter: QPainter, geometry: Geometry, block: Block, *, is_selected: bool, now: int | None) -> None:
        """A booking; across a running one the now-line goes on, softened."""
        look, box = kind_look(block.line), as_rect(geometry.box(block))
        paint_block(painter, box, look, is_selected=is_selected)
        if now is not None and block.start < now < block.end:
            painter.setPen(QPen(QColor(mix(theme.current().accent, look.ground, 0.42)), 2))
            y = geometry.top(now)
            painter.drawLine(QLineF(box.left() + theme.scaled(5), y, box.right() - 2, y))
        is_running = now is not None and block.start < now < block.end
        write_block(painter, self._texts, box, block.line, look, on_ground=is_running)

    def ghost(self, painter: QPainter, geometry: Geometry, ghost: Ghost, words: str) -> None:
        """What is being drawn with the mouse, with its hours."""
        colours = theme.current()
        box = as_rect(geometry.day_box(ghost.column, ghost.start, ghost.end)).adjusted(3, 1, -3, -1)
        painter.setBrush(QColor(colours.tint(colours.accent)))
        painter.setPen(QPen(QColor(colours.accent), 1.4, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), RADIUS, RADIUS)
        painter.setPen(QColor(colours.text))
        self._texts.draw(painter, box.left() + theme.scaled(8), box.top() + theme.scaled(2), words, Role.NAME)


def _gutter_box(geometry: Geometry, hour: int) -> QRectF:
    middle = geometry.top(hour * 60) + (theme.scaled(8) if hour == geometry.first_hour else 0)
    return QRectF(0, middle - theme.scaled(8), geometry.gutter - theme.scaled(6), theme.scaled(16))


def _day_names(day: date) -> tuple[str, ...]:
    names = (format_day(day, "EEEE d"), format_day(day, "EEE d"))
    return tuple(name[:1].upper() + name[1:] for name in names)


def as_rect(box: Box) -> QRectF:
    """A plain box as Qt's."""
    return QRectF(*box)
