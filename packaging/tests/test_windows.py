"""The setup program and the portable archive, used in wine as a person would."""

import ast
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import windows_of_x
from builder.release import ROOT
from wine_prefix import STAND_INS, Wine, make, waited

_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\coopdesk"
_CLASSES = r"HKCU\Software\Classes"
_OLD_FILES = sorted((ROOT / "tests" / "store" / "old_files").glob("*.coopdesk"))
_NOT_OF_WINDOWS = {"fcntl", "_typeshed"}
_IMPORT = """
from importlib import import_module
for name in {names}:
    try:
        import_module(name)
    except ImportError as error:
        print(name, error)
"""
_FRENCH, _ENGLISH = "Installation de coopdesk", "coopdesk .* Setup"
"""The titles of the setup program."""


@pytest.fixture
def wine(work: Path, screen: str) -> Iterator[Wine]:
    """A fresh Windows."""
    made = make(work / "wine", screen, STAND_INS)
    yield made
    made.stop()


def test_a_life_of_the_installed_program(
    wine: Wine, dist: Path, former_windows: Path, version: str, pictures: Path
) -> None:
    """Installed in a former version, used, updated while it is open, not downgraded, and taken away again."""
    old_setup, setup = next(former_windows.glob("*setup.exe")), dist / f"coopdesk-{version}-win64-setup.exe"
    former = old_setup.name.split("-")[1]
    assert wine.run(old_setup, "/S") == (0, "")
    _speaks(wine, former)
    house = wine.home / "Documents" / "Maison d’été n° 1" / "Île-de-Ré.coopdesk"
    house.parent.mkdir(parents=True)
    assert wine.run(wine.program / "coopdesk-cli.exe", "demo", wine.path(house))[0] == 0
    before = _bookings(wine, house)
    assert len(before) > 1000
    own = wine.program / "Mes notes.txt"
    own.write_text("à garder", encoding="utf-8")

    window, program = _opened(wine, house, pictures / "windows-window.png")
    # While it is open, an update changes nothing and says so.
    assert wine.run(setup, "/S")[0] == 5
    assert wine.registry(_KEY, "DisplayVersion") == former
    _update_by_hand(wine, setup, window, program, pictures)
    _speaks(wine, version)
    # The window brings a house of a former schema up to date; a list in the terminal would not.
    _close(wine, *_opened(wine, house, pictures / "windows-updated-window.png"))
    assert _bookings(wine, house) == before
    assert "Île-de-Ré" in (wine.home / "AppData/Local/coopdesk/preferences.json").read_text(encoding="utf-8")
    assert {path.name for path in wine.program.iterdir()} == {
        *("program", "coopdesk.exe", "coopdesk-cli.exe", "uninstall.exe", "Mes notes.txt"),
    }

    assert wine.run(old_setup, "/S")[0] == 4
    refusing = wine.start(old_setup)
    windows_of_x.wait_for(wine.display, f"{_FRENCH}|coopdesk {former}")
    _photograph(wine, pictures / "windows-setup-downgrade.png")
    windows_of_x.press(wine.display, "Return")
    assert waited(refusing) == 4
    _speaks(wine, version)

    command = wine.registry(_KEY, "QuietUninstallString")
    assert command == f'"{wine.path(wine.program)}\\uninstall.exe" /S'
    assert wine.run(wine.program / "uninstall.exe", "/S")[0] == 0
    time.sleep(5)
    everything = (path.relative_to(wine.home).as_posix() for path in wine.home.rglob("*"))
    left = sorted(name for name in everything if "coopdesk" in name.lower())
    print("\nleft after the removal:", *left, sep="\n  ")
    assert own.read_text(encoding="utf-8") == "à garder"
    assert house.is_file()
    assert [one for one in left if "Documents" not in one] == [
        *("AppData/Local/Programs/coopdesk", "AppData/Local/Programs/coopdesk/Mes notes.txt"),
    ]
    assert wine.registry(_KEY, "DisplayVersion") == ""
    assert wine.registry(rf"{_CLASSES}\.coopdesk") == ""
    assert wine.registry(rf"{_CLASSES}\coopdesk.House") == ""


