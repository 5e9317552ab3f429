"""Whether another program wrote to a file that is only read here: asked every few seconds, answered in no time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from coopdesk.foundation.problems import UserError
from coopdesk.store import cipher

_State = tuple[int, ...]


class Watch:
    """A connection that asks for nothing but the version of the data; `connect` makes it."""

    def __init__(self, path: Path, connect: Callable[[], Any]) -> None:
        self._path = path
        self._connect = connect
        self._connection: Any = None
        self._identity: _State = ()
        self._seen = self._state()

    def look(self) -> bool:
        """Whether the file was written, or another put in its place, since the last look."""
        state = self._state()
        if not state or state == self._seen:
            return False
        self._seen = state
        return True

    def close(self) -> None:
        """Look no more."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _state(self) -> _State:
        """The file and the version of its data; () while it cannot be told: somebody writes, or the disk is away."""
        identity: _State = ()
        try:
            found = self._path.stat()
            identity = (found.st_dev, found.st_ino)
            if self._connection is None or identity != self._identity:
                self.close()
                self._connection = self._connect()
                # Never wait: the window's own thread asks.
                self._connection.execute("PRAGMA busy_timeout = 0")
                self._identity = identity
            # https://sqlite.org/pragma.html#pragma_data_version
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        except UserError:
            # It opens with another password now: that is news as well.
            return identity
        except cipher.errors(OSError):
            return ()
        # The size and the time tell of a file that had to be opened as if it never changed (recognition.connect).
        return (*identity, int(version), found.st_size, found.st_mtime_ns)
