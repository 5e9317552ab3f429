"""What another process writes is seen by who only reads, and nothing else is."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import builders
from tests.other_pc import OtherPc

from coopdesk.services import organisations
from coopdesk.services.desk import Desk, open_desk
from coopdesk.store import network


@pytest.fixture(params=[False, True], ids=["this-computer", "network"])
def house(path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house's file that nobody has open, with either kind of journal."""
    if request.param:
        monkeypatch.setattr(network, "is_network", lambda _path: True)
    builders.a_desk(path).close()
    return path


@pytest.fixture
def other(house: Path, request: pytest.FixtureRequest) -> Iterator[OtherPc]:
    """A second coopdesk, which has it open for writing."""
    with OtherPc(house, is_network=network.is_network(house)) as other:
        yield other


@pytest.fixture
def reader(house: Path, other: OtherPc) -> Iterator[Desk]:
    """This one, which only reads."""
    reader = open_desk(house)
    assert reader.is_read_only
    yield reader
    reader.close()


def names(desk: Desk) -> list[str]:
    return sorted(organisations.names(desk).values())


def test_a_write_is_news_once(other: OtherPc, reader: Desk) -> None:
    assert not reader.look().is_news
    other.do("write", "Parents du Mail")
    assert reader.look().is_news
    assert names(reader) == ["Parents du Mail"]
    assert not reader.look().is_news
    other.do("write", "Répar’Ici")
    assert reader.look().is_news
    assert names(reader) == ["Parents du Mail", "Répar’Ici"]


def test_reading_is_no_news(other: OtherPc, reader: Desk) -> None:
    names(reader)
    assert other.do("tell")["names"] == []
    assert not reader.look().is_news


def test_another_file_in_its_place_is_news(house: Path, other: OtherPc, reader: Desk, tmp_path: Path) -> None:
    other.close()
    reader.look()
    restored = builders.a_desk(tmp_path / "restored.coopdesk")
    builders.an_organisation(restored, "D’une sauvegarde")
    restored.close()
    shutil.move(tmp_path / "restored.coopdesk", house)

    assert reader.look().is_news
    assert names(reader) == ["D’une sauvegarde"]


def test_a_file_that_went_away_is_no_news_until_it_is_back(house: Path, other: OtherPc, reader: Desk) -> None:
    other.close()
    reader.look()
    away = house.with_name("away")
    house.rename(away)
    assert not reader.look().is_news
    away.rename(house)
    assert not reader.look().is_news


def test_looking_costs_nothing(reader: Desk) -> None:
    reader.look()
    start = time.perf_counter()
    for _time in range(100):
        reader.look()
    assert (time.perf_counter() - start) / 100 < 0.005
