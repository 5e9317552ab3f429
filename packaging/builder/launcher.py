"""The two programs for Windows that start Python, compiled here: one with a window, one for the terminal."""

import shutil
from pathlib import Path

from builder import icons, signing
from builder.commands import run, say
from builder.files import emptied, filled, write
from builder.release import PACKAGING, Release

NAMES = {"coopdesk": "coopdesk", "coopdesk-cli": "coopdesk in the terminal"}
_FROM = PACKAGING / "windows"
_FLAGS = (
    # No date and no path of this machine in what comes out.
    *("-O2", "-s", "-Wall", "-Werror", "-municode", "-static", "-Wl,--no-insert-timestamp", "-ffile-prefix-map=.=."),
    *(
        "-Wl,--dynamicbase",
        "-Wl,--nxcompat",
        "-Wl,--high-entropy-va",
        "-DUNICODE",
        "-D_UNICODE",
        "-D_WIN32_WINNT=0x0A00",
    ),
)


def build(release: Release, target: Path) -> None:
    """Compile both into a folder, and sign them: before anybody writes down what they are."""
    say("compiling the launchers")
    work = emptied(release.work / "launcher")
    for name in icons.NAMES:
        shutil.copyfile(icons.windows_icon(name, release.work / "icons"), work / f"{name}.ico")
    for file in ("launcher.c", "coopdesk.manifest"):
        shutil.copyfile(_FROM / file, work / file)
    numbers = ",".join(map(str, release.numbers))
    for name, description in NAMES.items():
        resources = filled(
            _FROM / "launcher.rc.in", NUMBERS=numbers, VERSION=release.version, NAME=name, DESCRIPTION=description
        )
        write(work / f"{name}.rc", resources)
        run("x86_64-w64-mingw32-windres", f"{name}.rc", f"{name}.o", folder=work)
        kind = ("-mconsole", "-DTERMINAL") if name.endswith("-cli") else ("-mwindows",)
        run("x86_64-w64-mingw32-gcc", *_FLAGS, *kind, "launcher.c", f"{name}.o", "-o", f"{name}.exe", folder=work)
        signing.sign(work / f"{name}.exe")
        shutil.copyfile(work / f"{name}.exe", target / f"{name}.exe")
