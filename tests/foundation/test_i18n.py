"""Dates and hours as people of each language write them."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import DateStyle, Language, format_date, format_day, format_span

FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 2)


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """French is what these tests leave behind, whatever they spoke."""
    i18n.start(Language.FRENCH)
    yield
    i18n.start(Language.FRENCH)


@pytest.mark.parametrize(
    ("style", "first", "second"),
    [
        ("full", "mardi 1er décembre 2026", "mercredi 2 décembre 2026"),
        ("long", "1er décembre 2026", "2 décembre 2026"),
        ("medium", "1er déc. 2026", "2 déc. 2026"),
        ("short", "01/12/2026", "02/12/2026"),
    ],
)
def test_french_counts_the_first_of_a_month_and_numbers_the_others(style: DateStyle, first: str, second: str) -> None:
    assert (format_date(FIRST, style), format_date(SECOND, style)) == (first, second)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("d MMM", "1er déc."),
        ("EEE d MMM", "mar. 1er déc."),
        ("EEEE d", "mardi 1er"),
        ("MMMM yyyy", "décembre 2026"),
        ("dd/MM", "01/12"),
        ("EEEEE", "M"),
    ],
)
def test_the_first_is_counted_wherever_a_pattern_names_it(pattern: str, words: str) -> None:
    assert format_day(FIRST, pattern) == words


def test_what_ends_on_another_day_names_it() -> None:
    hours = format_span(datetime(2026, 11, 30, 20), datetime(2026, 12, 1, 1, 30))
    assert hours == "20\u202fh – 1er déc. 1\u202fh\u202f30"


def test_english_numbers_them_all() -> None:
    i18n.start(Language.ENGLISH)
    assert (format_date(FIRST), format_day(FIRST, "EEE d MMM")) == ("1 December 2026", "Tue 1 Dec")
