"""What is handed to a person, the register sheet and the notice, read back."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from tests.documents.people import DATA, HOUSE, REGISTER
from tests.documents.summaries import text_of

from coopdesk.documents import personal_data, processing_register
from coopdesk.domain.privacy import PersonalData
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the source language unless a test says otherwise."""
    before = i18n.language()
    i18n.start(Language.ENGLISH)
    yield
    i18n.start(before)


def pdf_of(data: PersonalData) -> str:
    """The text of what is handed to a person."""
    content = BytesIO()
    personal_data.render(data, content)
    return " ".join(text_of(content.getvalue()).split())


def test_everything_held_is_in_the_document() -> None:
    text = pdf_of(DATA)
    for words in (
        "Nadia Férrand, at Parents du Mail",
        "Treasurer",
        "+33 1 99 00 00 13",
        "nadia@exemple.fr",
        "au comptoir",
        "2 September 2025",
        "Booking “Grande salle”, 26/11/2026 – notes",
        "Clés chez Nadia Férrand ; appeler avant.",
        "Badge 3, for Parents du Mail",
        "7 September 2026",
        "30 June 2027",
        "€150.00",
        "kept for 36 months",
        "C. Moreau, accueil@tilleuls.example",
    ):
        assert words in text
    assert "article" not in text


def test_nothing_elsewhere_is_said() -> None:
    text = pdf_of(replace(DATA, mentions=(), keys=()))
    assert "stands anywhere else" in text
    assert "Keys and badges" not in text


@pytest.mark.parametrize("language", Language)
def test_the_register_sheet_is_filled(language: Language) -> None:
    i18n.start(language)
    content = BytesIO()
    processing_register.render_sheet(REGISTER, content)
    text = " ".join(text_of(content.getvalue()).split())
    for words in ("Maison de quartier des Tilleuls", "C. Moreau", "36", "60", "48", "7", "article 12", "CNIL"):
        assert words in text


def test_what_is_not_set_is_said() -> None:
    content = BytesIO()
    house = replace(HOUSE, privacy_lead="", contact_retention=24)
    processing_register.render_sheet(replace(REGISTER, house=house, is_encrypted=True), content)
    text = " ".join(text_of(content.getvalue()).split())
    assert "not named yet" in text
    assert "24 months after the last activity" in text
    assert "encrypted with a password" in text


def test_the_notice_tells_whom_to_write_to() -> None:
    content = BytesIO()
    processing_register.render_notice(REGISTER, content)
    text = " ".join(text_of(content.getvalue()).split())
    assert "To use these rights, write to: C. Moreau, accueil@tilleuls.example." in text
    assert "kept for 36 months" in text
    assert "To be verified" not in text
