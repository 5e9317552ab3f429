"""What is being released: the files of one commit, its version, and the moment that every artefact is dated with."""

import io
import os
import re
import tarfile
from dataclasses import dataclass, replace
from pathlib import Path

from builder.commands import run

ROOT = Path(__file__).resolve().parents[2]
"""The top of the source tree."""

PACKAGING = ROOT / "packaging"
_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_VERSION_FILE = Path("src/coopdesk/__init__.py")


@dataclass(frozen=True, slots=True)
class Release:
    """One version of the program, and where things are made.

    `quick` gives up small files for a fast build, for tries.
    """

    version: str
    epoch: int
    work: Path
    output: Path
    quick: bool = False
    commit: str = ""

    @property
    def source(self) -> Path:
        """The files of the commit."""
        return self.work / "source"

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """The version as Windows wants it: four numbers."""
        parts = [int(part) for part in re.findall(r"\d+", self.version)[:4]]
        one, two, three, four = [*parts, 0, 0, 0, 0][:4]
        return one, two, three, four

    @property
    def environment(self) -> dict[str, str]:
        """What programs that write dates are to be run with."""
        return {"SOURCE_DATE_EPOCH": str(self.epoch)}


def prepare(work: Path, output: Path, commit: str, version: str | None, *, quick: bool) -> Release:
    """Lay the files of a commit out to build from; with `version`, as if it were that one (to try an upgrade)."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    epoch = int(given or run("git", "log", "-1", "--format=%ct", commit, folder=ROOT))
    output.mkdir(parents=True, exist_ok=True)
    release = Release("", epoch, work, output, quick, resolved(commit))
    export(commit, release.source)
    version_file = release.source / _VERSION_FILE
    text = version_file.read_text(encoding="utf-8")
    found = _VERSION.search(text)
    if found is None:
        raise ValueError(f"no version in {_VERSION_FILE}")
    if version is not None:
        version_file.write_text(text.replace(found[0], f'__version__ = "{version}"'), encoding="utf-8")
    return replace(release, version=version or found[1])


def resolved(commit: str) -> str:
    """The one commit that a name stands for now: others may commit while the installers are made."""
    return run("git", "rev-parse", "--verify", f"{commit}^{{commit}}", folder=ROOT).strip()


def export(commit: str, folder: Path) -> None:
    """Write the files of a commit to a folder: nothing that lies about in the tree can slip into an installer."""
    from builder.files import emptied  # noqa: PLC0415 - files needs nothing of a release

    archive = folder.with_suffix(".tar")
    archive.parent.mkdir(parents=True, exist_ok=True)
    run("git", "archive", "--format=tar", f"--output={archive}", commit, folder=ROOT)
    with tarfile.open(fileobj=io.BytesIO(archive.read_bytes())) as tar:
        tar.extractall(emptied(folder), filter="data")
    archive.unlink()
