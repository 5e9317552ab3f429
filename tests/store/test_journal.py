"""The journal at the size of twenty years of work: its lists come from the indexes, not from a sort."""

import random
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert
from tests import builders

from coopdesk.domain.history import Way
from coopdesk.domain.listing import Subject, Window
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Period
from coopdesk.services.desk import Desk
from coopdesk.store import journal, schema
from coopdesk.store.journal import JournalFilter, Word

LINES = 200_000
OPERATIONS = [one for one in Operation if one.subject is not None]
FILTERS = {
    "all": JournalFilter(),
    "register": JournalFilter(subject=Subject.BOOKING),
    "record": JournalFilter(subject=Subject.ORGANISATION, record_id=7),
    "word": JournalFilter(words=(Word("coquelicot"),)),
    "act": JournalFilter(words=(Word("edit", frozenset({Operation.EDIT_BOOKING})),)),
    "month": JournalFilter(during=Period(date(2010, 3, 1), date(2010, 3, 31))),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A house with a very long history."""
    desk = builders.a_desk(tmp_path_factory.mktemp("journal") / "house.coopdesk")
    for number in range(40):
        builders.an_organisation(desk, f"Jardin Coquelicot {number}")
    chance = random.Random(3)
    at = datetime(2006, 1, 1)
    rows: list[dict[str, Any]] = []
    for _line in range(LINES):
        at += timedelta(minutes=chance.randrange(100))
        operation = chance.choice(OPERATIONS)
        rows.append(
            {
                "at": at,
                "operation": operation,
                "way": Way.DONE,
                "subject": operation.subject,
                "record_id": chance.randrange(1, 60),
            }
        )
    with desk.write(Operation.EDIT_HOUSE) as unit:
        unit.connection.execute(insert(schema.journal), rows)
        unit.commit()
    yield desk
    desk.close()


def plan(desk: Desk, chosen: JournalFilter) -> str:
    """How SQLite goes about a window of the list."""
    with desk.read() as connection:
        asked: list[tuple[str, Any]] = []

        def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
            asked.append((statement, parameters))

        event.listen(connection, "before_cursor_execute", note)
        journal.lines(connection, chosen, None, Window())
        event.remove(connection, "before_cursor_execute", note)
        statement, parameters = asked[-1]
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return "\n".join(step[3] for step in steps)


@pytest.mark.parametrize("name", sorted(set(FILTERS) - {"month"}))
def test_no_list_sorts_the_whole_journal(desk: Desk, name: str) -> None:
    assert "FOR ORDER BY" not in plan(desk, FILTERS[name])


@pytest.mark.parametrize(("name", "index"), [("record", "ix_journal_record"), ("month", "ix_journal_at")])
def test_a_record_and_a_period_are_found_by_their_index(desk: Desk, name: str, index: str) -> None:
    assert index in plan(desk, FILTERS[name])


@pytest.mark.parametrize("name", FILTERS)
def test_a_window_and_the_count_come_at_once(desk: Desk, name: str) -> None:
    with desk.read() as connection:
        start = time.perf_counter()
        total = journal.count(connection, FILTERS[name])
        first = journal.lines(connection, FILTERS[name], None, Window())
        last = journal.lines(connection, FILTERS[name], None, Window(max(total - 256, 0)))
        spent = time.perf_counter() - start
    assert first[0].id > last[-1].id
    assert total >= len(first)
    # Each is a few hundredths of a second; the rest is for a busy machine.
    assert spent < 2
