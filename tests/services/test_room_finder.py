"""The finder agrees with what can be booked."""

from contextlib import closing
from datetime import datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import NOW, a_booking, a_booking_draft, a_desk, a_room, an_organisation

from coopdesk.domain.booking import BookingState
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.period import Interval
from coopdesk.domain.room import OpeningHours
from coopdesk.domain.room_search import AlternativeKind, Wanted
from coopdesk.foundation.problems import Problem, Refused, Saved, errors
from coopdesk.services import bookings, closures, room_finder
from coopdesk.services.desk import Desk

MONDAY = datetime(2026, 11, 30)


def at(day: int, hour: int, length: int = 2) -> Interval:
    start = MONDAY + timedelta(days=day, hours=hour)
    return Interval(start, start + timedelta(hours=length))


asked = st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(8, 20), st.integers(1, 3), st.booleans())


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(booked=st.lists(asked, max_size=12), wanted=asked)
def test_a_room_is_offered_exactly_when_it_can_be_booked(
    tmp_path_factory: pytest.TempPathFactory,
    booked: list[tuple[int, int, int, int, bool]],
    wanted: tuple[int, int, int, int, bool],
) -> None:
    with closing(a_desk(tmp_path_factory.mktemp("finder") / "house.coopdesk")) as desk:
        a, b = a_room(desk, "Salle A", capacity=20), a_room(desk, "Salle B", capacity=30, buffer_before=30)
        mornings = tuple(OpeningHours(day, time(9), time(13)) for day in range(7))
        whole = a_room(desk, "Grande salle", parts=(a, b), buffer_after=45)
        studio = a_room(desk, "Studio", capacity=8, hours=mornings)
        keys = [a, b, whole, studio, a_room(desk, "Atelier"), a_room(desk, "Bureau", hours=())]
        parties = [None, an_organisation(desk, "Chorale"), an_organisation(desk, "Judo")]
        closed = at(0, 12)
        closures.add(desk, ClosureDraft(room_id=keys[4], starts_at=closed.start, ends_at=closed.end))
        for room, party, hour, length, is_firm in booked:
            when = at(0, hour, length)
            state = BookingState.CONFIRMED if is_firm else BookingState.OPTION
            draft = a_booking_draft(keys[room], parties[party], starts_at=when.start, ends_at=when.end, state=state)
            assert isinstance(bookings.book(desk, draft), Saved | Refused)
        _room, party, hour, length, is_firm = wanted
        when = at(0, hour, length)
        found = room_finder.find(desk, Wanted(sessions=(when,), organisation_id=parties[party], is_firm=is_firm))
        state = BookingState.CONFIRMED if is_firm else BookingState.OPTION
        can_be_booked = {
            key
            for key in keys
            if not errors(
                bookings.check(
                    desk,
                    a_booking_draft(key, parties[party], starts_at=when.start, ends_at=when.end, state=state),
                )
            )
        }
        assert {one.room.id for one in found.free} == can_be_booked
        for one in found.alternatives:
            if one.kind is not AlternativeKind.OTHER_ROOM:
                (session,) = one.sessions
                draft = a_booking_draft(
                    one.room.id, parties[party], starts_at=session.start, ends_at=session.end, state=state
                )
                assert not errors(bookings.check(desk, draft))


def test_the_question_is_checked(desk: Desk) -> None:
    backwards = Interval(NOW, NOW - timedelta(hours=1))
    assert room_finder.check(desk, Wanted(sessions=(backwards,))) == [Problem("ends_at", "end_before_start")]
    assert room_finder.check(desk, Wanted(sessions=(at(0, 9),), persons=-1)) == [Problem("persons", "negative_count")]
    assert room_finder.check(desk, Wanted(sessions=(at(0, 9),), persons=3)) == []


def test_an_hour_that_no_clock_shows_is_not_offered(desk: Desk) -> None:
    """In the night to 28 March 2027 two is followed by three."""
    room = a_room(desk, hours=())
    night = datetime(2027, 3, 28)
    skipped = Interval(night + timedelta(hours=2), night + timedelta(hours=4))
    (problem,) = room_finder.check(desk, Wanted(sessions=(skipped,)))
    assert (problem.code, problem.params, problem.is_warning) == ("clocks_skip", {"moment": "2027-03-28T02:00"}, False)
    for start, end in ((0, 1.75), (3, 24)):
        a_booking(desk, room, starts_at=night + timedelta(hours=start), ends_at=night + timedelta(hours=end))
    found = room_finder.find(desk, Wanted(sessions=(Interval(night, night + timedelta(minutes=30)),)))
    assert found.free == ()
    assert {one.kind for one in found.alternatives} == {AlternativeKind.OTHER_DAY}


def test_fixtures_are_offered_once(desk: Desk) -> None:
    a_room(desk, "Salle A", fixtures=("Évier", "Piano"))
    a_room(desk, "Salle B", fixtures=("évier", "Écran"))
    assert [one.casefold() for one in room_finder.fixtures(desk)] == ["écran", "évier", "piano"]
