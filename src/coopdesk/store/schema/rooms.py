"""Rooms, their opening hours, and bookings."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text
from sqlalchemy import text as sql

from coopdesk.domain.booking import LONGEST_BOOKING, BookingKind, BookingState
from coopdesk.store.schema.types import (
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
    CheckConstraint("length(name) > 0", name="name"),
    CheckConstraint("capacity > 0", name="capacity"),
    CheckConstraint("is_accessible IN (0, 1)", name="is_accessible"),
    sqlite_autoincrement=True,
)

room_hours = Table(
    "room_hours",
    metadata,
    Column("room_id", ForeignKey("room.id", ondelete="CASCADE"), primary_key=True),
    Column("weekday", Integer, primary_key=True),
    Column("opens_at", Hour, primary_key=True),
    Column("closes_at", Hour, nullable=False),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint("opens_at < closes_at", name="opens_before_closes"),
)

booking = Table(
    "booking",
    metadata,
    key(),
    Column("room_id", ForeignKey("room.id"), nullable=False),
    Column("organisation_id", ForeignKey("organisation.id")),
    Column("starts_at", Minute, nullable=False),
    Column("ends_at", Minute, nullable=False),
    Column("kind", Code(BookingKind), nullable=False),
    text("purpose"),
    Column("expected_persons", Integer),
    Column("state", Code(BookingState), nullable=False),
    Column("option_until", Day),
    text("notes"),
    code_check("kind", BookingKind),
    code_check("state", BookingState),
    minute_check("starts_at"),
    minute_check("ends_at"),
    day_check("option_until"),
    CheckConstraint("starts_at < ends_at", name="starts_before_ends"),
    CheckConstraint(f"julianday(ends_at) - julianday(starts_at) <= {LONGEST_BOOKING.days}", name="length"),
    CheckConstraint("expected_persons >= 0", name="expected_persons"),
    CheckConstraint("option_until IS NULL OR state = 'option'", name="option_until_state"),
    # Two partial indexes, because confirmed bookings exclude all and options only the confirmed: each half of the
    # conflict check is one look-up (proofs.md §4).
    Index("ix_booking_confirmed", "room_id", "starts_at", "ends_at", sqlite_where=sql("state = 'confirmed'")),
    Index("ix_booking_option", "room_id", "starts_at", "ends_at", sqlite_where=sql("state = 'option'")),
    Index("ix_booking_starts_at", "starts_at", "ends_at", "room_id"),
    # What begins on one day and ends on another: few rows, so that a week need not look back a month.
    Index(
        "ix_booking_overnight",
        "ends_at",
        "starts_at",
        sqlite_where=sql("substr(starts_at, 1, 10) <> substr(ends_at, 1, 10)"),
    ),
    Index("ix_booking_organisation_id", "organisation_id", "starts_at"),
    sqlite_autoincrement=True,
)
