"""The holidays of the house: shipped, and read from a file in their place."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.builders import a_desk

from coopdesk.domain.bank_holidays import BankRegion
from coopdesk.domain.calendars import HolidayZone
from coopdesk.services import calendars, house


def test_the_calendar_is_that_of_the_zone_and_region_of_the_house(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "house.coopdesk")
    assert calendars.calendar(desk).school_holiday(date(2027, 2, 6)) is not None, "winter of zone C"
    house.edit_house(desk, replace(desk.house(), school_zone=HolidayZone.A, bank_region=BankRegion.ALSACE_MOSELLE))
    found = calendars.calendar(desk)
    assert found.school_holiday(date(2027, 2, 6)) is None
    assert found.bank_holiday(date(2026, 12, 26)) is not None
    house.edit_house(desk, replace(desk.house(), school_zone=HolidayZone.CORSICA))
    assert calendars.calendar(desk).horizon is None, "nothing is shipped for Corsica"
    desk.close()
