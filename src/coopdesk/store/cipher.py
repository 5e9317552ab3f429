"""The file encrypted at rest with a passphrase, through SQLCipher; imported only for houses that want one.

Each page of such a file is encrypted and carries a code that only the right key confirms. So a wrong passphrase, which
the library takes for a damaged file, can be told from damage: under the right key some page still answers.
"""

import hashlib
import hmac
import os
import shutil
import sqlite3
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

from coopdesk.foundation.problems import UserError

# SQLCipher 4's own numbers (https://www.zetetic.net/sqlcipher/design/).
_PAGE = 4096
_SALT = 16
_MAC = 64
ROUNDS = 256_000
"""What makes each guess at a passphrase slow; SQLCipher's own number, so that its tools open the file too."""

_MAC_SALT_MASK = 0x3A
_PLAIN = b"SQLite format 3\x00"

_PAGES_TRIED = 64
"""How many pages are asked before a key is called wrong; damage seldom takes so many at once."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one file, derived once: a passphrase costs SQLCipher a tenth of a second at every connection."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def pragma(self) -> str:
        """The key as SQLCipher's pragma takes it."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"

    def is_of(self, passphrase: str) -> bool:
        """Whether this passphrase gives this key."""
        return hmac.compare_digest(_derived(passphrase, self.salt).raw, self.raw)


def is_encrypted(path: Path) -> bool:
    """Whether a file can only be an encrypted one: whole pages that look like noise from the first byte."""
    return path.stat().st_size % _PAGE == 0 and _begins_with_noise(path)


def is_cut_short(path: Path) -> bool:
    """Whether a file begins as an encrypted one and ends in the middle of a page."""
    return path.stat().st_size % _PAGE != 0 and _begins_with_noise(path)


def _begins_with_noise(path: Path) -> bool:
    with path.open("rb") as stream:
        page = stream.read(_PAGE)
    if len(page) < _PAGE or page.startswith(_PLAIN):
        return False
    # In 4,096 random bytes each value comes some 16 times; text, pictures and empty pages are far from that.
    counted = Counter(page)
    return len(counted) > 240 and max(counted.values()) < 48


def new_key(passphrase: str) -> Key:
    """The key of a file to be made."""
    return _derived(passphrase, os.urandom(_SALT))


def key_of(path: Path, passphrase: str) -> Key:
    """The key a passphrase gives for an encrypted file; raises password_wrong when no page answers to it.

    A file whose first bytes are damaged cannot be told from a wrong passphrase.
    """
    with path.open("rb") as stream:
        key = _derived(passphrase, stream.read(_SALT))
    if not fits(path, key):
        raise UserError("password_wrong", {"path": str(path)})
    return key


def fits(path: Path, key: Key) -> bool:
    """Whether some page of a file answers to this key."""
    mac_key = _mac_key(key)
    with path.open("rb") as stream:
        for number in range(1, _PAGES_TRIED + 1):
            page = stream.read(_PAGE)
            if len(page) < _PAGE:
                break
            if _is_confirmed(page, number, mac_key):
                return True
    return False


def confirm_all(path: Path, key: Key) -> None:
    """Make every page of a copy of a damaged file one that answers to its key, so that what is right in it is read."""
    mac_key = _mac_key(key)
    with path.open("rb+") as stream:
        missing = -stream.seek(0, os.SEEK_END) % _PAGE
        stream.write(bytes(missing))
        stream.seek(0)
        stream.write(key.salt)
        stream.seek(0)
        for number in count(1):
            page = stream.read(_PAGE)
            if not page:
                break
            stream.seek(-_MAC, os.SEEK_CUR)
            stream.write(_confirmation(page, number, mac_key))


def _derived(passphrase: str, salt: bytes) -> Key:
    return Key(hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, ROUNDS, 32), salt)


def _mac_key(key: Key) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key.raw, bytes(one ^ _MAC_SALT_MASK for one in key.salt), 2, 32)


def _confirmation(page: bytes, number: int, mac_key: bytes) -> bytes:
    # The first page begins with the salt, which is not part of what is confirmed.
    content = page[_SALT if number == 1 else 0 : -_MAC]
    return hmac.new(mac_key, content + struct.pack("<I", number), hashlib.sha512).digest()


def _is_confirmed(page: bytes, number: int, mac_key: bytes) -> bool:
    return hmac.compare_digest(_confirmation(page, number, mac_key), page[-_MAC:])


def driver() -> Any:
    """SQLCipher's DB-API module, in the place of sqlite3."""
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - six megabytes that few houses need

    return dbapi2


def errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """What the drivers in use raise, and others, for `except`: SQLCipher's errors are not sqlite3's."""
    loaded = sys.modules.get("sqlcipher3.dbapi2")
    return (*others, sqlite3.Error) if loaded is None else (*others, sqlite3.Error, loaded.Error)


def connect(path: Path, key: Key | None, mode: str = "rw", **options: Any) -> Any:
    """A connection of SQLCipher's to an encrypted file; without key, to a plain one."""
    connection = driver().connect(f"file:{quote(str(path.resolve()))}?mode={mode}", uri=True, **options)
    if key is not None:
        # It would write « hmac check failed » to the terminal beside raising the error.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f'PRAGMA key = "{key.pragma}"')
    return connection


def convert(path: Path, before: Key | None, target: Path, after: Key | None) -> None:
    """Write the whole content of a file to a new one under another key, None for none, and compare the two.

    Raises UserError file_damaged when the copy is not the same; the target is then gone and the file untouched.
    """
    try:
        with closing(connect(path, before)) as source:
            name = "after"
            source.execute(f"ATTACH DATABASE ? AS {name} KEY {_literal(after)}", (str(target),))
            source.execute(f"SELECT sqlcipher_export('{name}')")
            for pragma in ("application_id", "user_version"):
                (value,) = source.execute(f"PRAGMA main.{pragma}").fetchone()
                source.execute(f"PRAGMA {name}.{pragma} = {value}")
            source.commit()
        with closing(connect(path, before)) as source, closing(connect(target, after)) as copy:
            whole = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            if not whole or _content(source) != _content(copy):
                raise UserError("file_damaged", {"path": str(path)})
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _literal(key: Key | None) -> str:
    return "''" if key is None else f'"{key.pragma}"'


def _content(connection: Any) -> list[tuple[str, str]]:
    """A fingerprint of every table, so that not one value of a copy may differ."""
    names = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    ]
    return [(name, _fingerprint(connection, name)) for name in names]


def _fingerprint(connection: Any, table: str) -> str:
    digest = hashlib.sha256()
    for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - a name from the schema
        digest.update(repr(row).encode())
    return digest.hexdigest()


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A name beside a file for its new content, moved into its place when the block ends well."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    try:
        yield beside
        shutil.copymode(path, beside)
        with beside.open("rb+") as stream:
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
