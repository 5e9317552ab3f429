"""Where else a whole series could be: rooms that fit, hours of the same day, the best first."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path

import pytest
from tests import builders
from tests.services.test_series import a_draft

from coopdesk.domain.series import SeriesDraft
from coopdesk.domain.series_plan import Choice, Decision
from coopdesk.services.desk import Desk
from coopdesk.services.series_moves import SeriesMove, moves, wherever
from coopdesk.services.series_planning import plan

FOUR = "FREQ=WEEKLY;COUNT=4"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(builders.a_desk(tmp_path / "house.coopdesk")) as desk:
        builders.a_room(desk)
        builders.an_organisation(desk, "Chorale du Mail")
        yield desk


def found(desk: Desk, draft: SeriesDraft) -> list[SeriesMove]:
    return moves(desk, draft, lambda there: plan(desk, there))


def test_rooms_too_small_are_not_offered_and_the_free_ones_come_first(desk: Desk) -> None:
    builders.a_room(desk, "Bureau", capacity=6)
    taken = builders.a_room(desk, "Cèdre", capacity=45)
    builders.a_room(desk, "Lilas", capacity=60)
    builders.a_booking(desk, taken, 1, starts_at=datetime(2026, 12, 3, 14))
    offered = found(desk, a_draft(rule=FOUR, expected_persons=40))
    assert (offered[0].room, offered[0].free, offered[0].blocked) == ("Lilas", 4, 0)
    assert "Bureau" not in {one.room for one in offered}
    assert offered[-1].blocked == 0 or offered[-1].room == "Cèdre"


def test_hours_stay_within_the_day_and_midnight_ends_it(desk: Desk) -> None:
    late = a_draft(rule=FOUR, starts_at=time(20), ends_at=time(23))
    hours = {(one.starts_at, one.ends_at) for one in found(desk, late)}
    # Open until 22: only what ends by then is offered.
    assert (time(19), time(22)) in hours
    assert (time(21), time()) not in hours
    assert all(start < end for start, end in hours)


def test_what_was_decided_against_the_place_is_left_there() -> None:
    kept = {date(2026, 12, 24): Choice(), date(2026, 12, 3): Choice(decision=Decision.SKIP)}
    moved = {date(2026, 12, 10): Choice(decision=Decision.MOVE, room_id=2)}
    assert wherever({**kept, **moved}) == kept
