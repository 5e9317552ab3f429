"""Organisations and contacts in the file."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select

from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.organisation import Contact, Organisation, OrganisationKind
from coopdesk.domain.text import fold
from coopdesk.store.listing import Listing, found
from coopdesk.store.prepared import Prepared
from coopdesk.store.registers import Part, Register
from coopdesk.store.schema import (
    action_partner,
    booking,
    contact,
    equipment,
    key_handover,
    loan,
    organisation,
    organisation_theme,
    series,
)

ORGANISATIONS = Register(
    organisation,
    Organisation,
    title="name",
    folded="name_folded",
    parts=(
        Part(
            name="themes",
            table=organisation_theme,
            owner="organisation_id",
            to_rows=lambda themes: [{"position": n, "theme": theme} for n, theme in enumerate(themes)],
            from_row=lambda row: row["theme"],
            order="position",
        ),
    ),
)
CONTACTS = Register(contact, Contact)


class OrganisationLine(NamedTuple):
    """An organisation as the list shows it; `next_booking` is ISO text to the minute."""

    id: int
    name: str
    short_name: str
    kind: OrganisationKind
    theme: str | None
    priority_district: str
    charter_signed_on: date | None
    insurance_ends_on: date | None
    agreement_ends_on: date | None
    next_booking: str | None


class OrganisationLinks(NamedTuple):
    """How much hangs on an organisation."""

    bookings: int
    loans: int
    actions: int
    equipment: int
    keys: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFilter:
    """Which organisations a list shows; `on` is the day papers and coming dates are looked at."""

    on: date
    text: str = ""
    theme: str = ""
    kind: OrganisationKind | None = None
    in_district: bool = False
    charter_signed: bool = False
    paper_missing: bool = False


def _listing(on: date) -> Listing[OrganisationLine]:
    theme = (
        select(organisation_theme.c.theme)
        .where(organisation_theme.c.organisation_id == organisation.c.id)
        .order_by(organisation_theme.c.position)
        .limit(1)
        .scalar_subquery()
    )
    upcoming = (
        select(func.min(func.substr(booking.c.starts_at, 1)))
        .where(booking.c.organisation_id == organisation.c.id, func.substr(booking.c.starts_at, 1) >= on.isoformat())
        .scalar_subquery()
    )
    c = organisation.c
    return Listing(
        organisation,
        select(
            c.id, c.name, c.short_name, c.kind, theme, c.priority_district,
            c.charter_signed_on, c.insurance_ends_on, c.agreement_ends_on, upcoming,
        ),
        OrganisationLine,
        {
            "name": c.name_folded,
            "kind": c.kind,
            "theme": theme,
            "next_booking": upcoming,
            "insurance_ends_on": c.insurance_ends_on,
            "charter_signed_on": c.charter_signed_on,
        },
        "name",
    )  # fmt: skip


def _conditions(chosen: OrganisationFilter) -> list[ColumnElement[bool]]:
    c = organisation.c
    conditions = found(organisation, chosen.text)
    if chosen.theme:
        of_theme = select(organisation_theme.c.organisation_id).where(organisation_theme.c.theme == chosen.theme)
        conditions.append(c.id.in_(of_theme))
    if chosen.kind is not None:
        conditions.append(c.kind == chosen.kind)
    if chosen.in_district:
        conditions.append(c.priority_district != "")
    if chosen.charter_signed:
        conditions.append(c.charter_signed_on.is_not(None))
    if chosen.paper_missing:
        # Without insurance nobody comes in; an agreement is made with those who come every week, and only its end
        # is missed; the charter is signed by whoever wishes to, and has a filter of its own.
        no_insurance = or_(c.insurance_ends_on.is_(None), c.insurance_ends_on < chosen.on)
        conditions.append(or_(no_insurance, c.agreement_ends_on < chosen.on))
    return conditions


def lines(
    connection: Connection, chosen: OrganisationFilter, sort: Sort | None, window: Window
) -> list[OrganisationLine]:
    """A window of the list."""
    return _listing(chosen.on).lines(connection, _conditions(chosen), sort, window)


def count(connection: Connection, chosen: OrganisationFilter) -> int:
    """How many organisations the filter leaves."""
    return _listing(chosen.on).count(connection, _conditions(chosen))


def themes(connection: Connection) -> list[str]:
    """Every theme in use, in order whatever the accents."""
    return sorted(connection.scalars(select(organisation_theme.c.theme).distinct()), key=fold)


def contacts_of(connection: Connection, organisation_id: int) -> list[Contact]:
    """The contacts of one organisation, oldest first."""
    rows = connection.execute(
        select(*(contact.c[name] for name in Contact.__dataclass_fields__))
        .where(contact.c.organisation_id == organisation_id)
        .order_by(contact.c.id)
    )
    return [Contact(**row) for row in rows.mappings()]


def links(connection: Connection, organisation_id: int) -> OrganisationLinks:
    """How much hangs on an organisation: what refuses its deletion."""

    def number(table: Any, column: str) -> int:
        return connection.scalar(select(func.count()).select_from(table).where(table.c[column] == organisation_id)) or 0

    return OrganisationLinks(
        # A series may be theirs although each of its dates was given to somebody else.
        number(booking, "organisation_id") or number(series, "organisation_id"),
        number(loan, "organisation_id"),
        number(action_partner, "organisation_id"),
        number(equipment, "owner_id"),
        number(key_handover, "organisation_id"),
    )


def same_identifiers(connection: Connection, *, siret: str, rna: str, name_folded: str, but: int | None) -> list[Any]:
    """Other organisations with this SIRET, RNA or name: rows of (id, name, siret, rna, name_folded)."""
    c = organisation.c
    wanted = [c.name_folded == name_folded]
    wanted += [c.siret == siret] if siret else []
    wanted += [c.rna == rna] if rna else []
    query = select(c.id, c.name, c.siret, c.rna, c.name_folded).where(or_(*wanted))
    return list(connection.execute(query if but is None else query.where(c.id != but)))


class Papers(NamedTuple):
    """An organisation's name, and the last days its insurance and its agreement with the house hold."""

    name: str
    insurance_ends_on: date | None
    agreement_ends_on: date | None


_PAPERS = Prepared(
    select(organisation.c.name, organisation.c.insurance_ends_on, organisation.c.agreement_ends_on).where(
        organisation.c.id == bindparam("record")
    )
)


def papers(connection: Connection, organisation_id: int) -> Papers | None:
    """The papers of an organisation, None when there is no such organisation."""
    row = _PAPERS.row(connection, record=organisation_id)
    return None if row is None else Papers(*row)


def names(connection: Connection) -> dict[int, str]:
    """Every organisation's name by key."""
    return {row.id: row.name for row in connection.execute(select(organisation.c.id, organisation.c.name))}
