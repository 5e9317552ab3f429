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


class Opening:
    """One file that its user opens; `key` is what they gave for it, also where the file then is damaged."""

    def __init__(self, path: Path, parent: QWidget | None = None, key: Key | None = None) -> None:
        self.key = key
        self._path = path
        self._parent = parent

    def desk(self) -> Desk | None:
        """The house, None when its password is not given; the key there is is tried before another is asked for.

        Raises UserError as `open_desk` does.
        """
        try:
            return open_desk(self._path, key=self.key)
        except UserError as error:
            if error.code != "password_needed":
                raise
        self.key = ask_for_key(self._path, self._parent)
        return None if self.key is None else open_desk(self._path, key=self.key)


def open_house(path: Path, parent: QWidget | None = None, *, key: Key | None = None) -> Desk | None:
    """The house of a file, as `Opening.desk` gives it."""
    return Opening(path, parent, key).desk()


def ask_for_key(path: Path, parent: QWidget | None = None) -> Key | None:
    """What opens an encrypted file, None when the user gives up."""
    from coopdesk.ui.unlock_dialog import UnlockDialog  # noqa: PLC0415 - few houses need it

    dialog = UnlockDialog(path, parent)
    # A loop of its own, as the first questions: nothing can go on without the answer.
    return dialog.key if dialog.exec() == QDialog.DialogCode.Accepted else None
