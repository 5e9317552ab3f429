"""The log: what the program did and where it failed, without a name, a place or a word of the house.

It may be sent with a question, so nothing is trusted to be harmless: numbers, codes and kinds of errors are written
as they are, and of every other value only that there was one. Messages are literals of the source (ruff's rule G).
"""

import logging
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path

from coopdesk.foundation import paths
from coopdesk.foundation.traces import describe, document_place, kind

FILE_NAME = "coopdesk.log"
_SIZE = 500_000
_FORMER = 2
_LOGGER = logging.getLogger("coopdesk")


class Own(str):
    """A text the program made of its own words, such as a version: the only text that goes to the log."""

    __slots__ = ()


class _Active:
    """Where the log goes; nowhere before the start, or where the folder cannot be written."""

    handler: RotatingFileHandler | None = None


def start() -> None:
    """Write the log to its folder from now on; without such a folder the program does without."""
    try:
        _Active.handler = _LogFile(
            paths.log_folder() / FILE_NAME, maxBytes=_SIZE, backupCount=_FORMER, encoding="utf-8", delay=True
        )
    except OSError:
        return
    _Active.handler.setFormatter(_Discreet())
    _LOGGER.addHandler(_Active.handler)
    _LOGGER.setLevel(logging.INFO)
    # What cannot be logged is lost: Python would print it on the terminal instead, its words included.
    logging.raiseExceptions = False


def stop() -> None:
    """Close the log."""
    if _Active.handler is not None:
        _LOGGER.removeHandler(_Active.handler)
        _Active.handler.close()
        _Active.handler = None
        logging.raiseExceptions = True


def folder() -> Path | None:
    """The folder of the log, None when there is no log."""
    return None if _Active.handler is None else Path(_Active.handler.baseFilename).parent


def last_lines(most: int = 60) -> list[str]:
    """The end of the log."""
    place = folder()
    if place is None:
        return []
    try:
        return (place / FILE_NAME).read_text(encoding="utf-8", errors="replace").splitlines()[-most:]
    except OSError:
        return []


class _LogFile(RotatingFileHandler):
    """A log that is cut up when it grows long."""

    def rotate(self, source: str, dest: str) -> None:
        """Put a full file aside; on Windows another running coopdesk may hold it, and then it grows on."""
        with suppress(OSError):
            super().rotate(source, dest)


class _Discreet(logging.Formatter):
    """Writes a line of the log without what might be personal in it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the places of its error below it."""
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {_message(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{describe(error)}"


def _message(record: logging.LogRecord) -> str:
    if not isinstance(record.msg, str):
        return str(_harmless(record.msg))
    if isinstance(record.args, Mapping):
        return record.msg % {name: _harmless(value) for name, value in record.args.items()}
    return record.msg % tuple(_harmless(value) for value in record.args or ())


def _harmless(value: object) -> object:
    if value is None or isinstance(value, Own | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, BaseException):
        return kind(value)
    return document_place(value) if isinstance(value, Path) else "…"
