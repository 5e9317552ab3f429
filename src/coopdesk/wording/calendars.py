"""The words for holidays and rules: what each is called, why a date is skipped, what is wrong with a rule or a file."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum

from coopdesk.domain.bank_holidays import BankDay, BankRegion
from coopdesk.domain.calendar_event import ImportState
from coopdesk.domain.calendars import HolidayRule, HolidayZone, Reason, ReasonCode, SchoolBreak, SchoolHoliday
from coopdesk.domain.recurrence_rule import Frequency
from coopdesk.foundation.i18n import N_, _, format_date, format_number, format_time, ngettext
from coopdesk.foundation.problems import Parameters

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    SchoolBreak: {
        SchoolBreak.AUTUMN: N_("Autumn holidays"),
        SchoolBreak.CHRISTMAS: N_("Christmas holidays"),
        SchoolBreak.WINTER: N_("Winter holidays"),
        SchoolBreak.SPRING: N_("Spring holidays"),
        SchoolBreak.ASCENSION_BRIDGE: N_("Bridge of Ascension"),
        SchoolBreak.SUMMER: N_("Summer holidays"),
        SchoolBreak.OTHER: N_("Other school holidays"),
    },
    BankDay: {
        BankDay.NEW_YEAR: N_("New Year’s Day"),
        BankDay.GOOD_FRIDAY: N_("Good Friday"),
        BankDay.EASTER_MONDAY: N_("Easter Monday"),
        BankDay.LABOUR_DAY: N_("Labour Day"),
        BankDay.VICTORY_DAY: N_("Victory Day, 1945"),
        BankDay.ASCENSION: N_("Ascension Day"),
        BankDay.WHIT_MONDAY: N_("Whit Monday"),
        BankDay.NATIONAL_DAY: N_("Bastille Day"),
        BankDay.ASSUMPTION: N_("Assumption"),
        BankDay.ALL_SAINTS: N_("All Saints’ Day"),
        BankDay.ARMISTICE: N_("Armistice Day, 1918"),
        BankDay.CHRISTMAS: N_("Christmas Day"),
        BankDay.SAINT_STEPHEN: N_("Saint Stephen’s Day"),
        BankDay.ABOLITION: N_("Abolition of slavery"),
    },
    BankRegion: {
        BankRegion.METROPOLE: N_("Metropolitan France"),
        BankRegion.ALSACE_MOSELLE: N_("Alsace-Moselle"),
        BankRegion.GUADELOUPE: N_("Guadeloupe"),
        BankRegion.MARTINIQUE: N_("Martinique"),
        BankRegion.GUYANE: N_("French Guiana"),
        BankRegion.REUNION: N_("Réunion"),
        BankRegion.MAYOTTE: N_("Mayotte"),
        BankRegion.SAINT_BARTHELEMY: N_("Saint-Barthélemy"),
        BankRegion.SAINT_MARTIN: N_("Saint-Martin"),
    },
    HolidayRule: {
        HolidayRule.SKIP: N_("Skip"),
        HolidayRule.KEEP: N_("Keep"),
        HolidayRule.FLAG: N_("Keep and mark"),
        HolidayRule.ONLY: N_("Only in the holidays"),
    },
    ReasonCode: {
        ReasonCode.BANK_HOLIDAY: N_("Bank holiday"),
        ReasonCode.SCHOOL_HOLIDAY: N_("School holidays"),
        ReasonCode.NO_SCHOOL_HOLIDAY: N_("Outside the school holidays"),
        ReasonCode.CALENDAR_UNKNOWN: N_("School calendar not known yet"),
    },
    ImportState: {
        ImportState.ADDED: N_("To add"),
        ImportState.CHANGED: N_("To change"),
        ImportState.REMOVED: N_("To cancel"),
        ImportState.CLASHING: N_("Taken already"),
        ImportState.REFUSED: N_("Cannot be held"),
        ImportState.UNCHANGED: N_("As it is"),
    },
    Frequency: {
        Frequency.DAILY: N_("Every day"),
        Frequency.WEEKLY: N_("Every week"),
        Frequency.MONTHLY: N_("Every month"),
        Frequency.YEARLY: N_("Every year"),
    },
}


def reason_words(reason: Reason) -> str:
    """Why a date is skipped or marked: « Vacances de Noël », « Ascension (jour férié) »."""
    if reason.code is ReasonCode.BANK_HOLIDAY:
        return _("{holiday} (bank holiday)").format(holiday=_(LABELS[BankDay][BankDay(reason.holiday)]))
    if reason.code is ReasonCode.SCHOOL_HOLIDAY:
        return reason.name or _(LABELS[SchoolBreak][SchoolBreak(reason.holiday)])
    return _(LABELS[ReasonCode][reason.code])


def break_words(holiday: SchoolHoliday) -> str:
    """What a school holiday is called: « Vacances d'hiver »."""
    return holiday.name or _(LABELS[SchoolBreak][holiday.kind])


def span_words(holiday: SchoolHoliday) -> str:
    """The days without class: « du 20 février au 7 mars 2027 »."""
    first, last = format_date(holiday.first), format_date(holiday.last)
    if holiday.first == holiday.last:
        return first
    if holiday.end_is_assumed:
        return _("from {first} to {last} (assumed)").format(first=first, last=last)
    return _("from {first} to {last}").format(first=first, last=last)


