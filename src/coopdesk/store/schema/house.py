"""The house's own sheet: one row."""

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text

from coopdesk.domain.house import SchoolZone
from coopdesk.store.schema.types import Code, code_check, metadata, text

house = Table(
    "house",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    text("address"),
    text("postcode"),
    text("city"),
    text("phone"),
    text("email"),
    text("priority_district"),
    Column("school_zone", Code(SchoolZone), nullable=False),
    Column("time_zone", Text, nullable=False),
    CheckConstraint("id = 1", name="single"),
    code_check("school_zone", SchoolZone),
)
