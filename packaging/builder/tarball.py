"""The archive for any Linux: run from where it is unpacked, or installed for one user without root."""

import shutil
from pathlib import Path

from builder import depends, desktop
from builder.archives import write_tar_xz
from builder.commands import say
from builder.files import copy, emptied, filled, write
from builder.release import PACKAGING, Release


def build(release: Release, program: Path, licences: Path) -> Path:
    """Write the .tar.xz; returns it."""
    say("packing the .tar.xz")
    folder = emptied(release.work / "tarball")
    shutil.copytree(program, folder / "program", symlinks=True)
    shutil.copytree(licences, folder / "licences")
    desktop.lay_out(release, folder / "share", gzip_manual=False)
    for script in ("install.sh", "uninstall.sh"):
        copy(PACKAGING / "linux" / script, folder / script, mode=0o755)
    glibc = depends.glibc(program)
    write(folder / "coopdesk", filled(PACKAGING / "linux" / "coopdesk.sh.in", GLIBC=glibc), mode=0o755)
    write(folder / "LISEZMOI.txt", filled(PACKAGING / "linux" / "LISEZMOI.txt.in", GLIBC=glibc))
    for path in (folder / "program").rglob("*"):
        if path.is_file():
            path.chmod(0o755 if path == folder / "program" / "coopdesk" else 0o644)
    top = f"coopdesk-{release.version}-linux-x86_64"
    target = release.output / f"{top}.tar.xz"
    write_tar_xz(folder, top, target, release.epoch, preset=0 if release.quick else 6)
    return target
