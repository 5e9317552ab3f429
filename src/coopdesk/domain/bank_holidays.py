"""The bank holidays of France: eleven everywhere, more in Alsace-Moselle and overseas (docs/decisions/0009)."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class BankRegion(StrEnum):
    """Whose bank holidays."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "alsace-moselle"
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUYANE = "guyane"
    REUNION = "reunion"
    MAYOTTE = "mayotte"
    SAINT_BARTHELEMY = "saint-barthelemy"
    SAINT_MARTIN = "saint-martin"


class BankDay(StrEnum):
    """Which bank holiday."""

    NEW_YEAR = "new_year"
    GOOD_FRIDAY = "good_friday"
    EASTER_MONDAY = "easter_monday"
    LABOUR_DAY = "labour_day"
    VICTORY_DAY = "victory_day"
    ASCENSION = "ascension"
    WHIT_MONDAY = "whit_monday"
    NATIONAL_DAY = "national_day"
    ASSUMPTION = "assumption"
    ALL_SAINTS = "all_saints"
    ARMISTICE = "armistice"
    CHRISTMAS = "christmas"
    SAINT_STEPHEN = "saint_stephen"
    ABOLITION = "abolition"


_FIXED: Mapping[BankDay, tuple[int, int]] = {
    BankDay.NEW_YEAR: (1, 1),
    BankDay.LABOUR_DAY: (5, 1),
    BankDay.VICTORY_DAY: (5, 8),
    BankDay.NATIONAL_DAY: (7, 14),
    BankDay.ASSUMPTION: (8, 15),
    BankDay.ALL_SAINTS: (11, 1),
    BankDay.ARMISTICE: (11, 11),
    BankDay.CHRISTMAS: (12, 25),
}
_AFTER_EASTER: Mapping[BankDay, int] = {BankDay.EASTER_MONDAY: 1, BankDay.ASCENSION: 39, BankDay.WHIT_MONDAY: 50}
_ABOLITION: Mapping[BankRegion, tuple[int, int]] = {
    BankRegion.GUADELOUPE: (5, 27),
    BankRegion.MARTINIQUE: (5, 22),
    BankRegion.GUYANE: (6, 10),
    BankRegion.REUNION: (12, 20),
    BankRegion.MAYOTTE: (4, 27),
    BankRegion.SAINT_BARTHELEMY: (10, 9),
    BankRegion.SAINT_MARTIN: (5, 28),
}
"""The day each territory celebrates the abolition of slavery, a bank holiday there."""

TIME_ZONES: Mapping[BankRegion, str] = {
    BankRegion.METROPOLE: "Europe/Paris",
    BankRegion.ALSACE_MOSELLE: "Europe/Paris",
    BankRegion.GUADELOUPE: "America/Guadeloupe",
    BankRegion.MARTINIQUE: "America/Martinique",
    BankRegion.GUYANE: "America/Cayenne",
    BankRegion.REUNION: "Indian/Reunion",
    BankRegion.MAYOTTE: "Indian/Mayotte",
    BankRegion.SAINT_BARTHELEMY: "America/St_Barthelemy",
    BankRegion.SAINT_MARTIN: "America/Marigot",
}
"""The clock of each region."""


@lru_cache(maxsize=256)
def bank_holidays(year: int, region: BankRegion = BankRegion.METROPOLE) -> Mapping[date, BankDay]:
    """The bank holidays of a year; where two fall on one day (Ascension on 1 or 8 May), the movable one is told."""
    from dateutil.easter import easter  # noqa: PLC0415 - the start of the window needs none

    sunday = easter(year)
    found = {date(year, month, day): which for which, (month, day) in _FIXED.items()}
    found |= {sunday + timedelta(days=days): which for which, days in _AFTER_EASTER.items()}
    if region is BankRegion.ALSACE_MOSELLE:
        found[sunday - timedelta(days=2)] = BankDay.GOOD_FRIDAY
        found[date(year, 12, 26)] = BankDay.SAINT_STEPHEN
    if region in _ABOLITION:
        month, day = _ABOLITION[region]
        found.setdefault(date(year, month, day), BankDay.ABOLITION)
    return found
