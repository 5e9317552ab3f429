"""What a search found, under its field: painted lines by subject, walked by the field's own keys."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from coopdesk.domain.listing import SearchHit
from coopdesk.foundation.i18n import _
from coopdesk.ui import theme
from coopdesk.ui.widgets.layouts import vbox
from coopdesk.wording.labels import label

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


class SearchResults(QFrame):
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
