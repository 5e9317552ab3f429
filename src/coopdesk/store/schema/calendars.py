"""School calendars the house read from a file: they take the place of the shipped one of their zone."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Table

from coopdesk.domain.calendars import HolidayZone, SchoolBreak
from coopdesk.store.schema.types import Code, Day, code_check, day_check, key, metadata, text

school_calendar = Table(
    "school_calendar",
    metadata,
    Column("zone", Code(HolidayZone), primary_key=True),
    text("source"),
    Column("imported_on", Day, nullable=False),
    code_check("zone", HolidayZone),
    day_check("imported_on"),
)

school_holiday = Table(
    "school_holiday",
    metadata,
    key(),
    Column("zone", ForeignKey("school_calendar.zone", ondelete="CASCADE"), nullable=False),
    Column("kind", Code(SchoolBreak), nullable=False),
    text("name"),
    # Days without class, both included: « départ après la classe, reprise le matin ».
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("end_is_assumed", Boolean, nullable=False),
    code_check("kind", SchoolBreak),
    CheckConstraint("end_is_assumed IN (0, 1)", name="end_is_assumed"),
    day_check("first_day"),
    day_check("last_day"),
    CheckConstraint("first_day <= last_day", name="first_before_last"),
    Index("ix_school_holiday_zone", "zone", "first_day"),
    sqlite_autoincrement=True,
)
