"""What the artefacts hold: every binary with its origin, no module of Qt too many, sizes, licences, sums."""

import json
import re
import subprocess
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from builder import origins
from builder.files import digest

MOST_MEGABYTES = {"setup.exe": 45, ".deb": 45}
MOST_INSTALLED = 160

QT_IN_USE = {"Core", "Gui", "Widgets", "PrintSupport", "Svg"}
# What those load by themselves on Linux: to speak to the screen, to the desktop.
QT_BESIDE = {"DBus", "XcbQpa", "OpenGL", "WaylandClient", "WlShellIntegration"}

SYSTEM_DLLS = re.compile(
    r"(api-ms-win-.*|kernel32|user32|gdi32|advapi32|shell32|shlwapi|ole32|oleaut32|ws2_32|winmm|version|bcrypt|crypt32|rpcrt4|"
    r"comdlg32|comctl32|imm32|uxtheme|dwmapi|dwrite|d2d1|d3d9|d3d11|d3d12|dxgi|setupapi|userenv|netapi32|mpr|winspool|wtsapi32|"
    r"shcore|authz|icuuc|icuin|icu|msvcrt|ucrtbase|secur32|iphlpapi|dnsapi|ntdll|usp10|oleacc|uiautomationcore|propsys|"
    r"powrprof|cfgmgr32|dcomp|mscms|runtimeobject|synchronization)(\.dll|\.drv)$"
)


@pytest.fixture(scope="module")
def linux(dist: Path, version: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive for Linux, unpacked."""
    folder = tmp_path_factory.mktemp("linux")
    with tarfile.open(dist / f"coopdesk-{version}-linux-x86_64.tar.xz") as tar:
        tar.extractall(folder, filter="tar")
    return folder / f"coopdesk-{version}-linux-x86_64"


@pytest.fixture(scope="module")
def windows(dist: Path, version: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portable archive for Windows, unpacked."""
    folder = tmp_path_factory.mktemp("windows")
    with zipfile.ZipFile(dist / f"coopdesk-{version}-win64-portable.zip") as archive:
        archive.extractall(folder)
    return folder / "coopdesk"


def test_every_binary_has_a_known_origin(dist: Path, version: str, linux: Path, windows: Path) -> None:
    for system, folder in (("linux", linux / "program"), ("win64", windows)):
        listed = origins.read_table(dist / f"coopdesk-{version}-{system}-origins.txt")
        shipped = origins.trace(folder, {one.digest: one.source for one in listed})
        assert shipped == listed, system
        assert [one.path for one in listed if origins.UNKNOWN in one.source] == []
        assert len(listed) > 50
        print(f"\n{system}: {len(listed)} binaries")
        for source in sorted({one.source for one in listed}):
            print(f"  {sum(one.source == source for one in listed):3} {source}")


def test_only_the_parts_of_qt_in_use_ship(linux: Path, windows: Path) -> None:
    bindings = {path.name.split(".")[0][2:] for path in linux.rglob("Qt*.abi3.so")}
    assert bindings == QT_IN_USE
    libraries = {re.split(r"\.so", path.name)[0][6:] for path in linux.rglob("libQt6*.so*")}
    assert libraries <= QT_IN_USE | QT_BESIDE
    assert {path.stem[2:] for path in windows.rglob("Qt*.pyd")} == QT_IN_USE
    assert {path.stem[3:] for path in windows.rglob("Qt6*.dll")} == QT_IN_USE


def test_windows_finds_every_library(windows: Path) -> None:
    shipped = {path.name.lower() for path in windows.rglob("*.dll")}
    missing = {
        f"{path.name} wants {name}"
        for path in [*windows.rglob("*.dll"), *windows.rglob("*.pyd"), *windows.glob("*.exe")]
        for name in _imports(path)
        if name not in shipped and not SYSTEM_DLLS.match(name)
    }
    assert missing == set()


def test_sizes(dist: Path, version: str, linux: Path, windows: Path) -> None:
    for end, most in MOST_MEGABYTES.items():
        (path,) = [path for path in dist.glob(f"coopdesk*{version}*") if path.name.endswith(end)]
        assert path.stat().st_size <= most * 1_000_000, path.name
    for folder in (linux, windows):
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        assert size <= MOST_INSTALLED * 1_000_000, folder.name


def test_sums(dist: Path, version: str) -> None:
    lines = [line.split("  ") for line in (dist / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    assert {name for _sum, name in lines} == {path.name for path in dist.glob(f"coopdesk[-_]{version}[-_]*")}
    assert all(digest(dist / name) == told for told, name in lines)


def test_licences_of_all_that_ships(dist: Path, version: str, linux: Path, windows: Path) -> None:
    for system, folder in (("linux", linux / "licences"), ("windows", windows / "program" / "licences")):
        texts = {path.name: path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*.*")}
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["LGPL-3.0.txt"]
        assert "GNU GENERAL PUBLIC LICENSE" in texts["GPL-3.0.txt"]
        assert "ZETETIC LLC" in texts["SQLCipher.txt"]
        assert "Apache License" in texts["Apache-2.0.txt"]
        assert {"Open-Sans.txt", "DejaVu-Sans.txt", "Lucide.txt", "coopdesk.txt"} <= set(texts)
        told = json.loads((dist / f"coopdesk-{version}-{system}.cdx.json").read_text(encoding="utf-8"))
        for component in told["components"]:
            assert component["name"] in texts["COMPONENTS.txt"], component["name"]
            if component.get("purl", "").startswith("pkg:pypi"):
                assert component["hashes"], component["name"]
                name = re.escape(component["name"]).replace("_", "[-_]").replace(r"\-", "[-_]")
                has_text = any(re.match(name, text, re.IGNORECASE) for text in texts)
                assert has_text or component["name"] in {"shiboken6", "PySide6_Essentials"}, component["name"]


def test_no_path_of_the_machine_that_built(linux: Path, windows: Path) -> None:
    found = [
        str(path)
        for folder in (linux, windows)
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in {".pyc", ".exe", "", ".zip", ".txt", ".py"}
        if b"/build/packaging" in path.read_bytes() or b"/work/" in path.read_bytes()
    ]
    assert found == []


def test_the_desktop_knows_it(linux: Path) -> None:
    share = linux / "share"
    subprocess.run(["desktop-file-validate", share / "applications" / "coopdesk.desktop"], check=True)
    subprocess.run(["appstreamcli", "validate", "--no-net", share / "metainfo" / "coopdesk.metainfo.xml"], check=True)
    told = subprocess.run(
        ["man", "--warnings", "-l", share / "man" / "man1" / "coopdesk.1"], check=True, capture_output=True, text=True
    )
    assert "coopdesk" in told.stdout
    assert told.stderr == ""


def test_lintian_has_nothing_left_to_say(dist: Path, version: str) -> None:
    words = ["lintian", "--fail-on", "error,warning", "--allow-root", "--tag-display-limit", "0"]
    done = subprocess.run([*words, dist / f"coopdesk_{version}_amd64.deb"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def _imports(path: Path) -> set[str]:
    told = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", path], check=True, capture_output=True, text=True)
    return {PurePosixPath(name).name.lower() for name in re.findall(r"DLL Name: (\S+)", told.stdout)}
