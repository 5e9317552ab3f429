"""Whatever is booked and closed: what is proposed can be done, the file stays sound, and one undo brings all back."""

from contextlib import closing
from datetime import datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import a_booking_draft, a_desk, a_room, an_organisation
from tests.services.acts import content

from coopdesk.domain.booking import BookingState
from coopdesk.domain.closing import Fate
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.history import Way
from coopdesk.domain.room import MIDNIGHT, OpeningHours
from coopdesk.foundation.problems import Saved
from coopdesk.services import bookings, integrity
from coopdesk.services import closing as service

THURSDAY = datetime(2026, 11, 26)
LATE = tuple(OpeningHours(day, time(8), MIDNIGHT) for day in range(7))

_booked = st.tuples(
    st.integers(0, 4), st.integers(0, 2), st.integers(0, 2), st.integers(32, 92), st.integers(1, 4), st.booleans(),
    st.sampled_from([None, 5, 30]),
)  # fmt: skip
_closed = st.tuples(st.sampled_from([None, 0, 1, 2, 3, 4]), st.integers(0, 40), st.integers(1, 60))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(booked=st.lists(_booked, max_size=14), closed=_closed, is_all=st.booleans())
def test_what_is_proposed_can_be_done_and_taken_back(
    tmp_path_factory: pytest.TempPathFactory,
    booked: list[tuple[int, int, int, int, int, bool, int | None]],
    closed: tuple[int | None, int, int],
    is_all: bool,
) -> None:
    with closing(a_desk(tmp_path_factory.mktemp("closing") / "house.coopdesk")) as desk:
        left, right = a_room(desk, "Gauche", capacity=20), a_room(desk, "Droite", capacity=30, buffer_before=30)
        rooms = [left, right, a_room(desk, "Tout", parts=(left, right), buffer_after=45, hours=LATE)]
        rooms += [a_room(desk, "Club", hours=LATE, buffer_after=15), a_room(desk, "Bureau", capacity=8, hours=())]
        parties = [None, an_organisation(desk, "Chorale"), an_organisation(desk, "Judo")]
        for room, party, day, quarter, length, is_firm, persons in booked:
            start = THURSDAY + timedelta(days=day, minutes=15 * quarter)
            draft = a_booking_draft(
                rooms[room], parties[party], starts_at=start, ends_at=start + timedelta(minutes=15 * length),
                state=BookingState.CONFIRMED if is_firm else BookingState.OPTION, expected_persons=persons,
            )  # fmt: skip
            bookings.book(desk, draft)
        room_at, first, hours = closed
        start = THURSDAY + timedelta(hours=first)
        closure = ClosureDraft(
            room_id=None if room_at is None else rooms[room_at], starts_at=start,
            ends_at=start + timedelta(hours=hours), reason="Travaux",
        )  # fmt: skip
        before = content(desk)
        plan = service.what_if(desk, closure)
        choices = plan.moves if is_all else plan.choices
        for one in plan.displaced:
            choice = plan.choices[one.booking.id]
            if choice.fate is Fate.MOVE and choice.interval is not None:
                assert choice.interval.start == one.booking.starts_at

        assert isinstance(service.close_room(desk, closure, choices), Saved)

        assert not integrity.check(desk)
        assert not service.what_if(desk, closure).displaced
        desk.take(Way.UNDONE)
        assert content(desk) == before
