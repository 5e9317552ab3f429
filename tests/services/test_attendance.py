"""Attendance: counts checked against their total, what they add up to, and the booking noted as held with them."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_booking, a_room, an_organisation, done

from coopdesk.domain.attendance import AgeBand, Attendance, AttendanceTotals, check
from coopdesk.domain.booking import BookingState
from coopdesk.domain.history import Way
from coopdesk.domain.period import Period
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import attendance, bookings
from coopdesk.services.desk import Desk

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
YESTERDAY = datetime(2026, 11, 23, 14)


def _codes(outcome: Outcome) -> list[tuple[str, str]]:
    assert isinstance(outcome, Refused), outcome
    return [(one.field, one.code) for one in outcome.problems]


def test_a_count_is_kept_changed_and_taken_away(desk: Desk) -> None:
    key = a_booking(desk, a_room(desk), starts_at=YESTERDAY)
    assert attendance.of_booking(desk, key) is None
    done(attendance.record(desk, key, Attendance(total=23, from_district=15, age_6_11=9)))
    done(attendance.record(desk, key, Attendance(total=24, from_district=15, age_6_11=9)))
    assert attendance.of_booking(desk, key) == Attendance(total=24, from_district=15, age_6_11=9)
    done(attendance.record(desk, key, None))
    assert attendance.of_booking(desk, key) is None
    desk.take(Way.UNDONE)
    assert attendance.of_booking(desk, key) == Attendance(total=24, from_district=15, age_6_11=9)


def test_counting_may_note_that_the_booking_was_held(desk: Desk) -> None:
    room = a_room(desk)
    held, left, option = (
        a_booking(desk, room, starts_at=YESTERDAY.replace(hour=hour), state=state)
        for hour, state in ((9, BookingState.CONFIRMED), (12, BookingState.CONFIRMED), (15, BookingState.OPTION))
    )
    for key, hold in ((held, True), (left, False), (option, True)):
        done(attendance.record(desk, key, Attendance(total=3), hold=hold))
    found = [bookings.get(desk, key) for key in (held, left, option)]
    assert [one.state for one in found if one] == [BookingState.HELD, BookingState.CONFIRMED, BookingState.OPTION]


def test_what_has_not_begun_is_not_counted(desk: Desk) -> None:
    key = a_booking(desk, a_room(desk))
    assert _codes(attendance.record(desk, key, Attendance(total=1))) == [("", "not_begun")]
    assert _codes(attendance.record(desk, 77, Attendance(total=1))) == [("", "booking_unknown")]


def test_counts_cannot_exceed_the_total(desk: Desk) -> None:
    key = a_booking(desk, a_room(desk), starts_at=YESTERDAY)
    for wrong, expected in (
        (Attendance(total=-1), ("total", "negative_count")),
        (Attendance(total=5, age_65=-2), ("age_65", "negative_count")),
        (Attendance(total=5, from_district=6), ("from_district", "more_than_came")),
        (Attendance(total=5, age_0_5=3, age_65=3), ("total", "bands_over_total")),
    ):
        assert _codes(attendance.record(desk, key, wrong)) == [expected]


def test_a_period_adds_up_what_was_counted(desk: Desk) -> None:
    room, party, other = a_room(desk), an_organisation(desk), an_organisation(desk, "Répar’Ici")
    first = a_booking(desk, room, party, starts_at=YESTERDAY, expected_persons=30)
    second = a_booking(desk, room, other, starts_at=datetime(2026, 11, 20, 14), expected_persons=10)
    a_booking(desk, room, party, starts_at=datetime(2026, 11, 19, 14), expected_persons=50)
    a_booking(desk, room, party, starts_at=datetime(2025, 11, 19, 14))
    done(attendance.record(desk, first, Attendance(total=23, from_district=15, age_6_11=9, age_26_64=4)))
    done(attendance.record(desk, second, Attendance(total=7)))
    assert attendance.totals(desk, YEAR) == AttendanceTotals(3, 2, 40, 30, 15, (0, 9, 0, 0, 4, 0))
    assert attendance.totals(desk, YEAR).without_band == 17
    assert attendance.totals(desk, YEAR, organisation_id=party).total == 23
    assert attendance.totals(desk, YEAR, room_id=77) == AttendanceTotals(0, 0, 0, 0, 0, (0,) * 6)


_COUNTS = st.one_of(st.none(), st.integers(0, 40))


@given(st.integers(0, 60), _COUNTS, st.lists(_COUNTS, min_size=6, max_size=6))
def test_a_count_is_right_when_its_parts_fit(total: int, district: int | None, bands: list[int | None]) -> None:
    counted = Attendance(total=total, from_district=district, **dict(zip(AgeBand, bands, strict=True)))
    fits = (district or 0) <= total and sum(one or 0 for one in bands) <= total
    assert (check(counted) == []) is fits
