"""How a booking looks wherever it is painted: bar, tint, hatch of an option, frame of the selected one."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

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
_NARROW = 16


class Firmness(Enum):
    """How much of a booking there is to see."""

    FIRM = "firm"
    OPTION = "option"
    REQUEST = "request"
    FADED = "faded"


_FIRMNESS = {
    BookingState.OPTION: Firmness.OPTION,
    BookingState.REQUEST: Firmness.REQUEST,
    BookingState.NO_SHOW: Firmness.FADED,
}


_SHARES = {Firmness.OPTION: (0.07, 0.12), Firmness.FADED: (0.05, 0.10), Firmness.REQUEST: (0.0, 0.0)}
"""How much of the colour is in the ground of what is not firm, in the light theme and in the dark one."""


@dataclass(frozen=True, slots=True)
class BlockLook:
    """A block's colour as a thin mark, and how firm it is: hatched, outlined only, or faded where it is not.

    `ground` is the opaque tint text is written on, `soft` the colour of the lines of least weight on it.
    """

    ink: str
    firmness: Firmness
    ground: str
    soft: str

    @property
    def is_option(self) -> bool:
        """Whether it is hatched."""
        return self.firmness is Firmness.OPTION


@cache
def _look(ink: str, firmness: Firmness, colours: theme.Theme) -> BlockLook:
    shares = {
        Firmness.FIRM: None,
        Firmness.OPTION: (0.07, 0.12),
        Firmness.FADED: (0.05, 0.10),
        Firmness.REQUEST: (0, 0),
    }
    pair = shares[firmness]
    ground = colours.tint(ink) if pair is None else colours.tint(ink, pair[colours.is_dark])
    return BlockLook(ink, firmness, ground, colours.soft(ground))


def is_own_use(line: BookingLine) -> bool:
    """Whether the house itself uses the room."""
    return line.organisation_id is None or line.kind is BookingKind.INTERNAL


def kind_look(line: BookingLine) -> BlockLook:
    """A booking in the colour of its kind, the house's own use in grey: the planning's way."""
    # Asked of each of a thousand blocks: a look once made is found by what is shortest to compare.
    key = (line.kind, line.state, line.organisation_id is None, theme.current().is_dark)
    look = _kind_looks.get(key)
    if look is None:
        kind = BookingKind.INTERNAL if is_own_use(line) else line.kind
        look = _kind_looks[key] = look_of(KIND_COLOURS[kind], firmness_of(line))
    return look


_kind_looks: dict[tuple[BookingKind, BookingState, bool, bool], BlockLook] = {}


def firmness_of(line: BookingLine) -> Firmness:
    """How much of a booking there is to see."""
    return _FIRMNESS.get(line.state, Firmness.FIRM)


def accent_look(line: BookingLine) -> BlockLook:
    """A booking in the accent, the house's own use in grey: the morning page's way."""
    if is_own_use(line):
        return kind_look(line)
    return _look(theme.current().accent, firmness_of(line), theme.current())


def look_of(colour: str, firmness: Firmness = Firmness.FIRM) -> BlockLook:
    """A block of a data colour."""
    return _look(theme.current().ink(colour), firmness, theme.current())


def rounded(box: QRectF, radius: float = RADIUS) -> QPainterPath:
    """A box with round corners, to clip by."""
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    return path


def hatch(painter: QPainter, box: QRectF, colour: str, *, both_ways: bool = False) -> None:
    """Lines / over a box, or \\ too; their phase is the widget's, so that neighbours continue one another."""
    painter.save()
    painter.setClipPath(rounded(box), Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(QColor(colour), _HATCH_WIDTH if not both_ways else 1))
    step = theme.scaled(_HATCH_STEP)
    first = int((box.left() + box.top()) // step) * step
    last = int(box.right() + box.bottom()) + step
    painter.drawLines(
        [QLineF(total - box.bottom(), box.bottom(), total - box.top(), box.top()) for total in range(first, last, step)]
    )
    if both_ways:
        first = int((box.left() - box.bottom()) // step) * step
        last = int(box.right() - box.top()) + step
        painter.drawLines(
            [
                QLineF(difference + box.top(), box.top(), difference + box.bottom(), box.bottom())
                for difference in range(first, last, step)
            ]
        )
    painter.restore()


def paint_block(painter: QPainter, box: QRectF, look: BlockLook, *, is_selected: bool = False) -> None:
    """A block's ground, bar and outline, without its words."""
    ink = _colour(look.ink)
    if box.width() < theme.scaled(_NARROW) and look.firmness is Firmness.FIRM:
        # Too narrow for round corners to be seen: hundreds of these are painted at once.
        painter.fillRect(box, _colour(look.ground))
        painter.fillRect(QRectF(box.left(), box.top(), min(theme.scaled(BAR), box.width()), box.height()), ink)
    else:
        _paint_wide(painter, box, look, ink)
    if is_selected:
        paint_frame(painter, box)


def _paint_wide(painter: QPainter, box: QRectF, look: BlockLook, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_colour(look.ground))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    if look.is_option:
        hatch(painter, box, theme.current().tint(look.ink, 0.42 if theme.current().is_dark else 0.30))
    if look.firmness in _OUTLINED:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.2, Qt.PenStyle.DashLine if look.is_option else Qt.PenStyle.SolidLine))
        painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), RADIUS, RADIUS)
    if look.firmness is Firmness.FADED:
        ink = _colour(theme.current().tint(look.ink, 0.45))
    _paint_bar(painter, box, ink)


@cache
def _colour(name: str) -> QColor:
    return QColor(name)


_OUTLINED = frozenset({Firmness.OPTION, Firmness.REQUEST})


def _paint_bar(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """The bar at the left, with the block's own round corners: two pills do it without a clip, which is dear."""
    width = min(theme.scaled(BAR), box.width())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    height = box.height()
    painter.drawRoundedRect(QRectF(box.left(), box.top(), width, height), 2, min(RADIUS, height / 2))


def paint_frame(painter: QPainter, box: QRectF) -> None:
    """The frame of the selected one."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.current().accent), 2))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def paint_buffer(painter: QPainter, box: QRectF, look: BlockLook) -> None:
    """The time kept free before or after: the bar goes on, paler, beside a very pale ground."""
    colours = theme.current()
    painter.fillRect(box, QColor(colours.tint(look.ink, 0.08 if colours.is_dark else 0.05)))
    bar = QRectF(box.left(), box.top(), min(theme.scaled(BAR), box.width()), box.height())
    painter.fillRect(bar, QColor(colours.tint(look.ink, 0.35)))


def paint_closure(painter: QPainter, box: QRectF) -> None:
    """The cross-hatch of what is closed."""
    colours = theme.current()
    painter.fillRect(box, QColor(mix(colours.text, colours.surface, 0.05)))
    hatch(painter, box, mix(colours.text, colours.surface, 0.12), both_ways=True)


def sand(*, is_band: bool = False) -> QColor:
    """The ground of school holidays; a named band is fuller than a day's column."""
    colours = theme.current()
    share = (0.30 if colours.is_dark else 0.55) if is_band else (0.14 if colours.is_dark else 0.22)
    return QColor(mix(_SAND, colours.surface, share))


_SAND = "#DDCC77"


def flat_ground(
    painter: QPainter, cache: TextCache, left: float, top: float, text: str, role: Role, ground: str
) -> None:
    """The flat ground of a line of a block: no hatch and no now-line runs behind letters."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(left - 3, top, cache.width(text, role) + 6, cache.line_height(role)), 2, 2)


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
