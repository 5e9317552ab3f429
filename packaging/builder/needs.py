"""What building needs on Debian 12, by name: Debian's packages, and the pinned tools in a folder of their own."""

import os
import shutil
import subprocess
from pathlib import Path

from builder.commands import CommandError, run, say
from builder.files import digest
from builder.release import PACKAGING

PYTHON = Path("/usr/bin/python3.11")
"""Debian's own Python: it and its libraries ship, and dpkg knows where each of their files comes from."""

_FOR_ALL = ("python3.11", "python3.11-venv", "git", "librsvg2-bin", "icoutils")
FOR_LINUX = (
    *("libpython3.11", "libpython3.11-stdlib", "binutils", "dpkg-dev", "gettext-base", "lintian", "desktop-file-utils"),
    *("appstream", "man-db", "shared-mime-info", "xz-utils"),
    # What Qt loads: PyInstaller looks these up, takes some along, and the .deb depends on the rest.
    *("libgl1", "libegl1", "libopengl0", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0", "libxcb1"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0"),
    *("libxcb-shape0", "libxcb-xkb1", "libxkbcommon-x11-0", "libwayland-cursor0", "libwayland-egl1", "libcups2"),
)
FOR_WINDOWS = ("nsis", "gcc-mingw-w64-x86-64", "binutils-mingw-w64-x86-64", "osslsigncode")
_FOR_SCREENS = ("xvfb", "openbox", "xdotool", "imagemagick", "xauth", "dbus", "x11-utils", "fonts-dejavu-core")
FOR_TESTS = {
    "linux": (*_FOR_SCREENS, *FOR_LINUX, "debootstrap", "poppler-utils"),
    "windows": (*_FOR_SCREENS, *FOR_WINDOWS, "wine", "wine64", "poppler-utils", "locales"),
}


def install(*packages: str) -> None:
    """Have apt install what is missing of Debian's packages."""
    missing = [name for name in packages if not _is_installed(name)]
    if not missing:
        return
    say(f"installing {' '.join(missing)}")
    words = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        words = ["sudo", "-n", *words]
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(*words, environment=quiet)
    except CommandError:
        run(*words[: words.index("install")], "update", "-qq", environment=quiet)
        run(*words, environment=quiet)


def for_building(*packages: str) -> None:
    """Have Debian's packages for a build."""
    install(*_FOR_ALL, *packages)


def tools(work: Path) -> Path:
    """The Python that has the pinned tools; made once, and again when a pin changes."""
    folder, pins = work / "tools", PACKAGING / "pins" / "tools.txt"
    stamp, python = folder / "stamp", folder / "bin" / "python"
    wanted = digest(pins)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    say("installing the pinned tools")
    shutil.rmtree(folder, ignore_errors=True)
    run(PYTHON, "-m", "venv", folder)
    pip = (python, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q")
    # Only what is pinned and hashed may run on the machine that builds.
    run(*pip, "install", "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", pins)
    stamp.write_text(wanted, encoding="utf-8")
    return python


def _is_installed(name: str) -> bool:
    asked = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", name], capture_output=True, text=True, check=False)
    return asked.stdout.startswith("install ok installed")
