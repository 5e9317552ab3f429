"""Where each binary that ships comes from: found by its content, never by its name alone."""

import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from builder.commands import run
from builder.files import binaries, digest

UNKNOWN = "unknown"
_DEBIAN_FOLDERS = (Path("/usr/lib/x86_64-linux-gnu"), Path("/usr/lib/python3.11/lib-dynload"))


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A binary of an artefact and where it comes from."""

    path: str
    digest: str
    source: str


def of_wheels(wheels: Iterable[Path]) -> dict[str, str]:
    """Every file of the wheels that a machine would run, by its hash."""
    known: dict[str, str] = {}
    for wheel in wheels:
        name, version = wheel.name.split("-")[:2]
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.namelist():
                content = archive.read(entry)
                if content[:4] == b"\x7fELF" or content[:2] == b"MZ":
                    known[sha256(content).hexdigest()] = f"wheel {name} {version}"
    return known


def of_stripped(
    stripped: Iterable[Path], site: Path, known: Mapping[str, str], wheels: Iterable[Path]
) -> dict[str, str]:
    """The wheels' binaries that were stripped here, by their new hash."""
    by_entry: dict[str, str] = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            by_entry.update({entry: sha256(archive.read(entry)).hexdigest() for entry in archive.namelist()})
    return {
        digest(path): f"{known[by_entry[path.relative_to(site).as_posix()]]}, debug symbols taken out"
        for path in stripped
    }


def of_debian(names: Iterable[str]) -> dict[str, str]:
    """Debian's libraries of these file names, by their hash, with the package and version of each."""
    known: dict[str, str] = {}
    for name in sorted(set(names)):
        for folder in _DEBIAN_FOLDERS:
            path = folder / name
            if path.is_file():
                real = path.resolve()
                known[digest(real)] = f"Debian {debian_package(real)}"
    return known


def debian_package(path: Path) -> str:
    """« package version » that a file of this machine belongs to."""
    # Debian moved /lib into /usr/lib, and some packages still name the old place.
    asked = subprocess.run(
        ["dpkg", "-S", path, str(path).removeprefix("/usr")], capture_output=True, text=True, check=False
    )
    package = asked.stdout.split(":")[0]
    if not package:
        return f"{UNKNOWN} {path}"
    return f"{package} {run('dpkg-query', '-W', '-f', '${Version}', f'{package}')}".strip()


def of_bootloader(frozen: Path, python: Path) -> dict[str, str]:
    """PyInstaller's bootloader in front of our modules: its code must be that of the wheel."""
    where = run(python, "-c", "import PyInstaller, pathlib; print(pathlib.Path(PyInstaller.__file__).parent)").strip()
    version = run(python, "-m", "PyInstaller", "--version").strip()
    bootloader = Path(where) / "bootloader" / "Linux-64bit-intel" / "run"
    if _code(bootloader, frozen.parent) != _code(frozen, frozen.parent):
        return {}
    return {digest(frozen): f"bootloader of PyInstaller {version}, with the program's modules behind it"}


def _code(path: Path, folder: Path) -> str:
    target = folder / ".code"
    run("objcopy", "-O", "binary", "--only-section=.text", path, target)
    found = digest(target)
    target.unlink()
    return found


def trace(folder: Path, known: Mapping[str, str]) -> list[Origin]:
    """Every binary below a folder with its origin, UNKNOWN for one that nobody vouches for."""
    return sorted(
        Origin(path.relative_to(folder).as_posix(), found, known.get(found, UNKNOWN))
        for path in binaries(folder)
        for found in [digest(path)]
    )


def table(origins: Iterable[Origin]) -> str:
    """The list as a text to read and to search."""
    return "".join(f"{one.digest}  {one.path}\t{one.source}\n" for one in origins)


def read_table(path: Path) -> list[Origin]:
    """The list back from its text."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [Origin(head[66:], head[:64], source) for head, source in lines]


def left_to_debian(origins: Iterable[Origin]) -> list[str]:
    """The paths of Debian's libraries, but Python's own, which no later Debian has in this version."""
    return [
        one.path
        for one in origins
        if one.source.startswith("Debian ") and not one.source.startswith("Debian libpython3")
    ]


def debian_packages(origins: Iterable[Origin]) -> dict[str, str]:
    """Debian's packages among the origins, with their versions."""
    found = (one.source.split() for one in origins if one.source.startswith("Debian "))
    return {package: version for _debian, package, version in found}
