"""What a dialog shows of a rule is the rule: there and back, the same dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.recurrence import dates
from coopdesk.domain.recurrence_pattern import NTHS, Pattern, pattern_of, rule_of
from coopdesk.domain.recurrence_rule import Frequency, RuleError, parse_rule

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("FREQ=DAILY;INTERVAL=3", Pattern(frequency=Frequency.DAILY, interval=3)),
        ("FREQ=WEEKLY", Pattern(frequency=Frequency.WEEKLY, weekdays=(3,))),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", Pattern(frequency=Frequency.WEEKLY, interval=2, weekdays=(0, 3))),
        ("FREQ=DAILY;BYDAY=MO,TU", Pattern(frequency=Frequency.WEEKLY, weekdays=(0, 1))),
        ("FREQ=MONTHLY", Pattern(frequency=Frequency.MONTHLY, month_day=26)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", Pattern(frequency=Frequency.MONTHLY, month_day=-1)),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", Pattern(frequency=Frequency.MONTHLY, weekdays=(1,), nths=(1, 3))),
        ("FREQ=DAILY;UNTIL=20270630", Pattern(frequency=Frequency.DAILY, until=date(2027, 6, 30))),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1,3", Pattern(frequency=Frequency.MONTHLY, weekdays=(1,), nths=(1, 3))),
        ("FREQ=YEARLY", Pattern(frequency=Frequency.YEARLY, month=11, month_day=26)),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", Pattern(frequency=Frequency.YEARLY, month=5, weekdays=(6,), nths=(2,))),
    ],
)  # fmt: skip
def test_a_usual_rule_is_shown(rule: str, pattern: Pattern) -> None:
    parsed = parse_rule(rule)
    assert pattern_of(parsed, THURSDAY) == pattern
    back = rule_of(pattern)
    assert back is not None
    season = date(2030, 1, 1)
    assert dates(back, THURSDAY, season) == dates(parsed, THURSDAY, season)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=100",
        "FREQ=MONTHLY;BYDAY=1TU,3TH",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYDAY=TU",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYMONTHDAY=-2",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=WEEKLY;BYMONTH=1",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
        "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=WEEKLY;UNTIL=20270630T140000",
    ],
)
def test_an_unusual_rule_is_only_read(rule: str) -> None:
    assert pattern_of(parse_rule(rule), THURSDAY) is None


@given(
    st.sampled_from(Frequency),
    st.integers(1, 4),
    st.sets(st.integers(0, 6), min_size=1, max_size=3).map(sorted).map(tuple),
    st.sets(st.sampled_from(NTHS)).map(lambda nths: tuple(sorted(nths, key=NTHS.index))),
    st.sampled_from([1, 15, 31, -1]),
    st.integers(1, 12),
    st.sampled_from([None, 8]),
)
def test_there_and_back(
    frequency: Frequency,
    interval: int,
    weekdays: tuple[int, ...],
    nths: tuple[int, ...],
    month_day: int,
    month: int,
    count: int | None,
) -> None:
    in_month = frequency in (Frequency.MONTHLY, Frequency.YEARLY)
    pattern = Pattern(
        frequency=frequency,
        interval=interval,
        weekdays=weekdays if frequency is Frequency.WEEKLY or (in_month and nths) else (),
        nths=nths if in_month else (),
        month_day=month_day if in_month and not nths else None,
        month=month if frequency is Frequency.YEARLY else None,
        count=count,
        until=None if count else THURSDAY + timedelta(days=900),
    )
    rule = rule_of(pattern)
    assert rule is not None
    assert pattern_of(parse_rule(rule.text), THURSDAY) == pattern


def test_dates_picked_by_hand_need_no_rule() -> None:
    pattern = Pattern(frequency=None, picked=(THURSDAY,))
    assert rule_of(pattern) is None
    assert pattern_of(None, THURSDAY, (THURSDAY,)) == pattern


@pytest.mark.parametrize(
    ("pattern", "field"),
    [
        (Pattern(frequency=None), "picked"),
        (Pattern(frequency=Frequency.DAILY, interval=0), "interval"),
        (Pattern(frequency=Frequency.DAILY, count=0), "count"),
        (Pattern(frequency=Frequency.DAILY, count=2, until=THURSDAY), "until"),
        (Pattern(frequency=Frequency.MONTHLY, nths=(1,)), "weekdays"),
        (Pattern(frequency=Frequency.MONTHLY), "month_day"),
    ],
)
def test_a_pattern_that_says_nothing_names_its_field(pattern: Pattern, field: str) -> None:
    with pytest.raises(RuleError) as refused:
        rule_of(pattern)
    assert refused.value.problem.field == field
