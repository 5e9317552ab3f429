"""How values are written: ISO text for days, minutes and hours, codes for enums; readable in any SQLite tool."""

from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, Dialect, Integer, MetaData, Text
from sqlalchemy.types import TypeDecorator

from coopdesk.store.values import checked_minute, closing_hour, closing_text, day, hour, members, minute
from coopdesk.store.values import minute_text as minute_text  # noqa: PLC0414 - conditions are written with it

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


class Day(TypeDecorator[date]):
    """A date as 2026-11-26."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Write it."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """Read it."""
        return day(value)


class Minute(TypeDecorator[datetime]):
    """A wall-clock moment as 2026-11-26T14:00, without zone."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write it."""
        return None if value is None else minute_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read it."""
        return minute(value)


class MinuteText(TypeDecorator[str]):
    """A moment left as the text it is, for lists; one that is no moment is not let through to where it is shown."""

    impl = Text
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Look at it: without SQLAlchemy's own wrapping, since lists read thousands."""
        return checked_minute


class Hour(TypeDecorator[time]):
    """An hour of the day as 09:00."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        """Write it."""
        return None if value is None else value.isoformat(timespec="minutes")

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        """Read it."""
        return hour(value)


class ClosingHour(TypeDecorator[time]):
    """An hour that ends a day's opening, as 22:00; midnight as 24:00, so that it comes after the hour of opening."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        """Write it."""
        return None if value is None else closing_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        """Read it."""
        return closing_hour(value)


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
        """Read it."""
        return members(self.members).__getitem__


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
