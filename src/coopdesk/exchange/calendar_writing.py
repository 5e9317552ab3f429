"""A calendar for Thunderbird, Google, Outlook and others to read: iCalendar, RFC 5545 (docs/decisions/0011).

The same bookings give the same bytes: what says when an event was written down is left at a fixed moment, since the
file does not know, and a reader that compares two exports sees what changed.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coopdesk.domain import recurrence
from coopdesk.domain.booking import BookingState
from coopdesk.domain.calendar_event import CalendarEvent, EventCalendar, LeftOut
from coopdesk.domain.recurrence_rule import Rule, parse_rule
from coopdesk.exchange.calendar_zone import time_zone
from coopdesk.wording.labels import label

if TYPE_CHECKING:
    from icalendar import Event

_WRITTEN = datetime(2000, 1, 1, tzinfo=UTC)
_STATUS = {
    BookingState.CONFIRMED: "CONFIRMED",
    BookingState.OPTION: "TENTATIVE",
    BookingState.REQUEST: "TENTATIVE",
}
_SAID_BY_STATUS = frozenset({BookingState.CONFIRMED, BookingState.OPTION, BookingState.CANCELLED})


def calendar_bytes(calendar: EventCalendar) -> bytes:
    """A calendar as a file holds it."""
    from icalendar import Calendar  # noqa: PLC0415 - it costs 0.1 s, paid only when a calendar is written

    whole = Calendar()
    whole.add("PRODID", "-//coopdesk//coopdesk//FR")
    whole.add("VERSION", "2.0")
    whole.add("CALSCALE", "GREGORIAN")
    whole.add("X-WR-CALNAME", calendar.name)
    whole.add("X-WR-TIMEZONE", calendar.time_zone)
    if calendar.events:
        whole.add_component(time_zone(calendar.time_zone))
    zone = ZoneInfo(calendar.time_zone)
    for event in calendar.events:
        whole.add_component(_event(event, zone))
    written: bytes = whole.to_ical(sorted=False)
    return written


def _event(event: CalendarEvent, zone: ZoneInfo) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - see above

    written = Event()
    written.add("UID", event.uid)
    written.add("DTSTAMP", _WRITTEN)
    if event.original is not None:
        written.add("RECURRENCE-ID", event.original.replace(tzinfo=zone))
    written.add("DTSTART", event.starts_at.replace(tzinfo=zone))
    written.add("DTEND", event.ends_at.replace(tzinfo=zone))
    if event.is_series:
        _add_dates(written, event, zone)
    written.add("SUMMARY", event.summary)
    written.add("LOCATION", event.location)
    written.add("STATUS", _STATUS.get(event.state, "CANCELLED"))
    if event.kind is not None:
        written.add("CATEGORIES", [label(event.kind)])
    _add_ours(written, event)
    return written


def _at(day: date, event: CalendarEvent, zone: ZoneInfo) -> datetime:
    """A date of a series at its usual hour."""
    return datetime.combine(day, event.starts_at.time(), zone)


def _add_dates(written: "Event", event: CalendarEvent, zone: ZoneInfo) -> None:
    from icalendar import vRecur  # noqa: PLC0415 - see above

    first = event.starts_at.date()
    # Without a rule the event itself is the first date; beside its rule, not for every calendar: then it is said.
    by_rule = {first}
    if event.rule:
        rule = parse_rule(event.rule)
        by_rule = set(recurrence.dates(rule, first))
        written.add("RRULE", vRecur.from_ical(_with_hour(rule, event, zone).text))
    picked = [day for day in event.dates if day not in by_rule]
    for name, days in (("RDATE", picked), ("EXDATE", [one.day for one in event.left_out])):
        if days:
            written.add(name, [_at(day, event, zone) for day in days])


def _with_hour(rule: Rule, event: CalendarEvent, zone: ZoneInfo) -> Rule:
    """The same rule, ended at the last moment in UTC: what RFC 5545 asks for where the start has a zone."""
    if rule.until is None or isinstance(rule.until, datetime):
        return rule
    return replace(rule, until=_at(rule.until, event, zone).astimezone(UTC))


def _add_ours(written: "Event", event: CalendarEvent) -> None:
    """What other calendars have no word for, and an import of ours takes back."""
    values = {
        "KIND": event.kind,
        "STATE": None if event.state in _SAID_BY_STATUS else event.state,
        "LAYOUT": event.layout,
        "PERSONS": event.persons,
        "OPTION-UNTIL": event.option_until,
        "SCHOOL-HOLIDAYS": event.school_holidays,
        "BANK-HOLIDAYS": event.bank_holidays,
    }
    for name, value in values.items():
        if value is not None:
            written.add(f"X-COOPDESK-{name}", str(value))
    by_reason: dict[tuple[str, str], list[LeftOut]] = {}
    for one in event.left_out:
        if one != LeftOut(one.day):
            by_reason.setdefault((one.state, one.reason or ""), []).append(one)
    for (state, reason), days in sorted(by_reason.items()):
        parameters = {"X-STATE": state} | ({"X-REASON": reason} if reason else {})
        written.add("X-COOPDESK-LEFT-OUT", " ".join(f"{one.day:%Y%m%d}" for one in days), parameters=parameters)
