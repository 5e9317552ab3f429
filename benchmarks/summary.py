"""The summary of 60 actions beside the same strings drawn on a bare ReportLab canvas."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from benchmarks.timing import Measure, interleaved_ms
from coopdesk.documents import cooperation_summary
from coopdesk.documents.fonts import Weight, main_face
from coopdesk.domain.audience import Audience
from coopdesk.domain.period import Period
from coopdesk.domain.typology import FORMS
from coopdesk.services import demo, summaries
from coopdesk.services.desk import open_desk


def run(folder: Path) -> Iterator[Measure]:
    """Rendering only: the figures are read once."""
    path = folder / "summary.coopdesk"
    demo.write_demo(path, today=date(2026, 11, 23))
    desk = open_desk(path)
    summary = summaries.cooperation_summary(desk, Period.of_year(2026), FORMS, Audience.INTERNAL)
    desk.close()
    whole = io.BytesIO()
    cooperation_summary.render(summary, whole)
    pages = [page.get_textpage().get_text_range().splitlines() for page in pdfium.PdfDocument(whole.getvalue())]

    def floor() -> None:
        canvas = Canvas(io.BytesIO(), pagesize=A4)
        for lines in pages:
            canvas.setFont(main_face(Weight.REGULAR), 9)
            for number, line in enumerate(lines):
                canvas.drawString(50, 800 - 12 * number, line)
            canvas.showPage()
        canvas.save()

    ours, bare = interleaved_ms(lambda: cooperation_summary.render(summary, io.BytesIO()), floor, times=15)
    lines = sum(len(page) for page in pages)
    yield Measure(f"summary of {len(summary.actions)} actions, {len(pages)} pages, {lines} lines", ours, bare, 3)
