"""Keys in the file: the register, who holds which, and what was handed over before."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, func, select

from coopdesk.domain.room_key import HandoverLine, KeyHandover, KeyLine, RoomKey
from coopdesk.store.registers import Part, Register
from coopdesk.store.schema import contact, key_handover, organisation, room, room_key, room_key_room

KEYS = Register(
    room_key,
    RoomKey,
    title="label",
    folded="label_folded",
    parts=(
        Part(
            name="rooms",
            table=room_key_room,
            owner="key_id",
            to_rows=lambda rooms: [{"room_id": room_id} for room_id in rooms],
            from_row=lambda row: row["room_id"],
            order="room_id",
        ),
    ),
)
HANDOVERS = Register(key_handover, KeyHandover)

_ROOMS = (
    select(func.group_concat(room.c.name, ", "))
    .select_from(room_key_room.join(room))
    .where(room_key_room.c.key_id == room_key.c.id)
    .correlate(room_key)
    .scalar_subquery()
)
_OUT = key_handover.c.returned_on.is_(None)
_LINES: Select[Any] = (
    select(
        room_key.c.id, room_key.c.label, room_key.c.kind, room_key.c.lost_on, func.coalesce(_ROOMS, ""),
        key_handover.c.id, key_handover.c.organisation_id, organisation.c.name, contact.c.name,
        key_handover.c.given_on, key_handover.c.due_on, key_handover.c.deposit,
    )
    .select_from(
        room_key.outerjoin(key_handover, (key_handover.c.key_id == room_key.c.id) & _OUT)
        .outerjoin(organisation, organisation.c.id == key_handover.c.organisation_id)
        .outerjoin(contact, contact.c.id == key_handover.c.contact_id)
    )
    .order_by(room_key.c.label_folded)
)  # fmt: skip


def lines(connection: Connection) -> list[KeyLine]:
    """Every key, in order of label, with who holds it: a house has some dozens."""
    return [KeyLine(*row) for row in connection.execute(_LINES)]


_HISTORY: Select[Any] = (
    select(
        key_handover.c.id, key_handover.c.key_id, room_key.c.label, key_handover.c.organisation_id,
        organisation.c.name, contact.c.name, key_handover.c.given_on, key_handover.c.due_on,
        key_handover.c.returned_on, key_handover.c.deposit, key_handover.c.deposit_returned_on, key_handover.c.notes,
    )
    .select_from(
        key_handover.join(room_key)
        .join(organisation, organisation.c.id == key_handover.c.organisation_id)
        .outerjoin(contact, contact.c.id == key_handover.c.contact_id)
    )
    .order_by(key_handover.c.given_on.desc(), key_handover.c.id.desc())
)  # fmt: skip


def _handovers(connection: Connection, *conditions: Any) -> list[HandoverLine]:
    return [HandoverLine(*row) for row in connection.execute(_HISTORY.where(*conditions))]


def history(connection: Connection, key_id: int) -> list[HandoverLine]:
    """Who had a key, the newest first."""
    return _handovers(connection, key_handover.c.key_id == key_id)


def handover(connection: Connection, handover_id: int) -> HandoverLine | None:
    """One handover with its names."""
    return next(iter(_handovers(connection, key_handover.c.id == handover_id)), None)


def out_of_key(connection: Connection, key_id: int) -> HandoverLine | None:
    """The handover of a key that is out."""
    return next(iter(_handovers(connection, key_handover.c.key_id == key_id, _OUT)), None)


def held_by(connection: Connection, contact_id: int) -> list[HandoverLine]:
    """The handovers of the keys that a contact holds."""
    return _handovers(connection, key_handover.c.contact_id == contact_id, _OUT)


def handed_to(connection: Connection, contact_ids: Collection[int]) -> list[HandoverLine]:
    """The keys these contacts were ever handed, the newest first."""
    return _handovers(connection, key_handover.c.contact_id.in_(list(contact_ids)))


def is_used(connection: Connection, key_id: int) -> bool:
    """Whether a key was ever handed over."""
    used = select(key_handover.c.id).where(key_handover.c.key_id == key_id).limit(1)
    return connection.scalar(used) is not None


def key_by_label(connection: Connection, label_folded: str) -> int | None:
    """The key of exactly this folded label."""
    return connection.scalar(select(room_key.c.id).where(room_key.c.label_folded == label_folded))
