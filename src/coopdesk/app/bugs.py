"""What the window does with an error that nothing caught: it notes it, and tells of it once."""

import logging
import threading
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QThread, Signal, qVersion
from PySide6.QtWidgets import QApplication

from coopdesk.domain.operation import Operation
from coopdesk.foundation import crashes
from coopdesk.foundation.i18n import _, format_time
from coopdesk.foundation.problems import UserError
from coopdesk.foundation.traces import describe
from coopdesk.services.desk import Changes, Desk
from coopdesk.ui import messages
from coopdesk.wording.labels import label

_log = logging.getLogger(__name__)


class Bugs(QObject):
    """Tells of errors one at a time, on the window's thread, however many arise and wherever.

    What arises while one is told is not the user's doing, who can reach nothing else then: a painting that fails,
    fails sixty times a second. It is noted once and never told again.
    """

    _arose = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._telling = threading.Lock()
        self._repeated: set[str] = set()
        self._last_save: tuple[Operation, datetime] | None = None
        self._arose.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def follow(self, desk: Desk) -> None:
        """Remember what was saved last in this file."""
        _log.info("opened %s, read-only: %s", desk.path, desk.is_read_only)

        def remember(changes: Changes) -> None:
            _log.info("%s: %s", changes.operation, changes.way)
            self._last_save = (changes.operation, desk.now())

        desk.listen(remember)

    def report(self, error: BaseException) -> None:
        """Note an error, and tell of it as soon as the window is idle: it may come from the middle of a painting."""
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        described = describe(error)
        if described in self._repeated:
            return
        if not isinstance(error, UserError):
            crashes.note(described)
        if not self._telling.acquire(blocking=False):
            self._repeated.add(described)
        elif QThread.currentThread().loopLevel() > 0 or not self._is_windows_thread():
            self._arose.emit(error)
        else:
            # The program is about to end of it: no event loop would ever come to it.
            self._tell(error, is_ending=True)

    def tell_of_last_end(self) -> None:
        """Say, once, that the program ended suddenly the last time."""
        left = crashes.take_last_end()
        if not left or not self._telling.acquire(blocking=False):
            return
        from coopdesk.ui.crash_dialog import CrashDialog  # noqa: PLC0415 - the start must not wait for it

        dialog = CrashDialog(
            _("coopdesk stopped suddenly the last time."),
            _("What was saved before is safe in the file."),
            _report(left),
        )
        dialog.finished.connect(lambda _result: self._telling.release())
        dialog.open()

    def _tell(self, error: BaseException, *, is_ending: bool = False) -> None:
        if isinstance(error, UserError):
            messages.handle(error)
            self._telling.release()
            return
        from coopdesk.ui.crash_dialog import CrashDialog  # noqa: PLC0415 - most days do without

        dialog = CrashDialog(
            _("Something happened that coopdesk did not expect."),
            self._what_is_saved(),
            _report(describe(error)),
            quit_program=None if is_ending else _quit,
        )
        dialog.finished.connect(lambda _result: self._telling.release())
        if is_ending:
            dialog.exec()
        else:
            dialog.open()

    def _what_is_saved(self) -> str:
        if self._last_save is None:
            saved = _("Your file is as it was when it was opened.")
        else:
            operation, moment = self._last_save
            saved = _("What was saved is safe in the file; the last of it, at {time}: {operation}.").format(
                time=format_time(moment), operation=label(operation)
            )
        lost = _("What you were doing just now may not have been saved: please check it.")
        return f"{saved} {lost}"

    def _is_windows_thread(self) -> bool:
        return QThread.currentThread() is self.thread()


def _report(what: str) -> str:
    return crashes.report(what, Qt=qVersion())


def _quit() -> None:
    QApplication.closeAllWindows()
    QApplication.quit()
