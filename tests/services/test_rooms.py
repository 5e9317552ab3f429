"""The register of rooms: one name each, and none goes while something hangs on it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.builders import a_booking, a_desk, a_room, done

from coopdesk.domain.room import RoomDraft
from coopdesk.foundation.problems import Problem, Refused
from coopdesk.services import rooms
from coopdesk.services.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(a_desk(tmp_path / "house.coopdesk")) as opened:
        yield opened


def test_two_rooms_never_share_a_name(desk: Desk) -> None:
    first, second = a_room(desk, "Salle Cèdre"), a_room(desk, "Studio")
    taken = Refused((Problem("name", "room_name_taken", {"name": "SALLE CEDRE"}),))
    draft = RoomDraft(name=" SALLE CEDRE ", capacity=19)
    assert rooms.add(desk, draft) == rooms.edit(desk, second, draft) == taken
    assert done(rooms.edit(desk, first, draft)) == first


def test_a_booked_room_stays(desk: Desk) -> None:
    booked, empty = a_room(desk, "Salle Cèdre"), a_room(desk, "Studio")
    a_booking(desk, booked)
    assert rooms.delete(desk, booked) == Refused((Problem("", "room_in_use", {"bookings": 1}),))
    done(rooms.delete(desk, empty))
    assert [room.name for room in rooms.rooms(desk)] == ["Salle Cèdre"]


def test_a_room_that_is_gone_is_said_to_be(desk: Desk) -> None:
    outcome = rooms.edit(desk, 7, RoomDraft(name="Studio", capacity=19))
    assert outcome == Refused((Problem("", "room_unknown", {"name": ""}),))
