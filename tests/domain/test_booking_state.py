"""Which act is allowed from which state: every pair, against the rules as they are told."""

from datetime import date, datetime

import pytest

from coopdesk.domain.booking import Booking, BookingState
from coopdesk.domain.booking_state import StateAct, acts, check, check_until, has_lapsed, is_untold

NOW = datetime(2026, 11, 24, 9, 12)
ALLOWED = {
    BookingState.REQUEST: {"confirm", "option", "refuse", "cancel"},
    BookingState.OPTION: {"confirm", "option", "put_back", "refuse", "cancel", "lapse"},
    BookingState.CONFIRMED: {"option", "put_back", "cancel", "hold", "no_show"},
    BookingState.HELD: {"no_show"},
    BookingState.NO_SHOW: {"hold"},
    BookingState.LAPSED: {"restore"},
    BookingState.REFUSED: {"restore"},
    BookingState.CANCELLED: {"restore"},
    BookingState.SKIPPED: set(),
}


def _booking(state: BookingState, day: int = 23, until: date | None = None) -> Booking:
    start = datetime(2026, 11, day, 14)
    return Booking(
        id=1, room_id=1, organisation_id=None, starts_at=start, ends_at=start.replace(hour=16), state=state,
        option_until=until,
    )  # fmt: skip


@pytest.mark.parametrize("state", BookingState)
def test_every_act_is_allowed_or_refused_in_words(state: BookingState) -> None:
    booking = _booking(state)
    for act in StateAct:
        problems = [(one.code, one.params) for one in check(act, booking, NOW)]
        refusal = [(f"state_{act}", {"booking_state": state})]
        assert problems == ([] if act in ALLOWED[state] else refusal)
    assert set(acts(booking, NOW)) == ALLOWED[state] - {"lapse"}


def test_nobody_tells_before_it_begins() -> None:
    coming = _booking(BookingState.CONFIRMED, day=26)
    assert [one.code for act in (StateAct.HOLD, StateAct.NO_SHOW) for one in check(act, coming, NOW)] == [
        "not_begun",
        "not_begun",
    ]
    assert not is_untold(coming, NOW)
    assert is_untold(_booking(BookingState.CONFIRMED), NOW)
    assert not is_untold(_booking(BookingState.HELD), NOW)


@pytest.mark.parametrize(("until", "lapsed"), [(date(2026, 11, 23), True), (date(2026, 11, 24), False), (None, False)])
def test_an_option_lapses_once_its_last_day_is_over(until: date | None, lapsed: bool) -> None:
    assert has_lapsed(_booking(BookingState.OPTION, 26, until), NOW.date()) is lapsed
    assert not has_lapsed(_booking(BookingState.LAPSED, 26, until), NOW.date())


@pytest.mark.parametrize(
    ("until", "codes"),
    [
        (None, []),
        (date(2026, 11, 23), ["option_ends_before_today"]),
        (date(2026, 11, 24), []),
        (date(2026, 11, 26), []),
        (date(2026, 11, 27), ["option_ends_after_start"]),
    ],
)
def test_an_option_is_held_from_today_to_the_booking_itself(until: date | None, codes: list[str]) -> None:
    booking = _booking(BookingState.OPTION, 26)
    assert [one.code for one in check_until(until, booking, NOW.date())] == codes
