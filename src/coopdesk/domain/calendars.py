"""Which days are holidays, and what a series does with them: school holidays by zone, bank holidays by region.

A school holiday is kept by its first and last day *without* class, both included: « départ après la classe, reprise le
matin » makes every other way of writing it a day wrong (domain.md §4.1).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from coopdesk.domain.bank_holidays import BankDay, BankRegion, bank_holidays


class HolidayZone(StrEnum):
    """Whose school holidays: the zones of metropolitan France, and those with a calendar of their own."""

    A = "A"
    B = "B"
    C = "C"
    CORSICA = "corsica"
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUYANE = "guyane"
    REUNION = "reunion"
    MAYOTTE = "mayotte"
    SAINT_PIERRE_ET_MIQUELON = "saint-pierre-et-miquelon"
    NEW_CALEDONIA = "new-caledonia"
    POLYNESIA = "polynesia"
    WALLIS_ET_FUTUNA = "wallis-et-futuna"
    OTHER = "other"


class SchoolBreak(StrEnum):
    """Which school holiday."""

    AUTUMN = "autumn"
    CHRISTMAS = "christmas"
    WINTER = "winter"
    SPRING = "spring"
    ASCENSION_BRIDGE = "ascension_bridge"
    SUMMER = "summer"
    OTHER = "other"


class HolidayRule(StrEnum):
    """What a series does with holidays of one kind; « only » is for school holidays."""

    SKIP = "skip"
    KEEP = "keep"
    FLAG = "flag"
    ONLY = "only"


class ReasonCode(StrEnum):
    """Why a date is skipped, or shown with a mark."""

    BANK_HOLIDAY = "bank_holiday"
    SCHOOL_HOLIDAY = "school_holiday"
    NO_SCHOOL_HOLIDAY = "no_school_holiday"
    CALENDAR_UNKNOWN = "calendar_unknown"


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """A school holiday of a zone: its first and last day without class, both included.

    `name` is what the source calls one that is none of the usual. Where the source gives no end (summer), the end is
    assumed.
    """

    kind: SchoolBreak
    first: date
    last: date
    zone: HolidayZone
    name: str = ""
    end_is_assumed: bool = False

    @property
    def school_year(self) -> int:
        """The year its school year began in."""
        return school_year_of(self.first)


class Reason(NamedTuple):
    """Why a date is skipped or marked: its code, which holiday (a value of BankDay or SchoolBreak), its own name."""

    code: ReasonCode
    holiday: str = ""
    name: str = ""


class DatedVerdict(NamedTuple):
    """What a series does with a date: kept or skipped, why, and whether a kept one deserves a mark."""

    day: date
    kept: bool
    reason: Reason | None = None
    flagged: bool = False


@dataclass(frozen=True)
class Calendar:
    """The holidays of one house: those of its school zone, and the bank holidays of its region."""

    holidays: tuple[SchoolHoliday, ...] = ()
    region: BankRegion = BankRegion.METROPOLE
    known_from: date | None = None

    @cached_property
    def _by_day(self) -> Mapping[date, SchoolHoliday]:
        return {
            one.first + timedelta(days=number): one
            for one in self.holidays
            for number in range((one.last - one.first).days + 1)
        }

    @cached_property
    def horizon(self) -> date | None:
        """The last day whose school holidays are known, None when there is no calendar."""
        return max((one.last for one in self.holidays), default=None)

    def school_holiday(self, day: date) -> SchoolHoliday | None:
        """The school holiday a day is in."""
        return self._by_day.get(day)

    def bank_holiday(self, day: date) -> BankDay | None:
        """The bank holiday a day is."""
        return bank_holidays(day.year, self.region).get(day)

    def reason(self, day: date) -> Reason | None:
        """Why a day is not an ordinary one; a bank holiday in the school holidays is a bank holiday first."""
        return self.bank_reason(day) or self.school_reason(day)

    def covers(self, day: date) -> bool:
        """Whether the school calendar says anything about a day."""
        if self.horizon is None or day > self.horizon:
            return False
        return day >= (self.known_from or min(one.first for one in self.holidays))

    def bank_reason(self, day: date) -> Reason | None:
        """The bank holiday a day is, as a reason."""
        found = self.bank_holiday(day)
        return None if found is None else Reason(ReasonCode.BANK_HOLIDAY, found)

    def school_reason(self, day: date) -> Reason | None:
        """The school holiday a day is in, as a reason."""
        found = self.school_holiday(day)
        return None if found is None else Reason(ReasonCode.SCHOOL_HOLIDAY, found.kind, found.name)


def sift(
    days: Iterable[date],
    calendar: Calendar,
    school: HolidayRule = HolidayRule.KEEP,
    bank: HolidayRule = HolidayRule.KEEP,
) -> list[DatedVerdict]:
    """What a series does with each of its dates.

    A date the school calendar knows nothing of is kept, and marked where the answer would have mattered.
    """
    if bank is HolidayRule.ONLY:
        raise ValueError("only in bank holidays is no rule of a series")
    return [_verdict(day, calendar, school, bank) for day in days]


def _verdict(day: date, calendar: Calendar, school: HolidayRule, bank: HolidayRule) -> DatedVerdict:
    bank_reason = calendar.bank_reason(day) if bank is not HolidayRule.KEEP else None
    if bank_reason and bank is HolidayRule.SKIP:
        return DatedVerdict(day, kept=False, reason=bank_reason)
    school_reason = None
    if school is not HolidayRule.KEEP:
        if not calendar.covers(day):
            school_reason = Reason(ReasonCode.CALENDAR_UNKNOWN)
        elif school is HolidayRule.ONLY:
            if calendar.school_holiday(day) is None:
                return DatedVerdict(day, kept=False, reason=Reason(ReasonCode.NO_SCHOOL_HOLIDAY))
        else:
            school_reason = calendar.school_reason(day)
            if school_reason and school is HolidayRule.SKIP:
                return DatedVerdict(day, kept=False, reason=school_reason)
    reason = bank_reason or school_reason
    return DatedVerdict(day, kept=True, reason=reason, flagged=reason is not None)


def changed_dates(old: Calendar, new: Calendar, days: Iterable[date]) -> list[date]:
    """The dates that are a holiday, of the school or a bank holiday, in one calendar and not in the other."""

    def holidays_on(calendar: Calendar, day: date) -> tuple[bool, bool]:
        return calendar.school_holiday(day) is not None, calendar.bank_holiday(day) is not None

    return [day for day in days if holidays_on(old, day) != holidays_on(new, day)]


def updated(known: Sequence[SchoolHoliday], news: Iterable[SchoolHoliday]) -> tuple[SchoolHoliday, ...]:
    """A calendar with what a newer file says: the same holiday of the same school year takes its new dates.

    What the file does not speak of stays: one that only brings the bridge of Ascension takes no Christmas away.
    """
    by_key = {_identity(one): one for one in known}
    for one in news:
        former = by_key.get(_identity(one))
        if former is not None and one.end_is_assumed and not former.end_is_assumed and former.first == one.first:
            continue  # an end the source gives is worth more than one we assume
        by_key[_identity(one)] = one
    return tuple(sorted(by_key.values(), key=lambda one: (one.zone, one.first)))


def _identity(holiday: SchoolHoliday) -> tuple[HolidayZone, int, SchoolBreak, str, date | None]:
    """What makes it the same holiday in two versions of a calendar, whatever its dates."""
    if holiday.kind is SchoolBreak.OTHER:
        return holiday.zone, holiday.school_year, holiday.kind, holiday.name, holiday.first
    return holiday.zone, holiday.school_year, holiday.kind, "", None


def joined(holidays: Iterable[SchoolHoliday]) -> tuple[SchoolHoliday, ...]:
    """The same holidays, those made whole which a source cut in pieces that touch, or gives more than once."""
    whole: list[SchoolHoliday] = []
    for one in sorted(holidays, key=lambda one: (one.zone, one.kind, one.name, one.first, one.last)):
        last = whole[-1] if whole else None
        is_next = last is not None and (last.zone, last.kind, last.name) == (one.zone, one.kind, one.name)
        if last is None or not is_next or one.first > last.last + timedelta(days=1):
            whole.append(one)
            continue
        reaches = max(last, one, key=lambda piece: (piece.last, not piece.end_is_assumed))
        whole[-1] = replace(last, last=reaches.last, end_is_assumed=reaches.end_is_assumed)
    return tuple(sorted(whole, key=lambda one: (one.zone, one.first)))


def school_year_of(day: date) -> int:
    """The year in which the school year of a day began: on the first of September."""
    return day.year if day.month >= 9 else day.year - 1


def season_end(day: date) -> date:
    """The last day of the season a day is in, the 31st of August: where an endless series stops."""
    return date(school_year_of(day) + 1, 8, 31)
