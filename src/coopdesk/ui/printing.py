"""Paper: the system's own dialog, and a page as a picture, drawn as finely as it prints."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

_MOST_DOTS_AN_INCH = 300
"""Finer, a page would be hundreds of megabytes, and no clearer to the eye."""


def ask_printer(parent: QWidget, title: str, pages: int = 1, *, is_landscape: bool = False) -> QPrinter | None:
    """Let the user choose printer, pages and copies; None when they give up."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if is_landscape:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintDialog(printer, parent)
    if pages > 1:
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages)
    return printer if dialog.exec() else None


def dots_across(printer: QPrinter) -> int:
    """How wide a picture of a whole page is."""
    inches = printer.paperRect(QPrinter.Unit.Inch).width()
    return round(inches * min(printer.resolution(), _MOST_DOTS_AN_INCH))


def draw_page(painter: QPainter, printer: QPrinter, picture: QImage) -> None:
    """As large as the paper allows, in its middle: on A4 that is the size it was made for."""
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    # The picture's own dots: one made for a fine screen counts several as one.
    size = picture.size().toSizeF().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(paper.topLeft(), size)
    place.moveCenter(paper.center())
    painter.drawImage(place, picture)


def print_page(printer: QPrinter, picture: QImage) -> bool:
    """Print one page; False when the printer does not take it."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    for copy in range(copies):
        if copy and not printer.newPage():
            painter.end()
            return False
        draw_page(painter, printer, picture)
    return bool(painter.end())
