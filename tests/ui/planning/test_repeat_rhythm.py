"""The fields of a repetition and its rule say the same, there and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.recurrence_pattern import NTHS
from coopdesk.domain.recurrence_rule import RuleError
from coopdesk.ui.planning.repeat_rhythm import (
    BY_RULE,
    Ending,
    Rhythm,
    fields_of,
    nth_of,
    repetition_of,
    starting_on,
    usual_end,
)

START = date(2026, 11, 26)

_FIELDS = st.fixed_dictionaries(
    {
        "rhythm": st.sampled_from(sorted(BY_RULE)),
        "interval": st.integers(1, 99),
        "weekdays": st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
        "nths": st.sets(st.sampled_from(NTHS), min_size=1).map(lambda nths: tuple(n for n in NTHS if n in nths)),
        "month_day": st.integers(1, 31) | st.just(-1),
        "month": st.integers(1, 12),
        "ending": st.sampled_from(Ending),
        "until": st.dates(date(2026, 12, 1), date(2030, 1, 1)),
        "count": st.integers(1, 500),
    }
)


@given(_FIELDS)
def test_a_rule_is_shown_as_the_fields_that_made_it(fields: dict[str, object]) -> None:
    asked = repetition_of({**fields, "rule": "", "picked": ()})
    shown = fields_of(asked.text, START)
    again = repetition_of({**shown, "rule": "", "picked": ()})
    assert again.text == asked.text
    assert shown["rhythm"] == fields["rhythm"] or fields["rhythm"] is Rhythm.DAILY


def test_dates_picked_by_hand_have_no_rule() -> None:
    picked = (date(2026, 12, 1), date(2027, 1, 5))
    asked = repetition_of({**starting_on(START), "rhythm": Rhythm.PICKED, "picked": picked})
    assert (asked.text, asked.picked) == ("", picked)
    assert fields_of("", START, picked)["picked"] == picked


def test_a_rule_without_fields_keeps_its_text() -> None:
    rule = "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"
    shown = fields_of(rule, START)
    assert (shown["rhythm"], shown["rule"]) == (Rhythm.RULE, rule)
    assert repetition_of(shown).text == rule


@pytest.mark.parametrize(("interval", "count"), [(0, 3), (None, 3), (1, 0)])
def test_a_number_below_one_is_refused_beside_its_field(interval: int | None, count: int) -> None:
    fields = {**starting_on(START), "rhythm": Rhythm.DAILY, "ending": Ending.COUNT}
    with pytest.raises(RuleError) as refusal:
        repetition_of({**fields, "interval": interval, "count": count})
    assert refusal.value.problem.field == ("count" if interval == 1 else "interval")


@pytest.mark.parametrize(
    ("day", "nth"), [(date(2026, 12, 1), 1), (date(2026, 12, 8), 2), (date(2026, 12, 28), 4), (date(2026, 12, 29), -1)]
)
def test_which_of_its_weekday_a_day_is(day: date, nth: int) -> None:
    assert nth_of(day) == nth


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 9, 1), date(2027, 6, 30)),
        (date(2027, 6, 29), date(2027, 6, 30)),
        (date(2027, 6, 30), date(2027, 8, 31)),
        (date(2027, 7, 15), date(2027, 8, 31)),
    ],
)
def test_a_series_ends_with_june_unless_one_says_otherwise(day: date, end: date) -> None:
    assert usual_end(day) == end
