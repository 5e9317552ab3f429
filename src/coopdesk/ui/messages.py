"""The only place that asks or tells in a window of its own, and the barrier behind every slot."""

import functools
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, ParamSpec, Protocol

from PySide6.QtWidgets import QWidget

from coopdesk.foundation.i18n import _
from coopdesk.foundation.logs import Own
from coopdesk.foundation.problems import Refused, UserError
from coopdesk.wording.sentences import error_sentence, sentence

Arguments = ParamSpec("Arguments")

_log = logging.getLogger(__name__)


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

    def folder_path(self, parent: QWidget | None, title: str, start: Path) -> Path | None:
        """Ask for a folder."""


class _Active:
    """How the program speaks, and what it does with a bug; one per process."""

    voice: Voice | None = None
    report_bug: Callable[[BaseException], None] | None = None
    answers: ClassVar[dict[str, Callable[[UserError], None]]] = {}


def speak_through(voice: Voice) -> Voice:
    """Speak in another way from now on; gives back the former one."""
    former, _Active.voice = _voice(), voice
    return former


def report_bugs_to(hook: Callable[[BaseException], None] | None) -> None:
    """Hand over what a slot raises and no user can cause."""
    _Active.report_bug = hook


def answer_with(code: str, answer: Callable[[UserError], None] | None) -> None:
    """Do this, rather than only say its sentence, when a slot meets the error of this code; None only says it again."""
    if answer is None:
        _Active.answers.pop(code, None)
    else:
        _Active.answers[code] = answer


def inform(parent: QWidget | None, text: str, detail: str = "") -> None:
    """Say that something was done, where the page cannot show it."""
    _voice().tell(parent, "information", text, detail)


def warn(parent: QWidget | None, text: str, detail: str = "") -> None:
    """Say that something could not be done."""
    _voice().tell(parent, "warning", text, detail)


def confirm(parent: QWidget | None, question: str, detail: str = "", accept_word: str = "") -> bool:
    """Ask before something that cannot be undone."""
    return _voice().ask(parent, question, detail, accept_word or _("Delete"))


def choose_open(parent: QWidget | None, title: str, filters: str) -> Path | None:
    """Ask for a file to read; filters as « Tables (*.csv) »."""
    return _voice().open_path(parent, title, filters)


def choose_save(parent: QWidget | None, title: str, suggested: Path, filters: str) -> Path | None:
    """Ask where to write."""
    return _voice().save_path(parent, title, suggested, filters)


def choose_folder(parent: QWidget | None, title: str, start: Path) -> Path | None:
    """Ask for a folder that is there."""
    return _voice().folder_path(parent, title, start)


def refusal(parent: QWidget | None, outcome: Refused) -> None:
    """Say why a use case without a form was refused."""
    warn(parent, "\n".join(sentence(problem) for problem in outcome.problems))


def handle(error: BaseException, parent: QWidget | None = None) -> None:
    """Say what the user or the disk caused; anything else is a bug and goes to its hook."""
    if isinstance(error, UserError):
        _log.info("told the user: %s", Own(error.code))
        if answer := _Active.answers.get(error.code):
            answer(error)
        else:
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


def _voice() -> Voice:
    if _Active.voice is None:
        # Qt's message boxes and file dialogs cost some milliseconds of a start that has nothing to say.
        from coopdesk.ui.message_windows import Windows  # noqa: PLC0415

        _Active.voice = Windows()
    return _Active.voice
