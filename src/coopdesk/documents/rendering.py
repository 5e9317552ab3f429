"""From meaning to paper: the only place where a document's blocks become pages of a PDF.

Accessibility tags slot in here: a canvas that marks what each block paints, told the block it is painting.
"""

from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate

from coopdesk.documents import flowables, layout
from coopdesk.documents.fonts import Weight, main_face
from coopdesk.documents.typesetting import BODY, LINE, NOTE, Align, Style, draw, wrap
from coopdesk.foundation.i18n import _
from coopdesk.foundation.writing import write_whole

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = (PAGE_WIDTH - flowables.CONTENT_WIDTH) / 2
_MOST_KEPT = 500.0  # an introduction longer than that may leave its heading
_TEXT_STYLES: dict[layout.TextRole, Style] = {layout.TextRole.BODY: BODY, layout.TextRole.NOTE: NOTE}


def write(document: layout.Document, target: Path | BinaryIO) -> None:
    """Write a document as PDF: whole or not at all when the target is a path."""
    content = to_bytes(document)
    if isinstance(target, Path):
        write_whole(content, target)
    else:
        target.write(content)


def to_bytes(document: layout.Document) -> bytes:
    """The PDF of a document; the same document gives the same bytes."""
    content = BytesIO()
    template = BaseDocTemplate(
        content,
        pagesize=A4,
        title=document.title,
        author=document.author,
        creator="coopdesk",
        lang=document.language,
        invariant=1,
        initialFontName=main_face(Weight.REGULAR),
    )
    frame = Frame(
        MARGIN, MARGIN, flowables.CONTENT_WIDTH, PAGE_HEIGHT - 2 * MARGIN,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    template.addPageTemplates(PageTemplate(frames=[frame]))
    template.build(_placed(document.blocks), canvasmaker=partial(_NumberedCanvas, document=document))
    return content.getvalue()


def _placed(blocks: list[layout.Block]) -> list[Flowable]:
    """The blocks in order; a page is broken before a heading that could not keep what follows it."""
    placed: list[Flowable] = []
    pending: list[flowables.Placed] = []
    for block in blocks:
        pieces = _flowables(block)
        if isinstance(block, layout.Heading) or (pending and isinstance(block, layout.Paragraph)):
            pending += pieces
            continue
        placed += _kept_with(pending, pieces)
        pending = []
    return placed + _kept_with(pending, [])


def _kept_with(leading: list[flowables.Placed], pieces: list[flowables.Placed]) -> list[Flowable]:
    """Headings with their introductions, then what they lead to, preceded by a break where the page is too short."""
    if not leading:
        return [*pieces]
    needed = sum(one.getSpaceBefore() + one.height for one in leading) + sum(one.least for one in pieces[:1])
    return [CondPageBreak(min(needed, _MOST_KEPT)), *leading, *pieces]


def _flowables(block: layout.Block) -> list[flowables.Placed]:  # noqa: PLR0911 (one answer per kind of block)
    match block:
        case layout.Heading():
            return [flowables.HeadingBlock(block)]
        case layout.Paragraph():
            style = _TEXT_STYLES[block.role]
            return [flowables.TextBlock(wrap(block.text, style, flowables.CONTENT_WIDTH), style, after=5)]
        case layout.Bullets():
            return [flowables.BulletBlock.of(item, is_last=item is block.items[-1]) for item in block.items]
        case layout.Table():
            return [flowables.TableBlock.of(block)]
        case layout.Figure():
            return [flowables.FigureBlock(block)]
        case layout.KeyFigures():
            return [flowables.KeyFiguresBlock(block.figures)]
        case layout.Entry():
            return [flowables.EntryBlock.of(block)]
        case layout.Cover():
            return [flowables.CoverBlock(block)]


class _NumberedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that keeps its pages until their number is known, then writes header and footer on each."""

    def __init__(self, *args: Any, document: layout.Document, **options: Any) -> None:
        super().__init__(*args, **options)
        midnight = datetime.combine(document.edited_on, datetime.min.time(), UTC)
        self._doc._timeStamp = _stamp(midnight)  # noqa: SLF001 (no public way but the environment)
        self._document = document
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Keep the page for later."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Finish every page, then the file."""
        pages, total = self._pages, len(self._pages)
        for number, page in enumerate(pages, 1):
            self.__dict__.update(page)
            self._page_frame(number, total)
            super().showPage()
        super().save()

    def _page_frame(self, number: int, total: int) -> None:
        width = flowables.CONTENT_WIDTH
        if number > 1:
            draw(self, wrap(self._document.header, NOTE, width)[:1], MARGIN, PAGE_HEIGHT - 28, NOTE)
            flowables.rule(self, MARGIN, PAGE_HEIGHT - 42, width, LINE, 0.5)
        text = wrap(_("page {number} of {total}").format(number=number, total=total), NOTE, width)
        draw(self, text, MARGIN, 40, NOTE, align=Align.RIGHT, room=width)


def _stamp(moment: datetime) -> Any:
    """ReportLab's time stamp, set to the document's own date instead of the clock."""
    stamp = TimeStamp(invariant=1)
    stamp.t = moment.timestamp()
    stamp.lt = moment.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]
    return stamp
