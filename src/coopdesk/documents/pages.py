"""The pages of a PDF as pictures: for the preview and for the printer.

PDFium is loaded with the first document, by the worker that draws it: the screens name the types of this module.
"""

from contextlib import closing
from threading import Lock
from typing import NamedTuple

_WHITE = (255, 255, 255, 255)

_pdfium = Lock()
"""PDFium keeps a state of its own and ends the process when two threads meet in it: one call at a time, whatever the
document."""


class PageSize(NamedTuple):
    """How large a page is, in points."""

    width: float
    height: float


class Picture(NamedTuple):
    """A drawn page: rows from the top, four bytes a pixel (blue, green, red, unused)."""

    width: int
    height: int
    pixels: bytes


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """The size of every page, in order."""
    import pypdfium2  # noqa: PLC0415

    with _pdfium, pypdfium2.PdfDocument(pdf) as document:
        return tuple(PageSize(*document.get_page_size(place)) for place in range(len(document)))


def draw_page(pdf: bytes, place: int, width: int) -> Picture:
    """The page at this place (from 0), on white paper, `width` pixels wide."""
    import pypdfium2  # noqa: PLC0415
    from pypdfium2 import raw  # noqa: PLC0415

    # Opened for each page: that takes less than a millisecond, and leaves nothing for another thread to close.
    with _pdfium, pypdfium2.PdfDocument(pdf) as document, closing(document[place]) as page:
        height = height_of(PageSize(*page.get_size()), width)
        with closing(pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)) as bitmap:
            bitmap.fill_rect(_WHITE, 0, 0, width, height)
            # Not page.render(): it takes a scale and rounds up, a picture must have the very pixels of its place.
            raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
            return Picture(width, height, bytes(bitmap.buffer))


def text(pdf: bytes) -> str:
    """What a reader can take out of a document by copying: its pages one after the other, on one line."""
    import pypdfium2  # noqa: PLC0415

    with _pdfium, pypdfium2.PdfDocument(pdf) as document:
        read = []
        for place in range(len(document)):
            with closing(document[place]) as page, closing(page.get_textpage()) as words:
                read.append(words.get_text_bounded())
    return " ".join(" ".join(read).split())


def height_of(size: PageSize, width: int) -> int:
    """How many pixels high a page is when it is that many wide."""
    return max(1, round(width * size.height / size.width))
