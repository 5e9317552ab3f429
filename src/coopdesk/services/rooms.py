"""The register of rooms."""

from sqlalchemy import Connection

from coopdesk.domain import room as domain
from coopdesk.domain.operation import Operation
from coopdesk.domain.room import Room, RoomDraft
from coopdesk.domain.text import cleaned, fold
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, refused
from coopdesk.services.desk import Desk
from coopdesk.store import rooms as store
from coopdesk.store.schema import room


def rooms(desk: Desk) -> list[Room]:
    """Every room, in order of name."""
    with desk.read() as connection:
        return store.ROOMS.all(connection, room.c.name_folded)


def get(desk: Desk, room_id: int) -> Room | None:
    """One room."""
    with desk.read() as connection:
        return store.ROOMS.get(connection, room_id)


def _problems(connection: Connection, draft: RoomDraft, but: int | None) -> list[Problem]:
    problems = domain.check(draft)
    same = store.room_by_name(connection, fold(draft.name))
    if same is not None and same != but:
        problems.append(Problem("name", "room_name_taken", {"name": draft.name}))
    return problems


def add(desk: Desk, draft: RoomDraft) -> Outcome:
    """Add a room."""
    draft = cleaned(draft)
    with desk.write(Operation.ADD_ROOM) as unit:
        if problems := _problems(unit.connection, draft, None):
            return Refused(tuple(problems))
        room_id = store.ROOMS.add(unit.connection, draft)
        unit.commit(room_id, draft.name)
    return Saved(room_id)


def edit(desk: Desk, room_id: int, draft: RoomDraft) -> Outcome:
    """Change a room; its bookings stay as they are."""
    draft = cleaned(draft)
    with desk.write(Operation.EDIT_ROOM) as unit:
        if not store.ROOMS.has(unit.connection, room_id):
            return refused("", "room_unknown", name="")
        if problems := _problems(unit.connection, draft, room_id):
            return Refused(tuple(problems))
        store.ROOMS.replace(unit.connection, room_id, draft)
        unit.commit(room_id, draft.name)
    return Saved(room_id)


def delete(desk: Desk, room_id: int) -> Outcome:
    """Delete a room; refused while it has bookings, past ones included: they are in the summaries."""
    with desk.write(Operation.DELETE_ROOM) as unit:
        room = store.ROOMS.get(unit.connection, room_id)
        if room is None:
            return refused("", "room_unknown", name="")
        bookings = store.bookings_in(unit.connection, room_id)
        if bookings:
            return refused("", "room_in_use", bookings=bookings)
        store.ROOMS.delete(unit.connection, room_id)
        unit.commit(room_id, room.name)
    return Saved(room_id)
