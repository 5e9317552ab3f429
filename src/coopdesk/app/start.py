"""From the command line to a window or a command; Qt is imported only for a window."""

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from coopdesk import cli
from coopdesk.foundation import crashes, i18n, logs, paths, preferences
from coopdesk.foundation.arguments import take
from coopdesk.foundation.i18n import _
from coopdesk.foundation.traces import describe


def start(arguments: Sequence[str]) -> int:
    """Run a command of the terminal, or open the window on a file; returns the exit status."""
    # The collector finds nothing to free while modules load, and costs a tenth of the start.
    gc.disable()
    given = take(arguments)
    paths.choose_places(portable=given.is_portable)
    logs.start()
    crashes.watch()
    crashes.catch_all(tell_in_terminal)
    preferred = preferences.load()
    i18n.start(given.language or preferred.language)
    if cli.is_command(arguments):
        gc.enable()
        return cli.main(arguments)
    import_before_qt()
    from coopdesk.app.window import open_window  # noqa: PLC0415 - commands need no Qt

    return open_window(Path(given.rest[0]) if given.rest else None, preferred)


def import_before_qt() -> None:
    """Load what the first page needs and Qt has no part in; SQLAlchemy is not in it (decisions/0008).

    Once PySide6 is loaded it opens the source of each new module to see whether it names Qt
    (shibokensupport.feature): a tenth of the start.
    """
    for module in ("services.desk", "services.agenda", "wording.sentences", "wording.acts"):
        import_module(f"coopdesk.{module}")


def tell_in_terminal(error: BaseException) -> None:
    """The last barrier where there is no window: one sentence, and the place in the log; Python then ends with 1."""
    if isinstance(error, KeyboardInterrupt):
        return
    crashes.note(describe(error))
    told = _("Something happened that coopdesk did not expect. What was saved before is safe.")
    if (folder := logs.folder()) is not None:
        noted = _("The place of the error is noted in {path}, without any name.").format(path=folder / logs.FILE_NAME)
        told = f"{told} {noted}"
    if sys.stderr is not None:
        sys.stderr.write(told + "\n")
