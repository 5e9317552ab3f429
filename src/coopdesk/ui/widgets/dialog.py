"""The dialog of a form: bars above and below, what is wrong beside the fields, Enter confirms, Escape closes."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.ui import help_key, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets import labels
from coopdesk.ui.widgets.buttons import icon_button, primary, second
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.layouts import Item, add, frame, hbox, holder, in_reading_order, scrolling, vbox
from coopdesk.wording.sentences import sentence

_MARGIN_AROUND = 64
_PROMISE_WIDTH = 150
"""With less room than this beside the buttons, the promise is left out: a column of single words helps nobody."""


class _Dimmer(QWidget):
    """The veil over the window behind a dialog."""

    def __init__(self, behind: QWidget) -> None:
        super().__init__(behind)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(behind.rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the veil."""
        painter = QPainter(self)
        veil = QColor("#000000" if theme.current().is_dark else theme.current().text)
        veil.setAlphaF(0.41)
        painter.fillRect(self.rect(), veil)
        painter.end()


class _Promise(QLabel):
    """The muted sentence beside the buttons, left out where they leave it too little room."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("role", "muted")
        self.setWordWrap(True)

    def heightForWidth(self, width: int) -> int:
        """None where it is left out."""
        return super().heightForWidth(width) if self._fits(width) else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it whole, or not at all."""
        if self._fits(self.width()):
            super().paintEvent(event)

    def _fits(self, width: int) -> bool:
        return width >= theme.scaled(_PROMISE_WIDTH)


class FormDialog(QDialog):
    """Asks for one draft and submits it; stays, and says why, as long as it is refused."""

    saved = Signal(object)

    def __init__(
        self,
        title: str,
        form: Form,
        submit: Callable[[], Outcome],
        *,
        accept_word: str = "",
        promise: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`promise` is the muted sentence of the footer, e.g. that nothing is written before."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.form = form
        self._submit = submit
        self._dimmer: _Dimmer | None = None
        form.setParent(self)
        # A dialog of no class of its own is known by who wrote what it submits.
        self.setProperty(help_key.ASKED_BY, submit.__module__ if type(self) is FormDialog else "")
        help_key.answer_help_key(self)
        self.accept_button = primary(accept_word or _("Save"), self._confirm, writes=True)
        self.accept_button.setDefault(True)
        self._banner = Banner(Tone.DANGER)
        self._banner.hide()
        self.body: QVBoxLayout = vbox(self._banner, spacing=12, margins=(16, 16, 16, 16))
        self._content = holder(self.body)
        self._content.installEventFilter(self)
        self._scroll = scrolling(self._content)
        # Only where the screen itself is too narrow: nothing may be out of reach.
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._footer = hbox(
            (_Promise(promise), 1), second(_("Close"), self.reject), self.accept_button,
            margins=(16, 8, 16, 8),
        )  # fmt: skip
        heading = labels.title(title)
        close = icon_button("x", _("Close"), self.reject)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._head = frame(hbox((heading, 1), close, margins=(16, 8, 8, 8)), "bar", edge="bottom")
        self._foot = frame(self._footer, "bar", edge="top")
        self.setLayout(vbox(self._head, (self._scroll, 1), self._foot, spacing=0))

    def add(self, item: Item, stretch: int = 0) -> None:
        """Put something under what is in the body."""
        add(self.body, (item, stretch) if isinstance(item, QWidget) else item)

    def add_second(self, button: QPushButton) -> None:
        """Put another act in the footer, before the one that confirms."""
        self._footer.insertWidget(1, button)

    def sizeHint(self) -> QSize:
        """As large as its content, within the screen."""
        content = self._content.sizeHint()
        bars = self._head.sizeHint().height() + self._foot.sizeHint().height()
        room = self.screen().availableSize() - QSize(_MARGIN_AROUND, _MARGIN_AROUND)
        widest = max(content.width(), self._footer.sizeHint().width(), theme.scaled(420))
        return QSize(widest + theme.scaled(12), content.height() + bars + 4).boundedTo(room)

    def open(self) -> None:
        """Show it over its window, which stays alive but dimmed."""
        parent = self.parentWidget()
        behind = None if parent is None else parent.window()
        if behind is not None and behind.isVisible():
            self._dimmer = _Dimmer(behind)
        self.resize(self.sizeHint())
        super().open()
        if behind is not None:
            spare = behind.size() - self.size()
            corner = behind.mapToGlobal(QPoint(max(0, spare.width() // 2), max(0, spare.height() // 3)))
            # Over a smaller dialog at the edge of the screen the larger one goes back inside it.
            room, own = self.screen().availableGeometry(), self.frameGeometry()
            across, down = room.right() - own.width(), room.bottom() - own.height()
            self.move(max(room.left(), min(corner.x(), across)), max(room.top(), min(corner.y(), down)))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first field, whether it was opened over a page or waits in a loop of its own."""
        super().showEvent(event)
        if not event.spontaneous():
            self._order_tabs()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room for what comes into the body: papers of the one chosen, opening hours, sentences."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._grow()
        return super().eventFilter(watched, event)

    def _order_tabs(self) -> None:
        """Tab follows the reading order, whatever the order fields were made in; the first one has the focus.

        What is hidden has its place too: it may be shown later.
        """
        stops = [widget for widget in in_reading_order(self) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        fields = [widget for widget in stops if self._content.isAncestorOf(widget) and widget.isVisibleTo(self)]
        if fields and not any(widget.hasFocus() for widget in fields):
            fields[0].setFocus()

    def done(self, result: int) -> None:
        """Close, and lift the veil."""
        if self._dimmer is not None:
            self._dimmer.hide()
            self._dimmer.deleteLater()
            self._dimmer = None
        super().done(result)

    @shown
    def _confirm(self) -> None:
        self._banner.hide()
        if not self.form.is_readable():
            return
        outcome = self._submit()
        if isinstance(outcome, Refused):
            self._show_problems(outcome)
            return
        self.accept()
        self.saved.emit(outcome)

    def _show_problems(self, outcome: Refused) -> None:
        others = self.form.show(outcome.problems)
        if others:
            self._banner.say(Tone.DANGER, "\n".join(sentence(problem) for problem in others))
            self._banner.show()
        if others:
            self._grow()
            self._scroll.ensureWidgetVisible(self._banner)

    def _grow(self) -> None:
        # The layout must hear first of what just came.
        self.body.activate()
        needed = self.size().expandedTo(self.sizeHint())
        if needed == self.size():
            return
        self.resize(needed)
        below = self.geometry().bottom() - self.screen().availableGeometry().bottom()
        if below > 0:
            self.move(self.x(), max(self.screen().availableGeometry().top(), self.y() - below))
