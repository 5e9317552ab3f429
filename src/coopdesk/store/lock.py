"""Who may write the file: a small text beside it, `house.coopdesk.lock`, so that a second PC is told and only reads.

Its holder keeps two signs of life in it. A lock of the operating system on one byte tells the other programs of this
machine, at once, that it runs. A number that grows twice a minute tells the other machines: one that looks, and sees
the same number for long enough by its own clock, may ask its user whether the holder is really off. Two computers'
clocks are never compared. Whoever was taken for dead finds another's name in the text before the next write.
"""

import getpass
import json
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from threading import Event, RLock, Thread

from coopdesk.store import byte_lock, network
from coopdesk.store.byte_lock import Grip

BEAT_SECONDS = 30.0
SILENT_AFTER_SECONDS = 120.0
"""Four beats that did not come."""

_GAP_SECONDS = 10.0
"""The most that one look adds to a silence: who slept did not observe."""

_PAUSE_SECONDS = 0.02
_ATTEMPTS = 25
"""Half a second for whoever is just writing or removing the text."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the file open for writing, since when by its own clock, and how often its heart has beaten."""

    host: str
    user: str
    since: str
    token: str
    beat: int = 0

    @property
    def who(self) -> str:
        """The holder as a person recognises it, "" when its text cannot be understood."""
        return f"{self.user} ({self.host})" if self.user else ""


class Presence(Enum):
    """What is known of the one who holds the file."""

    THERE = auto()
    SILENT = auto()
    """It has given no sign for minutes: switched off, asleep, or cut from the network."""
    GONE = auto()
    """It let go, or its process has ended."""


