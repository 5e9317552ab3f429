"""Cards, banners, page heads, hairlines and empty states."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets import labels
from coopdesk.ui.widgets.layouts import Item, add, hbox, holder, vbox

_BANNER_ICONS = {
    Tone.NEUTRAL: "info",
    Tone.INFO: "info",
    Tone.ACCENT: "info",
    Tone.OK: "circle-check",
    Tone.WARNING: "triangle-alert",
    Tone.DANGER: "circle-x",
}


def line() -> QFrame:
    """A hairline between two parts."""
    return _rule("line")


def vertical_line() -> QFrame:
    """A hairline between two columns."""
    return _rule("vline")


def _rule(kind: str) -> QFrame:
    rule = QFrame()
    rule.setProperty("kind", kind)
    return rule


class Card(QFrame):
    """A white part of the page: its title at the left, a muted note, one link or quiet button at the right."""

    def __init__(self, title: str = "", note: str = "", right: QWidget | None = None, *, padded: bool = True) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._title = labels.section(title)
        self._note = labels.ElidingLabel(note, "muted")
        side = 16 if padded else 0
        self.body = vbox(spacing=8, margins=(side, 0, side, 12 if padded else 1))
        head = holder(hbox(self._title, (self._note, 1), *([right] if right else []), margins=(16, 10, 12, 8)))
        if not title:  # never shown by itself: without a parent yet, that would be a window
            head.hide()
        self._head = head
        self.setLayout(vbox(head, (self.body, 1), *([] if title else [12]), spacing=0))

    def add(self, item: Item, stretch: int = 0) -> None:
        """Put something under what is there."""
        add(self.body, (item, stretch) if isinstance(item, QWidget) else item)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self._head.setVisible(bool(title))

    def set_note(self, note: str) -> None:
        """Change the muted note beside the title."""
        self._note.setText(note)


class Banner(QFrame):
    """What the page must say first: a strong line, a muted one, and perhaps an act."""

    def __init__(self, tone: Tone, strong: str = "", detail: str = "", action: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self._icon = labels.IconLabel(_BANNER_ICONS[tone], tone, 18)
        self._strong = labels.strong("", wrap=True)
        self._detail = labels.muted("", wrap=True)
        words = vbox(self._strong, self._detail, spacing=0)
        self.setLayout(hbox(self._icon, (words, 1), *([action] if action else []), spacing=12, margins=(12, 7, 12, 7)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.say(tone, strong, detail)

    def sizeHint(self) -> QSize:
        """As high as its words are at its width: a layout gives no more, and they would be cut where they wrap."""
        return self._as_high_as_its_words(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """No line is ever cut."""
        return self._as_high_as_its_words(super().minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width its words may need another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _as_high_as_its_words(self, hint: QSize) -> QSize:
        layout = self.layout()
        if layout is None or not self.isVisible():
            return hint
        frame = self.size() - self.contentsRect().size()
        needed = layout.heightForWidth(self.width() - frame.width())
        return QSize(hint.width(), needed + frame.height()) if needed > 0 else hint

    def say(self, tone: Tone, strong: str, detail: str = "") -> None:
        """Change what it says."""
        self.setProperty("tone", str(tone))
        self._icon.show_icon(_BANNER_ICONS[tone], tone)
        self._strong.setText(strong)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        labels.restyle(self)


class EmptyState(QWidget):
    """What an empty page says: what it is for, and the first act."""

    def __init__(self, icon: str, sentence: str, detail: str = "", act: QPushButton | None = None) -> None:
        super().__init__()
        self._sentence = labels.section(sentence, wrap=True)
        self._detail = labels.muted(detail, wrap=True)
        if not detail:
            self._detail.hide()
        words = vbox(self._sentence, self._detail, spacing=4)
        column = vbox(labels.IconLabel(icon, Tone.NEUTRAL, 20), words, spacing=8)
        if act is not None:
            add(column, 4)
            add(column, act)
        column.addStretch(1)
        self.setLayout(hbox((column, 1), margins=(24, 24, 24, 24)))

    def say(self, sentence: str, detail: str = "") -> None:
        """Change what it says: a filter that finds nothing is not an empty register."""
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))


class PageHead(QWidget):
    """The page's name and its state in a muted line; its acts at the right."""

    def __init__(self, title: str, note: str = "", *right: QWidget) -> None:
        super().__init__()
        self._title = labels.title(title)
        self._note = labels.ElidingLabel(note, "muted")
        if not note:
            self._note.hide()
        words = vbox(self._title, self._note, spacing=0)
        row = hbox((words, 1), margins=(24, 10, 24, 8))
        for widget in right:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_title(self, title: str) -> None:
        """Change the name."""
        self._title.setText(title)

    def set_note(self, note: str) -> None:
        """Change the muted line."""
        self._note.setText(note)
        self._note.setVisible(bool(note))
