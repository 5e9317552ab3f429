"""The only place that asks or tells in a window of its own, and the barrier behind every slot."""

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Refused, UserError
from coopdesk.wording.sentences import error_sentence, sentence

Arguments = ParamSpec("Arguments")


class Voice(Protocol):
    """How the program speaks: windows in the program, a recorder in tests."""

    def tell(self, parent: QWidget | None, kind: str, text: str, detail: str) -> None:
        """Say something."""

    def ask(self, parent: QWidget | None, question: str, detail: str, accept_word: str) -> bool:
        """Ask before something that cannot be undone."""

    def open_path(self, parent: QWidget | None, title: str, filters: str) -> Path | None:
        """Ask for a file to read."""

    def save_path(self, parent: QWidget | None, title: str, suggested: Path, filters: str) -> Path | None:
        """Ask where to write."""


class Windows:
    """Speaks in message boxes and file dialogs."""

    def tell(self, parent: QWidget | None, kind: str, text: str, detail: str) -> None:
        """Say something in a box."""
        box = self._box(parent, text, detail)
        box.setIcon(QMessageBox.Icon.Warning if kind == "warning" else QMessageBox.Icon.Information)
        box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def ask(self, parent: QWidget | None, question: str, detail: str, accept_word: str) -> bool:
        """Ask in a box; Enter does what was asked for, Escape nothing."""
        box = self._box(parent, question, detail)
        box.setIcon(QMessageBox.Icon.Question)
        yes = box.addButton(accept_word, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(yes)
        box.exec()
        return box.clickedButton() is yes

    def open_path(self, parent: QWidget | None, title: str, filters: str) -> Path | None:
        """The system's dialog for opening."""
        name, _filter = QFileDialog.getOpenFileName(parent, title, "", filters)
        return Path(name) if name else None

    def save_path(self, parent: QWidget | None, title: str, suggested: Path, filters: str) -> Path | None:
        """The system's dialog for saving."""
        name, _filter = QFileDialog.getSaveFileName(parent, title, str(suggested), filters)
        return Path(name) if name else None

    @staticmethod
    def _box(parent: QWidget | None, text: str, detail: str) -> QMessageBox:
        box = QMessageBox(parent)
        box.setWindowTitle("coopdesk")
        # A name is never read as HTML.
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.setInformativeText(detail)
        return box


class _Active:
    """How the program speaks, and what it does with a bug; one per process."""

    voice: Voice = Windows()
    report_bug: Callable[[BaseException], None] | None = None


def speak_through(voice: Voice) -> Voice:
    """Speak in another way from now on; gives back the former one."""
    former, _Active.voice = _Active.voice, voice
    return former


def report_bugs_to(hook: Callable[[BaseException], None] | None) -> None:
    """Hand over what a slot raises and no user can cause."""
    _Active.report_bug = hook


def inform(parent: QWidget | None, text: str, detail: str = "") -> None:
    """Say that something was done, where the page cannot show it."""
    _Active.voice.tell(parent, "information", text, detail)


def warn(parent: QWidget | None, text: str, detail: str = "") -> None:
    """Say that something could not be done."""
    _Active.voice.tell(parent, "warning", text, detail)


def confirm(parent: QWidget | None, question: str, detail: str = "", accept_word: str = "") -> bool:
    """Ask before something that cannot be undone."""
    return _Active.voice.ask(parent, question, detail, accept_word or _("Delete"))


def choose_open(parent: QWidget | None, title: str, filters: str) -> Path | None:
    """Ask for a file to read; filters as « Tables (*.csv) »."""
    return _Active.voice.open_path(parent, title, filters)


def choose_save(parent: QWidget | None, title: str, suggested: Path, filters: str) -> Path | None:
    """Ask where to write."""
    return _Active.voice.save_path(parent, title, suggested, filters)


def refusal(parent: QWidget | None, outcome: Refused) -> None:
    """Say why a use case without a form was refused."""
    warn(parent, "\n".join(sentence(problem) for problem in outcome.problems))


def handle(error: BaseException, parent: QWidget | None = None) -> None:
    """Say what the user or the disk caused; anything else is a bug and goes to its hook."""
    if isinstance(error, UserError):
        warn(parent, error_sentence(error))
    elif _Active.report_bug is not None:
        _Active.report_bug(error)
    else:
        sys.excepthook(type(error), error, error.__traceback__)


def shown(slot: Callable[Arguments, Any]) -> Callable[Arguments, None]:
    """Decorate a slot: what it raises is shown, and never unwinds into Qt."""

    @functools.wraps(slot)
    def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            slot(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 – the barrier of every slot
            handle(error, next((arg for arg in args if isinstance(arg, QWidget)), None))

    return guarded
