"""What the user prefers on this computer: language, theme, where backups go, the files opened last."""

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from coopdesk.foundation import paths
from coopdesk.foundation.i18n import Language

LONGEST_RECENT = 8
"""How many files are remembered."""

_log = logging.getLogger(__name__)


class Scheme(StrEnum):
    """The theme that is asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings of one user on one computer: none of them belongs to a house.

    `recent` are paths, the last opened first; `backup_folder` is "" for a folder beside each house's file.
    """

    language: Language = Language.FRENCH
    scheme: Scheme = Scheme.SYSTEM
    recent: tuple[str, ...] = ()
    backup_folder: str = ""

    @property
    def chosen_backup_folder(self) -> Path | None:
        """The folder that was chosen for backups, None for the one beside the file."""
        return Path(self.backup_folder) if self.backup_folder else None

    def with_recent(self, path: Path) -> "Preferences":
        """The same, with this file as the one opened last."""
        opened = str(path.resolve())
        others = tuple(one for one in self.recent if one != opened)
        return replace(self, recent=(opened, *others)[:LONGEST_RECENT])


def load() -> Preferences:
    """The user's preferences; the usual ones for whatever is missing or damaged in the file."""
    try:
        read = json.loads(_path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Preferences()
    except (OSError, ValueError) as error:
        _log.info("preferences cannot be read, the usual ones serve: %s", error)
        return Preferences()
    return _preferences(read) if isinstance(read, Mapping) else Preferences()


def save(preferences: Preferences) -> None:
    """Write the preferences, whole or not at all; raises OSError where the folder cannot be written."""
    path = _path()
    draft = path.with_suffix(".new")
    written = asdict(preferences)
    written["recent"] = [_as_written(one) for one in preferences.recent]
    written["backup_folder"] = _as_written(preferences.backup_folder)
    draft.write_text(json.dumps(written, ensure_ascii=False, indent=2), encoding="utf-8")
    draft.replace(path)


def _path() -> Path:
    return paths.settings_folder() / "preferences.json"


def _as_written(path: str) -> str:
    """A path as it is kept: a USB stick has another letter on each computer, so what is on it is told from itself."""
    if not path or not paths.is_portable():
        return path
    folder = paths.settings_folder()
    if Path(path).anchor != folder.anchor or not _is_on_one_disk(Path(path), folder):
        return path
    return Path(os.path.relpath(path, folder)).as_posix()


def _is_on_one_disk(one: Path, other: Path) -> bool:
    # What is not there any more is left as it was written.
    return one.exists() and one.stat().st_dev == other.stat().st_dev


def _as_read(path: str) -> str:
    if not path or not paths.is_portable() or Path(path).is_absolute():
        return path
    return str(Path(os.path.normpath(paths.settings_folder() / path)))


def _preferences(read: Mapping[str, Any]) -> Preferences:
    usual = Preferences()
    language, scheme, recent = read.get("language"), read.get("scheme"), read.get("recent")
    paths_read = recent if isinstance(recent, list) else []
    folder = read.get("backup_folder")
    kept = [_as_read(one) for one in paths_read if isinstance(one, str)][:LONGEST_RECENT]
    return Preferences(
        language=Language(language) if language in list(Language) else usual.language,
        scheme=Scheme(scheme) if scheme in list(Scheme) else usual.scheme,
        recent=tuple(kept),
        backup_folder=_as_read(folder) if isinstance(folder, str) else usual.backup_folder,
    )
