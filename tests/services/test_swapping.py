"""Two bookings swap places: as one act, checked where they go."""

from datetime import date, datetime

import pytest
from tests.builders import a_booking, a_room, an_organisation, done

from coopdesk.domain.booking import Booking, BookingState
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.history import Way
from coopdesk.foundation.problems import Problem, Refused, Saved
from coopdesk.services import booking_states, bookings, closures
from coopdesk.services.desk import Desk
from coopdesk.services.swapping import swap


def get(desk: Desk, booking_id: int) -> Booking:
    found = bookings.get(desk, booking_id)
    assert found is not None
    return found


def place(desk: Desk, booking_id: int) -> tuple[int, datetime, datetime]:
    one = get(desk, booking_id)
    return one.room_id, one.starts_at, one.ends_at


def test_at_the_same_time_rooms_are_exchanged_and_taken_back_in_one(desk: Desk) -> None:
    left, right = a_room(desk, "Salle A"), a_room(desk, "Salle B")
    parents = an_organisation(desk)
    one, other = a_booking(desk, left, parents, purpose="Atelier"), a_booking(desk, right)
    before = place(desk, one), place(desk, other)
    done(swap(desk, one, other))
    assert (place(desk, other), place(desk, one)) == before
    assert get(desk, one).purpose == "Atelier"
    desk.take(Way.UNDONE)
    assert (place(desk, one), place(desk, other)) == before
    desk.take(Way.REDONE)
    assert (place(desk, other), place(desk, one)) == before


def test_at_other_times_places_are_exchanged_entirely_even_where_they_touch(desk: Desk) -> None:
    room = a_room(desk, buffer_before=30, buffer_after=30)
    parents, choir = an_organisation(desk), an_organisation(desk, "Chorale")
    one = a_booking(desk, room, parents, starts_at=datetime(2026, 11, 26, 9), ends_at=datetime(2026, 11, 26, 10))
    other = a_booking(desk, room, choir, starts_at=datetime(2026, 11, 26, 11), ends_at=datetime(2026, 11, 26, 14))
    again = a_booking(desk, room, choir, starts_at=datetime(2026, 11, 26, 14), ends_at=datetime(2026, 11, 26, 15, 0))
    assert get(desk, other).buffer_after == 0
    outcome = swap(desk, one, other)
    # Now somebody else comes just before the choir: the room asks for an hour between them.
    assert isinstance(outcome, Refused)
    done(bookings.delete(desk, again))
    done(swap(desk, one, other))
    assert place(desk, one) == (room, datetime(2026, 11, 26, 11), datetime(2026, 11, 26, 14))
    assert get(desk, other).buffer_after == 30


def test_a_whole_and_one_of_its_parts_may_swap(desk: Desk) -> None:
    a, b = a_room(desk, "Salle A"), a_room(desk, "Salle B")
    whole = a_room(desk, parts=(a, b))
    one = a_booking(desk, whole)
    other = a_booking(desk, a, starts_at=datetime(2026, 11, 26, 16))
    done(swap(desk, one, other))
    assert place(desk, one)[0] == a
    assert place(desk, other) == (whole, datetime(2026, 11, 26, 14), datetime(2026, 11, 26, 16))


def test_each_is_checked_where_it_goes_and_nothing_is_written(desk: Desk) -> None:
    large, small = a_room(desk), a_room(desk, "Bureau", capacity=8)
    one, other = a_booking(desk, large, expected_persons=60), a_booking(desk, small)
    outcome = swap(desk, one, other)
    assert outcome == Refused((Problem("expected_persons", "over_capacity", {"room": "Bureau", "capacity": 8}),))
    assert swap(desk, other, one) == outcome
    assert place(desk, one)[0] == large
    done(closures.add(desk, ClosureDraft(room_id=small, starts_at=datetime(2026, 12, 1), ends_at=datetime(2027, 1, 1))))
    assert place(desk, other)[0] == small


def test_what_deserves_to_be_seen_is_said_once(desk: Desk) -> None:
    left, right = a_room(desk, "Salle A"), a_room(desk, "Salle B")
    parents = an_organisation(desk, insurance_ends_on=date(2026, 11, 25))
    outcome = swap(desk, a_booking(desk, left, parents), a_booking(desk, right, parents))
    assert isinstance(outcome, Saved)
    assert [problem.code for problem in outcome.warnings] == ["insurance_ended"]


def test_an_option_is_not_held_beyond_the_day_it_goes_to(desk: Desk) -> None:
    room = a_room(desk)
    soon = a_booking(desk, room)
    option = a_booking(
        desk, room, starts_at=datetime(2026, 12, 10, 9), state=BookingState.OPTION, option_until=date(2026, 12, 8)
    )
    assert swap(desk, soon, option) == Refused((Problem("option_until", "option_ends_after_start"),))
    done(booking_states.option(desk, option, date(2026, 11, 26)))
    done(swap(desk, soon, option))
    assert place(desk, option)[1] == datetime(2026, 11, 26, 14)


@pytest.mark.parametrize("start", [datetime(2026, 11, 23, 9), datetime(2026, 11, 24, 9)])
def test_what_has_begun_stays(desk: Desk, start: datetime) -> None:
    room, other_room = a_room(desk), a_room(desk, "Studio")
    one, other = a_booking(desk, room, starts_at=start), a_booking(desk, other_room)
    assert swap(desk, other, one) == Refused((Problem("", "swap_past"),))


def test_what_cannot_be_swapped_is_said(desk: Desk) -> None:
    room, other_room = a_room(desk), a_room(desk, "Studio")
    one = a_booking(desk, room)
    asked = a_booking(desk, other_room, state=BookingState.REQUEST)
    assert swap(desk, one, one) == Refused((Problem("", "swap_itself"),))
    assert swap(desk, one, 999) == Refused((Problem("", "booking_unknown"),))
    assert swap(desk, one, asked) == Refused((Problem("", "swap_takes_no_room"),))
    first, second = (a_booking(desk, other_room, state=BookingState.OPTION) for _ in range(2))
    assert swap(desk, first, second) == Refused((Problem("", "swap_same_place"),))
