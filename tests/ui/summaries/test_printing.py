"""The summary on paper: the pages that were chosen, whole, and a printer that says no."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from tests.builders import a_desk, an_action, an_organisation
from tests.documents.summaries import pdf_of, year
from tests.ui.conftest import Recorder
from tests.ui.hands import press

from coopdesk.documents import pages
from coopdesk.documents.pages import PageSize, page_sizes
from coopdesk.services.desk import Desk
from coopdesk.ui import background
from coopdesk.ui.background import Cancelled, Progress
from coopdesk.ui.summaries import printing
from coopdesk.ui.summaries.page import SummariesPage

TIMEOUT = 30_000


def a_printer(target: Path, first: int = 0, last: int = 0) -> QPrinter:
    """A printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setFullPage(True)
    if first:
        printer.setFromTo(first, last)
    return printer


@pytest.mark.parametrize(("first", "last", "printed"), [(0, 0, 3), (2, 3, 2), (3, 3, 1)])
def test_the_pages_that_were_chosen_are_printed(tmp_path: Path, first: int, last: int, printed: int) -> None:
    target = tmp_path / "paper.pdf"
    pdf = pdf_of(year(4))
    told: list[tuple[int, int]] = []

    was_taken = printing.print_pages(
        pdf, 3, a_printer(target, first, last), Progress(lambda done, total: told.append((done, total)))
    )

    assert was_taken
    assert told == [(done, printed) for done in range(printed)]
    sizes = page_sizes(target.read_bytes())
    assert len(sizes) == printed
    assert sizes[0] == pytest.approx(PageSize(595, 842), abs=1)


def test_paper_takes_the_whole_page_and_nothing_beside_it(tmp_path: Path) -> None:
    target, content = tmp_path / "paper.pdf", BytesIO()
    canvas = Canvas(content, pagesize=A4)
    canvas.rect(0, A4[1] / 2, A4[0] / 2, A4[1] / 2, stroke=0, fill=1)
    canvas.save()

    printing.print_pages(content.getvalue(), 1, a_printer(target), Progress(lambda _done, _total: None))

    paper = pages.draw_page(target.read_bytes(), 0, 200)
    lightness = [[paper.pixels[(y * 200 + x) * 4] for x in (1, 97, 103, 198)] for y in (1, 138, 144, 280)]
    assert lightness == [[0, 0, 255, 255], [0, 0, 255, 255], [255] * 4, [255] * 4]


def test_printing_stops_when_it_is_told_to(tmp_path: Path) -> None:
    progress = Progress(lambda _done, _total: None)
    progress.is_cancelled = True

    with pytest.raises(Cancelled):
        printing.print_pages(pdf_of(year(4)), 2, a_printer(tmp_path / "paper.pdf"), progress)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with an action."""
    desk = a_desk(tmp_path / "house.coopdesk")
    an_action(desk, an_organisation(desk), title="Fête de quartier")
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SummariesPage:
    """The page with its preview ready."""
    page = SummariesPage(desk)
    qtbot.addWidget(page)
    page.resize(1278, 680)
    page.show()
    qtbot.waitUntil(page._save.isEnabled, timeout=TIMEOUT)
    return page


def test_the_page_prints_what_it_shows(
    qtbot: QtBot, page: SummariesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "paper.pdf"
    asked: list[tuple[str, int]] = []

    def ask(_parent: QWidget, title: str, count: int) -> QPrinter:
        asked.append((title, count))
        return a_printer(target)

    monkeypatch.setattr(printing, "ask_printer", ask)

    press(page, "Print")
    qtbot.waitUntil(lambda: not background._under_way, timeout=TIMEOUT)

    assert page._prepared is not None
    assert asked == [("Cooperation 2026, internal", len(page._prepared.sizes))]
    assert len(page_sizes(target.read_bytes())) == len(page._prepared.sizes)


def test_the_printer_s_dialog_offers_the_pages_there_are(page: SummariesPage) -> None:
    offered: list[tuple[int, int]] = []

    def give_up() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        offered.append((dialog.minPage(), dialog.maxPage()))
        dialog.reject()

    QTimer.singleShot(0, give_up)

    assert printing.ask_printer(page, "Cooperation 2026", 5) is None
    assert offered == [(1, 5)]


def test_giving_up_printing_prints_nothing(page: SummariesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "ask_printer", lambda _parent, _title, _count: None)
    monkeypatch.setattr(printing, "print_pages", lambda *_all: pytest.fail("nobody chose a printer"))

    press(page, "Print")

    assert page._print.isEnabled()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_said(
    qtbot: QtBot, page: SummariesPage, recorder: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = a_printer(tmp_path / "missing" / "paper.pdf")
    monkeypatch.setattr(printing, "ask_printer", lambda _parent, _title, _count: printer)

    press(page, "Print")
    qtbot.waitUntil(lambda: bool(recorder.said), timeout=TIMEOUT)

    assert recorder.said[0][0] == "warning"
    assert "did not take the document" in recorder.said[0][1]
