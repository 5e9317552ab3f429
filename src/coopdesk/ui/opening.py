"""A house's file opened by its user, who is asked for the password where there is one."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from coopdesk.domain import backup
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk, Key, open_desk
from coopdesk.ui import messages

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
        """The house; None when its password is not given, or when it is a backup and was not meant.

        The key there is is tried before another is asked for. Raises UserError as `open_desk` does.
        """
        is_backup = backup.house_of(self._path.name) is not None
        if is_backup and not self._is_meant():
            return None
        try:
            return self._opened(read_only=is_backup)
        except UserError as error:
            if error.code != "password_needed":
                raise
        self.key = ask_for_key(self._path, self._parent)
        return None if self.key is None else self._opened(read_only=is_backup)

    def _opened(self, *, read_only: bool) -> Desk:
        try:
            return open_desk(self._path, key=self.key, read_only=read_only)
        except UserError as error:
            if read_only and error.code == "file_needs_upgrade":
                # Another file is opened once for writing; a backup never is.
                raise UserError("backup_needs_upgrade", error.params) from error
            raise

    def _is_meant(self) -> bool:
        """A backup that is worked in is a second house, and goes by itself when its time has come."""
        return messages.confirm(
            self._parent,
            _("This file is a backup of “{name}”.").format(name=backup.house_of(self._path.name)),
            _(
                "It can be looked at, not changed. To go back to it, open the house, then Settings, Backups, Restore… "
                "If the house’s own file is lost, copy this one to another folder under another name, and open that."
            ),
            _("Look at it"),
        )


def ask_for_key(path: Path, parent: QWidget | None = None) -> Key | None:
    """What opens an encrypted file, None when the user gives up."""
    from coopdesk.ui.unlock_dialog import UnlockDialog  # noqa: PLC0415 - few houses need it

    dialog = UnlockDialog(path, parent)
    # A loop of its own, as the first questions: nothing can go on without the answer.
    return dialog.key if dialog.exec() == QDialog.DialogCode.Accepted else None
