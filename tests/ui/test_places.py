"""The window speaks of each page as the page speaks of itself."""

import pytest

from coopdesk.app.pages import PAGES
from coopdesk.ui.page import Place


@pytest.mark.parametrize("place", PAGES, ids=lambda place: place.where)
def test_a_place_says_what_its_page_says(place: Place) -> None:
    page = place.page_class()
    said = (place.title, place.icon, place.opens, place.at_foot, place.on_rail)
    assert said == (page.title, page.icon, page.opens, page.at_foot, page.on_rail)
