"""The first paint of the installed program beside that of the source.

By itself, with its figures:
    python -m pytest packaging/tests/test_first_paint.py --system linux -p no:randomly -p no:xdist -rP
"""

import statistics
import subprocess
import sysconfig
import tarfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import windows_of_x
from builder import needs
from builder.release import ROOT

MOST_OF_SOURCE = 1.3
TURNS = 9

# Qt tells by itself when the window's first picture has gone to the screen: nobody looks for it, which would cost time.
_TELLING = {"QT_LOGGING_RULES": "qt.widgets.painting=true"}
_PAINTED = "Flushing QRegion"


def test_first_paint_beside_that_of_the_source(
    dist: Path, version: str, tmp_path: Path, home: Path, screen: str
) -> None:
    """From the start of the process until the window is painted, in turn, the file closed before each."""
    with tarfile.open(dist / f"coopdesk-{version}-linux-x86_64.tar.xz") as tar:
        tar.extractall(tmp_path / "archive", filter="tar")
    archive = next((tmp_path / "archive").iterdir()) / "program" / "coopdesk"
    package = dist / f"coopdesk_{version}_amd64.deb"
    subprocess.run(["dpkg-deb", "--extract", package, tmp_path / "package"], check=True)
    ways: dict[str, list[str | Path]] = {
        "source": [needs.PYTHON, "-m", "coopdesk"],
        ".tar.xz": [archive],
        ".deb": [tmp_path / "package" / "usr" / "lib" / "coopdesk" / "coopdesk"],
    }
    environment = {
        "HOME": str(home),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "DISPLAY": screen,
        **_TELLING,
        # The source runs under the same Python, Debian's, and from compiled modules, too.
        "PYTHONPATH": f"{ROOT / 'src'}:{sysconfig.get_path('purelib')}",
        "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled"),
    }
    house = home / "maison.coopdesk"
    subprocess.run([archive, "demo", house], check=True, env=environment, stdout=subprocess.DEVNULL)
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _turn in range(TURNS):
        for name, words in ways.items():
            taken[name].append(_until_painted([*words, house], environment))
    # The first turn reads the files from the disk, and compiles the source.
    medians = {name: statistics.median(times[1:]) for name, times in taken.items()}
    print(f"\nfirst paint, medians of {TURNS - 1} runs in turn:")
    for name, median in medians.items():
        spread = f"{min(taken[name][1:]):.2f} to {max(taken[name][1:]):.2f}"
        print(f"  {name:8} {median:.3f} s ({spread}), {median / medians['source']:.2f} × the source's")
    assert max(medians.values()) <= MOST_OF_SOURCE * medians["source"]


def _until_painted(words: Sequence[str | Path], environment: Mapping[str, str]) -> float:
    """The seconds until Qt says so; the window is then closed as its user would."""
    start = time.perf_counter()
    running = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert running.stderr is not None
    assert any(_PAINTED in line for line in running.stderr), "the window never came"
    taken = time.perf_counter() - start
    windows_of_x.close(environment["DISPLAY"], windows_of_x.wait_for(environment["DISPLAY"], "coopdesk"))
    running.communicate(timeout=60)
    assert running.returncode == 0
    return taken
