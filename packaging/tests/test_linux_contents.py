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
import ast, contextlib, importlib, pathlib, sys
import coopdesk
from coopdesk.__main__ import main
sys.argv[1:] = ["self-test"]
try:
    main()
except SystemExit as end:
    assert not end.code
# What is imported late, within a function, counts as well.
for path in pathlib.Path(coopdesk.__file__).parent.rglob("*.py"):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
        for name in names:
            with contextlib.suppress(ModuleNotFoundError):
                importlib.import_module(name)
# Some of PySide6 has no file: it comes out of a library.
files = {name: getattr(module, "__file__", None) for name, module in sys.modules.items()}
loaded = [name for name, file in files.items() if file and pathlib.Path(file).is_file()]
sys.stdout.write("\\0" + "\\n".join(loaded))
"""
_FROZEN = """
import pathlib, sys, zipfile
from PyInstaller.archive.readers import CArchiveReader
program = pathlib.Path(sys.argv[1])
archive = CArchiveReader(str(program))
modules = archive.open_embedded_archive(next(name for name in archive.toc if name.endswith(".pyz")))
base = zipfile.ZipFile(program.parent / "_internal" / "base_library.zip").namelist()
names = [name.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".") for name in base]
print("\\n".join([*archive.toc, *modules.toc, *names, *sys.builtin_module_names]))
"""
# What a virtual environment loads at its start, what Mako colours its errors with where it is there, what PySide6
# has in a library, what is called otherwise in Debian.
_NOT_OURS = re.compile(
    r"(coopdesk|pygments|site|_sitebuiltins|_distutils_hack|_frozen_importlib\w*|os\.path|PySide6\.support|"
    r"_sysconfigdata\S*)(\.|$)"
)


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
    # Behind the words of the self-test.
    loaded = set(told.partition("\0")[2].split())
    frozen = set(run(tools(work), "-c", _FROZEN, linux / "program" / "coopdesk").split())
    internal = linux / "program" / "_internal"
    for path in internal.rglob("*.so"):
        name = path.relative_to(internal).as_posix().replace("python3.11/lib-dynload/", "")
        frozen.add(name.split(".")[0].replace("/", "."))
    # The program's own are all taken along; those of the tree may be others than those of the commit.
    missing = {name for name in loaded if not _NOT_OURS.match(name)} - frozen
    assert len(loaded) > 600
    assert missing == set()
