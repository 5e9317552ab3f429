"""Every problem and error of the program has a sentence in the user's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.domain.booking import BookingState
from coopdesk.domain.booking_state import StateAct
from coopdesk.domain.loan import LoanState
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.problems import Parameter, Problem, UserError
from coopdesk.wording import sentences
from coopdesk.wording.sentences import error_sentence, sentence

SOURCE = Path(__file__).resolve().parents[2] / "src"
CODE_PLACE = {"Problem": 1, "refused": 1, "UserError": 0, "_CellError": 0, "rule_error": 0}

COMPUTED = {
    *("siren_form", "siret_form", "siren_key", "siret_key", "digits_missing", "digits_extra"),
    *("form_unknown", "dynamic_unknown", "mark_unknown"),
    *("disk_full", "disk_failed", "disk_unreadable", "file_locked", "file_read_only", "file_missing", "file_damaged"),
    *("file_gone", "file_unfinished", "folder_read_only"),
    *(f"state_{act}" for act in StateAct),
    *("insurance_missing", "insurance_ended", "agreement_missing", "agreement_ended"),
}
"""Codes that are chosen by the code around them, where reading the source cannot find them."""

PARAMETERS: dict[str, Parameter] = {
    "name": "Les Tilleuls",
    "key": "Portail",
    "booking_state": BookingState.REFUSED,
    "value": "abc",
    "organisation": "Jardin Coquelicot",
    "room": "Grande salle",
    "start": "2026-11-26T14:00",
    "end": "2026-11-26T16:00",
    "day": "2026-11-30",
    "action": "Fête du quartier",
    "number": "INV-12",
    "quantity": 80,
    "free": 12,
    "asked": 60,
    "capacity": 1,
    "n": 2,
    "length": 14,
    "code": "F9",
    "line": 12,
    "state": LoanState.OUT,
    "bookings": 3,
    "loans": 1,
    "actions": 0,
    "equipment": 2,
    "path": "tilleuls.coopdesk",
    "version": "0009",
    "who": "camille (accueil)",
    "since": "2026-11-26T09:12",
    "columns": "Sigle, Ville",
    "folder": "Sauvegardes",
    "part": "BYDAY=JE",
    "whole": "Grande salle",
    "other": "Salle Lilas",
    "other_room": "Salle Cèdre",
    "other_start": "2026-11-26T15:00",
    "other_end": "2026-11-26T17:00",
    "other_organisation": "Mots et Marelles",
    "reason": "travaux",
    "last": "2026-12-18",
    "moment": "2027-03-28T02:30",
    "first": "2025-09-01",
    "on": "2026-12-03",
    "problem": "outside_hours",
}


def _codes() -> Iterator[tuple[str, ast.expr]]:
    """Where a problem or an error is made, and what gives it its code."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            place = CODE_PLACE.get(node.func.id)
            if place is None:
                continue
            named = [one.value for one in node.keywords if one.arg == "code"]
            for code in (*node.args[place : place + 1], *named):
                yield path.relative_to(SOURCE / "coopdesk").as_posix(), code


def _literals(code: ast.expr) -> list[str]:
    """The codes an expression may be: one word, or either branch of a condition; none where they are computed."""
    if isinstance(code, ast.IfExp):
        return [*_literals(code.body), *_literals(code.orelse)]
    return [code.value] if isinstance(code, ast.Constant) and isinstance(code.value, str) else []


USED = sorted({*(word for _path, code in _codes() for word in _literals(code)), *COMPUTED})


def test_codes_are_computed_where_their_list_is_kept() -> None:
    """A new place that computes its code adds itself here, and its codes to COMPUTED."""
    assert {path for path, code in _codes() if not _literals(code)} == {
        "domain/booking_state.py",
        "domain/identifiers.py",
        "domain/recurrence_rule.py",
        "exchange/organisations.py",
        "foundation/problems.py",
        "services/actions.py",
        "services/closing_rules.py",
        "services/papers.py",
        "services/password.py",
        "services/swapping.py",
        "store/errors.py",
    }


def test_codes_are_found_in_the_source() -> None:
    assert {"required", "room_unknown", "file_not_ours"} <= set(USED)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", sorted({*USED, *sentences.CODES}))
def test_every_code_has_a_whole_sentence(code: str, language: Language) -> None:
    i18n.start(language)
    said = sentence(Problem("", code, PARAMETERS))
    assert said[-1] in ".?" or said.endswith(str(PARAMETERS["path"]))
    assert "{" not in said
    assert error_sentence(UserError(code, PARAMETERS)) == said


def _french(code: str, **params: Parameter) -> str:
    i18n.start(Language.FRENCH)
    return sentence(Problem("", code, params)).replace("\u202f", " ")


def test_an_overlap_names_who_is_there_and_when() -> None:
    start, end = "2026-11-26T14:00", "2026-11-26T16:00"
    said = _french("overlap", room="Grande salle", organisation="Jardin Coquelicot", start=start, end=end)
    assert said == (
        "« Grande salle » est déjà réservée par Jardin Coquelicot de 14 h à 16 h le 26 novembre 2026 : "
        "veuillez changer d’horaire ou de salle."
    )
    assert "prise par la maison du 26 novembre 2026 à 14 h au 27 novembre 2026 à 9 h 30" in _french(
        "overlap", room="Grande salle", organisation="", start=start, end="2026-11-27T09:30"
    )


def test_numbers_agree() -> None:
    assert _french("digits_missing", n=1, length=14) == "Il manque 1 chiffre : il en faut 14."
    assert _french("digits_missing", n=3, length=14) == "Il manque 3 chiffres : il en faut 14."
    assert "exemplaires" in _french("not_enough", name="Chaise", free=12, asked=60)
    assert "Aucun article « Chaise »" in _french("not_enough", name="Chaise", free=0, asked=60)
    assert _french("organisation_in_use", bookings=3, loans=1, actions=0, equipment=0) == (
        "Cette structure ne peut pas être supprimée à cause de ce qui en dépend : 3 réservations, 1 prêt."
    )


def test_what_was_deleted_meanwhile_has_no_name() -> None:
    assert _french("room_unknown", name="") == "Cette salle n’est plus dans le fichier."
    assert _french("organisation_unknown", name="") == "Cette structure n’est plus dans le fichier."


def test_a_closed_loan_stays() -> None:
    assert "clos" in _french("loan_in_use", state=LoanState.RETURNED)
    assert "encore sorti" in _french("loan_in_use", state="late")
