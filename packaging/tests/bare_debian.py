"""A Debian with nothing on it, to install a package in."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

RELEASES = ("bookworm", "trixie")
"""Those that the package is for: the one it is built on, and the one after it."""


@dataclass(frozen=True, slots=True)
class Debian:
    """The smallest Debian there is, in a folder."""

    root: Path
    name: str

    def run(self, *words: str, user: str = "root", seconds: float = 600) -> tuple[int, str]:
        """Run a program in it with next to no environment: its exit status, and what it wrote."""
        done = subprocess.run(
            self._words(words, user),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )
        return done.returncode, done.stdout.strip()

    def start(self, *words: str, user: str, display: str) -> "subprocess.Popen[bytes]":
        """Start a program with a window and leave it running."""
        return subprocess.Popen(self._words(words, user, f"DISPLAY={display}"), stdin=subprocess.DEVNULL)

    def files(self) -> set[str]:
        """Every file it has, but what the kernel and apt's lists make up."""
        made_up = ("proc", "sys", "dev", "tmp", "var/cache", "var/lib/apt", "var/lib/dpkg", "var/log")
        words = ["find", str(self.root), "-xdev", "-not", "-type", "d", "-printf", "%P\\n"]
        found = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()
        return {name for name in found if not name.startswith(made_up)}

    def _words(self, words: tuple[str, ...], user: str, *variables: str) -> list[str]:
        home = "/root" if user == "root" else f"/home/{user}"
        plain = ("PATH=/usr/sbin:/usr/bin:/sbin:/bin", f"HOME={home}", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive")
        return ["chroot", f"--userspec={user}", str(self.root), "/usr/bin/env", "-i", *plain, *variables, *words]


def make(folder: Path, base: Path, release: str) -> Debian:
    """A fresh one, from a base that is made once. The screens of this machine are there, nothing else of it is."""
    if not (base / "made").exists():
        remove(base)
        subprocess.run(["debootstrap", "--variant=minbase", release, base], check=True, stdout=subprocess.DEVNULL)
        (base / "made").touch()
    remove(folder)
    subprocess.run(["cp", "-a", "--no-target-directory", base, folder], check=True)
    for name in ("etc/resolv.conf", "etc/hosts"):
        shutil.copyfile(f"/{name}", folder / name)
    sockets = folder / "tmp" / ".X11-unix"
    sockets.mkdir(exist_ok=True)
    subprocess.run(["mount", "--bind", "/tmp/.X11-unix", sockets], check=True)
    subprocess.run(["mount", "-t", "proc", "proc", folder / "proc"], check=True)
    made = Debian(folder, release)
    assert made.run("useradd", "--create-home", "camille")[0] == 0
    return made


def remove(folder: Path) -> None:
    """Take one away again, but nothing of this machine that is mounted in it."""
    for place in reversed(_mounted_below(folder)):
        subprocess.run(["umount", place], check=True)
    assert not _mounted_below(folder)
    if folder.exists():
        shutil.rmtree(folder)


def _mounted_below(folder: Path) -> list[str]:
    """What is mounted there: os.path.ismount does not see a folder of the same disk."""
    lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    return [place for place in (line.split()[1] for line in lines) if Path(place).is_relative_to(folder.resolve())]
