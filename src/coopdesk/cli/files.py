"""A house's file, opened for one command and closed behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coopdesk.cli import passwords
from coopdesk.foundation.problems import UserError
from coopdesk.services.desk import Desk, Key, open_desk


@contextmanager
def reading(path: Path) -> Iterator[Desk]:
    """The house, to be looked at; whoever holds it is not disturbed."""
    desk = open_desk(path, key=passwords.key_of(path), read_only=True)
    try:
        yield desk
    finally:
        desk.close()


@contextmanager
def writing(path: Path, key: Key | None = None) -> Iterator[Desk]:
    """The house, to be changed; refused while somebody else holds it. `key` is what was asked for already."""
    desk = open_desk(path, key=key or passwords.key_of(path), write_ahead=False)
    try:
        if desk.is_read_only:
            _refuse(desk)
        yield desk
    finally:
        desk.close()


def content(path: Path, unreadable: UserError) -> bytes:
    """What is in a file that a command takes in; raises UserError file_missing, or `unreadable`."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError("file_missing", {"path": str(path)}) from error
    except OSError as error:
        raise unreadable from error


def _refuse(desk: Desk) -> None:
    if desk.held_since is None:
        raise UserError("file_read_only", {"path": str(desk.path)})
    raise UserError(
        "file_held",
        {
            "path": str(desk.path),
            "who": desk.held_by,
            "since": desk.held_since.isoformat(timespec="minutes"),
        },
    )
