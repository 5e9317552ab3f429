"""The search over everything: FTS5 prefixes, accents and ligatures ignored.

Candidates are cut first and ordered afterwards: `ORDER BY rank` would score every hit (performance.md §D).
"""

import re
import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, bindparam, func, select, text

from coopdesk.domain.listing import SearchHit, Subject
from coopdesk.store.schema import action, booking, contact, equipment, loan, organisation, room
from coopdesk.store.triggers import LIGATURES, SEARCHED

_CANDIDATES = 500
_WORD = re.compile(r"\w+")
_LIGATURES = str.maketrans(dict(LIGATURES))
_CANDIDATE_QUERY = text("SELECT rowid FROM search WHERE words MATCH :words LIMIT :candidates")
# Bookings are cut apart: a year of « Atelier couture » would leave no place for the association « Atelier du Cap ».
_CANDIDATES_APART_QUERY = text("""
    SELECT rowid FROM (SELECT rowid FROM search
                       WHERE words MATCH :words AND rowid % 8 <> :bookings LIMIT :candidates)
    UNION ALL
    SELECT rowid FROM (SELECT rowid FROM search
                       WHERE words MATCH :words AND rowid % 8 = :bookings LIMIT :candidates)
""")


def match_expression(typed: str) -> str | None:
    """What was typed as an FTS5 query: every word, by its beginning; None when there is no word.

    Only ligatures are taken apart here, as the triggers do; the rest is the tokenizer's to fold, typed and stored words
    alike: what another rule folds further (ß, й, أ) would never be found.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", typed).translate(_LIGATURES))
    return " ".join(f'"{word}"*' for word in words) or None


def subject_number(table: Table) -> int:
    """The number of a register in the rowids of the search table."""
    return SEARCHED[table.name][0]


def search(connection: Connection, typed: str, limit: int) -> list[SearchHit]:
    """What answers the words typed: titles by register, at most `limit` each."""
    words = match_expression(typed)
    if words is None:
        return []
    parameters = {"words": words, "candidates": _CANDIDATES}
    if len(typed.strip()) > 1:
        found = connection.execute(_CANDIDATES_APART_QUERY, {**parameters, "bookings": subject_number(booking)})
    else:
        # One letter has no index of its own, and is only the beginning of a search: it is looked for once.
        found = connection.execute(_CANDIDATE_QUERY, parameters)
    by_number: dict[int, list[int]] = {}
    for rowid in found.scalars():
        by_number.setdefault(rowid % 8, []).append(rowid // 8)
    hits: list[SearchHit] = []
    for subject, table in _TABLES.items():
        ids = by_number.get(subject_number(table))
        if ids:
            rows = connection.execute(_TITLES[subject], {"ids": ids, "most": limit})
            hits += [SearchHit(subject, row[0], row[1], row[2] or "") for row in rows]
    return hits


_TABLES = {
    Subject.ORGANISATION: organisation,
    Subject.ACTION: action,
    Subject.ROOM: room,
    Subject.EQUIPMENT: equipment,
    Subject.BOOKING: booking,
    Subject.LOAN: loan,
    Subject.CONTACT: contact,
}


def _titles(
    table: Table, source: FromClause, columns: list[ColumnElement[Any]], order: ColumnElement[Any]
) -> Select[Any]:
    mine = table.c.id.in_(bindparam("ids", expanding=True))
    return select(*columns).select_from(source).where(mine).order_by(order).limit(bindparam("most"))


_BOOKING_DETAIL = (
    func.coalesce(organisation.c.name + " · ", "") + room.c.name + " · " + func.substr(booking.c.starts_at, 1, 10)
)

_TITLES = {
    Subject.ORGANISATION: _titles(
        organisation,
        organisation,
        [organisation.c.id, organisation.c.name, organisation.c.city],
        organisation.c.name_folded,
    ),
    Subject.ACTION: _titles(action, action, [action.c.id, action.c.title, action.c.summary], action.c.title_folded),
    Subject.ROOM: _titles(room, room, [room.c.id, room.c.name, room.c.place], room.c.name_folded),
    Subject.EQUIPMENT: _titles(
        equipment, equipment, [equipment.c.id, equipment.c.name, equipment.c.place], equipment.c.name_folded
    ),
    Subject.BOOKING: _titles(
        booking,
        booking.join(room).outerjoin(organisation),
        [booking.c.id, booking.c.purpose, _BOOKING_DETAIL],
        booking.c.starts_at.desc(),
    ),
    Subject.LOAN: _titles(
        loan, loan.join(organisation), [loan.c.id, loan.c.number, organisation.c.name], loan.c.number.desc()
    ),
    # A person is found on the sheet of the organisation.
    Subject.CONTACT: _titles(
        contact,
        contact.join(organisation),
        [contact.c.organisation_id, contact.c.name, organisation.c.name],
        contact.c.name,
    ),
}
