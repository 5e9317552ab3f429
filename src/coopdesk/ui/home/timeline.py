"""Today as a timeline of rooms, painted: who, when, how many."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.room import Room
from coopdesk.domain.room_key import KeyState
from coopdesk.foundation.i18n import NARROW_SPACE, _, format_time, ngettext
from coopdesk.services.agenda import ClosedToday
from coopdesk.ui import theme
from coopdesk.ui.colour import mix
from coopdesk.ui.home.key_legend import has_room_below, key_width, paint_key
from coopdesk.ui.home.timeline_closures import Shut, box_of, lay_closures, paint_hatch, paint_labels, sentence_of
from coopdesk.ui.home.timeline_layout import Block, Geometry, hours_of_day, lay_out
from coopdesk.ui.painting.accessible_table import AccessibleBlock, PaintedView
from coopdesk.ui.painting.block_text import name_fits, write_block
from coopdesk.ui.painting.blocks import BlockLook, accent_look, outside_hours, paint_block, paint_tag
from coopdesk.ui.painting.booking_words import sentence
from coopdesk.ui.painting.day_spans import closed_stretches, minute_of
from coopdesk.ui.painting.text_cache import Role, TextCache
from coopdesk.wording.labels import label

_NAMES, _HEAD, _ROW = 148, 24, 38
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Timeline(PaintedView):
    """Rooms down, hours across, bookings in the accent, the house's own use in grey."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rooms: Sequence[Room] = ()
        self._blocks: list[Block] = []
        self._shut: list[Shut] = []
        self._keys: Mapping[int, KeyState] = {}
        self._now = datetime(1, 1, 1)
        self._hours = hours_of_day((), (), date.min)
        self._selected: int | None = None
        self._picture: QPixmap | None = None
        self._drawn: object = None
        self._texts = TextCache()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Today’s bookings by room"))

    def show_day(
        self,
        rooms: Sequence[Room],
        lines: Sequence[BookingLine],
        now: datetime,
        keys: Mapping[int, KeyState] = MappingProxyType({}),
        closed: Sequence[ClosedToday] = (),
    ) -> None:
        """Paint today; `keys` says of which bookings the key is shown, `closed` what cannot be used."""
        self._rooms, self._now, self._keys = rooms, now, keys
        self._blocks = lay_out(rooms, lines, now.date())
        self._shut = lay_closures(rooms, closed)
        self._hours = hours_of_day(rooms, self._blocks, now.date())
        self._picture = None
        self.updateGeometry()
        self.update()

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks shown, in reading order."""
        return self._blocks

    def sizeHint(self) -> QSize:
        """One row a room."""
        return QSize(theme.scaled(900), theme.scaled(_HEAD + _ROW * max(len(self._rooms), 1)) + 1)

    def minimumSizeHint(self) -> QSize:
        """Hours grow narrow, rows stay."""
        return QSize(theme.scaled(420), self.sizeHint().height())

    def box_of(self, booking_id: int) -> QRect:
        """Where a booking is painted."""
        return self._rect(next(block for block in self._blocks if block.line.id == booking_id)).toRect()

    def accessible_blocks(self) -> list[AccessibleBlock]:
        """Every block with its sentence, then what is closed."""
        geometry = self._geometry()
        return [
            *(
                AccessibleBlock(self._sentence(block), self._rect(block).toRect(), block.line.id == self._selected)
                for block in self._blocks
            ),
            *(
                AccessibleBlock(sentence_of(one, self._rooms), box_of(one, geometry).toRect(), False)
                for one in self._shut
            ),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the picture of the day; it is drawn again only when something of it changed."""
        state = (self.size(), self.devicePixelRatioF(), self.hasFocus(), self._selected)
        if self._picture is None or state != self._drawn:
            self._picture, self._drawn = self._draw(), state
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _draw(self) -> QPixmap:
        """Closed hours, lines, names, the present, blocks."""
        picture = QPixmap(self.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(QColor(theme.current().surface))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        geometry = self._geometry()
        self._paint_closed(painter, geometry)
        self._paint_hours(painter, geometry)
        paint_hatch(painter, geometry, self._shut)
        for row, room in enumerate(self._rooms):
            self._paint_name(painter, geometry, row, room)
        self._paint_now(painter, geometry)
        paint_labels(painter, self._texts, geometry, self._shut)
        for block in self._blocks:
            look, box = accent_look(block.line), self._rect(block)
            is_selected = self.hasFocus() and block.line.id == self._selected
            paint_block(painter, box, look, is_selected=is_selected)
            self._write(painter, block.line, box, look)
        painter.end()
        return picture

    def _write(self, painter: QPainter, line: BookingLine, box: QRectF, look: BlockLook) -> None:
        """The words of a block and its key; a name that the key would cut has the width to itself."""
        key = self._keys.get(line.id)
        if key is None:
            write_block(painter, self._texts, box, line, look)
        elif name_fits(self._texts, line, box.width() - key_width()) or not has_room_below(box):
            beside = paint_key(painter, box, key)
            write_block(painter, self._texts, box.adjusted(0, 0, -beside, 0), line, look)
        else:
            write_block(painter, self._texts, box, line, look, corner=paint_key(painter, box, key, is_low=True))

    def _sentence(self, block: Block) -> str:
        key = self._keys.get(block.line.id)
        return sentence(block.line) if key is None else f"{sentence(block.line)} · {label(key)}"

    def _paint_closed(self, painter: QPainter, geometry: Geometry) -> None:
        for row, room in enumerate(self._rooms):
            for start, end in closed_stretches(room.hours, self._now.date()):
                left = max(geometry.left(start), geometry.names)
                right = min(geometry.left(end), geometry.width)
                if left < right:
                    box = QRectF(left, geometry.top(row), right - left, geometry.row_height)
                    painter.fillRect(box, outside_hours())

    def _paint_hours(self, painter: QPainter, geometry: Geometry) -> None:
        colours, bottom = theme.current(), geometry.top(len(self._rooms))
        now = minute_of(self._now.time())
        # Where hours are narrow every other one is named.
        step = 1 if geometry.hour_width > theme.scaled(34) else 2
        for hour in range(geometry.first_hour, geometry.last_hour + 1):
            x = round(geometry.left(hour * 60)) + 0.5
            painter.setPen(QColor(mix(colours.border, colours.surface, 0.7)))
            painter.drawLine(QLineF(x, geometry.head, x, bottom))
            is_named = hour < geometry.last_hour and (hour - geometry.first_hour) % step == 0
            if is_named and abs(geometry.left(hour * 60) - geometry.left(now)) > theme.scaled(38):
                painter.setPen(QColor(colours.muted))
                box = QRectF(x - theme.scaled(24), 0, theme.scaled(48), geometry.head - 2)
                self._texts.draw_centred(painter, box, f"{hour}{NARROW_SPACE}h", Role.SMALL)
        painter.setPen(QColor(mix(colours.border, colours.surface, 0.85)))
        for row in range(len(self._rooms) + 1):
            y = round(geometry.top(row)) + 0.5
            painter.drawLine(QLineF(0, y, geometry.width, y))

    def _paint_name(self, painter: QPainter, geometry: Geometry, row: int, room: Room) -> None:
        top, left, width = geometry.top(row), theme.scaled(2), geometry.names - theme.scaled(10)
        painter.setPen(QColor(theme.current().text))
        name = self._texts.elided(room.name, Role.STRONG, width)
        self._texts.draw(painter, left, top + theme.scaled(3), name, Role.STRONG)
        places = ngettext("{n} place", "{n} places", room.capacity).format(n=room.capacity)
        detail = " · ".join(part for part in (places, _("accessible") if room.is_accessible else "") if part)
        painter.setPen(QColor(theme.current().muted))
        below = top + theme.scaled(3) + self._texts.line_height(Role.STRONG)
        self._texts.draw(painter, left, below - 1, self._texts.elided(detail, Role.SMALL, width), Role.SMALL)

    def _paint_now(self, painter: QPainter, geometry: Geometry) -> None:
        x = geometry.left(minute_of(self._now.time()))
        if not geometry.names <= x <= geometry.width:
            return
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.drawLine(QPointF(x, geometry.head - theme.scaled(3)), QPointF(x, geometry.top(len(self._rooms))))
        words = format_time(self._now)
        width = self._texts.width(words, Role.TAG) + theme.scaled(10)
        left = min(max(x - width / 2, 0), geometry.width - width)
        paint_tag(painter, self._texts, QRectF(left, theme.scaled(4), width, theme.scaled(16)), words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the block."""
        block = self._block_at(event.position())
        self._select(block.line.id if block else None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the booking."""
        if (block := self._block_at(event.position())) is not None:
            self.opened.emit(block.line.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from booking to booking, Enter opens."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._blocks:
            ids = [block.line.id for block in self._blocks]
            place = ids.index(self._selected) + _STEPS[key] if self._selected in ids else 0
            self._select(ids[max(0, min(place, len(ids) - 1))])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._selected is not None:
            self.opened.emit(self._selected)
        else:
            super().keyPressEvent(event)

    def _select(self, booking_id: int | None) -> None:
        self._selected = booking_id
        place = next((n for n, block in enumerate(self._blocks) if block.line.id == booking_id), None)
        if place is not None:
            self.announce(place)
        self.update()

    def _geometry(self) -> Geometry:
        first, last = self._hours
        return Geometry(self.width(), theme.scaled(_NAMES), theme.scaled(_HEAD), theme.scaled(_ROW), first, last)

    def _rect(self, block: Block) -> QRectF:
        return QRectF(*self._geometry().box(block))

    def words_at(self, at: QPointF) -> str:
        """The whole sentence of the block there, or of the closure."""
        if (block := self._block_at(at)) is not None:
            return self._sentence(block)
        geometry = self._geometry()
        return next((sentence_of(one, self._rooms) for one in self._shut if box_of(one, geometry).contains(at)), "")

    def _block_at(self, spot: QPointF) -> Block | None:
        return next((block for block in self._blocks if self._rect(block).contains(spot)), None)

    def drop_cache(self) -> None:
        """Lay everything out anew."""
        self._texts.clear()
        self._picture = None
        self.updateGeometry()
        self.update()
