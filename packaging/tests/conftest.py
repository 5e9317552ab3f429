"""What the tests of the packages share: the artefacts in `dist`, a former version of them, a screen.

They run what a user would run, as slowly as a user's computer would: `make test-packages`, not `make test`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PACKAGING), str(PACKAGING / "tests")]

from builder import embedded, needs, sbom  # noqa: E402 - the path above
from builder.release import ROOT  # noqa: E402

FORMER = "0.0.1"
"""The version to upgrade from: the same program, called older."""


_ONLY = {
    "linux": {"test_archive", "test_debian", "test_first_paint", "test_linux_contents"},
    "windows": {"test_signing", "test_trust", "test_windows", "test_windows_contents", "test_windows_road"},
}
"""The modules that look at one system's installers; the others take each system in turn."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let one half be tested by itself."""
    parser.addoption("--system", choices=[*_ONLY, "all"], default="all", help="whose installers to test (all)")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the other system's modules alone."""
    left_out = [name for system in _ONLY if system not in _systems(config) for name in _ONLY[system]]
    return True if collection_path.stem in left_out else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a `system` runs for each of those chosen."""
    if "system" in metafunc.fixturenames:
        metafunc.parametrize("system", _systems(metafunc.config), scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole systems are made and run: minutes are usual."""
    for item in items:
        item.add_marker(pytest.mark.timeout(1800))


def _systems(config: pytest.Config) -> list[str]:
    chosen = config.getoption("--system")
    return [system for system in _ONLY if chosen in {system, "all"}]


@pytest.fixture(scope="session")
def dist(request: pytest.FixtureRequest) -> Path:
    """The artefacts under test: those of `make package`, made now where there are none."""
    folder = Path(os.environ.get("COOPDESK_DIST", ROOT / "dist"))
    for system in _systems(request.config):
        if not list(folder.glob(f"coopdesk-*-{system}.cdx.json")):
            subprocess.run([sys.executable, PACKAGING / "build.py", system, "--output", folder], check=True)
    return folder


@pytest.fixture(scope="session")
def work() -> Path:
    """Where systems to test in are made, and kept for the next run."""
    folder = Path(os.environ.get("COOPDESK_TEST_WORK", ROOT / "build" / "package-tests"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def pictures(work: Path) -> Path:
    """Where the screenshots go, to be looked at."""
    folder = work / "pictures"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def _programs(request: pytest.FixtureRequest) -> None:
    for system in _systems(request.config):
        needs.install(*needs.FOR_TESTS[system])


@pytest.fixture(scope="session")
def version(dist: Path) -> str:
    """The version of the artefacts."""
    versions = {path.name.split("-")[1] for path in dist.glob("coopdesk-*.cdx.json")}
    (found,) = versions - {FORMER}
    return found


@pytest.fixture(scope="session")
def former_linux(work: Path, dist: Path, version: str) -> Path:
    """The folder of a former version for Linux."""
    return _former(work, "linux", dist / f"coopdesk-{version}-linux.cdx.json")


@pytest.fixture(scope="session")
def former_windows(work: Path, dist: Path, version: str) -> Path:
    """The folder of a former version for Windows."""
    return _former(work, "windows", dist / f"coopdesk-{version}-windows.cdx.json")


@pytest.fixture(scope="session")
def tools(work: Path) -> Path:
    """The Python that has the pinned tools."""
    needs.for_building(*needs.FOR_WINDOWS)
    return needs.tools(work / "former-work")


@pytest.fixture(scope="session")
def bare(work: Path, tools: Path) -> Path:
    """The embeddable Python, fetched once, verified anew."""
    return embedded.fetch(tools, work / "former-work")


def _former(work: Path, system: str, components: Path) -> Path:
    """That of the same commit, built quickly and kept, or the one in COOPDESK_FORMER_DIST."""
    if given := os.environ.get("COOPDESK_FORMER_DIST"):
        return Path(given)
    own = json.loads(components.read_text(encoding="utf-8"))["metadata"]["component"]
    (commit,) = [one["value"] for one in own["properties"] if one["name"] == sbom.COMMIT]
    folder = work / "former" / f"{system}-{commit[:12]}"
    if not (folder / "SHA256SUMS").is_file():
        build: list[str | Path] = [sys.executable, PACKAGING / "build.py", system, "--quick", "--as-version", FORMER]
        build += ["--commit", commit, "--work", work / "former-work", "--output", folder]
        subprocess.run(build, check=True)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's home with nothing in it."""
    folder = tmp_path / "Chez Zoé"
    folder.mkdir()
    return folder


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen nobody sees, with a window manager."""
    reader, writer = os.pipe()
    words = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(words, pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as said:
        display = f":{said.readline().strip()}"
    manager = subprocess.Popen(
        ["openbox"], env={**os.environ, "DISPLAY": display}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    yield display
    for process in (manager, server):
        process.terminate()
        process.wait(10)
