"""An error tells its kind and its places, and none of its words."""

import sqlite3
import sys
from pathlib import Path

import pytest

from coopdesk.foundation.problems import UserError
from coopdesk.foundation.traces import MOST_PLACES, code_place, describe, document_place, kind

NAME = "Zoé Secrète"


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    """The error as it comes out of a try."""
    try:
        raise error from cause
    except type(error) as caught:
        return caught


def test_an_error_tells_where_it_arose_and_what_was_behind_it() -> None:
    told = describe(raised(KeyError(NAME), raised(ValueError(f"not a name: {NAME}")))).splitlines()

    assert told[0] == "ValueError"
    assert told[2] == "KeyError"
    assert all("test_traces.py" in place and place.endswith(" raised") for place in (told[1], told[3]))
    assert not any("Zoé" in line for line in told)


def test_errors_that_go_round_in_a_circle_are_told_once() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert describe(first).splitlines() == ["KeyError", "ValueError"]


def test_an_endless_recursion_is_cut_short() -> None:
    def again() -> None:
        again()

    with pytest.raises(RecursionError) as caught:
        again()
    assert len(describe(caught.value).splitlines()) == MOST_PLACES + 2


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UserError("file_missing", {"path": f"/home/zoe/{NAME}.coopdesk"}), "UserError file_missing"),
        (FileNotFoundError(2, "No such file", f"/home/zoe/{NAME}.coopdesk"), "FileNotFoundError ENOENT"),
        (OSError(f"{NAME} is no folder"), "OSError"),
    ],
)
def test_codes_are_told(error: BaseException, told: str) -> None:
    assert kind(error).removeprefix("coopdesk.foundation.problems.") == told


def test_sqlite_tells_the_name_of_its_code() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE one (name TEXT UNIQUE)")
    connection.execute("INSERT INTO one VALUES (?)", (NAME,))
    with pytest.raises(sqlite3.IntegrityError) as caught:
        connection.execute("INSERT INTO one VALUES (?)", (NAME,))
    connection.close()
    assert kind(caught.value) == "sqlite3.IntegrityError SQLITE_CONSTRAINT_UNIQUE"


def test_a_place_in_the_code_is_told_from_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    library = tmp_path / NAME / "lib"
    monkeypatch.setattr(sys, "path", [str(tmp_path / NAME), str(library)])
    assert code_place(str(library / "coopdesk" / "ui" / "page.py")) == "coopdesk/ui/page.py"
    assert code_place(str(tmp_path / "Zoé" / "plugin.py")) == "plugin.py"
    assert code_place("coopdesk/ui/page.py") == "coopdesk/ui/page.py"


def test_a_document_keeps_its_ending_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert document_place(tmp_path / NAME / "Zoé.coopdesk") == "~/….coopdesk"
    assert document_place(Path("/srv") / NAME / "Zoé.csv") == "….csv"
