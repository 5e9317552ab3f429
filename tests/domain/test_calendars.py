"""What a series does with holidays: skipped, kept, marked, or only there; and what a newer calendar changes."""

from datetime import date, timedelta

import pytest

from coopdesk.domain.bank_holidays import BankDay, BankRegion
from coopdesk.domain.calendars import (
    Calendar,
    DatedVerdict,
    HolidayRule,
    HolidayZone,
    Reason,
    ReasonCode,
    SchoolBreak,
    SchoolHoliday,
    changed_dates,
    joined,
    season_end,
    sift,
    updated,
)

CHRISTMAS = SchoolHoliday(SchoolBreak.CHRISTMAS, date(2026, 12, 19), date(2027, 1, 3), HolidayZone.C)
SPRING = SchoolHoliday(SchoolBreak.SPRING, date(2027, 4, 3), date(2027, 4, 18), HolidayZone.C)
CALENDAR = Calendar((CHRISTMAS, SPRING), known_from=date(2026, 9, 1))
BEFORE, FIRST, BANK, LAST, AFTER = (
    date(2026, 12, 18), date(2026, 12, 19), date(2026, 12, 25), date(2027, 1, 3), date(2027, 1, 4),
)  # fmt: skip
DAYS = [BEFORE, FIRST, BANK, LAST, AFTER]
SCHOOL_REASON = Reason(ReasonCode.SCHOOL_HOLIDAY, SchoolBreak.CHRISTMAS)
BANK_REASON = Reason(ReasonCode.BANK_HOLIDAY, BankDay.CHRISTMAS)


def kept(school: HolidayRule, bank: HolidayRule) -> list[date]:
    return [one.day for one in sift(DAYS, CALENDAR, school, bank) if one.kept]


def test_first_and_last_day_are_without_class_and_their_neighbours_are_not() -> None:
    assert [CALENDAR.school_holiday(day) for day in DAYS] == [None, CHRISTMAS, CHRISTMAS, CHRISTMAS, None]
    assert CALENDAR.reason(BANK) == BANK_REASON
    assert CALENDAR.reason(FIRST) == SCHOOL_REASON
    assert CALENDAR.reason(BEFORE) is None


@pytest.mark.parametrize(
    ("school", "bank", "expected"),
    [
        (HolidayRule.SKIP, HolidayRule.SKIP, [BEFORE, AFTER]),
        (HolidayRule.KEEP, HolidayRule.KEEP, DAYS),
        (HolidayRule.KEEP, HolidayRule.SKIP, [BEFORE, FIRST, LAST, AFTER]),
        (HolidayRule.FLAG, HolidayRule.FLAG, DAYS),
        (HolidayRule.ONLY, HolidayRule.KEEP, [FIRST, BANK, LAST]),
        (HolidayRule.ONLY, HolidayRule.SKIP, [FIRST, LAST]),
    ],
)
def test_each_rule_keeps_its_dates(school: HolidayRule, bank: HolidayRule, expected: list[date]) -> None:
    assert kept(school, bank) == expected


def test_what_is_skipped_or_marked_says_why() -> None:
    assert sift([BANK], CALENDAR, HolidayRule.SKIP, HolidayRule.SKIP) == [DatedVerdict(BANK, False, BANK_REASON)]
    assert sift([BANK], CALENDAR, HolidayRule.SKIP) == [DatedVerdict(BANK, False, SCHOOL_REASON)]
    assert sift([BANK], CALENDAR, HolidayRule.FLAG) == [DatedVerdict(BANK, True, SCHOOL_REASON, flagged=True)]
    assert sift([BANK], CALENDAR) == [DatedVerdict(BANK, True)]
    outside = Reason(ReasonCode.NO_SCHOOL_HOLIDAY)
    assert sift([BEFORE], CALENDAR, HolidayRule.ONLY) == [DatedVerdict(BEFORE, False, outside)]


