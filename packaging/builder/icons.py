"""The program's sign and that of its files, drawn at every size a system asks for."""

from pathlib import Path

from builder.commands import run
from builder.release import PACKAGING

NAMES = ("coopdesk", "coopdesk-house")
"""The program, and the file of a house."""

_LINUX_SIZES = (16, 24, 32, 48, 64, 128, 256)
_WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def source(name: str) -> Path:
    """The drawing of a sign."""
    return PACKAGING / "icons" / f"{name}.svg"


def png(name: str, size: int, folder: Path) -> Path:
    """A sign as a picture of one size."""
    target = folder / f"{name}-{size}.png"
    if not target.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        run("rsvg-convert", "--width", str(size), "--height", str(size), "--output", target, source(name))
    return target


def linux_pictures(folder: Path) -> dict[str, Path]:
    """Where each picture goes below `share/icons/hicolor`: the program's as an application, the file's as a type."""
    placed: dict[str, Path] = {}
    for name, place in zip(NAMES, ("apps/coopdesk", "mimetypes/application-x-coopdesk"), strict=True):
        placed[f"scalable/{place}.svg"] = source(name)
        for size in _LINUX_SIZES:
            placed[f"{size}x{size}/{place}.png"] = png(name, size, folder)
    return placed


def windows_icon(name: str, folder: Path) -> Path:
    """A sign as an .ico with all of Windows' sizes."""
    target = folder / f"{name}.ico"
    pictures = [png(name, size, folder) for size in _WINDOWS_SIZES]
    # The large one stays a PNG, as Windows itself does: as a bitmap it alone would weigh 256 KB.
    run("icotool", "--create", f"--output={target}", *pictures[:-1], f"--raw={pictures[-1]}")
    return target
