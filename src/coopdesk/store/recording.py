"""Takes down the statements of the first page (`store.recorded`): calls the queries, and listens to what they ask.

The queries stay the ones of the other pages, and need know nothing of it. Whatever they are given is marked; the mark
is a parameter of the statement that is written down, all other values are part of it.
"""

import json
import re
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Integer, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import NullType, String, TypeEngine

from coopdesk.domain.listing import EVERYTHING, Sort
from coopdesk.domain.loan import LoanState
from coopdesk.domain.period import Interval
from coopdesk.store import agenda, bookings, equipment, house, listing, recorded, rooms
from coopdesk.store.recorded import Written
from coopdesk.store.schema import room
from coopdesk.store.schema.types import ClosingHour, Code, Day, Hour, Minute, MinuteText

# Years that nothing else is of; each marks what is given under this name.
MARKS = {
    name: datetime(year, 12, 31, 23, 59)
    for year, name in enumerate(("first", "end", "now", "today", "until"), start=9981)
}
_RECORD = 998_199_829
_MARK = re.compile(r"'(998\d)-12-31(?:T23:59)?'")
_NAMES = {str(moment.year): name for name, moment in MARKS.items()}


class _Listener:
    """Stands where a connection does, and answers nothing."""

    def __init__(self) -> None:
        self.heard: list[Written] = []

    def execute(self, statement: Any, parameters: Mapping[str, Any] | None = None) -> "_Nothing":
        """Take it down."""
        self.heard.append(_written(statement, parameters or {}))
        return _Nothing()

    def scalar(self, statement: Any) -> None:
        """Take it down."""
        self.execute(statement)


class _Nothing(list[Any]):
    """No row."""

    def mappings(self) -> "_Nothing":
        """No row by name."""
        return self

    def all(self) -> "_Nothing":
        """No row in all."""
        return self


def record() -> dict[str, Written]:
    """Every statement of the first page, by its name."""
    mark = MARKS
    today, until = mark["today"].date(), mark["until"].date()
    late = equipment.LoanFilter(now=mark["now"], state=LoanState.LATE)
    out = equipment.LoanFilter(now=mark["now"], state=LoanState.OUT)
    calls: dict[str, Callable[[Any], object]] = {
        "house": house.sheet,
        "rooms": lambda c: rooms.ROOMS.all(c, room.c.name_folded),
        **{f"room_{part.name}": partial(part.read, record_id=_RECORD) for part in rooms.ROOMS.parts},
        "bookings": lambda c: bookings.between(c, Interval(mark["first"], mark["end"])),
        "these_bookings": lambda c: bookings.lines_of(c, [_RECORD]),
        "late_loans": lambda c: equipment.loan_lines(c, late, Sort("due_at"), EVERYTHING),
        "loans_late": lambda c: equipment.loan_count(c, late),
        "loans_out": lambda c: equipment.loan_count(c, out),
        "insurance_ending": lambda c: agenda.insurance_ending(c, today, until),
        "finished_without_review": lambda c: agenda.finished_without_review(c, today),
    }
    return {name: heard(call) for name, call in calls.items()}


def write_down(path: Path) -> None:
    """Write the file of the statements."""
    sources = _sources()
    # One line each: a change of one statement is one changed line.
    statements = ",\n".join(f"{json.dumps(name)}: {json.dumps(one._asdict())}" for name, one in record().items())
    head = f'"sources": {json.dumps(sources)},\n"stamp": {recorded.stamp(sources)}'
    held = f'{{\n{head},\n"statements": {{\n{statements}\n}}\n}}\n'
    path.write_text(held, encoding="utf-8", newline="\n")


def _sources() -> list[str]:
    """The files that say what is asked: the tables, and the queries."""
    package = Path(__file__).parent.parent
    modules = [module for name, module in sys.modules.items() if name.startswith("coopdesk.store.schema.")]
    paths = [Path(module.__file__ or "") for module in (*modules, agenda, bookings, equipment, house, listing, rooms)]
    return sorted(path.relative_to(package).as_posix() for path in paths)


def heard(call: Callable[[Any], object]) -> Written:
    """The one statement that a query asks a connection."""
    listener = _Listener()
    call(listener)
    (written,) = listener.heard
    return written


def _written(statement: Any, parameters: Mapping[str, Any]) -> Written:
    compiled = statement.params(parameters).compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True, "render_postcompile": True}
    )
    sql = _MARK.sub(lambda mark: f":{_NAMES[mark[1]]}", str(compiled)).replace(str(_RECORD), ":record")
    if "'998" in sql:
        # What a query reckons from a value that it is given cannot be told from a constant.
        raise ValueError(sql)
    return Written(sql, tuple((one.key or "", _how(one.type)) for one in statement.selected_columns))


def _how(kind: TypeEngine[Any]) -> str:
    """How values of this type are read, by the name `store.recorded` knows."""
    if isinstance(kind, Code):
        return f"{kind.members.__module__}:{kind.members.__qualname__}"
    if type(kind) in (Integer, Text, String, NullType):
        return ""
    return {
        Boolean: "bool", Day: "day", Minute: "minute", MinuteText: "checked_minute", Hour: "hour",
        ClosingHour: "closing_hour",
    }[type(kind)]  # fmt: skip
