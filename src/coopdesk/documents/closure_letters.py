"""All the letters of a closure, one file each, in a folder."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from coopdesk.documents import closure_letter
from coopdesk.domain.closing import Notice
from coopdesk.domain.house import House
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import UserError

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 80


def write_all(
    notices: Sequence[Notice], house: House, folder: Path, report: Callable[[int, int], None] | None = None
) -> list[Path]:
    """Write each letter under the name of its organisation; gives back the files. Raises UserError cannot_write.

    All of them or none; none takes the place of a file that is there.
    """
    with ready(notices, house, folder, report) as letters:
        return letters.keep()


@dataclass(slots=True)
class Letters:
    """Letters that are written, and stay only if they are kept."""

    files: list[Path] = field(default_factory=list)
    are_kept: bool = False

    def keep(self) -> list[Path]:
        """What they tell of is done: gives back the files."""
        self.are_kept = True
        return self.files


@contextmanager
def ready(
    notices: Sequence[Notice], house: House, folder: Path, report: Callable[[int, int], None] | None = None
) -> Iterator[Letters]:
    """Write the letters before what they tell of is done: where the disk refuses them, it is not done at all.

    Those that are not kept are taken away again. Raises UserError cannot_write.
    """
    if not folder.is_dir():
        raise UserError("cannot_write", {"path": str(folder)})
    letters = Letters()
    try:
        for number, notice in enumerate(notices):
            if report is not None:
                report(number, len(notices))
            target = _free_name(folder, notice)
            closure_letter.render(notice, house, target)
            letters.files.append(target)
        yield letters
    finally:
        if not letters.are_kept:
            for written in letters.files:
                written.unlink(missing_ok=True)


def _free_name(folder: Path, notice: Notice) -> Path:
    name = " ".join(_FORBIDDEN.sub(" ", notice.organisation).split())[:_LONGEST_NAME].rstrip(". ")
    stem = _("Closure {day} - {name}").format(day=notice.closure.starts_at.date().isoformat(), name=name)
    target, number = folder / f"{stem}.pdf", 1
    while target.exists():
        number += 1
        target = folder / f"{stem} ({number}).pdf"
    return target
