"""The archive for any Linux: run from where it is unpacked, installed for one user, updated and taken away."""

import subprocess
import tarfile
import time
from pathlib import Path

import windows_of_x


def _unpacked(archive: Path, folder: Path) -> Path:
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="tar")
    return next(folder.iterdir())


def _run(home: Path, *words: str | Path, display: str = "") -> tuple[int, str]:
    plain = ["env", "-i", f"HOME={home}", "PATH=/usr/bin:/bin", f"DISPLAY={display}"]
    done = subprocess.run(
        [*plain, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.returncode, done.stdout.strip()


def test_it_runs_where_it_is_unpacked(dist: Path, version: str, tmp_path: Path, home: Path) -> None:
    program = _unpacked(dist / f"coopdesk-{version}-linux-x86_64.tar.xz", tmp_path / "où ça") / "coopdesk"
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
    assert "application/x-coopdesk:*.coopdesk" in (home / ".local/share/mime/globs2").read_text(encoding="utf-8")
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
    assert [name for name in left if not name.startswith((house.parent.name, ".cache/"))] == []


def test_an_older_system_is_told_so(dist: Path, version: str, tmp_path: Path, home: Path) -> None:
    """Where glibc is older than what the program was built on, one sentence instead of a loader's error."""
    folder = _unpacked(dist / f"coopdesk-{version}-linux-x86_64.tar.xz", tmp_path / "new")
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "getconf").write_text("#!/bin/sh\necho glibc 2.35\n")
    (programs / "getconf").chmod(0o755)
    for words in (("install.sh",), ("coopdesk", "--version")):
        done = subprocess.run(
            [folder / words[0], *words[1:]],
            env={"HOME": str(home), "PATH": f"{programs}:/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "demande glibc 2.36 (Debian 12, Ubuntu 24.04 ou plus récent) ; il a : glibc 2.35." in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert list(home.iterdir()) == []
