"""What becomes of a booking: the acts, what frees the room, what is kept, and what comes back."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from tests.builders import NOW, a_booking, a_booking_draft, a_desk, a_house, a_room, an_organisation, done

from coopdesk.domain.booking import Booking, BookingState, Reason
from coopdesk.domain.booking_state import Rank, StateAct, Why
from coopdesk.domain.history import Way
from coopdesk.domain.house import Requirement
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Interval
from coopdesk.domain.series import Scope, SeriesDraft
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import booking_states as states
from coopdesk.services import bookings, series
from coopdesk.services.desk import Changes, Desk, open_desk
from coopdesk.services.house import edit_house

TODAY = NOW.date()
THURSDAY = Interval(datetime(2026, 11, 26), datetime(2026, 11, 27))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "house.coopdesk"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with closing(a_desk(path)) as opened:
        yield opened


@pytest.fixture
def room(desk: Desk) -> int:
    return a_room(desk)


def _option(desk: Desk, room: int, until: date | None = TODAY, **values: Any) -> int:
    return a_booking(desk, room, state=BookingState.OPTION, option_until=until, **values)


def _get(desk: Desk, key: int) -> Booking:
    found = bookings.get(desk, key)
    assert found is not None
    return found


def _wrong(outcome: Outcome) -> list[str]:
    return _codes(outcome) if isinstance(outcome, Refused) else []


def _codes(outcome: Outcome) -> list[str]:
    assert isinstance(outcome, Refused), outcome
    return [one.code for one in outcome.problems]


def test_a_confirmed_option_is_firm_and_held_until_no_date(desk: Desk, room: int) -> None:
    heard: list[Changes] = []
    key = _option(desk, room, purpose="Bal")
    desk.listen(heard.append)

    done(states.confirm(desk, key))

    booking = _get(desk, key)
    assert (booking.state, booking.option_until, booking.purpose) == (BookingState.CONFIRMED, None, "Bal")
    assert [one.operation for one in heard] == [Operation.CONFIRM_BOOKING]


def test_an_option_behind_another_stays_one_unless_the_others_may_wait(desk: Desk, room: int) -> None:
    first, second, third = (_option(desk, room, date(2026, 11, 25)) for _n in range(3))
    apart = _option(desk, room, date(2026, 11, 25), starts_at=datetime(2026, 11, 26, 18))

    assert _codes(states.confirm(desk, second)) == ["overlap"]
    assert {one.id for one in states.rivals(desk, second)} == {first, third}
    assert [_get(desk, key).state for key in (first, second)] == [BookingState.OPTION] * 2

    done(states.confirm(desk, second, others_wait=True))
    assert [_get(desk, key).state for key in (first, second, third, apart)] == [
        BookingState.REQUEST,
        BookingState.CONFIRMED,
        BookingState.REQUEST,
        BookingState.OPTION,
    ]
    assert _get(desk, first).option_until is None
    desk.take(Way.UNDONE)
    assert {_get(desk, key).state for key in (first, second, third)} == {BookingState.OPTION}
    assert _get(desk, first).option_until == date(2026, 11, 25)


def test_a_firm_booking_in_the_way_leaves_the_other_options_alone(desk: Desk, room: int) -> None:
    option = _option(desk, room)
    request = a_booking(desk, room, state=BookingState.REQUEST, ends_at=datetime(2026, 11, 26, 19))
    a_booking(desk, room, starts_at=datetime(2026, 11, 26, 17))
    assert _codes(states.confirm(desk, request, others_wait=True)) == ["overlap"]
    assert _get(desk, option).state is BookingState.OPTION


def test_options_have_a_rank_by_the_order_they_were_made(desk: Desk, room: int) -> None:
    first, second = _option(desk, room), _option(desk, room, starts_at=datetime(2026, 11, 26, 15))
    alone = _option(desk, room, starts_at=datetime(2026, 11, 26, 18))
    firm = a_booking(desk, room, starts_at=datetime(2026, 11, 26, 9))
    lines = bookings.between(desk, THURSDAY)
    assert states.option_ranks(desk, lines) == {first: Rank(1, 2), second: Rank(2, 2)}
    assert {alone, firm} < {one.id for one in lines}
    assert states.option_ranks(desk, []) == {}


def test_an_option_brought_back_comes_after_those_that_stayed(desk: Desk, room: int) -> None:
    first, second, third = (_option(desk, room) for _time in range(3))

    def order() -> list[int]:
        ranks = states.option_ranks(desk, bookings.between(desk, THURSDAY))
        assert sorted(ranks.values()) == [Rank(place, len(ranks)) for place in range(1, len(ranks) + 1)]
        return sorted(ranks, key=lambda key: ranks[key].number)

    for key in (first, second):
        done(states.cancel(desk, key, Why()))
    done(states.restore(desk, second, BookingState.OPTION, TODAY))
    done(states.restore(desk, first, BookingState.OPTION, TODAY))
    assert order() == [third, second, first]
    # Who asks later still comes later; to be held longer changes nothing.
    fourth = _option(desk, room)
    done(states.option(desk, second, date(2026, 11, 25)))
    assert order() == [third, second, first, fourth]
    # Given up and brought back once more it is the last; taken back, it has its place again.
    done(states.cancel(desk, third, Why()))
    done(states.restore(desk, third, BookingState.OPTION, TODAY))
    assert order() == [second, first, fourth, third]
    desk.take(Way.UNDONE)
    desk.take(Way.UNDONE)
    assert order() == [third, second, first, fourth]


def test_an_option_brought_back_as_a_request_and_then_held_comes_last_too(desk: Desk, room: int) -> None:
    first, second = _option(desk, room), _option(desk, room)
    done(states.cancel(desk, first, Why()))
    done(states.restore(desk, first, BookingState.REQUEST))
    done(states.option(desk, first, TODAY))
    ranks = states.option_ranks(desk, bookings.between(desk, THURSDAY))
    assert ranks == {second: Rank(1, 2), first: Rank(2, 2)}


def test_a_session_held_again_as_an_option_comes_last(desk: Desk, room: int) -> None:
    weekly = SeriesDraft(
        organisation_id=None, room_id=room, rule="FREQ=WEEKLY;COUNT=2", starts_on=THURSDAY.start.date(),
        starts_at=time(14), ends_at=time(16),
    )  # fmt: skip
    key = done(series.book_series(desk, weekly, state=BookingState.OPTION))
    session = series.sessions(desk, key)[0].id
    rival = _option(desk, room)
    done(series.cancel_sessions(desk, session, Scope.THIS, Reason.BY_HOUSE))
    done(series.take_back(desk, session))
    assert states.option_ranks(desk, bookings.between(desk, THURSDAY)) == {rival: Rank(1, 2), session: Rank(2, 2)}


def test_the_whole_and_its_parts_are_rivals(desk: Desk) -> None:
    half = a_room(desk, "A")
    whole = a_room(desk, "A + B", parts=(half, a_room(desk, "B")))
    first, second = _option(desk, half), _option(desk, whole)
    assert states.option_ranks(desk, bookings.between(desk, THURSDAY))[second] == Rank(2, 2)
    assert [one.id for one in states.rivals(desk, second)] == [first]


@pytest.mark.parametrize("act", [states.refuse, states.cancel])
def test_what_is_given_up_is_kept_with_its_reason_and_frees_the_room(desk: Desk, room: int, act: object) -> None:
    key = _option(desk, room)
    why = Why(reason_code=Reason.BY_HOUSE, reason="  élections ")
    done(act(desk, key, why))  # type: ignore[operator]
    booking = _get(desk, key)
    assert booking.state is (BookingState.REFUSED if act is states.refuse else BookingState.CANCELLED)
    assert (booking.reason_code, booking.reason, booking.option_until) == (Reason.BY_HOUSE, "élections", None)
    a_booking(desk, room)


def test_a_reason_that_says_nothing_is_said_in_words(desk: Desk, room: int) -> None:
    key = a_booking(desk, room)
    assert _codes(states.cancel(desk, key, Why(reason_code=Reason.OTHER, reason=" "))) == ["reason_in_words"]
    assert _codes(states.cancel(desk, key, Why(reason_code=Reason.BANK_HOLIDAY))) == ["required"]
    assert _get(desk, key).state is BookingState.CONFIRMED


def test_a_cancelled_booking_comes_back_as_what_is_asked_unless_the_room_was_given(desk: Desk, room: int) -> None:
    key = a_booking(desk, room, an_organisation(desk))
    done(states.cancel(desk, key, Why()))
    done(states.restore(desk, key, BookingState.OPTION, date(2026, 11, 25)))
    booking = _get(desk, key)
    assert (booking.state, booking.option_until) == (BookingState.OPTION, date(2026, 11, 25))
    assert (booking.reason_code, booking.reason) == (None, "")

    done(states.cancel(desk, key, Why()))
    a_booking(desk, room)
    assert _codes(states.restore(desk, key, BookingState.CONFIRMED)) == ["overlap"]
    done(states.restore(desk, key, BookingState.REQUEST))
    assert _get(desk, key).state is BookingState.REQUEST


def test_a_firm_booking_comes_back_before_options_when_they_may_wait(desk: Desk, room: int) -> None:
    key = a_booking(desk, room)
    done(states.cancel(desk, key, Why()))
    option = _option(desk, room)
    assert _codes(states.restore(desk, key, BookingState.CONFIRMED)) == ["overlap"]
    assert [one.id for one in states.rivals(desk, key)] == [option]
    done(states.restore(desk, key, BookingState.CONFIRMED, others_wait=True))
    assert _get(desk, option).state is BookingState.REQUEST


def test_an_option_is_held_until_a_day_that_makes_sense(desk: Desk, room: int) -> None:
    key = a_booking(desk, room)
    assert _codes(states.option(desk, key, date(2026, 11, 23))) == ["option_ends_before_today"]
    assert _codes(states.option(desk, key, date(2026, 11, 27))) == ["option_ends_after_start"]
    done(states.option(desk, key, date(2026, 11, 25)))
    done(states.option(desk, key, date(2026, 11, 26)))
    assert _get(desk, key).option_until == date(2026, 11, 26)
    done(states.put_back(desk, key))
    assert (_get(desk, key).state, _get(desk, key).option_until) == (BookingState.REQUEST, None)


@pytest.mark.parametrize(
    ("until", "codes"),
    [
        (date(2026, 11, 23), ["option_ends_before_today"]),
        (date(2026, 11, 27), ["option_ends_after_start"]),
        (date(2026, 11, 26), []),
        (None, []),
    ],
)
def test_an_option_that_is_booked_or_edited_is_held_until_such_a_day_too(
    desk: Desk, room: int, until: date | None, codes: list[str]
) -> None:
    asked = a_booking_draft(room, state=BookingState.OPTION, option_until=until)
    assert [problem.code for problem in bookings.check(desk, asked)] == codes
    key = a_booking(desk, room, state=BookingState.OPTION, option_until=date(2026, 11, 25))
    assert _wrong(bookings.edit(desk, key, asked)) == codes
    done(bookings.delete(desk, key))
    assert _wrong(bookings.book(desk, asked)) == codes


def test_held_and_no_show_wait_for_the_hour(desk: Desk, room: int) -> None:
    coming, past = a_booking(desk, room), a_booking(desk, room, starts_at=datetime(2026, 11, 23, 14))
    assert _codes(states.hold(desk, coming)) == ["not_begun"]
    done(states.no_show(desk, past))
    assert _get(desk, past).state is BookingState.NO_SHOW
    done(states.hold(desk, past))
    assert _get(desk, past).state is BookingState.HELD


def test_who_came_after_all_does_not_push_out_who_was_let_in(desk: Desk, room: int) -> None:
    key = a_booking(desk, room, starts_at=datetime(2026, 11, 23, 14))
    done(states.no_show(desk, key))
    a_booking(desk, room, starts_at=datetime(2026, 11, 23, 15))
    assert _codes(states.hold(desk, key)) == ["overlap"]


def test_confirming_asks_for_what_the_house_requires_on_that_date(desk: Desk, room: int) -> None:
    party = an_organisation(desk, insurance_ends_on=date(2026, 11, 25), agreement_ends_on=date(2026, 12, 31))
    key = _option(desk, room, organisation_id=party)
    house = replace(a_house(), agreement_required=Requirement.REQUIRE, insurance_required=Requirement.REQUIRE)
    done(edit_house(desk, house))
    assert _codes(states.confirm(desk, key)) == ["insurance_ended"]
    done(edit_house(desk, replace(house, insurance_required=Requirement.ASK)))
    outcome = states.confirm(desk, key)
    assert [one.code for one in outcome.warnings] == ["insurance_ended"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda desk, key: states.confirm(desk, key), "state_confirm"),
        (lambda desk, key: states.option(desk, key, None), "state_option"),
        (lambda desk, key: states.put_back(desk, key), "state_put_back"),
        (lambda desk, key: states.refuse(desk, key, Why()), "state_refuse"),
        (lambda desk, key: states.cancel(desk, key, Why()), "state_cancel"),
        (lambda desk, key: states.hold(desk, key), "state_hold"),
        (lambda desk, key: states.no_show(desk, key), "state_no_show"),
    ],
)
def test_nothing_is_done_to_what_is_cancelled_but_bringing_it_back(
    desk: Desk, room: int, act: object, code: str
) -> None:
    key = a_booking(desk, room)
    done(states.cancel(desk, key, Why()))
    assert _codes(act(desk, key)) == [code]  # type: ignore[operator]
    assert _codes(act(desk, 77)) == ["booking_unknown"]  # type: ignore[operator]


def test_options_lapse_in_one_act_that_can_be_undone(desk: Desk, room: int) -> None:
    first = _option(desk, room, date(2026, 11, 22), starts_at=datetime(2026, 11, 26, 9))
    second = _option(desk, room, date(2026, 11, 23))
    today, endless = _option(desk, room, TODAY), _option(desk, room, None)
    assert [one.id for one in states.lapse(desk)] == [first, second]
    assert [_get(desk, key).state for key in (first, second, today, endless)] == [
        *[BookingState.LAPSED] * 2,
        *[BookingState.OPTION] * 2,
    ]
    # The day it was held until is kept: it tells since when it has lapsed.
    assert _get(desk, second).option_until == date(2026, 11, 23)
    assert states.lapse(desk) == []
    act = desk.next_act(Way.UNDONE)
    assert act is not None
    assert act.operation is Operation.LAPSE_OPTIONS
    desk.take(Way.UNDONE)
    assert _get(desk, first).state is BookingState.OPTION


def test_a_lapsed_option_frees_the_room_and_its_neighbour_s_buffer(desk: Desk) -> None:
    room = a_room(desk, buffer_before=30, buffer_after=30)
    party = an_organisation(desk)
    firm = a_booking(desk, room, party, starts_at=datetime(2026, 11, 26, 10), ends_at=datetime(2026, 11, 26, 14))
    _option(desk, room, date(2026, 11, 23), organisation_id=party)
    assert _get(desk, firm).buffer_after == 0
    states.lapse(desk)
    assert _get(desk, firm).buffer_after == 30


def test_nothing_lapses_in_a_file_that_is_only_read(desk: Desk, path: Path, room: int) -> None:
    key = _option(desk, room, date(2026, 11, 23))
    desk.close()
    with closing(open_desk(path, read_only=True, clock=lambda: NOW)) as reader:
        assert states.lapse(reader) == []
        assert _get(reader, key).state is BookingState.OPTION


def test_every_act_but_lapsing_has_a_use_case() -> None:
    assert {act.value for act in StateAct} - {"lapse"} <= set(vars(states))


def test_a_booking_that_is_gone_is_said_to_be(desk: Desk, room: int) -> None:
    assert _codes(states.confirm(desk, 7)) == ["booking_unknown"]
    assert _codes(bookings.edit(desk, 7, a_booking_draft(room))) == ["booking_unknown"]
