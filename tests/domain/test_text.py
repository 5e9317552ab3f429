"""Text as it is compared: what a hurried person types finds what a careful one wrote."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.text import clean, fold


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Chœur d’Été", "choeur d'ete"),
        ("ÉCOLE Lætitia", "ecole laetitia"),
        ("Garçons & filles", "garcons & filles"),
        ("12\u202fheures", "12 heures"),
        ("STRASSE", "straße"),
        ("Ste\u0301phane", "stephane"),
    ],
)
def test_folded(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_how_letters_are_composed_makes_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_cleaned_text_is_composed_without_control_characters(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned == unicodedata.normalize("NFC", cleaned)
    assert not {c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs")} - {"\n", "\t"}


def test_what_no_encoding_knows_is_seen_and_can_be_stored() -> None:
    assert clean("caf\udce9 du coin\x00") == "caf\ufffd du coin"


def test_what_a_control_character_parted_is_composed() -> None:
    assert clean("e\x00\u0301te\u0301") == "été"


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_lines_stay_apart_however_they_were_ended(line_break: str) -> None:
    assert clean(f"Un{line_break}Deux{line_break}") == "Un\nDeux"
