"""How values are written in the file, and read from it: ISO text for days, minutes and hours, codes for enums.

Known without SQLAlchemy: its types (store.schema.types) and the first page's own reading (store.morning) both use this.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

_MIDNIGHT = "24:00"


class DamagedValueError(ValueError):
    """A value of the file that is none of its kind: no write of ours, but a damaged disk."""


class _Members(dict[str | None, StrEnum | None]):
    """The members of an enum by their value."""

    def __missing__(self, value: object) -> StrEnum:
        raise DamagedValueError


def minute_text(moment: datetime) -> str:
    """A moment as the file holds it: 2026-11-26T14:00."""
    return moment.isoformat(timespec="minutes")


def day(value: str | None) -> date | None:
    """A day, from 2026-11-26."""
    return None if value is None else _read(date.fromisoformat, value)


def minute(value: str | None) -> datetime | None:
    """A moment, from 2026-11-26T14:00."""
    return None if value is None else _read(datetime.fromisoformat, value)


def hour(value: str | None) -> time | None:
    """An hour of the day, from 09:00."""
    return None if value is None else _read(time.fromisoformat, value)


def closing_hour(value: str | None) -> time | None:
    """The hour a day of opening ends with, from 22:00; midnight is written 24:00, after all others."""
    return time() if value == _MIDNIGHT else hour(value)


def closing_text(value: time) -> str:
    """The same as the file holds it."""
    return _MIDNIGHT if value == time() else value.isoformat(timespec="minutes")


def checked_minute(value: str | None) -> str | None:
    """A moment left as the text it is, once it was looked at."""
    if value is not None:
        _read(datetime.fromisoformat, value)
    return value


def members(kind: type[StrEnum]) -> Mapping[str | None, StrEnum | None]:
    """The members of an enum by their value: a dictionary's own look-up, since lists read thousands."""
    by_value = _Members((member.value, member) for member in kind)
    by_value[None] = None
    return by_value


def _read(parse: Callable[[str], Any], value: str) -> Any:
    try:
        return parse(value)
    except (ValueError, TypeError) as error:
        raise DamagedValueError from error
