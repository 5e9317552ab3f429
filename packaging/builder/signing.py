"""Signs what Windows runs, where the builder has a certificate: both launchers, the setup program, its uninstaller."""

import os
import sys
from pathlib import Path

from builder.commands import run

CERTIFICATE, PASSWORD = "COOPDESK_SIGN_PKCS12", "COOPDESK_SIGN_PASSWORD_FILE"
"""In the environment: the file of the certificate with its key, and a file with its password."""


def is_asked() -> bool:
    """Whether the builder has a certificate."""
    return bool(os.environ.get(CERTIFICATE) and os.environ.get(PASSWORD))


def sign(path: Path) -> None:
    """Sign a program with the builder's certificate; without one it stays unsigned, and says nothing else."""
    if not is_asked():
        return
    signed = path.with_suffix(".signed")
    run(
        *("osslsigncode", "sign", "-pkcs12", os.environ[CERTIFICATE], "-readpass", os.environ[PASSWORD]),
        *("-h", "sha256", "-n", "coopdesk", "-in", path, "-out", signed),
    )
    signed.replace(path)


if __name__ == "__main__":
    # NSIS has its own uninstaller signed so, before it packs it.
    sign(Path(sys.argv[1]))
