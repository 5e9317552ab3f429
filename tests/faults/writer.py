"""A process that writes act after act and says « done » only when the use case has returned; it waits to be killed.

As a module it is a server: it imports the program once, then forks one writer for each path it is given on standard
input. A writer says what it did on the same standard output; when it is gone the server says « ended ».
"""

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from tests import builders

from coopdesk.domain.equipment import EquipmentDraft
from coopdesk.domain.history import Way
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.loan import ReturnLine
from coopdesk.domain.organisation import OrganisationDraft
from coopdesk.services import equipment, loans, organisations
from coopdesk.services.desk import Desk, open_desk
from coopdesk.services.loans import LoanFilter

SITTINGS, LONG = 5, 40
"""How many times the house is opened, and how many acts are done each time."""

ACTS = SITTINGS * LONG
SEED = 20261124

Act = Callable[[], object]


def acts(desk: Desk, sitting: int) -> Iterator[object]:
    """Do the acts of a sitting one by one, the same ones each time: every register, additions, changes, undo.

    The first sitting makes the records that the others need.
    """
    chance = random.Random(SEED + sitting)
    first = sitting * LONG
    if sitting == 0:
        for make in (builders.an_organisation, builders.a_room, builders.an_equipment):
            yield make(desk)
            first += 1
    for number in range(first, (sitting + 1) * LONG):
        yield chance.choice(_choices(desk, number))()


def _choices(desk: Desk, number: int, holder: int = 1, room: int = 1, chairs: int = 1) -> list[Act]:
    # Four a day, while the room is open.
    starts_at = datetime(2027, 1, 1, 9) + timedelta(days=number // 4, hours=3 * (number % 4))
    name = f"Répar’Ici n° {number}"
    draft = OrganisationDraft(name=name, purpose="éà" * (number * 20))
    return [
        partial(builders.an_organisation, desk, name, themes=("vélo", "jardin")),
        partial(organisations.edit, desk, holder, draft),
        partial(builders.a_booking, desk, room, holder, starts_at=starts_at, purpose=name),
        partial(builders.a_loan, desk, holder, (chairs, 1), hand_over_now=True),
        partial(_give_back_or_add, desk, name),
        partial(builders.an_action, desk, holder, title=name),
        partial(equipment.edit, desk, chairs, EquipmentDraft(name=name, quantity=80 + number)),
        partial(_undo_or_add, desk, name),
    ]


def _give_back_or_add(desk: Desk, name: str) -> object:
    """Close the oldest loan that is out; where none is, add an article."""
    out = loans.lines(desk, LoanFilter(now=desk.now(), open_only=True), Sort("due_at"), Window(0, 1))
    loan = loans.get(desk, out[0].id) if out else None
    if loan is None:
        return builders.an_equipment(desk, name)
    return builders.done(loans.give_back(desk, loan.id, [ReturnLine(line_id=loan.lines[0].id, good=1)]))


def _undo_or_add(desk: Desk, name: str) -> object:
    """Take the last act of the sitting back; where there is none, add an article."""
    return desk.take(Way.UNDONE) or builders.an_equipment(desk, name)


def write(path: Path, sitting: int) -> None:
    """Do every act of a sitting, telling each; whoever lives to the end waits with the file still open."""
    desk = open_desk(path, clock=lambda: builders.NOW)
    for _done in acts(desk, sitting):
        os.write(1, b"done\n")
    signal.pause()


def serve() -> None:
    """Fork a writer for each « sitting path », and say its number."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            sitting, path = line.rstrip("\n").split(" ", 1)
            write(Path(path), int(sitting))
        os.write(1, f"writer {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"ended\n")


if __name__ == "__main__":
    serve()