def test_windows_knows_what_was_installed(wine: Wine, dist: Path, version: str) -> None:
    """Shortcuts, the type of file with its icon, « Apps & features », the version in the properties of each program."""
    setup = dist / f"coopdesk-{version}-win64-setup.exe"
    assert wine.run(setup, "/S") == (0, "")
    place = wine.path(wine.program)
    menu = wine.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/coopdesk.lnk"
    for shortcut in (menu, wine.home / "Desktop" / "coopdesk.lnk"):
        assert "coopdesk.exe".encode("utf-16-le") in shortcut.read_bytes(), shortcut
    assert wine.registry(rf"{_CLASSES}\.coopdesk") == "coopdesk.House"
    assert wine.registry(rf"{_CLASSES}\coopdesk.House") == "Maison de coopdesk"
    assert wine.registry(rf"{_CLASSES}\coopdesk.House\DefaultIcon") == rf"{place}\coopdesk.exe,1"
    assert wine.registry(rf"{_CLASSES}\coopdesk.House\shell\open\command") == rf'"{place}\coopdesk.exe" "%1"'
    assert len(_resources(wine.program / "coopdesk.exe", "14").split()) > 1, "the icon of the program, and of a house"

    wanted = {
        "DisplayName": "coopdesk",
        "DisplayVersion": version,
        "Publisher": "The coopdesk authors",
        "InstallLocation": place,
    }
    assert {name: wine.registry(_KEY, name) for name in wanted} == wanted
    assert "coopdesk" in wine.run("uninstaller", "--list")[1]
    assert 80_000 < int(wine.registry(_KEY, "EstimatedSize"), 16) < 160_000
    for path in (setup, wine.program / "coopdesk.exe", wine.program / "coopdesk-cli.exe"):
        known = subprocess.run(["wrestool", "-x", "--raw", "-t16", path], check=True, capture_output=True).stdout
        for name, value in {
            "ProductName": "coopdesk",
            "FileVersion": version,
            "CompanyName": "The coopdesk authors",
        }.items():
            said = known.decode("utf-16-le").split(name)[1].lstrip("\0")
            assert said.startswith(value), (path, name)
    assert wine.run(wine.program / "uninstall.exe", "/S")[0] == 0
    time.sleep(5)
    assert not wine.program.exists()
    assert not menu.exists()


def test_it_works_through_and_through(wine: Wine, dist: Path, version: str) -> None:
    """Every part that is loaded late: migrations, PDF, encryption, tables, identifiers, calendars."""
    assert wine.run(dist / f"coopdesk-{version}-win64-setup.exe", "/S") == (0, "")
    terminal = wine.program / "coopdesk-cli.exe"
    status, said = wine.run(terminal, "self-test", seconds=600)
    assert (status, said.splitlines()[-1]) == (0, "ok"), said
    table = wine.home / "Documents" / "liste.csv"
    table.write_text("nom;siret\nChœur d’été;73282932000074\n", encoding="utf-8")
    for old in _OLD_FILES:
        kept = wine.home / "Documents" / old.name
        shutil.copy(old, kept)
        # What only reads leaves it as it was; what writes brings it up to date.
        assert wine.run(terminal, "list", "rooms", wine.path(kept))[0] == 1
        status, said = wine.run(terminal, "import", "organisations", wine.path(kept), wine.path(table))
        assert status == 0, said
        status, said = wine.run(terminal, "list", "rooms", wine.path(kept), "--format", "json")
        assert status == 0, said
        assert wine.run(terminal, "check", wine.path(kept))[0] == 0
        assert list((kept.parent / "Sauvegardes").rglob(f"{kept.stem}*")), "backed up before it was brought up to date"
    house = wine.home / "Documents" / "essai.coopdesk"
    assert wine.run(terminal, "demo", wine.path(house))[0] == 0
    paper = house.with_name("Bilan de l’été.pdf")
    assert wine.run(terminal, "summary", wine.path(house), "--year", "2026", "--out", wine.path(paper))[0] == 0
    text = subprocess.run(["pdftotext", paper, "-"], check=True, capture_output=True, text=True).stdout
    assert "coopération" in text
    assert wine.run(terminal, "backup", wine.path(house))[0] == 0
    assert wine.run(terminal, "import", "organisations", wine.path(house), wine.path(table), "--dry-run")[0] == 0
    rule = ("dates", "--start", "2026-11-26", "--rule", "FREQ=WEEKLY;COUNT=3", "--zone", "C")
    assert wine.run(terminal, *rule)[0] == 0


