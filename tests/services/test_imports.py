"""Importing organisations: good rows in, bad rows told, nothing doubled, nothing overwritten."""

import pytest
from sqlalchemy import Connection
from tests.builders import an_organisation

from coopdesk.domain.organisation import Organisation, OrganisationDraft
from coopdesk.foundation.problems import Problem, UserError
from coopdesk.services import organisations
from coopdesk.services.desk import Changes, Desk
from coopdesk.services.imports import ImportRow, import_organisations
from coopdesk.store import imports as store

SIRET, OTHER_SIRET = "00000001800010", "00000002600013"


def rows(*drafts: OrganisationDraft) -> list[ImportRow]:
    return [ImportRow(line, draft) for line, draft in enumerate(drafts, start=2)]


def draft(name: str, **values: object) -> OrganisationDraft:
    return OrganisationDraft(name=name, **values)  # type: ignore[arg-type]


def test_a_second_import_changes_nothing(desk: Desk) -> None:
    heard: list[Changes] = []
    table = rows(draft("Atelier du Cap", themes=("Réemploi", "Couture")), draft("Ciné Cap", siret=SIRET, city="Cap"))
    desk.listen(heard.append)
    first = import_organisations(desk, table)
    second = import_organisations(desk, table)
    assert (first.added, second.added, second.completed, second.unchanged) == (2, 0, 0, 2)
    assert len(heard) == 1


def test_themes_go_to_their_own_organisation(desk: Desk) -> None:
    an_organisation(desk, "Déjà là")
    import_organisations(desk, rows(draft("A", themes=("Un",)), draft("B"), draft("C", themes=("Trois", "Deux"))))
    by_name = {one.name: one for key in organisations.names(desk) if (one := organisations.get(desk, key))}
    assert [by_name[name].themes for name in "ABC"] == [("Un",), (), ("Trois", "Deux")]


@pytest.mark.parametrize(
    ("held", "read"),
    [
        ({"name": "Ancien nom", "siret": SIRET}, {"name": "Nouveau nom", "siret": "000 000 018 00010"}),
        ({"name": "Ancien nom", "rna": "W000000012"}, {"name": "Nouveau nom", "rna": "w000000012"}),
        ({"name": "Tilleuls en Chœur"}, {"name": "TILLEULS EN CHOEUR"}),
    ],
)
def test_the_same_organisation_is_filled_and_never_overwritten(
    desk: Desk, held: dict[str, str], read: dict[str, str]
) -> None:
    key = an_organisation(desk, **held, phone="01 99 00 00 01")
    report = import_organisations(desk, rows(draft(**read, city="Villeneuve", phone="01 99 00 00 02")))
    one = organisations.get(desk, key)
    assert (report.added, report.completed) == (0, 1)
    assert one is not None
    assert (one.name, one.phone, one.city) == (held["name"], "01 99 00 00 01", "Villeneuve")


def test_a_namesake_with_another_siret_is_another_organisation(desk: Desk) -> None:
    an_organisation(desk, "Le Ballon", siret=SIRET)
    assert import_organisations(desk, rows(draft("Le Ballon", siret=OTHER_SIRET))).added == 1


def test_a_row_that_comes_twice_is_added_once(desk: Desk) -> None:
    report = import_organisations(desk, rows(draft("Vélo"), draft("vélo", city="Cap")))
    assert (report.added, report.unchanged) == (1, 1)
    (key,) = organisations.names(desk)
    one = organisations.get(desk, key)
    assert one is not None
    assert one.city == "Cap"


def test_a_bad_row_stays_out_with_its_line_and_the_others_go_in(desk: Desk) -> None:
    table = [
        ImportRow(2, draft("Bonne")),
        ImportRow(3, draft("Clé fausse", siret="00000001800011")),
        ImportRow(4, draft("Date fausse"), (Problem("declared_on", "bad_date", {"value": "hier"}),)),
        ImportRow(5, draft("Téléphone court", phone="12")),
    ]
    report = import_organisations(desk, table)
    assert (report.added, report.rejected_lines) == (2, 2)
    assert [(one.line, one.problem.field) for one in report.rejected] == [(3, "siret"), (4, "declared_on")]
    assert [(one.line, one.problem.code) for one in report.warnings] == [(5, "phone_form")]
    assert sorted(organisations.names(desk).values()) == ["Bonne", "Téléphone court"]


def test_a_dry_run_and_a_cancelled_import_write_nothing(desk: Desk) -> None:
    table = rows(*(draft(f"Association {n}") for n in range(1200)))
    assert import_organisations(desk, table, dry_run=True).added == 1200
    steps: list[int] = []

    def stop_later(done: int, _total: int) -> bool:
        steps.append(done)
        return len(steps) < 3

    with pytest.raises(UserError) as stopped:
        import_organisations(desk, table, progress=stop_later)
    assert stopped.value.code == "cancelled"
    assert organisations.names(desk) == {}


@pytest.mark.parametrize("number", [{"siret": SIRET}, {"rna": "W000000012"}])
def test_a_number_known_under_another_name_is_pointed_out(desk: Desk, number: dict[str, str]) -> None:
    an_organisation(desk, "Ancien nom", **number)
    for name, told in (("Nouveau nom", ["Ancien nom"]), ("ancien NOM", [])):
        report = import_organisations(desk, rows(draft(name, **number)))
        assert (report.added, report.unchanged, report.rejected) == (0, 1, [])
        assert [(one.line, one.problem.field, one.problem.code) for one in report.warnings] == [
            (2, "name", "known_under_other_name") for _ in told
        ]
        assert [one.problem.params["name"] for one in report.warnings] == told


def test_a_namesake_with_another_rna_is_another_organisation(desk: Desk) -> None:
    key = an_organisation(desk, "Le Ballon", rna="W000000012")
    report = import_organisations(desk, rows(draft("Le Ballon", rna="W000000013", city="Cap")))
    assert (report.added, [one.problem.code for one in report.warnings]) == (1, ["duplicate_name"])
    held = organisations.get(desk, key)
    assert held is not None
    assert held.city == ""


def test_an_rna_of_another_organisation_is_not_given_to_a_second(desk: Desk) -> None:
    an_organisation(desk, "Le Ballon", rna="W000000012")
    key = an_organisation(desk, "La Fanfare", siret=SIRET)
    report = import_organisations(desk, rows(draft("La Fanfare", siret=SIRET, rna="W000000012")))
    assert [(one.problem.code, one.problem.params["name"]) for one in report.rejected] == [
        ("duplicate_rna", "Le Ballon")
    ]
    held = organisations.get(desk, key)
    assert held is not None
    assert held.rna == ""


def test_none_is_a_number_of_members_like_another(desk: Desk) -> None:
    key = an_organisation(desk, "Vélo", members=0)
    assert import_organisations(desk, rows(draft("Vélo", members=12, volunteers=0))).completed == 1
    one = organisations.get(desk, key)
    assert one is not None
    assert (one.members, one.volunteers) == (0, 0)


def test_what_is_known_is_read_in_the_transaction_that_writes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read = store.everything

    def read_watched(connection: Connection) -> list[Organisation]:
        in_writing.append(bool(connection.get_execution_options().get("writes")))
        return read(connection)

    in_writing: list[bool] = []
    monkeypatch.setattr(store, "everything", read_watched)
    import_organisations(desk, rows(draft("Vélo")))
    import_organisations(desk, rows(draft("Vélo")), dry_run=True)
    assert in_writing == [True, False]
