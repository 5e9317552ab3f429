"""Organisations, their themes and contacts."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from coopdesk.domain.organisation import ContactRole, OrganisationKind
from coopdesk.store.schema.types import Code, Day, code_check, day_check, key, metadata, text

organisation = Table(
    "organisation",
    metadata,
    key(),
    Column("name", Text, nullable=False),
    # The folded name: SQLite sorts accents after z, and people search without them.
    Column("name_folded", Text, nullable=False),
    text("short_name"),
    Column("kind", Code(OrganisationKind), nullable=False),
    text("purpose"),
    text("rna"),
    text("siren"),
    text("siret"),
    text("priority_district"),
    text("address"),
    text("postcode"),
    text("city"),
    text("phone"),
    text("email"),
    text("federation"),
    Column("members", Integer),
    Column("volunteers", Integer),
    Column("declared_on", Day),
    Column("charter_signed_on", Day),
    Column("republican_commitment_signed_on", Day),
    Column("agreement_ends_on", Day),
    text("insurance_company"),
    text("insurance_policy"),
    Column("insurance_ends_on", Day),
    text("notes"),
    code_check("kind", OrganisationKind),
    CheckConstraint("length(name) > 0", name="name"),
    CheckConstraint("members >= 0", name="members"),
    CheckConstraint("volunteers >= 0", name="volunteers"),
    *map(
        day_check,
        (
            "declared_on",
            "charter_signed_on",
            "republican_commitment_signed_on",
            "agreement_ends_on",
            "insurance_ends_on",
        ),
    ),
    Index("ix_organisation_name_folded", "name_folded", "id"),
    Index("ix_organisation_siret", "siret"),
    Index("ix_organisation_rna", "rna"),
    sqlite_autoincrement=True,
)

organisation_theme = Table(
    "organisation_theme",
    metadata,
    Column("organisation_id", ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("theme", Text, nullable=False),
    Index("ix_organisation_theme_theme", "theme"),
)

contact = Table(
    "contact",
    metadata,
    key(),
    Column("organisation_id", ForeignKey("organisation.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Code(ContactRole), nullable=False),
    text("phone"),
    text("email"),
    text("source"),
    Column("collected_on", Day),
    Column("informed_on", Day),
    Column("confirmed_on", Day),
    Column("erased_on", Day),
    code_check("role", ContactRole),
    CheckConstraint("length(name) > 0", name="name"),
    *map(day_check, ("collected_on", "informed_on", "confirmed_on", "erased_on")),
    Index("ix_contact_organisation_id", "organisation_id"),
    sqlite_autoincrement=True,
)