def test_what_the_calendar_does_not_know_is_kept_and_marked() -> None:
    unknown = Reason(ReasonCode.CALENDAR_UNKNOWN)
    for day in (date(2026, 8, 31), date(2027, 4, 19)):
        assert not CALENDAR.covers(day)
        for rule in (HolidayRule.SKIP, HolidayRule.ONLY, HolidayRule.FLAG):
            assert sift([day], CALENDAR, rule) == [DatedVerdict(day, True, unknown, flagged=True)]
        assert sift([day], CALENDAR) == [DatedVerdict(day, True)]
    assert sift([BEFORE], Calendar(), HolidayRule.SKIP)[0].reason == unknown


def test_only_in_bank_holidays_is_no_rule() -> None:
    with pytest.raises(ValueError, match="bank"):
        sift(DAYS, CALENDAR, bank=HolidayRule.ONLY)


def test_a_newer_calendar_says_which_dates_it_changes() -> None:
    later = SchoolHoliday(SchoolBreak.CHRISTMAS, date(2026, 12, 20), date(2027, 1, 4), HolidayZone.C)
    newer = Calendar(updated(CALENDAR.holidays, [later]), known_from=CALENDAR.known_from)
    assert newer.holidays == (later, SPRING)
    assert changed_dates(CALENDAR, newer, DAYS) == [FIRST, AFTER]
    good_friday = date(2027, 3, 26)
    alsace = Calendar(CALENDAR.holidays, BankRegion.ALSACE_MOSELLE)
    assert changed_dates(CALENDAR, alsace, [good_friday, BEFORE]) == [good_friday]


def test_an_update_adds_what_is_new_and_takes_nothing_away() -> None:
    bridge = SchoolHoliday(SchoolBreak.ASCENSION_BRIDGE, date(2027, 5, 7), date(2027, 5, 8), HolidayZone.C)
    next_year = SchoolHoliday(SchoolBreak.CHRISTMAS, date(2027, 12, 18), date(2028, 1, 2), HolidayZone.C)
    other_zone = SchoolHoliday(SchoolBreak.SPRING, date(2027, 4, 10), date(2027, 4, 25), HolidayZone.A)
    assert updated((CHRISTMAS, SPRING), [bridge, next_year, other_zone]) == (
        other_zone, CHRISTMAS, SPRING, bridge, next_year,
    )  # fmt: skip


def test_an_end_that_is_given_is_worth_more_than_an_assumed_one() -> None:
    given = SchoolHoliday(SchoolBreak.SUMMER, date(2027, 7, 3), date(2027, 9, 1), HolidayZone.C)
    assumed = SchoolHoliday(SchoolBreak.SUMMER, date(2027, 7, 3), date(2027, 8, 31), HolidayZone.C, end_is_assumed=True)
    assert updated([given], [assumed]) == (given,)
    assert updated([assumed], [given]) == (given,)


def test_pieces_that_touch_are_one_holiday() -> None:
    pieces = [
        SchoolHoliday(SchoolBreak.SPRING, date(2027, 4, 10), date(2027, 4, 18), HolidayZone.C),
        SchoolHoliday(SchoolBreak.SPRING, date(2027, 4, 3), date(2027, 4, 9), HolidayZone.C),
        SPRING,
    ]
    assert joined(pieces) == (SPRING,)
    next_spring = SchoolHoliday(SchoolBreak.SPRING, date(2028, 4, 8), date(2028, 4, 23), HolidayZone.C)
    assert joined([*pieces, next_spring]) == (SPRING, next_spring)


def test_the_season_ends_with_august() -> None:
    assert season_end(date(2026, 8, 31)) == date(2026, 8, 31)
    assert season_end(date(2026, 9, 1)) == date(2027, 8, 31)
    assert season_end(date(2027, 1, 1)) == date(2027, 8, 31)
    assert CHRISTMAS.school_year == SPRING.school_year == 2026


def test_the_calendar_is_asked_often() -> None:
    """A look-up costs the same however many years are known."""
    years = [
        SchoolHoliday(SchoolBreak.WINTER, date(year, 2, 1), date(year, 2, 16), HolidayZone.A)
        for year in range(2000, 2100)
    ]
    calendar = Calendar(tuple(years), known_from=date(2000, 1, 1))
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(20_000)]
    assert sum(not one.kept for one in sift(days, calendar, HolidayRule.SKIP)) == 55 * 16
