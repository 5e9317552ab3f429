"""What whoever has a certificate gets: every program that a person runs is signed, and still runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import certificates
from builder import installer, launcher, needs
from builder.files import emptied, write
from builder.release import Release
from wine_prefix import Wine, make

_VERSION = "1.2.3"


@pytest.fixture
def wine(work: Path, screen: str) -> Iterator[Wine]:
    """A fresh Windows."""
    made = make(work / "wine", screen, ())
    yield made
    made.stop()


def _release(folder: Path) -> Release:
    output = folder / "output"
    output.mkdir()
    return Release(_VERSION, 1_700_000_000, folder, output, quick=True)


def _tree(release: Release) -> Path:
    tree = emptied(release.work / "tree")
    write(tree / "program" / "python311.dll", "nothing that runs")
    launcher.build(release, tree)
    return tree


def test_each_program_is_signed_and_the_setup_program_works(wine: Wine, tmp_path: Path) -> None:
    needs.for_building(*needs.FOR_WINDOWS)
    certificate, release = certificates.make(tmp_path), _release(tmp_path)
    with certificates.in_use(certificate):
        tree = _tree(release)
        setup = installer.build(release, tree)
    assert certificates.is_signed(setup, certificate)
    assert wine.run(setup, "/S") == (0, "")
    installed = sorted(wine.program.glob("*.exe"))
    assert [path.name for path in installed] == ["coopdesk-cli.exe", "coopdesk.exe", "uninstall.exe"]
    assert [path.name for path in installed if not certificates.is_signed(path, certificate)] == []
    assert wine.run(wine.program / "uninstall.exe", "/S")[0] == 0


def test_a_signed_program_that_was_changed_is_found_out(tmp_path: Path) -> None:
    certificate, release = certificates.make(tmp_path), _release(tmp_path)
    with certificates.in_use(certificate):
        program = _tree(release) / "coopdesk.exe"
    assert certificates.is_signed(program, certificate)
    content = bytearray(program.read_bytes())
    content[0x500] ^= 1
    program.write_bytes(content)
    assert not certificates.is_signed(program, certificate)


def test_without_a_certificate_nothing_is_signed(tmp_path: Path) -> None:
    certificate, release = certificates.make(tmp_path), _release(tmp_path)
    assert not certificates.is_signed(_tree(release) / "coopdesk.exe", certificate)
