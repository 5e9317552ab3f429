"""Build the installers: python packaging/build.py linux|windows|all (packaging/README.md says more)."""

import argparse
import sys
from pathlib import Path

from builder import sums, twice
from builder.commands import CommandError
from builder.release import ROOT, prepare, resolved


def main(arguments: list[str]) -> int:
    """Build what was asked for; the exit status."""
    options = _parser().parse_args(arguments)
    try:
        commit = resolved(options.commit)
        if options.twice:
            return twice.compare(options.target, commit, options.work)
        release = prepare(options.work, options.output, commit, options.as_version, quick=options.quick)
        for path in sums.make(release, options.target):
            print(f"{path.stat().st_size / 1e6:8.1f} MB  {path.name}")
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Build the installers of one commit.")
    parser.add_argument("target", choices=["linux", "windows", "all"])
    parser.add_argument("--commit", default="HEAD", help="what to build (HEAD): never what is not committed")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="where the installers go (dist)")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "packaging", help="where they are made")
    parser.add_argument("--as-version", help="build as if it were this version, to try an upgrade")
    parser.add_argument("--quick", action="store_true", help="compress little: large files, in half the time")
    parser.add_argument("--twice", action="store_true", help="build twice in two places and compare the bytes")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
