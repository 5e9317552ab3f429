"""`coopdesk backup` and `coopdesk restore`, as a script uses them."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests import builders
from tests.cli.terminal import refusal, run, said

from coopdesk.foundation import preferences
from coopdesk.services import organisations
from coopdesk.services.desk import open_desk


def backed_up(house: Path, capsys: pytest.CaptureFixture[str], *options: str | Path) -> Path:
    """The path of a backup made by the command."""
    assert run("backup", house, "--json", *options) == 0
    return Path(json.loads(said(capsys))["backup"])


def names(house: Path) -> set[str]:
    """The organisations of a house."""
    with closing(open_desk(house, read_only=True)) as desk:
        return set(organisations.names(desk).values())


def add(house: Path, name: str) -> None:
    """One organisation more."""
    with closing(open_desk(house)) as desk:
        builders.an_organisation(desk, name)


def test_a_backup_is_made_beside_the_file(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backup", house, "--json") == 0
    answer = json.loads(said(capsys))
    path = Path(answer["backup"])
    assert path.parent == house.parent / "Sauvegardes"
    assert answer["size"] == path.stat().st_size
    assert (answer["records"]["room"], answer["records"]["loan"]) == (8, 200)
    assert names(path) == names(house)


def test_a_backup_goes_where_it_is_told_and_says_so(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "clé"
    folder.mkdir()
    assert run("backup", house, "--to", folder) == 0
    (made,) = folder.iterdir()
    assert f"read back without error: {made}" in said(capsys)
    assert run("backup", house, "--to", tmp_path / "absent") == 1
    assert "does not exist" in refusal(capsys)


def test_an_absent_stick_is_a_remark_and_no_failure(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    preferences.save(replace(preferences.load(), backup_folder=str(tmp_path / "clé")))
    assert run("backup", house) == 0
    output, errors = capsys.readouterr()
    assert "Sauvegardes" in output
    assert "does not exist" in errors


def test_it_may_be_made_while_somebody_has_the_house_open(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(open_desk(house)) as desk:
        builders.an_organisation(desk, "Pendant")
        path = backed_up(house, capsys)
        builders.an_organisation(desk, "Après")
    assert "Pendant" in names(path)
    assert "Après" not in names(path)


def test_a_restoration_is_told_first_and_then_done(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = backed_up(house, capsys)
    add(house, "Les Nouveaux Venus")
    assert run("restore", path, house, "--dry-run") == 0
    assert "(1 less)" in said(capsys)
    assert "Les Nouveaux Venus" in names(house)
    assert run("restore", path, house, "--json") == 0
    answer = json.loads(said(capsys))
    assert answer["before"]["organisation"] == answer["after"]["organisation"] + 1
    assert "Les Nouveaux Venus" not in names(house)
    assert "Les Nouveaux Venus" in names(Path(answer["replaced"]))
    assert run("check", house) == 0


def test_a_house_that_is_held_is_not_restored(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = backed_up(house, capsys)
    with closing(open_desk(house)):
        assert run("restore", path, house) == 1
    assert "open since" in refusal(capsys)


def test_what_is_no_backup_is_refused(house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = names(house)
    notes = tmp_path / "notes.txt"
    notes.write_text("réunion " * 30, encoding="utf-8")
    assert run("restore", notes, house) == 1
    assert "not a coopdesk file" in refusal(capsys)
    assert names(house) == before
    assert run("restore", house) == 2


@pytest.mark.parametrize("damage", ["cut", "deep", "gone"])
def test_a_house_that_is_not_whole_is_made_anew(house: Path, damage: str, capsys: pytest.CaptureFixture[str]) -> None:
    before, path = names(house), backed_up(house, capsys)
    data = house.read_bytes()
    house.unlink()
    if damage == "cut":
        house.write_bytes(data[:9000])
    elif damage == "deep":
        house.write_bytes(data[: 4096 * 30] + b"\xa5" * 4096 + data[4096 * 31 :])
    assert run("restore", path, house, "--dry-run") == 0
    assert "Nothing was changed" in said(capsys)
    assert run("restore", path, house) == 0
    assert ("made anew" if damage == "gone" else "put aside") in said(capsys)
    assert names(house) == before
