"""The window on a file: Qt's application, the theme, the pages."""

import sys
from collections.abc import Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from coopdesk import __version__
from coopdesk.app import choosing, damage, unlocking
from coopdesk.app.bugs import Bugs
from coopdesk.app.pages import PAGES
from coopdesk.domain.listing import SearchHit
from coopdesk.foundation import crashes, i18n, preferences
from coopdesk.foundation.preferences import Preferences
from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk
from coopdesk.ui import background, help_key, messages, one_window, theme
from coopdesk.ui.collector import Collector
from coopdesk.ui.icons import icon
from coopdesk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from coopdesk.app.keeping import Keeping

_PAINTED = 100
"""Milliseconds after which the window has surely been painted once."""


def open_window(path: Path | None, preferred: Preferences) -> int:
    """Show the window on a file, the last one used, or the first questions; returns the exit status."""
    application = make_application(preferred)
    bugs = Bugs()
    messages.report_bugs_to(bugs.report)
    crashes.catch_all(bugs.report)
    status, desk = 0, choosing.first_desk(path, preferred)
    while desk is not None:
        status, desk = _work(application, desk, bugs)
    # Over the first questions it may have been left open.
    help_key.close_manual()
    return status


def _work(application: QApplication, desk: Desk, bugs: Bugs) -> tuple[int, Desk | None]:
    """Let the user work on a house until its window is closed; tells the exit status, and the house that comes next."""
    was_damaged, switch = False, choosing.Switch()
    one_window.claim(desk.path)
    with closing(desk):
        bugs.follow(desk)
        try:
            window = make_window(desk)
        except UserError as error:
            if error.code != damage.CODE:
                raise
            status, was_damaged = 0, True
        else:
            status, was_damaged = _show_until_closed(application, desk, window, bugs, switch)
    one_window.leave(desk.path)
    if was_damaged:
        return status, damage.instead_of(desk.path, preferences.load(), desk.key)
    return status, switch.next


def _show_until_closed(
    application: QApplication, desk: Desk, window: MainWindow, bugs: Bugs, switch: "choosing.Switch"
) -> tuple[int, bool]:
    met = damage.Damage(window)
    unlocking.PasswordChanged(desk, window)
    switch.follow(window)
    choosing.remember(desk.path)
    _show(window)
    kept: list[Keeping] = []
    QTimer.singleShot(_PAINTED, window, lambda: kept.append(_begin(desk, window, bugs)))
    status = application.exec()
    met.stop()
    for keeping in kept:
        if not met.was_left:
            keeping.finish()
    return status, met.was_left


def _begin(desk: Desk, window: MainWindow, bugs: Bugs) -> "Keeping":
    """What waits until the first page is there to be read."""
    from coopdesk.app.keeping import Keeping  # noqa: PLC0415 - nothing to back up before the first act

    one_window.Listener(desk.path, window)
    Collector(window)
    bugs.tell_of_last_end()
    keeping = Keeping(desk, window.status)
    # The next page needs most of it; whoever is faster waits for the rest of the import.
    background.run(lambda _progress: _import_the_rest(), lambda _nothing: _watch_bookings(desk, window))
    keeping.start()
    return keeping


def _watch_bookings(desk: Desk, window: MainWindow) -> None:
    from coopdesk.app.bell import Bell  # noqa: PLC0415 - SQLAlchemy comes with it, and is there by now

    Bell(desk, window).start()


def _import_the_rest() -> None:
    """Load what the first page did without, SQLAlchemy above all; called on the worker's thread."""
    for module in ("bookings", "booking_states", "search", "backups"):
        import_module(f"coopdesk.services.{module}")


def make_application(preferred: Preferences) -> QApplication:
    """Qt's application in the user's language and theme."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication([*sys.argv[:1], *theme.QT_ARGUMENTS])
    application.setApplicationName("coopdesk")
    application.setApplicationVersion(__version__)
    # By it a Wayland desktop finds the window's icon (packaging/linux/coopdesk.desktop).
    application.setDesktopFileName("coopdesk")
    QLocale.setDefault(QLocale("fr_FR" if i18n.language() is i18n.Language.FRENCH else "en_GB"))
    _translate_standard_buttons(application)
    theme.apply(application, preferred.scheme)
    application.setWindowIcon(icon("house", theme.current().accent, 32))
    return application


def make_window(desk: Desk) -> MainWindow:
    """The main window on an open house."""
    return MainWindow(desk, PAGES, lambda text: _search(desk, text))


def _search(desk: Desk, text: str) -> Sequence[SearchHit]:
    from coopdesk.services import search  # noqa: PLC0415 - nobody searches before the first paint

    return search.search(desk, text)


def _show(window: MainWindow) -> None:
    # On the usual 1366 × 768 screen the title and task bars leave less than the window's own size.
    room = window.screen().availableSize()
    if room.width() <= window.width() or room.height() <= window.height():
        window.showMaximized()
    else:
        window.show()


def _translate_standard_buttons(application: QApplication) -> None:
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{i18n.language().value}", folder):
        application.installTranslator(translator)
