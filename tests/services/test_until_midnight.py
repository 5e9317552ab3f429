"""Opening hours until midnight: booking, series, finder and plan of a closure agree on what lies inside them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import a_booking_draft, a_desk, a_room

from coopdesk.domain.period import Interval
from coopdesk.domain.room import MIDNIGHT, OpeningHours, is_open
from coopdesk.domain.room_search import Wanted
from coopdesk.domain.series import SeriesDraft
from coopdesk.services import bookings, room_finder, rooms
from coopdesk.services.desk import Desk
from coopdesk.services.series_planning import plan
from coopdesk.store import rooms as store

THURSDAY = datetime(2026, 11, 26)
HOURS = (
    OpeningHours(3, time(18), MIDNIGHT),  # Thursday evening, and on into the night
    OpeningHours(4, MIDNIGHT, time(2)),
    OpeningHours(4, time(9), time(12)),
    OpeningHours(4, time(20), MIDNIGHT),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with closing(a_desk(tmp_path_factory.mktemp("house") / "house.coopdesk")) as opened:
        a_room(opened, "Club", hours=HOURS)
        yield opened


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 200), st.integers(1, 40))
def test_all_who_ask_whether_the_room_is_open_hear_the_same(desk: Desk, start: int, length: int) -> None:
    starts_at = THURSDAY + timedelta(minutes=15 * start)
    during = Interval(starts_at, starts_at + timedelta(minutes=15 * length))
    is_inside = is_open(HOURS, during)

    found = bookings.check(desk, a_booking_draft(1, starts_at=during.start, ends_at=during.end))
    assert ("outside_hours" not in {one.code for one in found}) == is_inside
    assert bool(room_finder.find(desk, Wanted(sessions=(during,))).free) == is_inside
    series = SeriesDraft(
        organisation_id=None, room_id=1, rule="FREQ=DAILY;COUNT=1", starts_on=during.start.date(),
        starts_at=during.start.time(), ends_at=during.end.time(),
        days_over=(during.end.date() - during.start.date()).days,
    )  # fmt: skip
    assert bool(plan(desk, series).free) == is_inside


def test_the_hours_are_read_back_as_they_were_given(tmp_path: Path) -> None:
    with closing(a_desk(tmp_path / "house.coopdesk")) as desk:
        room = a_room(desk, "Club", hours=HOURS)
        with desk.read() as connection:
            assert store.ROOMS.all(connection)[0].hours == HOURS
        assert rooms.rooms(desk)[0].hours[0].on(date(2026, 11, 26)).end == datetime(2026, 11, 27)
        assert room
