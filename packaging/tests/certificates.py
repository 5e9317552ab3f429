"""A certificate for signing programs, made on the spot and worth nothing: to try what is done with a real one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from builder import signing

MAKER = "Essai sans valeur"
_PASSWORD = "essai"  # noqa: S105 - of a certificate that is thrown away


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate, and the same with its key as a builder would have it."""

    public: Path
    with_key: Path
    password_file: Path


def make(folder: Path) -> Certificate:
    """Make one, signed by itself."""
    made = Certificate(folder / "certificate.pem", folder / "certificate.p12", folder / "password")
    key = folder / "key.pem"
    uses = ("-addext", "keyUsage=critical,digitalSignature", "-addext", "extendedKeyUsage=critical,codeSigning")
    asked = ("-subj", f"/O={MAKER}/CN={MAKER}", "-days", "30", "-utf8", *uses)
    _openssl("req", "-x509", "-newkey", "rsa:2048", "-noenc", "-keyout", key, "-out", made.public, *asked)
    made.password_file.write_text(_PASSWORD, encoding="utf-8")
    protected = ("-passout", f"file:{made.password_file}")
    _openssl("pkcs12", "-export", "-inkey", key, "-in", made.public, "-out", made.with_key, *protected)
    return made


@contextmanager
def in_use(certificate: Certificate) -> Iterator[None]:
    """What is built in here is signed with it."""
    told = {signing.CERTIFICATE: str(certificate.with_key), signing.PASSWORD: str(certificate.password_file)}
    os.environ.update(told)
    try:
        yield
    finally:
        for name in told:
            del os.environ[name]


def is_signed(path: Path, certificate: Certificate) -> bool:
    """Whether a program carries a good signature made with it."""
    words: list[str | Path] = ["osslsigncode", "verify", "-CAfile", certificate.public, "-in", path]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.returncode == 0 and "Succeeded" in done.stdout and MAKER in done.stdout


def _openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)
