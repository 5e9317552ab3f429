"""Where blocks go: cells, lanes, ranks, neighbours; without a widget."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.booking import BookingKind, BookingLine, BookingState
from coopdesk.domain.room import OpeningHours
from coopdesk.ui.painting.day_spans import Span, closed_stretches, in_lanes, shown_hours
from coopdesk.ui.planning.grid_cells import (
    Block,
    Spot,
    across,
    along,
    booked_minutes,
    cells_of,
    drawn,
    lay_out,
    moment,
    options_in,
)

MONDAY = date(2026, 11, 23)
HALL, LEFT, RIGHT, STUDIO = 1, 2, 3, 4
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]
SPACES = {HALL: frozenset({LEFT, RIGHT}), LEFT: frozenset({LEFT}), RIGHT: frozenset({RIGHT}), STUDIO: frozenset({4})}
WEEK_OF_LEFT = cells_of(WEEK, [(LEFT, SPACES[LEFT])])
DAY = cells_of([MONDAY], [(LEFT, SPACES[LEFT]), (RIGHT, SPACES[RIGHT]), (STUDIO, SPACES[STUDIO])])


def a_line(
    number: int, start: str, end: str, state: BookingState = BookingState.CONFIRMED, room: int = LEFT
) -> BookingLine:
    """A booking."""
    return BookingLine(number, room, None, start, end, BookingKind.MEETING, state, "", None, None, "Grande salle", None)


def week(*lines: BookingLine) -> list[Block]:
    return lay_out(lines, WEEK_OF_LEFT, SPACES)


def test_options_at_the_same_time_go_side_by_side_and_the_next_booking_takes_the_whole_width() -> None:
    option = BookingState.OPTION
    blocks = week(
        a_line(1, "2026-11-28T10:00", "2026-11-28T13:00", option),
        a_line(2, "2026-11-28T11:00", "2026-11-28T12:00", option),
        a_line(3, "2026-11-28T13:00", "2026-11-28T14:00"),
    )
    assert [(block.line.id, block.lane, block.lanes) for block in blocks] == [(1, 0, 2), (2, 1, 2), (3, 0, 1)]
    assert options_in(blocks, 5) == 2
    assert booked_minutes(blocks, 5) == 60


def test_options_are_ranked_by_who_asked_first_among_those_that_overlap() -> None:
    option = BookingState.OPTION
    blocks = week(
        a_line(7, "2026-11-28T10:00", "2026-11-28T12:00", option),
        a_line(5, "2026-11-28T11:00", "2026-11-28T13:00", option),
        a_line(2, "2026-11-28T14:00", "2026-11-28T15:00", option),
    )
    assert {block.line.id: block.rank for block in blocks} == {7: 2, 5: 1, 2: 0}


def test_a_booking_over_midnight_has_a_block_in_each_day() -> None:
    blocks = week(a_line(1, "2026-11-24T22:00", "2026-11-25T02:00"))
    assert [(block.cell, block.start, block.end) for block in blocks] == [(1, 22 * 60, 24 * 60), (2, 0, 120)]


def test_a_booking_until_midnight_stays_in_its_day_and_a_long_one_fills_those_between() -> None:
    assert [block.cell for block in week(a_line(1, "2026-11-24T22:00", "2026-11-25T00:00"))] == [1]
    blocks = week(a_line(1, "2026-11-24T22:00", "2026-11-27T01:00"))
    assert [(block.cell, block.start, block.end) for block in blocks] == [
        (1, 1320, 1440), (2, 0, 1440), (3, 0, 1440), (4, 0, 60),
    ]  # fmt: skip


def test_what_begins_before_the_week_is_cut_at_monday() -> None:
    blocks = week(a_line(1, "2026-11-22T20:00", "2026-11-23T01:00"))
    assert [(block.cell, block.start, block.end) for block in blocks] == [(0, 0, 60)]


def test_a_booking_of_the_whole_goes_over_its_parts_in_the_day() -> None:
    blocks = lay_out([a_line(1, "2026-11-23T10:00", "2026-11-23T12:00", room=HALL)], DAY, SPACES)
    assert [(block.cell, block.cells) for block in blocks] == [(0, 2)]


def test_beside_an_option_for_a_part_the_whole_keeps_to_its_lane_in_each_column() -> None:
    option = BookingState.OPTION
    blocks = lay_out(
        [
            a_line(1, "2026-11-23T10:00", "2026-11-23T12:00", option, HALL),
            a_line(2, "2026-11-23T11:00", "2026-11-23T12:00", option, LEFT),
        ],
        DAY,
        SPACES,
    )
    assert [(block.line.id, block.cell, block.cells, block.lanes) for block in blocks] == [
        (1, 0, 1, 2), (2, 0, 1, 2), (1, 1, 1, 1),
    ]  # fmt: skip


def test_parts_that_are_no_neighbours_have_a_block_each() -> None:
    apart = cells_of([MONDAY], [(LEFT, SPACES[LEFT]), (STUDIO, SPACES[STUDIO]), (RIGHT, SPACES[RIGHT])])
    blocks = lay_out([a_line(1, "2026-11-23T10:00", "2026-11-23T12:00", room=HALL)], apart, SPACES)
    assert [(block.cell, block.cells) for block in blocks] == [(0, 1), (2, 1)]


def test_in_the_week_of_the_whole_stands_what_takes_a_part() -> None:
    cells = cells_of(WEEK, [(HALL, SPACES[HALL])])
    lines = [
        a_line(1, "2026-11-23T10:00", "2026-11-23T12:00", room=HALL),
        a_line(2, "2026-11-24T10:00", "2026-11-24T12:00", room=LEFT),
        a_line(3, "2026-11-24T11:00", "2026-11-24T13:00", room=RIGHT),
        a_line(4, "2026-11-24T10:00", "2026-11-24T12:00", room=STUDIO),
    ]
    blocks = lay_out(lines, cells, SPACES)
    assert [(block.line.id, block.lanes) for block in blocks] == [(1, 1), (2, 2), (3, 2)]
    assert booked_minutes(blocks, 1) == 3 * 60, "an hour that both parts are taken counts once"


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


@given(
    st.lists(
        st.tuples(st.integers(0, 6 * 24 * 4), st.integers(1, 120), st.sampled_from([HALL, LEFT, RIGHT, STUDIO])),
        max_size=15,
    )
)
def test_every_minute_of_every_space_is_shown_once(bookings: list[tuple[int, int, int]]) -> None:
    monday = datetime.combine(MONDAY, time())
    lines = []
    for number, (start, length, room) in enumerate(bookings):
        first = monday + timedelta(minutes=15 * start)
        last = first + timedelta(minutes=15 * length)
        lines.append(a_line(number, first.isoformat()[:16], last.isoformat()[:16], room=room))
    cells = cells_of(WEEK, [(LEFT, SPACES[LEFT]), (RIGHT, SPACES[RIGHT]), (STUDIO, SPACES[STUDIO])])
    end = monday + timedelta(days=7)
    for joined in (True, False):
        blocks = lay_out(lines, cells, SPACES, joined=joined)
        shown = sum((block.end - block.start) * block.cells for block in blocks)
        taken = sum(
            len(SPACES[line.room_id]) * int((min(line.ends_at, end) - line.starts_at).total_seconds() // 60)
            for line in lines
        )
        assert shown == taken


def test_the_hours_shown_hold_every_booking_and_the_opening() -> None:
    hours = (OpeningHours(0, time(7, 30), time(22, 30)),)
    assert shown_hours([], ()) == (8, 22)
    assert shown_hours([], hours) == (7, 23)
    assert shown_hours([Span(0, 120)], ()) == (0, 22)


def test_closed_hours_are_what_is_left_of_the_day() -> None:
    hours = (OpeningHours(0, time(9), time(12)), OpeningHours(0, time(14), time(18)))
    assert closed_stretches(hours, MONDAY) == [Span(0, 540), Span(720, 840), Span(1080, 1440)]
    assert closed_stretches(hours, MONDAY + timedelta(days=1)) == [Span(0, 1440)]
    assert closed_stretches((), MONDAY) == []


def test_closed_hours_go_by_the_hours_of_the_period() -> None:
    summer = OpeningHours(0, time(10), time(16), date(2026, 7, 1), date(2026, 8, 31))
    hours = (OpeningHours(0, time(9), time(18)), summer)
    assert closed_stretches(hours, date(2026, 7, 6)) == [Span(0, 600), Span(960, 1440)]
    assert closed_stretches(hours, MONDAY) == [Span(0, 540), Span(1080, 1440)]


def test_drawing_upwards_and_downwards_gives_the_same_hours() -> None:
    assert drawn(Spot(0, 600), Spot(0, 705)) == (600, 720)
    assert drawn(Spot(0, 705), Spot(0, 600)) == (600, 720)
    assert moment(WEEK_OF_LEFT[3], 870) == datetime(2026, 11, 26, 14, 30)


def test_keys_walk_in_reading_order_and_across_cells() -> None:
    first, second, third = blocks = week(
        a_line(1, "2026-11-23T09:00", "2026-11-23T10:00"),
        a_line(2, "2026-11-23T14:00", "2026-11-23T15:00"),
        a_line(3, "2026-11-25T13:00", "2026-11-25T14:00"),
    )
    assert along(blocks, None, 1) is first
    assert along(blocks, first, 1) is second
    assert along(blocks, first, -1) is first
    assert along([], None, 1) is None
    assert across(blocks, third, (1, 0)) is second
    assert across(blocks, first, (1, 2, 3)) is third
    assert across(blocks, third, (3, 4, 5, 6)) is third
    assert across([], None, ()) is None
