"""Write what PyInstaller asks for on Windows: the version resource, the icons, and the version for NSIS."""

import re
import sys
from importlib.metadata import version
from pathlib import Path

_RESOURCE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1),
  kids=[
    StringFileInfo([StringTable("040C04B0", [
      StringStruct("CompanyName", "The coopdesk authors"), StringStruct("FileDescription", "coopdesk"),
      StringStruct("FileVersion", "{version}"), StringStruct("InternalName", "coopdesk"),
      StringStruct("LegalCopyright", "Copyright (c) 2026 The coopdesk authors, MIT licence"),
      StringStruct("ProductName", "coopdesk"), StringStruct("ProductVersion", "{version}")])]),
    VarFileInfo([VarStruct("Translation", [0x40C, 1200])]),
  ]
)
"""
_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def main(folder: str) -> int:
    """Write all of it to a folder."""
    from PIL import Image  # noqa: PLC0415 - these two are only in the environment that freezes
    from PySide6.QtGui import QGuiApplication, QImage  # noqa: PLC0415

    target, own = Path(folder), version("coopdesk")
    numbers = ([int(one) for one in re.findall(r"\d+", own)] + [0, 0, 0, 0])[:4]
    (target / "version.txt").write_text(_RESOURCE.format(numbers=tuple(numbers), version=own), encoding="utf-8")
    (target / "version").write_text(own, encoding="utf-8")
    (target / "numbers").write_text(".".join(map(str, numbers)), encoding="utf-8")
    application = QGuiApplication(["icons", "-platform", "offscreen"])
    for name in ("coopdesk", "coopdesk-house"):
        drawn = QImage(str(Path(__file__).parents[1] / "icons" / f"{name}.svg")).convertToFormat(
            QImage.Format.Format_RGBA8888
        )
        picture = Image.frombytes("RGBA", (drawn.width(), drawn.height()), bytes(drawn.constBits()))
        picture.save(target / f"{name}.ico", sizes=[(size, size) for size in _SIZES])
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
