"""Write down the exact wheels that ship, and the tools, by version and hash; needed after requirements.txt changed.

.venv/bin/python packaging/pin.py            everything
.venv/bin/python packaging/pin.py windows    linux, windows, tools or freezer alone
"""

import re
import sys
import tempfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

from builder.commands import run, say
from builder.files import digest
from builder.needs import PYTHON, for_building
from builder.release import PACKAGING, ROOT

_HEADS = {
    "linux": "What ships for Linux",
    "windows": "What ships for Windows",
    "tools": "What the builder runs, from tools.in",
    "freezer": "What build.ps1 runs on Windows, from freezer.in",
}


def main(wanted: list[str]) -> int:
    """Write the pins that were asked for."""
    for_building()
    for name in wanted or list(_HEADS):
        with tempfile.TemporaryDirectory() as folder:
            _fetch(name, Path(folder))
            lines = sorted(_pin(path) for path in Path(folder).glob("*.whl"))
        head = f"# {_HEADS[name]}: written by packaging/pin.py, not by hand.\n"
        (PACKAGING / "pins" / f"{name}.txt").write_text(head + "".join(lines), encoding="utf-8")
        say(f"{len(lines)} pins for {name}")
    return 0


def _fetch(name: str, folder: Path) -> None:
    environment = folder / "environment"
    run(PYTHON, "-m", "venv", environment)
    pip: list[str | Path] = [environment / "bin" / "python", "-m", "pip", "-q", "--disable-pip-version-check"]
    run(*pip, "install", "--upgrade", "pip")
    words = [*pip, "download", "--only-binary=:all:", "--dest", folder]
    if name in {"windows", "freezer"}:
        words += ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"]
    if name in {"tools", "freezer"}:
        run(*words, "-r", PACKAGING / "pins" / f"{name}.in")
        return
    # requirements.txt already names all that comes along.
    run(*words, "--no-deps", "-r", ROOT / "requirements.txt")


def _pin(wheel: Path) -> str:
    with zipfile.ZipFile(wheel) as archive:
        name = next(one for one in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", one))
        said = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    normal = re.sub(r"[-_.]+", "-", said["Name"]).lower()
    return f"{normal}=={said['Version']} \\\n    --hash=sha256:{digest(wheel)}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
