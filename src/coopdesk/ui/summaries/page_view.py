"""The pages of a document one under the other, white paper on a darker ground, at the zoom that was chosen."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from coopdesk.documents.pages import PageSize
from coopdesk.foundation.i18n import _, format_number
from coopdesk.ui import theme
from coopdesk.ui.colour import mix
from coopdesk.ui.summaries.page_pictures import PagePictures, Wanted

ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""What « zoom in » and « zoom out » go through; 1 is the size on paper."""

_MARGIN, _GAP = 20, 16
_MOST_FITTED = 1.0
"""A wide window shows more ground, not larger letters."""
_MOST_BYTES = 96 * 2**20
"""Three pages at the largest zoom on the densest screen, thirty as they are first shown."""


def page_words(place: int, total: int) -> str:
    """« page 3 of 9 », as it is read aloud."""
    return _("page {number} of {total}").format(number=format_number(place + 1), total=format_number(total))


def ground() -> str:
    """What the paper lies on."""
    look = theme.current()
    return look.window if look.is_dark else mix(look.text, look.window, 0.06)


class _Anchor(NamedTuple):
    """What is at the top of the view: so much of a page has passed, or so many pixels of ground come before it."""

    place: int
    share: float
    above: int


class PageView(QAbstractScrollArea):
    """Scrolls through the pages; fits them to its width until a zoom is chosen."""

    page_changed = Signal(int)
    """The page (from 0) that is looked at."""
    zoom_changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._sizes: Sequence[PageSize] = ()
        self._boxes: list[QRect] = []
        self._zoom: float | None = None
        self._place = 0
        self._pictures = PagePictures(self, _MOST_BYTES)
        self._pictures.arrived.connect(self.viewport().update)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there: a bar that comes and goes with the fitted width would change that width.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(_("Pages of the document"))
        self.setMinimumSize(theme.scaled(220), theme.scaled(220))
        self.verticalScrollBar().valueChanged.connect(self._find_place)

    @property
    def place(self) -> int:
        """The page (from 0) that is looked at."""
        return self._place

    @property
    def zoom(self) -> float:
        """How large the pages are; 1 is the size on paper."""
        if self._zoom is not None or not self._sizes:
            return self._zoom or _MOST_FITTED
        room = self.viewport().width() - 2 * theme.scaled(_MARGIN)
        return min(max(room / (self._widest() * self._dots_a_point()), ZOOMS[0]), _MOST_FITTED)

    def show_document(self, pdf: bytes, sizes: Sequence[PageSize]) -> None:
        """Show another document, at the same place where it is as long."""
        self._pictures.open(pdf)
        self._sizes = sizes
        self._lay_out()

    def set_zoom(self, zoom: float | None) -> None:
        """Choose the zoom; None fits the width again."""
        self._zoom = zoom
        self._lay_out()

    def zoom_in(self) -> None:
        """To the next larger zoom."""
        self.set_zoom(next((one for one in ZOOMS if one > self.zoom + 0.005), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """To the next smaller zoom."""
        self.set_zoom(next((one for one in reversed(ZOOMS) if one < self.zoom - 0.005), ZOOMS[0]))

    def go_to(self, place: int) -> None:
        """Bring the top of a page (from 0) into sight."""
        self.verticalScrollBar().setValue(self._boxes[place].top() - theme.scaled(_GAP))
        # The last pages may not reach the top of the view: the page that was asked for is the one looked at.
        self._set_place(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last page; the rest scrolls."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y() > 0:
            self.zoom_in()
        elif event.angleDelta().y() < 0:
            self.zoom_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages in sight, and ask for those whose picture is not there yet."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(ground()))
        seen = self._seen()
        for place in seen:
            self._paint_page(painter, place)
        painter.end()
        # After those in sight, the ones that a turn of the wheel brings.
        wanted = [*seen, *(place for place in (seen[-1] + 1, seen[0] - 1) if 0 <= place < len(self._boxes))]
        self._pictures.want([self._wanted(place) for place in wanted])

    def _paint_page(self, painter: QPainter, place: int) -> None:
        box = self._boxes[place].translated(-self._offset())
        painter.setPen(QColor(mix(theme.current().text, ground(), 0.16)))
        painter.drawRect(box.adjusted(-1, -1, 0, 0))
        painter.fillRect(box, Qt.GlobalColor.white)
        picture = self._pictures.best(self._wanted(place))
        if picture is not None:
            # Its own height, not the box's: rounded apart they could differ by a pixel, and blur every letter.
            height = box.width() * picture.height() / picture.width()
            painter.drawPixmap(QRectF(box.x(), box.y(), box.width(), height), picture, QRectF(picture.rect()))

    def _wanted(self, place: int) -> Wanted:
        return Wanted(place, round(self._boxes[place].width() * self.devicePixelRatioF()))

    def _seen(self) -> list[int]:
        sight = QRect(self._offset(), self.viewport().size())
        return [place for place, box in enumerate(self._boxes) if box.intersects(sight)] or [self._place]

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _widest(self) -> float:
        return max(size.width for size in self._sizes)

    def _dots_a_point(self) -> float:
        """At the size on paper."""
        return self.logicalDpiX() / 72

    def _lay_out(self) -> None:
        """Place the pages, and keep in sight what was."""
        if not self._sizes:
            return
        anchor = self._anchor()
        scale = self.zoom * self._dots_a_point()
        width = max(round(self._widest() * scale) + 2 * theme.scaled(_MARGIN), self.viewport().width())
        self._boxes = []
        below = theme.scaled(_GAP)
        for size in self._sizes:
            wide, high = round(size.width * scale), round(size.height * scale)
            self._boxes.append(QRect((width - wide) // 2, below, wide, high))
            below += high + theme.scaled(_GAP)
        _set_range(self.horizontalScrollBar(), width, self.viewport().width())
        _set_range(self.verticalScrollBar(), below, self.viewport().height())
        box = self._boxes[min(anchor.place, len(self._boxes) - 1)]
        self.verticalScrollBar().setValue(box.top() + round(anchor.share * box.height()) - anchor.above)
        self._find_place()
        self.zoom_changed.emit(self.zoom)
        self.viewport().update()

    def _anchor(self) -> _Anchor:
        top = self.verticalScrollBar().value()
        for place, box in enumerate(self._boxes):
            if box.bottom() > top:
                return _Anchor(place, max(0, top - box.top()) / box.height(), max(0, box.top() - top))
        return _Anchor(0, 0, theme.scaled(_GAP))

    def _find_place(self) -> None:
        """The page that the upper third of the view shows; at the very end, the last one."""
        bar = self.verticalScrollBar()
        line = bar.value() + self.viewport().height() // 3
        last = len(self._boxes) - 1
        at_end = bar.value() == bar.maximum() > 0
        self._set_place(last if at_end else next((p for p, box in enumerate(self._boxes) if box.bottom() > line), last))

    def _set_place(self, place: int) -> None:
        has_moved = place != self._place
        self._place = place
        self.setAccessibleName(page_words(place, len(self._sizes)))
        if has_moved:
            self.page_changed.emit(place)


def _set_range(bar: QScrollBar, length: int, shown: int) -> None:
    bar.setRange(0, max(0, length - shown))
    bar.setPageStep(shown)
    bar.setSingleStep(theme.scaled(24))
