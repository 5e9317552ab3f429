"""The clock of a zone as calendars describe it: VTIMEZONE, in the short form that all of them read."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from coopdesk.domain.recurrence_rule import DAY_CODES

if TYPE_CHECKING:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_YEARS = range(2026, 2037)
"""The years whose changes of the clock are looked at."""

_FIRST_YEAR = 1970


class _Change(NamedTuple):
    """A change of the clock: when by the clock before it, and the hours it is away from UTC before and after."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def time_zone(name: str) -> "Timezone":
    """The VTIMEZONE of a zone: two rules, or none where the clock never changes."""
    from icalendar import Timezone  # noqa: PLC0415 - it costs 0.1 s, paid only when a calendar is written

    zone = ZoneInfo(name)
    years = [list(_changes(zone, year)) for year in _YEARS]
    if not any(years):
        fixed = Timezone()
        fixed.add("TZID", name)
        at = datetime(_FIRST_YEAR, 1, 1, tzinfo=zone)
        offset = _offset(datetime(_YEARS[0], 1, 1, tzinfo=zone))
        fixed.add_component(_part(_Change(at.replace(tzinfo=None), offset, offset, at.tzname() or "", False), None))
        return fixed
    if any(len(changes) != 2 for changes in years):
        return Timezone.from_tzid(name)
    rules = [_rule([changes[place].at for changes in years]) for place in range(2)]
    if None in rules:
        return Timezone.from_tzid(name)
    found = Timezone()
    found.add("TZID", name)
    for change, rule in zip(years[0], rules, strict=True):
        found.add_component(_part(change, rule))
    return found


def _changes(zone: ZoneInfo, year: int) -> Iterator[_Change]:
    """The changes of a year, to the minute."""
    day, one = datetime(year, 1, 1), timedelta(days=1)
    while day.year == year:
        before, after = (_offset(moment.replace(tzinfo=zone)) for moment in (day, day + one))
        if before != after:
            minutes = next(n for n in range(1, 24 * 60 + 1) if _offset(_later(day, n, zone)) != before)
            moment = _later(day, minutes, zone)
            yield _Change(day + timedelta(minutes=minutes), before, after, moment.tzname() or "", bool(moment.dst()))
        day += one


def _later(day: datetime, minutes: int, zone: ZoneInfo) -> datetime:
    """So many minutes of the clock before any change that day, whatever the hands then show."""
    start = day.replace(tzinfo=zone)
    utc = day - _offset(start) + timedelta(minutes=minutes)
    return utc.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _rule(moments: list[datetime]) -> tuple[int, str] | None:
    """The month and « -1SU » or « 2SU » that all of these are on."""
    day = moments[0]
    nths = ((day.day - 1) // 7 + 1, -1)
    for nth in nths:
        if all((one.month, one.weekday()) == (day.month, day.weekday()) and _is_nth(one, nth) for one in moments):
            return day.month, f"{nth}{DAY_CODES[day.weekday()]}"
    return None


def _is_nth(day: datetime, nth: int) -> bool:
    if nth < 0:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == nth


def _part(change: _Change, rule: tuple[int, str] | None) -> "TimezoneStandard | TimezoneDaylight":
    from icalendar import TimezoneDaylight, TimezoneStandard, vRecur  # noqa: PLC0415 - see above

    part = TimezoneDaylight() if change.is_summer else TimezoneStandard()
    at = change.at
    if rule is not None:
        month, day = rule
        text = f"FREQ=YEARLY;BYMONTH={month};BYDAY={day}"
        # Where the rule began, far back: dates of before are then known too.
        at = next(
            one
            for number in range(31)
            if (one := datetime(_FIRST_YEAR, month, 1, at.hour, at.minute) + timedelta(days=number)).weekday()
            == DAY_CODES.index(day[-2:])
            and _is_nth(one, int(day[:-2]))
        )
        part.add("DTSTART", at)
        part.add("RRULE", vRecur.from_ical(text))
    else:
        part.add("DTSTART", at)
    part.add("TZOFFSETFROM", change.before)
    part.add("TZOFFSETTO", change.after)
    part.add("TZNAME", change.name)
    return part
