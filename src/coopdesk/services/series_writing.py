"""A planned series put into the file: its row, and one for each of its dates."""

from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection

from coopdesk.domain.booking import TAKING, Booking, BookingState
from coopdesk.domain.series import Series, SeriesDraft
from coopdesk.domain.series_plan import PlannedDate, SeriesPlan
from coopdesk.store import occupancy, settling
from coopdesk.store import series as store

OnConflict = Literal["refuse", "skip"]
"""What becomes of dates that cannot be held: the whole is refused, or they are left out with the reason noted."""


def write(
    connection: Connection, plan: SeriesPlan, option_until: date | None, predecessor_id: int | None = None
) -> int:
    """Write a plan as a new series; returns its key."""
    series = Series(**fields_of(plan.draft), id=0, predecessor_id=predecessor_id)
    series_id = store.SERIES.add(connection, series)
    add_planned(connection, series_id, plan, option_until)
    return series_id


def add_planned(connection: Connection, series_id: int, plan: SeriesPlan, option_until: date | None) -> None:
    """Write the dates of a plan that have no row yet."""
    rows = [booking_of(plan.draft, series_id, one, option_until) for one in plan.dates if one.booking_id is None]
    with settling.moving(connection, together=occupancy.has_buffers(connection)) as move:
        store.add_dates(connection, rows)
        note_placed(connection, move, series_id, rows)


def note_placed(connection: Connection, move: settling.Move, series_id: int, rows: list[Booking]) -> None:
    """Have the buffers of dates that were just added settled; their keys are only asked for where there are any."""
    taking = [row.occurrence_on for row in rows if row.state in TAKING]
    if taking and occupancy.has_buffers(connection):
        keys = store.keys_of(connection, series_id)
        move.placed.update(keys[day] for day in taking)


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


def fields_of(draft: SeriesDraft) -> dict[str, Any]:
    """What a series takes over from what is asked for."""
    return {name: getattr(draft, name) for name in SeriesDraft.__dataclass_fields__}
