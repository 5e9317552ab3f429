"""The backups of the house: when the last one was made, where they go, and how one is put back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from coopdesk.foundation import preferences
from coopdesk.foundation.i18n import _, format_number, ngettext
from coopdesk.services import backups
from coopdesk.services.backups import Kept, Restored
from coopdesk.services.desk import Desk, Key
from coopdesk.ui import background, messages
from coopdesk.ui.background import Progress, ProgressDialog, watched
from coopdesk.ui.messages import shown
from coopdesk.ui.settings.restore_dialog import RestoreDialog
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import link, second
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.labels import ElidingLabel, caption, note, text
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording import backups as wording
from coopdesk.wording.sentences import error_sentence

Result = TypeVar("Result")


class BackupsCard(Card):
    """What the user decides of the backups, and what there is of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Backups"), _("whole copies of the house’s file"))
        self._desk = desk
        self._last = text("", wrap=True)
        self._number = note("", wrap=True)
        self._folder = ElidingLabel("")
        self._trouble = note("", wrap=True, tone=Tone.WARNING)
        self._trouble.hide()
        choose = link(_("Choose…"), self._choose_folder)
        choose.setAccessibleName(_("Choose the folder of the backups"))
        self._beside = link(_("Beside the file"), self._keep_beside)
        self.make = second(_("Back up now"), self._back_up, icon="shield-check")
        self.put_back = second(_("Restore…"), self._choose, writes=True)
        rule = _("One is made at closing and after each hour of work, when something changed. The ten most recent "
                 "are kept, and one a month for a year.")  # fmt: skip
        self.add(
            vbox(
                vbox(self._last, self._number, spacing=0),
                vbox(
                    caption(_("Folder")),
                    hbox((self._folder, 1), choose, self._beside, spacing=12),
                    self._trouble,
                    spacing=3,
                ),
                note(rule, wrap=True),
                hbox(self.make, self.put_back, None),
                spacing=10,
            )
        )

    def refresh(self) -> None:
        """Look at the folders again."""
        chosen = preferences.load().chosen_backup_folder
        found = backups.backups(self._desk.path, chosen)
        self._folder.setText(str(chosen or backups.folder_beside(self._desk.path)))
        self._beside.setVisible(chosen is not None)
        is_absent = chosen is not None and not chosen.is_dir()
        self._say_trouble(_("This folder is not there: backups go beside the file meanwhile.") if is_absent else "")
        if not found:
            self._last.setText(_("There is no backup yet."))
            self._number.setText("")
            return
        self._last.setText(wording.last_backup(found[0].moment, self._desk.now()))
        total = wording.size(sum(one.size for one in found))
        number = ngettext("{n} backup, {size}", "{n} backups, {size} in all", len(found))
        self._number.setText(number.format(n=format_number(len(found)), size=total))

    def _say_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    @shown
    def _choose_folder(self) -> None:
        start = preferences.load().chosen_backup_folder or self._desk.path.parent
        folder = messages.choose_folder(self, _("Where do backups go?"), start)
        if folder is not None:
            self._keep(folder)

    def _keep_beside(self) -> None:
        self._keep(None)

    def _keep(self, folder: Path | None) -> None:
        try:
            preferences.save(replace(preferences.load(), backup_folder="" if folder is None else str(folder)))
        except OSError as error:
            messages.warn(self, _("Your choice could not be kept on this computer."), error.strerror or "")
        self.refresh()

    @shown
    def _back_up(self) -> None:
        chosen = preferences.load().chosen_backup_folder

        def work(progress: Progress) -> Kept:
            return backups.back_up(self._desk, chosen, watched(progress))

        self._run(_("Backing up…"), work, self._show_made)

    def _show_made(self, kept: Kept) -> None:
        self.refresh()
        if kept.trouble is not None:
            self._say_trouble(error_sentence(kept.trouble))

    @shown
    def _choose(self) -> None:
        found = backups.backups(self._desk.path, preferences.load().chosen_backup_folder)
        dialog = RestoreDialog(self._desk, found, self)
        dialog.saved.connect(lambda _saved: self._restore(dialog.chosen, dialog.key))
        dialog.open()

    def _restore(self, backup: Path | None, key: Key | None) -> None:
        if backup is None:
            return
        chosen = preferences.load().chosen_backup_folder

        def work(progress: Progress) -> Restored:
            return backups.restore(self._desk, backup, chosen, watched(progress), key)

        self._run(_("Restoring…"), work, self._show_restored)

    def _show_restored(self, restored: Restored) -> None:
        self.refresh()
        messages.inform(
            self,
            _("The house is as it was in the backup."),
            _("What it held before is in {name}.").format(name=restored.replaced.backup.path.name),
        )

    def _run(self, title: str, work: Callable[[Progress], Result], done: Callable[[Result], None]) -> None:
        task = background.run(work, done, lambda error: messages.handle(error, self))
        ProgressDialog(title, task, self.window()).open()
