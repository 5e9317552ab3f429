"""Buffers: kept free against others, not against who is in already, and given back when a neighbour goes."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import a_booking, a_booking_draft, a_desk, a_room, an_organisation, done

from coopdesk.domain.closing import Choice, Fate
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.history import Way
from coopdesk.foundation.problems import Problem, Refused, Saved
from coopdesk.services import booking_states, bookings, integrity, rooms
from coopdesk.services.closing import close_room
from coopdesk.services.desk import Desk, open_desk
from coopdesk.services.swapping import swap


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 26, hour, minute)


def buffers(desk: Desk, booking_id: int) -> tuple[int, int]:
    booking = bookings.get(desk, booking_id)
    assert booking is not None
    return booking.buffer_before, booking.buffer_after


def test_others_wait_until_the_room_is_ready(desk: Desk) -> None:
    room = a_room(desk, buffer_after=30)
    a_booking(desk, room, an_organisation(desk))
    other = an_organisation(desk, "Mots et Marelles")

    refused = bookings.book(desk, a_booking_draft(room, other, starts_at=at(16, 15)))

    assert isinstance(refused, Refused)
    assert [one.code for one in refused.problems] == ["overlap"]
    a_booking(desk, room, other, starts_at=at(16, 30))


def test_who_is_in_already_goes_on(desk: Desk) -> None:
    room, party = a_room(desk, buffer_before=15, buffer_after=30), an_organisation(desk)
    first = a_booking(desk, room, party)
    second = a_booking(desk, room, party, starts_at=at(16, 10))

    assert buffers(desk, first) == (15, 10)
    assert buffers(desk, second) == (0, 30)
    assert integrity.check(desk) == []


def test_the_house_itself_goes_on_too(desk: Desk) -> None:
    room = a_room(desk, buffer_after=30)
    a_booking(desk, room)
    a_booking(desk, room, starts_at=at(16))


def test_a_neighbour_that_goes_gives_its_buffer_back(desk: Desk) -> None:
    room, party = a_room(desk, buffer_after=30), an_organisation(desk)
    first = a_booking(desk, room, party)
    second = a_booking(desk, room, party, starts_at=at(16))
    assert buffers(desk, first) == (0, 0)

    done(bookings.delete(desk, second))
    assert buffers(desk, first) == (0, 30)

    desk.take(Way.UNDONE)
    assert buffers(desk, first) == (0, 0)
    assert integrity.check(desk) == []


def test_a_neighbour_that_changes_hands_must_leave_time(desk: Desk) -> None:
    room, party = a_room(desk, buffer_after=30), an_organisation(desk)
    a_booking(desk, room, party)
    second = a_booking(desk, room, party, starts_at=at(16))

    outcome = bookings.edit(desk, second, a_booking_draft(room, an_organisation(desk, "Autre"), starts_at=at(16)))

    assert isinstance(outcome, Refused)


def test_the_buffers_of_a_whole_room_reach_its_parts(desk: Desk) -> None:
    part = a_room(desk, "A")
    whole = a_room(desk, "A + B", parts=(part, a_room(desk, "B")), buffer_after=60)
    a_booking(desk, whole, an_organisation(desk))

    assert isinstance(bookings.book(desk, a_booking_draft(part, starts_at=at(16, 30))), Refused)
    a_booking(desk, part, starts_at=at(17))


ASKED = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 40), st.integers(1, 6), st.booleans()), max_size=14)


@settings(max_examples=25)
@given(ASKED)
def test_a_booking_is_taken_exactly_when_others_have_left_and_all_comes_back(
    tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[int, int, int, bool]]
) -> None:
    path = tmp_path_factory.mktemp("buffers") / "house.coopdesk"
    with closing(a_desk(path)) as desk:
        room = a_room(desk, buffer_before=15, buffer_after=30)
        parties = [an_organisation(desk, name) for name in ("Un", "Deux")]
        kept: dict[int, tuple[int, datetime, datetime]] = {}
        for who, start, length, is_given_up in asked:
            if is_given_up and kept:
                done(bookings.delete(desk, gone := min(kept)))
                del kept[gone]
                continue
            first = datetime(2026, 11, 26, 8) + timedelta(minutes=15 * start)
            last = first + timedelta(minutes=15 * length)
            free = all(
                last <= begin or end <= first
                if other == who
                else last + timedelta(minutes=45) <= begin or end + timedelta(minutes=45) <= first
                for other, begin, end in kept.values()
            )
            outcome = bookings.book(desk, a_booking_draft(room, parties[who], starts_at=first, ends_at=last))
            assert isinstance(outcome, Saved) == free
            if isinstance(outcome, Saved):
                kept[outcome.id] = (who, first, last)
        assert integrity.check(desk) == []
        for key, (who, first, last) in kept.items():
            mine = [(begin, end) for n, (other, begin, end) in kept.items() if other == who and n != key]
            before = min([15, *(max(0, (first - end).seconds // 60 - 30) for _, end in mine if end <= first)])
            after = min([30, *((begin - last).seconds // 60 for begin, _ in mine if begin >= last)])
            assert buffers(desk, key) == (before, after)


def a_room_that_came_to_ask_for_more(desk: Desk) -> tuple[int, int]:
    """Two bookings side by side in a room that asks for time between them ever since; it gets none."""
    room = a_room(desk)
    one = a_booking(desk, room, an_organisation(desk), starts_at=at(9))
    other = a_booking(desk, room, an_organisation(desk, "Mots et Marelles"), starts_at=at(11))
    former = rooms.get(desk, room)
    assert former is not None
    done(rooms.edit(desk, room, replace(former, buffer_before=15, buffer_after=15)))
    assert (buffers(desk, one), buffers(desk, other)) == ((15, 0), (0, 15))
    return one, other


def test_what_does_not_move_keeps_the_time_it_has(desk: Desk) -> None:
    one, other = a_room_that_came_to_ask_for_more(desk)
    former = bookings.get(desk, one)
    assert former is not None

    done(bookings.edit(desk, one, replace(former, purpose="Chant")))
    done(booking_states.option(desk, one, None))
    refused = booking_states.confirm(desk, one)

    assert isinstance(refused, Refused)
    assert [problem.code for problem in refused.problems] == ["overlap"]
    assert (buffers(desk, one), buffers(desk, other)) == ((15, 0), (0, 15))
    assert integrity.check(desk) == []


def test_people_may_have_come_whatever_the_room_asks_for_by_now(desk: Desk, tmp_path: Path) -> None:
    one, _other = a_room_that_came_to_ask_for_more(desk)
    desk.close()
    with closing(open_desk(tmp_path / "house.coopdesk", clock=lambda: at(18))) as evening:
        done(booking_states.hold(evening, one))
        assert buffers(evening, one) == (15, 0)


def test_two_that_are_too_near_to_change_places_are_refused(desk: Desk) -> None:
    one, other = a_room_that_came_to_ask_for_more(desk)
    assert swap(desk, one, other) == Refused((Problem("", "swap_too_near"),))


def test_what_stays_in_a_closure_keeps_the_time_it_has(desk: Desk) -> None:
    one, other = a_room_that_came_to_ask_for_more(desk)
    closure = ClosureDraft(room_id=1, starts_at=at(9), ends_at=at(10), reason="Ramonage")
    done(close_room(desk, closure, {one: Choice(Fate.KEEP)}))
    assert (buffers(desk, one), buffers(desk, other)) == ((15, 0), (0, 15))
    assert integrity.check(desk) == []
