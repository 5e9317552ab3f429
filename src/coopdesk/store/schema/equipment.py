"""Shared equipment, loans and their lines."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text
from sqlalchemy import text as sql

from coopdesk.domain.equipment import Condition, Tracking
from coopdesk.store.schema.types import Code, Day, Minute, code_check, day_check, key, metadata, minute_check, text

equipment = Table(
    "equipment",
    metadata,
    key(),
    Column("name", Text, nullable=False),
    Column("name_folded", Text, nullable=False),
    text("category"),
    Column("tracking", Code(Tracking), nullable=False),
    text("inventory_number"),
    Column("quantity", Integer, nullable=False),
    Column("out_of_order", Integer, nullable=False),
    Column("owner_id", ForeignKey("organisation.id")),
    text("place"),
    Column("condition", Code(Condition), nullable=False),
    Column("unit_value", Integer),
    Column("deposit", Integer),
    Column("purchased_on", Day),
    Column("check_due_on", Day),
    text("notes"),
    code_check("tracking", Tracking),
    code_check("condition", Condition),
    CheckConstraint("length(name) > 0", name="name"),
    CheckConstraint("quantity > 0", name="quantity"),
    CheckConstraint("tracking <> 'unique' OR quantity = 1", name="unique_is_one"),
    CheckConstraint("out_of_order BETWEEN 0 AND quantity", name="out_of_order"),
    CheckConstraint("unit_value >= 0", name="unit_value"),
    CheckConstraint("deposit >= 0", name="deposit"),
    day_check("purchased_on"),
    day_check("check_due_on"),
    Index("ix_equipment_name_folded", "name_folded", "id"),
    Index("ix_equipment_owner_id", "owner_id"),
    Index("uq_equipment_inventory_number", "inventory_number", unique=True, sqlite_where=sql("inventory_number <> ''")),
    sqlite_autoincrement=True,
)

loan = Table(
    "loan",
    metadata,
    key(),
    Column("number", Text, nullable=False, unique=True),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("starts_at", Minute, nullable=False),
    Column("due_at", Minute, nullable=False),
    Column("out_at", Minute),
    Column("closed_at", Minute),
    Column("deposit", Integer),
    text("notes"),
    *map(minute_check, ("starts_at", "due_at", "out_at", "closed_at")),
    CheckConstraint("starts_at < due_at", name="starts_before_due"),
    CheckConstraint("closed_at IS NULL OR out_at IS NOT NULL", name="closed_was_out"),
    CheckConstraint("deposit >= 0", name="deposit"),
    Index("ix_loan_organisation_id", "organisation_id"),
    Index("ix_loan_starts_at", "starts_at", "due_at"),
    Index("ix_loan_open", "due_at", sqlite_where=sql("closed_at IS NULL")),
    sqlite_autoincrement=True,
)

loan_line = Table(
    "loan_line",
    metadata,
    key(),
    Column("loan_id", ForeignKey("loan.id", ondelete="CASCADE"), nullable=False),
    Column("equipment_id", ForeignKey("equipment.id"), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("returned_good", Integer, nullable=False, server_default="0"),
    Column("returned_damaged", Integer, nullable=False, server_default="0"),
    Column("missing", Integer, nullable=False, server_default="0"),
    CheckConstraint("quantity > 0", name="quantity"),
    CheckConstraint("min(returned_good, returned_damaged, missing) >= 0", name="returned"),
    CheckConstraint("returned_good + returned_damaged + missing <= quantity", name="returned_at_most"),
    Index("uq_loan_line_loan_id", "loan_id", "equipment_id", unique=True),
    Index("ix_loan_line_equipment_id", "equipment_id"),
    sqlite_autoincrement=True,
)
