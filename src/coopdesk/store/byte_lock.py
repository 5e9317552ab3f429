"""The operating system's lock on one byte of an open file: it ends with its process, however that one ends.

No process number is compared, so none that was given again can be mistaken for the holder.
"""

import os
import struct
import sys
from enum import Enum, auto

_PLACE = 1 << 30
"""Far behind the content: where such locks bar reading (Windows), who holds the file stays readable."""


class Grip(Enum):
    """Who has the byte."""

    OURS = auto()
    THEIRS = auto()
    UNKNOWN = auto()
    """This file system keeps no such locks."""


def take(descriptor: int) -> Grip:
    """Take the byte if nobody has it; closing the file gives it back."""
    try:
        _take(descriptor)
    except (BlockingIOError, PermissionError):
        return Grip.THEIRS
    except OSError:
        return Grip.UNKNOWN
    return Grip.OURS


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    _FLOCK = "hhqqi4x"
    """struct flock: kind, from where, place, length, process (none: the lock is the open file's)."""

    def _take(descriptor: int) -> None:
        # A process's own locks would go when it closes any other handle on the file: reading it would be enough.
        wanted = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, _PLACE, 1, 0)
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, wanted)
