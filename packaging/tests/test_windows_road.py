"""The ordinary road on a Windows machine, as far as wine goes it: the same program comes out as from Linux."""

import ast
import statistics
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import frozen_windows
import windows_of_x
from builder import needs, slimming, wheels
from builder.files import all_files, size
from builder.release import PACKAGING, prepare
from wine_prefix import STAND_INS, Wine, make, waited

_ONLY_LINUX = {"curses", "readline", "IPython"}
MOST_OF_SOURCE = 1.3
"""The first paint of the installed program, against that of the source."""
_TURNS = 6


@pytest.fixture
def wine(work: Path, screen: str) -> Iterator[Wine]:
    """A fresh Windows."""
    made = make(work / "wine", screen, STAND_INS)
    yield made
    made.stop()


def test_both_specs_take_the_same_along() -> None:
    linux, windows = (_assigned(PACKAGING / system / "coopdesk.spec") for system in ("linux", "windows"))
    for name in ("HIDDEN", "DATA"):
        assert ast.dump(linux[name]) == ast.dump(windows[name]), name
    assert _strings(linux["EXCLUDED"]) - _strings(windows["EXCLUDED"]) == _ONLY_LINUX
    assert _strings(windows["EXCLUDED"]) <= _strings(linux["EXCLUDED"])


def test_what_freezes_on_windows_is_what_freezes_on_linux() -> None:
    only_windows = {"pefile", "pywin32-ctypes"}
    freezer = {pin for pin in wheels.pins("freezer") if pin.split("==")[0] not in only_windows}
    assert freezer <= set(wheels.pins("tools"))
    assert any(pin.startswith("pyinstaller==") for pin in freezer)


def test_the_frozen_program(wine: Wine, work: Path, dist: Path, version: str, pictures: Path, tmp_path: Path) -> None:
    """Frozen, packed, installed; it does all that the self-test asks for, and shows its window."""
    needs.for_building(*needs.FOR_WINDOWS)
    release = prepare(work / "former-work", tmp_path, "HEAD", None, quick=True)
    tree, setup = frozen_windows.build(release, wine, tmp_path)
    print(f"\nfrozen on the ordinary road: {size(tree) / 1e6:.1f} MB")

    with zipfile.ZipFile(dist / f"coopdesk-{version}-win64-portable.zip") as archive:
        ours = {name.removeprefix("coopdesk/program/lib/") for name in archive.namelist()}
    theirs = {path.relative_to(tree / "program").as_posix() for path in all_files(tree / "program")}
    own = {name for name in ours if name.startswith(("coopdesk/resources/", "coopdesk/store/migrations/versions/"))}
    assert len(own) > 100
    assert own - theirs - {name for name in own if name.endswith(".pyc")} == set()
    assert [name for name in theirs if name.startswith("PySide6/plugins/") and not slimming.is_kept(name)] == []
    texts = {path.name for path in (tree / "program" / "licences").rglob("*.txt")}
    assert {"CPython.txt", "LGPL-3.0.txt", "PyInstaller-bootloader.txt", "coopdesk.txt", "COMPONENTS.txt"} <= texts

    assert wine.run(setup, "/S") == (0, "")
    terminal = wine.program / "coopdesk-cli.exe"
    assert wine.run(terminal, "--version") == (0, f"coopdesk {version}")
    status, said = wine.run(terminal, "self-test", seconds=600)
    assert (status, said.splitlines()[-1]) == (0, "ok"), said
    house = wine.home / "Documents" / "Maison d’été.coopdesk"
    assert wine.run(terminal, "demo", wine.path(house))[0] == 0
    program = wine.start(wine.program / "coopdesk.exe", wine.path(house))
    window = windows_of_x.wait_for(wine.display, "coopdesk")
    time.sleep(3)
    assert windows_of_x.photograph(wine.display, pictures / "windows-frozen.png") > 100
    windows_of_x.close(wine.display, window)
    waited(program)
    assert wine.run(wine.program / "uninstall.exe", "/S")[0] == 0
    time.sleep(5)
    assert not wine.program.exists()


def test_first_paint_beside_that_of_the_source(
    wine: Wine, work: Path, dist: Path, version: str, tmp_path: Path
) -> None:
    """From the start to the window on the screen, both in wine and in turn; the source has its modules compiled too."""
    release = prepare(work / "former-work", tmp_path, "HEAD", None, quick=True)
    python = frozen_windows.lay_python_out(release, wine)
    assert wine.run(dist / f"coopdesk-{version}-win64-setup.exe", "/S") == (0, "")
    house = wine.home / "Documents" / "maison.coopdesk"
    assert wine.run(wine.program / "coopdesk-cli.exe", "demo", wine.path(house))[0] == 0
    ways: dict[str, list[str | Path]] = {
        "installed": [wine.program / "coopdesk.exe"],
        "source": [python, "-m", "coopdesk"],
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _turn in range(_TURNS):
        for name, words in ways.items():
            start = time.perf_counter()
            program = wine.start(*words, wine.path(house))
            window = windows_of_x.wait_for(wine.display, "coopdesk", every=0.01)
            taken[name].append(time.perf_counter() - start)
            # Under wine a window that has only just come may not hear the first key.
            while program.poll() is None:
                windows_of_x.close(wine.display, window)
                time.sleep(2)
    # The first of each fills the caches.
    installed, of_source = (statistics.median(taken[name][1:]) for name in ways)
    ratio = installed / of_source
    print(f"\nfirst paint in wine: installed {installed:.2f} s, source {of_source:.2f} s, {ratio:.2f} times")
    assert ratio <= MOST_OF_SOURCE


def _assigned(path: Path) -> dict[str, ast.expr]:
    found = (one for one in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(one, ast.Assign))
    return {target.id: one.value for one in found for target in one.targets if isinstance(target, ast.Name)}


def _strings(value: ast.expr) -> set[str]:
    return {one.value for one in ast.walk(value) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
