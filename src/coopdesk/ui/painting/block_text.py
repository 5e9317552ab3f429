"""What is written in a block: lines by order of worth, each dropped whole where there is no room for it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from coopdesk.domain.booking import BookingLine
from coopdesk.foundation.i18n import format_time
from coopdesk.ui import theme
from coopdesk.ui.painting.blocks import BlockLook, write_line
from coopdesk.ui.painting.booking_words import hours_of, name_of, option_mark, option_of, persons_of, purpose_of
from coopdesk.ui.painting.text_cache import Role, TextCache

_PAD, _LOW, _TWO_LINES = 10, 30, 44


def write_block(
    painter: QPainter, cache: TextCache, box: QRectF, line: BookingLine, look: BlockLook, *, on_ground: bool = False
) -> None:
    """Name, hours, persons, purpose, how long an option holds; `on_ground` where something runs behind the words."""
    left, room = box.left() + theme.scaled(_PAD), box.width() - theme.scaled(_PAD + 4)
    texts = _lines(cache, line, room, box.height())
    on_ground = on_ground or look.is_option
    top = box.top() + (theme.scaled(2) if box.height() > theme.scaled(_TWO_LINES) else 0)
    if len(texts) == 1:
        top = min(top, box.top() + (box.height() - cache.line_height(Role.SMALL_STRONG)) / 2 - 1)
    for number, (text, role, is_soft) in enumerate(texts):
        height = cache.line_height(role)
        if number and top + height > box.bottom() + 1:
            return
        painter.setPen(QColor(look.soft if is_soft else theme.current().text))
        shown = cache.elided(text, role, room)
        if on_ground:
            write_line(painter, cache, left, top, shown, role, look.ground)
        else:
            cache.draw(painter, left, top, shown, role)
        top += height


def _lines(cache: TextCache, line: BookingLine, room: float, height: float) -> list[tuple[str, Role, bool]]:
    name, hours = name_of(line), hours_of(line)
    if height < theme.scaled(_LOW):
        both = f"{name} · {hours}"
        return [(both if cache.fits(both, Role.SMALL_STRONG, room) else name, Role.SMALL_STRONG, False)]
    lines = [(part, Role.NAME, False) for part in _wrapped(cache, name, room, height)]
    persons = persons_of(line)
    together = f"{hours} · {persons}" if persons else hours
    details = [together] if cache.fits(together, Role.SMALL, room) else [hours, persons]
    if option := option_of(line):
        # With two lines only, how long it holds stands beside the hours, or nowhere.
        if not cache.fits(option, Role.SMALL, room):
            option = option_mark(line)
        short = f"{hours} · {option}"
        is_beside = height < theme.scaled(_TWO_LINES) and cache.fits(short, Role.SMALL, room)
        details = [short] if is_beside else [details[0], option, *details[1:]]
    details.append(purpose_of(line))
    if not cache.fits(hours, Role.SMALL, room):
        details[0] = format_time(line.starts_at)
    lines += [
        (text, Role.SMALL, number > 0)
        for number, text in enumerate(details)
        if text and cache.fits(text, Role.SMALL, room)
    ]
    return lines


def _wrapped(cache: TextCache, name: str, room: float, height: float) -> list[str]:
    """The name on one line, or on two where both and the hours find room."""
    if cache.fits(name, Role.NAME, room) or height < theme.scaled(60):
        return [name]
    words = name.split(" ")
    first = words.pop(0)
    while words and cache.fits(f"{first} {words[0]}", Role.NAME, room):
        first = f"{first} {words.pop(0)}"
    return [first, " ".join(words)] if words else [first]
