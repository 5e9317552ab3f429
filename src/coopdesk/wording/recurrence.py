"""The words of a recurrence: « chaque 1er et 3e mardi du mois, jusqu’au 30 juin 2027 »."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from coopdesk.domain.recurrence_pattern import LAST_DAY, Pattern, pattern_of
from coopdesk.domain.recurrence_rule import Frequency, Rule
from coopdesk.foundation.i18n import N_, _, format_date, format_day, ngettext, pgettext

_EVERY: Mapping[Frequency, tuple[str, str, str]] = {
    Frequency.DAILY: (N_("every day"), N_("every other day"), N_("every {n} days")),
    Frequency.WEEKLY: (N_("every week"), N_("every other week"), N_("every {n} weeks")),
    Frequency.MONTHLY: (N_("every month"), N_("every other month"), N_("every {n} months")),
    Frequency.YEARLY: (N_("every year"), N_("every other year"), N_("every {n} years")),
}
_NTHS: Mapping[int, str] = {
    1: N_("1st"),
    2: N_("2nd"),
    3: N_("3rd"),
    4: N_("4th"),
    5: N_("5th"),
    -1: N_("last"),
}
_LEAP_YEAR = 2024
"""A year with every day of the calendar, which began on a Monday."""
_WORKING_DAYS, _WEEK = tuple(range(5)), tuple(range(7))
_ALWAYS_THERE = 28
"""The last number that every month has."""


def rule_words(recurrence: Rule | Pattern | None, start: date | None = None, picked: Sequence[date] = ()) -> str:
    """How often something comes back and until when, to be read within a sentence.

    What a rule leaves to its start is told from `start`. A rule that has no words here is shown as it is written.
    """
    if isinstance(recurrence, Pattern):
        return _pattern_words(recurrence)
    if recurrence is None:
        return _picked_words(picked)
    rule = recurrence
    if isinstance(rule.until, datetime):
        rule = replace(rule, until=rule.until.date())
    if start is None and not (rule.days or rule.month_days or rule.months or rule.weeks or rule.year_days):
        return _joined([_every(rule.frequency, rule.interval), _end(rule.count, rule.until)])
    is_whole = start is not None or rule.days or (rule.month_days and (rule.months or rule.frequency != "YEARLY"))
    pattern = pattern_of(rule, start or date(_LEAP_YEAR, 1, 1)) if is_whole else None
    words = _pattern_words(pattern) if pattern else _("by the rule {rule}").format(rule=recurrence.text)
    return _joined([words, _picked_too(len(picked))])


def nth_word(nth: int) -> str:
    """Which of the month's Tuesdays: « 1er », « dernier »."""
    return _(_NTHS[nth])


def _pattern_words(pattern: Pattern) -> str:
    if pattern.frequency is None:
        return _picked_words(pattern.picked)
    days = _DAYS[pattern.frequency](pattern)
    return _joined([days, _end(pattern.count, pattern.until)])


def _picked_words(picked: Sequence[date]) -> str:
    text = ngettext("{n} date picked by hand", "{n} dates picked by hand", len(picked))
    return text.format(n=len(picked))


def _picked_too(number: int) -> str:
    text = ngettext("and {n} date picked by hand", "and {n} dates picked by hand", number)
    return text.format(n=number) if number else ""


def _end(count: int | None, until: date | None) -> str:
    if count is not None:
        return ngettext("{n} time", "{n} times", count).format(n=count)
    return "" if until is None else _("until {day}").format(day=format_date(until))


def _every(frequency: Frequency, interval: int) -> str:
    once, other, several = _EVERY[frequency]
    return _((once, other, several)[min(interval, 3) - 1]).format(n=interval)


def _daily(pattern: Pattern) -> str:
    return _every(Frequency.DAILY, pattern.interval)


