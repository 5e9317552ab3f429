"""Which house is opened: the one named, the last one used, or another that the user asks for from the window."""

from contextlib import suppress
from functools import partial
from pathlib import Path

from coopdesk.app import damage
from coopdesk.domain import backup
from coopdesk.foundation import preferences
from coopdesk.foundation.i18n import _
from coopdesk.foundation.preferences import Preferences
from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk
from coopdesk.ui import messages, one_window
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.messages import shown
from coopdesk.ui.opening import house_filters
from coopdesk.wording.sentences import error_sentence


def first_desk(path: Path | None, preferred: Preferences) -> Desk | None:
    """The house the program starts with, None when the user left or another window shows it already.

    Without a name it is the last one used. Where that is not there, nothing else is opened in its place unasked: who
    works in another house without seeing it has two.
    """
    recent = [Path(one) for one in preferred.recent]
    wanted = path or next(iter(recent), None)
    missing = None
    if wanted is not None and (path is not None or wanted.is_file()):
        if one_window.is_shown_elsewhere(wanted):
            return None
        desk = _opened(wanted, preferred)
        if desk is not None:
            return desk
        if path is not None:
            return None
    elif wanted is not None:
        missing = wanted
    from coopdesk.ui.welcome import ask_for_house  # noqa: PLC0415 - only the first start asks

    return ask_for_house(missing, [one for one in recent if one.is_file()], damage.open_or_mend)


def _opened(wanted: Path, preferred: Preferences) -> Desk | None:
    try:
        return damage.open_or_mend(wanted, preferred)
    except UserError as error:
        messages.warn(None, error_sentence(error))
    return None


def remember(path: Path) -> None:
    """Make it the house that the program begins with next time; a backup that is looked at never is."""
    if backup.house_of(path.name) is None:
        # Where settings cannot be written, only the list of the files opened last is lost.
        with suppress(OSError):
            preferences.save(preferences.load().with_recent(path))


class Switch:
    """Takes the user from one house to another: the new one is opened first, so that a refusal leaves everything.

    `next` is the house to be shown when the window has closed.
    """

    def __init__(self) -> None:
        self.next: Desk | None = None

    def follow(self, window: MainWindow) -> None:
        """Do what the menu of this window asks for."""
        window.house_menu.other_wanted.connect(partial(self._open, window))
        window.house_menu.new_wanted.connect(partial(self._make, window))

    @shown
    def _open(self, window: MainWindow, path: Path | None) -> None:
        wanted = path or messages.choose_open(window, _("Open a house"), house_filters())
        if wanted is None or one_window.is_shown(wanted):
            return
        self._go_on(window, damage.open_or_mend(wanted, preferences.load(), window))

    @shown
    def _make(self, window: MainWindow) -> None:
        from coopdesk.ui.welcome import Welcome  # noqa: PLC0415 - most days make no house

        welcome = Welcome(window, open_file=damage.open_or_mend)
        welcome.accepted.connect(lambda: self._go_on(window, welcome.desk))
        welcome.open()

    def _go_on(self, window: MainWindow, desk: Desk | None) -> None:
        if desk is not None:
            self.next = desk
            window.close()
