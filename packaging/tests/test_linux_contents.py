"""What the Linux artefacts hold that only Linux asks for: the desktop's files, lintian's rules, the frozen modules."""

import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from builder.commands import run
from builder.needs import tools
from builder.release import ROOT

MOST_INSTALLED = 160

_LOADED = """
import importlib, pathlib, pkgutil, sys
import coopdesk
from coopdesk.__main__ import main
sys.argv[1:] = ["self-test"]
try:
    main()
except SystemExit as end:
    assert not end.code
for found in pkgutil.walk_packages(coopdesk.__path__, "coopdesk."):
    if ".migrations." not in found.name and not found.name.endswith("__main__"):
        importlib.import_module(found.name)
# Some of PySide6 has no file: it comes out of a library.
files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
sys.stdout.write("\\n".join(sorted(name for name, file in files.items() if file and pathlib.Path(file).is_file())))
"""
_FROZEN = """
import sys
from PyInstaller.archive.readers import CArchiveReader
archive = CArchiveReader(sys.argv[1])
modules = archive.open_embedded_archive(next(name for name in archive.toc if name.endswith(".pyz")))
print("\\n".join(modules.toc))
"""


@pytest.fixture(scope="module")
def linux(dist: Path, version: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive for Linux, unpacked."""
    folder = tmp_path_factory.mktemp("linux")
    with tarfile.open(dist / f"coopdesk-{version}-linux-x86_64.tar.xz") as tar:
        tar.extractall(folder, filter="tar")
    return folder / f"coopdesk-{version}-linux-x86_64"


def test_the_desktop_knows_it(linux: Path) -> None:
    share = linux / "share"
    subprocess.run(["desktop-file-validate", share / "applications" / "coopdesk.desktop"], check=True)
    subprocess.run(["appstreamcli", "validate", "--no-net", share / "metainfo" / "coopdesk.metainfo.xml"], check=True)
    told = subprocess.run(
        ["man", "--warnings", "-l", share / "man" / "man1" / "coopdesk.1"], check=True, capture_output=True, text=True
    )
    assert "coopdesk" in told.stdout
    assert told.stderr == ""
    subprocess.run(["update-mime-database", share / "mime"], check=True)
    assert "application/x-coopdesk:*.coopdesk" in (share / "mime" / "globs2").read_text(encoding="utf-8")


def test_lintian_has_nothing_left_to_say(dist: Path, version: str) -> None:
    """Whatever it finds is mended, or explained in linux/lintian-overrides; an override too many is found as well."""
    package = dist / f"coopdesk_{version}_amd64.deb"
    words = ["lintian", "--display-info", "--pedantic", "--allow-root", "--tag-display-limit", "0"]
    done = subprocess.run([*words, package], capture_output=True, text=True, check=False)
    assert re.findall(r"^[EWIP]: .*", done.stdout, re.MULTILINE) == []
    assert done.returncode == 0, done.stderr


def test_the_package_says_what_it_takes_and_needs(dist: Path, version: str) -> None:
    package = dist / f"coopdesk_{version}_amd64.deb"
    kilobytes = int(run("dpkg-deb", "--field", package, "Installed-Size"))
    depends = run("dpkg-deb", "--field", package, "Depends").strip()
    print(f"\ninstalled {kilobytes * 1024 / 1e6:.1f} MB (at most {MOST_INSTALLED})\nDepends: {depends}")
    assert kilobytes * 1024 <= MOST_INSTALLED * 1_000_000
    assert "libc6 (>= 2.36)" in depends.split(", ")


def test_every_module_that_the_source_loads_is_frozen(linux: Path, work: Path, tmp_path: Path) -> None:
    """The spec leaves modules out by name: none that any part of the program imports may be among them."""
    environment = {"HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin"}
    told = subprocess.run(
        [sys.executable, "-c", _LOADED], check=True, capture_output=True, text=True, cwd=ROOT, env=environment
    ).stdout
    loaded = {name for name in told.splitlines() if "." in name and re.fullmatch(r"[\w.]+", name)}
    frozen = set(run(tools(work), "-c", _FROZEN, linux / "program" / "coopdesk").split())
    internal = linux / "program" / "_internal"
    libraries = {
        path.relative_to(internal).as_posix().split(".")[0].replace("/", ".") for path in internal.rglob("*.so")
    }
    # The program's own are all taken along; those of the tree may be others than those of the commit.
    ours = {name.split(".")[0] for name in frozen} - {"coopdesk"}
    missing = {name for name in loaded if name.split(".")[0] in ours} - frozen - libraries
    assert len(loaded) > 600
    assert missing == set()
