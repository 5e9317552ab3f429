"""A document on paper: its pages one by one, drawn as finely as they print."""

from collections.abc import Sequence

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from coopdesk.ui.background import Cancelled, Progress
from coopdesk.ui.printing import ask_printer, dots_across, draw_page
from coopdesk.ui.summaries.page_pictures import draw

__all__ = ["ask_printer"]


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
    width = dots_across(printer)
    for done, place in enumerate(places):
        if progress.is_cancelled:
            printer.abort()
            raise Cancelled
        progress.report(done, len(places))
        if done and not printer.newPage():
            return False
        draw_page(painter, printer, draw(pdf, place, width))
    return True


def _chosen(printer: QPrinter, pages: int) -> list[int]:
    """The pages (from 0) in the order they leave the printer, copies included where it makes none itself."""
    ranges = printer.pageRanges()
    chosen = [place for place in range(pages) if ranges.isEmpty() or ranges.contains(place + 1)]
    return chosen * (1 if printer.supportsMultipleCopies() else printer.copyCount())
