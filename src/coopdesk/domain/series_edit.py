"""What an edit of a series does to each of its dates: only what was changed, and only where nobody had changed it."""

from collections import defaultdict
from collections.abc import Collection, Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from coopdesk.domain.booking import TAKING, Booking, BookingDraft, BookingState, Reason
from coopdesk.domain.calendars import school_year_of
from coopdesk.domain.period import Interval
from coopdesk.domain.recurrence_rule import Frequency, NthDay, Rule, parse_rule
from coopdesk.domain.series import Series, SeriesDraft

SHARED = ("room_id", "organisation_id", "kind", "layout", "purpose", "expected_persons", "notes")
"""The fields a date has from its series, until somebody changes them for that date alone."""

HOLIDAY_REASONS = frozenset({Reason.SCHOOL_HOLIDAY, Reason.NO_SCHOOL_HOLIDAY, Reason.BANK_HOLIDAY})
"""The reasons for which a date is left out without anybody deciding it."""


def draft_of(series: SeriesDraft) -> SeriesDraft:
    """A series as it would be asked for."""
    return SeriesDraft(**{name: getattr(series, name) for name in SeriesDraft.__dataclass_fields__})


def changed(row: Booking, former: SeriesDraft, draft: SeriesDraft, day: date, *, is_forced: bool = False) -> Booking:
    """A date after an edit of its series, `day` its original date from now on.

    A field takes the new value where the edit changes it and the date still had the former one, or `is_forced`; the
    day, the start and the end count each by itself, by the clock on the wall.
    """
    values = {
        name: getattr(draft, name)
        for name in SHARED
        if getattr(former, name) != getattr(draft, name) and (is_forced or getattr(row, name) == getattr(former, name))
    }
    session = _session(row, former, draft, day, is_forced=is_forced)
    return replace(row, occurrence_on=day, starts_at=session.start, ends_at=session.end, **values)


def _session(row: Booking, former: SeriesDraft, draft: SeriesDraft, day: date, *, is_forced: bool) -> Interval:
    usual, wanted = former.session_on(original(row)), draft.session_on(day)
    if usual == wanted:
        return row.interval
    if is_forced:
        return wanted
    over = row.ends_at.date() - row.starts_at.date()
    has_own_day = row.starts_at.date() != usual.start.date()
    has_own_start = row.starts_at.time() != former.starts_at
    has_own_end = (row.ends_at.time(), over.days) != (former.ends_at, former.days_over)
    held_on = row.starts_at.date() if has_own_day else day
    starts = row.starts_at.time() if has_own_start else draft.starts_at
    ends, later = (row.ends_at.time(), over) if has_own_end else (draft.ends_at, timedelta(days=draft.days_over))
    session = Interval(datetime.combine(held_on, starts), datetime.combine(held_on + later, ends))
    if session.end <= session.start:
        # One end of its own does not go with the other's new hour: both stay as they are.
        return Interval(
            datetime.combine(held_on, row.starts_at.time()), datetime.combine(held_on + over, row.ends_at.time())
        )
    return session


def is_untouched(row: Booking, series: SeriesDraft) -> bool:
    """Whether nobody changed or decided anything for a date: it is as its series made it."""
    as_made = row.state in TAKING or (row.state is BookingState.SKIPPED and row.reason_code in HOLIDAY_REASONS)
    return (
        as_made
        and not row.override_reason
        and not row.reason
        and row.interval == series.session_on(original(row))
        and all(getattr(row, name) == getattr(series, name) for name in SHARED)
    )


def original(row: Booking) -> date:
    """The date a session of a series is known by, wherever it was moved."""
    if row.occurrence_on is None:
        raise ValueError("a booking of no series")
    return row.occurrence_on


@dataclass(frozen=True, slots=True)
class Pairing:
    """What becomes of the dates of a series whose rule changes: `moved` from the old to the new date."""

    moved: dict[date, date]
    gone: frozenset[date]
    added: frozenset[date]