def test_all_that_is_imported_ships(wine: Wine, dist: Path, version: str, bare: Path) -> None:
    """Every module that a line of the program names, and what that one loads, however late it is wanted."""
    assert wine.run(dist / f"coopdesk-{version}-win64-setup.exe", "/S") == (0, "")
    shutil.copy(bare / "python.exe", wine.program / "program" / "python.exe")
    names = sorted({name for path in (ROOT / "src").rglob("*.py") for name in _imported(path)} - _NOT_OF_WINDOWS)
    assert len(names) > 200
    script = wine.prefix / "drive_c" / "imports.py"
    script.write_text(_IMPORT.format(names=names), encoding="utf-8")
    assert wine.run(wine.program / "program" / "python.exe", wine.path(script)) == (0, "")


def test_the_pages_of_the_installer(wine: Wine, dist: Path, version: str, pictures: Path) -> None:
    """Given up in English on its first page, gone through in French to the window that it opens at the end."""
    setup = dist / f"coopdesk-{version}-win64-setup.exe"
    program = Wine(wine.prefix, wine.display, "en_GB.UTF-8").start(setup)
    windows_of_x.wait_for(wine.display, _ENGLISH)
    _photograph(wine, pictures / "windows-setup-en.png")
    windows_of_x.press(wine.display, "Escape")
    time.sleep(2)
    windows_of_x.press(wine.display, "Return")
    waited(program)
    assert not wine.program.exists()

    program = wine.start(setup)
    windows_of_x.wait_for(wine.display, _FRENCH)
    for page in ("welcome", "folder"):
        _photograph(wine, pictures / f"windows-setup-fr-{page}.png")
        windows_of_x.press(wine.display, "Return")
    _until(lambda: wine.registry(_KEY, "DisplayVersion") == version)
    time.sleep(3)
    _photograph(wine, pictures / "windows-setup-fr-end.png")
    _finish(wine, program)
    window = windows_of_x.wait_for(wine.display, "Bienvenue")
    _photograph(wine, pictures / "windows-first-start.png")
    windows_of_x.close(wine.display, window)
    windows_of_x.wait_until_gone(wine.display, "Bienvenue")


def test_an_old_windows_is_told_so(wine: Wine, dist: Path, version: str) -> None:
    wine.run("winecfg", "-v", "win7")
    assert wine.run(dist / f"coopdesk-{version}-win64-setup.exe", "/S")[0] == 3
    assert not wine.program.exists()


def test_the_portable_one_writes_beside_itself_only(wine: Wine, dist: Path, version: str, pictures: Path) -> None:
    stick = wine.prefix / "drive_c" / "Clé USB"
    with zipfile.ZipFile(dist / f"coopdesk-{version}-win64-portable.zip") as archive:
        archive.extractall(stick)
    before = set((wine.home / "AppData").rglob("*"))
    folder = stick / "coopdesk"
    status, said = wine.run(folder / "coopdesk-cli.exe", "self-test", seconds=600)
    assert (status, said.splitlines()[-1]) == (0, "ok"), said
    house = stick / "Ma maison à moi.coopdesk"
    assert wine.run(folder / "coopdesk-cli.exe", "demo", wine.path(house))[0] == 0
    _close(wine, *_opened(wine, house, pictures / "windows-portable.png", folder))
    assert (folder / "settings" / "coopdesk" / "preferences.json").is_file()
    assert _of_coopdesk(wine, before) == []
    # The same by the marker's absence and the option: what installs may be carried as well.
    (folder / "portable.txt").unlink()
    shutil.rmtree(folder / "settings")
    _close(wine, *_opened(wine, house, pictures / "windows-portable-option.png", folder, "--portable"))
    assert "Ma maison" in (folder / "settings" / "coopdesk" / "preferences.json").read_text(encoding="utf-8")
    assert _of_coopdesk(wine, before) == []


