"""The password of a file, for a command: from the environment of a script, else asked for in the terminal."""

import getpass
import os
import sys
from pathlib import Path

from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import UserError
from coopdesk.services import password
from coopdesk.services.desk import Key

PRESENT, NEW = "COOPDESK_PASSWORD", "COOPDESK_NEW_PASSWORD"


def key_of(path: Path) -> Key | None:
    """What opens a file, None for a plain one; raises UserError password_needed or password_wrong."""
    return password.unlock(path, present(path)) if password.is_needed(path) else None


def present(path: Path) -> str:
    """The password a file opens with."""
    given = _given(PRESENT, _("Password of {file}: ").format(file=path.name))
    if given is None:
        raise UserError("password_needed", {"path": str(path)})
    return given


def new(path: Path) -> tuple[str, str]:
    """A new password, and what was typed the second time."""
    given = _given(NEW, _("New password of {file}: ").format(file=path.name))
    if given is None:
        raise UserError("password_needed", {"path": str(path)})
    if NEW in os.environ:
        return given, given
    return given, getpass.getpass(_("The same once more: "))


def _given(variable: str, prompt: str) -> str | None:
    if variable in os.environ:
        return os.environ[variable]
    return getpass.getpass(prompt) if sys.stdin is not None and sys.stdin.isatty() else None
