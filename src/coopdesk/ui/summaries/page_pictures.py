"""The pages of the previewed document as pictures, drawn beside the window as they come into sight."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coopdesk.documents import pages
from coopdesk.ui import background, messages
from coopdesk.ui.background import Progress

_BYTES_A_PIXEL = 4


class Wanted(NamedTuple):
    """A page (from 0) at a width in pixels of the screen."""

    place: int
    width: int


def draw(pdf: bytes, place: int, width: int) -> QImage:
    """A page (from 0) so many pixels wide; slow, so never on the window's thread."""
    drawn = pages.draw_page(pdf, place, width)
    # A copy, for Qt does not keep the bytes alive.
    return QImage(
        drawn.pixels, drawn.width, drawn.height, drawn.width * _BYTES_A_PIXEL, QImage.Format.Format_RGB32
    ).copy()


class PagePictures(QObject):
    """Draws one page at a time, what is looked at first, and only while the view is on screen.

    Keeps the last ones, within a measure of memory.
    """

    arrived = Signal()
    """One more picture is there."""

    def __init__(self, view: QWidget, most_bytes: int) -> None:
        super().__init__(view)
        self._view = view
        self._most_bytes = most_bytes
        self._pdf: bytes | None = None
        self._wanted: Sequence[Wanted] = ()
        self._kept: dict[Wanted, QPixmap] = {}
        self._is_busy = False

    def open(self, pdf: bytes) -> None:
        """Draw this document from now on."""
        self._pdf = pdf
        self._wanted = ()
        self._kept.clear()

    def want(self, wanted: Sequence[Wanted]) -> None:
        """Have these drawn, in this order; what was wanted before and not yet begun is dropped."""
        self._wanted = wanted
        self._draw_next()

    def best(self, wanted: Wanted) -> QPixmap | None:
        """The picture, or the same page at another width until it is there."""
        if wanted in self._kept:
            return self._kept[wanted]
        others = [one for one in self._kept if one.place == wanted.place]
        return self._kept[max(others)] if others else None

    def _draw_next(self) -> None:
        pdf = self._pdf
        missing = next((one for one in self._wanted if one not in self._kept), None)
        if self._is_busy or pdf is None or missing is None or not self._view.isVisible():
            return
        self._is_busy = True

        def work(_progress: Progress) -> QImage:
            return draw(pdf, *missing)

        background.run(
            work, lambda image: self._on_drawn(pdf, missing, image), lambda error: self._on_failed(pdf, error)
        )

    def _on_drawn(self, pdf: bytes, drawn: Wanted, image: QImage) -> None:
        if not isValid(self):  # the page was closed meanwhile
            return
        self._is_busy = False
        if pdf is self._pdf:
            self._kept[drawn] = QPixmap.fromImage(image)
            self._drop_old()
            self.arrived.emit()
        self._draw_next()

    def _on_failed(self, pdf: bytes, error: Exception) -> None:
        if not isValid(self):
            return
        self._is_busy = False
        if pdf is self._pdf:
            # Not tried again: every repaint would fail and say so.
            self._pdf = None
            messages.handle(error)
        self._draw_next()

    def _drop_old(self) -> None:
        """Let go of the oldest that nobody looks at, until the rest fits."""
        sizes = {one: kept.width() * kept.height() * _BYTES_A_PIXEL for one, kept in self._kept.items()}
        total = sum(sizes.values())
        for one in [one for one in self._kept if one not in self._wanted]:
            if total <= self._most_bytes:
                return
            total -= sizes[one]
            del self._kept[one]
