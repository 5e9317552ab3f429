"""A damaged file, met at opening or while it is open: what to open instead."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from coopdesk.foundation.i18n import _
from coopdesk.foundation.preferences import Preferences
from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk, Key
from coopdesk.ui import messages, one_window
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.opening import Opening, ask_for_key
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


def open_or_mend(path: Path, preferred: Preferences, parent: QWidget | None = None) -> Desk | None:
    """The house of a file, or what its user opens in its place where it is damaged; None when they left.

    The file was claimed (ui.one_window); the claim goes unless the house is of that very file. Raises UserError as
    `open_desk` does, but for damage.
    """
    opening, desk = Opening(path, parent), None
    try:
        desk = opening.desk()
    except UserError as error:
        if error.code != CODE:
            raise
        desk = instead_of(path, preferred, opening.key, parent)
    finally:
        if desk is None or desk.path.resolve() != path.resolve():
            one_window.leave(path)
    return desk


def instead_of(
    damaged: Path, preferred: Preferences, key: Key | None = None, parent: QWidget | None = None
) -> Desk | None:
    """The house that is opened in the place of a damaged file, which `key` opens, None when the user left.

    Of the files that are tried, only the one of that house stays claimed.
    """
    tried: list[Path] = []
    desk = None
    try:
        desk = _chosen_instead(damaged, preferred, key, parent, tried)
    finally:
        for one in tried:
            if desk is None or desk.path.resolve() != one.resolve():
                one_window.leave(one)
    return desk


def _chosen_instead(
    damaged: Path, preferred: Preferences, key: Key | None, parent: QWidget | None, tried: list[Path]
) -> Desk | None:
    from coopdesk.services import password  # noqa: PLC0415 - hardly ever needed
    from coopdesk.ui.damaged_dialog import DamagedDialog  # noqa: PLC0415 - hardly ever needed

    while True:
        if key is None and password.is_needed(damaged):
            key = ask_for_key(damaged, parent)
        dialog = DamagedDialog(damaged, preferred.chosen_backup_folder, key, parent)
        # A loop of its own, as the first questions: nothing can go on without the answer.
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.path is None:
            return None
        if dialog.path != damaged and dialog.path not in tried:
            if one_window.is_shown(dialog.path):
                # Behind this dialog, or come forward: what was asked for is done.
                return None
            tried.append(dialog.path)
        opening = Opening(dialog.path, parent, key)
        try:
            desk = opening.desk()
        except UserError as error:
            messages.warn(parent, error_sentence(error))
            if error.code == CODE:
                damaged, key = dialog.path, opening.key
        else:
            if desk is not None:
                return desk
