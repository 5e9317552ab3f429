"""Tables of associations as offices keep them become drafts, every doubt told with its line and column."""

import csv
from dataclasses import fields
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.domain.organisation import OrganisationDraft, OrganisationKind
from coopdesk.exchange.organisations import OrganisationTable, read_organisations
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.problems import Problem, UserError

TODAY = date(2026, 11, 23)


def _read(text: str, encoding: str = "utf-8") -> OrganisationTable:
    return read_organisations(text.encode(encoding), TODAY)


def _draft(text: str) -> OrganisationDraft:
    (row,) = _read(text).rows
    assert row.problems == ()
    return row.draft


FULL = (
    "Nom de l'association;Sigle;Nature;Objet;N° RNA;N° SIREN;SIRET;QPV;Adresse;CP;Commune;Tél.;Courriel;Fédération;"
    "Nombre d'adhérents;Bénévoles;Date de déclaration;Charte signée le;CER signé le;Convention jusqu'au;Assureur;"
    "N° de police;Fin d’assurance;Remarques;Thème(s)\n"
    "Jardin Coquelicot;JC;Association;Jardiner;W000000001;000 000 018;000 000 018 00010;QN00001T;3, rue des Lilas;"
    "01000;Villeneuve;01 02 03 04 05;contact@exemple.fr;Jardins;1 200;35;12/05/1987;26/11/2025;2025-01-09;31.12.2027;"
    "Macif;P-12;26/11/26;« à rappeler »;jardin, école / santé; \n"
)


def test_a_full_row_fills_every_field() -> None:
    (row,) = _read(FULL.replace("santé; \n", "santé\n")).rows
    assert row.line == 2
    assert row.problems == ()
    assert row.draft == OrganisationDraft(
        name="Jardin Coquelicot",
        short_name="JC",
        kind=OrganisationKind.ASSOCIATION,
        purpose="Jardiner",
        rna="W000000001",
        siren="000 000 018",
        siret="000 000 018 00010",
        priority_district="QN00001T",
        address="3, rue des Lilas",
        postcode="01000",
        city="Villeneuve",
        phone="01 02 03 04 05",
        email="contact@exemple.fr",
        federation="Jardins",
        members=1200,
        volunteers=35,
        declared_on=date(1987, 5, 12),
        charter_signed_on=date(2025, 11, 26),
        republican_commitment_signed_on=date(2025, 1, 9),
        agreement_ends_on=date(2027, 12, 31),
        insurance_company="Macif",
        insurance_policy="P-12",
        insurance_ends_on=date(2026, 11, 26),
        notes="« à rappeler »",
        themes=("jardin", "école", "santé"),
    )


def test_every_field_of_an_organisation_has_a_heading() -> None:
    assert set(_read(FULL).columns) == {field.name for field in fields(OrganisationDraft)}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NOM", "name"),
        ("  Dénomination ", "name"),
        ("Structure", "name"),
        ("n°  rna", "rna"),
        ("Nº_SIRET", "siret"),
        ("Téléphone", "phone"),
        ("TEL", "phone"),
        ("e-mail", "email"),
        ("E_MAIL", "email"),
        ("Mail", "email"),
        ("code_postal", "postcode"),
        ("Quartier prioritaire", "priority_district"),
        ("Thématiques", "themes"),
        ("Adhérents (2025)", "members"),
        ("Nb. de bénévoles", "volunteers"),
        ("Assurance jusqu’au", "insurance_ends_on"),
        ("ASSURANCE JUSQU'AU", "insurance_ends_on"),
        ("Charte signée le :", "charter_signed_on"),
        ("Name", "name"),
        ("Postcode", "postcode"),
        ("Insurance until", "insurance_ends_on"),
    ],
)
def test_headings_are_recognised_however_they_are_written(heading: str, field: str) -> None:
    table = _read(f"Raison sociale;{heading}\n") if field != "name" else _read(f"{heading};Ville\n")
    assert table.columns[field] == heading.strip()
    assert table.unknown_columns == ()


