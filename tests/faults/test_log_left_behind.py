"""A log that stayed behind when its file was lost: no file that comes under the same name is given what is in it."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests import builders

from coopdesk.services import backups, organisations
from coopdesk.services.desk import create_desk, open_desk
from coopdesk.services.salvage import salvage
from coopdesk.wording import salvage as words

_CUT_OFF = """
import os, sys
from pathlib import Path
from tests import builders
from coopdesk.services import backups
desk = builders.a_desk(Path(sys.argv[1]))
builders.an_organisation(desk, "Jardin")
backups.back_up(desk)
for number in range(200):
    builders.an_organisation(desk, f"Structure {number}")
os._exit(0)  # as a power cut does
"""


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """Where a house was: deleted after a power cut, its log still there, its backup too."""
    path = tmp_path / "house.coopdesk"
    root = Path(__file__).parents[2]
    places = os.pathsep.join((str(root), *sys.path))
    subprocess.run([sys.executable, "-c", _CUT_OFF, str(path)], check=True, env={**os.environ, "PYTHONPATH": places})
    path.unlink()
    assert path.with_name("house.coopdesk-wal").stat().st_size > 0
    return path


def put_back(path: Path) -> None:
    good = backups.newest_good(path)
    assert good is not None
    assert backups.put_back(good.path, path, builders.NOW) is None


def begin_anew(path: Path) -> None:
    with closing(create_desk(path, builders.a_house())) as desk:
        builders.an_organisation(desk, "Jardin")


def recover(path: Path) -> None:
    good = backups.newest_good(path)
    assert good is not None
    salvage(good.path, path, words.stand_in())


@pytest.mark.parametrize("make", [put_back, begin_anew, recover])
def test_what_comes_in_the_place_of_a_lost_file_holds_only_its_own(lost: Path, make: Callable[[Path], None]) -> None:
    log = lost.with_name("house.coopdesk-wal").read_bytes()
    make(lost)
    with closing(open_desk(lost)) as desk:
        assert list(organisations.names(desk).values()) == ["Jardin"]
    assert backups.is_whole(lost)
    # Whoever knows how may still read it.
    assert log in [one.read_bytes() for one in lost.parent.glob("house damaged *-wal")]
