"""The shipped school holidays are those of domain.md, to the day."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from coopdesk.domain.bank_holidays import BankRegion
from coopdesk.domain.calendars import HolidayRule, HolidayZone, SchoolBreak, sift
from coopdesk.domain.recurrence import dates
from coopdesk.domain.recurrence_rule import parse_rule
from coopdesk.foundation.paths import resources
from coopdesk.services.school_calendars import load, load_folder

COMMON = [date(2026, 12, 24), date(2026, 12, 31), date(2027, 5, 6)]


@pytest.mark.parametrize(
    ("zone", "skipped"),
    [
        (HolidayZone.A, [date(2027, 2, 18), date(2027, 2, 25), date(2027, 4, 15), date(2027, 4, 22)]),
        (HolidayZone.B, [date(2027, 2, 25), date(2027, 3, 4), date(2027, 4, 22), date(2027, 4, 29)]),
        (HolidayZone.C, [date(2027, 2, 11), date(2027, 2, 18), date(2027, 4, 8), date(2027, 4, 15)]),
    ],
)
def test_24_thursdays_of_31_in_each_zone(zone: HolidayZone, skipped: list[date]) -> None:
    thursdays = dates(parse_rule("FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630"), date(2026, 11, 26))
    verdicts = sift(thursdays, load().calendar(zone), HolidayRule.SKIP, HolidayRule.SKIP)
    assert len(verdicts) == 31
    assert sum(one.kept for one in verdicts) == 24
    assert [one.day for one in verdicts if not one.kept] == sorted(COMMON + skipped)
    assert not any(one.flagged for one in verdicts)


@pytest.mark.parametrize(
    ("zone", "kind", "last_class", "back"),
    [
        (HolidayZone.A, SchoolBreak.AUTUMN, date(2025, 10, 17), date(2025, 11, 3)),
        (HolidayZone.B, SchoolBreak.CHRISTMAS, date(2025, 12, 19), date(2026, 1, 5)),
        (HolidayZone.A, SchoolBreak.WINTER, date(2026, 2, 6), date(2026, 2, 23)),
        (HolidayZone.B, SchoolBreak.WINTER, date(2026, 2, 13), date(2026, 3, 2)),
        (HolidayZone.C, SchoolBreak.WINTER, date(2026, 2, 20), date(2026, 3, 9)),
        (HolidayZone.A, SchoolBreak.SPRING, date(2026, 4, 3), date(2026, 4, 20)),
        (HolidayZone.B, SchoolBreak.SPRING, date(2026, 4, 10), date(2026, 4, 27)),
        (HolidayZone.C, SchoolBreak.SPRING, date(2026, 4, 17), date(2026, 5, 4)),
        (HolidayZone.C, SchoolBreak.AUTUMN, date(2026, 10, 16), date(2026, 11, 2)),
        (HolidayZone.A, SchoolBreak.WINTER, date(2027, 2, 12), date(2027, 3, 1)),
    ],
)
def test_class_ends_the_day_before_and_starts_the_day_after(
    zone: HolidayZone, kind: SchoolBreak, last_class: date, back: date
) -> None:
    calendar = load().calendar(zone)
    assert calendar.school_holiday(last_class) is None
    assert calendar.school_holiday(back) is None
    found = [one for one in calendar.holidays if one.kind is kind and last_class < one.first < back]
    assert [(one.first - last_class).days for one in found] == [1]
    assert [(back - one.last).days for one in found] == [1]


def test_what_the_source_does_not_give_is_said_and_not_invented() -> None:
    shipped = load()
    assert shipped.zones == (HolidayZone.A, HolidayZone.B, HolidayZone.C)
    assert [one.school_year for one in shipped.sources] == [2025, 2026]
    assert "2027" in shipped.sources[1].notes.fr
    calendar = shipped.calendar(HolidayZone.C)
    assert calendar.school_holiday(date(2027, 5, 7)) is None, "the bridge of 2027 is not in the source"
    assert calendar.known_from == date(2025, 9, 1)
    assert calendar.horizon == date(2027, 8, 31)
    summers = [one for one in calendar.holidays if one.kind is SchoolBreak.SUMMER]
    assert [(one.first, one.last, one.end_is_assumed) for one in summers] == [
        (date(2026, 7, 4), date(2026, 8, 31), True),
        (date(2027, 7, 3), date(2027, 8, 31), True),
    ]


def test_a_house_without_a_shipped_zone_still_has_its_bank_holidays() -> None:
    for zone in (None, HolidayZone.CORSICA):
        calendar = load().calendar(zone, BankRegion.REUNION)
        assert calendar.horizon is None
        assert calendar.bank_holiday(date(2026, 12, 20)) is not None


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("last = 2026-11-01", "last = 2026-10-01"),
        ("first = 2026-10-17", "first = 2026-08-17"),
        ("first = 2026-12-19", "first = 2026-10-30"),
        ('kind = "autumn"', 'kind = "toussaint"'),
        ('first = 2026-10-17', 'first = "17 octobre"'),
        ("school_year = 2026", "school_year = 2027"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused(tmp_path: Path, written: str, instead: str) -> None:
    folder = Path(shutil.copytree(resources() / "calendars", tmp_path / "calendars"))
    path = folder / "2026-2027.toml"
    text = path.read_text(encoding="utf-8")
    assert written in text
    path.write_text(text.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"."):
        load_folder(folder)
