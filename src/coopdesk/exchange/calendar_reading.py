"""A calendar of any program, read into the house's own clock: iCalendar, RFC 5545 (docs/decisions/0011).

What is written badly is refused with its line, and nothing of the file is taken; what is written well but cannot be
held here (a rule that counts hours) is a problem of its event alone.
"""

import hashlib
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from coopdesk.domain import recurrence
from coopdesk.domain.booking import BookingState
from coopdesk.domain.calendar_event import CalendarEvent, EventCalendar, LeftOut
from coopdesk.domain.calendars import season_end
from coopdesk.domain.recurrence_rule import Rule, RuleError, parse_rule
from coopdesk.domain.text import clean
from coopdesk.exchange.calendar_own import own_left_out, own_values
from coopdesk.exchange.ical_events import Place, is_calendar, places
from coopdesk.exchange.tables import decode
from coopdesk.foundation.problems import Problem, UserError

Moment = date | datetime
"""As files have it: a day, by a clock that is not said, by that of a zone."""

_DATED = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_ONE_DAY = timedelta(days=1)

_YEARS = range(2, 9998)
"""At either end of the calendar nothing can be added to a day: a year there is a slip."""


def read_calendar(data: bytes, house_zone: str, today: date) -> EventCalendar:
    """The events of a file; endless rules stop with the season of today, or of their start where that is later.

    Raises UserError: calendar_broken with its line, calendar_not_one.
    """
    from icalendar import Calendar  # noqa: PLC0415 - it costs 0.1 s, paid only when a calendar is read

    if not is_calendar(data):
        raise UserError("calendar_not_one")
    text = decode(data)
    found = list(places(text))
    zone = ZoneInfo(house_zone)
    with warnings.catch_warnings():
        # A zone known by a longer name (« /…/Europe/Paris ») is the one of the same name.
        warnings.simplefilter("ignore")
        try:
            calendars = Calendar.from_ical(text, multiple=True)
        except ValueError as error:
            raise UserError("calendar_broken", {"line": 1}) from error
    name = next((clean(str(one["X-WR-CALNAME"])) for one in calendars if "X-WR-CALNAME" in one), "")
    written = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    events: list[CalendarEvent] = []
    for event, place in zip(written, found, strict=True):
        _refuse_broken(event, place)
        events += _Reader(event, place, zone, today).events()
    return EventCalendar(name, house_zone, tuple(_latest(events)))


def _latest(events: Iterable[CalendarEvent]) -> Iterator[CalendarEvent]:
    """The same events, of those written twice the last."""
    by_identity = {(one.uid, one.original): one for one in events}
    yield from by_identity.values()


def _refuse_broken(event: Any, place: Place) -> None:
    broken = [name for name, _message in event.errors if name in _DATED]
    if broken:
        raise UserError("calendar_broken", {"line": min(map(place.line_of, broken))})
    if "DTSTART" not in event:
        raise UserError("calendar_broken", {"line": place.line})


