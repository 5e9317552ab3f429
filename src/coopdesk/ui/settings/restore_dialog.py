"""Which backup to put back: what it would change is shown before anything does."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from coopdesk.domain.backup import LastAct
from coopdesk.foundation.i18n import _, format_date, format_number, format_time
from coopdesk.foundation.problems import Outcome, Saved, UserError
from coopdesk.services import backups
from coopdesk.services.backups import Backup, Difference
from coopdesk.services.desk import Desk, Key
from coopdesk.ui import messages, opening, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import second
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import caption, muted, strong, text
from coopdesk.ui.widgets.layouts import hbox, holder
from coopdesk.wording import backups as wording
from coopdesk.wording.sentences import error_sentence


class RestoreDialog(FormDialog):
    """Chooses a backup; `chosen` is it once the dialog is accepted, `key` what opens it where the house's does not."""

    def __init__(self, desk: Desk, found: Sequence[Backup], parent: QWidget) -> None:
        self._desk = desk
        self._keys: dict[Path, Key] = {}
        self._options = [(one.path, _title(one)) for one in found]
        self._choice = ChoiceField("backup", _("Backup"), self._options)
        # Whole: the end tells which of them asks for a password.
        longest = max((len(title) for _path, title in self._options), default=0)
        self._choice.editor.setMinimumContentsLength(longest)
        super().__init__(
            _("Restore a backup"),
            Form(self._choice),
            self._submit,
            accept_word=_("Restore this backup"),
            parent=parent,
        )
        self._warning = Banner(Tone.WARNING)
        self._warning.hide()
        self._table = _Table()
        self.add(self._choice)
        self._unlock = second(_("Type its password…"), self._ask_for_key, icon="lock")
        self._unlock.hide()
        self.add(self._warning)
        self.add(hbox(self._unlock, None))
        self.add(holder(self._table))
        self.add(muted(_("What the file holds now is backed up first. Restoring cannot be undone."), wrap=True))
        self.add_second(second(_("Another file…"), self._choose_other))
        self._choice.changed.connect(self._compare)
        self._compare()

    @property
    def chosen(self) -> Path | None:
        """The backup that is chosen."""
        path: Path | None = self._choice.value()
        return path

    @property
    def key(self) -> Key | None:
        """What opens the backup, where its password was asked for."""
        return None if self.chosen is None else self._keys.get(self.chosen)

    def _submit(self) -> Outcome:
        return Saved(0)

    def _choose_other(self) -> None:
        path = messages.choose_open(self, _("Open a backup"), _("coopdesk houses (*.coopdesk)"))
        if path is None:
            return
        if path not in dict(self._options):
            self._options.insert(0, (path, path.name))
            self._choice.set_options(self._options)
        self._choice.set_value(path)
        self._compare()

    @shown
    def _ask_for_key(self) -> None:
        if self.chosen is None:
            return
        key = opening.ask_for_key(self.chosen, self)
        if key is not None:
            self._keys[self.chosen] = key
            self._compare()

    def _compare(self) -> None:
        self._warning.hide()
        self._unlock.hide()
        self._table.clear()
        self.accept_button.setEnabled(False)
        if self.chosen is None:
            self._warn(_("There is no backup yet."))
            return
        try:
            difference = backups.difference(self._desk, self.chosen, self.key)
        except UserError as error:
            if error.code == "password_needed":
                self._unlock.show()
                self._warn(_("This backup opens with another password: the one the file had then."))
            else:
                self._warn(error_sentence(error))
            return
        self._table.show_difference(difference)
        self.accept_button.setEnabled(True)
        if difference.now.house != difference.then.house:
            self._warn(_("This backup is of a house of another name: {name}").format(name=difference.then.house))

    def _warn(self, sentence: str) -> None:
        self._warning.say(Tone.WARNING, sentence)
        self._warning.show()


class _Table(QGridLayout):
    """Now beside then, register by register, and the last thing done in each."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(theme.scaled(24))
        self.setVerticalSpacing(theme.scaled(6))
        self.setColumnStretch(0, 1)

    def clear(self) -> None:
        """Empty it."""
        while (item := self.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def show_difference(self, difference: Difference) -> None:
        """Fill it."""
        self._add_row(caption(""), caption(_("Now")), caption(_("Backup")), caption(_("Difference")))
        for subject, (now, then) in difference.counts.items():
            role = muted if now == then else text
            change = role(wording.change(now, then), tone=Tone.WARNING if then < now else None)
            name = strong(wording.register(subject))
            self._add_row(name, text(format_number(now)), text(format_number(then)), change)
        now_act, then_act = difference.now.last_act, difference.then.last_act
        self._add_row(
            strong(_("Last change")),
            text(_moment(now_act)),
            text(_moment(then_act)),
            muted(_("nothing since") if now_act == then_act else ""),
        )

    def _add_row(self, *cells: QLabel) -> None:
        row = self.rowCount()
        for column, cell in enumerate(cells):
            right = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            self.addWidget(cell, row, column, right | Qt.AlignmentFlag.AlignVCenter)


def _title(backup: Backup) -> str:
    day, time = format_date(backup.moment.date(), "full"), format_time(backup.moment)
    parts = [f"{day}, {time}", wording.size(backup.size)]
    if backup.is_encrypted:
        parts.append(_("with a password"))
    return " · ".join(parts)


def _moment(act: LastAct | None) -> str:
    # The first schema had no journal.
    return "—" if act is None else f"{format_date(act.at.date(), 'short')} {format_time(act.at)}"
