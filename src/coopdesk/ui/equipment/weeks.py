"""The coming weeks of an article: days of one state joined into runs, and the same in words."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from coopdesk.foundation.i18n import _, format_day
from coopdesk.services.equipment import StockLine

_FEW = 0.25


class Level(Enum):
    """How much of an article is free, as it is painted."""

    ALL = "all"
    SOME = "some"
    FEW = "few"
    NONE = "none"


class Run(NamedTuple):
    """Neighbouring days on which as many are free; the first is counted from today."""

    first: int
    days: int
    free: int


def level_of(free: int, total: int) -> Level:
    """All, some, a quarter or less, nothing."""
    if free <= 0:
        return Level.NONE
    if free >= total:
        return Level.ALL
    return Level.FEW if free <= total * _FEW else Level.SOME


def runs_of(free_by_day: Sequence[int]) -> Iterator[Run]:
    """The days, joined while the number stays."""
    first = 0
    for free, group in groupby(free_by_day):
        days = len(list(group))
        yield Run(first, days, free)
        first += days


def level_words(level: Level) -> str:
    """What the legend says of it."""
    return {
        Level.ALL: _("all free"),
        Level.SOME: _("some free, with the number left"),
        Level.FEW: _("a quarter or less"),
        Level.NONE: _("nothing left"),
    }[level]


def days_words(first: date, last: date) -> str:
    """Some days in the fewest words: « 24 – 30 nov. », « 29 nov. – 5 déc. », « 1er déc. »."""
    end = format_day(last, "d MMM")
    if first == last:
        return end
    start = format_day(first, "d" if first.month == last.month else "d MMM")
    return f"{start} – {end}"


def short_day(day: date) -> str:
    """« sam. 12 »."""
    return format_day(day, "EEE d")


def line_words(line: StockLine, today: date) -> str:
    """What the bar of an article shows, for who does not see it."""
    total = line.article.quantity
    said = []
    for run in runs_of(line.free_by_day):
        first = today + timedelta(days=run.first)
        days = days_words(first, first + timedelta(days=run.days - 1))
        said.append(_run_words(run.free, total).format(days=days, n=run.free, total=total))
    return "; ".join(said)


def _run_words(free: int, total: int) -> str:
    level = level_of(free, total)
    if level is Level.ALL:
        return _("{days}: all free")
    return _("{days}: nothing left") if level is Level.NONE else _("{days}: {n} of {total} free")
