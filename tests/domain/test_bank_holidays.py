"""Bank holidays are those of the region, every year."""

from datetime import date, timedelta

import pytest

from coopdesk.domain.bank_holidays import BankDay, BankRegion, bank_holidays


def test_the_eleven_days_of_2027() -> None:
    assert bank_holidays(2027) == {
        date(2027, 1, 1): BankDay.NEW_YEAR,
        date(2027, 3, 29): BankDay.EASTER_MONDAY,
        date(2027, 5, 1): BankDay.LABOUR_DAY,
        date(2027, 5, 6): BankDay.ASCENSION,
        date(2027, 5, 8): BankDay.VICTORY_DAY,
        date(2027, 5, 17): BankDay.WHIT_MONDAY,
        date(2027, 7, 14): BankDay.NATIONAL_DAY,
        date(2027, 8, 15): BankDay.ASSUMPTION,
        date(2027, 11, 1): BankDay.ALL_SAINTS,
        date(2027, 11, 11): BankDay.ARMISTICE,
        date(2027, 12, 25): BankDay.CHRISTMAS,
    }


@pytest.mark.parametrize(
    ("region", "more"),
    [
        (
            BankRegion.ALSACE_MOSELLE,
            {date(2027, 3, 26): BankDay.GOOD_FRIDAY, date(2027, 12, 26): BankDay.SAINT_STEPHEN},
        ),
        (BankRegion.GUADELOUPE, {date(2027, 5, 27): BankDay.ABOLITION}),
        (BankRegion.MARTINIQUE, {date(2027, 5, 22): BankDay.ABOLITION}),
        (BankRegion.GUYANE, {date(2027, 6, 10): BankDay.ABOLITION}),
        (BankRegion.REUNION, {date(2027, 12, 20): BankDay.ABOLITION}),
        (BankRegion.MAYOTTE, {date(2027, 4, 27): BankDay.ABOLITION}),
        (BankRegion.SAINT_BARTHELEMY, {date(2027, 10, 9): BankDay.ABOLITION}),
        (BankRegion.SAINT_MARTIN, {date(2027, 5, 28): BankDay.ABOLITION}),
    ],
)
def test_a_region_has_its_own_besides(region: BankRegion, more: dict[date, BankDay]) -> None:
    assert bank_holidays(2027, region) == dict(bank_holidays(2027)) | more


def test_every_year_has_them_all() -> None:
    for year in range(1990, 2100):
        days = bank_holidays(year)
        assert set(days.values()) >= {BankDay.EASTER_MONDAY, BankDay.ASCENSION, BankDay.WHIT_MONDAY}
        assert {day.weekday() for day, which in days.items() if which is BankDay.ASCENSION} == {3}
        # Ascension may fall on 1 or 8 May: one day, told as Ascension.
        assert len(days) == 11 or date(year, 5, 1) in days
        (ascension,) = (day for day, which in days.items() if which is BankDay.ASCENSION)
        assert days[ascension + timedelta(days=11)] is BankDay.WHIT_MONDAY
