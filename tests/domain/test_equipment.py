"""What is free of an article, against a model that counts minute by minute."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.equipment import (
    Commitment,
    Condition,
    EquipmentDraft,
    Tracking,
    availability,
    check,
    free,
    free_by_day,
    lendable,
    most_committed,
)
from coopdesk.domain.period import Interval

START = datetime(2026, 11, 26, 8)
TODAY = date(2026, 11, 23)
MINUTES = st.integers(0, 40)


def _interval(minutes: tuple[int, int]) -> Interval:
    first, last = sorted(minutes)
    return Interval(START + timedelta(minutes=first), START + timedelta(minutes=last + 1))


INTERVALS = st.tuples(MINUTES, MINUTES).map(_interval)
COMMITMENTS = st.lists(st.builds(Commitment, INTERVALS, st.integers(1, 20)), max_size=8)


def _out_at(commitments: list[Commitment], moment: datetime) -> int:
    return sum(one.quantity for one in commitments if one.interval.start <= moment < one.interval.end)


def _each_minute(interval: Interval) -> list[datetime]:
    return [interval.start + timedelta(minutes=minute) for minute in range(interval.minutes)]


@given(COMMITMENTS, INTERVALS)
def test_most_committed_is_the_fullest_minute(commitments: list[Commitment], during: Interval) -> None:
    assert most_committed(commitments, during) == max(_out_at(commitments, at) for at in _each_minute(during))


@given(st.integers(0, 60), COMMITMENTS, INTERVALS)
def test_availability_tells_every_minute(total: int, commitments: list[Commitment], during: Interval) -> None:
    stretches = availability(total, commitments, during)
    told = [stretch.free for stretch in stretches for _minute in range(stretch.interval.minutes)]
    assert told == [total - _out_at(commitments, at) for at in _each_minute(during)]
    assert all(one.free != other.free for one, other in pairwise(stretches))


HOURS = st.integers(0, 5 * 24 - 1)


def _hours(hours: tuple[int, int]) -> Interval:
    first, last = sorted(hours)
    return Interval(START + timedelta(hours=first), START + timedelta(hours=last + 1))


@given(
    st.integers(0, 60),
    st.lists(st.builds(Commitment, st.tuples(HOURS, HOURS).map(_hours), st.integers(1, 20)), max_size=8),
    st.tuples(HOURS, HOURS).map(_hours),
)
def test_a_day_has_what_is_free_at_its_fullest_hour(
    total: int, commitments: list[Commitment], during: Interval
) -> None:
    least: dict[date, int] = {}
    for hour in range(during.minutes // 60):
        at = during.start + timedelta(hours=hour)
        left = max(total - _out_at(commitments, at), 0)
        least[at.date()] = min(least.get(at.date(), left), left)

    assert free_by_day(availability(total, commitments, during)) == tuple(least.values())


def test_what_is_back_at_midnight_is_free_on_the_day_that_begins() -> None:
    days = Interval(datetime(2026, 11, 24, 9, 12), datetime(2026, 11, 27))
    evening = Commitment(Interval(datetime(2026, 11, 24, 18), datetime(2026, 11, 25)), 60)
    morning = Commitment(Interval(datetime(2026, 11, 24, 8), datetime(2026, 11, 24, 9)), 70)
    noon = Commitment(Interval(datetime(2026, 11, 26, 12), datetime(2026, 11, 26, 13)), 90)

    assert free_by_day(availability(80, [evening, morning, noon], days)) == (20, 80, 0)


@given(COMMITMENTS, INTERVALS, st.integers(1, 60))
def test_what_is_free_can_be_promised(commitments: list[Commitment], during: Interval, quantity: int) -> None:
    article = EquipmentDraft(name="Chaise", quantity=quantity)
    left = free(article, commitments, during)
    after = [*commitments, Commitment(during, left)]
    assert left >= 0
    assert most_committed(after, during) <= max(quantity, most_committed(commitments, during))


def test_the_middle_of_a_period_counts() -> None:
    week = Interval(datetime(2026, 11, 23), datetime(2026, 11, 30))
    wednesday = Commitment(Interval(datetime(2026, 11, 25, 9), datetime(2026, 11, 25, 18)), 60)
    assert free(EquipmentDraft(name="Chaise", quantity=80), [wednesday], week) == 20


def test_what_is_back_at_noon_leaves_at_noon() -> None:
    noon = START + timedelta(hours=4)
    before, after = (
        Commitment(Interval(START, noon), 1),
        Commitment(Interval(noon, noon + timedelta(hours=1)), 1),
    )
    assert most_committed([after, before], Interval(START, noon + timedelta(hours=1))) == 1


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        (Condition.GOOD, 8),
        (Condition.WORN, 8),
        (Condition.BROKEN, 0),
        (Condition.UNDER_REPAIR, 0),
        (Condition.RETIRED, 0),
    ],
)
def test_what_can_leave_the_house(condition: Condition, left: int) -> None:
    assert lendable(EquipmentDraft(name="Table", quantity=10, out_of_order=2, condition=condition)) == left


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (EquipmentDraft(name="Sono", tracking=Tracking.UNIQUE, inventory_number="S-1"), []),
        (EquipmentDraft(name=""), ["required"]),
        (EquipmentDraft(name="Sono", tracking=Tracking.UNIQUE, quantity=2), ["unique_means_one"]),
        (EquipmentDraft(name="Chaise", quantity=0), ["quantity_positive"]),
        (EquipmentDraft(name="Chaise", quantity=5, out_of_order=6), ["out_of_order_range"]),
        (EquipmentDraft(name="Chaise", quantity=5, out_of_order=-1), ["out_of_order_range"]),
        (EquipmentDraft(name="Chaise", unit_value=-1, deposit=-1), ["negative_amount", "negative_amount"]),
        (EquipmentDraft(name="Chaise", purchased_on=date(2026, 11, 24)), ["date_in_future"]),
        (EquipmentDraft(name="Chaise", purchased_on=TODAY), []),
    ],
)
def test_check(draft: EquipmentDraft, codes: list[str]) -> None:
    assert [problem.code for problem in check(draft, TODAY)] == codes
