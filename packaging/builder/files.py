"""Copies, empties, counts and hashes files."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

_ELF, _PE = b"\x7fELF", b"MZ"


def emptied(folder: Path) -> Path:
    """The folder, made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def copy(source: Path, target: Path, *, mode: int = 0o644) -> None:
    """Copy one file's content; its folder is made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def write(target: Path, text: str, *, mode: int = 0o644) -> None:
    """Write a text with the line ends it has; its folder is made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="")
    target.chmod(mode)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def all_files(folder: Path) -> list[Path]:
    """Every file below a folder, in one order on every machine."""
    found = [path for path in folder.rglob("*") if path.is_file() or path.is_symlink()]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.lstat().st_size for path in all_files(folder))


def binaries(folder: Path) -> Iterator[Path]:
    """Every file below a folder that a machine would run, whatever its name: ELF or Windows' PE."""
    for path in all_files(folder):
        if not path.is_symlink() and kind_of_binary(path):
            yield path


def kind_of_binary(path: Path) -> str:
    """« elf », « pe », or nothing."""
    with path.open("rb") as stream:
        head = stream.read(4)
    if head == _ELF:
        return "elf"
    return "pe" if head[:2] == _PE else ""


def filled(template: Path, **values: str) -> str:
    """The text of a template, each @NAME@ replaced."""
    text = template.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text
