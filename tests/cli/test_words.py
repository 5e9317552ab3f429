"""Wrong usage and help are told in the user's language, argparse's own words included."""

import re
from pathlib import Path

import pytest

from coopdesk.cli.run import WRONG_USAGE, run

ENGLISH = re.compile(r"\b(usage|error|positional|arguments?|required|following|invalid|choice|choose|expected|one)\b")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing"], "argument COMMANDE : choix impossible : 'nothing'"),
        (["check"], "il manque : FICHIER"),
        (["check", "a.coopdesk", "b", "--c"], "non reconnu : b --c"),
        (["check", "--json=1", "a.coopdesk"], "argument --json : n’attend pas de valeur : '1'"),
        (["list", "rooms", "a.coopdesk", "--format"], "argument --format : attend une valeur"),
        (["list", "rooms", "a.coopdesk", "--from", "demain"], "« demain » n’est pas une date"),
    ],
)
def test_wrong_usage_is_told_in_french(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["--lang", "fr", *arguments]) == WRONG_USAGE
    usage, *_rest, error = capsys.readouterr().err.replace("\u202f", " ").splitlines()
    assert usage.startswith("utilisation : coopdesk")
    assert told in error
    assert not ENGLISH.search(error.replace("argument ", ""))


def test_help_is_told_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "fr", "check", "--help"]) == 0
    told = capsys.readouterr().out.replace("\u202f", " ")
    assert "à donner, dans l’ordre:" in told
    assert "options:" in told


def test_wrong_usage_is_told_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "check"]) == WRONG_USAGE
    assert "the following arguments are required: FILE" in capsys.readouterr().err
