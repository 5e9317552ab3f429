"""Personal data in the file: where a person stands, what holds their erasure up, and how no trace of them is left.

What is searched is read off the schema: a text column of a new table is looked into unless it is named here as a code
or a number.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, Text, case, func, null, or_, select

from coopdesk.domain.action import ActionStage
from coopdesk.domain.listing import Subject
from coopdesk.domain.organisation import Contact
from coopdesk.domain.person import Person
from coopdesk.domain.privacy import HeldContact, IdleContact, Kept, LoanDuty, Mention, Place
from coopdesk.domain.text import fold
from coopdesk.store.organisations import CONTACTS
from coopdesk.store.schema import (
    action,
    action_mark,
    action_partner,
    booking,
    closure,
    condition_report,
    contact,
    equipment,
    house,
    key_handover,
    loan,
    loan_line,
    metadata,
    organisation,
    organisation_theme,
    room,
    room_fixture,
    series,
)

_OWNERS: Mapping[str, tuple[Subject, str]] = {
    organisation.name: (Subject.ORGANISATION, "id"),
    organisation_theme.name: (Subject.ORGANISATION, "organisation_id"),
    contact.name: (Subject.ORGANISATION, "organisation_id"),
    key_handover.name: (Subject.ORGANISATION, "organisation_id"),
    room.name: (Subject.ROOM, "id"),
    room_fixture.name: (Subject.ROOM, "room_id"),
    closure.name: (Subject.ROOM, "room_id"),
    series.name: (Subject.ROOM, "room_id"),
    booking.name: (Subject.BOOKING, "id"),
    condition_report.name: (Subject.BOOKING, "booking_id"),
    equipment.name: (Subject.EQUIPMENT, "id"),
    loan.name: (Subject.LOAN, "id"),
    action.name: (Subject.ACTION, "id"),
    action_partner.name: (Subject.ACTION, "action_id"),
}
"""The record a row belongs to, and its column that points there; all the rest is the house's own."""

NOT_PROSE = frozenset(
    {
        (action.name, "form"),
        (action.name, "second_form"),
        (action.name, "dynamic"),
        (action_mark.name, "code"),
        (booking.name, "uid"),
        (equipment.name, "inventory_number"),
        (house.name, "postcode"),
        (house.name, "priority_district"),
        (house.name, "time_zone"),
        (house.name, "uid"),
        (loan.name, "number"),
        (organisation.name, "rna"),
        (organisation.name, "siren"),
        (organisation.name, "siret"),
        (organisation.name, "priority_district"),
        (organisation.name, "postcode"),
        (series.name, "rule"),
        (series.name, "uid"),
    }
)
"""Codes and numbers, which name nobody."""


class Prose(NamedTuple):
    """A table and its columns of free text."""

    table: Table
    columns: tuple[Column[str], ...]


@cache
def prose() -> tuple[Prose, ...]:
    """Every column of the file that somebody writes words in."""
    found = []
    for table in metadata.sorted_tables:
        columns = tuple(one for one in table.columns if type(one.type) is Text and _is_prose(table, one.name))
        if columns:
            found.append(Prose(table, columns))
    return tuple(found)


def _is_prose(table: Table, name: str) -> bool:
    return not name.endswith("_folded") and (table.name, name) not in NOT_PROSE


_HELD = select(*(contact.c[name] for name in Contact.__dataclass_fields__), organisation.c.name.label("of")).join(
    organisation
)


def _held(row: Mapping[Any, Any]) -> HeldContact:
    return HeldContact(Contact(**{name: row[name] for name in Contact.__dataclass_fields__}), row["of"])


def held(connection: Connection, contact_ids: Iterable[int]) -> tuple[HeldContact, ...]:
    """These contacts, as far as they are still in the file."""
    query = _HELD.where(contact.c.id.in_(list(contact_ids))).order_by(contact.c.id)
    return tuple(map(_held, connection.execute(query).mappings()))


def same_person(connection: Connection, one: HeldContact) -> tuple[HeldContact, ...]:
    """This contact first, then those who share a name, an e-mail address or a telephone number with it."""
    person = Person([one.contact])
    query = _HELD.where(contact.c.erased_on.is_(None), contact.c.id != one.contact.id).order_by(contact.c.id)
    others = map(_held, connection.execute(query).mappings())
    return (one, *(other for other in others if person.is_same(other.contact)))


