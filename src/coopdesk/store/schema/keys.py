"""Keys and badges of the rooms, and who holds them."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text
from sqlalchemy import text as sql

from coopdesk.domain.room_key import KeyKind
from coopdesk.store.schema.types import Code, Day, code_check, day_check, key, metadata, text

room_key = Table(
    "room_key",
    metadata,
    key(),
    Column("label", Text, nullable=False),
    Column("label_folded", Text, nullable=False, unique=True),
    Column("kind", Code(KeyKind), nullable=False),
    Column("lost_on", Day),
    text("notes"),
    CheckConstraint("length(label) > 0", name="label"),
    code_check("kind", KeyKind),
    day_check("lost_on"),
    sqlite_autoincrement=True,
)

room_key_room = Table(
    "room_key_room",
    metadata,
    Column("key_id", ForeignKey("room_key.id", ondelete="CASCADE"), primary_key=True),
    Column("room_id", ForeignKey("room.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_room_key_room_room_id", "room_id"),
)

key_handover = Table(
    "key_handover",
    metadata,
    key(),
    Column("key_id", ForeignKey("room_key.id"), nullable=False),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("contact_id", ForeignKey("contact.id", ondelete="SET NULL")),
    Column("given_on", Day, nullable=False),
    Column("due_on", Day),
    Column("returned_on", Day),
    Column("deposit", Integer),
    Column("deposit_returned_on", Day),
    text("notes"),
    *map(day_check, ("given_on", "due_on", "returned_on", "deposit_returned_on")),
    CheckConstraint("returned_on >= given_on", name="returned_after_given"),
    CheckConstraint("deposit >= 0", name="deposit"),
    Index("ix_key_handover_organisation_id", "organisation_id"),
    Index("ix_key_handover_contact_id", "contact_id"),
    # A key is in one pair of hands at a time.
    Index("uq_key_handover_out", "key_id", unique=True, sqlite_where=sql("returned_on IS NULL")),
    sqlite_autoincrement=True,
)
