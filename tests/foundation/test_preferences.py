"""Preferences: kept from one start to the next, and never in the way of one."""

import json
from pathlib import Path

import pytest

from coopdesk.foundation import paths, preferences
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.preferences import LONGEST_RECENT, Preferences, Scheme


def file() -> Path:
    """Where they are kept."""
    return paths.settings_folder() / "preferences.json"


def test_without_a_file_they_are_the_usual_ones() -> None:
    assert preferences.load() == Preferences(Language.FRENCH, Scheme.SYSTEM, ())


def test_what_is_saved_is_read_again() -> None:
    chosen = Preferences(Language.ENGLISH, Scheme.DARK, ("/maison été/a.coopdesk",))
    preferences.save(chosen)
    assert preferences.load() == chosen
    assert [one.name for one in file().parent.iterdir()] == ["preferences.json"]


def test_backups_go_beside_the_file_until_a_folder_is_chosen() -> None:
    assert Preferences().chosen_backup_folder is None
    preferences.save(Preferences(backup_folder="/media/clé"))
    assert preferences.load().chosen_backup_folder == Path("/media/clé")
    file().write_text(json.dumps({"backup_folder": 3}))
    assert preferences.load().chosen_backup_folder is None


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b'"fr"'])
def test_a_damaged_file_gives_the_usual_ones(damage: bytes) -> None:
    file().write_bytes(damage)
    assert preferences.load() == Preferences()


def test_what_is_right_in_a_strange_file_is_kept() -> None:
    file().write_text(json.dumps({"language": "en", "scheme": ["dark"], "recent": ["a", 3, None], "more": 1}))
    assert preferences.load() == Preferences(Language.ENGLISH, Scheme.SYSTEM, ("a",))


def test_the_file_opened_last_comes_first_and_once(tmp_path: Path) -> None:
    chosen = Preferences()
    for name in [*(f"{n}.coopdesk" for n in range(10)), "9.coopdesk", "5.coopdesk"]:
        chosen = chosen.with_recent(tmp_path / name)
    assert len(chosen.recent) == LONGEST_RECENT
    assert [Path(one).stem for one in chosen.recent[:3]] == ["5", "9", "8"]
