"""The rules a dialog can show and edit: a rule of another form keeps its text and is only read."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import product

from coopdesk.domain.recurrence_rule import Frequency, NthDay, Rule, RuleError
from coopdesk.foundation.problems import Problem

NTHS = (1, 2, 3, 4, 5, -1)
"""Which of a month's Tuesdays a dialog offers; -1 is the last."""
LAST_DAY = -1
"""The last day of the month, whatever its number."""
_EVERY_MONTH = tuple(range(1, 13))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """How often something comes back, as one says it.

    Weekly, on `weekdays`; monthly, on `month_day`, or on the `nths` of the `weekdays` (1 and 3 of Tuesday); yearly,
    the same in `month`. No frequency: the dates `picked` by hand and no others.
    """

    frequency: Frequency | None
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    month_day: int | None = None
    month: int | None = None
    count: int | None = None
    until: date | None = None
    picked: tuple[date, ...] = ()


def rule_of(pattern: Pattern) -> Rule | None:
    """The rule of a pattern, None for dates picked by hand; a RuleError names the field that is wrong."""
    if pattern.frequency is None:
        if not pattern.picked:
            raise RuleError(Problem("picked", "rule_without_dates"))
        return None
    _check(pattern)
    has_month_days = pattern.frequency in (Frequency.MONTHLY, Frequency.YEARLY)
    nths = sorted(set(pattern.nths), key=lambda nth: (nth < 0, nth)) if has_month_days else [0]
    weekdays = sorted(set(pattern.weekdays))
    return Rule(
        frequency=pattern.frequency,
        interval=pattern.interval,
        count=pattern.count,
        until=pattern.until,
        months=(pattern.month,) if pattern.month and pattern.frequency is Frequency.YEARLY else (),
        month_days=(pattern.month_day,) if pattern.month_day and not pattern.nths and has_month_days else (),
        days=()
        if pattern.frequency is Frequency.DAILY
        else tuple(NthDay(weekday, nth) for nth, weekday in product(nths, weekdays)),
    )


def _check(pattern: Pattern) -> None:
    """What no rule can say."""
    if pattern.interval < 1:
        raise RuleError(Problem("interval", "rule_number_positive"))
    if pattern.count is not None and pattern.count < 1:
        raise RuleError(Problem("count", "rule_number_positive"))
    if pattern.count is not None and pattern.until is not None:
        raise RuleError(Problem("until", "rule_ends_twice"))
    if pattern.frequency in (Frequency.WEEKLY, Frequency.DAILY):
        return
    if pattern.nths and not pattern.weekdays:
        raise RuleError(Problem("weekdays", "required"))
    if not pattern.nths and pattern.month_day is None:
        raise RuleError(Problem("month_day", "required"))


def pattern_of(rule: Rule | None, start: date, picked: tuple[date, ...] = ()) -> Pattern | None:
    """The pattern that says the same as a rule, None where a dialog has no fields for it."""
    if rule is None:
        return Pattern(frequency=None, picked=picked)
    if picked or rule.weeks or rule.year_days or isinstance(rule.until, datetime) or not _week_is_usual(rule):
        return None
    fields = _FIELDS[rule.frequency](rule, start)
    if fields is None:
        return None
    return Pattern(interval=rule.interval, count=rule.count, until=rule.until, **fields)  # type: ignore[arg-type]


def _week_is_usual(rule: Rule) -> bool:
    """Whether weeks start on Monday, as far as it makes a difference: every second week, on more than one day."""
    return rule.week_start == 0 or rule.frequency is not Frequency.WEEKLY or rule.interval == 1 or len(rule.days) < 2


def _daily(rule: Rule, _start: date) -> dict[str, object] | None:
    if rule.months or rule.month_days or rule.positions:
        return None
    if not rule.days:
        return {"frequency": Frequency.DAILY}
    # « Every day that is a Monday or a Tuesday » is every week on these.
    return {"frequency": Frequency.WEEKLY, "weekdays": _weekdays(rule)} if rule.interval == 1 else None


def _weekly(rule: Rule, start: date) -> dict[str, object] | None:
    if rule.months or rule.positions:
        return None
    return {"frequency": Frequency.WEEKLY, "weekdays": _weekdays(rule) or (start.weekday(),)}


def _monthly(rule: Rule, start: date) -> dict[str, object] | None:
    if rule.months and rule.months != _EVERY_MONTH:
        return None
    in_month = _in_month(rule, start)
    return None if in_month is None else {"frequency": Frequency.MONTHLY, **in_month}


def _yearly(rule: Rule, start: date) -> dict[str, object] | None:
    if len(rule.months) > 1 or (not rule.months and (rule.days or rule.month_days)):
        return None
    in_month = _in_month(rule, start)
    month = rule.months[0] if rule.months else start.month
    return None if in_month is None else {"frequency": Frequency.YEARLY, "month": month, **in_month}


def _in_month(rule: Rule, start: date) -> dict[str, object] | None:
    """The day of the month, or which of its days of the week."""
    if not rule.days:
        if len(rule.month_days) > 1 or rule.positions or (rule.month_days and rule.month_days[0] < LAST_DAY):
            return None
        return {"month_day": rule.month_days[0] if rule.month_days else start.day}
    if rule.month_days:
        return None
    weekdays = _weekdays(rule)
    nths = tuple(dict.fromkeys(day.nth for day in rule.days))
    if rule.positions:
        # « The 1st and 3rd of the Tuesdays » is the 1st and 3rd Tuesday; of Tuesdays and Thursdays together it is not.
        if nths != (0,) or len(weekdays) > 1:
            return None
        nths = rule.positions
    is_whole = rule.positions or len(rule.days) == len(nths) * len(weekdays)
    return {"weekdays": weekdays, "nths": nths} if is_whole and set(nths) <= set(NTHS) else None


def _weekdays(rule: Rule) -> tuple[int, ...]:
    return tuple(sorted({day.weekday for day in rule.days}))


_FIELDS = {
    Frequency.DAILY: _daily,
    Frequency.WEEKLY: _weekly,
    Frequency.MONTHLY: _monthly,
    Frequency.YEARLY: _yearly,
}
