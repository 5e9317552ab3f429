"""A preview draws beside the window: no test leaves it drawing while the next one reads a PDF of its own."""

from collections.abc import Iterator

import pytest

from coopdesk.ui import background


@pytest.fixture(autouse=True)
def nothing_under_way() -> Iterator[None]:
    """Wait for the workers."""
    yield
    background.stop_all()
