"""`coopdesk free` and `coopdesk close`, as a script would use them."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from tests.builders import NOW, a_booking, a_desk, a_room, an_organisation, done
from tests.cli.terminal import refusal, run, said

from coopdesk.domain.house import Requirement
from coopdesk.domain.room import Layout, LayoutCapacity, OpeningHours
from coopdesk.services import closures
from coopdesk.services import house as service
from coopdesk.services.desk import open_desk

WEEK = tuple(OpeningHours(day, time(9), time(22)) for day in range(7))
EVENING = ["--start", "2026-11-26T17:00", "--end", "26/11/2026 19h"]
THURSDAY = ["--from", "2026-11-26", "--to", "2026-11-26"]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A large room that two associations booked on Thursday, a middle one, a small one."""
    path = tmp_path / "house.coopdesk"
    with closing(a_desk(path)) as desk:
        large = a_room(desk, "Grande salle", place="Rez-de-chaussée", hours=WEEK, fixtures=("Piano",))
        a_room(desk, "Salle Cèdre", capacity=45, hours=WEEK, layouts=(LayoutCapacity(Layout.TABLES, 30),))
        a_room(desk, "Bureau", capacity=6, hours=WEEK, is_accessible=True)
        choir, parents = an_organisation(desk, "Chorale"), an_organisation(desk)
        a_booking(desk, large, choir, starts_at=datetime(2026, 11, 26, 17), expected_persons=40, purpose="Répétition")
        a_booking(desk, large, parents, starts_at=datetime(2026, 11, 26, 19), expected_persons=90)
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Any:
    assert run(*arguments, "--json") == 0
    return json.loads(said(capsys))


def test_free_rooms_come_by_fit(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "free", house, *EVENING, "--persons", "40")
    assert found["free"] == [{"id": 2, "room": "Salle Cèdre", "capacity": 45, "place": ""}]
    assert {one["room"]: [reason["code"] for reason in one["reasons"]] for one in found["others"]} == {
        "Bureau": ["persons"],
        "Grande salle": ["taken"],
    }
    assert found["alternatives"] == []
    assert run("free", house, *EVENING, "--persons", "40") == 0
    text = said(capsys)
    assert "Salle Cèdre" in text
    assert "taken: Chorale, 17:00 – 19:00" in text


def test_alternatives_are_said_where_nothing_is_free(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "free", house, *EVENING, "--persons", "35", "--layout", "tables", "--fixture", "piano")
    assert found["free"] == []
    assert [(one["kind"], one["room"], one["start"]) for one in found["alternatives"]] == [
        ("other_room", "Salle Cèdre", "2026-11-26T17:00"),
        ("other_time", "Grande salle", "2026-11-26T15:00"),
        ("other_day", "Grande salle", "2026-11-27T17:00"),
        ("other_day", "Grande salle", "2026-11-28T17:00"),
        ("other_day", "Grande salle", "2026-11-29T17:00"),
    ]
    assert [reason["code"] for reason in found["alternatives"][0]["lacks"]] == ["persons", "fixture"]
    accessible = answer(capsys, "free", house, *EVENING, "--accessible", "--organisation", "chorale")
    assert [one["room"] for one in accessible["free"]] == ["Bureau"]


