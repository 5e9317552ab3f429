"""The waiting list: what waits, what rings, and that the statement agrees with the conflict check."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import a_booking, a_booking_draft, a_desk, a_room, an_organisation, done

from coopdesk.domain.booking import BookingState
from coopdesk.domain.booking_state import Why
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.operation import Operation
from coopdesk.foundation.problems import Refused
from coopdesk.services import booking_states, bookings, waiting
from coopdesk.services.desk import Desk
from coopdesk.store import occupancy, rooms
from coopdesk.store.occupancy import Wish


def _ids(lines: object) -> list[int]:
    return [one.id for one in lines]  # type: ignore[attr-defined]


def _request(desk: Desk, room: int, organisation: int | None = None, **values: object) -> int:
    return a_booking(desk, room, organisation, state=BookingState.REQUEST, **values)


def test_a_request_waits_while_its_time_is_taken_and_rings_when_it_is_free(desk: Desk) -> None:
    room = a_room(desk)
    taken = a_booking(desk, room, an_organisation(desk))
    first, second = _request(desk, room), _request(desk, room, starts_at=datetime(2026, 11, 26, 15))
    assert (_ids(waiting.waiting(desk)), _ids(waiting.ringing(desk))) == ([first, second], [])
    done(booking_states.cancel(desk, taken, Why()))
    assert (_ids(waiting.waiting(desk)), _ids(waiting.ringing(desk))) == ([], [first, second])
    done(booking_states.confirm(desk, second))
    assert _ids(waiting.waiting(desk)) == [first]


def test_options_of_others_let_a_request_ring(desk: Desk) -> None:
    room = a_room(desk)
    a_booking(desk, room, state=BookingState.OPTION)
    request = _request(desk, room)
    assert _ids(waiting.ringing(desk)) == [request]


def test_what_is_past_neither_waits_nor_rings(desk: Desk) -> None:
    _request(desk, a_room(desk), starts_at=datetime(2026, 11, 23, 14))
    assert waiting.standing(desk) == waiting.Standing((), ())


def test_a_moved_or_deleted_booking_lets_ring(desk: Desk) -> None:
    room, other = a_room(desk), a_room(desk, "Cuisine")
    taken = a_booking(desk, room)
    request = _request(desk, room)
    booking = bookings.get(desk, taken)
    assert booking is not None
    done(bookings.edit(desk, taken, replace(booking, room_id=other)))
    assert _ids(waiting.ringing(desk)) == [request]
    again = a_booking(desk, room)
    assert _ids(waiting.waiting(desk)) == [request]
    done(bookings.delete(desk, again))
    assert _ids(waiting.ringing(desk)) == [request]


def test_the_whole_waits_for_each_of_its_parts(desk: Desk) -> None:
    half, rest = a_room(desk, "A"), a_room(desk, "B")
    whole = a_room(desk, "A + B", parts=(half, rest))
    a_booking(desk, rest)
    request = _request(desk, whole)
    assert _ids(waiting.waiting(desk)) == [request]
    assert _ids(waiting.ringing(desk)) == []


def test_what_is_kept_free_after_a_whole_is_kept_in_each_of_its_parts(desk: Desk) -> None:
    """Its buffer is given up to the same people, who go on in one half: the other half is not theirs to give."""
    half, rest = a_room(desk, "A"), a_room(desk, "B")
    whole = a_room(desk, "A + B", parts=(half, rest), buffer_after=30)
    parents, choir = an_organisation(desk), an_organisation(desk, "Chorale")
    a_booking(desk, whole, parents, starts_at=datetime(2026, 11, 26, 9), ends_at=datetime(2026, 11, 26, 10))
    a_booking(desk, half, parents, starts_at=datetime(2026, 11, 26, 10), ends_at=datetime(2026, 11, 26, 11))
    at_once = {"starts_at": datetime(2026, 11, 26, 10), "ends_at": datetime(2026, 11, 26, 11)}
    request = _request(desk, rest, choir, **at_once)
    assert isinstance(booking_states.confirm(desk, request), Refused)
    assert (_ids(waiting.waiting(desk)), _ids(waiting.ringing(desk))) == ([request], [])
    own = _request(desk, rest, parents, **at_once)
    assert _ids(waiting.ringing(desk)) == [own]
    done(booking_states.confirm(desk, own))


def test_a_closed_or_retired_room_is_not_free(desk: Desk) -> None:
    room, retired = a_room(desk), a_room(desk, "Cuisine")
    closed, gone = _request(desk, room), _request(desk, retired)
    with desk.write(Operation.EDIT_ROOM) as unit:
        closure = ClosureDraft(
            room_id=None, starts_at=datetime(2025, 11, 26), ends_at=datetime(2025, 11, 27), is_yearly=True
        )
        rooms.CLOSURES.add(unit.connection, closure)
        rooms.ROOMS.set(unit.connection, retired, retired_on=datetime(2026, 11, 1).date())
        unit.commit()
    assert _ids(waiting.waiting(desk)) == [closed, gone]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 40), st.integers(1, 8)), max_size=12))
def test_waiting_is_what_the_conflict_check_refuses(
    tmp_path_factory: pytest.TempPathFactory, wished: list[tuple[int, int, int, int]]
) -> None:
    with closing(a_desk(tmp_path_factory.mktemp("house") / "house.coopdesk")) as desk:
        places = [a_room(desk, "A", buffer_before=30, buffer_after=15), a_room(desk, "B")]
        places.append(a_room(desk, "A + B", parts=tuple(places), buffer_after=30))
        parties = [an_organisation(desk, "P"), an_organisation(desk, "Q")]
        for number, (place, party, start, length) in enumerate(wished):
            starts_at = datetime(2026, 11, 26, 8) + timedelta(minutes=15 * start)
            when = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=15 * length)}
            if number % 3:
                _request(desk, places[place], parties[party], **when)
                continue
            draft = a_booking_draft(places[place], parties[party], **when)
            bookings.book(desk, draft)
        standing = waiting.standing(desk)
        with desk.read() as connection:
            for line in (*standing.ringing, *standing.waiting):
                request = bookings.get(desk, line.id)
                assert request is not None
                wish = Wish(line.room_id, line.organisation_id, False, (request.interval,))
                assert bool(occupancy.clashes(connection, wish)) == (line in standing.waiting)
