"""Answers to dialogs that wait in a loop of their own; whatever happens, none waits for ever."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from tests.ui import hands

from coopdesk.ui.unlock_dialog import UnlockDialog

DialogT = TypeVar("DialogT", bound=QDialog)

_LOOK_EVERY_MS = 20
_LOOKS = 500


def answer(act: Callable[[UnlockDialog], object]) -> None:
    """Do this with the dialog for a password once it is there; it is closed if that did not."""
    once_there(UnlockDialog, act)


def once_there(kind: type[DialogT], act: Callable[[DialogT], object], looks: int = _LOOKS) -> None:
    """Do this with a dialog once it is there; it is closed if that did not."""
    QTimer.singleShot(_LOOK_EVERY_MS, lambda: _look(kind, act, looks))


def _look(kind: type[DialogT], act: Callable[[DialogT], object], looks: int) -> None:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    if not found:
        assert looks, f"no {kind.__name__} was shown"
        once_there(kind, act, looks - 1)
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
