"""What is asked before the password changes, and what is decided after."""

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtWidgets import QWidget

from coopdesk.domain import password as domain
from coopdesk.foundation.i18n import _, ngettext
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved
from coopdesk.services import password
from coopdesk.services.desk import Desk
from coopdesk.services.password import Switched
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import second
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import muted, text
from coopdesk.ui.widgets.layouts import hbox
from coopdesk.ui.widgets.secret_field import SecretField


class PresentPasswordDialog(FormDialog):
    """Asks for the password of the open file; `passphrase` is it once the dialog is accepted."""

    def __init__(self, desk: Desk, title: str, about: str, accept_word: str, parent: QWidget) -> None:
        self.passphrase = ""
        self._desk = desk
        self._present = SecretField("present", _("Present password"))
        super().__init__(title, Form(self._present), self._check, accept_word=accept_word, parent=parent)
        # The file itself is written by what comes after, if it is.
        self.accept_button.writes = False
        self.add(self._present)
        self.add(text(about, wrap=True))

    def _check(self) -> Outcome:
        problems = _wrong(self._desk, self._present)
        if problems:
            return Refused(tuple(problems))
        self.passphrase = self._present.value()
        return Saved(0)


class NewPasswordDialog(FormDialog):
    """Asks for a new password, typed twice, and for the present one if there is any."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self.present = self.passphrase = ""
        self._desk = desk
        self._present = None if desk.key is None else SecretField("present", _("Present password"))
        self._password = SecretField("password", _("New password"))
        self._again = SecretField("again", _("The same once more"))
        fields = [one for one in (self._present, self._password, self._again) if one is not None]
        super().__init__(
            _("Set a password") if self._present is None else _("Change the password"),
            Form(*fields),
            self._check,
            accept_word=_("Encrypt the file"),
            promise=_("The file is backed up as it is first."),
            parent=parent,
        )
        for field in fields:
            self.add(field)
        self.add(muted(_("Four or five words of your own are easy to keep in mind and hard to guess."), wrap=True))
        self.add(
            Banner(
                Tone.WARNING,
                _("Without it nobody can open the file, nor its backups."),
                _("Not even those who made coopdesk. A recovery sheet is offered next: print it for the safe."),
            )
        )

    def _check(self) -> Outcome:
        problems = [] if self._present is None else _wrong(self._desk, self._present)
        problems += domain.check(self._password.value(), self._again.value())
        if problems:
            return Refused(tuple(problems))
        self.present = "" if self._present is None else self._present.value()
        self.passphrase = self._password.value()
        return Saved(0)


class Older(Enum):
    """What becomes of the backups made before."""

    ENCRYPT = auto()
    DELETE = auto()
    LEAVE = auto()


class SwitchedDialog(FormDialog):
    """The file is encrypted: the recovery sheet, and the backups of before; `older` is what becomes of them."""

    def __init__(self, switched: Switched, save_sheet: Callable[[], None], parent: QWidget) -> None:
        self.older = Older.LEAVE
        self._has_older = bool(switched.older)
        self._choice = ChoiceField(
            "older",
            _("The backups made before"),
            [
                (Older.ENCRYPT, _("Put them under the new password too")),
                (Older.DELETE, _("Delete them")),
                (Older.LEAVE, _("Leave them as they are")),
            ],
        )
        super().__init__(
            _("The file has a new password"),
            Form(*([self._choice] if switched.older else [])),
            self._decide,
            accept_word=_("Finish"),
            parent=parent,
        )
        self.add(text(_("From now on the file and its backups open with this password only."), wrap=True))
        self.sheet = second(_("Save the recovery sheet…"), save_sheet, icon="printer")
        self.add(hbox(self.sheet, None))
        if switched.older:
            self.add(Banner(Tone.WARNING, _older(switched)))
            self.add(self._choice)

    def _decide(self) -> Outcome:
        if self._has_older:
            self.older = self._choice.value()
        return Saved(0)


def _wrong(desk: Desk, field: SecretField) -> list[Problem]:
    if password.is_right(desk, field.value()):
        return []
    field.editor.selectAll()
    return [Problem(field.name, "password_wrong", {"path": desk.path.name})]


def _older(switched: Switched) -> str:
    number = len(switched.older)
    if switched.former is None:
        return ngettext(
            "{n} backup made before can be read without a password.",
            "{n} backups made before can be read without a password.",
            number,
        ).format(n=number)
    return ngettext(
        "{n} backup made before opens with the former password.",
        "{n} backups made before open with the former password.",
        number,
    ).format(n=number)
