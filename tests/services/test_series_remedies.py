"""The ways out for a date of a series: none of them leads to where the series is itself, or into a closed room."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from tests import builders
from tests.services.test_series import CLASH, a_draft, the

from coopdesk.domain.period import Interval
from coopdesk.domain.room import OpeningHours
from coopdesk.domain.series_plan import Choice, Decision, RemedyKind
from coopdesk.services.desk import Desk
from coopdesk.services.series_planning import plan
from coopdesk.services.series_remedies import remedies


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Somebody else is in the great hall on the afternoon of the clash."""
    with closing(builders.a_desk(tmp_path / "house.coopdesk")) as desk:
        hall = builders.a_room(desk)
        builders.an_organisation(desk, "Chorale du Mail")
        garden = builders.an_organisation(desk, "Jardin")
        builders.a_booking(desk, hall, garden, starts_at=datetime(2027, 1, 14, 15))
        yield desk


def test_no_room_is_offered_that_shares_a_space_with_another_date_of_the_series(desk: Desk) -> None:
    left, right = builders.a_room(desk, "Gauche", capacity=60), builders.a_room(desk, "Droite", capacity=60)
    builders.a_room(desk, "Les deux", parts=(left, right))
    week_before = date(2027, 1, 7)
    moved = {week_before: Choice(decision=Decision.MOVE, day=CLASH, room_id=left)}

    found = plan(desk, a_draft(), moved)

    assert the(found, week_before).session == the(found, CLASH).session
    offered = [one.room for one in remedies(desk, found, CLASH) if one.kind is RemedyKind.OTHER_ROOM]
    assert offered == ["Droite"]


def test_an_hour_until_midnight_is_of_the_same_day(desk: Desk) -> None:
    late = tuple(OpeningHours(day, time(14), time()) for day in range(7))
    room = builders.a_room(desk, "Club", capacity=60, hours=late)
    for start, end in ((14, 16), (18, 20)):
        builders.a_booking(
            desk, room, 2, starts_at=datetime(2027, 1, 14, start), ends_at=datetime(2027, 1, 14, end, 30)
        )
    draft = replace(a_draft(room_id=room), starts_at=time(17, 30), ends_at=time(21))

    found = plan(desk, draft)

    shifted = [one.session for one in remedies(desk, found, CLASH) if one.kind is RemedyKind.SHIFTED]
    assert shifted == [Interval(datetime(2027, 1, 14, 20, 30), datetime(2027, 1, 15))]
    chosen = plan(desk, draft, {CLASH: remedies(desk, found, CLASH)[1].choice})
    assert the(chosen, CLASH).session == shifted[0]
