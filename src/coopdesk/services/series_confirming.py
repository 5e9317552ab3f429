"""The options and requests of a series made firm together: all that are meant, or none."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from coopdesk.domain.booking import TAKING, Booking, BookingState
from coopdesk.domain.operation import Operation
from coopdesk.domain.series import Scope
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, errors, refused, warnings
from coopdesk.services import booking_rules, papers
from coopdesk.services.bookings import spot
from coopdesk.services.desk import Desk
from coopdesk.services.series import touched
from coopdesk.store import bookings, occupancy, settling
from coopdesk.store import series as store
from coopdesk.store.occupancy import Wish

_TO_CONFIRM = frozenset({BookingState.OPTION, BookingState.REQUEST})


def confirm_sessions(desk: Desk, booking_id: int, scope: Scope) -> Outcome:
    """Confirm one session, it and the following, or all to come; refused whole, naming every booking in the way."""
    with desk.write(Operation.CONFIRM_SESSIONS) as unit:
        found = touched(desk, unit, booking_id, scope)
        if isinstance(found, Refused):
            return found
        rows = [row for row in found if row.state in _TO_CONFIRM]
        if not rows:
            return refused("", "sessions_are_firm")
        problems = _problems(unit.connection, rows)
        if wrong := errors(problems):
            return Refused(wrong)
        with settling.moving(unit.connection, together=True) as move:
            move.left += [spot(row) for row in rows if row.state in TAKING]
            firm = [replace(row, state=BookingState.CONFIRMED, option_until=None) for row in rows]
            store.put_dates(unit.connection, firm)
            move.placed.update(row.id for row in rows)
        unit.commit(booking_id, rows[0].starts_at.date())
    return Saved(booking_id, warnings(problems))


def _problems(connection: Connection, rows: Sequence[Booking]) -> list[Problem]:
    """What speaks against it: papers that do not reach so far, and who is in the way, each once."""
    groups: dict[tuple[int, int | None], list[Booking]] = {}
    for row in rows:
        groups.setdefault((row.room_id, row.organisation_id), []).append(row)
    mine = {row.id for row in rows}
    problems: list[Problem] = []
    for (room_id, organisation_id), group in groups.items():
        days = [row.starts_at.date() for row in group]
        problems += papers.problems(connection, organisation_id, days, is_firm=True)
        wish = Wish(room_id, organisation_id, is_firm=True, sessions=[row.interval for row in group])
        others = dict.fromkeys(clash.booking_id for clash in occupancy.clashes(connection, wish, mine))
        lines = bookings.lines_of(connection, list(others))
        problems += [booking_rules.overlap(lines[key]) for key in others]
    return problems
