"""The window on a file: Qt's application, the theme, the pages."""

import gc
import logging
import sys
import traceback
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from coopdesk import __version__
from coopdesk.app.pages import PAGES
from coopdesk.foundation import i18n, paths, preferences
from coopdesk.foundation.i18n import _
from coopdesk.foundation.preferences import Preferences
from coopdesk.foundation.problems import UserError
from coopdesk.services import search
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui import messages, theme
from coopdesk.ui.icons import icon
from coopdesk.ui.main_window import MainWindow
from coopdesk.wording.sentences import error_sentence

_log = logging.getLogger(__name__)


def open_window(path: Path | None, preferred: Preferences) -> int:
    """Show the window on a file, the last one used, or the first questions; returns the exit status."""
    application = make_application(preferred)
    messages.report_bugs_to(report_bug)
    sys.excepthook = lambda _kind, error, _trace: report_bug(error)
    desk = _desk(path, preferred)
    if desk is None:
        return 0
    window = make_window(desk)
    preferences.save(preferred.with_recent(desk.path))
    # On the usual 1366 × 768 screen the title and task bars leave less than the window's own size.
    room = window.screen().availableSize()
    if room.width() <= window.width() or room.height() <= window.height():
        window.showMaximized()
    else:
        window.show()
    QTimer.singleShot(0, _collect_again)
    status = application.exec()
    desk.close()
    return status


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


def report_bug(error: BaseException) -> None:
    """Log where an unexpected error arose, and say that what was saved is safe.

    The error's own words stay out of the log: they may hold a name.
    """
    places = "".join(traceback.format_tb(error.__traceback__))
    _log.error("unexpected %s\n%s", type(error).__name__, places)
    messages.warn(
        None,
        _("Something happened that coopdesk did not expect."),
        _("What was saved before is safe. The place of the error is noted in {folder}, without any name.").format(
            folder=paths.log_folder()
        ),
    )


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
            messages.warn(None, error_sentence(error))
            if path is not None:
                return None
    from coopdesk.ui.welcome import ask_for_house  # noqa: PLC0415 - only the first start asks

    return ask_for_house()
