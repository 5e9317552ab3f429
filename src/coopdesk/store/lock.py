"""Who holds the file: a small text beside it, `house.coopdesk.lock`, so that a second PC is told and only reads."""

import getpass
import json
import os
import socket
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the file open for writing, and since when."""

    host: str
    user: str
    pid: int
    since: str

    @property
    def who(self) -> str:
        """The holder as a person recognises it."""
        return f"{self.user} ({self.host})"

    @property
    def is_gone(self) -> bool:
        """Whether it is a process of this machine that no longer runs."""
        return self.host == socket.gethostname() and not _is_running(self.pid)


class Lock:
    """The right to write one file; `holder` tells who has it when we have not."""

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(path.name + ".lock")
        self.holder: Holder | None = None
        self._is_ours = False

    def acquire(self) -> bool:
        """Take the right to write; False when somebody else has it."""
        for _attempt in range(2):
            try:
                descriptor = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            except FileExistsError:
                self.holder = _read(self._path)
                if self.holder is not None and not self.holder.is_gone:
                    return False
                self._path.unlink(missing_ok=True)
                continue
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                json.dump(asdict(_ourselves()), stream)
            self._is_ours = True
            self.holder = None
            return True
        return False

    def release(self) -> None:
        """Let the next one write."""
        if self._is_ours:
            self._path.unlink(missing_ok=True)
            self._is_ours = False


def _ourselves() -> Holder:
    since = datetime.now().isoformat(timespec="minutes")
    return Holder(socket.gethostname(), getpass.getuser(), os.getpid(), since)


def _read(path: Path) -> Holder | None:
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        # Half-written by a process that died: nobody holds it.
        return None


def _is_running(pid: int) -> bool:
    if os.name == "nt":
        return _is_running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_running_on_windows(pid: int) -> bool:
    # os.kill(pid, 0) would end the process there.
    import ctypes  # noqa: PLC0415 - Windows only

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]
    handle = kernel.OpenProcess(0x1000, False, pid)
    if handle:
        kernel.CloseHandle(handle)
    return bool(handle)
