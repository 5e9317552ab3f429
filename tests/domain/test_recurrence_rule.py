"""A rule is read as RFC 5545 writes it, and refused with a word on what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.recurrence_rule import DAY_CODES, Frequency, RuleError, parse_rule


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630"),
        (" freq=weekly;byday=th,mo ; interval=1", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("COUNT=3;WKST=MO;FREQ=MONTHLY;BYDAY=-1FR,+1TU", "FREQ=MONTHLY;BYDAY=1TU,-1FR;COUNT=3"),
        ("FREQ=YEARLY;BYMONTHDAY=-1,31,1;BYMONTH=12,2", "FREQ=YEARLY;BYMONTH=2,12;BYMONTHDAY=1,31,-1"),
        ("FREQ=WEEKLY;WKST=SU;UNTIL=20270630T220000Z", "FREQ=WEEKLY;WKST=SU;UNTIL=20270630T220000Z"),
        ("FREQ=DAILY;UNTIL=20270630T220000", "FREQ=DAILY;UNTIL=20270630T220000"),
        ("BYSETPOS=-2;BYYEARDAY=-366;FREQ=YEARLY;BYWEEKNO=-1", "FREQ=YEARLY;BYWEEKNO=-1;BYYEARDAY=-366;BYSETPOS=-2"),
    ],
)  # fmt: skip
def test_the_same_rule_has_the_same_text(written: str, canonical: str) -> None:
    rule = parse_rule(written)
    assert rule.text == canonical
    assert parse_rule(rule.text) == rule


@pytest.mark.parametrize(
    ("rule", "code", "part"),
    [
        ("FREQ=HOURLY", "rule_by_hours", ""),
        ("FREQ=SECONDLY;COUNT=3", "rule_by_hours", ""),
        ("FREQ=DAILY;BYHOUR=9,14", "rule_by_hours", ""),
        ("FREQ=DAILY;BYMINUTE=0", "rule_by_hours", ""),
        ("BYDAY=TH", "rule_without_frequency", ""),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "rule_ends_twice", ""),
        ("", "rule_without_frequency", ""),
        ("every thursday", "rule_part_wrong", "EVERY THURSDAY"),
        ("FREQ=WEEKLY;", "rule_part_wrong", "FREQ=WEEKLY;"),
        ("FREQ=FORTNIGHTLY", "rule_part_wrong", "FREQ=FORTNIGHTLY"),
        ("FREQ=WEEKLY;FREQ=DAILY", "rule_part_wrong", "FREQ=DAILY"),
        ("FREQ=WEEKLY;BYEASTER=1", "rule_part_wrong", "BYEASTER=1"),
        ("FREQ=WEEKLY;INTERVAL=0", "rule_part_wrong", "INTERVAL=0"),
        ("FREQ=WEEKLY;INTERVAL=-2", "rule_part_wrong", "INTERVAL=-2"),
        ("FREQ=WEEKLY;INTERVAL=99999999999999999999", "rule_part_wrong", "INTERVAL=99999999999999999999"),
        ("FREQ=WEEKLY;COUNT=0", "rule_part_wrong", "COUNT=0"),
        ("FREQ=WEEKLY;COUNT=٣", "rule_part_wrong", "COUNT=٣"),
        ("FREQ=WEEKLY;BYDAY=", "rule_part_wrong", "BYDAY="),
        ("FREQ=WEEKLY;BYDAY=JE", "rule_part_wrong", "BYDAY=JE"),
        ("FREQ=WEEKLY;BYDAY=1TH", "rule_part_wrong", "BYDAY=1TH"),
        ("FREQ=MONTHLY;BYDAY=0TH", "rule_part_wrong", "BYDAY=0TH"),
        ("FREQ=MONTHLY;BYDAY=54TH", "rule_part_wrong", "BYDAY=54TH"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=1TH", "rule_part_wrong", "BYDAY=1TH"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "rule_part_wrong", "BYMONTHDAY=32"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "rule_part_wrong", "BYMONTHDAY=0"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "rule_part_wrong", "BYMONTHDAY=3"),
        ("FREQ=MONTHLY;BYWEEKNO=3", "rule_part_wrong", "BYWEEKNO=3"),
        ("FREQ=MONTHLY;BYYEARDAY=3", "rule_part_wrong", "BYYEARDAY=3"),
        ("FREQ=YEARLY;BYMONTH=-1", "rule_part_wrong", "BYMONTH=-1"),
        ("FREQ=YEARLY;BYMONTH=13", "rule_part_wrong", "BYMONTH=13"),
        ("FREQ=MONTHLY;BYSETPOS=1", "rule_part_wrong", "BYSETPOS=1"),
        ("FREQ=DAILY;UNTIL=20270230", "rule_part_wrong", "UNTIL=20270230"),
        ("FREQ=DAILY;UNTIL=2027-06-30", "rule_part_wrong", "UNTIL=2027-06-30"),
        ("FREQ=DAILY;UNTIL=20270630T250000", "rule_part_wrong", "UNTIL=20270630T250000"),
        ("FREQ=DAILY;WKST=XX", "rule_part_wrong", "WKST=XX"),
    ],
)
def test_nonsense_is_refused_with_its_place(rule: str, code: str, part: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_rule(rule)
    problem = refused.value.problem
    assert (problem.field, problem.code) == ("rule", code)
    if part:
        assert problem.params["part"] == part


@given(st.text(alphabet="FREQ=WEKLY;BDAUNTIMOTHCOUVP,0123456789-+: ", max_size=60))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    try:
        rule = parse_rule(text)
    except RuleError:
        return
    assert parse_rule(rule.text) == rule


@given(
    st.sampled_from(Frequency),
    st.integers(1, 99),
    st.sets(st.sampled_from(DAY_CODES)),
    st.sets(st.integers(1, 12)),
    st.sampled_from(["", "COUNT=7", "UNTIL=20300101"]),
)
def test_text_and_rule_say_the_same(
    frequency: Frequency, interval: int, days: set[str], months: set[int], end: str
) -> None:
    parts = [f"FREQ={frequency}", f"INTERVAL={interval}"]
    parts += [f"BYDAY={','.join(days)}"] if days else []
    parts += [f"BYMONTH={','.join(map(str, months))}"] if months else []
    parts += [end] if end else []
    rule = parse_rule(";".join(parts))
    assert parse_rule(";".join(reversed(parts))) == rule
    assert parse_rule(rule.text) == rule