class _Dated(NamedTuple):
    """A date of a series by the house's clock."""

    day: date
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class _Reader:
    """One event of a file, by the house's clock."""

    event: Any
    place: Place
    zone: ZoneInfo
    today: date

    def events(self) -> list[CalendarEvent]:
        """The event; for a series whose hours change by the house's clock, the dates that are at other hours too."""
        try:
            start, end = self._start, self._end
            if start.year not in _YEARS or end.year not in _YEARS:
                raise ValueError(start.year)
            single = self._single(start, end)
            if end <= start:
                return [replace(single, problems=(Problem("ends_at", "end_before_start"),))]
            if "RRULE" not in self.event and "RDATE" not in self.event:
                return [single]
            if single.original is not None:
                return [single]
            return self._series(single)
        except RuleError as error:
            return [replace(self._single(self._start, self._start + _ONE_DAY), problems=(error.problem,))]
        except (ValueError, OverflowError, AttributeError, TypeError) as error:
            raise UserError("calendar_broken", {"line": self.place.line}) from error

    @property
    def _first(self) -> Moment:
        moment: Moment = self.event["DTSTART"].dt
        return moment

    @property
    def _start(self) -> datetime:
        return self._local(self._first)

    @property
    def _end(self) -> datetime:
        if "DTEND" in self.event:
            return self._local(self.event["DTEND"].dt)
        if "DURATION" in self.event:
            return self._after(self._first, self.event["DURATION"].dt)
        return self._start + (timedelta() if isinstance(self._first, datetime) else _ONE_DAY)

    def _after(self, moment: Moment, length: timedelta) -> datetime:
        """So much later: days by the calendar, hours by the clock that runs on."""
        if isinstance(moment, datetime) and moment.tzinfo is not None:
            later = moment + timedelta(days=length.days)
            return self._local(later.astimezone(UTC) + timedelta(seconds=length.seconds))
        return self._local(moment) + length

    def _local(self, moment: Moment) -> datetime:
        """A moment by the house's clock, to the minute; a time without a zone is the house's own."""
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time())
        if moment.tzinfo is not None:
            moment = moment.astimezone(self.zone).replace(tzinfo=None)
        return moment.replace(second=0, microsecond=0, fold=0)

    def _single(self, start: datetime, end: datetime) -> CalendarEvent:
        event = self.event
        summary, location = (clean(str(event.get(name, ""))) for name in ("SUMMARY", "LOCATION"))
        organiser = clean(str(getattr(event.get("ORGANIZER"), "params", {}).get("CN", "")))
        status = str(event.get("STATUS", "")).upper()
        state = {"CANCELLED": BookingState.CANCELLED, "TENTATIVE": BookingState.OPTION}.get(status)
        found = CalendarEvent(
            uid=clean(str(event.get("UID", ""))) or _made_up(start, summary),
            starts_at=start,
            ends_at=end,
            summary=" ".join(summary.split()),
            location=" ".join(location.split()),
            organiser=organiser,
            state=state or BookingState.CONFIRMED,
            line=self.place.line,
        )
        found = replace(found, **own_values(event))
        original = event.get("RECURRENCE-ID")
        if original is None:
            return found
        problems = () if "RANGE" not in original.params else (Problem("", "event_range"),)
        return replace(found, original=self._local(original.dt), problems=problems)

    def _series(self, single: CalendarEvent) -> list[CalendarEvent]:
        rule, by_rule = self._rule()
        dates = {one.day: one for one in self._sessions(by_rule, single)}
        is_kept = all(day in dates for day in by_rule)
        picked = {self._local(moment).date(): self._picked(moment, length, single) for moment, length in self._rdates()}
        dates = dict(sorted((picked | dates).items()))
        own = own_left_out(self.event)
        outside = {self._local(moment).date(): LeftOut(self._local(moment).date()) for moment in self._exdates()}
        left_out = {day: one for day, one in (outside | own).items() if day in dates or day in own}
        days = sorted(dates.keys() | left_out.keys())
        if len(days) > recurrence.MAX_DATES:
            raise RuleError(Problem("rule", "rule_too_long", {"n": recurrence.MAX_DATES}))
        hours = Counter(one.start.time() for one in dates.values())
        usual = single.starts_at.time() if hours[single.starts_at.time()] else max(hours, key=lambda one: hours[one])
        master = replace(
            single,
            starts_at=datetime.combine(days[0], usual),
            ends_at=datetime.combine(days[0], usual) + (single.ends_at - single.starts_at),
            rule=rule.text if rule is not None and is_kept else "",
            dates=tuple(days),
            left_out=tuple(left_out[day] for day in sorted(left_out)),
        )
        return [master, *self._others(master, [one for day, one in dates.items() if day not in left_out])]

    def _rule(self) -> tuple[Rule | None, list[date]]:
        """The rule with an end, and its dates by the clock of the event."""
        if "RRULE" not in self.event:
            return None, []
        written = self.event["RRULE"]
        if isinstance(written, list) or "EXRULE" in self.event:
            raise RuleError(Problem("rule", "rules_many"))
        rule = parse_rule(written.to_ical().decode())
        start = self._first
        clock = start.tzinfo if isinstance(start, datetime) else None
        first = start.date() if isinstance(start, datetime) else start
        rule = _ended(rule, start, clock, season_end(max(first, self.today)))
        days = recurrence.dates(rule, first)
        if first not in days:
            # Every calendar shows the event itself, whatever its rule says; it counts as the first.
            rule = rule if rule.count is None else replace(rule, count=max(1, rule.count - 1))
            days = recurrence.dates(rule, first)
        return rule, days

    def _sessions(self, by_rule: Iterable[date], single: CalendarEvent) -> Iterator[_Dated]:
        start = self._first
        first = start.date() if isinstance(start, datetime) else start
        length = single.ends_at - single.starts_at
        for day in {first, *by_rule}:
            moment = start.replace(year=day.year, month=day.month, day=day.day)
            at = self._local(moment)
            yield _Dated(at.date(), at, at + length)

    def _picked(self, moment: Moment, length: timedelta | None, single: CalendarEvent) -> _Dated:
        at = self._local(moment)
        if not isinstance(moment, datetime) and isinstance(self._first, datetime):
            at = datetime.combine(moment, single.starts_at.time())
        usual = single.ends_at - single.starts_at
        return _Dated(at.date(), at, at + usual if length is None else self._after(moment, length))

    def _others(self, master: CalendarEvent, dates: Iterable[_Dated]) -> list[CalendarEvent]:
        """The dates that are at other hours than the series, as events in their place."""
        usual, length = master.starts_at.time(), master.ends_at - master.starts_at
        return [
            replace(
                master,
                starts_at=one.start,
                ends_at=one.end,
                original=datetime.combine(one.day, usual),
                rule="",
                dates=(),
                left_out=(),
                school_holidays=None,
                bank_holidays=None,
            )
            for one in dates
            if one.start.time() != usual or one.end - one.start != length
        ]

    def _rdates(self) -> Iterator[tuple[Moment, timedelta | None]]:
        for value in self._listed("RDATE"):
            if isinstance(value, tuple):
                start, end = value
                yield start, end if isinstance(end, timedelta) else end - start
            else:
                yield value, None

    def _exdates(self) -> Iterator[Moment]:
        yield from self._listed("EXDATE")

    def _listed(self, name: str) -> Iterator[Any]:
        written = self.event.get(name)
        if written is None:
            return
        for one in written if isinstance(written, list) else [written]:
            yield from (value.dt for value in one.dts)


def _ended(rule: Rule, start: Moment, clock: tzinfo | None, season: date) -> Rule:
    """The same rule, with its last day by the clock of its start."""
    if rule.is_endless:
        return recurrence.with_until(rule, season)
    until = rule.until
    if not isinstance(until, datetime):
        return rule
    if until.tzinfo is not None and clock is not None:
        until = until.astimezone(clock)
    is_reached = not isinstance(start, datetime) or start.time() <= until.time()
    return recurrence.with_until(rule, until.date() if is_reached else until.date() - _ONE_DAY)


def _made_up(start: datetime, summary: str) -> str:
    """What an event without a UID is known by, the same at every reading."""
    digest = hashlib.sha256(f"{start.isoformat()} {summary}".encode()).hexdigest()[:24]
    return f"{digest}@no-uid"
