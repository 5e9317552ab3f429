"""A new file for each test of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import builders

from coopdesk.services.desk import Desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a house's file goes, with a space and an accent as real ones have."""
    return tmp_path / "maison été.coopdesk"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    """A new house, open for writing."""
    desk = builders.a_desk(path)
    yield desk
    desk.close()
