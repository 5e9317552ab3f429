"""The register of keys and badges: which opens what, who holds it since when, against what deposit."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from coopdesk.domain import room_key as domain
from coopdesk.domain.operation import Operation
from coopdesk.domain.room_key import (
    DoorKey,
    HandoverLine,
    KeyHandover,
    KeyHandoverDraft,
    KeyLine,
    RoomKey,
    RoomKeyDraft,
)
from coopdesk.domain.text import cleaned, fold
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, refused
from coopdesk.services.desk import Desk
from coopdesk.store import organisations, pending, rooms
from coopdesk.store import room_keys as store


def keys(desk: Desk) -> list[KeyLine]:
    """Every key, in order of label, with who holds it."""
    with desk.read() as connection:
        return store.lines(connection)


def get(desk: Desk, key_id: int) -> RoomKey | None:
    """One key."""
    with desk.read() as connection:
        return store.KEYS.get(connection, key_id)


def history(desk: Desk, key_id: int) -> list[HandoverLine]:
    """Who had a key, the newest first."""
    with desk.read() as connection:
        return store.history(connection, key_id)


def handover(desk: Desk, handover_id: int) -> HandoverLine | None:
    """One handover."""
    with desk.read() as connection:
        return store.handover(connection, handover_id)


def of_room(desk: Desk, room_id: int) -> list[KeyLine]:
    """The keys that open a room, but those that are lost."""
    wanted = {one.key_id for one in by_room(desk).get(room_id, [])}
    return [one for one in keys(desk) if one.id in wanted]


def by_room(desk: Desk) -> dict[int, list[DoorKey]]:
    """The keys of every room that has some, with who holds them."""
    found: dict[int, list[DoorKey]] = {}
    with desk.morning() as morning:
        for one in pending.keys_of_rooms(morning):
            found.setdefault(one.room_id, []).append(one)
    return found


def _problems(connection: Connection, draft: RoomKeyDraft, but: int | None) -> list[Problem]:
    problems = domain.check(draft)
    same = store.key_by_label(connection, fold(draft.label))
    if same is not None and same != but:
        problems.append(Problem("label", "key_label_taken", {"name": draft.label}))
    if draft.rooms and not set(draft.rooms) <= rooms.names(connection).keys():
        problems.append(Problem("rooms", "room_unknown", {"name": ""}))
    return problems


def add(desk: Desk, draft: RoomKeyDraft) -> Outcome:
    """Add a key."""
    draft = cleaned(draft)
    with desk.write(Operation.ADD_KEY) as unit:
        if problems := _problems(unit.connection, draft, None):
            return Refused(tuple(problems))
        key_id = store.KEYS.add(unit.connection, draft)
        unit.commit(about=draft.label)
    return Saved(key_id)


def edit(desk: Desk, key_id: int, draft: RoomKeyDraft) -> Outcome:
    """Change a key, or note it as lost."""
    draft = cleaned(draft)
    with desk.write(Operation.EDIT_KEY) as unit:
        if not store.KEYS.has(unit.connection, key_id):
            return refused("", "key_unknown")
        if problems := _problems(unit.connection, draft, key_id):
            return Refused(tuple(problems))
        store.KEYS.replace(unit.connection, key_id, draft)
        unit.commit(about=draft.label)
    return Saved(key_id)


def delete(desk: Desk, key_id: int) -> Outcome:
    """Delete a key; refused once it was handed over, since who had it stays known."""
    with desk.write(Operation.DELETE_KEY) as unit:
        key = store.KEYS.get(unit.connection, key_id)
        if key is None:
            return refused("", "key_unknown")
        if store.is_used(unit.connection, key_id):
            return refused("", "key_in_use", key=key.label)
        store.KEYS.delete(unit.connection, key_id)
        unit.commit(about=key.label)
    return Saved(key_id)


def hand_over(desk: Desk, draft: KeyHandoverDraft) -> Outcome:
    """Hand a key over; refused while somebody holds it, naming them, and once it is lost."""
    draft = cleaned(draft)
    with desk.write(Operation.HAND_KEY) as unit:
        key = store.KEYS.get(unit.connection, draft.key_id)
        if key is None:
            return refused("key_id", "key_unknown")
        if key.lost_on is not None:
            return refused("key_id", "key_lost", key=key.label)
        if (out := store.out_of_key(unit.connection, key.id)) is not None:
            since = out.given_on.isoformat()
            return refused("key_id", "key_out", key=key.label, organisation=out.organisation, since=since)
        if problems := _handover_problems(unit.connection, draft):
            return Refused(tuple(problems))
        handover_id = store.HANDOVERS.add(unit.connection, draft)
        unit.commit(draft.organisation_id, key.label)
    return Saved(handover_id)


def edit_handover(desk: Desk, handover_id: int, draft: KeyHandoverDraft) -> Outcome:
    """Change what was noted of a handover: its due date, its deposit, its contact."""
    draft = cleaned(draft)
    with desk.write(Operation.EDIT_KEY_HANDOVER) as unit:
        former = store.HANDOVERS.get(unit.connection, handover_id)
        if former is None:
            return refused("", "handover_unknown")
        # Which key came back when is told by its return alone: another may have it by now.
        draft = replace(draft, key_id=former.key_id, returned_on=former.returned_on)
        if problems := _handover_problems(unit.connection, draft):
            return Refused(tuple(problems))
        store.HANDOVERS.replace(unit.connection, handover_id, draft)
        unit.commit(draft.organisation_id, _label(unit.connection, former))
    return Saved(handover_id)


def take_back(desk: Desk, handover_id: int, on: date, deposit_returned_on: date | None = None) -> Outcome:
    """Note that a key came back, and its deposit with it or not."""
    with desk.write(Operation.TAKE_KEY_BACK) as unit:
        former = store.HANDOVERS.get(unit.connection, handover_id)
        if former is None:
            return refused("", "handover_unknown")
        if former.returned_on is not None:
            return refused("", "key_returned", key=_label(unit.connection, former))
        draft = replace(former, returned_on=on, deposit_returned_on=deposit_returned_on)
        # A day that was right when the key left does not keep it from coming back sooner.
        wrong = [one for one in domain.check_handover(draft) if one.field != "due_on"]
        if wrong:
            return Refused(tuple(wrong))
        store.HANDOVERS.replace(unit.connection, handover_id, draft)
        unit.commit(former.organisation_id, _label(unit.connection, former))
    return Saved(handover_id)


def get_handover(desk: Desk, handover_id: int) -> KeyHandover | None:
    """One handover as it is changed."""
    with desk.read() as connection:
        return store.HANDOVERS.get(connection, handover_id)


def _handover_problems(connection: Connection, draft: KeyHandoverDraft) -> list[Problem]:
    problems = domain.check_handover(draft)
    if not organisations.ORGANISATIONS.has(connection, draft.organisation_id):
        return [Problem("organisation_id", "organisation_unknown", {"name": ""}), *problems]
    if draft.contact_id is not None:
        contact = organisations.CONTACTS.get(connection, draft.contact_id)
        if contact is None:
            problems.append(Problem("contact_id", "contact_unknown"))
        elif contact.organisation_id != draft.organisation_id:
            problems.append(Problem("contact_id", "contact_elsewhere"))
    return problems


def _label(connection: Connection, one: KeyHandover) -> str:
    key = store.KEYS.get(connection, one.key_id)
    return "" if key is None else key.label
