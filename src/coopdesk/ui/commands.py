"""Every act of the window that has a shortcut or stands in its menus: words, icon and keys, in one place."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from coopdesk.domain.listing import Subject
from coopdesk.foundation.i18n import N_, _
from coopdesk.ui import icons, theme


@dataclass(frozen=True, slots=True)
class Command:
    """One act: its words (English source), its icon, its keys, the first of them shown."""

    text: str
    icon: str = ""
    keys: tuple[str, ...] = ()


SEARCH = Command(N_("Search"), "search", ("Ctrl+K",))
NEW_ON_PAGE = Command(N_("New on this page"), "plus", ("Ctrl+N",))
UNDO = Command(N_("Undo"), "undo-2", ("Ctrl+Z",))
REDO = Command(N_("Redo"), "redo-2", ("Ctrl+Y", "Ctrl+Shift+Z"))
HISTORY = Command(N_("History"), "history", ("Ctrl+H",))
QUIT = Command(N_("Quit"), "", ("Ctrl+Q",))
OPEN = Command(N_("Open…"), "folder-open", ("Ctrl+O",))
NEW_HOUSE = Command(N_("New house…"), "house")
HELP = Command(N_("Help"), "circle-question-mark", ("F1",))
ABOUT = Command(N_("About coopdesk"), "info")

NEW = {
    Subject.BOOKING: Command(N_("Booking"), "calendar-plus"),
    Subject.LOAN: Command(N_("Loan"), "package-open"),
    Subject.ORGANISATION: Command(N_("Association"), "users-round"),
    Subject.ACTION: Command(N_("Action"), "handshake"),
}
"""What « New » offers, in this order."""


class CommandAction(QAction):
    """A command as Qt wants it: alive in the whole window, its icon in the theme's colours."""

    def __init__(self, command: Command, owner: QWidget, on_trigger: Callable[[], object]) -> None:
        super().__init__(_(command.text), owner)
        self._icon_name = command.icon
        if command.keys:
            self.setShortcuts([QKeySequence(keys) for keys in command.keys])
        self.triggered.connect(lambda: on_trigger())
        self._draw()
        theme.watcher.changed.connect(self._draw)
        owner.addAction(self)

    def _draw(self) -> None:
        if self._icon_name:
            self.setIcon(icons.icon(self._icon_name))


def to_page(title: str, place: int) -> Command:
    """The command that goes to the page at this place of the rail."""
    return Command(title, "", (f"Ctrl+{place + 1}",))
