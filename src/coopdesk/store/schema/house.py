"""The house's own sheet: one row."""

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text
from sqlalchemy import text as sql

from coopdesk.domain.bank_holidays import BankRegion
from coopdesk.domain.calendars import HolidayZone
from coopdesk.domain.house import Requirement
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
    Column("school_zone", Code(HolidayZone), nullable=False),
    Column("bank_region", Code(BankRegion), nullable=False, server_default="metropole"),
    Column("time_zone", Text, nullable=False),
    # Who answers for personal data, and how long it is kept (months): the house decides, domain.privacy says on what.
    text("privacy_lead"),
    Column("contact_retention", Integer, nullable=False, server_default=sql("36")),
    Column("papers_retention", Integer, nullable=False, server_default=sql("60")),
    # What a booking must have, on its own day, to be confirmed.
    Column("agreement_required", Code(Requirement), nullable=False, server_default="ask"),
    Column("insurance_required", Code(Requirement), nullable=False, server_default="ask"),
    text("uid"),
    CheckConstraint("id = 1", name="single"),
    CheckConstraint("contact_retention > 0", name="contact_retention"),
    CheckConstraint("papers_retention > 0", name="papers_retention"),
    code_check("school_zone", HolidayZone),
    code_check("bank_region", BankRegion),
    code_check("agreement_required", Requirement),
    code_check("insurance_required", Requirement),
)
