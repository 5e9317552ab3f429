"""Pages as pictures: their number, their sizes, their very pixels."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from tests.documents.summaries import pages_of, pdf_of, year

from coopdesk.documents.pages import PageSize, Picture, draw_page, height_of, page_sizes

BLACK, WHITE = b"\x00\x00\x00", b"\xff\xff\xff"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A page upright with its lower left quarter black, then an empty one lying down."""
    content = BytesIO()
    canvas = Canvas(content, pagesize=A4)
    canvas.rect(0, 0, A4[0] / 2, A4[1] / 2, stroke=0, fill=1)
    canvas.showPage()
    canvas.setPageSize(landscape(A4))
    canvas.showPage()
    canvas.save()
    return content.getvalue()


def pixel(picture: Picture, across: float, down: float) -> bytes:
    """The colour at these shares of the width and the height."""
    place = (int(down * picture.height) * picture.width + int(across * picture.width)) * 4
    return picture.pixels[place : place + 3]


def test_every_page_has_its_size(pdf: bytes) -> None:
    upright, lying = page_sizes(pdf)

    assert upright == pytest.approx(A4, abs=0.01)
    assert lying == pytest.approx(landscape(A4), abs=0.01)


def test_a_summary_has_as_many_sizes_as_pages() -> None:
    summary = pdf_of(year(12))

    assert len(page_sizes(summary)) == len(pages_of(summary))


@pytest.mark.parametrize("width", [1, 80, 595, 1191])
def test_a_picture_is_exactly_as_wide_as_was_asked(pdf: bytes, width: int) -> None:
    picture = draw_page(pdf, 0, width)

    assert picture.width == width
    assert picture.height == height_of(page_sizes(pdf)[0], width)
    assert len(picture.pixels) == width * picture.height * 4


def test_the_ink_is_where_the_page_has_it_and_the_paper_is_white(pdf: bytes) -> None:
    picture = draw_page(pdf, 0, 200)

    assert pixel(picture, 0.25, 0.75) == BLACK
    assert pixel(picture, 0.75, 0.75) == pixel(picture, 0.25, 0.25) == pixel(picture, 0.75, 0.25) == WHITE


def test_every_page_is_drawn_at_its_own_place(pdf: bytes) -> None:
    second = draw_page(pdf, 1, 200)

    assert second.height < second.width
    assert pixel(second, 0.25, 0.75) == WHITE


def test_several_threads_draw_what_one_draws(pdf: bytes) -> None:
    summary = pdf_of(year(12))
    wanted = [(document, place, 120) for place in (0, 1) for document in (pdf, summary)] * 4
    alone = [draw_page(*one) for one in wanted]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda one: draw_page(*one), wanted))

    assert together == alone


def test_a_page_is_never_without_height() -> None:
    assert height_of(PageSize(1000, 1), 10) == 1
