"""The program and what it needs, as wheels: fetched by pip under pinned versions and hashes, then laid out to ship."""

import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from builder.commands import run, say
from builder.files import digest, emptied
from builder.needs import PYTHON
from builder.release import PACKAGING, Release

_PIN = re.compile(r"^(\S+)==(\S+)((?:\s*\\?\s*--hash=sha256:[0-9a-f]{64})+)", re.MULTILINE)
_HASH = re.compile(r"sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class System:
    """A system to ship to: the name of its pins, and what pip calls it, "" for the one that builds."""

    name: str
    pip_name: str


LINUX = System("linux", "")
WINDOWS = System("windows", "win_amd64")


def pins(name: str) -> dict[str, frozenset[str]]:
    """« name==version » of a file of pins, and the hashes allowed."""
    text = (PACKAGING / "pins" / f"{name}.txt").read_text(encoding="utf-8")
    return {f"{found[1]}=={found[2]}": frozenset(_HASH.findall(found[3])) for found in _PIN.finditer(text)}


def fetch(system: System, python: Path, work: Path) -> list[Path]:
    """The pinned wheels; pip refuses any whose hash is another one."""
    folder = work / "wheels" / system.name
    allowed = {one for hashes in pins(system.name).values() for one in hashes}
    held = sorted(folder.glob("*.whl"))
    if len(held) == len(pins(system.name)) and all(digest(path) in allowed for path in held):
        return held
    say(f"fetching the wheels for {system.name}")
    emptied(folder)
    words: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q", "download"]
    if system.pip_name:
        words += ["--platform", system.pip_name, "--python-version", "3.11", "--implementation", "cp"]
    words += ["--no-deps", "--require-hashes", "--only-binary=:all:", "--dest", folder]
    run(*words, "-r", PACKAGING / "pins" / f"{system.name}.txt")
    return sorted(folder.glob("*.whl"))


def build_own(release: Release, python: Path) -> Path:
    """The program's own wheel."""
    folder = emptied(release.work / "wheels" / "own")
    run(
        python,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        folder,
        folder=release.source,
        environment=release.environment,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


def lay_out(wheels: list[Path], folder: Path) -> Path:
    """An environment with these wheels and nothing else; returns where they are.

    Unzipped, not installed: nothing of a wheel runs here, and wheels for another system do as well.
    """
    shutil.rmtree(folder, ignore_errors=True)
    run(PYTHON, "-m", "venv", "--without-pip", folder)
    site = folder / "lib" / "python3.11" / "site-packages"
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(site)
    return site
