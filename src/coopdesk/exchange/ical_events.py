"""The events of an iCalendar file with the line each is on: what is wrong can be named by its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from coopdesk.exchange.tables import decode
from coopdesk.foundation.problems import UserError


class FileEvent(NamedTuple):
    """An event as the file has it; None where a date is missing or wrong. Without an end it lasts a day.

    `line` is where it begins, `date_line` where its start stands, or the same.
    """

    line: int
    date_line: int
    summary: str
    description: str
    location: str
    uid: str
    starts: date | datetime | None
    ends: date | datetime | None


def is_calendar(data: bytes) -> bool:
    """Whether a file is an iCalendar rather than a table."""
    return "BEGIN:VCALENDAR" in decode(data[:1000]).upper()


def read_events(data: bytes) -> list[FileEvent]:
    """The events of a file, in its order. Raises UserError: calendar_broken, with its line."""
    from icalendar import Calendar  # noqa: PLC0415 - it costs 0.1 s, paid only when a calendar is read

    text = decode(data)
    found = list(places(text))
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        return [_event(event, place) for event, place in zip(events, found, strict=True)]
    except ValueError as error:
        raise UserError("calendar_broken", {"line": 1}) from error


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event begins in a file, and the first line of each of its properties."""

    line: int
    properties: Mapping[str, int]

    def line_of(self, name: str) -> int:
        """The line of a property, or that of the event."""
        return self.properties.get(name, self.line)


def places(text: str) -> Iterator[Place]:
    """The place of each event; refuses a file that is cut or badly nested. Raises UserError: calendar_broken."""
    opened: list[tuple[str, int]] = []
    properties: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line[0] in " \t":
            continue  # blank, or the rest of the line above
        name, colon, value = line.partition(":")
        name, value = name.strip().upper(), value.strip().upper()
        if not colon:
            raise UserError("calendar_broken", {"line": number})
        if name == "BEGIN":
            opened.append((value, number))
            properties = {} if value == "VEVENT" else properties
        elif name == "END":
            if not opened or opened[-1][0] != value:
                raise UserError("calendar_broken", {"line": number})
            _value, begun = opened.pop()
            if value == "VEVENT":
                yield Place(begun, properties)
        elif opened and opened[-1][0] == "VEVENT":
            properties.setdefault(name.partition(";")[0], number)
    if opened:
        raise UserError("calendar_broken", {"line": opened[-1][1]})


def _event(event: Any, place: Place) -> FileEvent:
    starts, ends = (_moment(event.get(name)) for name in ("DTSTART", "DTEND"))
    if starts is not None and "DTEND" not in event:
        length = getattr(event.get("DURATION"), "dt", timedelta(days=1))
        ends = starts + length if isinstance(length, timedelta) else None
    summary, description, location, uid = (
        str(event.get(name, "")) for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "UID")
    )
    return FileEvent(place.line, place.line_of("DTSTART"), summary, description, location, uid, starts, ends)


def _moment(value: Any) -> date | datetime | None:
    try:
        moment = getattr(value, "dt", None)
    except ValueError:  # the library keeps what it could not read, and says so when it is asked
        return None
    return moment if isinstance(moment, date) else None
