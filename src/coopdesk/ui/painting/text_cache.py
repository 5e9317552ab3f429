"""Text laid out once: shaping words costs more than all the rest of a painted view."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QStaticText, QTextOption

from coopdesk.ui import theme

_MOST = 4000
"""A week of twenty rooms has some hundred texts; beyond this the cache starts afresh."""


class Role(Enum):
    """A text's size above the user's, and its weight (look.md, type)."""

    HEAD = (1, 600)
    NAME = (-0.25, 600)
    STRONG = (0, 600)
    SMALL = (-0.75, 400)
    SMALL_STRONG = (-0.75, 600)
    TAG = (-1, 600)


@dataclass(frozen=True)
class _Face:
    font: QFont

    @cached_property
    def metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.font)


class TextCache:
    """Fonts, laid-out texts and elided texts of one painted view, until the theme or the font changes."""

    def __init__(self) -> None:
        self._faces: dict[Role, _Face] = {}
        self._laid: dict[tuple[str, Role], QStaticText] = {}
        self._elided: dict[tuple[str, Role, int], str] = {}

    def clear(self) -> None:
        """Forget everything: the font changed."""
        self._faces.clear()
        self._laid.clear()
        self._elided.clear()

    def line_height(self, role: Role) -> float:
        """How much a line of this role takes: blocks are set close, without the font's spare leading."""
        return round(self._face(role).metrics.height() * 0.9)

    def width(self, text: str, role: Role) -> float:
        """How wide the text is."""
        return self._text(text, role).size().width()

    def fits(self, text: str, role: Role, room: float) -> bool:
        """Whether the text is shown whole in that much room."""
        return self.width(text, role) <= room

    def elided(self, text: str, role: Role, room: float) -> str:
        """The text, or its beginning and …, in that much room."""
        key = (text, role, int(room))
        if key not in self._elided:
            metrics = self._face(role).metrics
            self._elided[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0) + 0.5)
        return self._elided[key]

    def draw(self, painter: QPainter, left: float, top: float, text: str, role: Role) -> None:
        """Draw the text in the painter's pen."""
        painter.setFont(self._face(role).font)
        painter.drawStaticText(QPointF(left, top), self._text(text, role))

    def draw_centred(self, painter: QPainter, box: QRectF, text: str, role: Role) -> None:
        """Draw the text in the middle of a box."""
        size = self._text(text, role).size()
        self.draw(painter, box.center().x() - size.width() / 2, box.center().y() - size.height() / 2, text, role)

    def draw_right(self, painter: QPainter, box: QRectF, text: str, role: Role) -> None:
        """Draw the text at the right of a box, in its middle height."""
        size = self._text(text, role).size()
        self.draw(painter, box.right() - size.width(), box.center().y() - size.height() / 2, text, role)

    def _face(self, role: Role) -> _Face:
        if role not in self._faces:
            self._faces[role] = _Face(theme.font(*role.value))
        return self._faces[role]

    def _text(self, text: str, role: Role) -> QStaticText:
        key = (text, role)
        laid = self._laid.get(key)
        if laid is None:
            if len(self._laid) > _MOST:
                self._laid.clear()
            laid = QStaticText(text)
            laid.setTextFormat(Qt.TextFormat.PlainText)
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.NoWrap)
            laid.setTextOption(option)
            laid.prepare(font=self._face(role).font)
            self._laid[key] = laid
        return laid