def _weekly(pattern: Pattern) -> str:
    weekdays = tuple(sorted(pattern.weekdays))
    if pattern.interval == 1 and weekdays == _WEEK:
        return _every(Frequency.DAILY, 1)
    if pattern.interval == 1 and weekdays == _WORKING_DAYS:
        return _("every day from {first} to {last}").format(first=_weekday(0), last=_weekday(4))
    if not weekdays:
        return _every(Frequency.WEEKLY, pattern.interval)
    if pattern.interval == 1:
        return _("every {weekdays}").format(weekdays=_listed([_weekday(one) for one in weekdays]))
    days = [pgettext("on these days", "{weekday}").format(weekday=_weekday(one)) for one in weekdays]
    return _on(Frequency.WEEKLY, pattern.interval, _listed(days))


def _monthly(pattern: Pattern) -> str:
    if pattern.nths:
        days, note = _nth_days(pattern), _missing_nth(pattern)
        if pattern.interval > 1:
            words = _on(Frequency.MONTHLY, pattern.interval, days)
        elif len(pattern.weekdays) == 1 and pattern.nths != (-1,):
            nths = _listed([_(_NTHS[nth]) for nth in pattern.nths])
            words = _("every {nths} {weekday} of the month").format(nths=nths, weekday=_weekday(pattern.weekdays[0]))
        else:
            words = _("{days} of the month").format(days=days)
        return f"{words} {note}".rstrip()
    day = pattern.month_day or 1
    note = _("(months without day {n} are skipped)").format(n=day) if day > _ALWAYS_THERE else ""
    if pattern.interval > 1:
        words = _on(Frequency.MONTHLY, pattern.interval, _month_day(day))
    else:
        words = _("{day} of each month").format(day=_month_day(day))
    return f"{words} {note}".rstrip()


def _yearly(pattern: Pattern) -> str:
    month, every = pattern.month or 1, _every(Frequency.YEARLY, pattern.interval)
    if pattern.nths or pattern.month_day == LAST_DAY:
        days = _nth_days(pattern) if pattern.nths else _month_day(LAST_DAY)
        month_name = format_day(date(_LEAP_YEAR, month, 1), "MMMM")
        words = _("{every} in {month}, {days}").format(every=every, month=month_name, days=days)
        return f"{words} {_missing_nth(pattern)}".rstrip()
    try:
        day = format_day(date(_LEAP_YEAR, month, pattern.month_day or 1), "d MMMM")
    except ValueError:  # the 31st of April: a rule without dates, told as it is
        day = f"{pattern.month_day}/{month}"
    words = _("{every} on {day}").format(every=every, day=day)
    note = _("(years without a 29 February are skipped)") if (month, pattern.month_day) == (2, 29) else ""
    return f"{words} {note}".rstrip()


_DAYS = {
    Frequency.DAILY: _daily,
    Frequency.WEEKLY: _weekly,
    Frequency.MONTHLY: _monthly,
    Frequency.YEARLY: _yearly,
}


def _on(frequency: Frequency, interval: int, days: str) -> str:
    return _("{every}, on {days}").format(every=_every(frequency, interval), days=days)


def _nth_days(pattern: Pattern) -> str:
    """« le 1er mardi et le 3e mardi »."""
    return _listed(
        [
            _("the {nth} {weekday}").format(nth=_(_NTHS[nth]), weekday=_weekday(weekday))
            for nth in pattern.nths
            for weekday in pattern.weekdays
        ]
    )


def _missing_nth(pattern: Pattern) -> str:
    if 5 not in pattern.nths:
        return ""
    days = _listed([_weekday(one) for one in pattern.weekdays])
    if pattern.frequency is Frequency.YEARLY:
        return _("(years without a 5th {weekday} are skipped)").format(weekday=days)
    return _("(months without a 5th {weekday} are skipped)").format(weekday=days)


def _month_day(day: int) -> str:
    if day == LAST_DAY:
        return _("the last day")
    return _("the 1st") if day == 1 else _("day {n}").format(n=day)


def _weekday(weekday: int) -> str:
    return format_day(date(_LEAP_YEAR, 1, 1 + weekday), "EEEE")


def _listed(words: Sequence[str]) -> str:
    """« lundi, mardi et jeudi »."""
    if len(words) < 2:
        return "".join(words)
    return _("{words} and {last}").format(words=", ".join(words[:-1]), last=words[-1])


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(filter(None, parts))
