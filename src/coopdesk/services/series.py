"""Series: booked whole in one transaction, each date with an identity of its own."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection

from coopdesk.domain.booking import Booking, BookingState
from coopdesk.domain.calendars import Calendar
from coopdesk.domain.operation import Operation
from coopdesk.domain.series import Series, SeriesDraft
from coopdesk.domain.series_plan import Choice, PlannedDate, SeriesPlan
from coopdesk.domain.text import cleaned
from coopdesk.foundation.problems import Outcome, Refused, Saved, refused
from coopdesk.services.desk import Desk
from coopdesk.services.series_planning import NO_CHOICES, Wanted, planned
from coopdesk.store import occupancy
from coopdesk.store import series as store
from coopdesk.store.bookings import BOOKINGS

OnConflict = Literal["refuse", "skip"]


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
        if plan.refusals:
            return Refused(plan.refusals)
        if not plan.kept:
            return refused("dates", "series_nothing_left")
        series_id = write(unit.connection, plan, option_until)
        first = plan.kept[0]
        unit.commit(store.keys_of(unit.connection, series_id)[first.day], first.session.start.date())
    return Saved(series_id, plan.warnings)


def write(
    connection: Connection, plan: SeriesPlan, option_until: date | None, predecessor_id: int | None = None
) -> int:
    """Write a plan as a new series; returns its key."""
    series = Series(**_fields(plan.draft), id=0, predecessor_id=predecessor_id)
    series_id = store.SERIES.add(connection, series)
    add_planned(connection, series_id, plan, option_until)
    return series_id


def add_planned(connection: Connection, series_id: int, plan: SeriesPlan, option_until: date | None) -> None:
    """Write the dates of a plan that have no row yet."""
    rows = [booking_of(plan.draft, series_id, one, option_until) for one in plan.dates if one.booking_id is None]
    with occupancy.moving(connection, together=occupancy.has_buffers(connection)) as move:
        store.add_dates(connection, rows)
        if occupancy.has_buffers(connection):
            keys = store.keys_of(connection, series_id)
            move.placed.update(keys[row.occurrence_on] for row in rows)


def booking_of(draft: SeriesDraft, series_id: int, one: PlannedDate, option_until: date | None) -> Booking:
    """The row of a planned date."""
    return Booking(
        id=0,
        series_id=series_id,
        occurrence_on=one.day,
        room_id=one.room_id,
        organisation_id=draft.organisation_id,
        starts_at=one.session.start,
        ends_at=one.session.end,
        kind=draft.kind,
        layout=draft.layout,
        purpose=draft.purpose,
        expected_persons=draft.expected_persons,
        state=one.state,
        option_until=option_until if one.state is BookingState.OPTION else None,
        reason_code=one.reason_code,
        reason=one.reason,
        override_reason=one.override_reason,
        notes=draft.notes,
    )


def _fields(draft: SeriesDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in SeriesDraft.__dataclass_fields__}
