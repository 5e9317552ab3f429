"""From cells and minutes to pixels and back, upright and lying."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.booking import BookingKind, BookingLine, BookingState
from coopdesk.ui.planning.grid_cells import Block, Spot
from coopdesk.ui.planning.grid_geometry import Geometry, Lying, Upright, View

VIEW = View(width=746, height=587, gutter=46, head=26, first_hour=8, last_hour=22)
LINE = BookingLine(
    1, 1, None, "2026-11-23T10:00", "2026-11-23T12:00", BookingKind.MEETING, BookingState.CONFIRMED, "", None, None,
    "Grande salle", None,
)  # fmt: skip
BOTH: list[Geometry] = [Upright(VIEW, 7), Lying(replace(VIEW, gutter=120), 7, 4)]


@pytest.mark.parametrize("plan", BOTH, ids=["upright", "lying"])
def test_a_spot_and_its_place_are_the_inverse_of_one_another(plan: Geometry) -> None:
    for cell in range(plan.cells):
        for minute in range(8 * 60, 22 * 60, 15):
            box = plan.stretch(cell, minute, minute + 15)
            # A lying day keeps a little air at both ends, which belongs to its first and last quarter.
            assert plan.spot(box.left + box.width / 2, box.top + box.height / 2) == Spot(cell, minute)
    assert plan.spot(10, 100) is None
    assert plan.spot(200, 10) is None
    assert plan.spot(800, 100) is None


@given(st.integers(8 * 4, 22 * 4 - 1), st.integers(1, 56), st.integers(0, 6), st.sampled_from([1, 1.5, 4]))
def test_a_block_lies_within_its_cell_at_any_zoom(start: int, length: int, cell: int, zoom: float) -> None:
    end = min(start + length, 22 * 4)
    for former in BOTH:
        plan = replace(former, view=replace(former.view, zoom=zoom))
        box = plan.box(Block(LINE, cell, start * 15, end * 15))
        around = plan.stretch(cell, 0, 24 * 60)
        assert around.left <= box.left
        assert box.right <= around.right + 1
        assert around.top <= box.top
        assert box.bottom <= around.bottom + 1


@given(st.integers(0, 27), st.sampled_from([1, 1.5, 4]), st.floats(0, 1))
def test_what_is_scrolled_to_is_in_view(cell: int, zoom: float, scrolled: float) -> None:
    view = replace(VIEW, gutter=120, zoom=zoom)
    content, width = Lying(view, 7, 4).content[0], view.width - view.gutter
    plan = Lying(replace(view, scrolled_across=round(scrolled * (content - width))), 7, 4)
    box = plan.stretch(cell, 0, 24 * 60)
    is_seen = box.right > view.gutter + 1 and box.left < view.width - 1
    assert cell in plan.cells_in_view or not is_seen
    assert is_seen or cell not in plan.cells_in_view or box.right >= view.gutter


def test_what_takes_two_columns_goes_over_both() -> None:
    plan = Upright(VIEW, 7)
    box = plan.box(Block(LINE, 2, 600, 720, cells=2))
    assert box.left < plan.left(3) < box.right < plan.left(4)


def test_scrolled_the_same_place_is_another_time() -> None:
    plan = Upright(replace(VIEW, zoom=2, scrolled_down=280), 7)
    spot = plan.spot(60, 27)
    assert spot is not None
    assert spot.minute == 11 * 60 + 30


def test_columns_never_grow_too_narrow_to_read() -> None:
    plan = Upright(replace(VIEW, least=90), 20)
    assert plan.column_width == 90
    assert plan.content[0] == 1800


def test_rows_have_words_under_the_blocks_where_they_are_high_enough() -> None:
    view = replace(VIEW, line=15, least=27)
    assert Lying(view, 7, 8).captions == 3
    assert Lying(view, 7, 20).captions == 0
    place = Lying(view, 7, 8).caption(9, 0)
    below = Lying(view, 7, 8).box(Block(LINE, 9, 600, 720))
    assert place.top >= below.bottom


def test_how_far_from_its_ends_a_block_is_held() -> None:
    upright, lying = BOTH
    for plan in (upright, lying):
        box = plan.box(Block(LINE, 1, 600, 720))
        before, after = plan.along(box.left + 2, box.top + 2, box)
        assert before == 2
        assert after == (box.height if plan.is_upright else box.width) - 2
