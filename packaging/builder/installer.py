"""The setup program for Windows, made by NSIS."""

import shlex
import sys
from pathlib import Path

from builder import icons, signing
from builder.commands import run, say
from builder.release import PACKAGING, Release


def build(release: Release, tree: Path) -> Path:
    """Write the setup program; returns it."""
    say("packing the setup program (a minute or more)")
    target = release.output / f"coopdesk-{release.version}-win64-setup.exe"
    values = {
        "VERSION": release.version,
        "NUMBERS": ".".join(map(str, release.numbers)),
        "TREE": str(tree),
        "ICON": str(icons.windows_icon("coopdesk", release.work / "icons")),
        "OUTPUT": str(target),
    }
    if release.quick:
        values["QUICK"] = "1"
    if signing.is_asked():
        values["SIGN"] = shlex.join([sys.executable, "-m", signing.__name__])
    defined = [f"-D{name}={value}" for name, value in values.items()]
    script = PACKAGING / "windows" / "installer.nsi"
    run("makensis", "-V2", *defined, script, environment={**release.environment, "PYTHONPATH": str(PACKAGING)})
    signing.sign(target)
    return target
