"""Write what PyInstaller and NSIS ask for on Windows: the version resource, the icons, the version, the licences.

`build.ps1` runs it with what ships, and only that, on PYTHONPATH.
"""

import platform
import shutil
import sys
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PACKAGING))

from builder import components, licences  # noqa: E402 - the path above
from builder.release import ROOT, Release  # noqa: E402

_RESOURCE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1),
  kids=[
    StringFileInfo([StringTable("040C04B0", [
      StringStruct("CompanyName", "The coopdesk authors"), StringStruct("FileDescription", "{description}"),
      StringStruct("FileVersion", "{version}"), StringStruct("InternalName", "{name}"),
      StringStruct("LegalCopyright", "Copyright (c) 2026 The coopdesk authors, MIT licence"),
      StringStruct("OriginalFilename", "{name}.exe"),
      StringStruct("ProductName", "coopdesk"), StringStruct("ProductVersion", "{version}")])]),
    VarFileInfo([VarStruct("Translation", [0x40C, 1200])]),
  ]
)
"""
_DESCRIPTIONS = {"coopdesk": "coopdesk", "coopdesk-cli": "coopdesk in the terminal"}
_BOOTLOADER = "PyInstaller bootloader"
_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


@dataclass(frozen=True, slots=True)
class _Here(Release):
    """The release that lies in the source tree: this road builds what it finds there."""

    @property
    def source(self) -> Path:
        return ROOT


def main(folder: str) -> int:
    """Write all of it to a folder."""
    target, version = Path(folder), metadata.version("coopdesk")
    release = _Here(version, 0, target, target)
    for name, description in _DESCRIPTIONS.items():
        told = _RESOURCE.format(numbers=release.numbers, version=version, name=name, description=description)
        (target / f"{name}.version.txt").write_text(told, encoding="utf-8")
    (target / "version").write_text(version, encoding="utf-8")
    (target / "numbers").write_text(".".join(map(str, release.numbers)), encoding="utf-8")
    _draw(target)
    _gather_licences(release, target / "licences")
    return 0


def _draw(target: Path) -> None:
    from PIL import Image  # noqa: PLC0415 - these two are only in the environment that freezes
    from PySide6.QtGui import QGuiApplication, QImage  # noqa: PLC0415

    application = QGuiApplication(["icons", "-platform", "offscreen"])
    for name in ("coopdesk", "coopdesk-house"):
        drawn = QImage(str(PACKAGING / "icons" / f"{name}.svg")).scaled(256, 256)
        drawn.convertTo(QImage.Format.Format_RGBA8888)
        picture = Image.frombytes("RGBA", (drawn.width(), drawn.height()), bytes(drawn.constBits()))
        picture.save(target / f"{name}.ico", sizes=[(size, size) for size in _SIZES])
    del application


def _gather_licences(release: Release, folder: Path) -> None:
    """Those of what ships; two texts are not in the wheels but in what builds: Python's, and that of PyInstaller."""
    site = Path(str(metadata.distribution("coopdesk").locate_file(""))).resolve()
    qt = metadata.version("PySide6_Essentials")
    versions = {"CPython": platform.python_version(), "Qt": qt, _BOOTLOADER: metadata.version("pyinstaller")}
    others = [*components.of_data("windows", site, versions), *components.of_data("pyinstaller", site, versions)]
    own = [replace(one, texts=()) if one.name in {"CPython", _BOOTLOADER} else one for one in others]
    licences.gather(release, [*components.of_wheels(site), *own], site, site, folder)
    (bootloader,) = [one for one in metadata.files("pyinstaller") or [] if one.name == "COPYING.txt"]
    shutil.copyfile(Path(sys.base_prefix, "LICENSE.txt"), folder / "CPython.txt")
    shutil.copyfile(str(bootloader.locate()), folder / f"{_BOOTLOADER.replace(' ', '-')}.txt")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
