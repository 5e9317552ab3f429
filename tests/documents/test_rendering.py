"""From meaning to paper: what stays together at the end of a page."""

from datetime import date
from io import BytesIO

import pytest
from tests.documents.summaries import pages_of

from coopdesk.documents import rendering
from coopdesk.documents.layout import Column, Document

SHORT, LONG = "Un point.", "Un point qui en dit long. " * 9


@pytest.mark.parametrize("item", [SHORT, LONG], ids=["short", "long"])
def test_a_heading_never_ends_a_page_alone(item: str) -> None:
    """Wherever the page ends: the table before it is one row longer each time."""
    for rows in range(28, 44):
        document = Document(
            title="Liste", language="fr", author="Maison", edited_on=date(2026, 11, 25), header="Maison"
        )
        document.table(("N°",), [(str(number),) for number in range(rows)], (Column(1),))
        document.heading("Ce qui suit")
        document.bullets((item, item))
        target = BytesIO()
        rendering.write(document, target)
        (page,) = [words for words in pages_of(target.getvalue()) if "Ce qui suit" in words]
        assert "Un point" in page.partition("Ce qui suit")[2], f"{rows} rows"