class Lock:
    """The right to write one file; `holder` tells who has it when we have not.

    `on_lost` is called, in a thread of the lock's own, when the right we had is no longer ours.
    """

    def __init__(self, path: Path) -> None:
        self._file = path
        self._path = path.with_name(path.name + ".lock")
        self.holder: Holder | None = None
        self.on_lost: Callable[[], None] = lambda: None
        self._ours: Holder | None = None
        self._descriptor = -1
        self._guard = RLock()
        self._stop = Event()
        self._heart: Thread | None = None
        self._seen: bytes | None = None
        self._seen_at = 0.0
        self._silence = 0.0

    def acquire(self) -> bool:
        """Take the right to write; False when somebody else has it, or when nothing can be written there."""
        return self._acquire(None)

    def take_over(self) -> bool:
        """Take it from a holder that is gone, or silent for long; False when it is there after all."""
        return self._acquire(self._seen if self.look() is Presence.SILENT else None)

    def look(self) -> Presence:
        """What is known of the holder now; to be asked every few seconds."""
        now = time.monotonic()
        try:
            content: bytes | None = self._path.read_bytes()
        except FileNotFoundError:
            content = None
        except OSError:
            content = self._seen
        if content is None:
            self._seen = None
            return Presence.GONE
        if content != self._seen:
            self._seen, self._silence = content, 0.0
            self.holder = _parsed(content) or self.holder
        else:
            self._silence += min(now - self._seen_at, _GAP_SECONDS)
        self._seen_at = now
        if self._silence > BEAT_SECONDS * 1.5 and self._is_left():
            return Presence.GONE
        return Presence.SILENT if self._silence >= SILENT_AFTER_SECONDS else Presence.THERE

    def is_lost(self) -> bool:
        """Whether the right we had is another's now, or nobody's: it may be taken from a computer that sleeps."""
        with self._guard:
            if self._ours is None:
                return True
            try:
                content = self._path.read_bytes()
            except FileNotFoundError:
                # Gone with the whole folder, it tells nothing: the disk may come back.
                content = b""
                if not self._file.exists():
                    return False
            except OSError:
                return False
            # Asked before each write: nobody else's text has our token, there is nothing to understand in it.
            if self._ours.token.encode() in content:
                return False
            self.holder = _parsed(content)
            return True

    def release(self) -> None:
        """Let the next one write."""
        self._stop.set()
        if self._heart is not None:
            self._heart.join()
        with self._guard:
            is_mine = self._ours is not None and not self.is_lost()
            if is_mine and os.name != "nt":
                self._remove()
            if self._descriptor >= 0:
                os.close(self._descriptor)
            if is_mine and os.name == "nt":
                # Windows removes no open file; the next one may have it open already, to make it its own.
                self._remove()
            self._descriptor, self._ours, self._heart = -1, None, None

    def give_up(self) -> None:
        """Hold no longer what was lost; another's text stays as it is."""
        with self._guard:
            if self._descriptor >= 0:
                os.close(self._descriptor)
            self._descriptor, self._ours, self._heart = -1, None, None
            self._stop.set()

    def _acquire(self, silent: bytes | None) -> bool:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                taken = self._try(silent, is_last=attempt == _ATTEMPTS)
            except FileNotFoundError:
                taken = None
            except OSError:
                # Nothing can be written here; somebody with more rights may hold it all the same.
                with suppress(OSError):
                    self.holder = _parsed(self._path.read_bytes())
                return False
            if taken is not None:
                return taken
            time.sleep(_PAUSE_SECONDS)
        # Taken and let go by others all the while.
        self.holder = self.holder or _unknown(datetime.now())
        return False

    def _try(self, silent: bytes | None, *, is_last: bool) -> bool | None:
        """One attempt: taken, held by another, or None when the text is just being written or removed."""
        descriptor, is_new = _open(self._path)
        try:
            grip = byte_lock.take(descriptor)
            if not _is_still_there(descriptor, self._path):
                return None
            content = _content(descriptor)
            if is_new and grip is Grip.THEIRS:
                # Another was quicker on the text that we made: who that is will be read in it.
                return None
            if is_new or (silent is not None and content == silent):
                may_take = True
            else:
                self.holder = _parsed(content)
                if self.holder is None and not is_last:
                    return None
                may_take = grip is Grip.OURS and self._is_of_this_machine()
                self.holder = self.holder or _unknown(_written_at(self._path))
            if may_take:
                self._begin(descriptor)
                descriptor = -1
            return may_take
        finally:
            if descriptor >= 0:
                os.close(descriptor)

    def _is_of_this_machine(self) -> bool:
        if self.holder is None:
            # Begun and never finished: on a network its author may be any machine.
            return not network.is_network(self._path)
        return self.holder.host == socket.gethostname()

    def _is_left(self) -> bool:
        """Whether its holder was a process of this machine that has ended."""
        if not self._is_of_this_machine():
            return False
        try:
            descriptor = os.open(self._path, os.O_RDWR)
        except OSError:
            return False
        try:
            return byte_lock.take(descriptor) is Grip.OURS
        finally:
            os.close(descriptor)

    def _begin(self, descriptor: int) -> None:
        since = datetime.now().isoformat(timespec="minutes")
        self._ours = Holder(socket.gethostname(), getpass.getuser(), since, os.urandom(8).hex())
        self._descriptor = descriptor
        self.holder = None
        _write(descriptor, self._ours)
        self._stop = Event()
        self._heart = Thread(target=self._live, args=(self._stop,), name="lock", daemon=True)
        self._heart.start()

    def _live(self, stop: Event) -> None:
        # Other machines see what was sent to the share; on our own disk there is nothing to wait for.
        is_shared = network.is_network(self._path)
        while True:
            if is_shared:
                # A share that does not answer now may do so at the next beat.
                with suppress(OSError):
                    os.fsync(self._descriptor)
            if stop.wait(BEAT_SECONDS):
                return
            if not self._beat(stop):
                self.on_lost()
                return

    def _beat(self, stop: Event) -> bool:
        with self._guard:
            if stop.is_set():
                return True
            if self._ours is None or self.is_lost():
                return False
            self._ours = replace(self._ours, beat=self._ours.beat + 1)
            with suppress(OSError):
                _write(self._descriptor, self._ours)
            return True

    def _remove(self) -> None:
        for _attempt in range(_ATTEMPTS):
            try:
                self._path.unlink(missing_ok=True)
            except OSError:
                # Windows: somebody reads it at this moment.
                time.sleep(_PAUSE_SECONDS)
            else:
                return


def _open(path: Path) -> tuple[int, bool]:
    """The text, open for reading and writing, and whether it was made by this very call."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666), True
    except FileExistsError:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666), False


def _is_still_there(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _content(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, 4096)


def _write(descriptor: int, holder: Holder) -> None:
    content = json.dumps(asdict(holder)).encode()
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, content)
    os.ftruncate(descriptor, len(content))


def _unknown(since: datetime) -> Holder:
    return Holder("", "", since.isoformat(timespec="minutes"), "")


def _written_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - the wall clock, as everywhere


def _parsed(content: bytes) -> Holder | None:
    """The holder; None while the text is being written, or when it is not ours."""
    try:
        holder = Holder(**json.loads(content))
        datetime.fromisoformat(holder.since)
    except (ValueError, TypeError):
        return None
    return holder