def test_beside_the_structure_a_name_is_a_persons() -> None:
    table = _read("Nom;Prénom;Structure;Mail\nDurand;Lou;Jardin Coquelicot;lou@exemple.fr\n")
    assert table.rows[0].draft.name == "Jardin Coquelicot"
    assert table.unknown_columns == ("Nom", "Prénom")


def test_unknown_repeated_and_nameless_columns_are_reported() -> None:
    i18n.start(Language.ENGLISH)
    table = _read("Nom;Ville;;Couleur;Ville;\nA;Paris;perdu;bleu;Lyon;\n")
    assert table.rows[0].draft.city == "Paris"
    assert table.unknown_columns == ("column 3", "Couleur", "Ville")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("26/11/2026", date(2026, 11, 26)),
        ("6/1/2026", date(2026, 1, 6)),
        ("26-11-2026", date(2026, 11, 26)),
        ("26.11.26", date(2026, 11, 26)),
        ("01/02/46", date(2046, 2, 1)),
        ("01/02/47", date(1947, 2, 1)),
        ("2026-11-26", date(2026, 11, 26)),
        ("2026-11-26 00:00:00", date(2026, 11, 26)),
        ("26/11/2026 00:00", date(2026, 11, 26)),
    ],
)
def test_dates_as_people_write_them(written: str, read: date) -> None:
    assert _draft(f"Nom;Fin d'assurance\nA;{written}\n").insurance_ends_on == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        *(("1 200", 1200), ("1\u202f200", 1200), ("1\u00a0200", 1200), ("1.200", 1200), ("1,200", 1200)),
        *(("35", 35), ("35,00", 35), ("12.0", 12), ("-3", -3), ("1 200 000,00", 1_200_000)),
    ],
)
def test_numbers_as_people_write_them(written: str, read: int) -> None:
    assert _draft(f"Nom;Adhérents\nA;{written}\n").members == read


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Association loi 1901", OrganisationKind.ASSOCIATION),
        ("collectif non déclaré", OrganisationKind.INFORMAL_GROUP),
        ("Régie de quartier", OrganisationKind.NEIGHBOURHOOD_COMPANY),
        ("Bailleur", OrganisationKind.LANDLORD),
        ("COLLECTIVITÉ", OrganisationKind.LOCAL_AUTHORITY),
        ("Établissement scolaire", OrganisationKind.SCHOOL),
        ("Local authority", OrganisationKind.LOCAL_AUTHORITY),
        ("Other", OrganisationKind.OTHER),
    ],
)
def test_kinds_are_recognised_in_either_language(written: str, kind: OrganisationKind) -> None:
    assert _draft(f"Nom;Type\nA;{written}\n").kind is kind


def test_every_kind_can_be_written() -> None:
    for kind in OrganisationKind:
        assert _draft(f"Nom;Type\nA;{kind.value.replace('_', ' ')}\n").kind in OrganisationKind


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("Fin d'assurance", "31/02/2026", "bad_date"),
        ("Charte signée le", "oui", "bad_date"),
        ("Date de création", "46352", "bad_date"),
        ("Adhérents", "une centaine", "bad_number"),
        ("Bénévoles", "12,5", "bad_number"),
        ("Adhérents", "12345678901234567890", "bad_number"),
        ("Bénévoles", "9" * 5000, "bad_number"),
    ],
)
def test_what_cannot_be_read_is_told_with_line_and_column(heading: str, cell: str, code: str) -> None:
    table = _read(f'Nom;Notes;{heading}\nA;"x\ny";\nB;;{cell}\n')
    good, bad = table.rows
    assert good.problems == ()
    (problem,) = bad.problems
    assert table.locate(bad.line, problem) == (4, heading, problem)
    assert (problem.code, problem.params, problem.is_warning) == (code, {"value": cell}, False)
    assert bad.draft == OrganisationDraft(name="B")


def test_an_unknown_kind_is_entered_as_other_with_a_warning() -> None:
    (row,) = _read("Nom;Type\nA;Sport\n").rows
    assert row.draft.kind is OrganisationKind.OTHER
    (problem,) = row.problems
    assert problem.code == "kind_unknown"
    assert problem.is_warning


