"""Python's standard library for Windows, compiled here from Debian's: so that no compiled code of unknown making ships.

Run with Debian's Python: FOLDER_OF_SOURCES TARGET FILE_OF_WANTED_NAMES; it prints the names it has not.
"""

import importlib.util
import marshal
import os
import struct
import sys
import zipfile
from pathlib import Path

_DATE = (1980, 1, 1, 0, 0, 0)
# No sound, no debugger, no tests, no package installer, no servers.
_UNUSED = (
    *("__phello__", "_aix_support", "ctypes/macholib", "ctypes/test", "distutils", "doctest", "ensurepip", "idlelib"),
    *("lib2to3", "msilib", "pdb", "pydoc_data", "sqlite3/test", "test", "tkinter", "turtledemo", "unittest", "venv"),
    *("wsgiref", "xmlrpc", "multiprocessing", "dbm", "curses"),
)
_CHECKED_NEVER = 0b01
"""A module known by a hash of its source, which nobody checks: it has no date, and no source beside it."""


def main(library: str, target: str, wanted: str) -> int:
    """Compile every wanted module that the library has."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in Path(wanted).read_text(encoding="utf-8").split():
            source = Path(library, name)
            if name.removesuffix(".py").startswith(_UNUSED):
                continue
            if not source.is_file():
                print(name)
                continue
            content = source.read_bytes()
            code = compile(content, os.path.join("python311.zip", name), "exec", dont_inherit=True, optimize=0)  # noqa: PTH118
            head = importlib.util.MAGIC_NUMBER + struct.pack("<I", _CHECKED_NEVER) + importlib.util.source_hash(content)
            entry = zipfile.ZipInfo(f"{name}c", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, head + marshal.dumps(code))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
