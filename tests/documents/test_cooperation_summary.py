"""« Bilan de la coopération », read back: its words, its pages, its faces."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from tests.documents.summaries import (
    ORGANISATIONS,
    STAGES,
    action,
    empty_year,
    pages_of,
    pdf_of,
    summary_of,
    text_of,
    year,
)

from coopdesk.documents import cooperation_summary
from coopdesk.documents.layout import Document, Entry, Figure, Heading
from coopdesk.documents.rendering import MARGIN, to_bytes
from coopdesk.domain.audience import Audience
from coopdesk.domain.period import Period
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.problems import UserError

RESOLUTION = 40 / 72


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the source language unless a test says otherwise."""
    before = i18n.language()
    i18n.start(Language.ENGLISH)
    yield
    i18n.start(before)


def squeezed(text: str) -> str:
    """A text without spaces: lines may break anywhere."""
    return "".join(text.split())


def faces_of(pdf: bytes) -> set[str]:
    """The base names of the faces a PDF speaks of."""
    return {part.split(b" ")[0].split(b"/")[0].decode().strip() for part in pdf.split(b"/BaseFont /")[1:]}


def test_every_action_and_organisation_is_in_the_text() -> None:
    text = squeezed(text_of(pdf_of(year(60))))
    assert [one.title for one in year(60).actions if squeezed(one.title) not in text] == []
    assert [name for name in ORGANISATIONS if squeezed(name) not in text] == []


def test_key_figures_are_those_of_the_summary() -> None:
    first = pages_of(pdf_of(year(60)))[0]
    assert "Cooperation summary year 2026" in first
    assert f"of whom {year(60).reached_district:,} live in a priority district" in first
    for number in (60, len(ORGANISATIONS), year(60).reached_total, year(60).loans):
        assert f"{number:,}" in first


