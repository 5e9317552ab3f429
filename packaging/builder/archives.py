"""Archives that are the same bytes whenever and wherever they are made: names in order, one date, one owner."""

import gzip
import lzma
import tarfile
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

from builder.files import all_files

_EARLIEST_ZIP = 315532800
"""1980-01-01: a zip has no earlier dates."""


def gzipped(content: bytes) -> bytes:
    """A gzip stream without a date."""
    return gzip.compress(content, 9, mtime=0)


def write_tar_xz(folder: Path, top: str, target: Path, epoch: int, *, preset: int = 9) -> None:
    """Pack a folder under one top folder."""
    with lzma.open(target, "wb", preset=preset) as stream, tarfile.open(fileobj=stream, mode="w|") as tar:
        folders = {path.relative_to(folder) for path in folder.rglob("*") if path.is_dir() and not path.is_symlink()}
        names = sorted([*folders, *(path.relative_to(folder) for path in all_files(folder)), Path()])
        for name in names:
            member = tar.gettarinfo(str(folder / name), f"{top}/{name.as_posix()}" if name.parts else top)
            member.mtime = epoch
            member.uid = member.gid = 0
            member.uname = member.gname = "root"
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            if member.isreg():
                with (folder / name).open("rb") as content:
                    tar.addfile(member, content)
            else:
                tar.addfile(member)


def write_zip(
    files: Iterable[tuple[str, bytes]],
    target: Path,
    epoch: int,
    *,
    level: int = 9,
    executable: frozenset[str] = frozenset(),
) -> None:
    """Pack named contents, in the order they come."""
    date = time.gmtime(max(epoch, _EARLIEST_ZIP))[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (0o755 if name in executable else 0o644) << 16
            archive.writestr(entry, content)


def write_folder_zip(folder: Path, top: str, target: Path, epoch: int, *, level: int = 9) -> None:
    """Pack a folder under one top folder."""
    contents = ((f"{top}/{path.relative_to(folder).as_posix()}", path.read_bytes()) for path in all_files(folder))
    write_zip(contents, target, epoch, level=level)
