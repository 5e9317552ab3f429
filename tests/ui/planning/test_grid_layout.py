"""Where blocks go: lanes, days, hours, pixels; without a widget."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.booking import BookingKind, BookingLine, BookingState
from coopdesk.domain.room import OpeningHours
from coopdesk.ui.painting.day_spans import Span, closed_stretches, in_lanes, shown_hours
from coopdesk.ui.planning.grid_layout import (
    DAYS,
    Geometry,
    Spot,
    booked_minutes,
    drawn,
    lay_out,
    neighbour,
    options_on,
)

MONDAY = date(2026, 11, 23)


def a_line(number: int, start: str, end: str, state: BookingState = BookingState.CONFIRMED) -> BookingLine:
    """A booking of the week."""
    return BookingLine(number, 1, None, start, end, BookingKind.MEETING, state, "", None, None, "Grande salle", None)


def geometry(first: int = 8, last: int = 22) -> Geometry:
    return Geometry(width=746, height=586 + 1, gutter=46, head=26, first_hour=first, last_hour=last)


def test_options_at_the_same_time_go_side_by_side_and_the_next_booking_takes_the_whole_width() -> None:
    option = BookingState.OPTION
    blocks = lay_out(
        [
            a_line(1, "2026-11-28T10:00", "2026-11-28T13:00", option),
            a_line(2, "2026-11-28T11:00", "2026-11-28T12:00", option),
            a_line(3, "2026-11-28T13:00", "2026-11-28T14:00"),
        ],
        MONDAY,
    )
    assert [(block.line.id, block.lane, block.lanes) for block in blocks] == [(1, 0, 2), (2, 1, 2), (3, 0, 1)]
    assert options_on(blocks, 5) == 2
    assert booked_minutes(blocks, 5) == 60


def test_a_booking_over_midnight_has_a_block_in_each_day() -> None:
    blocks = lay_out([a_line(1, "2026-11-24T22:00", "2026-11-25T02:00")], MONDAY)
    assert [(block.column, block.start, block.end) for block in blocks] == [(1, 22 * 60, 24 * 60), (2, 0, 120)]


def test_what_begins_before_the_week_is_cut_at_monday() -> None:
    blocks = lay_out([a_line(1, "2026-11-22T20:00", "2026-11-23T01:00")], MONDAY)
    assert [(block.column, block.start, block.end) for block in blocks] == [(0, 0, 60)]


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 20)), max_size=20))
def test_no_two_spans_of_a_lane_share_a_minute(pairs: list[tuple[int, int]]) -> None:
    spans = sorted(Span(start, start + length) for start, length in pairs)
    lanes = in_lanes(spans)
    assert len(lanes) == len(spans)
    for place, (span, lane) in enumerate(zip(spans, lanes, strict=True)):
        assert lane.number < lane.of
        for other, its_lane in zip(spans[:place], lanes[:place], strict=True):
            shares = span.start < other.end and other.start < span.end
            assert not (shares and lane.number == its_lane.number)


def test_the_hours_shown_hold_every_booking_and_the_opening() -> None:
    hours = (OpeningHours(0, time(7, 30), time(22, 30)),)
    assert shown_hours([], ()) == (8, 22)
    assert shown_hours([], hours) == (7, 23)
    assert shown_hours([Span(0, 120)], ()) == (0, 22)


def test_closed_hours_are_what_is_left_of_the_day() -> None:
    hours = (OpeningHours(0, time(9), time(12)), OpeningHours(0, time(14), time(18)))
    assert closed_stretches(hours, 0) == [Span(0, 540), Span(720, 840), Span(1080, 1440)]
    assert closed_stretches(hours, 1) == [Span(0, 1440)]
    assert closed_stretches((), 1) == []


def test_a_spot_and_its_place_are_the_inverse_of_one_another() -> None:
    plan = geometry()
    for column in range(DAYS):
        for minute in range(8 * 60, 22 * 60, 15):
            spot = plan.spot(plan.left(column) + 1, plan.top(minute) + 0.5)
            assert spot == Spot(column, minute)
    assert plan.spot(10, 100) is None
    assert plan.spot(100, 10) is None


def test_drawing_upwards_and_downwards_gives_the_same_hours() -> None:
    assert drawn(Spot(0, 600), Spot(0, 705)) == (600, 720)
    assert drawn(Spot(0, 705), Spot(0, 600)) == (600, 720)


def test_arrow_keys_walk_in_reading_order_and_across_days() -> None:
    day = datetime.combine(MONDAY, time(9))
    lines = [
        a_line(number, (day + shift).isoformat()[:16], (day + shift + timedelta(hours=1)).isoformat()[:16])
        for number, shift in enumerate((timedelta(), timedelta(hours=5), timedelta(days=2, hours=4)), start=1)
    ]
    first, second, third = blocks = lay_out(lines, MONDAY)
    assert neighbour(blocks, None, days=0, step=1) is first
    assert neighbour(blocks, first, days=0, step=1) is second
    assert neighbour(blocks, third, days=-1, step=0) is second
    assert neighbour(blocks, first, days=1, step=0) is third
    assert neighbour(blocks, third, days=1, step=0) is third
    assert neighbour(blocks, first, days=0, step=-1) is first
    assert neighbour([], None, days=0, step=1) is None
