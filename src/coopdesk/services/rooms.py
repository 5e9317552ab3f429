"""The register of rooms."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection

from coopdesk.domain import room as domain
from coopdesk.domain.booking import BookingLine
from coopdesk.domain.operation import Operation
from coopdesk.domain.room import Room, RoomDraft
from coopdesk.domain.text import clean, cleaned, fold
from coopdesk.foundation.problems import Outcome, Parameter, Problem, Refused, Saved, refused
from coopdesk.services.closing_rules import in_the_way
from coopdesk.services.desk import Desk
from coopdesk.store import displaced, settling
from coopdesk.store import rooms as store
from coopdesk.store.bookings import lines_of
from coopdesk.store.guard import gate
from coopdesk.store.rooms import Touching
from coopdesk.store.schema import room
from coopdesk.store.unit_of_work import UnitOfWork


def rooms(desk: Desk) -> list[Room]:
    """Every room, in order of name."""
    with desk.read() as connection:
        return store.ROOMS.all(connection, room.c.name_folded)


def get(desk: Desk, room_id: int) -> Room | None:
    """One room."""
    with desk.read() as connection:
        return store.ROOMS.get(connection, room_id)


def _tidy(connection: Connection, draft: RoomDraft) -> RoomDraft:
    """The draft as it is stored: made of spaces only, whatever rooms were chosen."""
    spaces = store.spaces(connection, draft.parts)
    fixtures = tuple(name for one in draft.fixtures if (name := clean(one)))
    return replace(cleaned(draft), parts=spaces, fixtures=fixtures, layouts=tuple(sorted(draft.layouts)))


def _problems(connection: Connection, draft: RoomDraft, but: int | None) -> list[Problem]:
    problems = domain.check(draft)
    same = store.room_by_name(connection, fold(draft.name))
    if same is not None and same != but:
        problems.append(Problem("name", "room_name_taken", {"name": draft.name}))
    if not draft.parts:
        return problems
    if not set(draft.parts) <= store.names(connection).keys():
        problems.append(Problem("parts", "room_unknown", {"name": ""}))
    if len(draft.parts) == 1:
        problems.append(Problem("parts", "part_single"))
    if but is not None and but in draft.parts:
        problems.append(Problem("parts", "room_in_itself"))
    elif but is not None and (wholes := store.wholes_of(connection, but)):
        problems.append(Problem("parts", "part_is_composed", {"room": draft.name, "whole": wholes[0]}))
    return problems


def add(desk: Desk, draft: RoomDraft) -> Outcome:
    """Add a room."""
    with desk.write(Operation.ADD_ROOM) as unit:
        draft = _tidy(unit.connection, draft)
        if problems := _problems(unit.connection, draft, None):
            return Refused(tuple(problems))
        room_id = store.ROOMS.add(unit.connection, draft)
        unit.commit(room_id, draft.name)
    return Saved(room_id)


def edit(desk: Desk, room_id: int, draft: RoomDraft) -> Outcome:
    """Change a room; refused, naming what is in the way, where its bookings do not allow it.

    Its bookings to come get the buffers it asks for now, as far as their neighbours leave it; past ones stay.
    """
    with desk.write(Operation.EDIT_ROOM) as unit:
        former = store.ROOMS.get(unit.connection, room_id)
        if former is None:
            return refused("", "room_unknown", name="")
        draft = _tidy(unit.connection, draft)
        problems = _problems(unit.connection, draft, room_id)
        problems += _retirement(desk, unit.connection, former, draft)
        beside: list[Touching] = []
        if not problems and draft.parts != former.parts:
            beside = store.touching(unit.connection, room_id, draft.parts or (room_id,))
            first = next((one for one in beside if one.overlaps), None)
            problems += [] if first is None else [_clash(unit.connection, first)]
        if problems:
            return Refused(tuple(problems))
        _put(desk, unit, former, draft, {key for one in beside for key in (one.mine, one.other)})
        unit.commit(room_id, draft.name)
    return Saved(room_id)


def _put(desk: Desk, unit: UnitOfWork, former: Room, draft: RoomDraft, beside: Collection[int]) -> None:
    """Write the room; which spaces its bookings take follows from it (coopdesk.store.guard)."""
    wanted, had = ((one.parts, one.buffer_before, one.buffer_after) for one in (draft, former))
    if wanted == had:
        store.ROOMS.replace(unit.connection, former.id, draft)
        return
    with gate(unit.connection):
        store.ROOMS.replace(unit.connection, former.id, draft)
        if affected := {*displaced.to_come(unit.connection, former.id, desk.now()), *beside}:
            settling.resettle(unit.connection, affected)


def _retirement(desk: Desk, connection: Connection, former: Room, draft: RoomDraft) -> list[Problem]:
    if draft.retired_on is None or draft.retired_on == former.retired_on:
        return []
    # Without it, no room that it is a part of can be used either.
    without = [former.id] if draft.parts else store.sharing(connection, former.id)
    later = displaced.from_day(connection, without, draft.retired_on, desk.now())
    return [in_the_way("retired_on", "room_retired_booked", later)] if later else []


def _clash(connection: Connection, touching: Touching) -> Problem:
    """The refusal that names two bookings which would be in one place, once the room is made of other spaces."""
    lines = lines_of(connection, (touching.mine, touching.other))
    mine, other = (_said(lines[key]) for key in (touching.mine, touching.other))
    return Problem("parts", "parts_clash", {**mine, **{f"other_{name}": value for name, value in other.items()}})


def _said(line: BookingLine) -> dict[str, Parameter]:
    return {
        "organisation": line.organisation or "",
        "room": line.room,
        "start": line.starts_text,
        "end": line.ends_text,
    }


def delete(desk: Desk, room_id: int) -> Outcome:
    """Delete a room; refused while it has bookings, past ones included, or is a part of another."""
    with desk.write(Operation.DELETE_ROOM) as unit:
        room = store.ROOMS.get(unit.connection, room_id)
        if room is None:
            return refused("", "room_unknown", name="")
        if wholes := store.wholes_of(unit.connection, room_id):
            return refused("", "room_is_part", room=room.name, whole=wholes[0])
        bookings = store.bookings_in(unit.connection, room_id)
        if bookings:
            return refused("", "room_in_use", bookings=bookings)
        store.ROOMS.delete(unit.connection, room_id)
        unit.commit(room_id, room.name)
    return Saved(room_id)