def test_without_an_association_a_room_is_free_for_anybody(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside what the house itself does there, only the house need keep nothing free."""
    with closing(open_desk(house, clock=lambda: NOW)) as desk:
        hall = a_room(desk, "Salle des fêtes", hours=WEEK, buffer_before=60)
        a_booking(desk, hall, starts_at=datetime(2026, 11, 26, 15), ends_at=datetime(2026, 11, 26, 16, 30))
    assert answer(capsys, "free", house, *EVENING, "--persons", "100")["free"] == []
    late = ["--start", "2026-11-26T17:30", "--end", "2026-11-26T19:00", "--persons", "100"]
    assert [one["room"] for one in answer(capsys, "free", house, *late)["free"]] == ["Salle des fêtes"]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--start", "2026-11-26T17:00", "--end", "2026-11-26T16:00"], 1),
        (["--start", "2026-11-26T17:00", "--end", "2026-11-26T17:00"], 1),
        ([*EVENING, "--organisation", "Nobody"], 1),
        ([*EVENING, "--persons", "0"], 2),
        ([*EVENING, "--layout", "bed"], 2),
        (["--start", "2026-11-26T17:00"], 2),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    house: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int
) -> None:
    assert run("free", house, *arguments) == status
    assert not capsys.readouterr().out


def test_a_dry_run_lists_what_would_be_displaced(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = house.read_bytes()
    plan = answer(capsys, "close", house, "--room", "grande salle", *THURSDAY, "--dry-run")
    assert (plan["dry_run"], plan["id"], plan["room"]) == (True, None, "Grande salle")
    assert (plan["start"], plan["end"]) == ("2026-11-26T00:00", "2026-11-27T00:00")
    first, second = plan["displaced"]
    assert (first["organisation"], first["fate"], first["proposals"][0]["room"]) == ("Chorale", None, "Salle Cèdre")
    assert (second["organisation"], [one["kind"] for one in second["proposals"]]) == (
        "Parents du Mail", ["other_day"] * 3,
    )  # fmt: skip
    assert house.read_bytes() == before
    assert run("close", house, "--room", "Grande salle", *THURSDAY, "--dry-run", "--move") == 0
    text = said(capsys)
    assert "moved to Salle Cèdre, Thursday 26 November 2026, 17:00 – 19:00" in text
    assert "2 bookings would be displaced." in text


def test_closing_without_a_word_on_what_is_displaced_is_refused(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("close", house, "--room", "Grande salle", *THURSDAY) == 1
    sentence = refusal(capsys)
    assert sentence.startswith("2 bookings are in the way, the first: Chorale")
    assert sentence.endswith("Add --move or --other-times, --cancel or both, or look first with --dry-run.")
    assert answer(capsys, "close", house, "--room", "Bureau", *THURSDAY)["displaced"] == []


def test_closing_moves_what_it_can_cancels_the_rest_and_writes_letters(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "letters"
    options = ["--house", "--from", "2026-11-26T16:00", "--to", "2026-11-26T18:30", "--reason", "Coupure d'eau"]
    assert run("close", house, *options, "--move", "--cancel", "--letters", folder) == 1
    assert "letters" in refusal(capsys)
    folder.mkdir()
    (shown,) = answer(capsys, "close", house, *options, "--move", "--cancel", "--dry-run")["displaced"]
    assert shown["fate"] == "cancel", "nobody is sent to another hour without a word"
    closed = answer(capsys, "close", house, *options, "--other-times", "--cancel", "--letters", folder)
    (moved,) = closed["displaced"]
    assert (moved["fate"], moved["to_room"], moved["to_start"]) == ("move", "Salle Cèdre", "2026-11-26T18:30")
    (letter,) = closed["letters"]
    assert Path(letter).name == "Closure 2026-11-26 - Chorale.pdf"
    assert Path(letter).read_bytes().startswith(b"%PDF")
    assert run("list", "bookings", house, "--format", "json") == 0
    rows = json.loads(said(capsys))
    assert {row["room"] for row in rows} == {"Salle Cèdre", "Grande salle"}


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder that nobody may write in")
def test_nothing_is_closed_where_the_letters_cannot_be_written(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = house.read_bytes()
    options = ["--room", "Grande salle", *THURSDAY, "--cancel"]
    assert run("close", house, *options, "--letters", "/proc/self") == 1
    assert refusal(capsys).startswith("It could not be written here: ")
    assert house.read_bytes() == before
    with closing(open_desk(house, read_only=True)) as desk:
        assert closures.closures(desk) == []


def test_no_letter_stays_where_the_closure_is_refused(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The house requires an insurance, which the choir has none of: it cannot go to another day."""
    with closing(open_desk(house, clock=lambda: NOW)) as desk:
        done(service.edit_house(desk, replace(desk.house(), insurance_required=Requirement.REQUIRE)))
    options = ["--house", "--from", "2026-11-26", "--to", "2026-11-26", "--other-times"]
    assert run("close", house, *options, "--letters", tmp_path) == 1
    assert "insurance" in refusal(capsys)
    assert list(tmp_path.glob("*.pdf")) == []
    with closing(open_desk(house, read_only=True)) as desk:
        assert closures.closures(desk) == []


def test_all_can_be_cancelled_and_the_reason_stays_with_them(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    closed = answer(capsys, "close", house, "--room", "Grande salle", *THURSDAY, "--cancel", "--yearly")
    assert [one["fate"] for one in closed["displaced"]] == ["cancel", "cancel"]
    assert run("list", "bookings", house, "--format", "json") == 0
    assert {row["state"] for row in json.loads(said(capsys))} == {"cancelled"}


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--room", "Nulle part", *THURSDAY], 1),
        (["--room", "Grande salle", "--from", "2026-11-27", "--to", "2026-11-25"], 1),
        (["--room", "Grande salle", "--from", "2026-11-27", "--to", "2029-11-25"], 1),
        (THURSDAY, 2),
        (["--room", "Grande salle", "--house", *THURSDAY], 2),
        (["--room", "Grande salle", "--from", "hier", "--to", "2026-11-25"], 2),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(
    house: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int
) -> None:
    assert run("close", house, *arguments) == status
    assert not capsys.readouterr().out
