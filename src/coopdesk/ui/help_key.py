"""F1, over the window and over its dialogs: the manual opens where it tells of what has the keyboard."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from coopdesk.ui import commands
from coopdesk.ui.messages import shown

if TYPE_CHECKING:
    from coopdesk.ui.help.manual_window import ManualWindow

ASKED_BY = "askedBy"
"""The property of a dialog of no class of its own: the module that asks through it."""


class _Active:
    """The manual, once somebody has asked for it; one per process."""

    window: "ManualWindow | None" = None


def answer_help_key(dialog: QDialog) -> None:
    """Let F1 open the manual over a dialog, as it does over the window: a dialog keeps the window's keys from it."""
    for keys in commands.HELP.keys:
        QShortcut(QKeySequence(keys), dialog, lambda: open_manual(dialog.focusWidget(), dialog))


@shown
def open_manual(*about: QWidget | None) -> None:
    """Open the manual where it tells of the first of these widgets, or of what it stands in, that it knows."""
    from coopdesk.ui.help.manual_window import ManualWindow  # noqa: PLC0415 - nobody asks before the first paint
    from coopdesk.ui.help.topics import FIRST  # noqa: PLC0415 - nobody asks before the first paint

    if _Active.window is None:
        _Active.window = ManualWindow()
    found = (_topic(one) for one in about)
    _Active.window.show_about(next((one for one in found if one), FIRST))


def close_manual() -> None:
    """Put the manual away with the window, or the first questions, that it was opened from."""
    if _Active.window is not None:
        _Active.window.close()
        _Active.window.deleteLater()
        _Active.window = None


def _topic(widget: QWidget | None) -> str | None:
    """What tells of a widget, or else of the window that the one it stands in was opened from."""
    from coopdesk.ui.help.topics import nearest  # noqa: PLC0415 - nobody asks before the first paint

    modules: list[str] = []
    while widget is not None:
        modules.append(widget.property(ASKED_BY) or type(widget).__module__)
        if widget.isWindow():
            if found := nearest(modules):
                return found
            modules = []
        widget = widget.parentWidget()
    return nearest(modules)
