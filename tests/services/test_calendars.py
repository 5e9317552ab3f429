"""The holidays of the house: shipped, and read from a file in their place."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from tests.builders import a_booking, a_desk, a_room, done

from coopdesk.domain.bank_holidays import BankRegion
from coopdesk.domain.booking import BookingState, Reason
from coopdesk.domain.calendars import HolidayRule, HolidayZone, SchoolBreak, SchoolHoliday
from coopdesk.domain.history import Way
from coopdesk.domain.series import SeriesDraft
from coopdesk.services import bookings, calendars, house, series
from coopdesk.services.desk import Desk


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


def _thursdays(desk: Desk, room: int, **values: Any) -> int:
    """A series on Thursdays until the end of the season; returns its key."""
    usual = {
        "room_id": room,
        "organisation_id": None,
        "starts_on": date(2026, 11, 26),
        "starts_at": time(14),
        "ends_at": time(16),
        "rule": "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630",
    }
    return done(series.book_series(desk, SeriesDraft(**{**usual, **values})))


def _states(desk: Desk, series_id: int) -> dict[date | None, tuple[BookingState, Reason | None]]:
    return {one.occurrence_on: (one.state, one.reason_code) for one in series.sessions(desk, series_id)}


WINTER = SchoolHoliday(SchoolBreak.WINTER, date(2027, 2, 20), date(2027, 3, 7), HolidayZone.C)
"""Two weeks later than what is shipped for zone C."""


def test_an_update_lists_the_dates_it_changes_and_writes_nothing_by_itself(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "house.coopdesk")
    room = a_room(desk)
    mine = _thursdays(desk, room, purpose="Théâtre")
    _thursdays(desk, room, starts_at=time(17), ends_at=time(18), school_holidays=HolidayRule.KEEP)
    before = _states(desk, mine)

    preview = calendars.preview_update(desk, [WINTER])
    ((former, new),) = [(one.former, one.new) for one in preview.holidays]
    assert former is not None
    assert (former.first, new.first) == (date(2027, 2, 6), date(2027, 2, 20))
    (change,) = preview.series
    assert (change.series.id, change.series.purpose, change.series.room) == (mine, "Théâtre", "Grande salle")
    assert change.skipped == (date(2027, 2, 25), date(2027, 3, 4))
    assert change.taken_back == (date(2027, 2, 11), date(2027, 2, 18))
    assert change.blocked == ()

    done(calendars.update(desk, HolidayZone.C, [WINTER], "Zone-C.ics"))
    assert _states(desk, mine) == before, "the series stay as they are until somebody says so"
    assert calendars.calendar(desk).school_holiday(date(2027, 2, 11)) is None
    assert calendars.calendar(desk).school_holiday(date(2026, 12, 24)) is not None, "Christmas was not spoken of"
    found = calendars.state(desk)
    assert found.own is not None
    assert found.own.source == "Zone-C.ics"
    assert found.own.imported_on == desk.today()
    desk.close()


def test_series_are_adapted_in_the_same_act_and_one_undo_takes_all_back(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "house.coopdesk")
    room = a_room(desk)
    mine = _thursdays(desk, room)
    other = a_booking(desk, room, starts_at=datetime(2027, 2, 11, 15))
    before = _states(desk, mine)
    (change,) = calendars.preview_update(desk, [WINTER]).series
    ((day, problem),) = change.blocked
    assert (day, problem.code) == (date(2027, 2, 11), "overlap")

    done(calendars.update(desk, HolidayZone.C, [WINTER], "Zone-C.ics", {mine}))
    after = _states(desk, mine)
    changed = {day: state for day, state in after.items() if before[day] != state}
    assert changed == {
        date(2027, 2, 18): (BookingState.CONFIRMED, None),
        date(2027, 2, 25): (BookingState.SKIPPED, Reason.SCHOOL_HOLIDAY),
        date(2027, 3, 4): (BookingState.SKIPPED, Reason.SCHOOL_HOLIDAY),
    }
    assert calendars.preview_update(desk, [WINTER]) == calendars.CalendarUpdate((), ())

    desk.take(Way.UNDONE)
    assert _states(desk, mine) == before
    assert calendars.state(desk).own is None
    assert bookings.get(desk, other) is not None
    desk.close()


def test_a_series_only_in_the_holidays_goes_the_other_way(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "house.coopdesk")
    mine = _thursdays(desk, a_room(desk), school_holidays=HolidayRule.ONLY)
    (change,) = calendars.preview_update(desk, [WINTER]).series
    assert change.skipped == (date(2027, 2, 11), date(2027, 2, 18))
    done(calendars.update(desk, HolidayZone.C, [WINTER], "x.csv", {mine}))
    assert _states(desk, mine)[date(2027, 2, 11)] == (BookingState.SKIPPED, Reason.NO_SCHOOL_HOLIDAY)
    assert _states(desk, mine)[date(2027, 3, 4)] == (BookingState.CONFIRMED, None)
    desk.close()


def test_what_goes_further_than_the_calendar_is_told(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "house.coopdesk")
    room = a_room(desk)
    _thursdays(desk, room)
    assert calendars.state(desk).beyond == ()
    late = _thursdays(desk, room, starts_at=time(9), ends_at=time(10), rule="FREQ=MONTHLY;BYDAY=1TH;COUNT=15")
    found = calendars.state(desk)
    assert [(one.id, one.last) for one in found.beyond] == [(late, date(2028, 2, 3))]
    assert found.calendar.horizon == date(2027, 8, 31)
    next_year = SchoolHoliday(SchoolBreak.CHRISTMAS, date(2027, 12, 18), date(2028, 1, 2), HolidayZone.C)
    done(calendars.update(desk, HolidayZone.C, [next_year], "Zone-C.ics"))
    assert calendars.calendar(desk).horizon == date(2028, 1, 2)
    desk.close()
