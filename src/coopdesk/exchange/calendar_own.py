"""What an event of ours says beyond what every calendar knows, read back."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from coopdesk.domain.booking import BookingKind, BookingState, Reason
from coopdesk.domain.calendar_event import LeftOut
from coopdesk.domain.calendars import HolidayRule
from coopdesk.domain.room import Layout

_MOST_PERSONS = 1_000_000


def _persons(text: str) -> int:
    number = int(text)
    if not 0 <= number <= _MOST_PERSONS:
        raise ValueError(text)
    return number


_OWN: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "KIND": ("kind", BookingKind),
    "STATE": ("state", BookingState),
    "LAYOUT": ("layout", Layout),
    "PERSONS": ("persons", _persons),
    "OPTION-UNTIL": ("option_until", date.fromisoformat),
    "SCHOOL-HOLIDAYS": ("school_holidays", HolidayRule),
    "BANK-HOLIDAYS": ("bank_holidays", HolidayRule),
}


def own_values(event: Any) -> dict[str, Any]:
    """The fields of an event that only we write; what a later version writes otherwise is left aside."""
    found = {}
    for name, (field, read) in _OWN.items():
        written = event.get(f"X-COOPDESK-{name}")
        if written is None or isinstance(written, list):
            continue
        try:
            found[field] = read(str(written).strip())
        except ValueError:
            continue
    return found


def own_left_out(event: Any) -> dict[date, LeftOut]:
    """The dates of a series that do not take place, each with what became of it."""
    written = event.get("X-COOPDESK-LEFT-OUT", [])
    found: dict[date, LeftOut] = {}
    for one in written if isinstance(written, list) else [written]:
        try:
            state = BookingState(str(one.params.get("X-STATE", "")))
            reason = str(one.params.get("X-REASON", ""))
            for text in str(one).split():
                day = datetime.strptime(text, "%Y%m%d").date()
                found[day] = LeftOut(day, state, Reason(reason) if reason else None)
        except ValueError:
            continue
    return found
