"""Takes out of the wheels' own modules what only a debugger reads: it is half of what they weigh."""

from pathlib import Path

from builder.commands import run
from builder.files import binaries, kind_of_binary

_WITH_SYMBOLS = ("PIL", "pillow.libs", "pypdfium2_raw", "sqlalchemy", "sqlcipher3")
"""Packages that come with them; Qt's libraries have none."""


def strip(site: Path) -> list[Path]:
    """Strip them in place; returns those that were."""
    stripped = [path for name in _WITH_SYMBOLS for path in binaries(site / name) if kind_of_binary(path) == "elf"]
    for path in stripped:
        run("strip", "--strip-unneeded", path)
    return stripped
