"""The journal: what was done when, on which record; read with the name each record bears today."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, and_, case, false, func, insert, or_, select, type_coerce

from coopdesk.domain.history import Act, JournalLine, Way
from coopdesk.domain.listing import Sort, Subject, Window
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Period
from coopdesk.store.listing import Listing, matching_rows
from coopdesk.store.prepared import Prepared
from coopdesk.store.schema import action, booking, equipment, journal, loan, organisation, room
from coopdesk.store.schema.types import Day
from coopdesk.store.search import match_expression, subject_number

TABLE = journal.name

_INSERT = Prepared(insert(journal))


def write(connection: Connection, at: datetime, act: Act, way: Way) -> None:
    """One line for one use case. What people call the record stays out: it may be somebody's name."""
    _INSERT.run(
        connection,
        at=at,
        operation=act.operation,
        way=way,
        subject=act.operation.subject,
        record_id=act.record_id,
    )


@dataclass(frozen=True, slots=True)
class Word:
    """One word typed: it is in the record, or in the name of one of these operations."""

    typed: str
    operations: frozenset[Operation] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalFilter:
    """Which lines of the journal a list shows."""

    words: tuple[Word, ...] = ()
    subject: Subject | None = None
    record_id: int | None = None
    during: Period | None = None


# What each record is called today; an outer join would look all of them up for lines out of the window too.
_TITLES = {
    Subject.ORGANISATION: organisation.c.name,
    Subject.ROOM: room.c.name,
    Subject.EQUIPMENT: equipment.c.name,
    Subject.LOAN: loan.c.number,
    Subject.ACTION: action.c.title,
}
_TABLES = {
    Subject.ORGANISATION: organisation,
    Subject.ROOM: room,
    Subject.BOOKING: booking,
    Subject.EQUIPMENT: equipment,
    Subject.LOAN: loan,
    Subject.ACTION: action,
}


def _of_record(subject: Subject, title: ColumnElement[Any]) -> ColumnElement[Any]:
    return select(title).where(_TABLES[subject].c.id == journal.c.record_id).correlate(journal).scalar_subquery()


_NAME = case({subject: _of_record(subject, title) for subject, title in _TITLES.items()}, value=journal.c.subject)
_STARTS_ON = func.substr(type_coerce(booking.c.starts_at, String), 1, 10)
# A booking is called by its day.
_DAY = type_coerce(case({Subject.BOOKING: _of_record(Subject.BOOKING, _STARTS_ON)}, value=journal.c.subject), Day)
# The row of the search table that holds the record's words.
_SEARCHED = journal.c.record_id * 8 + case(
    {subject: subject_number(table) for subject, table in _TABLES.items()}, value=journal.c.subject
)


# A code that is not known here is a later version's, no damage: the column's own type would refuse the whole list.
_OPERATIONS = {operation.value: operation for operation in Operation}
_SUBJECTS = {subject.value: subject for subject in Subject}


def _line(
    line_id: int,
    at: datetime,
    operation: str,
    way: Way,
    subject: str | None,
    record_id: int | None,
    name: str | None,
    day: date | None,
) -> JournalLine:
    known_operation, known_subject = _OPERATIONS.get(operation), _SUBJECTS.get(subject or "")
    return JournalLine(line_id, at, known_operation, way, known_subject, record_id, day or name)


_LISTING = Listing(
    journal,
    select(
        journal.c.id, journal.c.at, type_coerce(journal.c.operation, String), journal.c.way,
        type_coerce(journal.c.subject, String), journal.c.record_id, _NAME, _DAY,
    ),
    _line,
    # In the order things were done, whatever a clock set back pretends.
    {"at": journal.c.id},
    "at",
)  # fmt: skip


def _conditions(chosen: JournalFilter) -> list[ColumnElement[bool]]:
    c = journal.c
    conditions = [_holding(word) for word in chosen.words]
    if chosen.subject is not None:
        mine = c.subject == chosen.subject
        # A whole register is walked in the list's own order: its index would make SQLite sort all of it.
        conditions.append(func.likely(mine) if chosen.record_id is None else mine)
    if chosen.record_id is not None:
        conditions.append(c.record_id == chosen.record_id)
    if chosen.during is not None:
        during = chosen.during.interval
        conditions.append(and_(c.at >= during.start, c.at < during.end))
    return conditions


def _holding(word: Word) -> ColumnElement[bool]:
    named = journal.c.operation.in_(sorted(word.operations)) if word.operations else false()
    if match_expression(word.typed) is None:
        return named
    return or_(named, _SEARCHED.in_(matching_rows(word.typed)))


def lines(connection: Connection, chosen: JournalFilter, sort: Sort | None, window: Window) -> list[JournalLine]:
    """A window of the journal, the newest first unless it is sorted otherwise."""
    return _LISTING.lines(connection, _conditions(chosen), sort or Sort("at", descending=True), window)


def count(connection: Connection, chosen: JournalFilter) -> int:
    """How many lines the filter leaves."""
    return _LISTING.count(connection, _conditions(chosen))
