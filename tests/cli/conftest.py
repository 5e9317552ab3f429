"""A demo house copied for each test, and the program as a shell would call it."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.services.demo import write_demo


@pytest.fixture(scope="session")
def demo_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One demo house; tests take a copy."""
    path = tmp_path_factory.mktemp("demo") / "demo.coopdesk"
    write_demo(path, today=date(2026, 11, 24))
    return path


@pytest.fixture
def house(demo_house: Path, tmp_path: Path) -> Path:
    """A demo house of the test's own."""
    return Path(shutil.copy(demo_house, tmp_path / "house.coopdesk"))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Commands speak English here; French is put back."""
    i18n.start(Language.ENGLISH)
    yield
    i18n.start(Language.FRENCH)
