"""What is written in a block: lines by order of worth, each dropped whole where there is no room for it."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from coopdesk.domain.booking import BookingLine, BookingState
from coopdesk.foundation.i18n import format_time
from coopdesk.ui import icons, theme
from coopdesk.ui.painting.blocks import BlockLook, Firmness, flat_ground
from coopdesk.ui.painting.booking_words import (
    hours_of,
    name_of,
    open_state_of,
    option_mark,
    option_of,
    persons_of,
    purpose_of,
    rank_of,
)
from coopdesk.ui.painting.text_cache import Role, TextCache

_PAD, _LOW, _TWO_LINES = 10, 30, 44
_LEAST, _WIDE, _ICON = 18, 84, 12


def write_block(
    painter: QPainter,
    cache: TextCache,
    box: QRectF,
    line: BookingLine,
    look: BlockLook,
    *,
    on_ground: bool = False,
    rank: int = 0,
    note: str = "",
    corner: float = 0,
) -> None:
    """Name, hours, persons, purpose, how firm; `on_ground` where something runs behind the words.

    `rank` is the place of an option among its rivals, `note` what the view adds about the booking; `corner` is taken
    at the lower right, from all but the name.
    """
    left, room = box.left() + theme.scaled(_PAD), box.width() - theme.scaled(_PAD + 4)
    if room < theme.scaled(_LEAST):
        return
    beside = _paint_repeat(painter, cache, box, line, room) if line.series_id is not None else 0
    texts = _lines(cache, line, (room, room - corner), box.height(), beside, (rank, note))
    on_ground = on_ground or look.is_option
    top = box.top() + (theme.scaled(2) if box.height() > theme.scaled(_TWO_LINES) else 0)
    if len(texts) == 1:
        top = min(top, box.top() + (box.height() - cache.line_height(Role.SMALL_STRONG)) / 2 - 1)
    text_colour = theme.current().muted if look.firmness is Firmness.FADED else theme.current().text
    placed: list[tuple[float, str, Role, str]] = []
    for number, (text, role, is_soft) in enumerate(texts):
        height = cache.line_height(role)
        if number and top + height > box.bottom() + 1:
            break
        shown = cache.elided(text, role, room - (0 if is_soft or number else beside))
        placed.append((top, shown, role, look.soft if is_soft else text_colour))
        top += height
    if on_ground:
        # All grounds first: lines are set so close that one would cut the descenders of the line above.
        for at, shown, role, _colour in placed:
            flat_ground(painter, cache, left, at, shown, role, look.ground)
    for at, shown, role, colour in placed:
        painter.setPen(QColor(colour))
        cache.draw(painter, left, at, shown, role)


def _paint_repeat(painter: QPainter, cache: TextCache, box: QRectF, line: BookingLine, room: float) -> int:
    """The mark of a date of a series, and how much room it takes from the name; left out where it would cut it."""
    size = theme.scaled(_ICON)
    if box.width() < theme.scaled(_WIDE) or box.height() < theme.scaled(_ICON + 4):
        return 0
    left = room - size - theme.scaled(4)
    role = Role.NAME if box.height() >= theme.scaled(_LOW) else Role.SMALL_STRONG
    if not all(cache.fits(part, role, left) for part in _wrapped(cache, name_of(line), left, box.height())):
        return 0
    picture = icons.pixmap("repeat", None, _ICON)
    painter.drawPixmap(QPointF(box.right() - size - theme.scaled(4), box.top() + theme.scaled(3)), picture)
    return size + theme.scaled(4)


def name_fits(cache: TextCache, line: BookingLine, width: float) -> bool:
    """Whether the name stands whole in a block of this width."""
    return cache.fits(name_of(line), Role.NAME, width - theme.scaled(_PAD + 4))


def _lines(
    cache: TextCache, line: BookingLine, rooms: tuple[float, float], height: float, beside: float, more: tuple[int, str]
) -> list[tuple[str, Role, bool]]:
    """The lines, the name in the first room and the details in the second."""
    name, hours = name_of(line), hours_of(line)
    room, under = rooms
    if height < theme.scaled(_LOW):
        both = f"{name} · {hours}"
        return [(both if cache.fits(both, Role.SMALL_STRONG, room - beside) else name, Role.SMALL_STRONG, False)]
    lines = [(part, Role.NAME, False) for part in _wrapped(cache, name, room - beside, height)]
    lines += [
        (text, Role.SMALL, number > 0)
        for number, text in enumerate(_details(cache, line, under, height, more))
        if text and cache.fits(text, Role.SMALL, under)
    ]
    return lines


def _details(cache: TextCache, line: BookingLine, room: float, height: float, more: tuple[int, str]) -> list[str]:
    """The lines under the name, most wanted first."""
    hours, persons = hours_of(line), persons_of(line)
    rank, note = more
    together = f"{hours} · {persons}" if persons else hours
    details = [together] if cache.fits(together, Role.SMALL, room) else [hours, persons]
    if rank and line.state is BookingState.OPTION:
        details[1:1] = [rank_of(rank), option_mark(line)]
    elif firm := option_of(line) or open_state_of(line):
        # With two lines only, how long it holds stands beside the hours, or nowhere.
        if not cache.fits(firm, Role.SMALL, room):
            firm = option_mark(line)
        short = f"{hours} · {firm}"
        is_beside = height < theme.scaled(_TWO_LINES) and cache.fits(short, Role.SMALL, room)
        details = [short] if is_beside else [details[0], firm, *details[1:]]
    details += [note, purpose_of(line)]
    if not cache.fits(hours, Role.SMALL, room):
        details[0] = format_time(line.starts_at)
    return details


def _wrapped(cache: TextCache, name: str, room: float, height: float) -> list[str]:
    """The name on one line, or on two where both and the hours find room."""
    if cache.fits(name, Role.NAME, room) or height < theme.scaled(60):
        return [name]
    words = name.split(" ")
    first = words.pop(0)
    while words and cache.fits(f"{first} {words[0]}", Role.NAME, room):
        first = f"{first} {words.pop(0)}"
    return [first, " ".join(words)] if words else [first]
