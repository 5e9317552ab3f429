"""How a booking looks wherever it is painted: bar, tint, hatch of an option, frame of the selected one."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from coopdesk.domain.booking import BookingKind, BookingLine, BookingState
from coopdesk.ui import theme
from coopdesk.ui.colour import mix
from coopdesk.ui.painting.text_cache import Role, TextCache
from coopdesk.ui.theme import KIND_COLOURS

RADIUS = 4
BAR = 4
_HATCH_STEP, _HATCH_WIDTH = 8, 1.6


@dataclass(frozen=True, slots=True)
class BlockLook:
    """A block's colour as a thin mark, and whether it is only an option."""

    ink: str
    is_option: bool

    @property
    def ground(self) -> str:
        """The opaque tint text is written on."""
        if not self.is_option:
            return theme.current().tint(self.ink)
        return theme.current().tint(self.ink, 0.12 if theme.current().is_dark else 0.07)

    @property
    def soft(self) -> str:
        """The colour of the lines of least weight."""
        return theme.current().soft(self.ground)


def is_own_use(line: BookingLine) -> bool:
    """Whether the house itself uses the room."""
    return line.organisation_id is None or line.kind is BookingKind.INTERNAL


def kind_look(line: BookingLine) -> BlockLook:
    """A booking in the colour of its kind, the house's own use in grey: the planning's way."""
    kind = BookingKind.INTERNAL if is_own_use(line) else line.kind
    return look_of(KIND_COLOURS[kind], is_option=line.state is BookingState.OPTION)


def accent_look(line: BookingLine) -> BlockLook:
    """A booking in the accent, the house's own use in grey: the morning page's way."""
    if is_own_use(line):
        return kind_look(line)
    return BlockLook(theme.current().accent, line.state is BookingState.OPTION)


def look_of(colour: str, *, is_option: bool) -> BlockLook:
    """A block of a data colour."""
    return BlockLook(theme.current().ink(colour), is_option)


def rounded(box: QRectF, radius: float = RADIUS) -> QPainterPath:
    """A box with round corners, to clip by."""
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    return path


def hatch(painter: QPainter, box: QRectF, colour: str) -> None:
    """Lines / over a box; their phase is the widget's, so that neighbours continue one another."""
    painter.save()
    painter.setClipPath(rounded(box), Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(QColor(colour), _HATCH_WIDTH))
    step = theme.scaled(_HATCH_STEP)
    first = int((box.left() + box.top()) // step) * step
    last = int(box.right() + box.bottom()) + step
    lines = [
        QLineF(total - box.bottom(), box.bottom(), total - box.top(), box.top()) for total in range(first, last, step)
    ]
    painter.drawLines(lines)
    painter.restore()


def paint_block(painter: QPainter, box: QRectF, look: BlockLook, *, is_selected: bool = False) -> None:
    """A block's ground, bar and outline, without its words."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.ground))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    if look.is_option:
        hatch(painter, box, theme.current().tint(look.ink, 0.42 if theme.current().is_dark else 0.30))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.ink), 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), RADIUS, RADIUS)
    painter.save()
    painter.setClipPath(rounded(box), Qt.ClipOperation.IntersectClip)
    painter.fillRect(QRectF(box.left(), box.top(), theme.scaled(BAR), box.height()), QColor(look.ink))
    painter.restore()
    if is_selected:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def write_line(
    painter: QPainter, cache: TextCache, left: float, top: float, text: str, role: Role, ground: str
) -> None:
    """A line of a block on its own flat ground: no hatch and no now-line runs behind letters."""
    room = QRectF(left - 3, top, cache.width(text, role) + 6, cache.line_height(role))
    pen = painter.pen()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(room, 2, 2)
    painter.setPen(pen)
    cache.draw(painter, left, top, text, role)


def outside_hours() -> QColor:
    """The flat grey of the hours a room is closed."""
    return QColor(mix(theme.current().text, theme.current().surface, 0.05))


def paint_tag(painter: QPainter, cache: TextCache, box: QRectF, text: str) -> None:
    """The present hour in its filled tag."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.current().accent))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor(theme.current().on_accent))
    cache.draw_centred(painter, box, text, Role.TAG)
