"""`kill -9` in the middle of writing: the file opens, is sound, and holds every act that was reported done."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from tests import builders
from tests.faults import writer
from tests.faults.contents import Contents, contents

from coopdesk.services import integrity
from coopdesk.services.desk import open_desk

KILLS = 100
LONGEST_WAIT = 0.006
"""Seconds after an act, in which the next one or two are being written."""


class Writers:
    """Starts writers, lets them reach an act, and kills them a moment later."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.writer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def killed(self, path: Path, sitting: int, after: int, wait: float) -> int:
        """Write to a file and be killed so many seconds after an act; returns how many acts were reported done."""
        assert self._server.stdin is not None
        self._server.stdin.write(f"{sitting} {path}\n")
        self._server.stdin.flush()
        done, process = 0, 0
        for line in self._lines():
            match line.split():
                case ["writer", number]:
                    process = int(number)
                case ["done"]:
                    done += 1
                case _:
                    return done
            if process and done >= after:
                time.sleep(wait)
                os.kill(process, signal.SIGKILL)
                process = 0
        raise AssertionError("the server of the writers is gone")

    def _lines(self) -> Iterator[str]:
        assert self._server.stdout is not None
        yield from iter(self._server.stdout.readline, "")

    def close(self) -> None:
        """End the server, which has no writer left."""
        with self._server:
            assert self._server.stdin is not None
            self._server.stdin.close()


@dataclass(frozen=True)
class Sitting:
    """What the file is before a sitting, and what it holds then and after each act when nobody is killed."""

    before: Path
    states: list[Contents]


@pytest.fixture(scope="module")
def sittings(tmp_path_factory: pytest.TempPathFactory) -> list[Sitting]:
    """The two hundred acts, done in peace."""
    path = tmp_path_factory.mktemp("whole") / "house.coopdesk"
    builders.a_desk(path).close()
    done = []
    for number in range(writer.SITTINGS):
        before = Path(shutil.copy(path, path.with_name(f"before {number}.coopdesk")))
        with closing(open_desk(path, clock=lambda: builders.NOW)) as desk:
            states = [contents(path), *(contents(path) for _act in writer.acts(desk, number))]
        done.append(Sitting(before, states))
    return done


def test_the_acts_are_two_hundred_and_each_changes_the_file(sittings: list[Sitting]) -> None:
    changes = [pair for sitting in sittings for pair in pairwise(sitting.states)]
    assert len(changes) == writer.ACTS == 200
    assert all(before != after for before, after in changes)


@pytest.mark.timeout(300)  # a hundred openings of a file, each checked whole
def test_what_was_reported_done_is_there_whenever_the_writer_is_killed(sittings: list[Sitting], tmp_path: Path) -> None:
    chance = random.Random(int(os.environ.get("COOPDESK_TEST_SEED", "1")))
    with closing(Writers()) as writers:
        for number in range(KILLS):
            sitting, after = divmod(chance.randrange(writer.ACTS), writer.LONG)
            path = Path(shutil.copy(sittings[sitting].before, tmp_path / f"maison été {number}.coopdesk"))
            done = writers.killed(path, sitting, after, chance.uniform(0, LONGEST_WAIT))

            with closing(open_desk(path, clock=lambda: builders.NOW)) as desk:
                assert not desk.is_read_only, (number, done)
                assert integrity.check(desk) == [], (number, done)
            # The act that was under way is there whole, or not at all.
            assert contents(path) in sittings[sitting].states[done : done + 2], (number, done)
            path.unlink()
