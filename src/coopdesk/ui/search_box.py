"""The search over everything: results while typing, chosen with the arrows and Enter."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from coopdesk.domain.listing import SearchHit
from coopdesk.foundation.i18n import _
from coopdesk.ui import icons, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.widgets import labels
from coopdesk.ui.widgets.layouts import hbox

if TYPE_CHECKING:
    from coopdesk.ui.search_results import SearchResults

Search = Callable[[str], Sequence[SearchHit]]


class SearchBox(QLineEdit):
    """The field of the top bar; `found` carries the hit that was chosen."""

    found = Signal(object)

    def __init__(self, search: Search) -> None:
        super().__init__()
        self._search = search
        self.setProperty("search", "true")
        self.setPlaceholderText(_("Search for an association, a room, an action…"))
        self.setAccessibleName(_("Search everywhere"))
        self.setMinimumWidth(theme.scaled(160))
        self.setMaximumWidth(theme.scaled(400))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hint = labels.key_hint("Ctrl+K")
        self._hint.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setLayout(hbox(None, self._hint, margins=(0, 0, 6, 0)))
        # The words end before the keys, whatever the size of text.
        self.setTextMargins(0, 0, self._hint.sizeHint().width() + theme.scaled(4), 0)
        self.textChanged.connect(lambda text: self._hint.setVisible(not text))
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._dress()
        theme.watcher.changed.connect(self._dress)
        self.textEdited.connect(self._look)

    @cached_property
    def results(self) -> "SearchResults":
        """The list of hits, made when the first one is looked for: the window opens without it."""
        from coopdesk.ui.search_results import SearchResults  # noqa: PLC0415 - loads Qt's item views

        results = SearchResults()
        results.chosen.connect(self._take)
        return results

    def start(self) -> None:
        """Begin a search: what was there is replaced by what is typed."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the hits, Enter opens one, Escape gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.results.hide()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.results.isVisible():
            self.results.step(1 if event.key() == Qt.Key.Key_Down else -1)
            hit = self.results.current()
            self.setAccessibleDescription(f"{hit.title}, {hit.detail}" if hit else "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if (hit := self.results.current()) is not None and self.results.isVisible():
                self._take(hit)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The results go with the focus."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.results.hide()

    @shown
    def _look(self, text: str) -> None:
        if not text.strip():
            self.results.hide()
            return
        self.results.fill(self._search(text), text.strip())
        self._place()

    def _place(self) -> None:
        window = self.window()
        if self.results.parent() is not window:
            self.results.setParent(window)
        corner = self.mapTo(window, QPoint(0, self.height() + 4))
        width = min(max(self.width(), theme.scaled(400)), window.width() - theme.scaled(16))
        left = min(corner.x(), window.width() - width - theme.scaled(8))
        self.results.ensurePolished()
        self.results.setGeometry(left, corner.y(), width, self.results.wanted_height())
        if not self.results.isVisible():
            self.results.show()
            self.results.raise_()

    def _take(self, hit: SearchHit) -> None:
        self.results.hide()
        self.clear()
        self.found.emit(hit)

    def _dress(self) -> None:
        self._glass.setIcon(icons.icon("search"))
