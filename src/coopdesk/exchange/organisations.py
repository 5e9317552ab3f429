"""Organisations from a table of the office: headings recognised as people write them, every doubt with its line."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

from coopdesk.domain.organisation import OrganisationDraft, OrganisationKind
from coopdesk.domain.text import fold
from coopdesk.exchange.tables import Record, read_table
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Problem, UserError


class RowProblem(NamedTuple):
    """What is wrong in one row: the line of the file it starts on, the heading of the column, the problem."""

    line: int
    column: str
    problem: Problem


class OrganisationRow(NamedTuple):
    """A row of the table: the line it starts on, what was read, and what could not be."""

    line: int
    draft: OrganisationDraft
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class OrganisationTable:
    """What a table holds: its rows, which heading gave which field, and the columns nobody asked for."""

    rows: list[OrganisationRow]
    columns: Mapping[str, str]
    unknown_columns: tuple[str, ...]

    def locate(self, line: int, problem: Problem) -> RowProblem:
        """Put a problem of a row, found here or by whoever saves it, at its line and column."""
        return RowProblem(line, self.columns.get(problem.field, ""), problem)


def read_organisations(data: bytes, today: date) -> OrganisationTable:
    """The organisations of a table, as typed: they are tidied and checked by whoever saves them.

    Raises UserError: table_without_name, and those of `read_table`.
    """
    table = read_table(data, lambda heading: _field_of(heading) is not None)
    places = _places(table.headings)
    if "name" not in places:
        raise UserError("table_without_name", {"columns": ", ".join(filter(None, table.headings))})
    headings = table.headings
    columns = [_Column(place, name, _reader_of(name, today)) for name, place in places.items()]
    left_out = [place for place in range(len(headings)) if place not in places.values()]
    nameless = [place for place in left_out if not headings[place]]
    filled: set[int] = set()
    rows = []
    for record in table.records:
        rows.append(_row(record, columns, len(headings)))
        filled.update(place for place in nameless if place < len(record.cells) and record.cells[place])
    unknown = [
        headings[place] or _("column {n}").format(n=place + 1)
        for place in left_out
        if headings[place] or place in filled
    ]
    return OrganisationTable(rows, {field: headings[place] for field, place in places.items()}, tuple(unknown))


class _CellError(ValueError):
    """A cell that is not what its column holds."""

    def __init__(self, code: str, instead: object = None, *, is_warning: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.instead = instead
        self.is_warning = is_warning


class _Column(NamedTuple):
    place: int
    field: str
    read: Callable[[str], object] | None


def _row(record: Record, columns: list[_Column], width: int) -> OrganisationRow:
    line, cells = record
    values: dict[str, Any] = {"name": ""}
    problems: list[Problem] = []
    count = len(cells)
    for place, field, read in columns:
        if place >= count or not (text := cells[place]):
            continue
        if read is None:
            values[field] = text
            continue
        try:
            values[field] = read(text)
        except _CellError as error:
            if error.instead is not None:
                values[field] = error.instead
            problems.append(Problem(field, error.code, {"value": text}, is_warning=error.is_warning))
    if count > width and any(cells[width:]):
        problems.append(Problem("", "too_many_cells"))
    return OrganisationRow(line, OrganisationDraft(**values), tuple(problems))


# What each field is headed by, likeliest first: beside « Structure », « Nom » is somebody's name.
_HEADINGS: Mapping[str, str] = {
    "name": "nom de l association, nom association, nom de la structure, nom structure, raison sociale, denomination, "
    "titre, association, associations, structure, structures, organisme, organisation, partenaire, nom, name, "
    "organisation name",
    "short_name": "sigle, acronyme, nom court, abrege, short name, acronym",
    "kind": "nature, nature de la structure, type, type de structure, type d organisme, categorie, forme juridique, "
    "statut juridique, kind, organisation type",
    "purpose": "objet, objet social, objet de l association, activite, activites, description, purpose, activity",
    "rna": "rna, n rna, no rna, numero rna, num rna, code rna, identifiant rna, waldec, n waldec, rna number",
    "siren": "siren, n siren, no siren, numero siren, num siren, siren number",
    "siret": "siret, n siret, no siret, numero siret, num siret, siret number",
    "priority_district": "qpv, code qpv, quartier prioritaire, quartier prioritaire de la ville, quartier, "
    "priority district",
    "address": "adresse, adresse postale, adresse du siege, siege, siege social, rue, address, street",
    "postcode": "code postal, cp, postcode, postal code, zip",
    "city": "ville, commune, localite, city, town",
    "phone": "telephone, tel, no de telephone, n de telephone, n tel, no tel, numero de telephone, telephone fixe, "
    "tel fixe, portable, telephone portable, mobile, phone, telephone number",
    "email": "email, e mail, mail, courriel, adresse mail, adresse email, adresse e mail, adresse electronique, "
    "mel, e mail address",
    "federation": "federation, reseau, affiliation, tete de reseau, union",
    "members": "adherents, nombre d adherents, nb adherents, nb d adherents, membres, nombre de membres, members",
    "volunteers": "benevoles, nombre de benevoles, nb benevoles, nb de benevoles, volunteers",
    "declared_on": "date de declaration, declaree le, declare le, date de creation, creee le, date declaration, "
    "declared on",
    "charter_signed_on": "charte signee le, signature de la charte, date de signature de la charte, date charte, "
    "charte le, charter signed on",
    "republican_commitment_signed_on": "cer signe le, contrat d engagement republicain signe le, "
    "contrat d engagement republicain, cer, date cer, signature du cer, republican commitment signed on",
    "agreement_ends_on": "convention jusqu au, fin de convention, fin de la convention, date de fin de convention, "
    "echeance convention, agreement ends on, agreement until",
    "insurance_company": "assureur, compagnie d assurance, assurance, insurer, insurance company",
    "insurance_policy": "n de police, no de police, numero de police, police, n de contrat d assurance, "
    "contrat d assurance, insurance policy, policy number",
    "insurance_ends_on": "assurance jusqu au, fin d assurance, fin de l assurance, fin assurance, "
    "date de fin d assurance, echeance assurance, echeance de l assurance, assurance valable jusqu au, "
    "attestation jusqu au, insurance ends on, insurance until",
    "notes": "notes, note, remarques, remarque, observations, observation, commentaires, commentaire, remarks, "
    "comments",
    "themes": "themes, theme, thematiques, thematique, domaines, domaine, domaine d activite, domaines d activite, "
    "secteur, topics",
}
_KNOWN: Mapping[str, tuple[str, int]] = {
    heading.replace(" ", ""): (field, rank)
    for field, headings in _HEADINGS.items()
    for rank, heading in enumerate(headings.split(", "))
}
_KINDS: Mapping[OrganisationKind, str] = {
    OrganisationKind.ASSOCIATION: "association, association loi 1901, loi 1901, asso, association declaree",
    OrganisationKind.INFORMAL_GROUP: "informal group, collectif non declare, collectif, collectif d habitants, "
    "association de fait",
    OrganisationKind.NEIGHBOURHOOD_COMPANY: "neighbourhood company, regie de quartier, regie",
    OrganisationKind.LANDLORD: "social landlord, landlord, bailleur, bailleur social",
    OrganisationKind.LOCAL_AUTHORITY: "local authority, collectivite, collectivite territoriale, mairie, commune, "
    "ville",
    OrganisationKind.SCHOOL: "school, etablissement scolaire, ecole, college, lycee",
    OrganisationKind.COMPANY: "company, entreprise, societe",
    OrganisationKind.OTHER: "other, autre, autres",
}
_KIND_WORDS: Mapping[str, OrganisationKind] = {
    word.replace(" ", ""): kind for kind, words in _KINDS.items() for word in words.split(", ")
}

_BRACKETED = re.compile(r"\([^)]*\)|\[[^]]*\]")
_BETWEEN_THEMES = re.compile(r"[,;/\n|]")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:\s+0?0:00(?::00)?)?")
_COUNT = re.compile(r"(-?\d{1,3}(?:[\s.,]\d{3})+|-?\d+)(?:[.,]0{1,2})?")
_MOST_DIGITS = 9
"""A number of people has fewer; a telephone or an account number in the wrong column has more."""
_YEARS_AHEAD = 20
"""Two digits of a year are read as at most this far ahead: « 26/11/30 » is 2030, « 12/05/87 » is 1987."""


def _key(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())


@lru_cache(maxsize=512)
def _field_of(heading: str) -> tuple[str, int] | None:
    """The field a heading stands for, and how likely it is; « Adhérents (2025) » is read without its brackets."""
    return _KNOWN.get(_key(heading)) or _KNOWN.get(_key(_BRACKETED.sub("", heading)))


def _places(headings: list[str]) -> dict[str, int]:
    """The column of each field: of two for the same field, the likelier, then the first."""
    best: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        if found := _field_of(heading):
            field, rank = found
            best[field] = min(best.get(field, (rank, place)), (rank, place))
    return {field: place for field, (_rank, place) in best.items()}


def _reader_of(field: str, today: date) -> Callable[[str], object] | None:
    """What turns the cells of a column into the field's value; None where the text itself is the value."""
    # The same few kinds, themes, numbers and dates come back row after row: each is read once per table.
    if field == "kind":
        return cache(_read_kind)
    if field == "themes":
        return cache(_read_themes)
    if field in ("members", "volunteers"):
        return cache(_read_count)
    return cache(partial(_read_date, today=today)) if field.endswith("_on") else None


def _read_kind(text: str) -> OrganisationKind:
    kind = _KIND_WORDS.get(_key(text))
    if kind is None:
        raise _CellError("kind_unknown", OrganisationKind.OTHER, is_warning=True)
    return kind


def _read_themes(text: str) -> tuple[str, ...]:
    return tuple(theme for part in _BETWEEN_THEMES.split(text) if (theme := part.strip()))


def _read_count(text: str) -> int:
    match = _COUNT.fullmatch(text)
    digits = re.sub(r"[\s.,]", "", match[1]) if match else ""
    if not digits or len(digits) > _MOST_DIGITS:
        raise _CellError("bad_number")
    return int(digits)


def _read_date(text: str, today: date) -> date:
    try:
        if match := _DAY_FIRST.fullmatch(text):
            day, month, year = (int(part) for part in match.groups())
            return date(year if len(match[3]) == 4 else _century(year, today), month, day)
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise _CellError("bad_date") from None


def _century(year: int, today: date) -> int:
    ahead = (year - today.year) % 100
    return today.year + ahead if ahead <= _YEARS_AHEAD else today.year + ahead - 100
