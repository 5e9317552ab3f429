"""A damaged file, met at opening or while it is open: what to open instead."""

from pathlib import Path

from PySide6.QtWidgets import QDialog

from coopdesk.foundation.i18n import _
from coopdesk.foundation.preferences import Preferences
from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk, Key
from coopdesk.ui import messages
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.opening import ask_for_key, open_house
from coopdesk.wording.sentences import error_sentence

CODE = "file_damaged"


class Damage:
    """Asks once, when damage is met in the open file, whether to leave it; `was_left` tells the answer."""

    def __init__(self, window: MainWindow) -> None:
        self.was_left = False
        self._window = window
        messages.answer_with(CODE, self._ask)

    def stop(self) -> None:
        """From now on damage is only told."""
        messages.answer_with(CODE, None)

    def _ask(self, error: UserError) -> None:
        # Each page that is refreshed meets it again: what was declined is not asked a second time.
        self.stop()
        self.was_left = messages.confirm(
            self._window,
            error_sentence(error),
            _("The file is closed, then you choose. What was saved in a backup is safe."),
            _("Close the file and choose"),
        )
        if self.was_left:
            self._window.close()


def instead_of(damaged: Path, preferred: Preferences, key: Key | None = None) -> Desk | None:
    """The house that is opened in the place of a damaged file, which `key` opened, None when the user left."""
    from coopdesk.services import password  # noqa: PLC0415 - hardly ever needed
    from coopdesk.ui.damaged_dialog import DamagedDialog  # noqa: PLC0415 - hardly ever needed

    while True:
        if key is None and password.is_needed(damaged):
            key = ask_for_key(damaged)
        dialog = DamagedDialog(damaged, preferred.chosen_backup_folder, key)
        # A loop of its own, as the first questions: there is no window behind it.
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.path is None:
            return None
        try:
            desk = open_house(dialog.path, key=key)
        except UserError as error:
            messages.warn(None, error_sentence(error))
            if error.code == CODE:
                damaged, key = dialog.path, None
        else:
            if desk is not None:
                return desk
