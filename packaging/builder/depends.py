"""What the Linux program needs of the system: read from its own binaries, and named as Debian's packages."""

import re
from collections.abc import Iterable
from pathlib import Path

from builder.commands import run
from builder.files import binaries
from builder.origins import debian_package

_OPENED_LATER = (
    "fontconfig-config",
    "fonts-dejavu-core | fonts-liberation | fonts-noto-core | fonts-freefont-ttf",
    "xkb-data",
)
"""What no binary is linked to: a window without letters or keys would be of no use."""

# Qt's printing looks for CUPS when it prints, and does without: the .deb recommends it.
_OPTIONAL = {"libcups.so.2"}
# What those packages are called since they count seconds in 64 bits.
_ALTERNATIVES = {name: f"{name} | {name}t64" for name in ("libglib2.0-0", "libssl3", "libpng16-16")}
_NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[([^\]]+)\]")
_VERSIONED = re.compile(r"\b(GLIBC|GLIBCXX)_(\d+)\.(\d+)(?:\.(\d+))?\b")
_TRIED = (2, 36)
"""The glibc of Debian 12, where all is built and tried: wherever it is, the other libraries are as new as well."""

# GLIBCXX_3.4.x, and the gcc it came with.
_GCC = {28: 10, 29: 11, 30: 12, 31: 13, 32: 13, 33: 14}


def of(folder: Path) -> list[str]:
    """The dependencies as the control file of a .deb names them."""
    found = list(binaries(folder))
    shipped = {path.name for path in folder.rglob("*")}
    wanted = {name for path in found for name in _needed(path)} - shipped - _OPTIONAL
    packages = {_package(name) for name in wanted}
    glibc, gcc = _least_versions(found)
    least = {"libc6": f"libc6 (>= {glibc})", "libstdc++6": f"libstdc++6 (>= {gcc})"}
    return sorted({least.get(one, _ALTERNATIVES.get(one, one)) for one in packages} | set(_OPENED_LATER))


def glibc(folder: Path) -> str:
    """The oldest glibc that a program runs on."""
    return _least_versions(binaries(folder))[0]


def _needed(path: Path) -> Iterable[str]:
    return _NEEDED.findall(run("readelf", "-d", path))


def _package(library: str) -> str:
    for folder in ("/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/lib64"):
        path = Path(folder, library)
        if path.is_file():
            return debian_package(path.resolve()).split()[0]
    raise LookupError(f"no package on this machine has {library}")


def _least_versions(paths: Iterable[Path]) -> tuple[str, int]:
    glibc, gcc = _TRIED, 11
    for path in paths:
        for kind, major, minor, patch in _VERSIONED.findall(run("readelf", "-V", path)):
            if kind == "GLIBC":
                glibc = max(glibc, (int(major), int(minor)))
            elif patch:
                gcc = max(gcc, _GCC.get(int(patch), gcc))
    return f"{glibc[0]}.{glibc[1]}", gcc
