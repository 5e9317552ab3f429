"""Run every benchmark, or those named: `python -m benchmarks [bookings searching importing backups start_up …]`."""

import importlib
import sys
import tempfile
from pathlib import Path

from coopdesk.foundation import i18n

ALL = ("bookings", "series", "views", "searching", "closing", "importing", "summary", "backups", "start_up")


def main(names: list[str]) -> int:
    """Print each measure as it comes; the status says whether one is over its goal."""
    i18n.start(i18n.Language.FRENCH)
    print(f"{'what':<58}{'ms':>10}{'floor':>10}{'figure':>9}    goal")
    over = 0
    with tempfile.TemporaryDirectory(prefix="coopdesk-bench-") as folder:
        for name in names or ALL:
            for measure in importlib.import_module(f"benchmarks.{name}").run(Path(folder)):
                print(measure, flush=True)
                over += measure.figure > measure.goal
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