def mentions(connection: Connection, person: Person, but: Iterable[int]) -> tuple[Mention, ...]:
    """Every text of the file that speaks of a person, the rows of some contacts aside."""
    left_out = set(but)
    read = cache(person.spots)  # « Atelier couture » is in the file a hundred times
    hits: list[tuple[Prose, Any, Column[str]]] = []
    for one in prose():
        # The texts come last: rows by the hundred thousand are read by place, not by name.
        wanted = dict.fromkeys((*one.table.primary_key, *_owner_columns(one.table), *one.columns))
        filled = or_(*(column != "" for column in one.columns))
        for row in connection.execute(select(*wanted).where(filled)):
            for column, words in zip(one.columns, row[-len(one.columns) :], strict=True):
                if words and read(words) and not (one.table is contact and row.id in left_out):
                    hits.append((one, row, column))
    titles = _titles(connection, hits)
    return tuple(_mention(one.table, row, column, read(getattr(row, column.name)), titles) for one, row, column in hits)


def _owner_columns(table: Table) -> tuple[Column[Any], ...]:
    owner = _OWNERS.get(table.name)
    return () if owner is None else (table.c[owner[1]],)


def _owner(table: Table, row: Any) -> tuple[Subject | None, int]:
    subject, column = _OWNERS.get(table.name, (None, ""))
    record_id = getattr(row, column) if column else None
    # A closure of no room is the whole house's.
    return (None, 0) if record_id is None else (subject, record_id)


def _mention(table: Table, row: Any, column: Column[str], spots: Any, titles: Mapping[Any, Any]) -> Mention:
    subject, record_id = _owner(table, row)
    title, on = titles.get((subject, record_id), ("", None))
    return Mention(
        place=Place(table.name, column.name, tuple(getattr(row, part.name) for part in table.primary_key)),
        subject=subject,
        record_id=record_id,
        title=title,
        on=on.date() if isinstance(on, datetime) else on,
        text=getattr(row, column.name),
        spots=spots,
        can_replace=not _is_unique(column),
    )


def _is_unique(column: Column[str]) -> bool:
    """Whether two records may not have the same: what is put in its place could be taken."""
    folded = column.table.columns.get(f"{column.name}_folded")
    return bool(column.unique or (folded is not None and folded.unique))


_TITLES: Mapping[Subject, Select[Any]] = {
    Subject.ORGANISATION: select(organisation.c.id, organisation.c.name, null()),
    Subject.ROOM: select(room.c.id, room.c.name, null()),
    Subject.BOOKING: select(booking.c.id, room.c.name, booking.c.starts_at).select_from(booking.join(room)),
    Subject.EQUIPMENT: select(equipment.c.id, equipment.c.name, null()),
    Subject.LOAN: select(loan.c.id, loan.c.number, loan.c.starts_at),
    Subject.ACTION: select(action.c.id, action.c.title, action.c.starts_on),
}


def _titles(connection: Connection, hits: Sequence[tuple[Prose, Any, Column[str]]]) -> dict[Any, tuple[str, Any]]:
    """What names the records of these rows: a title, and a day where there is one."""
    wanted: dict[Subject | None, set[int]] = {}
    for one, row, _column in hits:
        subject, record_id = _owner(one.table, row)
        wanted.setdefault(subject, set()).add(record_id)
    found: dict[Any, tuple[str, Any]] = {}
    for subject, query in _TITLES.items():
        ids = wanted.get(subject)
        if ids:
            key = query.selected_columns[0]
            found |= {(subject, row[0]): (row[1], row[2]) for row in connection.execute(query.where(key.in_(ids)))}
    return found


def is_only_contact(connection: Connection, held_contact: HeldContact, leaving: Iterable[int]) -> bool:
    """Whether nobody would be left to reach in the organisation once these contacts are erased."""
    c = contact.c
    left = select(func.count()).where(
        c.organisation_id == held_contact.contact.organisation_id, c.erased_on.is_(None), c.id.not_in(list(leaving))
    )
    return not connection.scalar(left)


def loan_duties(connection: Connection, organisation_id: int) -> list[LoanDuty]:
    """The loans of an organisation, with how much of each came back damaged or not at all."""
    wrong = func.coalesce(func.sum(loan_line.c.returned_damaged + loan_line.c.missing), 0)
    query = (
        select(loan.c.organisation_id, loan.c.number, loan.c.closed_at, wrong)
        .select_from(loan.outerjoin(loan_line))
        .where(loan.c.organisation_id == organisation_id)
        .group_by(loan.c.id)
        .order_by(loan.c.number)
    )
    return [LoanDuty(*row) for row in connection.execute(query)]


def kept(connection: Connection, organisation_ids: Iterable[int]) -> Kept:
    """What of these organisations stays in the file and in the totals."""
    ids = list(organisation_ids)

    def number(column: Column[Any], counted: ColumnElement[Any] | None = None) -> int:
        return connection.scalar(select(func.count(counted)).select_from(column.table).where(column.in_(ids))) or 0

    partners = action_partner.c
    return Kept(
        number(booking.c.organisation_id),
        number(loan.c.organisation_id),
        number(partners.organisation_id, partners.action_id.distinct()),
    )


