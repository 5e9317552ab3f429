"""Right of the choices: the document page by page, how large, and what can be done with it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QWidget

from coopdesk.foundation.i18n import _, format_number, format_percent, ngettext
from coopdesk.ui import theme
from coopdesk.ui.summaries.page_view import PageView, ground
from coopdesk.ui.summaries.preparation import Prepared
from coopdesk.ui.summaries.thumbnails import Thumbnails
from coopdesk.ui.widgets.buttons import Button, icon_button, quiet
from coopdesk.ui.widgets.cards import vertical_line
from coopdesk.ui.widgets.labels import ElidingLabel, muted
from coopdesk.ui.widgets.layouts import frame, hbox, holder, vbox

_TWO_ROWS_UNDER, _THREE_ROWS_UNDER = 700, 420
"""Where the title, the zoom and the acts stand under each other."""

_PERCENT = 58
"""Wide enough for 200 %: the buttons beside it stay where they are."""

_NO_THUMBNAILS_UNDER = 480
"""In a narrower pane the page takes their room; the keyboard and the wheel still go everywhere."""


class PreviewPane(QWidget):
    """Shows one document at a time, or the sentence that says why there is none."""

    def __init__(self, minor_act: Button, main_act: Button, notice: QWidget) -> None:
        super().__init__()
        self.pages = PageView()
        self.thumbnails = Thumbnails()
        self._title = ElidingLabel("", "section")
        self._count = muted("")
        self._zoom_out = icon_button("zoom-out", _("Zoom out"), self.pages.zoom_out)
        self._percent = quiet("", lambda: self.pages.set_zoom(None))
        self._percent.setMinimumWidth(theme.scaled(_PERCENT))
        self._percent.setToolTip(_("Fit the width (Ctrl+0)"))
        self._zoom_in = icon_button("zoom-in", _("Zoom in"), self.pages.zoom_in)
        self._sentence = muted("", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        zooms = hbox(self._zoom_out, self._percent, self._zoom_in, spacing=2)
        words = hbox(self._title, self._count, None, spacing=10)
        self._acts: QBoxLayout = hbox((hbox(zooms, None, minor_act), 1), hbox(None, main_act))
        self._head: QBoxLayout = hbox((words, 1), self._acts)
        self._stack = QStackedLayout()
        self._stack.addWidget(_Ground(vbox(None, self._sentence, None, margins=(24, 24, 24, 24))))
        self._stack.addWidget(holder(hbox(self.thumbnails, vertical_line(), (self.pages, 1), spacing=0)))
        head = frame(vbox(self._head, notice, margins=(20, 8, 16, 8)), "bar", edge="bottom")
        self.setLayout(vbox(head, (self._stack, 1), spacing=0))
        self._connect()
        self.say("")

    def _connect(self) -> None:
        self.pages.page_changed.connect(self.thumbnails.show_place)
        self.pages.zoom_changed.connect(self._show_zoom)
        self.thumbnails.chosen.connect(self.pages.go_to)
        keys = {"Ctrl++": self.pages.zoom_in, "Ctrl+=": self.pages.zoom_in, "Ctrl+-": self.pages.zoom_out}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self, act)
        QShortcut(QKeySequence("Ctrl+0"), self, lambda: self.pages.set_zoom(None))
        for button, key in ((self._zoom_in, "Ctrl++"), (self._zoom_out, "Ctrl+-")):
            button.setToolTip(f"{button.accessibleName()} ({key})")

    def show_document(self, title: str, prepared: Prepared) -> None:
        """Show this document under this title."""
        count = len(prepared.sizes)
        self._title.setText(title)
        self._count.setText(ngettext("{n} page", "{n} pages", count).format(n=format_number(count)))
        self.thumbnails.show_document(prepared.pdf, prepared.sizes)
        self.pages.show_document(prepared.pdf, prepared.sizes)
        self.thumbnails.show_place(self.pages.place)
        self._stack.setCurrentIndex(1)
        self._let_zoom(True)

    def say(self, sentence: str, title: str = "") -> None:
        """Show this sentence where the document of this title would be."""
        self._title.setText(title)
        self._count.setText("")
        self._sentence.setText(sentence)
        self._stack.setCurrentIndex(0)
        self._let_zoom(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put one thing under the other, and leave out the thumbnails, where there is only room for a page."""
        super().resizeEvent(event)
        for row, least in ((self._head, _TWO_ROWS_UNDER), (self._acts, _THREE_ROWS_UNDER)):
            is_narrow = self.width() < theme.scaled(least)
            row.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)
        self.thumbnails.setVisible(self.width() >= theme.scaled(_NO_THUMBNAILS_UNDER))

    def _let_zoom(self, can_zoom: bool) -> None:
        for button in (self._zoom_out, self._percent, self._zoom_in):
            button.setEnabled(can_zoom)
        self._show_zoom(self.pages.zoom)

    def _show_zoom(self, zoom: float) -> None:
        self._percent.setText(format_percent(zoom))
        self._percent.setAccessibleName(_("Zoom {percent}: fit the width").format(percent=format_percent(zoom)))


class _Ground(QWidget):
    """The same ground as under the pages, without pages."""

    def __init__(self, layout: QBoxLayout) -> None:
        super().__init__()
        self.setLayout(layout)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing but the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(ground()))
        painter.end()
