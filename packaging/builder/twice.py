"""Builds one commit twice, in two places, and says whether the bytes are the same."""

from pathlib import Path

from builder import sums
from builder.commands import say
from builder.files import digest, emptied
from builder.release import prepare


def compare(target: str, commit: str, work: Path) -> int:
    """Build twice; 0 when every artefact is the same, 1 with the names of those that are not."""
    rounds: list[dict[str, str]] = []
    for name in ("first", "the-second-elsewhere"):
        folder = work / name
        release = prepare(folder / "work", emptied(folder / "output"), commit, None, quick=False)
        rounds.append({path.name: digest(path) for path in sums.make(release, target)})
    first, second = rounds
    different = sorted(name for name in first if first[name] != second.get(name) and name != "SHA256SUMS")
    for name in different:
        say(f"differs: {name}")
    say(f"{len(first) - len(different) - 1} artefacts are the same bytes twice, {len(different)} differ")
    return 1 if different else 0
