"""Cooperation actions: partners, reasons, brakes and levers, and the bookings and loans they use."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from coopdesk.domain.action import ActionStage, Horizon, PartnerRole
from coopdesk.domain.typology import Axis
from coopdesk.store.schema.types import Code, Day, code_check, day_check, key, metadata, text

action = Table(
    "action",
    metadata,
    key(),
    Column("title", Text, nullable=False),
    Column("title_folded", Text, nullable=False),
    text("summary"),
    text("need"),
    text("need_source"),
    text("common_goal"),
    # Codes of the typologies: data, so no CHECK lists them; the service does.
    Column("form", Text),
    Column("second_form", Text),
    Column("dynamic", Text),
    Column("horizon", Code(Horizon)),
    Column("stage", Code(ActionStage), nullable=False),
    Column("starts_on", Day),
    Column("ends_on", Day),
    Column("reached_total", Integer),
    Column("reached_district", Integer),
    text("review"),
    code_check("stage", ActionStage),
    code_check("horizon", Horizon),
    CheckConstraint("length(title) > 0", name="title"),
    CheckConstraint("ends_on >= starts_on", name="starts_before_ends"),
    CheckConstraint("reached_total >= 0", name="reached_total"),
    CheckConstraint("reached_district BETWEEN 0 AND reached_total", name="reached_district"),
    day_check("starts_on"),
    day_check("ends_on"),
    Index("ix_action_title_folded", "title_folded", "id"),
    Index("ix_action_starts_on", "starts_on"),
    sqlite_autoincrement=True,
)

action_partner = Table(
    "action_partner",
    metadata,
    Column("action_id", ForeignKey("action.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("role", Code(PartnerRole), nullable=False),
    text("contribution"),
    code_check("role", PartnerRole),
    Index("ix_action_partner_organisation_id", "organisation_id"),
)

_MARKS = (Axis.REASON, Axis.BRAKE, Axis.LEVER)

action_mark = Table(
    "action_mark",
    metadata,
    Column("action_id", ForeignKey("action.id", ondelete="CASCADE"), primary_key=True),
    Column("axis", Code(Axis), primary_key=True),
    Column("code", Text, primary_key=True),
    CheckConstraint(f"axis IN ({', '.join(repr(one.value) for one in _MARKS)})", name="axis"),
)

action_booking = Table(
    "action_booking",
    metadata,
    Column("action_id", ForeignKey("action.id", ondelete="CASCADE"), primary_key=True),
    Column("booking_id", ForeignKey("booking.id"), primary_key=True),
    Index("ix_action_booking_booking_id", "booking_id"),
)

action_loan = Table(
    "action_loan",
    metadata,
    Column("action_id", ForeignKey("action.id", ondelete="CASCADE"), primary_key=True),
    Column("loan_id", ForeignKey("loan.id"), primary_key=True),
    Index("ix_action_loan_loan_id", "loan_id"),
)
