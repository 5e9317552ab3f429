"""The password of the house's file: set, changed, taken off, and its recovery sheet."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal

from coopdesk.domain.password import Recovery
from coopdesk.foundation import preferences
from coopdesk.foundation.i18n import _
from coopdesk.services import password
from coopdesk.services.desk import Desk
from coopdesk.services.password import Switched
from coopdesk.ui import background, messages
from coopdesk.ui.background import Progress, ProgressDialog, watched
from coopdesk.ui.messages import shown
from coopdesk.ui.settings.password_dialogs import NewPasswordDialog, Older, PresentPasswordDialog, SwitchedDialog
from coopdesk.ui.widgets.buttons import second
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.labels import note, text
from coopdesk.ui.widgets.layouts import hbox, vbox

Result = TypeVar("Result")


class PasswordCard(Card):
    """Whether the file can be read by whoever copies it; `settled` tells that backups of before were dealt with."""

    settled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Password"))
        self._desk = desk
        self._state = text("", wrap=True)
        self._advice = note("", wrap=True)
        self.set_one = second(_("Set a password…"), self._ask_new, icon="lock", writes=True)
        self.change = second(_("Change…"), self._ask_new, icon="key-round", writes=True)
        self.remove = second(_("Take it off…"), self._ask_to_remove, writes=True)
        self.sheet = second(_("Recovery sheet…"), self._ask_for_sheet, icon="printer")
        buttons = hbox(self.set_one, self.change, self.remove, self.sheet, None)
        self.add(vbox(self._state, self._advice, buttons, spacing=10))
        self.refresh()

    def refresh(self) -> None:
        """Say how the file opens."""
        has_one = self._desk.key is not None
        self.set_note(_("the file is encrypted, its backups too") if has_one else "")
        if has_one:
            self._state.setText(_("The file is encrypted with a password."))
            self._advice.setText(_("Keep the recovery sheet in a safe: without the password nothing can be read."))
        else:
            self._state.setText(_("The file has no password: whoever can use the computer can read it."))
            self._advice.setText(_("With one, a stolen computer or a lost stick tells nothing of anybody."))
        self.set_one.setHidden(has_one)
        for button in (self.change, self.remove, self.sheet):
            button.setHidden(not has_one)

    @shown
    def _ask_new(self) -> None:
        dialog = NewPasswordDialog(self._desk, self)
        dialog.saved.connect(lambda _saved: self._switch(dialog.present, dialog.passphrase))
        dialog.open()

    def _switch(self, present: str, passphrase: str) -> None:
        chosen = preferences.load().chosen_backup_folder

        def work(progress: Progress) -> Switched:
            watch = watched(progress)
            if self._desk.key is None:
                return password.set_password(self._desk, passphrase, chosen, watch)
            return password.change_password(self._desk, present, passphrase, chosen, watch)

        self._run(_("Encrypting the file…"), work, lambda switched: self._offer(switched, passphrase))

    def _offer(self, switched: Switched, passphrase: str) -> None:
        self.refresh()
        dialog = SwitchedDialog(switched, lambda: self._save_sheet(passphrase), self)
        dialog.saved.connect(lambda _saved: self._settle(switched, dialog.older))
        dialog.open()

    def _settle(self, switched: Switched, older: Older) -> None:
        if older is Older.DELETE:
            self._run(_("Deleting backups…"), lambda _progress: password.delete_older(switched), self._tell_settled)
        elif older is Older.ENCRYPT:

            def work(progress: Progress) -> None:
                password.encrypt_older(self._desk, switched, watched(progress))

            self._run(_("Encrypting backups…"), work, self._tell_settled)

    def _tell_settled(self, _nothing: None) -> None:
        self.settled.emit()

    @shown
    def _ask_to_remove(self) -> None:
        about = _(
            "The file can then be read by whoever copies it. The backups made so far keep the password they have: "
            "do not forget it."
        )
        dialog = PresentPasswordDialog(self._desk, _("Take the password off"), about, _("Take the password off"), self)
        dialog.saved.connect(lambda _saved: self._remove(dialog.passphrase))
        dialog.open()

    def _remove(self, present: str) -> None:
        chosen = preferences.load().chosen_backup_folder

        def work(progress: Progress) -> Switched:
            return password.remove_password(self._desk, present, chosen, watched(progress))

        self._run(_("Taking the password off…"), work, lambda _switched: self.refresh())

    @shown
    def _ask_for_sheet(self) -> None:
        about = _("The sheet shows it in full: print it once, put it in a safe, delete the file.")
        dialog = PresentPasswordDialog(self._desk, _("Recovery sheet"), about, _("Save the recovery sheet…"), self)
        dialog.saved.connect(lambda _saved: self._save_sheet(dialog.passphrase))
        dialog.open()

    @shown
    def _save_sheet(self, passphrase: str) -> None:
        target = messages.choose_save(
            self,
            _("Save the recovery sheet"),
            self._desk.path.with_name(_("Recovery sheet") + ".pdf"),
            _("PDF document (*.pdf)"),
        )
        if target is None:
            return
        house = self._desk.house()

        def work(_progress: Progress) -> None:
            from coopdesk.documents import recovery_sheet  # noqa: PLC0415 – brings ReportLab, never with the start

            recovery: Recovery = password.recovery(self._desk, passphrase)
            recovery_sheet.render(recovery, house, target)

        def done(_nothing: None) -> None:
            messages.inform(self, _("It is written: {document}.").format(document=target.name))

        background.run(work, done, lambda error: messages.handle(error, self))

    def _run(self, title: str, work: Callable[[Progress], Result], done: Callable[[Result], None]) -> None:
        task = background.run(work, done, lambda error: messages.handle(error, self))
        ProgressDialog(title, task, self.window()).open()
