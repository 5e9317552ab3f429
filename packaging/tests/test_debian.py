"""The .deb on a Debian that has nothing but what the package depends on."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import bare_debian
import windows_of_x
from bare_debian import Debian
from builder.release import ROOT

_USER = "camille"


@pytest.fixture(params=bare_debian.RELEASES)
def debian(request: pytest.FixtureRequest, work: Path, screen: str) -> Iterator[Debian]:
    """A fresh Debian; it sees the screens of this machine."""
    if os.geteuid() != 0:
        pytest.fail("only root can make a Debian in a folder")
    made = bare_debian.make(work / "debian", work / f"debian-base-{request.param}", request.param)
    yield made
    bare_debian.remove(made.root)


def test_a_life_of_the_package(
    debian: Debian, dist: Path, former_linux: Path, version: str, screen: str, pictures: Path
) -> None:
    """Installed in a former version, used, not updated while it is open, then updated, and taken away again."""
    before = debian.files()
    old = _put(debian, next(former_linux.glob("*.deb")))
    _install(debian, old)
    assert debian.run("coopdesk", "--version", user=_USER) == (0, f"coopdesk {old.split('_')[1]}")
    house = f"/home/{_USER}/Maison d’été n° 1/Île-de-Ré.coopdesk"
    assert debian.run("mkdir", str(Path(house).parent), user=_USER)[0] == 0
    assert debian.run("coopdesk", "demo", house, user=_USER)[0] == 0
    listed = debian.run("coopdesk", "list", "bookings", house, "--format", "json", user=_USER)
    assert listed[0] == 0
    assert len(listed[1]) > 1000

    window = debian.start("coopdesk", house, user=_USER, display=screen)
    number = windows_of_x.wait_for(screen, "coopdesk")
    time.sleep(3)
    assert windows_of_x.photograph(screen, pictures / f"{debian.name}-window.png") > 100
    new = _put(debian, dist / f"coopdesk_{version}_amd64.deb")
    status, said = debian.run("dpkg", "--install", new)
    assert status != 0
    assert "fermez-le" in said
    windows_of_x.close(screen, number)
    windows_of_x.wait_until_gone(screen, "coopdesk")
    assert window.wait(60) == 0
    assert debian.run("coopdesk", "--version", user=_USER)[1] == f"coopdesk {old.split('_')[1]}"

    _install(debian, new)
    assert debian.run("coopdesk", "--version", user=_USER)[1] == f"coopdesk {version}"
    assert debian.run("coopdesk", "list", "bookings", house, "--format", "json", user=_USER) == listed
    for name in ("applications/coopdesk.desktop", "mime/packages/coopdesk.xml", "man/man1/coopdesk.1.gz"):
        # What dpkg leaves out of small systems by its own rules is no fault of the package.
        assert f"/usr/share/{name}" in debian.run("dpkg", "--listfiles", "coopdesk")[1]

    assert debian.run("apt-get", "purge", "-y", "coopdesk")[0] == 0
    assert debian.run("apt-get", "autoremove", "--purge", "-y")[0] == 0
    left = debian.files() - before
    print(f"\nleft on {debian.name} after the removal:", *sorted(left), sep="\n  ")
    assert [name for name in left if "coopdesk" in name.lower() and not name.startswith(f"home/{_USER}/")] == []
    assert house[1:] in left


def test_it_works_through_and_through(debian: Debian, dist: Path, version: str) -> None:
    """Every part that is loaded late: migrations, PDF, encryption, tables, identifiers, calendars."""
    _install(debian, _put(debian, dist / f"coopdesk_{version}_amd64.deb"))
    status, said = debian.run("coopdesk", "self-test", user=_USER)
    assert (status, said.splitlines()[-1]) == (0, "ok"), said
    home = f"/home/{_USER}"
    table = f"{home}/liste.csv"
    (debian.root / table[1:]).write_text("nom;siret\nChœur d’été;73282932000074\n", encoding="utf-8")
    for old in sorted((ROOT / "tests" / "store" / "old_files").glob("*.coopdesk")):
        kept = f"{home}/{old.name}"
        shutil.copy(old, debian.root / kept[1:])
        debian.run("chown", _USER, kept)
        # What only reads leaves it as it was; what writes brings it up to date.
        assert debian.run("coopdesk", "list", "rooms", kept, user=_USER)[0] == 1
        status, said = debian.run("coopdesk", "import", "organisations", kept, table, user=_USER)
        assert status == 0, said
        status, said = debian.run("coopdesk", "list", "rooms", kept, "--format", "json", user=_USER)
        assert status == 0, said
        assert debian.run("coopdesk", "check", kept, user=_USER)[0] == 0
        backups = (debian.root / home[1:] / "Sauvegardes").rglob(f"{old.stem}*")
        assert list(backups), "backed up before it was brought up to date"
    house = f"{home}/essai.coopdesk"
    for words in (
        ("demo", house),
        ("summary", house, "--year", "2026", "--out", f"{home}/Bilan de l’été.pdf"),
        ("backup", house),
        ("import", "organisations", house, table, "--dry-run"),
        ("dates", "--start", "2026-11-26", "--rule", "FREQ=WEEKLY;COUNT=3", "--zone", "C"),
    ):
        status, said = debian.run("coopdesk", *words, user=_USER)
        assert status == 0, said
    summary = debian.root / home[1:] / "Bilan de l’été.pdf"
    text = subprocess.run(["pdftotext", summary, "-"], check=True, capture_output=True, text=True).stdout
    assert "Maison de quartier des Tilleuls" in text
    assert "coopération" in text


def _put(debian: Debian, package: Path) -> str:
    shutil.copy(package, debian.root / "tmp" / package.name)
    return f"/tmp/{package.name}"


def _install(debian: Debian, package: str) -> None:
    assert debian.run("apt-get", "update", "-qq")[0] == 0
    status, said = debian.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package, seconds=1200)
    assert status == 0, said
