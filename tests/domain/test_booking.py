"""Bookings by themselves: their times, the room's hours and size, and options."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from coopdesk.domain.booking import LONGEST_BOOKING, BookingDraft, BookingState, check, check_times
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Layout, LayoutCapacity, OpeningHours, Room, RoomDraft, is_open
from coopdesk.domain.room import check as check_room

THURSDAY = 3
HOURS = (
    OpeningHours(THURSDAY, time(9), time(12)),
    OpeningHours(THURSDAY, time(14), time(18)),
)
ROOM = Room(id=1, name="Grande salle", capacity=40, hours=HOURS)
AT_TWO = datetime(2026, 11, 26, 14)


def _booking(start: datetime = AT_TWO, end: datetime | None = None) -> BookingDraft:
    return BookingDraft(room_id=1, organisation_id=1, starts_at=start, ends_at=end or start + timedelta(hours=2))


def _codes(draft: BookingDraft, room: Room = ROOM) -> list[str]:
    return [problem.code for problem in check(draft, room)]


def test_a_plain_booking_is_right() -> None:
    assert check(_booking(), ROOM) == []


@pytest.mark.parametrize(
    ("length", "codes"),
    [
        (timedelta(0), ["end_before_start"]),
        (timedelta(minutes=-1), ["end_before_start"]),
        (timedelta(minutes=1), []),
        (LONGEST_BOOKING, []),
        (LONGEST_BOOKING + timedelta(minutes=1), ["booking_too_long"]),
    ],
)
def test_times(length: timedelta, codes: list[str]) -> None:
    assert [problem.code for problem in check_times(AT_TWO, AT_TWO + length)] == codes


@pytest.mark.parametrize(
    ("start", "end", "is_inside"),
    [
        (time(14), time(18), True),
        (time(9), time(12), True),
        (time(13, 59), time(15), False),
        (time(17), time(18, 1), False),
        (time(11), time(15), False),
    ],
)
def test_outside_the_hours_wants_a_reason(start: time, end: time, is_inside: bool) -> None:
    draft = _booking(datetime.combine(AT_TWO.date(), start), datetime.combine(AT_TWO.date(), end))
    for reason, is_warning in (("", False), ("Fête de quartier", True)):
        problems = check(replace(draft, override_reason=reason), ROOM)
        assert [(one.code, one.is_warning) for one in problems] == (
            [] if is_inside else [("outside_hours", is_warning)]
        )


def test_the_hours_of_a_period_take_the_place_of_the_usual_ones() -> None:
    summer = OpeningHours(THURSDAY, time(8), time(12), date(2026, 7, 1), date(2026, 8, 31))
    room = replace(ROOM, hours=(*HOURS, summer))
    july = datetime(2026, 7, 9, 14)
    assert _codes(_booking(july, july + timedelta(hours=1)), room) == ["outside_hours"]
    assert _codes(_booking(july.replace(hour=8), july.replace(hour=9)), room) == []
    assert _codes(_booking(), room) == []


def test_each_layout_has_its_capacity() -> None:
    room = replace(ROOM, layouts=(LayoutCapacity(Layout.SEATED, 30), LayoutCapacity(Layout.STANDING, 60)))
    draft = replace(_booking(), expected_persons=40)
    assert _codes(draft, room) == []
    assert _codes(replace(draft, layout=Layout.SEATED), room) == ["over_capacity"]
    assert _codes(replace(draft, layout=Layout.STANDING, expected_persons=60), room) == []


def test_closed_days_and_nights_are_outside_the_hours() -> None:
    assert _codes(_booking(AT_TWO + timedelta(days=1))) == ["outside_hours"]
    assert _codes(_booking(AT_TWO, AT_TWO + timedelta(days=7))) == ["outside_hours"]


def test_a_room_without_hours_is_always_open() -> None:
    always = replace(ROOM, hours=())
    assert _codes(_booking(datetime(2026, 11, 29, 23), datetime(2026, 11, 30, 4)), always) == []
    assert is_open((), Interval(datetime(2026, 11, 29, 3), datetime(2026, 11, 29, 4)))


@pytest.mark.parametrize(
    ("persons", "codes"), [(None, []), (40, []), (41, ["over_capacity"]), (-1, ["negative_count"])]
)
def test_persons(persons: int | None, codes: list[str]) -> None:
    draft = BookingDraft(
        room_id=1,
        organisation_id=None,
        starts_at=AT_TWO,
        ends_at=AT_TWO + timedelta(hours=1),
        expected_persons=persons,
    )
    assert _codes(draft) == codes


def test_only_an_option_is_held_until_a_date() -> None:
    held = replace(_booking(), option_until=date(2026, 11, 24))
    assert _codes(held) == ["option_date_without_option"]
    assert _codes(replace(held, state=BookingState.OPTION)) == []


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (RoomDraft(name="Atelier", capacity=12, hours=HOURS), []),
        (RoomDraft(name="", capacity=0), ["required", "capacity_positive"]),
        (
            RoomDraft(name="A", capacity=1, hours=(OpeningHours(0, time(9), time(9)),)),
            ["hours_end_before_start"],
        ),
        (
            RoomDraft(name="A", capacity=1, hours=(*HOURS, OpeningHours(THURSDAY, time(11), time(14)))),
            ["hours_overlap"],
        ),
        (
            RoomDraft(name="A", capacity=1, hours=(*HOURS, OpeningHours(THURSDAY, time(12), time(14)))),
            [],
        ),
    ],
)
def test_rooms(draft: RoomDraft, codes: list[str]) -> None:
    assert [problem.code for problem in check_room(draft)] == codes
