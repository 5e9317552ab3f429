"""A house's file opened by its user, who is asked for the password where there is one."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk, Key, open_desk

HOUSE_SUFFIX = ".coopdesk"


def house_filters() -> str:
    """What a dialog shows that asks for a house."""
    return _("coopdesk houses (*.coopdesk)")


def open_house(path: Path, parent: QWidget | None = None, *, key: Key | None = None) -> Desk | None:
    """The house, None when its password is not given; `key` is tried before it is asked for.

    Raises UserError as `open_desk` does.
    """
    try:
        return open_desk(path, key=key)
    except UserError as error:
        if error.code != "password_needed":
            raise
    key = ask_for_key(path, parent)
    return None if key is None else open_desk(path, key=key)


def ask_for_key(path: Path, parent: QWidget | None = None) -> Key | None:
    """What opens an encrypted file, None when the user gives up."""
    from coopdesk.ui.unlock_dialog import UnlockDialog  # noqa: PLC0415 - few houses need it

    dialog = UnlockDialog(path, parent)
    # A loop of its own, as the first questions: nothing can go on without the answer.
    return dialog.key if dialog.exec() == QDialog.DialogCode.Accepted else None
