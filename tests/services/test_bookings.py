"""Options made firm: decided and written in one go."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tests.builders import a_booking, a_booking_draft, a_desk, a_room, done

from coopdesk.domain.booking import BookingState
from coopdesk.domain.operation import Operation
from coopdesk.foundation.problems import Refused
from coopdesk.services import bookings
from coopdesk.services.desk import Changes, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(a_desk(tmp_path / "house.coopdesk")) as opened:
        yield opened


def _option(desk: Desk, room: int) -> int:
    return a_booking(desk, room, state=BookingState.OPTION, option_until=date(2026, 11, 25), purpose="Bal")


def test_a_confirmed_option_is_firm_and_held_until_no_date(desk: Desk) -> None:
    heard: list[Changes] = []
    key = _option(desk, a_room(desk))
    desk.listen(heard.append)

    done(bookings.confirm(desk, key))

    booking = bookings.get(desk, key)
    assert booking is not None
    assert (booking.state, booking.option_until, booking.purpose) == (BookingState.CONFIRMED, None, "Bal")
    assert [one.operation for one in heard] == [Operation.CONFIRM_BOOKING]


def test_an_option_behind_another_stays_one(desk: Desk) -> None:
    room = a_room(desk)
    first, second = _option(desk, room), _option(desk, room)

    outcome = bookings.confirm(desk, second)

    assert isinstance(outcome, Refused)
    assert [one.code for one in outcome.problems] == ["overlap"]
    states = [one.state for key in (first, second) if (one := bookings.get(desk, key))]
    assert states == [BookingState.OPTION, BookingState.OPTION]


def test_a_booking_that_is_gone_is_said_to_be(desk: Desk) -> None:
    draft = a_booking_draft(a_room(desk))
    for outcome in (bookings.confirm(desk, 7), bookings.edit(desk, 7, draft)):
        assert isinstance(outcome, Refused)
        assert [one.code for one in outcome.problems] == ["booking_unknown"]
