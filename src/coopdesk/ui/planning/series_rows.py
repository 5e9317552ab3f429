"""The dates of a series that is booked, as the workbench shows them; and what can be decided for each."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from coopdesk.domain.booking import TAKING, Booking, BookingState
from coopdesk.domain.series import Series
from coopdesk.domain.series_edit import draft_of
from coopdesk.domain.series_plan import Choice, Decision, PlannedDate, SeriesPlan, Standing
from coopdesk.foundation.problems import Problem

_NOT_HELD = frozenset({BookingState.SKIPPED, BookingState.CANCELLED, BookingState.REFUSED, BookingState.LAPSED})

Stuck = Mapping[date, Sequence[Problem]]
"""Dates that were to be taken up again and could not: why."""


def as_plan(series: Series, rows: Sequence[Booking], stuck: Stuck, now: datetime) -> SeriesPlan:
    """Every date of a series as it is."""
    dates = tuple(_date(series, row, stuck.get(_day(row), ()), now) for row in rows)
    return SeriesPlan(draft=draft_of(series), state=BookingState.CONFIRMED, dates=dates)


def _date(series: Series, row: Booking, stuck: Sequence[Problem], now: datetime) -> PlannedDate:
    is_over = row.starts_at < now
    state = BookingState.SKIPPED if row.state in _NOT_HELD else row.state
    standing = Standing.PAST if is_over else Standing.FREE
    if stuck:
        state, standing = BookingState.CONFIRMED, Standing.CONFLICT
    elif state is BookingState.SKIPPED:
        standing = Standing.SKIPPED
    return PlannedDate(
        day=_day(row),
        session=row.interval,
        room_id=row.room_id,
        standing=standing,
        state=state,
        problems=tuple(stuck),
        reason_code=row.reason_code,
        reason=row.reason,
        override_reason=row.override_reason,
        choice=_moved(series, row) if row.state in TAKING else None,
        booking_id=row.id,
    )


def _moved(series: Series, row: Booking) -> Choice | None:
    """What a date has of its own, as if somebody had just chosen it."""
    usual = series.session_on(_day(row))
    has_own_hours = (row.starts_at.time(), row.ends_at.time()) != (usual.start.time(), usual.end.time())
    has_own_day = row.starts_at.date() != usual.start.date()
    has_own_room = row.room_id != series.room_id
    if not (has_own_hours or has_own_day or has_own_room):
        return None
    return Choice(
        decision=Decision.MOVE,
        room_id=row.room_id if has_own_room else None,
        day=row.starts_at.date() if has_own_day else None,
        starts_at=row.starts_at.time() if has_own_hours else None,
        ends_at=row.ends_at.time() if has_own_hours else None,
    )


def _day(row: Booking) -> date:
    return row.occurrence_on or row.starts_at.date()
