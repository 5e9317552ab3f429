"""What to do with a damaged file: its latest good backup, what can still be read of it, or another file."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from coopdesk.foundation.i18n import _, format_date, format_time
from coopdesk.services import backups
from coopdesk.services.backups import Backup
from coopdesk.services.desk import Key
from coopdesk.services.salvage import Salvage, salvage
from coopdesk.ui import background, help_key, messages, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets import labels
from coopdesk.ui.widgets.buttons import Button, primary, quiet, second
from coopdesk.ui.widgets.layouts import frame, hbox, holder, vbox
from coopdesk.wording import salvage as words

_WIDTH = 560


class DamagedDialog(QDialog):
    """Asks; `path` is the file to open once it is accepted. The damaged one must not be open here; `key` opens it."""

    def __init__(
        self, damaged: Path, chosen_folder: Path | None = None, key: Key | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # Not of the whole program: the manual can be read beside it.
        self.setWindowModality(Qt.WindowModality.WindowModal)
        help_key.answer_help_key(self)
        self.path: Path | None = None
        self._damaged = damaged
        self._key = key
        self._backup = backups.newest_good(damaged, chosen_folder, key)
        self.setWindowTitle("coopdesk")
        self._restore_button = self._offer_backup(self._backup)
        self._salvage_button = second(_("Recover what can be read…"), self._salvage)
        self._other_button = second(_("Choose another file…"), self._choose)
        self._under_way = labels.muted(_("Reading what can be read…"))
        self._under_way.hide()
        ways = vbox(
            self._way(self._restore_button, self._about_backup()),
            self._way(
                self._salvage_button,
                _("A new file takes every record that can be read, and you are told what could not be."),
            ),
            self._way(self._other_button, _("Another house’s file, or a copy you kept elsewhere.")),
            self._under_way,
            spacing=14,
        )
        about = vbox(
            labels.section(_("Part of this file is damaged."), wrap=True),
            labels.ElidingLabel(str(damaged)),
            labels.text(_("It was left as it is, and stays on your disk whatever you choose here."), wrap=True),
            spacing=6,
        )
        head = hbox(vbox(labels.IconLabel("triangle-alert", Tone.WARNING, 20), None), (about, 1), spacing=12)
        body = holder(vbox(head, ways, spacing=18, margins=(16, 16, 16, 16)))
        body.setMinimumWidth(theme.scaled(_WIDTH))
        footer = frame(hbox(None, quiet(_("Close"), self.reject), margins=(16, 8, 16, 8)), "bar", edge="top")
        self.setLayout(vbox((body, 1), footer, spacing=0))

    def showEvent(self, event: QShowEvent) -> None:
        """Be as tall as the wrapped sentences need, which Qt's own first guess is not in a large font."""
        super().showEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def _offer_backup(self, backup: Backup | None) -> Button:
        if backup is None:
            offer = primary(_("Open the latest good backup"), self._restore)
            offer.setEnabled(False)
            return offer
        day, time = format_date(backup.moment.date()), format_time(backup.moment)
        return primary(_("Open the latest good backup ({day}, {time})").format(day=day, time=time), self._restore)

    def _about_backup(self) -> str:
        if self._backup is None:
            return _("No good backup was found beside the file or in the chosen folder.")
        return _(
            "It takes the place of the damaged file, which is put aside under another name. What was done after it "
            "is not in it."
        )

    def _way(self, button: QWidget, about: str) -> QWidget:
        return holder(vbox(hbox(button, None), labels.muted(about, wrap=True), spacing=4))

    @shown
    def _restore(self) -> None:
        if self._backup is not None:
            backups.put_back(self._backup.path, self._damaged, datetime.now(), self._key)
            self._take(self._damaged)

    @shown
    def _choose(self) -> None:
        path = messages.choose_open(self, _("Open a house"), _("coopdesk houses (*.coopdesk)"))
        if path is not None:
            self._take(path)

    @shown
    def _salvage(self) -> None:
        name = _("{name} recovered").format(name=self._damaged.stem)
        suggested = self._damaged.with_name(name + self._damaged.suffix)
        new = messages.choose_save(
            self, _("Where is what can be read written?"), suggested, _("coopdesk houses (*.coopdesk)")
        )
        if new is None:
            return
        new = new if new.suffix == suggested.suffix else new.with_name(new.name + suggested.suffix)
        stand_in = words.stand_in()
        self._set_under_way(is_under_way=True)
        background.run(
            lambda _progress: salvage(self._damaged, new, stand_in, self._key),
            lambda report: self._tell(report, new),
            self._refuse,
        )

    def _tell(self, report: Salvage, new: Path) -> None:
        self._set_under_way(is_under_way=False)
        detail = "\n".join(words.losses(report.losses)) or _("Nothing was lost.")
        messages.inform(self, _("What could be read is in {new}.").format(new=new), detail)
        self._take(new)

    def _refuse(self, error: Exception) -> None:
        self._set_under_way(is_under_way=False)
        messages.handle(error, self)

    def _set_under_way(self, *, is_under_way: bool) -> None:
        self._under_way.setVisible(is_under_way)
        self._restore_button.setEnabled(not is_under_way and self._backup is not None)
        self._salvage_button.setEnabled(not is_under_way)
        self._other_button.setEnabled(not is_under_way)

    def _take(self, path: Path) -> None:
        self.path = path
        self.accept()

    def reject(self) -> None:
        """Close; what is being written is waited for, so that nothing is left half-written."""
        background.stop_all()
        super().reject()
