"""The setup program for Windows, made by NSIS, and its signature where there is a certificate."""

import os
from pathlib import Path

from builder import icons
from builder.commands import run, say
from builder.release import PACKAGING, Release

CERTIFICATE, PASSWORD = "COOPDESK_SIGN_PKCS12", "COOPDESK_SIGN_PASSWORD_FILE"
"""In the environment: the file of the certificate with its key, and a file with its password."""


def build(release: Release, tree: Path) -> Path:
    """Write the setup program; returns it."""
    say("packing the setup program (a minute or more)")
    for path in (tree / "coopdesk.exe", tree / "coopdesk-cli.exe"):
        sign(path)
    target = release.output / f"coopdesk-{release.version}-win64-setup.exe"
    values = {
        "VERSION": release.version,
        "NUMBERS": ".".join(map(str, release.numbers)),
        "TREE": str(tree),
        "ICON": str(icons.windows_icon("coopdesk", release.work / "icons")),
        "OUTPUT": str(target),
    } | ({"QUICK": "1"} if release.quick else {})
    defined = [f"-D{name}={value}" for name, value in values.items()]
    run("makensis", "-V2", *defined, PACKAGING / "windows" / "installer.nsi", environment=release.environment)
    sign(target)
    return target


def sign(path: Path) -> None:
    """Sign a program with the builder's certificate; without one it stays unsigned, and says nothing else."""
    certificate, password = os.environ.get(CERTIFICATE), os.environ.get(PASSWORD)
    if not certificate or not password:
        return
    signed = path.with_suffix(".signed")
    run(
        *("osslsigncode", "sign", "-pkcs12", certificate, "-readpass", password, "-h", "sha256", "-n", "coopdesk"),
        *("-in", path, "-out", signed),
    )
    signed.replace(path)
