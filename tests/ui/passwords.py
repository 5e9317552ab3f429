"""Answers to the dialog that waits for a password in a loop of its own; whatever happens, it does not wait for ever."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tests.ui import hands

from coopdesk.ui.unlock_dialog import UnlockDialog

_LOOK_EVERY_MS = 20
_LOOKS = 500


def answer(act: Callable[[UnlockDialog], object], looks: int = _LOOKS) -> None:
    """Do this with the dialog once it is there; it is closed if that did not."""
    QTimer.singleShot(_LOOK_EVERY_MS, lambda: _look(act, looks))


def _look(act: Callable[[UnlockDialog], object], looks: int) -> None:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, UnlockDialog) and one.isVisible()]
    if not found:
        assert looks, "no password was asked for"
        answer(act, looks - 1)
        return
    try:
        act(found[0])
    finally:
        if found[0].isVisible():
            found[0].reject()


def type_in(dialog: UnlockDialog, passphrase: str) -> None:
    """Type a password and press Enter."""
    hands.type_in(dialog.form["password"], passphrase)
    dialog.accept_button.click()
    hands.settle()
