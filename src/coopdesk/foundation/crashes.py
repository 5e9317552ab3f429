"""What nobody expected: every road by which an error leaves Python, and the trace of an end that was sudden."""

import faulthandler
import logging
import platform
import re
import sqlite3
import sys
import threading
from collections.abc import Callable
from typing import TextIO

from coopdesk import __version__
from coopdesk.foundation import logs
from coopdesk.foundation.traces import code_place, describe

FILE_NAME = "crash.log"
ARCHIVE_NAME = "crash.last.log"

_log = logging.getLogger(__name__)
_FILE_LINE = re.compile(r'(?<=File ")[^"]+(?=")')
# Windows also tells of faults that Qt or the system dealt with, by a mere code: the program went on after those.
_END = re.compile(r"^(Fatal Python error|Windows fatal exception: (?!code))", re.MULTILINE)


class _Active:
    """Where Python writes as it dies: the file has to stay open."""

    stream: TextIO | None = None


def catch_all(report: Callable[[BaseException], object]) -> None:
    """Hand what nothing caught to `report`, whichever thread it comes from; what a destructor raises is only noted."""
    sys.excepthook = lambda _kind, error, _trace: report(error)
    threading.excepthook = lambda failed: report(failed.exc_value) if failed.exc_value else None
    sys.unraisablehook = lambda failed: note(describe(failed.exc_value)) if failed.exc_value else None


def note(described: str) -> None:
    """Put an unexpected error in the log, as `traces.describe` tells it."""
    _log.error("unexpected %s", logs.Own(described))


def report(what: str, **versions: str) -> str:
    """All that is told of a failure: what happened where, on which machine, and what came before."""
    system = {"coopdesk": __version__, "Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    named = ", ".join(f"{name} {version}" for name, version in {**system, **versions}.items())
    return "\n".join([named, platform.platform(), "", what, "", *logs.last_lines()]).rstrip() + "\n"


def watch() -> None:
    """From now on, let Python write to crash.log where it is when the program dies of a fault outside Python."""
    folder = logs.folder()
    if folder is None:
        return
    try:
        stream = (folder / FILE_NAME).open("a", encoding="utf-8")
    except OSError:
        return
    faulthandler.enable(stream)
    _Active.stream = stream


def take_last_end() -> str:
    """Where the program was when it last ended suddenly, then put into the archive; "" when it ended well."""
    folder = logs.folder()
    if folder is None:
        return ""
    path = folder / FILE_NAME
    try:
        left = path.read_text(encoding="utf-8", errors="replace")
        if not left:
            return ""
        told = _FILE_LINE.sub(lambda found: code_place(found[0]), left)
        (folder / ARCHIVE_NAME).write_text(told, encoding="utf-8")
        # Emptied, not removed: this process, and perhaps another window, has it open to write at its end.
        path.write_bytes(b"")
    except OSError:
        return ""
    return told if _END.search(told) else ""
