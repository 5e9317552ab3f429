"""The school holidays shipped with the program, read from resources/calendars and checked as they are read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from coopdesk.domain.bank_holidays import BankRegion
from coopdesk.domain.calendars import Calendar, HolidayZone, SchoolBreak, SchoolHoliday, season_end
from coopdesk.domain.typology import SourceStatus, Words
from coopdesk.foundation.paths import resources


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """Where the holidays of a school year come from, and what the source leaves open."""

    school_year: int
    status: SourceStatus
    source: Words
    notes: Words
    known_from: date


@dataclass(frozen=True, slots=True)
class ShippedCalendars:
    """Every school holiday shipped, and its sources by school year, oldest first."""

    holidays: tuple[SchoolHoliday, ...]
    sources: tuple[CalendarSource, ...]

    @property
    def zones(self) -> tuple[HolidayZone, ...]:
        """The zones something is known of; elsewhere the house brings its own calendar as a file."""
        return tuple(zone for zone in HolidayZone if any(one.zone is zone for one in self.holidays))

    def calendar(self, zone: HolidayZone | None, region: BankRegion = BankRegion.METROPOLE) -> Calendar:
        """The calendar of a house; without a zone, or where none is shipped, only its bank holidays."""
        own = tuple(one for one in self.holidays if one.zone is zone)
        return Calendar(own, region, self.sources[0].known_from if own else None)


@cache
def load() -> ShippedCalendars:
    """The school holidays shipped with the program."""
    return load_folder(resources() / "calendars")


def load_folder(folder: Path) -> ShippedCalendars:
    """The school holidays of a folder; a ValueError names what is wrong with one, for whoever edits the files."""
    sources: list[CalendarSource] = []
    holidays: list[SchoolHoliday] = []
    for path in sorted(folder.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        source = _source(table)
        if sources and source.school_year != sources[-1].school_year + 1:
            raise ValueError(f"{path.name}: the school year does not follow the one before")
        sources.append(source)
        read = [one for entry in table["holidays"] for one in _holidays(entry)]
        _check(read, source, path.name)
        holidays += read
    return ShippedCalendars(tuple(sorted(holidays, key=lambda one: (one.zone, one.first))), tuple(sources))


def _source(table: Mapping[str, Any]) -> CalendarSource:
    return CalendarSource(
        school_year=int(table["school_year"]),
        status=SourceStatus(table["status"]),
        source=Words(**table["source"]),
        notes=Words(**table["notes"]),
        known_from=_day(table["known_from"]),
    )


def _holidays(entry: Mapping[str, Any]) -> list[SchoolHoliday]:
    return [
        SchoolHoliday(
            kind=SchoolBreak(entry["kind"]),
            first=_day(entry["first"]),
            last=_day(entry["last"]),
            zone=HolidayZone(zone),
            end_is_assumed=bool(entry.get("end_is_assumed", False)),
        )
        for zone in entry["zones"]
    ]


def _day(value: object) -> date:
    if type(value) is not date:
        raise ValueError(f"{value!r} is not a day")
    return value


def _check(holidays: list[SchoolHoliday], source: CalendarSource, where: str) -> None:
    """Every holiday is whole, of its school year, and clear of the others of its zone."""
    in_order = sorted(holidays, key=lambda one: (one.zone, one.first))
    for one in in_order:
        if one.last < one.first or one.school_year != source.school_year or one.last > season_end(one.first):
            raise ValueError(f"{where}: {one.kind} of zone {one.zone} is not within its school year")
    for one, following in pairwise(in_order):
        if one.zone is following.zone and following.first <= one.last:
            raise ValueError(f"{where}: {one.kind} and {following.kind} of zone {one.zone} overlap")