def _update_by_hand(wine: Wine, setup: Path, window: str, program: "subprocess.Popen[bytes]", pictures: Path) -> None:
    """Over the open program: the setup program asks to close it, waits, and goes on once that is done."""
    running = wine.start(setup)
    windows_of_x.wait_for(wine.display, _FRENCH)
    for _page in ("welcome", "folder"):
        time.sleep(2)
        windows_of_x.press(wine.display, "Return")
    time.sleep(2)
    _photograph(wine, pictures / "windows-setup-close-it.png")
    held = windows_of_x.active(wine.display)
    _close(wine, window, program)
    time.sleep(5)
    windows_of_x.activate(wine.display, held)
    windows_of_x.press(wine.display, "Return")
    _until(lambda: wine.registry(_KEY, "DisplayVersion") == setup.name.split("-")[1])
    time.sleep(3)
    _photograph(wine, pictures / "windows-setup-updated.png")
    # Not to be opened at once.
    windows_of_x.press(wine.display, "space")
    _finish(wine, running)


def _finish(wine: Wine, running: "subprocess.Popen[bytes]") -> None:
    """Press the button of the last page, once it is there."""

    def is_gone() -> bool:
        windows_of_x.press(wine.display, "Return")
        return running.poll() is not None

    _until(is_gone)


def _opened(
    wine: Wine, house: Path, picture: Path, folder: Path | None = None, *options: str
) -> tuple[str, "subprocess.Popen[bytes]"]:
    """Open a house as a double click does: wine's own `start` does not look at a user's types of files."""
    program = wine.start((folder or wine.program) / "coopdesk.exe", *options, wine.path(house))
    window = windows_of_x.wait_for(wine.display, "coopdesk")
    time.sleep(3)
    assert windows_of_x.photograph(wine.display, picture) > 100
    return window, program


def _close(wine: Wine, window: str, program: "subprocess.Popen[bytes]") -> None:
    windows_of_x.close(wine.display, window)
    assert waited(program) == 0


def _photograph(wine: Wine, target: Path) -> None:
    time.sleep(2)
    assert windows_of_x.photograph(wine.display, target) > 50


def _until(is_done: Callable[[], bool], seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < end
        time.sleep(1)


def _imported(path: Path) -> set[str]:
    """The modules that a file imports, at its top or later."""
    found: set[str] = set()
    for line in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(line, ast.Import):
            found |= {one.name for one in line.names}
        elif isinstance(line, ast.ImportFrom) and line.module:
            found.add(line.module)
    return found


def _of_coopdesk(wine: Wine, before: set[Path]) -> list[Path]:
    """What there is of coopdesk in the user's profile, and was not."""
    new = set((wine.home / "AppData").rglob("*")) - before
    return sorted(path for path in new if "coopdesk" in path.as_posix())


def _resources(path: Path, kind: str) -> str:
    return subprocess.run(["wrestool", "-l", f"-t{kind}", path], check=True, capture_output=True, text=True).stdout


def _speaks(wine: Wine, version: str) -> None:
    assert wine.run(wine.program / "coopdesk-cli.exe", "--version") == (0, f"coopdesk {version}")
    assert wine.registry(_KEY, "DisplayVersion") == version


def _bookings(wine: Wine, house: Path) -> str:
    words = ("list", "bookings", wine.path(house), "--format", "json")
    return wine.run(wine.program / "coopdesk-cli.exe", *words)[1]
