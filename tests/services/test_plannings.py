"""What the plannings ask: days whole, the typical week of a season, the dates of a series; moves and copies."""

from datetime import date, datetime, time, timedelta

from tests.builders import a_booking, a_room, an_organisation, done

from coopdesk.domain.booking import Booking, BookingKind, BookingState
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.history import Way
from coopdesk.domain.operation import Operation
from coopdesk.domain.period import Period
from coopdesk.domain.room import Layout
from coopdesk.foundation.problems import Refused
from coopdesk.services import bookings, closures, plannings
from coopdesk.services.desk import Desk
from coopdesk.store.bookings import BOOKINGS
from coopdesk.store.schema import series

NINE = datetime(2026, 11, 24, 9)
WEEK = timedelta(days=7)
SEASON = Period(date(2026, 9, 1), date(2027, 8, 31))


def a_series(desk: Desk, room: int, starts: list[datetime], states: list[BookingState] | None = None) -> int:
    """A series of these dates, two hours each."""
    with desk.write(Operation.BOOK) as unit:
        values = {"room_id": room, "kind": "lesson", "starts_on": starts[0].date(), "starts_at": time(9)}
        rest = {"ends_at": time(11), "days_over": 0, "school_holidays": "keep", "bank_holidays": "keep"}
        made = unit.connection.execute(series.insert().values(**values, **rest))
        assert made.inserted_primary_key is not None
        key = int(made.inserted_primary_key[0])
        for number, start in enumerate(starts):
            BOOKINGS.add(
                unit.connection,
                Booking(
                    id=0, room_id=room, organisation_id=None, starts_at=start, ends_at=start + timedelta(hours=2),
                    kind=BookingKind.LESSON, series_id=key, occurrence_on=start.date(),
                    state=states[number] if states else BookingState.CONFIRMED,
                ),
            )  # fmt: skip
        unit.commit()
    return key


def test_some_days_come_with_their_closures_and_holidays(desk: Desk) -> None:
    room, other = a_room(desk), a_room(desk, "Salle Lilas")
    booking = a_booking(desk, room, starts_at=datetime(2026, 12, 21, 10))
    a_booking(desk, other, starts_at=datetime(2026, 12, 21, 10))
    draft = ClosureDraft(room_id=room, starts_at=datetime(2026, 12, 24), ends_at=datetime(2026, 12, 26))
    closure = done(closures.add(desk, draft))
    days = Period(date(2026, 12, 21), date(2026, 12, 27))
    shown = plannings.planning(desk, days, room)
    assert [line.id for line in shown.lines] == [booking]
    assert [span.closure.id for span in shown.closures] == [closure]
    assert shown.calendar.school_holiday(date(2026, 12, 21)) is not None
    assert len(plannings.planning(desk, days).lines) == 2


def test_a_season_is_a_school_year() -> None:
    assert plannings.season_of(date(2026, 9, 1)) == SEASON
    assert plannings.season_of(date(2027, 8, 31)) == SEASON
    assert plannings.season_of(date(2026, 8, 31)).last == date(2026, 8, 31)


def test_the_typical_week_leaves_exceptions_and_other_seasons_out(desk: Desk) -> None:
    room = a_room(desk)
    weekly = [NINE + number * WEEK for number in range(16)]
    weekly[3] += timedelta(days=1, hours=4)
    states = [BookingState.CONFIRMED] * 14 + [BookingState.SKIPPED, BookingState.CANCELLED]
    key = a_series(desk, room, weekly, states)
    a_series(desk, room, [NINE - 52 * WEEK])
    (habit,) = plannings.typical_week(desk, SEASON, date(2026, 11, 23))
    assert (habit.line.series_id, habit.line.starts_text, habit.line.ends_text) == (
        key, "2026-11-24T09:00", "2026-11-24T11:00",
    )  # fmt: skip
    assert (habit.dates, habit.first, habit.last) == (13, NINE.date(), (NINE + 13 * WEEK).date())


