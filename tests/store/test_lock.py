"""Who may write: one at a time, whatever became of the one before; two real processes wherever two are meant."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests import builders
from tests.other_pc import OtherPc

from coopdesk.foundation.problems import UserError
from coopdesk.services import organisations
from coopdesk.services.desk import Desk, Glance, Presence, open_desk
from coopdesk.store import lock as lock_module
from coopdesk.store.lock import Lock

ANOTHER_PC = "PC-ACCUEIL"


@pytest.fixture
def house(path: Path) -> Path:
    """A house's file that nobody has open."""
    builders.a_desk(path).close()
    return path


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hearts beat every 50 ms, and a silence is long after 400."""
    monkeypatch.setattr(lock_module, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(lock_module, "SILENT_AFTER_SECONDS", 0.4)


@pytest.fixture
def opened() -> Iterator[Callable[[Path], Desk]]:
    """Opens desks, and closes them behind the test."""
    desks: list[Desk] = []

    def opener(path: Path) -> Desk:
        desks.append(open_desk(path))
        return desks[-1]

    yield opener
    for desk in desks:
        desk.close()


Opener = Callable[[Path], Desk]


def text_of(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def until(desk: Desk, presence: Presence, seconds: float = 5.0) -> Glance:
    """Look every few milliseconds until this is known of the holder."""
    end = time.monotonic() + seconds
    while (glance := desk.look()).presence is not presence:
        assert time.monotonic() < end, glance
        time.sleep(0.02)
    return glance


def names(desk: Desk) -> list[str]:
    return sorted(organisations.names(desk).values())


def test_the_lock_is_beside_the_file_and_goes_with_it(path: Path, desk: Desk) -> None:
    assert json.loads(text_of(path).read_text(encoding="utf-8"))["user"]
    desk.close()
    assert list(path.parent.iterdir()) == [path]


def test_of_many_that_open_at_once_one_writes(house: Path) -> None:
    race = (
        "import sys, time, pathlib; from coopdesk.store.lock import Lock\n"
        "lock = Lock(pathlib.Path(sys.argv[1])); time.sleep(max(0, float(sys.argv[2]) - time.time()))\n"
        "print(int(lock.acquire()), flush=True); sys.stdin.read(); lock.release()"
    )
    for _round in range(3):
        start = str(time.time() + 0.8)
        rivals = [
            subprocess.Popen(
                [sys.executable, "-c", race, str(house), start],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _rival in range(6)
        ]
        answers = [rival.stdout.readline() for rival in rivals if rival.stdout]
        for rival in rivals:
            rival.communicate()
        assert sorted(answers) == ["0\n"] * 5 + ["1\n"]
        assert not text_of(house).exists()


def test_in_one_process_too_only_one_writes(house: Path) -> None:
    locks = [Lock(house) for _one in range(3)]
    assert [lock.acquire() for lock in locks] == [True, False, False]
    locks[1].release()
    assert locks[2].acquire() is False
    locks[0].release()
    assert locks[2].acquire() is True
    locks[2].release()


def test_a_lock_left_by_a_killed_process_is_nobodys(house: Path, opened: Opener) -> None:
    with OtherPc(house) as other:
        other.do("write", "Écrite avant la coupure")
        other.kill()
        assert text_of(house).exists()

    again = opened(house)
    assert not again.is_read_only
    assert names(again) == ["Écrite avant la coupure"]


def test_a_process_number_given_again_fools_nobody(house: Path, opened: Opener) -> None:
    """The text of a killed one may name a number that a living process has: it is not even looked at."""
    with OtherPc(house) as other:
        other.kill()
    held = json.loads(text_of(house).read_text(encoding="utf-8"))
    assert "pid" not in held
    assert not opened(house).is_read_only


@pytest.mark.parametrize("content", ["", "{", "[]", '{"since": null}', '{"host": "h", "user": "u", "pid": 1}'])
def test_a_text_nobody_finished_is_nobodys(house: Path, content: str, opened: Opener) -> None:
    text_of(house).write_text(content, encoding="utf-8")
    assert not opened(house).is_read_only


def test_the_holder_of_an_unknown_text_is_somebody(house: Path, opened: Opener) -> None:
    with OtherPc(house):
        text_of(house).write_text("{}", encoding="utf-8")
        reader = opened(house)
        assert reader.is_read_only
        assert reader.held_by == ""
        assert reader.held_since is not None


def test_another_computer_is_not_taken_for_dead(house: Path, opened: Opener) -> None:
    with OtherPc(house, host=ANOTHER_PC) as other:
        other.kill()

    reader = opened(house)

    assert reader.is_read_only
    assert ANOTHER_PC in reader.held_by
    assert reader.look().presence is Presence.THERE
    with pytest.raises(UserError) as error:
        reader.take_over()
    assert error.value.code == "file_held"


@pytest.mark.usefixtures("impatient")
def test_a_heart_that_beats_is_never_silent(house: Path, opened: Opener) -> None:
    with OtherPc(house, host=ANOTHER_PC, beat=0.05) as other:
        reader = opened(house)
        end = time.monotonic() + 1.2
        while time.monotonic() < end:
            assert reader.look().presence is Presence.THERE
            time.sleep(0.05)
        other.close()
        assert reader.look().presence is Presence.GONE


@pytest.mark.usefixtures("impatient")
def test_a_heart_that_stops_is_taken_over_from(house: Path, opened: Opener) -> None:
    with OtherPc(house, host=ANOTHER_PC, beat=0.05) as other:
        other.do("write", "Du premier")
        reader = opened(house)
        other.kill()

    until(reader, Presence.SILENT)
    reader.take_over()

    assert not reader.is_read_only
    assert reader.held_by == ""
    builders.an_organisation(reader, "Du second")
    assert names(reader) == ["Du premier", "Du second"]
    reader.close()
    assert list(house.parent.iterdir()) == [house]


@pytest.mark.usefixtures("impatient")
def test_who_slept_finds_the_file_taken_before_the_next_write(house: Path, opened: Opener) -> None:
    with OtherPc(house, host=ANOTHER_PC, beat=0.05) as sleeper:
        sleeper.do("write", "Avant la sieste")
        reader = opened(house)
        os.kill(sleeper.process.pid, signal.SIGSTOP)
        until(reader, Presence.SILENT)
        reader.take_over()
        builders.an_organisation(reader, "Pendant la sieste")

        os.kill(sleeper.process.pid, signal.SIGCONT)
        answer = sleeper.do("write", "Après la sieste")

        # Its heart, or this very write, whichever wakes first, finds out.
        assert answer["refused"] in ("file_taken_over", "file_held")
        assert answer["is_read_only"]
        assert sleeper.do("tell")["names"] == ["Avant la sieste", "Pendant la sieste"]
        assert sleeper.do("write", "Encore")["refused"] == "file_held"
        reader.close()
        taken_back = sleeper.do("take over")
        assert not taken_back["is_read_only"]
        assert "Après" in sleeper.do("write", "Après")["names"]
        sleeper.close()
    assert list(house.parent.iterdir()) == [house]


def test_a_write_is_refused_once_the_lock_is_anothers(path: Path, desk: Desk) -> None:
    """With a heart that has not beaten since: the write itself looks."""
    builders.an_organisation(desk, "Avant")
    held = json.loads(text_of(path).read_text(encoding="utf-8"))
    another = {**held, "host": ANOTHER_PC, "user": "marie", "token": "another"}
    text_of(path).write_text(json.dumps(another), encoding="utf-8")
    told: list[bool] = []
    desk.listen_for_access(lambda: told.append(desk.is_read_only))

    with pytest.raises(UserError) as error:
        builders.an_organisation(desk, "Après")

    assert error.value.code == "file_taken_over"
    assert error.value.params["who"] == f"marie ({ANOTHER_PC})"
    assert desk.held_by == f"marie ({ANOTHER_PC})"
    assert told == [True]
    assert names(desk) == ["Avant"]
    desk.close()
    assert json.loads(text_of(path).read_text(encoding="utf-8")) == another


def test_a_lock_that_was_removed_is_asked_for_again(path: Path, desk: Desk) -> None:
    text_of(path).unlink()
    with pytest.raises(UserError) as error:
        builders.an_organisation(desk, "Après")
    assert error.value.code == "file_taken_over"
    assert error.value.params["who"] == ""
    assert desk.look().presence is Presence.GONE

    desk.take_over()
    builders.an_organisation(desk, "Après")
    assert names(desk) == ["Après"]


@pytest.mark.usefixtures("impatient")
def test_the_heart_tells_of_a_loss_without_any_write(path: Path, opened: Opener) -> None:
    builders.a_desk(path).close()
    desk = opened(path)
    text_of(path).unlink()
    end = time.monotonic() + 5
    while not desk.is_read_only:
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_file_that_was_removed_while_open_is_not_written(path: Path, desk: Desk) -> None:
    path.rename(path.with_name("elsewhere"))
    with pytest.raises(UserError) as error:
        builders.an_organisation(desk)
    assert error.value.code == "file_gone"
    path.with_name("elsewhere").rename(path)
    builders.an_organisation(desk)


def test_where_no_lock_can_be_made_the_file_is_read(house: Path, opened: Opener) -> None:
    """As in a folder that is read-only for this user: a folder in its place cannot be written either."""
    text_of(house).mkdir()
    reader = opened(house)
    assert reader.is_read_only
    assert reader.held_since is None
    with pytest.raises(UserError) as error:
        reader.take_over()
    assert error.value.code == "file_read_only"
    reader.close()
    assert text_of(house).is_dir()


def test_a_command_that_writes_respects_the_lock(house: Path) -> None:
    command = [sys.executable, "-m", "coopdesk", "--lang", "en", "import", "organisations", str(house)]
    table = house.with_name("table.csv")
    table.write_text("Nom\nRépar’Ici\n", encoding="utf-8")
    with OtherPc(house, host=ANOTHER_PC) as other:
        refused = subprocess.run([*command, str(table)], capture_output=True, text=True, check=False)
        assert refused.returncode == 1
        assert ANOTHER_PC in refused.stderr
        other.close()
    taken = subprocess.run([*command, str(table)], capture_output=True, text=True, check=False)
    assert taken.returncode == 0, taken.stderr
    assert not text_of(house).exists()
