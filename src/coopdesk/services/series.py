"""Series: booked whole in one transaction, each date with an identity of its own; cancelled, deleted, taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from coopdesk.domain.booking import TAKING, Booking, BookingState, Reason
from coopdesk.domain.booking_state import Why, check_last_day, check_why
from coopdesk.domain.calendars import Calendar, season_end
from coopdesk.domain.operation import Operation
from coopdesk.domain.recurrence import split_at
from coopdesk.domain.recurrence_rule import parse_rule
from coopdesk.domain.series import Scope, Series, SeriesDraft
from coopdesk.domain.series_edit import draft_of, original
from coopdesk.domain.series_plan import Choice, Decision
from coopdesk.domain.text import clean, cleaned
from coopdesk.foundation.problems import Outcome, Refused, Saved, refused
from coopdesk.services.bookings import spot
from coopdesk.services.desk import Desk
from coopdesk.services.series_checks import in_the_past
from coopdesk.services.series_planning import NO_CHOICES, Wanted, planned
from coopdesk.services.series_working import affected, as_planned, usual_state
from coopdesk.services.series_writing import OnConflict, write
from coopdesk.store import option_turns, settling
from coopdesk.store import series as store
from coopdesk.store.bookings import BOOKINGS, actions_using
from coopdesk.store.series import SeriesFilter, SeriesLine
from coopdesk.store.unit_of_work import UnitOfWork

__all__ = ["OnConflict", "SeriesFilter", "SeriesLine"]

_OPEN = TAKING | {BookingState.REQUEST}
_NOT_HELD = frozenset({BookingState.SKIPPED, BookingState.CANCELLED, BookingState.REFUSED, BookingState.LAPSED})


def get(desk: Desk, series_id: int) -> Series | None:
    """One series."""
    with desk.read() as connection:
        return store.SERIES.get(connection, series_id)


def series_lines(desk: Desk, chosen: SeriesFilter) -> list[SeriesLine]:
    """The series of a filter, each with how many of its dates are held."""
    with desk.read() as connection:
        return store.lines(connection, chosen)


def series_of(desk: Desk, booking_id: int) -> Series | None:
    """The series a booking is a date of, None where it is none."""
    with desk.read() as connection:
        booking = BOOKINGS.get(connection, booking_id)
        if booking is None or booking.series_id is None:
            return None
        return store.SERIES.get(connection, booking.series_id)


def sessions(desk: Desk, series_id: int) -> list[Booking]:
    """Every date of a series, whatever became of it, by its original date."""
    with desk.read() as connection:
        return store.dates_of(connection, series_id)


def book_series(
    desk: Desk,
    draft: SeriesDraft,
    choices: Mapping[date, Choice] = NO_CHOICES,
    state: BookingState = BookingState.CONFIRMED,
    option_until: date | None = None,
    picked: Sequence[date] = (),
    on_conflict: OnConflict = "refuse",
    *,
    override_reason: str = "",
    calendar: Calendar | None = None,
) -> Outcome:
    """Book a series whole, or what is possible of it (« skip »), the rest noted; a refusal names every date at once."""
    wanted = Wanted(cleaned(draft), choices, state, tuple(picked), override_reason, calendar)
    with desk.write(Operation.BOOK_SERIES) as unit:
        plan = planned(unit.connection, wanted, desk.now())
        if on_conflict == "skip":
            plan = plan.without_blocked()
        if wrong := (*plan.refusals, *check_last_day(option_until, desk.today())):
            return Refused(wrong)
        if not plan.kept:
            return refused("dates", "series_nothing_left")
        series_id = write(unit.connection, plan, option_until)
        first = plan.kept[0]
        unit.commit(store.keys_of(unit.connection, series_id)[first.day], first.session.start.date())
    return Saved(series_id, plan.warnings)


def cancel_sessions(desk: Desk, booking_id: int, scope: Scope, reason_code: Reason, reason: str = "") -> Outcome:
    """Cancel one session, it and the following, or all to come; each keeps the reason and can be taken back."""
    why = cleaned(Why(reason_code=reason_code, reason=reason))
    if wrong := check_why(why):
        return Refused(tuple(wrong))
    with desk.write(Operation.CANCEL_SESSIONS) as unit:
        found = touched(desk, unit, booking_id, scope)
        if isinstance(found, Refused):
            return found
        rows = [row for row in found if row.state in _OPEN]
        if not rows:
            return refused("", "sessions_not_held" if found else "series_all_past")
        _give_up(unit, rows, BookingState.CANCELLED, why.reason_code, why.reason)
        unit.commit(booking_id, rows[0].starts_at.date())
    return Saved(booking_id)


def delete_from_series(
    desk: Desk, booking_id: int, scope: Scope, reason_code: Reason = Reason.OTHER, reason: str = ""
) -> Outcome:
    """Take one date out of a series, it and the following, or all to come; refused while an action counts on one.

    A single date stays as left out, with the reason: that is how it never comes back, and can be taken back.
    """
    with desk.write(Operation.DELETE_SESSIONS) as unit:
        rows = touched(desk, unit, booking_id, scope)
        if isinstance(rows, Refused):
            return rows
        if not rows:
            return refused("", "series_all_past")
        for row in rows:
            if actions := actions_using(unit.connection, row.id):
                return refused("", "booking_in_use", action=actions[0])
        if scope is Scope.THIS:
            _give_up(unit, rows, BookingState.SKIPPED, reason_code, clean(reason))
        else:
            _delete(unit, rows)
        unit.commit(booking_id, rows[0].starts_at.date())
    return Saved(booking_id)


def take_back(desk: Desk, booking_id: int, choice: Choice | None = None) -> Outcome:
    """Hold a date again that was left out or cancelled, where it was or as the choice says; checked like any other."""
    choice = choice or Choice()
    with desk.write(Operation.TAKE_BACK_SESSION) as unit:
        row = BOOKINGS.get(unit.connection, booking_id)
        if row is None:
            return refused("", "booking_unknown")
        series = None if row.series_id is None else store.SERIES.get(unit.connection, row.series_id)
        if series is None:
            return refused("", "booking_not_in_series")
        if row.state not in _NOT_HELD or choice.decision is Decision.SKIP:
            return refused("", "session_is_held")
        day, now = original(row), desk.now()
        state = usual_state(store.dates_of(unit.connection, series.id))
        again = replace(row, state=state, reason_code=None, reason="")
        wanted = Wanted(draft_of(series), {day: choice}, rows={day: again}, sifted=())
        plan = planned(unit.connection, wanted, now, [day])
        if plan.refusals:
            return Refused(plan.refusals)
        if in_the_past(plan.dates[0].session, now):
            return refused("", "series_all_past")
        with settling.moving(unit.connection) as move:
            held = as_planned(again, plan.dates[0], None)
            store.put_dates(unit.connection, [held])
            option_turns.take(unit.connection, [row.id] if held.state is BookingState.OPTION else [])
            move.placed.add(booking_id)
        unit.commit(booking_id, day)
    return Saved(booking_id, plan.warnings)


def touched(desk: Desk, unit: UnitOfWork, booking_id: int, scope: Scope) -> list[Booking] | Refused:
    """The sessions of a scope that are still to come, or why there is none."""
    booking = BOOKINGS.get(unit.connection, booking_id)
    if booking is None:
        return refused("", "booking_unknown")
    if booking.series_id is None:
        return refused("", "booking_not_in_series")
    return affected(store.dates_of(unit.connection, booking.series_id), booking, scope, desk.now())


def _give_up(unit: UnitOfWork, rows: Sequence[Booking], state: BookingState, code: Reason, reason: str) -> None:
    """Hold these dates no more, for this reason."""
    with settling.moving(unit.connection) as move:
        move.left += [spot(row) for row in rows if row.state in TAKING]
        given_up = [replace(row, state=state, option_until=None, reason_code=code, reason=reason) for row in rows]
        store.put_dates(unit.connection, given_up)


def _delete(unit: UnitOfWork, rows: Sequence[Booking]) -> None:
    """Delete these dates, and have the rule of their series end before them; with no date left the series goes too.

    What was noted of a date (who came, how the room was found) keeps it, as left out.
    """
    connection = unit.connection
    series_id = rows[0].series_id
    series = None if series_id is None else store.SERIES.get(connection, series_id)
    if series is None:
        raise ValueError("dates of no series")
    noted = store.linked(connection, [row.id for row in rows])
    _give_up(unit, [row for row in rows if row.id in noted], BookingState.SKIPPED, Reason.OTHER, "")
    gone = [row for row in rows if row.id not in noted]
    with settling.moving(connection) as move:
        move.left += [spot(row) for row in gone if row.state in TAKING]
        store.delete_dates(connection, [row.id for row in gone])
    if not store.keys_of(connection, series.id):
        store.SERIES.delete(connection, series.id)
    elif series.rule:
        first = min(original(row) for row in rows)
        head = split_at(parse_rule(series.rule), series.starts_on, first, season_end(series.starts_on)).head
        store.SERIES.set(connection, series.id, rule="" if head is None else head.text)
