"""One window for each file on a computer: a second start brings the first one to the front.

Windows of one user leave word for each other in a folder of the session (`foundation/paths.running_folder`): a lock
that says « this file is shown », which ends with its process, and beside it a call that the one who holds the lock
takes away when it has come forward. No socket: Qt's network module would have to ship for it.
"""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QCryptographicHash, QFileSystemWatcher, QLockFile, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from coopdesk.foundation import paths

PATIENCE_SECONDS = 10.0
"""How long a window may take to answer: one that is still starting answers after its first paint."""

_LOOK_SECONDS = 0.05


class _Active:
    """The files this process shows."""

    locks: ClassVar[dict[str, QLockFile]] = {}


def claim(path: Path) -> bool:
    """Say that this process shows the file; False when another one does. It holds until `leave`."""
    name = _name(path)
    if name in _Active.locks:
        return True
    folder = _folder()
    if folder is None:
        # Nowhere to leave word: the file's own lock still keeps a second window from writing.
        return True
    lock = QLockFile(str(folder / f"{name}.lock"))
    # As long as its process runs, however long that is.
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        _Active.locks[name] = lock
        return True
    return lock.error() is not QLockFile.LockError.LockFailedError


def is_shown_here(path: Path) -> bool:
    """Whether this very process shows the file: it must not open it a second time."""
    return _name(path) in _Active.locks


def leave(path: Path) -> None:
    """Let another process show the file."""
    lock = _Active.locks.pop(_name(path), None)
    if lock is not None:
        lock.unlock()


def is_shown_elsewhere(path: Path) -> bool:
    """Whether another window shows the file and has come forward; else this process may open it, and has claimed it.

    A window that does not answer counts for none: the file is then opened here, to be read, and says who holds it.
    """
    return not claim(path) and _call(path)


def is_shown(path: Path) -> bool:
    """Whether a window shows the file: behind the dialog that asks, or come forward. It must not be opened again then.

    Else this process has claimed it, as `is_shown_elsewhere` says.
    """
    return is_shown_here(path) or is_shown_elsewhere(path)


class Listener(QObject):
    """Brings a window to the front when a second start on its file calls it."""

    def __init__(self, path: Path, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        folder = _folder()
        if folder is None or _name(path) not in _Active.locks:
            return
        self._call = folder / f"{_name(path)}.call"
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(lambda _folder: self._look())
        # Somebody may have called while the window was being made.
        self._look()

    def _look(self) -> None:
        try:
            self._call.unlink()
        except OSError:
            return
        come_forward(self._window)


def come_forward(window: QWidget) -> None:
    """Show a window before the others, or at least let it ask to be looked at where the system forbids that."""
    window.setWindowState((window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def _call(path: Path, patience: float = PATIENCE_SECONDS, sleep: Callable[[float], None] = time.sleep) -> bool:
    """Ask the window on this file to come forward; False when it does not answer."""
    folder = _folder()
    if folder is None:
        return False
    call = folder / f"{_name(path)}.call"
    _let_come_forward(folder / f"{_name(path)}.lock")
    try:
        call.touch()
        for _look in range(round(patience / _LOOK_SECONDS)):
            if not call.exists():
                return True
            sleep(_LOOK_SECONDS)
        call.unlink(missing_ok=True)
    except OSError:
        return False
    return False


def _let_come_forward(lock: Path) -> None:
    """Windows gives the keyboard to whom the user just started, who may hand it on."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only a second start needs it

        with suppress(OSError, ValueError, IndexError):
            process = int(lock.read_text(encoding="utf-8").splitlines()[0])
            ctypes.windll.user32.AllowSetForegroundWindow(process)


def _folder() -> Path | None:
    try:
        return paths.running_folder()
    except OSError:
        return None


def _name(path: Path) -> str:
    """The file's identity, and nothing that tells of it: whichever way it was reached, by whichever letters."""
    whole = os.path.normcase(path.resolve())
    # Qt's own: Python's would load OpenSSL before the window is there.
    mark = QCryptographicHash.hash(whole.encode("utf-8", "surrogatepass"), QCryptographicHash.Algorithm.Sha256)
    return bytes(mark.toHex().data()).decode("ascii")[:24]
