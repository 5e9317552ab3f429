"""The ordinary road of a Windows machine, gone in wine: what `build.ps1` does, with its own files and pins."""

import shutil
import subprocess
import zipfile
from pathlib import Path

from builder import embedded, needs, wheels
from builder.files import copy, write
from builder.release import PACKAGING, ROOT, Release
from wine_prefix import Wine

_FREEZER = wheels.System("freezer", "win_amd64")
# On Windows Python has its standard library in the folder `Lib`: that of Debian does as well, less what is of Debian.
_NOT_OF_WINDOWS = ("__pycache__", "lib-dynload", "dist-packages", "site-packages", "test", "idlelib", "config-3.11-*")


def build(release: Release, wine: Wine, output: Path) -> tuple[Path, Path]:
    """The frozen program, and the setup program that packs it."""
    python = lay_python_out(release, wine)
    here = wine.prefix / "drive_c" / "Sources de coopdesk"
    for name in ("packaging", "resources"):
        shutil.copytree(ROOT / name, here / name, ignore=shutil.ignore_patterns("__pycache__", "build"))
    copy(ROOT / "LICENSE", here / "LICENSE")
    windows = here / "packaging" / "windows"
    made = windows / "build"
    made.mkdir()
    _run(wine, python, windows / "prepare.py", made)
    _run(
        *(wine, python, "-m", "PyInstaller", "--noconfirm", "--distpath", made / "dist", "--workpath", made / "work"),
        windows / "coopdesk.spec",
    )
    tree = made / "dist" / "coopdesk"
    shutil.copytree(made / "licences", tree / "program" / "licences")
    return tree, _pack(made, tree, output)


def lay_python_out(release: Release, wine: Wine) -> Path:
    """A Python of Windows with the program as it is in the source, and with what freezes it; returns `python.exe`."""
    tools = needs.tools(release.work)
    folder = wine.prefix / "drive_c" / "Python311"
    bare = embedded.fetch(tools, release.work)
    for path in bare.iterdir():
        if path.suffix in {".exe", ".dll", ".pyd", ".txt"}:
            copy(path, folder / path.name)
    shutil.copytree("/usr/lib/python3.11", folder / "Lib", ignore=shutil.ignore_patterns(*_NOT_OF_WINDOWS))
    shipped = [*wheels.fetch(wheels.WINDOWS, tools, release.work), wheels.build_own(release, tools)]
    for name, held in (("site", shipped), ("freezer", wheels.fetch(_FREEZER, tools, release.work))):
        for wheel in held:
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(folder / name)
    write(folder / "python311._pth", "Lib\n.\nsite\nfreezer\n")
    return folder / "python.exe"


def _pack(made: Path, tree: Path, output: Path) -> Path:
    version = (made / "version").read_text(encoding="utf-8")
    setup = output / f"coopdesk-{version}-win64-setup.exe"
    values = {
        "VERSION": version,
        "NUMBERS": (made / "numbers").read_text(encoding="utf-8"),
        "TREE": str(tree),
        "ICON": str(made / "coopdesk.ico"),
        "OUTPUT": str(setup),
        "QUICK": "1",
    }
    defined = [f"-D{name}={value}" for name, value in values.items()]
    subprocess.run(["makensis", "-V2", *defined, PACKAGING / "windows" / "installer.nsi"], check=True)
    return setup


def _run(wine: Wine, *words: str | Path) -> None:
    status, said = wine.run(*(wine.path(word) if isinstance(word, Path) else word for word in words), seconds=1200)
    assert status == 0, said
