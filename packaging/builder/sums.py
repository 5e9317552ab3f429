"""All artefacts of a release, and their SHA-256 in one file."""

from pathlib import Path

from builder import linux, windows
from builder.files import digest
from builder.release import Release


def make(release: Release, target: str) -> list[Path]:
    """Build for one system or for all; returns what was made, SHA256SUMS last."""
    made: list[Path] = []
    if target in {"linux", "all"}:
        made += linux.build(release)
    if target in {"windows", "all"}:
        made += windows.build(release)
    sums = release.output / "SHA256SUMS"
    # What the other system's build left there belongs to the same release.
    listed = sorted(path for path in release.output.glob(f"coopdesk[-_]{release.version}[-_]*") if path.is_file())
    sums.write_text("".join(f"{digest(path)}  {path.name}\n" for path in listed), encoding="utf-8")
    return [*made, sums]
