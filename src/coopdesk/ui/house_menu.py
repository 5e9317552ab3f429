"""The small menu at the end of the top bar: other houses, the manual, what the program is, the end."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from coopdesk.foundation import preferences
from coopdesk.foundation.i18n import _
from coopdesk.ui import commands
from coopdesk.ui.commands import CommandAction
from coopdesk.ui.messages import shown
from coopdesk.ui.widgets.buttons import Button, verbatim


class HouseMenu(Button):
    """A button that unfolds the acts on the file and on the program; their keys work in the whole window.

    `other_wanted` brings the file that was chosen, or None when it is still to be asked for.
    """

    other_wanted = Signal(object)
    new_wanted = Signal()

    def __init__(
        self, owner: QWidget, shown_path: Path, *, on_help: Callable[[], object], on_about: Callable[[], object]
    ) -> None:
        super().__init__("", variant="quiet", icon="menu")
        self._shown_path = shown_path
        self.setAccessibleName(_("Menu"))
        self.setToolTip(_("Other houses, help"))
        menu = QMenu(self)
        menu.addAction(CommandAction(commands.OPEN, owner, lambda: self.other_wanted.emit(None)))
        self._recent = menu.addMenu(_("Open a recent one"))
        menu.addAction(CommandAction(commands.NEW_HOUSE, owner, self.new_wanted.emit))
        menu.addSeparator()
        menu.addAction(CommandAction(commands.HELP, owner, on_help))
        menu.addAction(CommandAction(commands.ABOUT, owner, on_about))
        menu.addSeparator()
        menu.addAction(CommandAction(commands.QUIT, owner, owner.close))
        menu.aboutToShow.connect(self.show_recent)
        self.setMenu(menu)

    @shown
    def show_recent(self) -> None:
        """List the files opened last, the open one left out; their folders tell those of one name apart."""
        self._recent.clear()
        own = str(self._shown_path.resolve())
        others = [Path(one) for one in preferences.load().recent if one != own]
        names = [one.stem for one in others]
        for one in others:
            is_alone = names.count(one.stem) == 1
            words = one.stem if is_alone else _("{name} – {folder}").format(name=one.stem, folder=one.parent)
            action = self._recent.addAction(verbatim(words))
            action.setToolTip(str(one))
            action.triggered.connect(lambda _is_checked=False, one=one: self.other_wanted.emit(one))
        self._recent.setToolTipsVisible(True)
        self._recent.menuAction().setEnabled(bool(others))