def paired(old: Collection[date], new: Collection[date], frequency: Frequency | None = None) -> Pairing:
    """Which new date each old one becomes: the same, or one of its week (its month, its year) in order.

    So a Thursday that becomes a Friday stays the same session, with all that hangs on it.
    """
    by_period: dict[Hashable, tuple[list[date], list[date]]] = defaultdict(lambda: ([], []))
    for side, dates, others in ((0, old, set(new)), (1, new, set(old))):
        for day in sorted(set(dates) - others):
            by_period[_period(day, frequency)][side].append(day)
    moved = {
        before: after for befores, afters in by_period.values() for before, after in zip(befores, afters, strict=False)
    }
    gone = frozenset(old) - frozenset(new) - frozenset(moved)
    added = frozenset(new) - frozenset(old) - frozenset(moved.values())
    return Pairing(moved, gone, added)


def _period(day: date, frequency: Frequency | None) -> Hashable:
    if frequency is Frequency.MONTHLY:
        return day.year, day.month
    return day.year if frequency is Frequency.YEARLY else tuple(day.isocalendar())[:2]


def shifted(series: SeriesDraft, former: BookingDraft, after: BookingDraft) -> SeriesDraft:
    """A series as it must be for one of its sessions to be as it was edited: for « all » and « the following ».

    Only what was changed in the session changes in the series. A session taken to another day of the week takes the
    rule there; where no rule says such a thing, its days stay.
    """
    values: dict[str, Any] = {
        name: getattr(after, name) for name in SHARED if getattr(former, name) != getattr(after, name)
    }
    over = (after.ends_at.date() - after.starts_at.date()).days
    if after.starts_at.time() != former.starts_at.time():
        values["starts_at"] = after.starts_at.time()
    if after.ends_at.time() != former.ends_at.time():
        values["ends_at"] = after.ends_at.time()
    if over != (former.ends_at.date() - former.starts_at.date()).days:
        values["days_over"] = over
    days = (after.starts_at.date() - former.starts_at.date()).days
    moved = _moved_rule(series, former.starts_at.date(), days) if days else None
    return replace(series, **values, **(moved or {}))


def _moved_rule(series: SeriesDraft, day: date, shift: int) -> dict[str, Any] | None:
    """The rule and the start of a series of which one day goes so many days further."""
    if not series.rule:
        return None
    rule, starts_on = parse_rule(series.rule), series.starts_on + timedelta(days=shift)
    if not rule.days and not rule.month_days and not rule.year_days and rule.frequency is not Frequency.DAILY:
        return {"starts_on": starts_on}
    if not rule.days:
        return None
    weekday, other = day.weekday(), (day.weekday() + shift) % 7
    days = {NthDay(other, one.nth) if one.weekday == weekday else one for one in rule.days}
    ordered = tuple(sorted(days, key=lambda one: (one.nth < 0, one.nth, one.weekday)))
    # Never later than it was, or its first session would be lost; of every second week it stays in its own.
    first = min(series.starts_on, starts_on) if rule.interval == 1 else monday(series.starts_on)
    return {"rule": replace(rule, days=ordered).text, "starts_on": first}


def monday(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def carried(series: Series, season: int, first: date | None = None) -> SeriesDraft:
    """A series as it would be in another season, from September of that year: the same weekdays, a year later.

    `first` is when it began, where an earlier series did: one that was split in the year comes back whole.
    """
    years = season - school_year_of(series.starts_on)
    opening = date(season, 9, 1)
    starts_on = first or series.starts_on
    rule = parse_rule(series.rule) if series.rule else None
    if rule is None or (rule.frequency is Frequency.WEEKLY and (not rule.days or rule.interval > 1)):
        starts_on = same_weekday(starts_on, years, opening)
    else:
        starts_on = max(_years_later(starts_on, years), opening)
    if rule is None:
        return replace(draft_of(series), starts_on=starts_on)
    return replace(draft_of(series), starts_on=starts_on, rule=_ending(rule, season).text)


def _ending(rule: Rule, season: int) -> Rule:
    """A rule that ends as late in another season, with that season at the latest."""
    if rule.until is None:
        return rule
    last = rule.until.date() if isinstance(rule.until, datetime) else rule.until
    return replace(rule, until=min(_years_later(last, season - school_year_of(last)), date(season + 1, 8, 31)))


def same_weekday(day: date, years: int, opening: date | None = None) -> date:
    """The same day of the week so many years later, as near as can be, not before an opening."""
    later = _years_later(day, years)
    shift = (day.weekday() - later.weekday() + 3) % 7 - 3
    found = later + timedelta(days=shift)
    while opening is not None and found < opening:
        found += timedelta(days=7)
    return found


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)
