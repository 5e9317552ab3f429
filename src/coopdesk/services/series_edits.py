"""Series edited: one date, the following or all; extended, ended earlier, made of a booking that stood alone."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from coopdesk.domain.booking import TAKING, Booking, BookingDraft, BookingState
from coopdesk.domain.booking_state import check_last_day, check_until
from coopdesk.domain.operation import Operation
from coopdesk.domain.recurrence import with_until
from coopdesk.domain.recurrence_rule import RuleError, parse_rule
from coopdesk.domain.series import Scope, Series, SeriesDraft
from coopdesk.domain.series_edit import draft_of, original
from coopdesk.domain.series_plan import Choice, SeriesPlan
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Refused, Saved, errors, refused
from coopdesk.services import booking_rules
from coopdesk.services.bookings import placed, spot, write
from coopdesk.services.desk import Desk
from coopdesk.services.series_planning import NO_CHOICES, Wanted, days_of, planned
from coopdesk.services.series_working import PLACE, PROMISED, Asking, Working, worked_out
from coopdesk.services.series_writing import OnConflict, add_planned, booking_of, fields_of, note_placed
from coopdesk.store import option_turns, settling
from coopdesk.store import series as store
from coopdesk.store.bookings import BOOKINGS
from coopdesk.store.unit_of_work import UnitOfWork

__all__ = ["draft_of"]


class _Session(NamedTuple):
    """A date of a series with its series."""

    booking: Booking
    series: Series


def edit_plan(
    desk: Desk,
    booking_id: int,
    draft: SeriesDraft,
    scope: Scope,
    choices: Mapping[date, Choice] = NO_CHOICES,
    *,
    state: BookingState | None = None,
    picked: Collection[date] | None = None,
    override_reason: str = "",
) -> SeriesPlan:
    """What an edit would do: the dates it moves, adds or looks at again, as they would be."""
    asking = Asking(cleaned(draft), scope, choices, state, picked, override_reason)
    with desk.read() as connection:
        found = _session(connection, booking_id)
        wanted = state or BookingState.CONFIRMED
        if isinstance(found, Refused):
            return SeriesPlan(draft=draft, state=wanted, problems=found.problems)
        try:
            return worked_out(connection, found.series, found.booking, asking, desk.now()).plan
        except RuleError as error:
            return SeriesPlan(draft=draft, state=wanted, problems=(error.problem,))


def edit_series(
    desk: Desk,
    booking_id: int,
    draft: SeriesDraft,
    scope: Scope,
    choices: Mapping[date, Choice] = NO_CHOICES,
    *,
    state: BookingState | None = None,
    option_until: date | None = None,
    picked: Collection[date] | None = None,
    on_conflict: OnConflict = "refuse",
    override_reason: str = "",
) -> Outcome:
    """Change one date, it and the following, or all that are to come; refused whole where one of them cannot be held.

    The outcome is the series that the session belongs to afterwards.
    """
    asking = Asking(cleaned(draft), scope, choices, state, picked, override_reason)
    with desk.write(Operation.EDIT_SERIES) as unit:
        found = _session(unit.connection, booking_id)
        if isinstance(found, Refused):
            return found
        return _edit(desk, unit, found, asking, option_until, on_conflict)


def extend_series(
    desk: Desk,
    series_id: int,
    until: date,
    choices: Mapping[date, Choice] = NO_CHOICES,
    on_conflict: OnConflict = "refuse",
) -> Outcome:
    """Let a series go on until a later day."""
    with desk.write(Operation.EXTEND_SERIES) as unit:
        found = _any_session(unit.connection, series_id)
        if isinstance(found, Refused):
            return found
        if not found.series.rule:
            return refused("until", "series_picked_by_hand")
        last = days_of(found.series)[-1]
        if until <= last:
            return refused("until", "series_ends_later", day=last.isoformat())
        asking = Asking(_ending(found.series, until), Scope.ALL, choices)
        return _edit(desk, unit, found, asking, None, on_conflict, about=until)


def cut_series(desk: Desk, series_id: int, after: date) -> Outcome:
    """End a series with a day: its later dates go; those somebody decided on stay, as left out."""
    with desk.write(Operation.CUT_SERIES) as unit:
        found = _any_session(unit.connection, series_id)
        if isinstance(found, Refused):
            return found
        now = desk.now()
        every = store.dates_of(unit.connection, series_id)
        begun = [original(row) for row in every if row.starts_at < now]
        last = max([after, *begun])
        if found.series.rule:
            asking = Asking(_ending(found.series, last), Scope.ALL)
        else:
            stay = [original(row) for row in every if original(row) <= last]
            asking = Asking(draft_of(found.series), Scope.ALL, picked=stay)
        return _edit(desk, unit, found, asking, None, "refuse", about=after)


def repeat_booking(
    desk: Desk,
    booking_id: int,
    draft: SeriesDraft,
    choices: Mapping[date, Choice] = NO_CHOICES,
    picked: Collection[date] = (),
    on_conflict: OnConflict = "refuse",
    *,
    option_until: date | None = None,
    edited: BookingDraft | None = None,
) -> Outcome:
    """Make a series of a booking: it becomes the session of its day, as it is, and the others are booked.

    With `edited` it is changed first, in the same act: all of it is written, and undone, at once.
    """
    with desk.write(Operation.REPEAT_BOOKING) as unit:
        connection = unit.connection
        booking = _alone(desk, unit, booking_id, edited)
        if isinstance(booking, Refused):
            return booking
        day = booking.starts_at.date()
        state = booking.state if booking.state in PROMISED else BookingState.CONFIRMED
        wanted = Wanted(cleaned(draft), choices, state, tuple(picked), booking.override_reason)
        try:
            others = [one for one in days_of(wanted.draft, {*picked, day}) if one != day]
        except RuleError as error:
            return Refused((error.problem,))
        plan = planned(connection, wanted, desk.now(), others)
        plan = plan.without_blocked() if on_conflict == "skip" else plan
        if wrong := (*plan.refusals, *check_last_day(option_until, desk.today())):
            return Refused(wrong)
        if not plan.kept:
            return refused("dates", "series_nothing_left")
        series_id = store.SERIES.add(connection, Series(**fields_of(plan.draft), id=0))
        BOOKINGS.set(connection, booking_id, series_id=series_id, occurrence_on=day)
        add_planned(connection, series_id, plan, option_until or booking.option_until)
        unit.commit(booking_id, day)
    return Saved(series_id, plan.warnings)


def _alone(desk: Desk, unit: UnitOfWork, booking_id: int, edited: BookingDraft | None) -> Booking | Refused:
    """A booking of no series that is about to become one, changed where that is asked for; nothing is committed yet."""
    former = BOOKINGS.get(unit.connection, booking_id)
    if former is None:
        return refused("", "booking_unknown")
    if former.series_id is not None:
        return refused("", "booking_in_series")
    if edited is None:
        return former
    draft = cleaned(edited)
    checked = booking_rules.check(unit.connection, draft, (former.id,), former=former)
    wrong = errors(checked.problems)
    if draft.state is BookingState.OPTION and draft.option_until != former.option_until:
        wrong += tuple(check_until(draft.option_until, draft, desk.today()))
    if wrong:
        return Refused(wrong)
    booking = placed(draft, checked.room, former)
    write(unit, former, booking)
    return booking


def _ending(series: Series, until: date) -> SeriesDraft:
    return replace(draft_of(series), rule=with_until(parse_rule(series.rule), until).text)


def _session(connection: Connection, booking_id: int) -> _Session | Refused:
    booking = BOOKINGS.get(connection, booking_id)
    if booking is None:
        return refused("", "booking_unknown")
    series = None if booking.series_id is None else store.SERIES.get(connection, booking.series_id)
    return refused("", "booking_not_in_series") if series is None else _Session(booking, series)


def _any_session(connection: Connection, series_id: int) -> _Session | Refused:
    series = store.SERIES.get(connection, series_id)
    every = [] if series is None else store.dates_of(connection, series_id)
    return refused("", "series_unknown") if series is None or not every else _Session(every[0], series)


def _edit(
    desk: Desk,
    unit: UnitOfWork,
    found: _Session,
    asking: Asking,
    option_until: date | None,
    on_conflict: OnConflict,
    about: date | None = None,
) -> Outcome:
    """Work an edit out, write it and commit."""
    try:
        working = worked_out(unit.connection, found.series, found.booking, asking, desk.now())
    except RuleError as error:
        return Refused((error.problem,))
    if not working.before and not working.plan.dates:
        return refused("", "series_all_past")
    plan = working.plan.without_blocked() if on_conflict == "skip" else working.plan
    if wrong := (*plan.refusals, *check_last_day(option_until, desk.today())):
        return Refused(wrong)
    if working.is_empty:
        return refused("dates", "series_nothing_left")
    series_id = _write(unit.connection, working, plan, option_until)
    unit.commit(found.booking.id, about or found.booking.starts_at.date())
    return Saved(series_id, plan.warnings)


def _write(connection: Connection, working: Working, plan: SeriesPlan, option_until: date | None) -> int:
    series_id = _write_series(connection, working)
    before = working.before
    rows = [replace(row, series_id=series_id) for row in working.final(plan, option_until)]
    rows = [row for row in rows if row != before[row.id]]
    added = [booking_of(plan.draft, series_id, one, option_until) for one in plan.dates if one.booking_id is None]
    moved = [row for row in rows if any(getattr(row, name) != getattr(before[row.id], name) for name in PLACE)]
    leaving = [before[key] for key in (*(row.id for row in moved), *working.gone)]
    with settling.moving(connection, together=bool(leaving or added)) as move:
        move.left += [spot(row) for row in leaving if row.state in TAKING]
        store.delete_dates(connection, working.gone)
        store.put_dates(connection, rows)
        taken_up = [row.id for row in rows if _is_brought_back(before[row.id], row)]
        option_turns.take(connection, taken_up)
        store.add_dates(connection, added)
        move.placed.update(row.id for row in moved if row.state in TAKING)
        note_placed(connection, move, series_id, added)
    return series_id


def _is_brought_back(former: Booking, row: Booking) -> bool:
    return row.state is BookingState.OPTION and former.state not in TAKING


def _write_series(connection: Connection, working: Working) -> int:
    """The series as it is afterwards; where it is cut in two, the key of the new one."""
    former = working.former
    if working.head is not None:
        store.SERIES.replace(connection, former.id, replace(former, **fields_of(working.head)))
        return store.SERIES.add(connection, Series(**fields_of(working.tail), id=0, predecessor_id=former.id))
    if working.tail != draft_of(former):
        store.SERIES.replace(connection, former.id, replace(former, **fields_of(working.tail)))
    return former.id
