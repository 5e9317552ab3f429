"""What the colours and hatches of the planning mean; beside it on the screen, under it on paper."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from coopdesk.domain.booking import BookingKind
from coopdesk.foundation.i18n import _
from coopdesk.ui import theme
from coopdesk.ui.painting.blocks import Firmness, look_of, paint_block, paint_buffer, paint_closure, sand
from coopdesk.ui.theme import KIND_COLOURS
from coopdesk.ui.widgets.labels import note
from coopdesk.ui.widgets.layouts import hbox, holder
from coopdesk.wording.labels import label

Sign = BookingKind | Firmness | str
_BUFFER, _CLOSURE, _HOLIDAYS = "buffer", "closure", "holidays"


def signs() -> Iterator[tuple[Sign, str]]:
    """Every sign with its word."""
    yield from ((kind, label(kind)) for kind in BookingKind)
    yield Firmness.OPTION, _("Option")
    yield Firmness.REQUEST, _("Request")
    yield _BUFFER, _("Setting up, tidying up")
    yield _CLOSURE, _("Closure")
    yield _HOLIDAYS, _("School holidays")


def paint_sign(painter: QPainter, box: QRectF, sign: Sign) -> None:
    """A sign as the planning paints it."""
    muted = theme.current().muted
    if isinstance(sign, BookingKind):
        paint_block(painter, box, look_of(KIND_COLOURS[sign]))
    elif isinstance(sign, Firmness):
        paint_block(painter, box, look_of(muted, sign))
    elif sign == _BUFFER:
        paint_buffer(painter, box, look_of(muted))
    elif sign == _CLOSURE:
        paint_closure(painter, box)
    else:
        painter.fillRect(box, sand(is_band=True))


class Swatch(QWidget):
    """A sign in small, beside its name."""

    def __init__(self, sign: Sign) -> None:
        super().__init__()
        self._sign = sign
        self.setFixedSize(theme.scaled(22), theme.scaled(13))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As the planning paints it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sign(painter, QRectF(self.rect()), self._sign)
        painter.end()


def legend() -> list[QWidget]:
    """Every sign on a line."""
    return [holder(hbox(Swatch(sign), note(word), None)) for sign, word in signs()]
