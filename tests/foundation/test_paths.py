"""Where things are kept: in the system's places, or all of it beside the program on a USB stick."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.foundation import paths, preferences
from coopdesk.foundation.preferences import Preferences


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a program that was started from a stick."""
    folder = tmp_path / "clé USB" / "coopdesk"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "executable", str(folder / "coopdesk.exe"))
    yield folder
    monkeypatch.undo()
    paths.choose_places(portable=False)


def test_by_itself_everything_is_in_the_places_of_the_system(stick: Path) -> None:
    paths.choose_places(portable=False)
    for folder in (paths.settings_folder(), paths.log_folder(), paths.houses_folder()):
        assert stick not in folder.parents
    assert paths.houses_folder().name == "coopdesk"
    assert not paths.is_portable()


@pytest.mark.parametrize("marker", [None, "portable.txt", "portable.ini", "portable"])
def test_portable_keeps_all_that_is_its_own_beside_the_program(stick: Path, marker: str | None) -> None:
    if marker is not None:
        (stick / marker).touch()
    paths.choose_places(portable=marker is None)
    assert paths.is_portable()
    assert paths.settings_folder() == stick / "settings" / "coopdesk"
    assert paths.log_folder() == stick / "settings" / "coopdesk" / "logs"
    assert paths.running_folder() == stick / "settings" / "coopdesk" / "running"
    # An update may replace the program's whole folder: no house is proposed to be kept in it.
    assert paths.houses_folder() == stick.parent / "Maisons coopdesk"


def test_files_on_the_stick_are_found_under_another_letter(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths.choose_places(portable=True)
    house = stick.parent / "Maisons coopdesk" / "été.coopdesk"
    house.parent.mkdir()
    house.touch()
    gone = str(stick.parent / "not there.coopdesk")
    preferences.save(Preferences(recent=(str(house), gone), backup_folder=str(house.parent)))
    written = json.loads((stick / "settings" / "coopdesk" / "preferences.json").read_text("utf-8"))
    assert written["recent"] == ["../../../Maisons coopdesk/été.coopdesk", gone]
    assert preferences.load().recent == (str(house), gone)

    moved = stick.parent.rename(stick.parent.with_name("F"))
    monkeypatch.setattr(sys, "executable", str(moved / "coopdesk" / "coopdesk.exe"))
    paths.choose_places(portable=True)
    assert preferences.load().recent[0] == str(moved / "Maisons coopdesk" / "été.coopdesk")
    assert preferences.load().chosen_backup_folder == moved / "Maisons coopdesk"


def test_a_session_without_a_folder_of_its_own_has_one_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert paths.running_folder().is_dir()


def test_the_manual_and_the_old_files_are_found() -> None:
    assert (paths.manual() / "images").is_dir()
    assert list(paths.old_files().glob("*.coopdesk"))
