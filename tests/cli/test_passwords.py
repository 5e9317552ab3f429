"""Commands on a file under a password: asked for in a terminal, given by a script, else refused."""

import getpass
import io
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.terminal import run

from coopdesk.cli import passwords
from coopdesk.services import backups, organisations, password
from coopdesk.services.desk import open_desk

PASSPHRASE = "trois tilleuls en fleur"  # noqa: S105 - of no real file
OTHER = "Un autre, plus long"


class Terminal(io.StringIO):
    """Standard input, somebody before it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """No terminal, and nothing in the environment."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.delenv(passwords.PRESENT, raising=False)
    monkeypatch.delenv(passwords.NEW, raising=False)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What somebody types when asked, one after the other; all of it is asked for."""
    answers: list[str] = []
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: answers.pop(0))
    yield answers
    assert answers == []


@pytest.fixture
def protected(house: Path) -> Path:
    """The demo house under a password, its backup of before gone."""
    with closing(open_desk(house)) as desk:
        password.delete_older(password.set_password(desk, PASSPHRASE))
    return house


def test_every_command_that_opens_it_refuses_without(
    protected: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = protected.read_bytes()
    table = tmp_path / "table.csv"
    table.write_text("Nom\nFil\n", encoding="utf-8")
    for arguments in (
        ("check", protected),
        ("list", "rooms", protected),
        ("summary", protected, "--year", "2026", "--out", tmp_path / "x.pdf"),
        ("book", protected, "--room", "a", "--organisation", "b", "--start", "2026-11-26T14:00", "--end",
         "2026-11-26T16:00"),
        ("import", "organisations", protected, table),
        ("backup", protected),
        ("restore", protected, protected),
        ("salvage", protected, tmp_path / "new.coopdesk"),
        ("password", protected),
        ("password", protected, "--remove"),
    ):  # fmt: skip
        assert run(*arguments) == 1, arguments
        output, errors = capsys.readouterr()
        assert not output
        assert "COOPDESK_PASSWORD" in errors
        assert errors.count("\n") == 1
    assert protected.read_bytes() == before


def test_a_script_gives_it(
    protected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(passwords.PRESENT, PASSPHRASE)
    assert run("check", protected) == 0
    capsys.readouterr()
    assert run("backup", protected, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["records"]["room"] == 8
    assert run("restore", answer["backup"], protected) == 0
    assert run("salvage", protected, tmp_path / "new.coopdesk") == 0
    assert password.is_needed(tmp_path / "new.coopdesk")
    assert run("check", tmp_path / "new.coopdesk") == 0
    monkeypatch.setenv(passwords.PRESENT, OTHER)
    capsys.readouterr()
    assert run("check", protected) == 1
    assert "does not open" in capsys.readouterr().err


def test_a_plain_file_does_not_ask(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passwords.PRESENT, PASSPHRASE)
    assert run("check", house) == 0


def test_a_terminal_is_asked(protected: Path, typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    typed += [PASSPHRASE]
    assert run("list", "rooms", protected) == 0
    assert "Grande salle" in capsys.readouterr().out


def test_it_is_set_changed_and_taken_off_in_a_terminal(
    house: Path, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_desk(house, read_only=True)) as desk:
        names = organisations.names(desk)
    typed += [PASSPHRASE, PASSPHRASE]
    assert run("password", house) == 0
    assert "1 backup still opens as before" in capsys.readouterr().out
    typed += [PASSPHRASE, OTHER, OTHER]
    assert run("password", house) == 0
    with closing(open_desk(house, key=password.unlock(house, OTHER), read_only=True)) as desk:
        assert organisations.names(desk) == names
    typed += [OTHER]
    assert run("password", house, "--remove") == 0
    assert not password.is_needed(house)
    assert run("check", house) == 0
    assert run("password", house, "--remove") == 1
    assert "has no password" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"), [(["court", "court"], "at least 12"), ([PASSPHRASE, OTHER], "not the same")]
)
def test_a_bad_new_one_is_refused(
    house: Path, typed: list[str], words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = house.read_bytes()
    typed += words
    assert run("password", house) == 1
    assert said in capsys.readouterr().err
    assert house.read_bytes() == before


def test_a_script_sets_it(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("password", house) == 1
    monkeypatch.setenv(passwords.NEW, PASSPHRASE)
    assert run("password", house) == 0
    assert password.opens(password.unlock(house, PASSPHRASE), house)


def test_a_backup_under_a_former_password_asks_for_its_own(
    protected: Path, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_desk(protected, key=password.unlock(protected, PASSPHRASE))) as desk:
        backup = backups.back_up(desk).backup.path
        password.change_password(desk, PASSPHRASE, OTHER)
    typed += [OTHER, PASSPHRASE]
    assert run("restore", backup, protected) == 0
    assert password.opens(password.unlock(protected, OTHER), protected)
