"""The file that was opened last is not where it was: look for it again, or make it again of its last backup."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coopdesk.foundation import preferences
from coopdesk.foundation.i18n import _
from coopdesk.services import backups
from coopdesk.services.backups import Backup
from coopdesk.ui import messages
from coopdesk.ui.messages import shown
from coopdesk.ui.opening import ask_for_key
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import link, second
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording.backups import on_day


class MissingHouse(QWidget):
    """Names the file; `found` brings its path once it is there, plugged in again or made of a backup.

    A backup is offered only where the folder of the file is there: what was on a stick comes back with the stick.
    """

    found = Signal(object)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._backup = self._last_backup()
        detail = _("{path}: plug in the stick or the disk that holds it, or choose another file.")
        banner = Banner(Tone.WARNING, _("The file opened last is not there."), detail.format(path=str(path)))
        column = vbox(banner, spacing=8)
        acts = hbox(second(_("Look again"), self._look), spacing=12)
        if self._backup is not None:
            words = _("Put back the backup made {when}…").format(when=on_day(self._backup.moment))
            acts.addWidget(link(words, self._put_back))
        acts.addStretch(1)
        column.addLayout(acts)
        self.setLayout(column)

    def _last_backup(self) -> Backup | None:
        if not self._path.parent.is_dir():
            return None
        found = backups.backups(self._path, preferences.load().chosen_backup_folder)
        return found[0] if found else None

    @shown
    def _look(self) -> None:
        if self._path.is_file():
            self.found.emit(self._path)
        else:
            messages.warn(self, _("It is still not there."), str(self._path))

    @shown
    def _put_back(self) -> None:
        if self._backup is None or not messages.confirm(
            self,
            _("Was the file deleted?"),
            _(
                "If it was only moved or renamed, close this and open it where it is now: the backup holds nothing of "
                "what was done since."
            ),
            _("Put the backup back"),
        ):
            return
        key = None
        if self._backup.is_encrypted and (key := ask_for_key(self._backup.path, self)) is None:
            return
        good = backups.newest_good(self._path, preferences.load().chosen_backup_folder, key)
        if good is None:
            messages.warn(self, _("No backup of it can be read whole."))
            return
        backups.put_back(good.path, self._path, datetime.now(), key)
        self.found.emit(self._path)
