"""The window on a file: Qt's application, the theme, the pages."""

import gc
import sys
from contextlib import closing, suppress
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from coopdesk import __version__
from coopdesk.app import damage
from coopdesk.app.bugs import Bugs
from coopdesk.app.keeping import Keeping
from coopdesk.app.pages import PAGES
from coopdesk.foundation import crashes, i18n, preferences
from coopdesk.foundation.preferences import Preferences
from coopdesk.foundation.problems import UserError
from coopdesk.services import search
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui import messages, theme
from coopdesk.ui.icons import icon
from coopdesk.ui.main_window import MainWindow
from coopdesk.wording.sentences import error_sentence


def open_window(path: Path | None, preferred: Preferences) -> int:
    """Show the window on a file, the last one used, or the first questions; returns the exit status."""
    application = make_application(preferred)
    bugs = Bugs()
    messages.report_bugs_to(bugs.report)
    crashes.catch_all(bugs.report)
    status, desk = 0, _desk(path, preferred)
    while desk is not None:
        status, was_damaged = _work(application, desk, preferred, bugs)
        desk = damage.instead_of(desk.path, preferred) if was_damaged else None
    return status


def _work(application: QApplication, desk: Desk, preferred: Preferences, bugs: Bugs) -> tuple[int, bool]:
    """Let the user work on a house until the window is closed; tells the exit status, and whether it was damage."""
    with closing(desk):
        bugs.follow(desk)
        try:
            window = make_window(desk)
        except UserError as error:
            if error.code != damage.CODE:
                raise
            return 0, True
        met = damage.Damage(window)
        # Where settings cannot be written, only the list of the files opened last is lost.
        with suppress(OSError):
            preferences.save(preferred.with_recent(desk.path))
        _show(window)
        QTimer.singleShot(0, bugs.tell_of_last_end)
        QTimer.singleShot(0, _collect_again)
        keeping = Keeping(desk, window.status)
        QTimer.singleShot(0, keeping.start)
        status = application.exec()
        met.stop()
        if not met.was_left:
            keeping.finish()
        return status, met.was_left


def make_application(preferred: Preferences) -> QApplication:
    """Qt's application in the user's language and theme."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication([*sys.argv[:1], *theme.QT_ARGUMENTS])
    application.setApplicationName("coopdesk")
    application.setApplicationVersion(__version__)
    QLocale.setDefault(QLocale("fr_FR" if i18n.language() is i18n.Language.FRENCH else "en_GB"))
    _translate_standard_buttons(application)
    theme.apply(application, preferred.scheme)
    application.setWindowIcon(icon("house", theme.current().accent, 32))
    return application


def make_window(desk: Desk) -> MainWindow:
    """The main window on an open house."""
    return MainWindow(desk, PAGES, lambda text: search.search(desk, text))


def _show(window: MainWindow) -> None:
    # On the usual 1366 × 768 screen the title and task bars leave less than the window's own size.
    room = window.screen().availableSize()
    if room.width() <= window.width() or room.height() <= window.height():
        window.showMaximized()
    else:
        window.show()


def _collect_again() -> None:
    """After the first paint: what is loaded by now stays, only what comes is looked through."""
    gc.freeze()
    gc.enable()


def _translate_standard_buttons(application: QApplication) -> None:
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{i18n.language().value}", folder):
        application.installTranslator(translator)


def _desk(path: Path | None, preferred: Preferences) -> Desk | None:
    wanted = path or next((Path(one) for one in preferred.recent if Path(one).is_file()), None)
    if wanted is not None:
        try:
            return open_desk(wanted)
        except UserError as error:
            if error.code == damage.CODE:
                return damage.instead_of(wanted, preferred)
            messages.warn(None, error_sentence(error))
            if path is not None:
                return None
    from coopdesk.ui.welcome import ask_for_house  # noqa: PLC0415 - only the first start asks

    return ask_for_house()
