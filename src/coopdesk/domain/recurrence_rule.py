"""Recurrence rules of RFC 5545: from a text to its parts, and back to one canonical text.

Rooms are booked by days: rules that count hours are refused, and so is what RFC 5545 forbids.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from coopdesk.foundation.problems import Parameter, Problem

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of the week as rules write them, Monday first: their place is `date.weekday()`."""

_MOST_DIGITS = 6


class Frequency(StrEnum):
    """What a rule counts."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class RuleError(ValueError):
    """A rule that cannot be taken; its problem chooses the sentence."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class NthDay(NamedTuple):
    """A day of the week, every one of them (nth 0), or the nth of its month or year, from the end below zero."""

    weekday: int
    nth: int = 0

    @property
    def text(self) -> str:
        """As rules write it: TU, 3TU, -1FR."""
        return f"{self.nth or ''}{DAY_CODES[self.weekday]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of RFC 5545 by its parts; empty parts follow from the start. Two rules that say the same are equal."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    days: tuple[NthDay, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    @property
    def text(self) -> str:
        """Its canonical text: no prefix, parts always in the same order, what goes without saying left out."""
        parts = [
            f"FREQ={self.frequency}",
            f"INTERVAL={self.interval}" if self.interval != 1 else "",
            *(f"{name}={_listed(getattr(self, field))}" for name, field in _LISTS.items() if getattr(self, field)),
            f"WKST={DAY_CODES[self.week_start]}" if self.week_start else "",
            f"COUNT={self.count}" if self.count is not None else "",
            f"UNTIL={_until_text(self.until)}" if self.until is not None else "",
        ]
        return ";".join(filter(None, parts))

    @property
    def is_endless(self) -> bool:
        """Whether only the season ends it."""
        return self.count is None and self.until is None


_LISTS: Mapping[str, str] = {
    "BYMONTH": "months",
    "BYWEEKNO": "weeks",
    "BYYEARDAY": "year_days",
    "BYMONTHDAY": "month_days",
    "BYDAY": "days",
    "BYSETPOS": "positions",
}
_BOUNDS = {"BYMONTH": 12, "BYWEEKNO": 53, "BYYEARDAY": 366, "BYMONTHDAY": 31, "BYSETPOS": 366}
_BY_HOURS = frozenset({"HOURLY", "MINUTELY", "SECONDLY", "BYHOUR", "BYMINUTE", "BYSECOND"})
_NOT_WITH: Mapping[str, frozenset[Frequency]] = {
    "BYWEEKNO": frozenset(Frequency) - {Frequency.YEARLY},
    "BYYEARDAY": frozenset(Frequency) - {Frequency.YEARLY},
    "BYMONTHDAY": frozenset({Frequency.WEEKLY}),
}
_NUMBER = re.compile(rf"[+-]?\d{{1,{_MOST_DIGITS}}}", re.ASCII)
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z)?)?", re.ASCII)


def parse_rule(text: str) -> Rule:
    """The rule a text says, with or without « RRULE: »; a RuleError says what is wrong with it."""
    written = re.sub(r"\ARRULE:", "", text.strip().upper())
    if not written:
        raise rule_error("rule_without_frequency")
    parts: dict[str, str] = {}
    for part in written.split(";"):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if name in _BY_HOURS or (name == "FREQ" and value in _BY_HOURS):
            raise rule_error("rule_by_hours")
        if not equals or name not in _READERS or name in parts:
            raise rule_error("rule_part_wrong", part=part.strip() or written)
        parts[name] = value
    if "FREQ" not in parts:
        raise rule_error("rule_without_frequency")
    if "COUNT" in parts and "UNTIL" in parts:
        raise rule_error("rule_ends_twice")
    values: dict[str, Any] = {}
    for name, value in parts.items():
        field, read = _READERS[name]
        try:
            values[field] = read(value)
        except ValueError:
            raise rule_error("rule_part_wrong", part=f"{name}={value}") from None
    rule = Rule(**values)
    _refuse_combinations(rule, parts)
    return rule


def _refuse_combinations(rule: Rule, parts: Mapping[str, str]) -> None:
    """Parts that RFC 5545 forbids together, and a position among nothing."""
    for name, frequencies in _NOT_WITH.items():
        if name in parts and rule.frequency in frequencies:
            raise rule_error("rule_part_wrong", part=f"{name}={parts[name]}")
    counts_days = rule.frequency in (Frequency.MONTHLY, Frequency.YEARLY) and not rule.weeks
    if any(day.nth for day in rule.days) and not counts_days:
        raise rule_error("rule_part_wrong", part=f"BYDAY={parts['BYDAY']}")
    if rule.positions and not any(getattr(rule, field) for field in _LISTS.values() if field != "positions"):
        raise rule_error("rule_part_wrong", part=f"BYSETPOS={parts['BYSETPOS']}")


def rule_error(code: str, **params: Parameter) -> RuleError:
    """An error about a rule as a whole."""
    return RuleError(Problem("rule", code, params))


def _listed(values: tuple[int | NthDay, ...]) -> str:
    return ",".join(value.text if isinstance(value, NthDay) else str(value) for value in values)


def _until_text(until: date | datetime) -> str:
    if not isinstance(until, datetime):
        return f"{until.year:04}{until:%m%d}"
    return f"{until.year:04}{until:%m%dT%H%M%S}{'Z' if until.tzinfo else ''}"


def _number(value: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise ValueError(value)
    return int(value)


def _positive(value: str) -> int:
    number = _number(value)
    if number < 1 or not value.isdecimal():
        raise ValueError(value)
    return number


def _numbers(most: int, *, from_end: bool) -> Callable[[str], tuple[int, ...]]:
    def read(value: str) -> tuple[int, ...]:
        numbers = {_number(one.strip()) for one in value.split(",")}
        if any(not 1 <= abs(one) <= most or (one < 0 and not from_end) for one in numbers):
            raise ValueError(value)
        return tuple(sorted(numbers, key=lambda one: (one < 0, one)))

    return read


def _days(value: str) -> tuple[NthDay, ...]:
    found = set()
    for one in value.split(","):
        match = _DAY.fullmatch(one.strip())
        nth = int(match[1]) if match and match[1] else None
        if match is None or nth == 0 or abs(nth or 0) > 53:
            raise ValueError(value)
        found.add(NthDay(DAY_CODES.index(match[2]), nth or 0))
    return tuple(sorted(found, key=lambda day: (day.nth < 0, day.nth, day.weekday)))


def _until(value: str) -> date | datetime:
    match = _UNTIL.fullmatch(value)
    if match is None:
        raise ValueError(value)
    if match[2] is None:
        return datetime.strptime(match[1], "%Y%m%d").date()
    moment = datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S")
    return moment.replace(tzinfo=UTC) if match[3] else moment


_READERS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "FREQ": ("frequency", Frequency),
    "INTERVAL": ("interval", _positive),
    "COUNT": ("count", _positive),
    "UNTIL": ("until", _until),
    "WKST": ("week_start", DAY_CODES.index),
    "BYDAY": ("days", _days),
    **{
        name: (_LISTS[name], _numbers(most, from_end=name != "BYMONTH"))
        for name, most in _BOUNDS.items()
    },
}  # fmt: skip
