"""When backups are made: after each hour of work and at the end, if something changed; the status line says so."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from coopdesk.foundation import preferences
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Changes, Desk, Kept
from coopdesk.ui import background, messages
from coopdesk.ui.status_line import StatusLine
from coopdesk.wording import backups as wording
from coopdesk.wording.sentences import error_sentence

if TYPE_CHECKING:
    from coopdesk.services.backups import Backup

HOUR = 3_600_000
"""In milliseconds."""

_log = logging.getLogger(__name__)


class Keeping(QObject):
    """Looks after the backups of one open house."""

    _made = Signal(object)

    def __init__(self, desk: Desk, status: StatusLine) -> None:
        super().__init__()
        self._desk = desk
        self._status = status
        self._is_changed = False
        self._timer = QTimer(self)
        self._timer.setInterval(HOUR)
        self._timer.timeout.connect(self.back_up)
        self._made.connect(self._show, Qt.ConnectionType.QueuedConnection)
        desk.listen(self._note)
        desk.listen_to_backups(self._note_backup)

    def start(self) -> None:
        """Look for the last backup, and begin to count the hours."""
        self._timer.start()
        background.run(lambda _progress: self._look(), self._show_last, self._show_failure)

    def back_up(self) -> None:
        """Make a backup beside the window's work if something changed since the last one."""
        if self._is_due:
            background.run(lambda _progress: self._make(), lambda _kept: None, self._show_failure)

    def finish(self) -> None:
        """Make the last backup of the session: the window is closed, the file not yet."""
        self._timer.stop()
        if not self._is_due:
            return
        try:
            self._make()
        except UserError as error:
            messages.warn(None, _("The backup at closing could not be made."), error_sentence(error))

    @property
    def _is_due(self) -> bool:
        # Whoever may only read leaves it to the one who writes.
        return self._is_changed and not self._desk.is_read_only

    def _look(self) -> "Backup | None":
        """The last backup; called on the worker's thread."""
        from coopdesk.services import backups  # noqa: PLC0415 - the window's thread does not wait for SQLAlchemy

        last = next(iter(backups.backups(self._desk.path, preferences.load().chosen_backup_folder)), None)
        if last is None or not backups.is_current(self._desk, last.path):
            # The session before ended without one: a power cut, or a disk that was full.
            self._is_changed = True
        return last

    def _make(self) -> Kept:
        from coopdesk.services import backups  # noqa: PLC0415 - see `_look`

        # Said before: what is written while the copy is made belongs to the next one.
        self._is_changed = False
        try:
            return backups.back_up(self._desk, preferences.load().chosen_backup_folder)
        except BaseException:
            self._is_changed = True
            raise

    def _note(self, _changes: Changes) -> None:
        self._is_changed = True

    def _note_backup(self, kept: Kept) -> None:
        # In the thread that made it; the queued signal carries it to the window's.
        self._made.emit(kept)

    def _show(self, kept: Kept) -> None:
        if kept.trouble is None:
            self._show_last(kept.backup)
            return
        words = wording.last_backup_elsewhere(kept.backup.moment, self._desk.now())
        self._status.show_backup(words, error_sentence(kept.trouble))

    def _show_last(self, last: "Backup | None") -> None:
        if last is not None:
            self._status.show_backup(wording.last_backup(last.moment, self._desk.now()))

    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        _log.info("no backup: %s", error.code)
        self._status.show_backup(_("No backup could be made"), error_sentence(error))
