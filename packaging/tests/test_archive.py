"""The archive for any Linux: run from where it is unpacked, installed for one user, updated and taken away."""

import os
import statistics
import subprocess
import tarfile
import time
from pathlib import Path

import pytest

import windows_of_x
from builder.release import ROOT

LAID_OUT = ROOT / "build" / "packaging" / "environments" / "linux" / "lib" / "python3.11" / "site-packages"
MOST_OF_SOURCE = 1.3
"""The first paint of the installed program, against that of the source."""


def _unpacked(archive: Path, folder: Path) -> Path:
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="tar")
    return next(folder.iterdir())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's home with nothing in it."""
    folder = tmp_path / "Chez Zoé"
    folder.mkdir()
    return folder


def _run(home: Path, *words: str | Path, display: str = "") -> tuple[int, str]:
    plain = ["env", "-i", f"HOME={home}", "PATH=/usr/bin:/bin", f"DISPLAY={display}"]
    done = subprocess.run(
        [*plain, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.returncode, done.stdout.strip()


def test_it_runs_where_it_is_unpacked(dist: Path, version: str, tmp_path: Path, home: Path) -> None:
    program = _unpacked(dist / f"coopdesk-{version}-linux-x86_64.tar.xz", tmp_path / "où ça") / "program" / "coopdesk"
    assert _run(home, program, "--version") == (0, f"coopdesk {version}")
    status, said = _run(home, program, "self-test")
    assert (status, said.splitlines()[-1]) == (0, "ok"), said


def test_a_life_for_one_user(
    dist: Path, former_linux: Path, version: str, tmp_path: Path, home: Path, screen: str, pictures: Path
) -> None:
    old = _unpacked(next(former_linux.glob("*.tar.xz")), tmp_path / "old")
    new = _unpacked(dist / f"coopdesk-{version}-linux-x86_64.tar.xz", tmp_path / "new")
    status, said = _run(home, old / "install.sh")
    assert status == 0, said
    own = home / ".local" / "bin" / "coopdesk"
    house = home / "Maison d’été n° 1" / "Île-de-Ré.coopdesk"
    house.parent.mkdir()
    assert _run(home, own, "demo", house)[0] == 0
    listed = _run(home, own, "list", "bookings", house, "--format", "json")

    entry = (home / ".local/share/applications/coopdesk.desktop").read_text(encoding="utf-8")
    assert f'Exec="{home}/.local/opt/coopdesk/coopdesk" %f' in entry
    window = subprocess.Popen(["env", "-i", f"HOME={home}", f"DISPLAY={screen}", own, house])
    number = windows_of_x.wait_for(screen, "coopdesk")
    time.sleep(3)
    assert windows_of_x.photograph(screen, pictures / "archive-window.png") > 100
    assert _run(home, new / "install.sh")[0] == 1
    windows_of_x.close(screen, number)
    assert window.wait(60) == 0

    status, said = _run(home, new / "install.sh")
    assert status == 0, said
    assert _run(home, own, "--version") == (0, f"coopdesk {version}")
    assert _run(home, own, "list", "bookings", house, "--format", "json") == listed
    status, said = _run(home, old / "install.sh")
    assert status == 1
    assert "plus récent" in said

    status, said = _run(home, home / ".local/opt/coopdesk/uninstall.sh")
    assert status == 0, said
    left = sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())
    print("\nleft after the removal:", *left, sep="\n  ")
    assert house.is_file()
    assert [name for name in left if "coopdesk" in name and not name.startswith("Maison")] == []


def test_first_paint_beside_that_of_the_source(
    dist: Path, version: str, tmp_path: Path, home: Path, screen: str
) -> None:
    """From the start of the process to the window on the screen, in turn, the file closed before each."""
    program = _unpacked(dist / f"coopdesk-{version}-linux-x86_64.tar.xz", tmp_path / "new") / "program" / "coopdesk"
    compiled = tmp_path / "compiled"
    site = os.environ.get("COOPDESK_SITE", str(LAID_OUT))
    assert Path(site, "coopdesk").is_dir(), "the wheels that the builder laid out"
    house = home / "maison.coopdesk"
    assert _run(home, program, "demo", house)[0] == 0
    ways: dict[str, list[str | Path]] = {"installed": [program], "source": ["/usr/bin/python3.11", "-m", "coopdesk"]}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _turn in range(7):
        for name, words in ways.items():
            environment = {
                "HOME": str(home),
                "DISPLAY": screen,
                "PYTHONPATH": site,
                "PYTHONPYCACHEPREFIX": str(compiled),
            }
            start = time.perf_counter()
            running = subprocess.Popen([*words, house], env=environment)
            number = windows_of_x.wait_for(screen, "coopdesk", every=0.01)
            taken[name].append(time.perf_counter() - start)
            windows_of_x.close(screen, number)
            assert running.wait(60) == 0
    installed, of_source = (statistics.median(taken[name][1:]) for name in ("installed", "source"))
    print(f"\nfirst paint: installed {installed:.2f} s, source {of_source:.2f} s, {installed / of_source:.2f} times")
    assert installed <= MOST_OF_SOURCE * of_source
