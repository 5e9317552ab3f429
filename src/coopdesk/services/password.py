"""The password of the house's file: set, changed, taken off, and what becomes of the backups made before."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coopdesk.domain import password as domain
from coopdesk.domain.backup import SUFFIX
from coopdesk.domain.operation import Operation
from coopdesk.domain.password import Recovery
from coopdesk.foundation.problems import UserError
from coopdesk.services import backups
from coopdesk.services.backups import Backup, Kept, Watch
from coopdesk.services.desk import Desk
from coopdesk.store import backup as store
from coopdesk.store import cipher, recognition, rekeying
from coopdesk.store.cipher import Key
from coopdesk.store.errors import translated

__all__ = ["Key"]


@dataclass(frozen=True, slots=True)
class Switched:
    """The file opens another way: `replaced` is the backup of what it held, `older` all those that open as before."""

    replaced: Kept
    former: Key | None
    older: tuple[Backup, ...]


def is_needed(path: Path) -> bool:
    """Whether a file that nobody has open here asks for a password; False too where there is none."""
    try:
        return cipher.is_encrypted(path) or (path.suffix == SUFFIX and cipher.is_cut_short(path))
    except OSError:
        return False


def unlock(path: Path, passphrase: str) -> Key:
    """What opens an encrypted file; raises UserError password_wrong, or what keeps the file from being read."""
    try:
        return cipher.key_of(path, passphrase)
    except OSError as error:
        raise UserError("file_missing", {"path": str(path)}) from error


def opens(key: Key | None, path: Path) -> bool:
    """Whether a file that nobody has open here opens with this key, or with none."""
    try:
        recognition.fitting(path, key)
    except (UserError, OSError):
        return False
    return True


def is_right(desk: Desk, passphrase: str) -> bool:
    """Whether this is the password of the open file."""
    return desk.key is not None and desk.key.is_of(passphrase)


def set_password(desk: Desk, passphrase: str, chosen: Path | None = None, watch: Watch | None = None) -> Switched:
    """Encrypt the open file, once it is backed up as it was; not to be undone.

    Raises UserError, the file as it was: password_there, password_short and its kind, and what a backup may meet.
    """
    if desk.key is not None:
        raise UserError("password_there", {"path": str(desk.path)})
    return _switch(desk, _new_key(passphrase), Operation.SET_PASSWORD, chosen, watch)


def change_password(
    desk: Desk, present: str, passphrase: str, chosen: Path | None = None, watch: Watch | None = None
) -> Switched:
    """Encrypt the open file under another password; raises UserError as `set_password` does, and password_wrong."""
    _ask(desk, present)
    return _switch(desk, _new_key(passphrase), Operation.CHANGE_PASSWORD, chosen, watch)


def remove_password(desk: Desk, present: str, chosen: Path | None = None, watch: Watch | None = None) -> Switched:
    """Make the open file a plain one again; raises UserError as `change_password` does."""
    _ask(desk, present)
    return _switch(desk, None, Operation.REMOVE_PASSWORD, chosen, watch)


def recovery(desk: Desk, passphrase: str) -> Recovery:
    """What the recovery sheet tells; raises UserError password_wrong."""
    _ask(desk, passphrase)
    return Recovery(desk.path.name, desk.today(), passphrase)


def encrypt_older(desk: Desk, switched: Switched, watch: Watch | None = None) -> None:
    """Put the backups of before under the present password; raises UserError at the first that cannot be."""
    for done, one in enumerate(switched.older):
        if watch is not None:
            watch(done, len(switched.older))
        rekeying.rekey_backup(one.path, switched.former, desk.key)


def delete_older(switched: Switched) -> None:
    """Delete the backups of before; raises UserError at the first that cannot be."""
    for one in switched.older:
        try:
            one.path.unlink(missing_ok=True)
        except OSError as error:
            raise UserError("cannot_write", {"path": str(one.path)}) from error


def _ask(desk: Desk, passphrase: str) -> None:
    if not is_right(desk, passphrase):
        raise UserError("password_wrong", {"path": str(desk.path)})


def _new_key(passphrase: str) -> Key:
    for problem in domain.check(passphrase, passphrase):
        raise UserError(problem.code, problem.params)
    return cipher.new_key(passphrase)


def _switch(desk: Desk, key: Key | None, operation: Operation, chosen: Path | None, watch: Watch | None) -> Switched:
    if desk.is_read_only:
        raise UserError("file_read_only", {"path": str(desk.path)})
    former = desk.key
    with desk.standing_still():
        replaced = backups.keep(desk, chosen, watch)
        desk.rekey(replaced.backup.path, key, operation)
    desk.tell_backup(replaced)
    return Switched(replaced, former, tuple(_opened_by(former, desk, backups.backups(desk.path, chosen))))


def _opened_by(key: Key | None, desk: Desk, found: Iterable[Backup]) -> Iterable[Backup]:
    """The backups of this house that open with a key, None for the plain ones."""
    house = desk.house().name
    for one in found:
        if one.is_encrypted != (key is not None):
            continue
        with suppress(UserError), translated(one.path), recognition.opened(one.path, key) as connection:
            if store.contents_of(connection).house == house:
                yield one
