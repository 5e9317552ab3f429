"""The bubble beside a booking that is dragged: whether it can be there, what is in the way, what would be possible."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from coopdesk.ui import icons, theme
from coopdesk.ui.painting.text_cache import Role, TextCache
from coopdesk.ui.planning.grid_drag import Verdict

_PAD, _GAP, _ICON = 10, 10, 16


def paint_bubble(painter: QPainter, texts: TextCache, verdict: Verdict, beside: QRectF, within: QRectF) -> None:
    """Beside a box where there is room, at its other side where there is none, never outside the view."""
    colours = theme.current()
    tone = colours.ok if verdict.is_possible else colours.danger
    pad, icon = theme.scaled(_PAD), theme.scaled(_ICON)
    lines = [(verdict.title, Role.STRONG), *((words, Role.SMALL) for words in verdict.details)]
    most = within.width() * 0.6
    width = min(max(texts.width(words, role) for words, role in lines), most) + icon + 3 * pad
    height = sum(texts.line_height(role) + 2 for _words, role in lines) + pad
    left = beside.right() + theme.scaled(_GAP)
    if left + width > within.right():
        left = max(beside.left() - theme.scaled(_GAP) - width, within.left() + 4)
    top = min(max(beside.bottom() - height / 2, within.top() + 4), within.bottom() - height - 4)
    box = QRectF(left, top, width, height)
    painter.setBrush(QColor(colours.surface))
    painter.setPen(QPen(QColor(tone), 1.4))
    painter.drawRoundedRect(box, 6, 6)
    name = "circle-check" if verdict.is_possible else "circle-x"
    painter.drawPixmap(QPointF(box.left() + pad, box.top() + pad * 0.6), icons.pixmap(name, tone, _ICON))
    at = box.top() + pad / 2
    for words, role in lines:
        painter.setPen(QColor(colours.text if role is Role.STRONG else colours.muted))
        texts.draw(painter, box.left() + icon + 2 * pad, at, texts.elided(words, role, most), role)
        at += texts.line_height(role) + 2
