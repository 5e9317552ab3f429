"""How SQLite goes about what the planning asks: no question walks all bookings there ever were."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import Connection

from coopdesk.domain.period import Interval
from coopdesk.services.desk import Desk
from coopdesk.store import bookings, calendars, displaced, occupancy, series
from coopdesk.store.engine import driver
from coopdesk.store.occupancy import Wish
from coopdesk.store.series import SeriesFilter

NOW = datetime(2026, 11, 24, 9, 12)
WEEK = Interval(datetime(2026, 11, 23), datetime(2026, 11, 30))
SEASON = SeriesFilter(first=date(2026, 9, 1), last=date(2027, 8, 31))
ASKED: dict[str, Callable[[Connection], object]] = {
    "the dates of series to come": lambda connection: calendars.coming_dates(connection, NOW),
    "the series of a season": lambda connection: series.lines(connection, SEASON),
    "the bookings of a week": lambda connection: bookings.between(connection, WEEK),
    "what a closure displaces": lambda connection: displaced.during(connection, [1, 2], [WEEK], NOW),
    "when the last booking ends": displaced.last_end,
    "what is in the way": lambda connection: occupancy.clashes(connection, Wish(1, None, True, [WEEK])),
}


@pytest.mark.parametrize("asked", ASKED)
def test_no_question_walks_all_bookings(desk: Desk, asked: str) -> None:
    ran: list[str] = []
    with desk.read() as connection:
        raw = driver(connection)
        # Whichever road it takes, the statement comes by here with its values filled in.
        raw.set_trace_callback(ran.append)
        ASKED[asked](connection)
        raw.set_trace_callback(None)
        questions = [statement for statement in ran if statement.lstrip().startswith(("SELECT", "WITH"))]
        steps = [
            step[3] for statement in questions for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
        ]
    assert steps
    assert [step for step in steps if re.match(r"SCAN (b|o|booking|mine|occupancy)\b", step)] == []
