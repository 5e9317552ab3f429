"""Backups: what one is called, what it holds, and which ones have had their time."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from coopdesk.domain.listing import Subject

RECENT = 10
"""How many of the latest backups are kept."""

MONTHS = 12
"""For how many months, this one included, the newest backup of each is kept."""

SUFFIX = ".coopdesk"

_STAMP = "%Y-%m-%d %Hh%Mm%S"
_STAMP_LENGTH = len("2026-11-23 17h05m12")
_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}h[0-9]{2}m[0-9]{2}")


@dataclass(frozen=True, slots=True)
class LastAct:
    """The last line of a journal: two files that end with the same one hold the same."""

    id: int
    at: datetime
    operation: str
    record_id: int | None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: whose it is, how many records of each register, and the last act done in it."""

    house: str
    counts: Mapping[Subject, int]
    last_act: LastAct | None


def file_name(stem: str, moment: datetime) -> str:
    """What the backup of a file is called: « tilleuls 2026-11-23 17h05m12.coopdesk », in order when sorted by name."""
    return f"{stem} {moment.strftime(_STAMP)}{SUFFIX}"


def moment_of(name: str, stem: str) -> datetime | None:
    """When a backup of this file was made, by its name; None when the name is none of ours."""
    if not (name.startswith(f"{stem} ") and name.endswith(SUFFIX)):
        return None
    stamp = name[len(stem) + 1 : -len(SUFFIX)]
    if not _SHAPE.fullmatch(stamp):
        return None
    try:
        return datetime.strptime(stamp, _STAMP)
    except ValueError:
        return None


def house_of(name: str) -> str | None:
    """What the house’s file is called that a file of this name is a backup of; None when it is a backup of none."""
    stem = name.removesuffix(SUFFIX)[: -_STAMP_LENGTH - 1]
    return stem if stem and moment_of(name, stem) is not None else None


def outlived(moments: Iterable[datetime], made: datetime) -> frozenset[datetime]:
    """The backups that may go once one was made at `made`: beyond the recent ones and the newest of each month.

    What bears a later date stays: the clock was set back, and nobody can tell which of the two times was right.
    """
    past = sorted((one for one in {*moments, made} if one <= made), reverse=True)
    newest_of_month: dict[int, datetime] = {}
    for one in past:
        newest_of_month.setdefault(_months(made) - _months(one), one)
    kept = {*past[:RECENT], *(one for ago, one in newest_of_month.items() if ago < MONTHS)}
    return frozenset(past) - kept


def _months(moment: datetime) -> int:
    return moment.year * 12 + moment.month