def test_a_row_of_another_width() -> None:
    short, long, padded = _read("Nom;Ville\nA\nB;Paris;perdu\nC;Lyon;;\n").rows
    assert (short.draft.city, short.problems) == ("", ())
    assert (long.line, [one.code for one in long.problems]) == (3, ["too_many_cells"])
    assert padded.problems == ()


def test_a_problem_found_later_is_put_at_its_place() -> None:
    table = _read("Nom;N° SIRET\nA;123\n")
    problem = Problem("siret", "digits_missing", {"n": 11, "length": 14})
    assert table.locate(2, problem) == (2, "N° SIRET", problem)
    assert table.locate(2, Problem("city", "required")).column == ""


def test_a_table_without_names_says_which_columns_it_has() -> None:
    with pytest.raises(UserError) as refused:
        _read("Sigle;Couleur\nA;bleu\n")
    assert refused.value.code == "table_without_name"
    assert refused.value.params == {"columns": "Sigle, Couleur"}


NASTY = {
    "windows export with title": ("Associations 2026;;\r\n\r\nNom;Ville;Tél\r\nL’Été;Évry;01\r\n", "cp1252"),
    "tabs with a mark": ("\ufeffNom\tVille\r\nL’Été\tÉvry\r\n", "utf-8"),
    "commas, quoted separators": ('"Nom","Ville"\n"L’Été","Évry"\n', "utf-8"),
    "one column": ("Nom\nL’Été\n", "utf-8"),
    "quoted newline in the headings": ('"Nom\n";Ville\nL’Été;Évry\n', "cp1252"),
    "newline inside a cell": ('Nom;Notes\nL’Été;"ligne 1\r\nligne; 2"\n', "utf-8"),
    "unquoted quotes": ('Nom;Notes\nL’Été;dit "la plage", le samedi\n', "cp1252"),
    "utf-16 from a spreadsheet": ("Nom\tVille\r\nL’Été\tÉvry\r\n", "utf-16"),
    "old Mac endings": ("Nom;Ville\rL’Été;Évry\r", "cp1252"),
    "formula to keep text": ('Nom;Code postal\nL’Été;="01000"\n', "utf-8"),
    "no last newline, trailing separators": ("Nom;Ville;;;\nL’Été;Évry;;;", "cp1252"),
    "announced separator": ("sep=,\r\nNom,Ville\r\nL’Été,Évry\r\n", "cp1252"),
}


@pytest.mark.parametrize("name", NASTY)
def test_nasty_tables(name: str) -> None:
    (row,) = _read(*NASTY[name]).rows
    assert row.draft.name == "L’Été"
    assert row.problems == ()
    assert row.draft.city in ("", "Évry")


WORDS = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Zs"]), min_size=1, max_size=12).filter(
    lambda text: not text.startswith('="')
)
DRAFTS = st.builds(
    OrganisationDraft,
    name=WORDS,
    city=WORDS | st.just(""),
    siret=st.from_regex(r"[0-9]{14}", fullmatch=True) | st.just(""),
    kind=st.sampled_from(OrganisationKind),
    members=st.none() | st.integers(0, 99_999),
    insurance_ends_on=st.none() | st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    notes=st.lists(WORDS, max_size=3).map("\n".join),
)


@given(st.lists(DRAFTS, max_size=6), st.sampled_from(";,\t"), st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]))
def test_what_is_written_is_read_back(drafts: list[OrganisationDraft], separator: str, encoding: str) -> None:
    stream = StringIO(newline="")
    table = csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL)
    table.writerow(["Nom", "Ville", "SIRET", "Type", "Adhérents", "Fin d'assurance", "Notes"])
    for one in drafts:
        kind = one.kind.value.replace("_", " ").replace("landlord", "bailleur")
        members = "" if one.members is None else f"{one.members:,}".replace(",", " ")
        ends_on = "" if one.insurance_ends_on is None else one.insurance_ends_on.strftime("%d/%m/%Y")
        table.writerow([one.name, one.city, one.siret, kind, members, ends_on, one.notes])
    read = read_organisations(stream.getvalue().encode(encoding), TODAY).rows
    assert [row.draft for row in read] == drafts
    assert all(row.problems == () for row in read)
