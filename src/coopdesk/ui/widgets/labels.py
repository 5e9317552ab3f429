"""Texts in their roles, chips and icons beside them. All labels are plain text: a name is never read as HTML."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from coopdesk.ui import icons, theme
from coopdesk.ui.theme import Tone


def restyle(widget: QWidget) -> None:
    """Let the style sheet see a property that just changed; a widget not yet shown is styled when it is."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def title(text: str, *, tone: Tone | None = None, wrap: bool = False) -> QLabel:
    """The page's name."""
    return _label(text, "title", tone, wrap=wrap)


def section(text: str, *, tone: Tone | None = None, wrap: bool = False) -> QLabel:
    """The name of a card or a part."""
    return _label(text, "section", tone, wrap=wrap)


def strong(text: str, *, tone: Tone | None = None, wrap: bool = False) -> QLabel:
    """What the line is about."""
    return _label(text, "strong", tone, wrap=wrap)


def text(text: str, *, tone: Tone | None = None, wrap: bool = False) -> QLabel:
    """Running text."""
    return _label(text, "", tone, wrap=wrap)


def muted(text: str, *, tone: Tone | None = None, wrap: bool = False) -> QLabel:
    """What is read second."""
    return _label(text, "muted", tone, wrap=wrap)


def note(text: str, *, tone: Tone | None = None, wrap: bool = False) -> QLabel:
    """The smallest line."""
    return _label(text, "note", tone, wrap=wrap)


def caption(text: str, *, tone: Tone | None = None, wrap: bool = False) -> QLabel:
    """The name of a field or a column."""
    return _label(text, "caption", tone, wrap=wrap)


def figure(text: str, *, tone: Tone | None = None, wrap: bool = False) -> QLabel:
    """A number that counts."""
    return _label(text, "figure", tone, wrap=wrap)


def key_hint(text: str) -> QLabel:
    """A shortcut, as a small key."""
    return _label(text, "key", None, wrap=False)


def chip(text: str, tone: Tone = Tone.NEUTRAL) -> QLabel:
    """A state: a lower-case word on its tint."""
    label = _label(text, "", None, wrap=False)
    label.setProperty("chip", str(tone))
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return label


def set_chip(label: QLabel, text: str, tone: Tone) -> None:
    """Change a chip's word and tone."""
    label.setText(text)
    label.setProperty("chip", str(tone))
    restyle(label)


def set_tone(label: QLabel, tone: Tone | None) -> None:
    """Change a text's tone; None gives back its role's colour."""
    wanted = str(tone) if tone else None
    if label.property("tone") != wanted:
        label.setProperty("tone", wanted)
        restyle(label)


class ElidingLabel(QLabel):
    """A text that ends in … when there is no room, and then says the whole in its tooltip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Small: one long name must not dictate the window's width."""
        return QSize(theme.scaled(24), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(self.rect(), self.alignment(), shown)
        painter.end()


class IconLabel(QLabel):
    """An icon that follows the theme; decoration unless it is given an accessible name."""

    def __init__(self, name: str, tone: Tone = Tone.NEUTRAL, size: int = 16) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self._size = size
        self._draw()
        theme.watcher.changed.connect(self._draw)

    def show_icon(self, name: str, tone: Tone) -> None:
        """Change the icon."""
        self._name, self._tone = name, tone
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(self._name, theme.current().tone(self._tone), self._size))
        self.setFixedSize(theme.scaled(self._size), theme.scaled(self._size))


def _label(text: str, role: str, tone: Tone | None, *, wrap: bool) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    if tone:
        label.setProperty("tone", str(tone))
    label.setWordWrap(wrap)
    return label
