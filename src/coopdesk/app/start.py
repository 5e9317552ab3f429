"""From the command line to a window or a command; Qt is imported only for a window."""

import gc
import logging
from collections.abc import Sequence
from importlib import import_module
from logging.handlers import RotatingFileHandler
from pathlib import Path

from coopdesk import cli
from coopdesk.foundation import i18n, paths, preferences

_LOG_SIZE = 500_000


def start(arguments: Sequence[str]) -> int:
    """Run a command of the terminal, or open the window on a file; returns the exit status."""
    # The collector finds nothing to free while modules load, and costs a tenth of the start.
    gc.disable()
    _start_log()
    preferred = preferences.load()
    i18n.start(preferred.language)
    if cli.is_command(arguments):
        gc.enable()
        return cli.main(arguments)
    import_before_qt()
    from coopdesk.app.window import open_window  # noqa: PLC0415 - commands need no Qt

    return open_window(Path(arguments[0]) if arguments else None, preferred)


def import_before_qt() -> None:
    """Load what the first page needs and Qt has no part in.

    Once PySide6 is loaded it opens the source of each new module to see whether it names Qt
    (shibokensupport.feature): a tenth of the start.
    """
    for module in ("services.desk", "services.search", "services.agenda", "wording.sentences"):
        import_module(f"coopdesk.{module}")


def _start_log() -> None:
    # Names, places and words of the house never go to the log: it may be sent with a question.
    handler = RotatingFileHandler(
        paths.log_folder() / "coopdesk.log", maxBytes=_LOG_SIZE, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("coopdesk")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
