"""What the artefacts hold: every binary with its origin, sizes, licences, components, sums. Each system in turn."""

import json
import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from builder import origins, sbom
from builder.commands import run
from builder.files import digest
from builder.needs import tools
from builder.release import ROOT
from unpacked import Program

MOST_MEGABYTES = {"linux": ("*_amd64.deb", 45), "windows": ("*-setup.exe", 45)}
MOST_INSTALLED = 160

QT_IN_USE = {"Core", "Gui", "Widgets", "PrintSupport", "Svg"}
# What those load by themselves on Linux: to speak to the screen, to the desktop.
QT_BESIDE = {"DBus", "XcbQpa", "OpenGL", "WaylandClient", "WlShellIntegration"}

_BROUGHT_BY_WHEEL = re.compile(r"wheel (\S+) (\S+?),?( |$)")
_BROUGHT_BY_DEBIAN = re.compile(r"Debian (\S+) (\S+)")


def test_every_binary_has_a_known_origin(dist: Path, program: Program) -> None:
    listed = origins.read_table(dist / program.table)
    shipped = origins.trace(program.binaries, {one.digest: one.source for one in listed})
    assert shipped == listed
    assert [one.path for one in listed if origins.UNKNOWN in one.source] == []
    assert len(listed) > 50
    print(f"\n{program.system}: {len(listed)} binaries")
    for source in sorted({one.source for one in listed}):
        print(f"  {sum(one.source == source for one in listed):3} {source}")


def test_the_list_of_components_is_valid_and_has_what_brought_the_binaries(
    dist: Path, program: Program, work: Path
) -> None:
    path = dist / f"coopdesk-{program.version}-{program.system}.cdx.json"
    run(tools(work), "-c", sbom.VALIDATE, path)
    told = json.loads(path.read_text(encoding="utf-8"))["components"]
    named = {(_plain(one["name"]), one.get("version", "")) for one in told}
    sources = {one.source for one in origins.read_table(dist / program.table)}
    brought = {found.group(1, 2) for source in sources for found in [_BROUGHT_BY_WHEEL.match(source)] if found}
    brought |= {found.group(1, 2) for source in sources for found in [_BROUGHT_BY_DEBIAN.match(source)] if found}
    assert len(brought) > 5
    assert {(_plain(name), version) for name, version in brought} - named == set()
    print(f"\n{program.system}: {len(told)} components")


def test_only_the_parts_of_qt_in_use_ship(program: Program) -> None:
    if program.system == "linux":
        bindings = {path.name.split(".")[0][2:] for path in program.folder.rglob("Qt*.abi3.so")}
        libraries = {re.split(r"\.so", path.name)[0][6:] for path in program.folder.rglob("libQt6*.so*")}
        libraries -= QT_BESIDE
    else:
        bindings = {path.stem[2:] for path in program.folder.rglob("Qt*.pyd")}
        libraries = {path.stem[3:] for path in program.folder.rglob("Qt6*.dll")}
    assert (bindings, libraries) == (QT_IN_USE, QT_IN_USE)


def test_sizes(dist: Path, program: Program) -> None:
    pattern, most = MOST_MEGABYTES[program.system]
    (path,) = dist.glob(f"coopdesk[-_]{program.version}{pattern}")
    packed = path.stat().st_size / 1e6
    files = [path for path in program.folder.rglob("*") if path.is_file() and not path.is_symlink()]
    installed = sum(path.stat().st_size for path in files) / 1e6
    print(f"\n{path.name}: {packed:.1f} MB (at most {most}); unpacked {installed:.1f} MB (at most {MOST_INSTALLED})")
    assert packed <= most
    assert installed <= MOST_INSTALLED


def test_sums(dist: Path, version: str) -> None:
    lines = [line.split("  ") for line in (dist / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    assert {name for _sum, name in lines} == {path.name for path in dist.glob(f"coopdesk[-_]{version}[-_]*")}
    assert all(digest(dist / name) == told for told, name in lines)


def test_licences_of_all_that_ships(dist: Path, program: Program) -> None:
    texts = {path.name: path.read_text(encoding="utf-8", errors="replace") for path in program.licences.rglob("*.*")}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["LGPL-3.0.txt"]
    assert "GNU GENERAL PUBLIC LICENSE" in texts["GPL-3.0.txt"]
    assert "ZETETIC LLC" in texts["SQLCipher.txt"]
    assert "Apache License" in texts["Apache-2.0.txt"]
    assert {"Open-Sans.txt", "DejaVu-Sans.txt", "Lucide.txt", "coopdesk.txt"} <= set(texts)
    path = dist / f"coopdesk-{program.version}-{program.system}.cdx.json"
    for component in json.loads(path.read_text(encoding="utf-8"))["components"]:
        assert component["name"] in texts["COMPONENTS.txt"], component["name"]
        if component.get("purl", "").startswith("pkg:pypi"):
            assert component["hashes"], component["name"]
            name = re.escape(component["name"]).replace("_", "[-_]").replace(r"\-", "[-_]")
            has_text = any(re.match(name, text, re.IGNORECASE) for text in texts)
            assert has_text or component["name"] in {"shiboken6", "PySide6_Essentials"}, component["name"]


def test_no_path_of_the_machine_that_built(program: Program) -> None:
    found = [
        str(path)
        for path in program.folder.rglob("*")
        if path.is_file() and path.suffix in {".pyc", ".exe", "", ".zip", ".txt", ".py"}
        for content in [path.read_bytes()]
        if b"/build/packaging" in content or bytes(ROOT) + b"/" in content
    ]
    assert found == []


@pytest.fixture(scope="module")
def program(dist: Path, version: str, system: str, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The archive of one system, unpacked."""
    folder = tmp_path_factory.mktemp(system)
    if system == "linux":
        with tarfile.open(dist / f"coopdesk-{version}-linux-x86_64.tar.xz") as tar:
            tar.extractall(folder, filter="tar")
        return Program(system, version, folder / f"coopdesk-{version}-linux-x86_64")
    with zipfile.ZipFile(dist / f"coopdesk-{version}-win64-portable.zip") as archive:
        archive.extractall(folder)
    return Program(system, version, folder / "coopdesk")


def _plain(name: str) -> str:
    return name.lower().replace("-", "_")
