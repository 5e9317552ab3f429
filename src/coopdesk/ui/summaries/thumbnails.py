"""Every page in small, in a column: where one is, and the way to any other."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coopdesk.documents.pages import PageSize
from coopdesk.foundation.i18n import _, format_number
from coopdesk.ui import theme
from coopdesk.ui.colour import mix
from coopdesk.ui.summaries.page_pictures import PagePictures, Wanted
from coopdesk.ui.summaries.page_view import ground, page_words

_WIDTH, _SIDE, _ABOVE, _NUMBER = 80, 18, 10, 22
_FRAME = 3
_MOST_BYTES = 16 * 2**20
"""A hundred pages on the densest screen."""

_Index = QModelIndex | QPersistentModelIndex


class _Pages(QAbstractListModel):
    """The numbers of the pages."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: Sequence[PageSize] = ()

    def show_pages(self, sizes: Sequence[PageSize]) -> None:
        """List these pages."""
        self.beginResetModel()
        self.sizes = sizes
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 – Qt's own signature
        """One row a page."""
        return 0 if parent.isValid() else len(self.sizes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The number, and the words that are read aloud."""
        if role == Qt.ItemDataRole.DisplayRole:
            return format_number(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return page_words(index.row(), len(self.sizes))
        return None


class _Painter(QStyledItemDelegate):
    """Draws a page in small with its number; the current one in a frame."""

    def __init__(self, pages: _Pages, pictures: PagePictures) -> None:
        super().__init__()
        self._pages = pages
        self._pictures = pictures

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The page and its number."""
        height = _height(self._pages.sizes[index.row()])
        return QSize(theme.scaled(_WIDTH + 2 * _SIDE), height + theme.scaled(_ABOVE + _NUMBER))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """White paper, the picture once it is there."""
        look = theme.current()
        area: QRect = option.rect
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        width, height = theme.scaled(_WIDTH), _height(self._pages.sizes[index.row()])
        paper = QRect(area.x() + (area.width() - width) // 2, area.y() + theme.scaled(_ABOVE), width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(paper, Qt.GlobalColor.white)
        picture = self._pictures.best(wanted(index.row(), painter.device().devicePixelRatioF()))
        if picture is not None:
            painter.drawPixmap(paper, picture)
        frame = theme.scaled(_FRAME) if is_current else 1
        colour = look.accent if is_current else mix(look.text, ground(), 0.16)
        painter.setPen(QPen(QColor(colour), frame, j=Qt.PenJoinStyle.MiterJoin))
        out = (frame + 1) // 2
        painter.drawRect(paper.adjusted(-out, -out, out - 1, out - 1))
        painter.setPen(QColor(look.accent if is_current else mix(look.text, ground(), 0.76)))
        painter.setFont(theme.font(-0.5, 600 if is_current else 400))
        below = QRect(area.x(), paper.bottom() + 1, area.width(), theme.scaled(_NUMBER))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()


class Thumbnails(QListView):
    """Follows the page that is looked at, and goes to the one that is chosen."""

    chosen = Signal(int)
    """Go to this page (from 0)."""

    def __init__(self) -> None:
        super().__init__()
        self._place = -1
        self._pages = _Pages()
        self._pictures = PagePictures(self, _MOST_BYTES)
        self._pictures.arrived.connect(self.viewport().update)
        # Kept here: a view does not own its delegate.
        self._painter = _Painter(self._pages, self._pictures)
        self.setModel(self._pages)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(_("Pages"))
        self.setFixedWidth(theme.scaled(_WIDTH + 2 * _SIDE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.selectionModel().currentChanged.connect(lambda index: self._choose(index.row()))

    def show_document(self, pdf: bytes, sizes: Sequence[PageSize]) -> None:
        """Show the pages of another document."""
        self._pictures.open(pdf)
        self._place = -1
        self._pages.show_pages(sizes)

    def show_place(self, place: int) -> None:
        """Put the frame on the page (from 0) that is looked at."""
        self._place = place
        index = self._pages.index(place, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is there, and ask for the rest from the first page in sight on."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(ground()))
        painter.end()
        super().paintEvent(event)
        first = max(self.indexAt(self.viewport().rect().center()).row() - 4, 0)
        places = range(len(self._pages.sizes))
        ratio = self.devicePixelRatioF()
        self._pictures.want([wanted(place, ratio) for place in (*places[first:], *places[:first])])

    def _choose(self, place: int) -> None:
        if place not in (-1, self._place):
            self.chosen.emit(place)


def wanted(place: int, ratio: float) -> Wanted:
    """A page in small, for a screen of that density."""
    return Wanted(place, round(theme.scaled(_WIDTH) * ratio))


def _height(size: PageSize) -> int:
    return round(theme.scaled(_WIDTH) * size.height / size.width)
