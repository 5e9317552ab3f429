"""How a Linux desktop knows the program: its entry, its signs, its type of file, its page of the manual."""

import time
from pathlib import Path

from builder import icons
from builder.archives import gzipped
from builder.files import copy, filled, write
from builder.release import PACKAGING, Release

_FROM = PACKAGING / "linux"


def lay_out(release: Release, share: Path, *, gzip_manual: bool) -> None:
    """Write all of it below a `share` folder."""
    date = time.strftime("%Y-%m-%d", time.gmtime(release.epoch))
    copy(_FROM / "coopdesk.desktop", share / "applications" / "coopdesk.desktop")
    copy(_FROM / "coopdesk.xml", share / "mime" / "packages" / "coopdesk.xml")
    about = filled(_FROM / "coopdesk.metainfo.xml.in", VERSION=release.version, DATE=date)
    write(share / "metainfo" / "coopdesk.metainfo.xml", about)
    for place, picture in icons.linux_pictures(release.work / "icons").items():
        copy(picture, share / "icons" / "hicolor" / place)
    manual = filled(_FROM / "coopdesk.1.in", VERSION=release.version, DATE=date)
    folder = share / "man" / "man1"
    if gzip_manual:
        folder.mkdir(parents=True)
        (folder / "coopdesk.1.gz").write_bytes(gzipped(manual.encode()))
    else:
        write(folder / "coopdesk.1", manual)
