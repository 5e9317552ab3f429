"""What the fields of a repetition say, as a rule; and a rule as those fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from coopdesk.domain.calendars import school_year_of, season_end
from coopdesk.domain.recurrence_pattern import Pattern, pattern_of, rule_of
from coopdesk.domain.recurrence_rule import Frequency, Rule, parse_rule

USUAL_COUNT = 10
_SHORTEST_MONTH = 28
_WEEK = 7


class Rhythm(StrEnum):
    """How often, as the dialog offers it."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY_DATE = "monthly_date"
    MONTHLY_DAY = "monthly_day"
    YEARLY_DATE = "yearly_date"
    YEARLY_DAY = "yearly_day"
    PICKED = "picked"
    RULE = "rule"


class Ending(StrEnum):
    """What ends it."""

    UNTIL = "until"
    COUNT = "count"
    SEASON = "season"


BY_RULE = frozenset(Rhythm) - {Rhythm.NEVER, Rhythm.PICKED, Rhythm.RULE}
"""The rhythms whose rule is made of fields."""
ON_WEEKDAYS = frozenset({Rhythm.WEEKLY, Rhythm.MONTHLY_DAY, Rhythm.YEARLY_DAY})
ON_NTHS = frozenset({Rhythm.MONTHLY_DAY, Rhythm.YEARLY_DAY})
ON_DATE = frozenset({Rhythm.MONTHLY_DATE, Rhythm.YEARLY_DATE})
IN_MONTH = frozenset({Rhythm.YEARLY_DATE, Rhythm.YEARLY_DAY})

_FREQUENCIES = {
    Rhythm.DAILY: Frequency.DAILY,
    Rhythm.WEEKLY: Frequency.WEEKLY,
    Rhythm.MONTHLY_DATE: Frequency.MONTHLY,
    Rhythm.MONTHLY_DAY: Frequency.MONTHLY,
    Rhythm.YEARLY_DATE: Frequency.YEARLY,
    Rhythm.YEARLY_DAY: Frequency.YEARLY,
}


@dataclass(frozen=True, slots=True)
class Repetition:
    """The dates that are asked for: by a rule, its pattern where it has one, or picked by hand."""

    rule: Rule | None
    pattern: Pattern | None = None
    picked: tuple[date, ...] = ()

    @property
    def text(self) -> str:
        """The rule as the file holds it."""
        return "" if self.rule is None else self.rule.text


def repetition_of(values: Mapping[str, Any]) -> Repetition:
    """What the fields say; a RuleError names the field that is wrong."""
    rhythm = values["rhythm"]
    if rhythm is Rhythm.RULE:
        return Repetition(parse_rule(values["rule"]))
    if rhythm is Rhythm.PICKED:
        pattern = Pattern(frequency=None, picked=tuple(values["picked"] or ()))
        return Repetition(rule_of(pattern), pattern, pattern.picked)
    pattern = Pattern(
        frequency=_FREQUENCIES[rhythm],
        interval=values["interval"] or 0,
        weekdays=values["weekdays"] if rhythm in ON_WEEKDAYS else (),
        nths=values["nths"] if rhythm in ON_NTHS else (),
        month_day=values["month_day"] if rhythm in ON_DATE else None,
        month=values["month"] if rhythm in IN_MONTH else None,
        count=values["count"] if values["ending"] is Ending.COUNT else None,
        until=values["until"] if values["ending"] is Ending.UNTIL else None,
    )
    return Repetition(rule_of(pattern), pattern)


def fields_of(rule: str, start: date, picked: tuple[date, ...] = ()) -> dict[str, Any]:
    """The fields that say the same as a rule; one they cannot say is kept as its text."""
    fields = starting_on(start)
    pattern = pattern_of(parse_rule(rule), start) if rule else Pattern(frequency=None, picked=picked)
    if pattern is None:
        return {**fields, "rhythm": Rhythm.RULE, "rule": rule}
    fields |= {
        "rhythm": _rhythm_of(pattern),
        "interval": pattern.interval,
        "ending": _ending_of(pattern),
        "picked": pattern.picked,
    }
    said = {name: getattr(pattern, name) for name in ("weekdays", "nths", "month_day", "month", "count", "until")}
    return fields | {name: value for name, value in said.items() if value}


def starting_on(start: date) -> dict[str, Any]:
    """What the fields say of themselves: the same day of the week, of the month, of the year as the first date."""
    return {
        "interval": 1,
        "weekdays": (start.weekday(),),
        "nths": (nth_of(start),),
        "month_day": start.day,
        "month": start.month,
        "count": USUAL_COUNT,
        "until": usual_end(start),
    }


def nth_of(day: date) -> int:
    """Which of its weekday in the month a day is; the fifth is called the last, which every month has."""
    return (day.day - 1) // _WEEK + 1 if day.day <= _SHORTEST_MONTH else -1


def usual_end(day: date) -> date:
    """Where a series ends unless one says otherwise: the 30th of June, when the associations' season does."""
    june = date(school_year_of(day) + 1, 6, 30)
    return june if day < june else season_end(day)


def _rhythm_of(pattern: Pattern) -> Rhythm:
    if pattern.frequency is None:
        return Rhythm.PICKED
    fitting = [one for one, frequency in _FREQUENCIES.items() if frequency is pattern.frequency]
    return next((one for one in fitting if (one in ON_NTHS) == bool(pattern.nths)), fitting[0])


def _ending_of(pattern: Pattern) -> Ending:
    if pattern.count is not None:
        return Ending.COUNT
    return Ending.SEASON if pattern.until is None else Ending.UNTIL
