"""Asks for the password of a file: as often as it takes, Escape gives up."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Saved, UserError, refused
from coopdesk.services import password
from coopdesk.services.desk import Key
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import ElidingLabel, text
from coopdesk.ui.widgets.secret_field import SecretField


class UnlockDialog(FormDialog):
    """One file, one password; `key` opens the file once the dialog is accepted."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        self.key: Key | None = None
        self._path = path
        self._secret = SecretField("password", _("Password"))
        super().__init__(
            _("This file has a password"),
            Form(self._secret),
            self._unlock,
            accept_word=_("Open"),
            parent=parent,
        )
        # Reading takes no right to write.
        self.accept_button.writes = False
        self.add(ElidingLabel(str(path)))
        self.add(self._secret)
        self.add(text(_("Whoever set it has printed it on the recovery sheet."), wrap=True))

    def _unlock(self) -> Outcome:
        try:
            self.key = password.unlock(self._path, self._secret.value())
        except UserError as error:
            if error.code != "password_wrong":
                raise
            self._secret.editor.selectAll()
            return refused("password", "password_wrong", path=self._path.name)
        return Saved(0)