def anonymise(connection: Connection, contact_id: int, name: str, on: date) -> None:
    """Leave of a contact its number and its role."""
    CONTACTS.set(connection, contact_id, name=name, phone="", email="", source="", erased_on=on)


def take_out(connection: Connection, person: Person, place: Place, mark: str) -> bool:
    """Take a person out of one text; False when it speaks of them no longer, or can only be changed by hand."""
    table = metadata.tables[place.table]
    column = table.c[place.column]
    keys = [part == value for part, value in zip(table.primary_key, place.key, strict=True)]
    row = connection.execute(select(table).where(*keys)).one_or_none()
    spots = () if row is None else person.spots(getattr(row, place.column))
    if row is None or not spots or _is_unique(column):
        return False
    text = _mention(table, row, column, spots, {}).after(mark)
    values = {place.column: text}
    if f"{place.column}_folded" in table.c:
        values[f"{place.column}_folded"] = fold(text)
    connection.execute(table.update().where(*keys).values(values))
    return True


def zero_what_is_freed(connection: Connection) -> None:
    """From now on, until the file is closed, overwrite what is deleted instead of only leaving it out of the index."""
    connection.exec_driver_sql("PRAGMA secure_delete = ON")


def merge_search(connection: Connection) -> None:
    """Write the search index anew: deleted words stay in its older parts until these are merged."""
    connection.exec_driver_sql("INSERT INTO search(search) VALUES ('optimize')")


def compact(connection: Connection) -> bool:
    """Write the whole file anew, without what former changes left between the rows; False when the disk refuses.

    To be called after the commit: it is no part of any transaction.
    """
    raw: Any = connection.connection.driver_connection
    try:
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except raw.OperationalError:
        return False
    return True


def _last_activity(today: date) -> ColumnElement[Any]:
    """The last day of a booking, loan or action of a contact's organisation, as ISO text; "" for none."""
    mine = contact.c.organisation_id
    booked = select(func.max(func.substr(booking.c.ends_at, 1, 10))).where(booking.c.organisation_id == mine)
    lent_until = func.coalesce(
        func.substr(loan.c.closed_at, 1, 10), func.max(func.substr(loan.c.due_at, 1, 10), _iso(today))
    )
    lent = select(func.max(lent_until)).where(loan.c.organisation_id == mine)
    goes_on = action.c.stage.in_((ActionStage.PREPARATION, ActionStage.UNDER_WAY))
    acted_until = func.coalesce(
        func.substr(action.c.ends_on, 1),
        case((goes_on, _iso(today)), else_=func.substr(action.c.starts_on, 1)),
        "",
    )
    acted = (
        select(func.max(acted_until))
        .select_from(action_partner.join(action))
        .where(action_partner.c.organisation_id == mine)
    )
    parts = [func.coalesce(query.correlate(contact).scalar_subquery(), "") for query in (booked, lent, acted)]
    return func.max(*parts)


def _iso(day: date) -> str:
    return day.isoformat()


def idle_contacts(connection: Connection, today: date, since: date) -> list[IdleContact]:
    """Contacts of organisations without activity since a day, nor collected or confirmed since; longest first."""
    c = contact.c
    last = _last_activity(today).label("last")
    query = (
        select(c.id, c.name, c.organisation_id, organisation.c.name, last, c.confirmed_on, c.collected_on)
        .join(organisation)
        .where(
            c.erased_on.is_(None),
            last < _iso(since),
            or_(c.confirmed_on.is_(None), c.confirmed_on < since),
            or_(c.collected_on.is_(None), c.collected_on < since),
        )
        .order_by(last, organisation.c.name_folded, c.id)
    )
    return [
        IdleContact(*row[:4], date.fromisoformat(row.last) if row.last else None, row.confirmed_on, row.collected_on)
        for row in connection.execute(query)
    ]


def _counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def figures(connection: Connection) -> tuple[int, int, int, int]:
    """How many contacts there are and were erased; of the first, how many lack a source, how many the information."""
    c = contact.c
    is_live = c.erased_on.is_(None)
    row = connection.execute(
        select(
            _counted(is_live),
            _counted(c.erased_on.is_not(None)),
            _counted(is_live & (c.source == "")),
            _counted(is_live & c.informed_on.is_(None)),
        )
    ).one()
    return row[0], row[1], row[2], row[3]


def is_encrypted(connection: Connection) -> bool:
    """Whether the file is encrypted: only then is it opened with SQLCipher, which alone answers this."""
    return connection.exec_driver_sql("PRAGMA cipher_version").returns_rows
