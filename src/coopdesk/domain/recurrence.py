"""The dates of a series: those its rule gives, from its start to the end of the season, and those picked by hand.

Months without the day are skipped, as RFC 5545 says: a 31st never becomes a 30th. RFC counts the start as a date of its
own even where it does not match the rule; here only dates that match do, as in python-dateutil, so that « every
Tuesday » never holds a Thursday.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from coopdesk.domain.period import Interval
from coopdesk.domain.recurrence_rule import Frequency, NthDay, Rule, RuleError, rule_error
from coopdesk.foundation.problems import Problem

MAX_DATES = 2000
"""No series of a house is longer: more dates than that are a slip."""

_CYCLE = 400
"""After so many years the calendar comes back whole, leap years and days of the week alike."""
_LAST_YEAR = 9999
_YEARS_SEARCHED = 200
_NUMBERS: Mapping[Frequency, Literal[0, 1, 2, 3]] = {
    Frequency.YEARLY: 0,
    Frequency.MONTHLY: 1,
    Frequency.WEEKLY: 2,
    Frequency.DAILY: 3,
}
"""dateutil's names for the frequencies."""


def dates(
    rule: Rule | None,
    start: date,
    until: date | None = None,
    picked: Iterable[date] = (),
    zone: ZoneInfo | None = None,
) -> list[date]:
    """The dates of a series, in order: those from `start` on that match the rule, and those picked by hand.

    An endless rule stops at `until`, the end of the season. Where `start` is a date-time and the rule's UNTIL one too,
    the hour of that last day counts; a UTC one is read by the clock of `zone`. Raises RuleError: rule_without_dates,
    rule_too_long, rule_too_far, rule_endless.
    """
    found = set(picked)
    if rule is not None:
        if rule.is_endless and until is None:
            raise rule_error("rule_endless")
        found.update(islice(_walk(rule, start, until if rule.is_endless else None, zone), MAX_DATES + 1))
    if not found:
        raise rule_error("rule_without_dates")
    if len(found) > MAX_DATES:
        raise rule_error("rule_too_long", n=MAX_DATES)
    return sorted(found)


def _walk(rule: Rule, start: date, season_end: date | None, zone: ZoneInfo | None) -> Iterator[date]:
    first = start.date() if isinstance(start, datetime) else start
    last = season_end or _last_day(rule, start, zone) or date.max
    matching = takewhile(lambda day: day <= last, _matching(rule, first))
    if rule.count is None:
        yield from matching
        return
    number = 0
    for number, day in enumerate(islice(matching, rule.count), start=1):  # noqa: B007 - how many there were
        yield day
    if 0 < number < rule.count:
        raise rule_error("rule_too_far", n=_YEARS_SEARCHED)


def _matching(rule: Rule, start: date) -> Iterator[date]:
    """The days from `start` on that match a rule, whatever its end."""
    from dateutil import rrule  # noqa: PLC0415 - the start of the window needs none

    first, days = start, rule.days
    if rule.frequency is Frequency.WEEKLY and rule.positions:
        # Positions count in the whole week, from its first day; dateutil would count from the start itself.
        first = start - timedelta(days=(start.weekday() - rule.week_start) % 7)
        days = days or (NthDay(start.weekday()),)
    # dateutil looks for a next date until the year 9999, seconds long where there is none. The calendar of a later
    # cycle is the same, and its end is near.
    shift = (_LAST_YEAR - _YEARS_SEARCHED - first.year) // _CYCLE * _CYCLE
    found = rrule.rrule(
        _NUMBERS[rule.frequency],
        dtstart=datetime(first.year + shift, first.month, first.day),
        interval=rule.interval,
        wkst=rule.week_start,
        bymonth=rule.months or None,
        byweekno=rule.weeks or None,
        byyearday=rule.year_days or None,
        bymonthday=rule.month_days or None,
        byweekday=[rrule.weekday(day.weekday, day.nth or None) for day in days] or None,
        bysetpos=rule.positions or None,
    )
    for moment in found:
        if moment.year - shift > _LAST_YEAR:
            return
        day = date(moment.year - shift, moment.month, moment.day)
        if day >= start:
            yield day


def _last_day(rule: Rule, start: date, zone: ZoneInfo | None) -> date | None:
    """The last day a rule's UNTIL lets in, given the hour of the start."""
    if not isinstance(rule.until, datetime):
        return rule.until
    until = rule.until
    if until.tzinfo is not None:
        # The calendar's last days have no clock elsewhere; « for ever » is no less far by ours.
        has_clock = zone is not None and until.year < _LAST_YEAR
        until = (until.astimezone(zone) if has_clock else until).replace(tzinfo=None)
    is_reached = not isinstance(start, datetime) or start.time() <= until.time()
    return until.date() if is_reached else until.date() - timedelta(days=1)


def spans(days: Iterable[date], starts_at: time, ends_at: time, day_offset: int = 0) -> list[Interval]:
    """When a series takes the room on each of its days, by the clock on the wall: 18:00 stays 18:00 all year.

    `day_offset` is how many days later it ends; a night over the change of the clocks keeps its end time. Raises
    RuleError: end_before_start.
    """
    if day_offset < 0 or (day_offset == 0 and ends_at <= starts_at):
        raise RuleError(Problem("ends_at", "end_before_start"))
    later = timedelta(days=day_offset)
    return [Interval(datetime.combine(day, starts_at), datetime.combine(day + later, ends_at)) for day in days]


def in_gap(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of a zone skip a moment when they go forward: 28 March 2027, 2:30 in Paris."""
    return moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment


def check_gaps(intervals: Sequence[Interval], zone: ZoneInfo) -> list[Problem]:
    """Beside each end, the first moment of a series that no clock will show."""
    problems = []
    for field, moments in (
        ("starts_at", (one.start for one in intervals)),
        ("ends_at", (one.end for one in intervals)),
    ):
        skipped = next((moment for moment in moments if in_gap(moment, zone)), None)
        if skipped is not None:
            params = {"moment": skipped.isoformat(timespec="minutes")}
            problems.append(Problem(field, "clocks_skip", params, is_warning=True))
    return problems


def with_until(rule: Rule, day: date) -> Rule:
    """The same rule, ended with this day: how a series is cut or extended."""
    return replace(rule, count=None, until=day)


class Split(NamedTuple):
    """A series in two: the rule before a day, the rule from then on and where that one starts; None: no date there."""

    head: Rule | None
    tail: Rule | None
    tail_start: date | None


def split_at(rule: Rule, start: date, day: date, until: date | None = None) -> Split:
    """Part a series at a day, so that both rules together give the same dates as before.

    The tail starts with its first date: counted from there, every second week stays the same week.
    """
    every = dates(rule, start, until)
    before = [one for one in every if one < day]
    if len(before) == len(every):
        return Split(rule, None, None)
    if not before:
        return Split(None, rule, every[0])
    tail = rule if rule.count is None else replace(rule, count=rule.count - len(before))
    return Split(with_until(rule, day - timedelta(days=1)), tail, every[len(before)])
