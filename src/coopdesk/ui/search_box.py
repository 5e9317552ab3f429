"""The search over everything: results while typing, chosen with the arrows and Enter."""

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from coopdesk.domain.listing import SearchHit
from coopdesk.foundation.i18n import _
from coopdesk.ui import icons, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.widgets import labels
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording.labels import label

Search = Callable[[str], Sequence[SearchHit]]

_HIT = Qt.ItemDataRole.UserRole
_TALLEST = 420


class _HitDelegate(QStyledItemDelegate):
    """Paints a hit: its title strong, its detail muted; a head small and muted."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line of text and some air."""
        return QSize(0, option.fontMetrics.height() + theme.scaled(12))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the line."""
        look = theme.current()
        hit = index.data(_HIT)
        rect = option.rect.adjusted(theme.scaled(12), 0, -theme.scaled(12), 0)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.save()
        if hit is None:
            painter.setFont(theme.font(-0.5, 600))
            painter.setPen(QColor(look.muted))
            painter.drawText(rect, side, index.data())
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(option.rect, QColor(look.selection))
                painter.fillRect(option.rect.left(), option.rect.top(), 3, option.rect.height(), QColor(look.accent))
            painter.setFont(theme.font(0, 600))
            painter.setPen(QColor(look.text))
            title = painter.fontMetrics().elidedText(hit.title, Qt.TextElideMode.ElideRight, rect.width() * 2 // 3)
            painter.drawText(rect, side, title)
            rest = rect.adjusted(painter.fontMetrics().horizontalAdvance(title) + theme.scaled(8), 0, 0, 0)
            painter.setFont(theme.font())
            painter.setPen(QColor(look.muted))
            detail = painter.fontMetrics().elidedText(hit.detail, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, side, detail)
        painter.restore()


class _Results(QFrame):
    """The hits under the field, by subject. The keyboard stays in the field."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "popup")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Search results"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_HitDelegate(self.list))
        self.list.itemClicked.connect(lambda item: self._choose(item.data(_HIT)))
        self.setLayout(vbox(self.list, margins=(4, 4, 4, 4)))
        self.hide()

    def fill(self, hits: Sequence[SearchHit], text: str) -> None:
        """Show these hits, the first one selected."""
        self.list.clear()
        if not hits:
            self._add(_("Nothing found for “{text}”.").format(text=text), None)
        for subject, group in groupby(hits, key=lambda hit: hit.subject):
            self._add(label(subject), None)
            for hit in group:
                self._add(hit.title, hit)
        self.step(1)

    def step(self, by: int) -> None:
        """Go to the next hit, past the heads."""
        row = self.list.currentRow() + by
        while 0 <= row < self.list.count():
            if self.list.item(row).data(_HIT) is not None:
                self.list.setCurrentRow(row)
                return
            row += by

    def current(self) -> SearchHit | None:
        """The hit that Enter would open."""
        row = self.list.currentRow()
        hit: SearchHit | None = self.list.item(row).data(_HIT) if row >= 0 else None
        return hit

    def wanted_height(self) -> int:
        """As tall as its lines, within reason."""
        lines = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        return min(lines + theme.scaled(10), theme.scaled(_TALLEST))

    def _add(self, words: str, hit: SearchHit | None) -> None:
        item = QListWidgetItem(words)
        item.setData(_HIT, hit)
        if hit is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        else:
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.title}, {hit.detail}")
        self.list.addItem(item)

    def _choose(self, hit: SearchHit | None) -> None:
        if hit is not None:
            self.chosen.emit(hit)


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
        self.textChanged.connect(lambda text: self._hint.setVisible(not text))
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._dress()
        theme.watcher.changed.connect(self._dress)
        self.results = _Results()
        self.results.chosen.connect(self._take)
        self.textEdited.connect(self._look)

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
