"""Whether a file lies on another computer: write-ahead logging and memory mapping do not work across a network."""

import re
import sys
from pathlib import Path

_KINDS = frozenset({
    "cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs3", "nfs4", "9p", "afs", "ceph", "davfs", "ncpfs", "vboxsf",
    "prl_fs", "virtiofs", "vmhgfs",
})  # fmt: skip

_REMOTE_DRIVE = 4
"""GetDriveTypeW's DRIVE_REMOTE."""


def is_network(path: Path) -> bool:
    """Whether the file is reached through a network, or through the wall of a virtual machine."""
    return _is_elsewhere(path.resolve())


def is_share(path: str) -> bool:
    r"""Whether a Windows path names a share: \\server\folder, but not \\?\C:\folder."""
    if path.upper().startswith("\\\\?\\UNC\\"):
        return True
    return path.startswith("\\\\") and path[2:4] not in ("?\\", ".\\")


def file_system(path: Path, mounts: str) -> str:
    """The kind of file system a whole path lies on, by the text of /proc/mounts; "" when it does not say."""
    found, depth = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        place = Path(_unescaped(fields[1]))
        # What is mounted later on the same place hides what was there.
        if len(place.parts) >= depth and path.is_relative_to(place):
            found, depth = fields[2], len(place.parts)
    return found


def is_network_kind(kind: str) -> bool:
    """Whether this kind of file system is another computer's; nobody can tell what is behind a FUSE one."""
    return kind in _KINDS or kind.startswith("fuse.")


def _unescaped(place: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), place)


if sys.platform == "win32":

    def _is_elsewhere(path: Path) -> bool:
        import ctypes  # noqa: PLC0415 - Windows only

        return is_share(str(path)) or bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _REMOTE_DRIVE)

else:

    def _is_elsewhere(path: Path) -> bool:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return False
        return is_network_kind(file_system(path, mounts))