def test_a_series_on_two_days_is_there_twice_and_sunday_is_the_last_day(desk: Desk) -> None:
    room = a_room(desk)
    sunday = datetime(2026, 11, 29, 9)
    a_series(desk, room, [start + number * WEEK for number in range(5) for start in (NINE, sunday)])
    a_booking(desk, room, starts_at=NINE.replace(hour=14))
    habits = plannings.typical_week(desk, SEASON, date(2026, 11, 23), room)
    assert [habit.line.starts_text for habit in habits] == ["2026-11-24T09:00", "2026-11-29T09:00"]
    assert plannings.typical_week(desk, SEASON, date(2026, 11, 23), a_room(desk, "Salle Lilas")) == []


def test_every_date_of_a_series_is_told_whatever_became_of_it(desk: Desk) -> None:
    states = [BookingState.SKIPPED, BookingState.HELD, BookingState.CANCELLED, BookingState.CONFIRMED]
    key = a_series(desk, a_room(desk), [NINE + number * WEEK for number in range(4)], states)
    assert [line.state for line in plannings.dates_of(desk, key)] == states
    assert plannings.dates_of(desk, key + 1) == []


def test_a_move_is_one_step_and_keeps_all_else(desk: Desk) -> None:
    room, other = a_room(desk), a_room(desk, "Salle Lilas")
    booking = a_booking(desk, room, an_organisation(desk), starts_at=NINE, layout=Layout.CIRCLE, notes="Clé au bar")
    done(plannings.move(desk, booking, NINE + WEEK, NINE + WEEK + timedelta(hours=1), other))
    kept = bookings.get(desk, booking)
    assert kept is not None
    assert (kept.room_id, kept.starts_at, kept.ends_at) == (other, NINE + WEEK, NINE + WEEK + timedelta(hours=1))
    assert (kept.layout, kept.notes) == (Layout.CIRCLE, "Clé au bar")
    act = desk.take(Way.UNDONE)
    assert act is not None
    assert act.operation is Operation.MOVE_BOOKING
    assert isinstance(plannings.move(desk, 99, NINE, NINE, room), Refused)


def test_a_move_onto_another_is_refused(desk: Desk) -> None:
    room = a_room(desk)
    booking = a_booking(desk, room, starts_at=NINE)
    a_booking(desk, room, starts_at=NINE.replace(hour=14))
    outcome = plannings.move(desk, booking, NINE.replace(hour=13), NINE.replace(hour=15), room)
    assert isinstance(outcome, Refused)
    assert outcome.problems[0].code == "overlap"


def test_a_copy_is_a_booking_of_its_own(desk: Desk) -> None:
    room = a_room(desk)
    day = datetime(2026, 12, 1, 9)
    option = a_booking(
        desk, room, starts_at=NINE, state=BookingState.OPTION, option_until=date(2026, 11, 20), purpose="Jeux"
    )
    copy = bookings.get(desk, done(plannings.copy(desk, option, day, room)))
    assert copy is not None
    assert (copy.state, copy.option_until, copy.purpose) == (BookingState.OPTION, None, "Jeux"), "that date has passed"
    again = bookings.get(desk, done(plannings.copy(desk, option, day.replace(hour=14), room)))
    assert again is not None
    assert again.ends_at - again.starts_at == timedelta(hours=2)
    assert isinstance(plannings.copy(desk, 99, day, room), Refused)


def test_the_copy_of_a_date_of_a_series_is_single_and_what_was_held_is_to_be_held_anew(desk: Desk) -> None:
    room = a_room(desk)
    key = a_series(desk, room, [NINE, NINE + WEEK], [BookingState.HELD, BookingState.NO_SHOW])
    for number, line in enumerate(plannings.dates_of(desk, key)):
        copy = bookings.get(desk, done(plannings.copy(desk, line.id, NINE + (3 + number) * WEEK, room)))
        assert copy is not None
        assert (copy.series_id, copy.occurrence_on, copy.state) == (None, None, BookingState.CONFIRMED)
