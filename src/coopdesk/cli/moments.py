"""Days and moments as people type them in a terminal: ISO, or the French way."""

import re
from argparse import ArgumentTypeError
from datetime import date, datetime, time

from coopdesk.foundation.i18n import _

YEARS = range(1900, 3000)
"""The years taken: « 0026 » is a slip, and at either end of the calendar nothing can be added to a day."""

_DAY = r"(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<fd>\d{1,2})/(?P<fm>\d{1,2})/(?P<fy>\d{4}))"
_HOUR = r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::00)?|\s?h\s?(?P<after>\d{2})?)"
_DAY_ONLY = re.compile(_DAY)
_MOMENT = re.compile(rf"{_DAY}[T\s]\s*{_HOUR}", re.IGNORECASE)


def day(text: str) -> date:
    """A day: 2026-11-26 or 26/11/2026."""
    found = _DAY_ONLY.fullmatch(text.strip())
    try:
        if found:
            return _day(found)
    except ValueError:
        pass
    raise ArgumentTypeError(_("“{text}” is not a date: write 2026-11-26 or 26/11/2026.").format(text=text))


def moment(text: str) -> datetime:
    """A moment: 2026-11-26T14:00, 2026-11-26 14:00 or 26/11/2026 14h30."""
    found = _MOMENT.fullmatch(text.strip())
    try:
        if found:
            minute = found["minute"] or found["after"] or 0
            return datetime.combine(_day(found), time(int(found["hour"]), int(minute)))
    except ValueError:
        pass
    raise ArgumentTypeError(
        _("“{text}” is not a date and time: write 2026-11-26T14:00 or 26/11/2026 14:00.").format(text=text)
    )


def _day(found: re.Match[str]) -> date:
    year, month, day_ = (int(found[iso] or found[french]) for iso, french in (("y", "fy"), ("m", "fm"), ("d", "fd")))
    if year not in YEARS:
        raise ValueError(year)
    return date(year, month, day_)
