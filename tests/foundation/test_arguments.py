"""What every way of starting understands, wherever it stands."""

import pytest

from coopdesk import cli
from coopdesk.foundation.arguments import Arguments, take
from coopdesk.foundation.i18n import Language


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ([], Arguments(None, False, ())),
        (["/media/Été 2026/maison.coopdesk"], Arguments(None, False, ("/media/Été 2026/maison.coopdesk",))),
        (["--portable", "--lang", "en", "a"], Arguments(Language.ENGLISH, True, ("a",))),
        (["a", "--lang=fr", "--portable"], Arguments(Language.FRENCH, True, ("a",))),
        (["--lang", "xx", "a"], Arguments(None, False, ("--lang", "xx", "a"))),
        (["--lang"], Arguments(None, False, ("--lang",))),
    ],
)
def test_language_and_place_are_taken_and_the_rest_is_left(given: list[str], taken: Arguments) -> None:
    assert take(given) == taken


def test_the_environment_names_a_language_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOPDESK_LANG", "en")
    assert take(["a"]).language is Language.ENGLISH
    assert take(["--lang", "fr", "a"]).language is Language.FRENCH
    monkeypatch.setenv("COOPDESK_LANG", "klingon")
    assert take(["a"]).language is None


@pytest.mark.parametrize(
    ("arguments", "is_command"),
    [
        ([], False),
        (["--lang", "fr"], False),
        (["--portable", "Maison à nous.coopdesk"], False),
        (["self-test"], True),
        (["--portable", "self-test"], True),
        (["--version"], True),
        (["--nonsense"], True),
        (["one.coopdesk", "two.coopdesk"], True),
    ],
)
def test_what_is_no_single_file_is_for_the_terminal(arguments: list[str], is_command: bool) -> None:
    assert cli.is_command(arguments) is is_command