def holiday_words(holiday: SchoolHoliday) -> str:
    """A school holiday with its days."""
    return _("{holiday}, {span}").format(holiday=break_words(holiday), span=span_words(holiday))


PLAIN = {
    "rule_by_hours": N_("A room is booked by days: this rule counts hours, minutes or seconds."),
    "rule_part_wrong": N_("This part of the rule cannot be read: {part}. Please correct it."),
    "rule_without_frequency": N_("A rule needs FREQ: DAILY, WEEKLY, MONTHLY or YEARLY."),
    "rule_ends_twice": N_("A series ends on a date or after a number of times, not both: please keep one."),
    "rule_endless": N_("This rule has no end: give a last date or a number of times."),
    "rule_without_dates": N_("This gives no date at all: please change the days, the start or the end."),
    "rule_number_positive": N_("This is a whole number from 1: please correct it."),
    "holiday_date_wrong": N_("The dates of “{name}” are missing or cannot be read."),
    "holiday_zone_unknown": N_("Nothing says which zone “{name}” is for: choose the zone of the file."),
    "calendar_broken": N_("This calendar cannot be read from line {line} on: fetch the file once more."),
    "calendar_empty": N_("No school holiday of this zone is in the file: check the zone, or choose another file."),
    "calendar_columns": N_(
        "A calendar needs the columns “Description”, “Date de début” and “Date de fin”. Columns found: {columns}."
    ),
    "calendar_several_zones": N_("This file holds several zones: choose the one of the house."),
    "calendar_not_one": N_("This is not a calendar: choose a file that ends in .ics."),
    "event_range": N_(
        "This changes a series from a date on, which cannot be read: change that date alone, or the rule."
    ),
    "rules_many": N_("This comes back by several rules at once: please keep one."),
    "event_in_other_room": N_("This event is in “{room}” already: book it here apart, or delete it there."),
    "event_without_room": N_("The place “{name}” is no room of the house: choose the room."),
}


_ACADEMIES: Mapping[HolidayZone, tuple[str, ...]] = {
    HolidayZone.A: (
        "Besançon", "Bordeaux", "Clermont-Ferrand", "Dijon", "Grenoble", "Limoges", "Lyon", "Poitiers",
    ),
    HolidayZone.B: (
        "Aix-Marseille", "Amiens", "Lille", "Nancy-Metz", "Nantes", "Nice", "Normandie", "Orléans-Tours", "Reims",
        "Rennes", "Strasbourg",
    ),
    HolidayZone.C: ("Créteil", "Montpellier", "Paris", "Toulouse", "Versailles"),
}  # fmt: skip
"""By their names on every school’s letter: few people know the letter of their zone (domain.md §4.1)."""


def academies(zone: HolidayZone) -> str:
    """Which academies are in a zone, "" for one that is called by its own territory."""
    names = _ACADEMIES.get(zone)
    return "" if names is None else _("Academies: {names}").format(names=", ".join(names))


def imported_words(state: ImportState, number: int) -> str:
    """What an import did with so many dates: « 12 réservations ajoutées »."""
    words = {
        ImportState.ADDED: ngettext("{n} booking added", "{n} bookings added", number),
        ImportState.CHANGED: ngettext("{n} booking changed", "{n} bookings changed", number),
        ImportState.REMOVED: ngettext("{n} booking cancelled", "{n} bookings cancelled", number),
        ImportState.CLASHING: ngettext(
            "{n} event left out: the room is taken", "{n} events left out: the room is taken", number
        ),
        ImportState.REFUSED: ngettext("{n} event refused", "{n} events refused", number),
        ImportState.UNCHANGED: ngettext("{n} booking unchanged", "{n} bookings unchanged", number),
    }
    return words[state].format(n=format_number(number))


def _rule_too_long(params: Parameters) -> str:
    return _("This gives more than {n} dates: please end it earlier.").format(n=format_number(int(params["n"])))


def _rule_too_far(params: Parameters) -> str:
    return _("This goes on for more than {n} years: please end it earlier.").format(n=format_number(int(params["n"])))


def _holiday_too_long(params: Parameters) -> str:
    return _("“{name}” lasts more than {n} days in the file: one of its dates must be wrong.").format_map(params)


def _clocks_skip(params: Parameters) -> str:
    moment = datetime.fromisoformat(str(params["moment"]))
    return _("{time} does not exist on {day}: the clocks go forward then. Please choose another hour.").format(
        time=format_time(moment), day=format_date(moment.date())
    )


def _calendar_horizon(params: Parameters) -> str:
    first, day = (format_date(date.fromisoformat(str(params[name]))) for name in ("first", "day"))
    return _("The school holidays are known from {first} to {day}: other dates are kept as they are.").format(
        first=first, day=day
    )


COMPOSED: Mapping[str, Callable[[Parameters], str]] = {
    "rule_too_long": _rule_too_long,
    "rule_too_far": _rule_too_far,
    "holiday_too_long": _holiday_too_long,
    "clocks_skip": _clocks_skip,
    "calendar_horizon": _calendar_horizon,
}
