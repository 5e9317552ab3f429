"""Statements compiled once: the driver's speed, and the same values as through SQLAlchemy."""

from datetime import datetime

import pytest
from sqlalchemy import bindparam, insert, select, update
from tests.builders import a_booking, a_room, an_organisation

from coopdesk.domain.booking import BookingState
from coopdesk.domain.operation import Operation
from coopdesk.services import bookings
from coopdesk.services.desk import Desk
from coopdesk.store.prepared import Prepared
from coopdesk.store.schema import booking

MINE = booking.c.id == bindparam("record")


@pytest.fixture
def booked(desk: Desk) -> int:
    return a_booking(desk, a_room(desk), an_organisation(desk))


def test_types_read_what_comes_back(desk: Desk, booked: int) -> None:
    statement = select(booking).where(MINE)
    with desk.read() as connection:
        through_core = connection.execute(statement, {"record": booked}).one()
        assert Prepared(statement).row(connection, record=booked) == list(through_core)


def test_no_row_is_none(desk: Desk) -> None:
    with desk.read() as connection:
        assert Prepared(select(booking).where(MINE)).row(connection, record=999) is None


def test_types_write_what_is_given_and_the_statement_keeps_its_own_values(desk: Desk, booked: int) -> None:
    move = Prepared(update(booking).where(MINE, booking.c.state == BookingState.CONFIRMED))
    with desk.write(Operation.EDIT_BOOKING) as unit:
        starts_at = datetime(2026, 11, 26, 9, 30)
        assert move.run(unit.connection, record=booked, starts_at=starts_at).rowcount == 1
        # The same statement, asked to write another column.
        assert move.run(unit.connection, record=booked, state=BookingState.HELD).rowcount == 1
        assert move.run(unit.connection, record=booked, purpose="Bal").rowcount == 0
        unit.commit()
    kept = bookings.get(desk, booked)
    assert kept is not None
    assert (kept.starts_at, kept.state) == (starts_at, BookingState.HELD)


def test_an_insert_tells_its_key(desk: Desk, booked: int) -> None:
    former = bookings.get(desk, booked)
    assert former is not None
    row = {"room_id": former.room_id, "kind": former.kind, "state": BookingState.CANCELLED, "purpose": "", "notes": ""}
    with desk.write(Operation.BOOK) as unit:
        added = Prepared(insert(booking)).run(
            unit.connection, starts_at=former.starts_at, ends_at=former.ends_at, **row
        )
        assert added.lastrowid == booked + 1


def test_what_is_read_first_is_one_state_with_what_core_reads_next(desk: Desk, booked: int) -> None:
    statement = select(booking.c.purpose).where(MINE)
    with desk.read() as connection:
        before = Prepared(statement).row(connection, record=booked)
        with desk.write(Operation.EDIT_BOOKING) as unit:
            unit.connection.execute(update(booking).values(purpose="Autre chose"))
            unit.commit()
        assert [connection.scalar(statement, {"record": booked})] == before
    with desk.read() as connection:
        assert Prepared(statement).row(connection, record=booked) == ["Autre chose"]
