"""The setup program and the portable archive, used in wine as a person would."""

import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import windows_of_x
from builder.release import ROOT
from wine_prefix import Wine, make, waited

_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\coopdesk"
_OLD_FILES = sorted((ROOT / "tests" / "store" / "old_files").glob("*.coopdesk"))
_STAND_INS = sorted((Path(__file__).parent / "wine").glob("*.c"))


@pytest.fixture
def wine(work: Path, screen: str) -> Iterator[Wine]:
    """A fresh Windows."""
    made = make(work / "wine", screen, _STAND_INS)
    yield made
    made.stop()


def test_a_life_of_the_installed_program(
    wine: Wine, dist: Path, former_windows: Path, version: str, pictures: Path
) -> None:
    """Installed in a former version, used, updated while it is open, not downgraded, and taken away again."""
    old_setup, setup = next(former_windows.glob("*setup.exe")), dist / f"coopdesk-{version}-win64-setup.exe"
    assert wine.run(old_setup, "/S") == (0, "")
    _speaks(wine, old_setup.name.split("-")[1])
    house = wine.home / "Documents" / "Maison d’été n° 1" / "Île-de-Ré.coopdesk"
    house.parent.mkdir(parents=True)
    assert wine.run(wine.program / "coopdesk-cli.exe", "demo", _windows(wine, house))[0] == 0
    before = _bookings(wine, house)
    assert len(before) > 1000
    own = wine.program / "Mes notes.txt"
    own.write_text("à garder", encoding="utf-8")

    # What Explorer reads on a double click, then does: wine's own `start` does not look at a user's types of files.
    command = wine.registry(r"HKCU\Software\Classes\coopdesk.House\shell\open\command")
    assert command.endswith('coopdesk.exe" "%1"')
    assert wine.registry(r"HKCU\Software\Classes\.coopdesk") == "coopdesk.House"
    program = wine.start(wine.program / "coopdesk.exe", _windows(wine, house))
    window = windows_of_x.wait_for(wine.display, "coopdesk")
    time.sleep(3)
    assert windows_of_x.photograph(wine.display, pictures / "windows-window.png") > 100

    # While it is open, an update changes nothing and says so.
    assert wine.run(setup, "/S")[0] == 5
    assert wine.registry(_KEY, "DisplayVersion") == old_setup.name.split("-")[1]
    windows_of_x.close(wine.display, window)
    windows_of_x.wait_until_gone(wine.display, "coopdesk")
    waited(program)
    time.sleep(5)

    assert wine.run(setup, "/S") == (0, "")
    _speaks(wine, version)
    assert _bookings(wine, house) == before
    assert "Île-de-Ré" in (wine.home / "AppData/Local/coopdesk/preferences.json").read_text(encoding="utf-8")

    assert wine.run(old_setup, "/S")[0] == 4
    _speaks(wine, version)

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
    assert wine.registry(r"HKCU\Software\Classes\.coopdesk") == ""


def test_it_works_through_and_through(wine: Wine, dist: Path, version: str) -> None:
    """Every part that is loaded late: migrations, PDF, encryption, tables, identifiers, calendars."""
    assert wine.run(dist / f"coopdesk-{version}-win64-setup.exe", "/S") == (0, "")
    terminal = wine.program / "coopdesk-cli.exe"
    status, said = wine.run(terminal, "self-test", seconds=600)
    assert (status, said.splitlines()[-1]) == (0, "ok"), said
    for old in _OLD_FILES:
        kept = wine.home / "Documents" / old.name
        shutil.copy(old, kept)
        status, said = wine.run(terminal, "list", "rooms", _windows(wine, kept), "--format", "json")
        assert status == 0, said
        assert wine.run(terminal, "check", _windows(wine, kept))[0] == 0
        assert list((kept.parent / "Sauvegardes").rglob(f"{kept.stem}*")), "backed up before it was brought up to date"
    house = wine.home / "Documents" / "essai.coopdesk"
    assert wine.run(terminal, "demo", _windows(wine, house))[0] == 0
    paper = house.with_name("Bilan de l’été.pdf")
    assert (
        wine.run(terminal, "summary", _windows(wine, house), "--year", "2026", "--out", _windows(wine, paper))[0] == 0
    )
    text = subprocess.run(["pdftotext", paper, "-"], check=True, capture_output=True, text=True).stdout
    assert "coopération" in text
    assert wine.run(terminal, "backup", _windows(wine, house))[0] == 0
    table = house.with_name("liste.csv")
    table.write_text("nom;siret\nChœur d’été;73282932000074\n", encoding="utf-8")
    assert (
        wine.run(terminal, "import", "organisations", _windows(wine, house), _windows(wine, table), "--dry-run")[0] == 0
    )
    rule = ("dates", "--start", "2026-11-26", "--rule", "FREQ=WEEKLY;COUNT=3", "--zone", "C")
    assert wine.run(terminal, *rule)[0] == 0


def test_the_pages_of_the_installer(wine: Wine, dist: Path, version: str, pictures: Path) -> None:
    setup = dist / f"coopdesk-{version}-win64-setup.exe"
    for language, title in (("fr_FR.UTF-8", "Installation de coopdesk"), ("en_GB.UTF-8", "coopdesk .* Setup")):
        spoken = Wine(wine.prefix, wine.display, language)
        program = spoken.start(setup)
        windows_of_x.wait_for(wine.display, title)
        time.sleep(2)
        assert windows_of_x.photograph(wine.display, pictures / f"windows-setup-{language[:2]}.png") > 50
        windows_of_x.press(wine.display, "Escape")
        time.sleep(2)
        windows_of_x.press(wine.display, "Return")
        waited(program)
    wine.run("winecfg", "-v", "win7")
    assert wine.run(setup, "/S")[0] == 3
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
    assert wine.run(folder / "coopdesk-cli.exe", "demo", _windows(wine, house))[0] == 0
    program = wine.start(folder / "coopdesk.exe", _windows(wine, house))
    window = windows_of_x.wait_for(wine.display, "coopdesk")
    time.sleep(3)
    windows_of_x.photograph(wine.display, pictures / "windows-portable.png")
    windows_of_x.close(wine.display, window)
    waited(program)
    assert (folder / "settings" / "coopdesk" / "preferences.json").is_file()
    new = set((wine.home / "AppData").rglob("*")) - before
    assert [path for path in new if "coopdesk" in path.as_posix()] == []


def _speaks(wine: Wine, version: str) -> None:
    assert wine.run(wine.program / "coopdesk-cli.exe", "--version") == (0, f"coopdesk {version}")
    assert wine.registry(_KEY, "DisplayVersion") == version


def _bookings(wine: Wine, house: Path) -> str:
    words = ("list", "bookings", _windows(wine, house), "--format", "json")
    return wine.run(wine.program / "coopdesk-cli.exe", *words)[1]


def _windows(wine: Wine, path: Path) -> str:
    """A path as Windows says it."""
    return "C:\\" + path.relative_to(wine.prefix / "drive_c").as_posix().replace("/", "\\")
