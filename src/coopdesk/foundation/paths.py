"""Where the program's own files and the user's files live."""

import sys
import warnings
from functools import cache
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "resources"
_SOURCE_TREE = _PACKAGE.parent.parent

_MARKERS = ("portable.txt", "portable.ini", "portable")
"""One of these files beside the program means the same as `--portable`: what is unpacked on a USB stick has one."""


class _Chosen:
    """Where the user's things go: in the system's places, or in this folder beside the program."""

    portable: Path | None = None


def choose_places(*, portable: bool) -> None:
    """Keep settings and logs beside the program when that is asked for, or when a marker lies there."""
    folder = program_folder()
    is_portable = portable or any((folder / name).is_file() for name in _MARKERS)
    _Chosen.portable = folder / "settings" / "coopdesk" if is_portable else None


def program_folder() -> Path:
    """The folder of the program that was started."""
    return Path(sys.executable).parent


def is_portable() -> bool:
    """Whether settings and logs stay beside the program."""
    return _Chosen.portable is not None


@cache
def resources() -> Path:
    """The folder of data files: inside the installed package, or at the top of the source tree."""
    return _INSTALLED if is_installed() else _SOURCE_TREE / "resources"


@cache
def is_installed() -> bool:
    """Whether the program runs from an installed package, rather than from a source tree."""
    return _INSTALLED.is_dir()


def manual() -> Path:
    """The folder of the user's manual: its chapters, and their pictures in `images`."""
    return resources() / "manuel" if is_installed() else _SOURCE_TREE / "docs" / "manuel"


def old_files() -> Path:
    """The folder with one house of every former schema, which the self-test brings up to date."""
    return resources() / "old_files" if is_installed() else _SOURCE_TREE / "tests" / "store" / "old_files"


def settings_folder() -> Path:
    """Where this user's settings of the program are kept; made on first use."""
    if _Chosen.portable is not None:
        return _made(_Chosen.portable)
    return platformdirs.user_config_path("coopdesk", appauthor=False, ensure_exists=True)


def log_folder() -> Path:
    """Where the log is kept; made on first use."""
    if _Chosen.portable is not None:
        return _made(_Chosen.portable / "logs")
    return platformdirs.user_log_path("coopdesk", appauthor=False, ensure_exists=True)


def running_folder() -> Path:
    """Where the windows that are open on this computer leave word for each other; made on first use."""
    if _Chosen.portable is not None:
        return _made(_Chosen.portable / "running")
    with warnings.catch_warnings():
        # It warns where the session has no folder of its own, and gives one in the temporary folder: that does as well.
        warnings.simplefilter("ignore", UserWarning)
        return platformdirs.user_runtime_path("coopdesk", appauthor=False, ensure_exists=True)


def houses_folder() -> Path:
    """Where a new house's file is proposed to be kept; not made before there is one.

    The portable program proposes a place on its own stick, outside the folder that an update may replace.
    """
    if _Chosen.portable is not None:
        return program_folder().parent / "Maisons coopdesk"
    return platformdirs.user_documents_path() / "coopdesk"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
