"""Rooms: the spaces they are made of, opening hours, layouts, what stands in them, closures."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text
from sqlalchemy import text as sql

from coopdesk.domain.room import MOST_BUFFER, Layout
from coopdesk.store.schema.types import (
    ClosingHour,
    Code,
    Day,
    Hour,
    Minute,
    code_check,
    day_check,
    key,
    metadata,
    minute_check,
    text,
)

room = Table(
    "room",
    metadata,
    key(),
    Column("name", Text, nullable=False),
    Column("name_folded", Text, nullable=False, unique=True),
    Column("capacity", Integer, nullable=False),
    text("place"),
    Column("is_accessible", Boolean, nullable=False),
    text("notes"),
    Column("buffer_before", Integer, nullable=False, server_default=sql("0")),
    Column("buffer_after", Integer, nullable=False, server_default=sql("0")),
    Column("retired_on", Day),
    CheckConstraint("length(name) > 0", name="name"),
    CheckConstraint("capacity > 0", name="capacity"),
    CheckConstraint("is_accessible IN (0, 1)", name="is_accessible"),
    CheckConstraint(f"buffer_before BETWEEN 0 AND {MOST_BUFFER}", name="buffer_before"),
    CheckConstraint(f"buffer_after BETWEEN 0 AND {MOST_BUFFER}", name="buffer_after"),
    day_check("retired_on"),
    sqlite_autoincrement=True,
)

room_part = Table(
    "room_part",
    metadata,
    # The rooms that a room is made of; one that has none here is a space by itself.
    Column("room_id", ForeignKey("room.id", ondelete="CASCADE"), primary_key=True),
    Column("part_id", ForeignKey("room.id"), primary_key=True),
    CheckConstraint("room_id <> part_id", name="not_itself"),
    Index("ix_room_part_part_id", "part_id"),
)

room_hours = Table(
    "room_hours",
    metadata,
    Column("room_id", ForeignKey("room.id", ondelete="CASCADE"), primary_key=True),
    Column("first", Day, primary_key=True, server_default="0001-01-01"),
    Column("weekday", Integer, primary_key=True),
    Column("opens_at", Hour, primary_key=True),
    Column("closes_at", ClosingHour, nullable=False),
    Column("last", Day, nullable=False, server_default="9999-12-31"),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint("opens_at < closes_at", name="opens_before_closes"),
    day_check("first"),
    day_check("last"),
    CheckConstraint("first <= last", name="first_before_last"),
)

room_layout = Table(
    "room_layout",
    metadata,
    Column("room_id", ForeignKey("room.id", ondelete="CASCADE"), primary_key=True),
    Column("layout", Code(Layout), primary_key=True),
    Column("capacity", Integer, nullable=False),
    code_check("layout", Layout),
    CheckConstraint("capacity > 0", name="capacity"),
)

room_fixture = Table(
    "room_fixture",
    metadata,
    Column("room_id", ForeignKey("room.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    CheckConstraint("length(name) > 0", name="name"),
)

closure = Table(
    "closure",
    metadata,
    key(),
    # No room: the whole house.
    Column("room_id", ForeignKey("room.id", ondelete="CASCADE")),
    Column("starts_at", Minute, nullable=False),
    Column("ends_at", Minute, nullable=False),
    Column("is_yearly", Boolean, nullable=False),
    text("reason"),
    minute_check("starts_at"),
    minute_check("ends_at"),
    CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
    CheckConstraint("is_yearly IN (0, 1)", name="is_yearly"),
    Index("ix_closure_room_id", "room_id"),
    sqlite_autoincrement=True,
)
