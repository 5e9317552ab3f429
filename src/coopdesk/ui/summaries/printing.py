"""A document on paper: the system's own dialog, then the pages one by one, drawn as finely as they print."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from coopdesk.ui.background import Cancelled, Progress
from coopdesk.ui.summaries.page_pictures import draw

_MOST_DOTS_AN_INCH = 300
"""Finer, a page would be hundreds of megabytes, and no clearer to the eye."""


def ask_printer(parent: QWidget, title: str, pages: int) -> QPrinter | None:
    """Let the user choose printer, pages and copies; None when they give up."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() else None


def print_pages(pdf: bytes, pages: int, printer: QPrinter, progress: Progress) -> bool:
    """Print the pages that were chosen; False when the printer does not take them."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        return _print(pdf, _chosen(printer, pages), printer, painter, progress)
    finally:
        painter.end()


def _print(pdf: bytes, places: Sequence[int], printer: QPrinter, painter: QPainter, progress: Progress) -> bool:
    inches = printer.paperRect(QPrinter.Unit.Inch).width()
    width = round(inches * min(printer.resolution(), _MOST_DOTS_AN_INCH))
    for done, place in enumerate(places):
        if progress.is_cancelled:
            printer.abort()
            raise Cancelled
        progress.report(done, len(places))
        if done and not printer.newPage():
            return False
        _print_page(painter, printer, draw(pdf, place, width))
    return True


def _print_page(painter: QPainter, printer: QPrinter, picture: QImage) -> None:
    """As large as the paper allows, in its middle: on A4 that is the size it was made for."""
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    size = picture.size().toSizeF().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(paper.topLeft(), size)
    place.moveCenter(paper.center())
    painter.drawImage(place, picture)


def _chosen(printer: QPrinter, pages: int) -> list[int]:
    """The pages (from 0) in the order they leave the printer, copies included where it makes none itself."""
    ranges = printer.pageRanges()
    chosen = [place for place in range(pages) if ranges.isEmpty() or ranges.contains(place + 1)]
    return chosen * (1 if printer.supportsMultipleCopies() else printer.copyCount())
