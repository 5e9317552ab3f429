"""The package for Debian and Ubuntu."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from email.utils import formatdate
from pathlib import Path

from builder import depends, desktop
from builder.archives import gzipped
from builder.commands import run, say
from builder.files import all_files, copy, emptied, filled, size, write
from builder.release import PACKAGING, Release

_MAINTAINER = "The coopdesk authors <coopdesk@localhost>"
_FROM = PACKAGING / "linux"


def build(release: Release, program: Path, licences: Path, theirs: Iterable[str]) -> Path:
    """Write the .deb; returns it. `theirs` are the libraries in the program that Debian itself has."""
    say("packing the .deb")
    root = emptied(release.work / "deb")
    shutil.copytree(program, root / "usr/lib/coopdesk", symlinks=True)
    _leave_to_debian(root / "usr/lib/coopdesk", theirs)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/coopdesk").symlink_to("../lib/coopdesk/coopdesk")
    desktop.lay_out(release, root / "usr/share", gzip_manual=True)
    _document(release, root / "usr/share/doc/coopdesk", licences)
    copy(_FROM / "lintian-overrides", root / "usr/share/lintian/overrides/coopdesk")
    needed = ", ".join(depends.of(root / "usr/lib/coopdesk"))
    kilobytes = str((size(root) + 1023) // 1024)
    control = filled(
        _FROM / "control.in", VERSION=release.version, MAINTAINER=_MAINTAINER, SIZE=kilobytes, DEPENDS=needed
    )
    write(root / "DEBIAN/control", control)
    write(root / "DEBIAN/md5sums", _sums(root))
    copy(_FROM / "preinst", root / "DEBIAN/preinst", mode=0o755)
    _settle(root, release.epoch)
    target = release.output / f"coopdesk_{release.version}_amd64.deb"
    packing = ("-Znone",) if release.quick else ("-Zxz", "-z9", "-Sextreme", "--threads-max=1")
    run("dpkg-deb", "--root-owner-group", *packing, "--build", root, target, environment=release.environment)
    return target


def _document(release: Release, folder: Path, licences: Path) -> None:
    shutil.copytree(licences, folder / "licences")
    write(folder / "copyright", filled(_FROM / "copyright.in", MAINTAINER=_MAINTAINER))
    changes = (
        f"coopdesk ({release.version}) stable; urgency=medium\n\n"
        f"  * Version {release.version}: what changed is told in CHANGELOG.md.\n\n"
        f" -- {_MAINTAINER}  {formatdate(release.epoch)}\n"
    )
    (folder / "changelog.gz").write_bytes(gzipped(changes.encode()))
    (folder / "CHANGELOG.md.gz").write_bytes(gzipped((release.source / "CHANGELOG.md").read_bytes()))


def _leave_to_debian(program: Path, theirs: Iterable[str]) -> None:
    """Take out what the package can depend on: Debian mends its own libraries, ours would stay as they were built."""
    for name in theirs:
        path = program / name
        path.unlink()
        for link in path.parent.iterdir():
            if link.is_symlink() and not link.exists():
                link.unlink()


def _sums(root: Path) -> str:
    files = [path for path in all_files(root) if not path.is_symlink() and path.relative_to(root).parts[0] != "DEBIAN"]
    # dpkg asks for MD5: it is meant to find damage, not malice.
    return "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root).as_posix()}\n"
        for path in files
    )


def _settle(root: Path, epoch: int) -> None:
    """Give every file the one date and plain permissions: what is run, and what is read."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path in {root / "usr/lib/coopdesk/coopdesk", root / "DEBIAN/preinst"}
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)
