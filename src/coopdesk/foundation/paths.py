"""Where the program's own files and the user's files live."""

from functools import cache
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "resources"


@cache
def resources() -> Path:
    """The folder of data files: inside the installed package, or at the top of the source tree."""
    return _INSTALLED if is_installed() else _PACKAGE.parent.parent / "resources"


@cache
def is_installed() -> bool:
    """Whether the program runs from an installed package, rather than from a source tree."""
    return _INSTALLED.is_dir()


def settings_folder() -> Path:
    """Where this user's settings of the program are kept; made on first use."""
    return platformdirs.user_config_path("coopdesk", appauthor=False, ensure_exists=True)


def log_folder() -> Path:
    """Where the log is kept; made on first use."""
    return platformdirs.user_log_path("coopdesk", appauthor=False, ensure_exists=True)
