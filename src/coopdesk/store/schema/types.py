"""How values are written: ISO text for days, minutes and hours, codes for enums; readable in any SQLite tool."""

from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, Dialect, Integer, MetaData, Text
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

_MINUTE_GLOB = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]"
_DAY_GLOB = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"


class DamagedValueError(ValueError):
    """A value of the file that is none of its kind: no write of ours, but a damaged disk."""


def minute_text(moment: datetime) -> str:
    """A moment as the file holds it: 2026-11-26T14:00."""
    return moment.isoformat(timespec="minutes")


class Day(TypeDecorator[date]):
    """A date as 2026-11-26."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Write it."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """Read it."""
        return None if value is None else _read(date.fromisoformat, value)


class Minute(TypeDecorator[datetime]):
    """A wall-clock moment as 2026-11-26T14:00, without zone."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write it."""
        return None if value is None else minute_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read it."""
        return None if value is None else _read(datetime.fromisoformat, value)


class MinuteText(TypeDecorator[str]):
    """A moment left as the text it is, for lists; one that is no moment is not let through to where it is shown."""

    impl = Text
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Look at it: without SQLAlchemy's own wrapping, since lists read thousands."""
        return _checked_minute


class Hour(TypeDecorator[time]):
    """An hour of the day as 09:00."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        """Write it."""
        return None if value is None else value.isoformat(timespec="minutes")

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        """Read it."""
        return None if value is None else _read(time.fromisoformat, value)


class Code(TypeDecorator[Any]):
    """A member of a StrEnum, as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Write it."""
        return None if value is None else str(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Read it: a dictionary's own look-up, since lists read thousands."""
        members = _Members((member.value, member) for member in self.members)
        members[None] = None
        return members.__getitem__


class _Members(dict[str | None, StrEnum | None]):
    """The members of an enum by their value."""

    def __missing__(self, value: object) -> StrEnum:
        raise DamagedValueError


def _checked_minute(value: str | None) -> str | None:
    if value is not None:
        _read(datetime.fromisoformat, value)
    return value


def _read(parse: Callable[[str], Any], value: str) -> Any:
    try:
        return parse(value)
    except (ValueError, TypeError) as error:
        raise DamagedValueError from error


def key() -> Column[int]:
    """The key of a register; its table says sqlite_autoincrement, so that a deleted number never names another."""
    return Column("id", Integer, primary_key=True)


def text(name: str) -> Column[str]:
    """A text that may be empty, never NULL: one way to say « nothing »."""
    return Column(name, Text, nullable=False, server_default="")


def code_check(name: str, members: type[StrEnum]) -> CheckConstraint:
    """Only the enum's values."""
    values = ", ".join(f"'{member.value}'" for member in members)
    return CheckConstraint(f"{name} IN ({values})", name=name)


def _form_check(column: str, glob: str) -> CheckConstraint:
    return CheckConstraint(f"{column} GLOB '{glob}'", name=column)


def minute_check(column: str) -> CheckConstraint:
    """Only moments of the exact form, since they are compared as text."""
    return _form_check(column, _MINUTE_GLOB)


def day_check(column: str) -> CheckConstraint:
    """Only days of the exact form, since they are compared as text."""
    return _form_check(column, _DAY_GLOB)
