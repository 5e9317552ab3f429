"""The file that was opened last is not where it was: it comes back with its disk, or from its last backup."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import checks, passwords
from tests.ui.conftest import Recorder
from tests.ui.hands import press, says, settle, texts
from tests.ui.passwords import type_in

from coopdesk.services import backups, organisations, password
from coopdesk.services.desk import open_desk
from coopdesk.ui.missing_house import MissingHouse

PASSPHRASE = "trois tilleuls en fleur"  # noqa: S105 - of no real file


class Found(QObject):
    """What the banner brought."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []


def shown(qtbot: QtBot, path: Path) -> tuple[MissingHouse, Found]:
    """The banner, and what it brings."""
    banner, found = MissingHouse(path), Found()
    banner.found.connect(found.paths.append)
    qtbot.addWidget(banner)
    banner.resize(480, banner.sizeHint().height())
    banner.show()
    settle()
    return banner, found


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with one backup."""
    path = tmp_path / "Été" / "tilleuls.coopdesk"
    path.parent.mkdir()
    with closing(builders.a_desk(path)) as desk:
        builders.an_organisation(desk, "Fil & Parole")
        backups.back_up(desk)
    return path


def test_a_stick_that_is_plugged_in_again_is_found(qtbot: QtBot, house: Path, recorder: Recorder) -> None:
    away = house.parent.rename(house.parent.with_name("away"))
    banner, found = shown(qtbot, house)
    assert says(banner, str(house))
    assert not any("backup" in one for one in texts(banner))
    assert checks.nameless(banner) == []
    press(banner, "Look again")
    assert recorder.said == [("warning", "It is still not there.")]
    away.rename(house.parent)
    press(banner, "Look again")
    assert found.paths == [house]


def test_a_deleted_file_comes_back_from_its_backup(qtbot: QtBot, house: Path, recorder: Recorder) -> None:
    house.unlink()
    banner, found = shown(qtbot, house)
    (words,) = [one for one in texts(banner) if one.startswith("Put back the backup made on 24 November 2026")]
    recorder.answers = [False, True]
    press(banner, words)
    assert not house.exists()
    press(banner, words)
    assert found.paths == [house]
    with closing(open_desk(house)) as desk:
        assert list(organisations.names(desk).values()) == ["Fil & Parole"]
    assert recorder.said == [("question", "Was the file deleted?")] * 2


def test_a_backup_under_a_password_asks_for_it(qtbot: QtBot, house: Path, recorder: Recorder) -> None:
    with closing(open_desk(house, clock=lambda: builders.NOW)) as desk:
        password.set_password(desk, PASSPHRASE)
        backups.back_up(desk)
    house.unlink()
    for one in backups.backups(house):
        if not one.is_encrypted:
            one.path.unlink()
    banner, found = shown(qtbot, house)
    (words,) = [one for one in texts(banner) if one.startswith("Put back")]
    recorder.answers = [True, True]
    passwords.answer(lambda dialog: dialog.reject())
    press(banner, words)
    assert not house.exists()
    passwords.answer(lambda dialog: type_in(dialog, PASSPHRASE))
    press(banner, words)
    assert found.paths == [house]
    assert password.is_needed(house)


def test_backups_that_are_damaged_too_are_said(qtbot: QtBot, house: Path, recorder: Recorder) -> None:
    house.unlink()
    for one in backups.backups(house):
        one.path.write_bytes(one.path.read_bytes()[:-4096])
    banner, found = shown(qtbot, house)
    recorder.answers = [True]
    press(banner, next(one for one in texts(banner) if one.startswith("Put back")))
    assert recorder.said[-1] == ("warning", "No backup of it can be read whole.")
    assert found.paths == []
