"""A Windows to try things in: wine, in a folder of its own."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("fr_FR.UTF-8", "en_GB.UTF-8")
"""Those of a Windows in French and of one in English."""

STAND_INS = sorted((Path(__file__).parent / "wine").glob("*.c"))
"""For two libraries of Windows that wine lacks; they never ship."""

# What wine says of itself on every run.
_NOISE = ("wine32 is missing", "multiarch needs", "dpkg --add-architecture", "apt-get install wine32", "it looks like")


@dataclass(frozen=True, slots=True)
class Wine:
    """One such Windows, of which `display` is the screen."""

    prefix: Path
    display: str
    language: str = "fr_FR.UTF-8"

    @property
    def home(self) -> Path:
        """The user's profile."""
        (found,) = [one for one in (self.prefix / "drive_c" / "users").iterdir() if one.name != "Public"]
        return found

    @property
    def program(self) -> Path:
        """Where coopdesk is installed."""
        return self.home / "AppData" / "Local" / "Programs" / "coopdesk"

    def run(self, *words: str | Path, seconds: float = 300) -> tuple[int, str]:
        """Run a program to its end: its exit status, and what it wrote."""
        # Through a pipe: under wine Python dies where its output is a plain file.
        done = subprocess.run(
            ["wine", *map(str, words)],
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
        lines = done.stdout.decode(errors="replace").replace("\r", "").splitlines()
        return done.returncode, "\n".join(line for line in lines if not any(one in line for one in _NOISE)).strip()

    def start(self, *words: str | Path) -> "subprocess.Popen[bytes]":
        """Start a program and leave it running."""
        return subprocess.Popen(
            ["wine", *map(str, words)],
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def path(self, path: Path) -> str:
        """A path in it as Windows says it."""
        return "C:\\" + path.relative_to(self.prefix / "drive_c").as_posix().replace("/", "\\")

    def registry(self, key: str, name: str = "") -> str:
        """A value of the registry, "" when there is none."""
        status, said = self.run("reg", "query", key, *(("/v", name) if name else ("/ve",)))
        return re.split(r"REG_\w+", said.splitlines()[-1])[-1].strip() if status == 0 else ""

    def stop(self) -> None:
        """End everything that runs in it."""
        subprocess.run(["/usr/lib/wine/wineserver64", "-k"], env=self._environment(), check=False)

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DISPLAY": self.display,
            # wine makes Documents and Desktop links to those of the user's home: not of this user's.
            "HOME": str(self.prefix / "home"),
            "LC_ALL": self.language,
            "LOCPATH": str(self.prefix.parent / "locales"),
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # No browser and no .NET of wine's own: it would offer to fetch them.
            "WINEDLLOVERRIDES": "mscms=n;mscoree=;mshtml=",
        }


def make(prefix: Path, display: str, sources: Sequence[Path]) -> Wine:
    """A fresh Windows 10, with stand-ins made from these sources."""
    shutil.rmtree(prefix, ignore_errors=True)
    # Where the language is not known to the machine, wine cannot write a name with an accent.
    for language in LANGUAGES:
        place = prefix.parent / "locales" / language
        if not place.exists():
            place.parent.mkdir(exist_ok=True)
            name, encoding = language.split(".")
            subprocess.run(["localedef", "--no-archive", "-i", name, "-f", encoding, place], check=True)
    made = Wine(prefix, display)
    (prefix / "home").mkdir(parents=True)
    made.run("wineboot", "--init")
    made.run("winecfg", "-v", "win10")
    for source in sources:
        target = prefix / "drive_c" / "windows" / "system32" / f"{source.stem}.dll"
        subprocess.run(["x86_64-w64-mingw32-gcc", "-shared", "-O1", "-w", "-o", target, source], check=True)
    return made


def waited(process: "subprocess.Popen[bytes]", seconds: float = 180) -> int:
    """The exit status of a program that is about to end."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
