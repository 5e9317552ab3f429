"""Closing with its letters, beside the window: all of it is done, or nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from coopdesk.domain.closing import Choices, ClosingPlan, Notice
from coopdesk.foundation.problems import Outcome, Saved
from coopdesk.services import closing
from coopdesk.services.desk import Desk
from coopdesk.ui.background import Progress, watched


class Closed(NamedTuple):
    """What came of it, and the letters that were written."""

    outcome: Outcome
    letters: Sequence[Path] = ()


def act(
    desk: Desk,
    plan: ClosingPlan,
    choices: Choices,
    closure_id: int | None,
    notices: Sequence[Notice],
    folder: Path | None,
) -> Callable[[Progress], Closed]:
    """The work: the letters first, which stay only where the room is closed; without a folder there are none."""
    house = desk.house()

    def close() -> Outcome:
        return closing.close_room(desk, plan.closure, choices, closure_id)

    def work(progress: Progress) -> Closed:
        if folder is None:
            return Closed(close())
        from coopdesk.documents import closure_letters  # noqa: PLC0415 – brings ReportLab, never with the start

        with closure_letters.ready(notices, house, folder, watched(progress)) as letters:
            outcome = close()
            return Closed(outcome, letters.keep()) if isinstance(outcome, Saved) else Closed(outcome)

    return work
