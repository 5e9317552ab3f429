"""The licences of all that ships, in one folder with a table of contents."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from builder.components import Component
from builder.files import copy, emptied, write
from builder.release import PACKAGING, Release

_NAMES = ("LICENSE*", "LICENCE*", "COPYING*", "NOTICE*", "AUTHORS*", "licenses/**/*")
_HEAD = """coopdesk {version} is free software under the MIT licence (coopdesk.txt). It comes with the works below, each
under its own licence; the texts are in this folder. « in … » names the package that brings a work along.

"""


def gather(release: Release, shipped: Iterable[Component], site: Path, tools: Path, folder: Path) -> Path:
    """Write the folder of licences of one system; returns it."""
    shipped = list(shipped)
    emptied(folder)
    copy(release.source / "LICENSE", folder / "coopdesk.txt")
    _of_wheels(site, folder)
    for component in shipped:
        for text in component.texts:
            _copy_text(release, component, text, tools, folder)
    lines = [
        f"{one.name} {one.version}".strip() + f": {one.licence}" + (f" (in {one.carrier})" if one.carrier else "")
        for one in shipped
    ]
    write(folder / "COMPONENTS.txt", _HEAD.format(version=release.version) + "\n".join(lines) + "\n")
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def _of_wheels(site: Path, folder: Path) -> None:
    for information in sorted(site.glob("*.dist-info")):
        found = {path for name in _NAMES for path in information.glob(name) if path.is_file()}
        for path in sorted(found):
            inside = path.relative_to(information).as_posix().removeprefix("licenses/").replace("/", "-")
            name = f"{information.name.removesuffix('.dist-info')}-{_as_text(inside)}"
            write(folder / "python" / name, _read(path))


def _copy_text(release: Release, component: Component, text: str, tools: Path, folder: Path) -> None:
    if text.startswith("tools:"):
        (information,) = tools.parents[1].glob(f"lib/python3.11/site-packages/{text[6:]}-*.dist-info")
        (path,) = information.rglob("COPYING*")
    elif text.startswith("source:"):
        path = release.source / text[7:]
    elif text.startswith("/"):
        path = Path(text)
    else:
        path = PACKAGING / "licences" / text
    if text.startswith("/usr/share/doc/"):
        target = folder / "debian" / f"{path.parent.name}.txt"
    elif ":" in text:
        target = folder / f"{component.name.replace(' ', '-')}.txt"
    else:
        target = folder / text
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path.resolve(), target)


def _read(path: Path) -> str:
    """A text whose makers may have written it before UTF-8."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _as_text(name: str) -> str:
    return name if name.lower().endswith((".txt", ".md", ".rst")) else f"{name}.txt"