def test_pages_are_numbered_and_named() -> None:
    pages = pages_of(pdf_of(year(60)))
    assert all(f"page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert all("Maison de quartier des Tilleuls · Cooperation summary, year 2026" in page for page in pages[1:])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("audience", Audience)
def test_each_audience_in_each_language(audience: Audience, language: Language) -> None:
    i18n.start(language)
    text = text_of(pdf_of(year(25, audience=audience)))
    assert ("diagnostic partagé de 2025" in text) is (audience is not Audience.PARTNERS)
    assert ("Un four à pain commun" in text) is (audience is Audience.INTERNAL)
    assert ("24 novembre 2026" if language is Language.FRENCH else "24 November 2026") in text


def test_only_embedded_faces() -> None:
    faces = faces_of(pdf_of(summary_of([action(0, "Oui ✓")])))
    assert any("DejaVuSans" in face for face in faces)
    assert all("+" in face for face in faces), faces


def test_an_empty_year_says_so() -> None:
    pages = pages_of(pdf_of(empty_year()))
    text = " ".join(pages)
    assert len(pages) == 1
    assert "No action is counted for this period." in text
    assert "No room was booked and nothing was borrowed" in text
    assert "No action names a reason, a brake or a lever." in text


def test_three_hundred_actions_flow_over_pages() -> None:
    summary = year(300)
    pages = pages_of(pdf_of(summary))
    text = squeezed(" ".join(pages))
    assert 30 <= len(pages) <= 70
    assert [one.title for one in summary.actions if squeezed(one.title) not in text] == []


def test_a_long_table_repeats_its_header() -> None:
    uses = tuple(year(1).uses[0]._replace(organisation=f"Association n° {number}") for number in range(90))
    pages = pages_of(pdf_of(year(1, uses=uses)))
    assert sum("Association Bookings Room hours Loans Articles lent" in page for page in pages) >= 3
    assert all(f"Association n° {number} " in " ".join(pages) for number in range(90))


def test_long_names_wrap() -> None:
    title = "Atelier " + "très long " * 7 + "et un mot de plus"
    word = "Anticonstitutionnellement" * 4
    text = squeezed(text_of(pdf_of(summary_of([action(0, title), action(1, word)]))))
    assert squeezed(title) in text
    assert word in text


def test_very_long_texts_flow_over_pages() -> None:
    long = replace(action(0), need=" ".join(f"mot{number}" for number in range(3000)))
    text = text_of(pdf_of(summary_of([long])))
    assert all(f"mot{number}" in text for number in range(3000))


@pytest.mark.parametrize("lines", range(60, 68))
def test_an_entry_of_about_a_page_is_cut_wherever_it_must_be(lines: int) -> None:
    document = Document("Bilan", "fr", "Maison de quartier", date(2026, 11, 24))
    document.entry("Fête de quartier", [], [("Besoin", "\n".join(f"ligne {number}." for number in range(lines)))])
    assert f"ligne {lines - 1}." in text_of(to_bytes(document))


def test_emoji_and_arabic_stay_visible() -> None:
    text = text_of(pdf_of(summary_of([action(0, "Fête 🎪 <b>&amp;"), action(1, "سلام")])))
    assert "Fête \ufffd <b>&amp;" in text
    assert any("\ufb50" <= character <= "\ufeff" or "\u0600" <= character <= "\u06ff" for character in text)


def test_another_typology_leaves_the_rest_unclassified() -> None:
    text = text_of(pdf_of(year(5, typology=STAGES)))
    assert "unclassified · 5 actions" in text
    assert "How the actions are spread" in text
    assert "No action falls in a category of this typology." in text
    assert "Published by its source: Avoir envie; Se connaître." in text


def test_sources_say_what_is_not_known() -> None:
    text = text_of(pdf_of(year(5)))
    assert "Reported as the guide’s by a second source: Partenariat ponctuel sur un projet;" in text
    assert "coopdesk’s own, published nowhere else: Interconnaissance" in text
    assert "has not been read" in text


def test_other_periods_are_named_by_their_days() -> None:
    summary = year(5, period=Period(date(2026, 1, 1), date(2026, 10, 31)))
    assert "from 1 January 2026 to 31 October 2026" in text_of(pdf_of(summary))


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert pdf_of(year(25)) == pdf_of(year(25))
    assert b"D:20261124" in pdf_of(year(25))


def test_the_document_is_written_in_meaning() -> None:
    blocks = cooperation_summary.compose(year(25)).blocks
    figures = [block for block in blocks if isinstance(block, Figure)]
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    assert all(figure.alternative_text for figure in figures)
    assert sum(isinstance(block, Entry) for block in blocks) == 25
    assert set(levels) == {1, 2}


def test_nothing_is_printed_in_the_margins() -> None:
    edge = int((MARGIN - 4) * RESOLUTION)
    with pypdfium2.PdfDocument(pdf_of(year(40, audience=Audience.INTERNAL))) as document:
        for page in document:
            bitmap = page.render(scale=RESOLUTION, grayscale=True)
            rows = [bytes(bitmap.buffer)[i * bitmap.stride :][: bitmap.width] for i in range(bitmap.height)]
            assert min(min(row) for row in rows) < 128
            assert all(set(row[:edge] + row[-edge:]) == {255} for row in rows)
            assert all(set(row) == {255} for row in rows[: int(24 * RESOLUTION)] + rows[-int(24 * RESOLUTION) :])


def test_headings_stay_with_what_follows() -> None:
    for number in range(20, 32):
        for page in pages_of(pdf_of(year(number)))[:-1]:
            body = page.rsplit(" page ", 1)[0]
            assert not body.endswith(("veut dire.", "The actions", "by association", "crossed"))


def test_a_path_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "bilan.pdf"
    target.write_bytes(b"before")
    cooperation_summary.render(year(3), target)
    assert target.read_bytes() == pdf_of(year(3))
    assert list(tmp_path.iterdir()) == [target]


def test_a_target_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "missing" / "bilan.pdf"
    with pytest.raises(UserError) as refusal:
        cooperation_summary.render(year(1), target)
    assert refusal.value.code == "cannot_write"
    assert refusal.value.params == {"path": str(target)}


def test_a_folder_in_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "bilan.pdf"
    target.mkdir()
    with pytest.raises(UserError):
        cooperation_summary.render(year(1), target)
    assert list(tmp_path.iterdir()) == [target]


def test_a_stream_is_written_too() -> None:
    target = BytesIO()
    cooperation_summary.render(year(1), target)
    assert target.getvalue().startswith(b"%PDF-")
