"""Tests of work beside the window, of changes from other threads, and of the barrier behind slots."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.builders import a_desk, an_organisation
from tests.ui.conftest import Recorder

from coopdesk.foundation.problems import UserError, refused
from coopdesk.ui import background, messages
from coopdesk.ui.background import Cancelled, Progress, ProgressDialog
from coopdesk.ui.refresh import Refresh
from coopdesk.wording.sentences import error_sentence, sentence


def test_results_come_back_on_the_windows_thread(qtbot: QtBot) -> None:
    here, seen = threading.get_ident(), []
    steps: list[tuple[int, int]] = []

    def work(progress: Progress) -> int:
        progress.report(1, 2)
        return threading.get_ident()

    background.run(
        work,
        lambda worker: seen.append((worker, threading.get_ident())),
        progress=lambda done, total: steps.append((done, total)),
    )
    qtbot.waitUntil(lambda: bool(seen))
    ((worker, receiver),) = seen
    assert worker != here
    assert receiver == here
    assert steps == [(1, 2)]


def test_what_fails_is_handed_over(qtbot: QtBot) -> None:
    failures: list[Exception] = []

    def work(progress: Progress) -> None:
        raise UserError("booking_unknown")

    background.run(work, lambda _result: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], UserError)


def test_cancel_really_cancels(qtbot: QtBot) -> None:
    ended = threading.Event()
    done: list[int] = []

    def work(progress: Progress) -> int:
        while not progress.is_cancelled:
            QThread.msleep(1)
            progress.report(1, 100)
        ended.set()
        raise Cancelled

    task = background.run(work, done.append)
    dialog = ProgressDialog("Importing", task)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.findChildren(QWidget) != [])
    dialog.cancel_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert ended.is_set()
    assert done == []


def test_changes_of_another_thread_are_told_on_the_windows_and_once(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "house.coopdesk")
    refresh = Refresh(desk)
    told: list[tuple[frozenset[str], int]] = []
    refresh.changed.connect(lambda tables: told.append((tables, threading.get_ident())))

    def write() -> None:
        an_organisation(desk, "Fil & Parole")
        an_organisation(desk, "Radio Palabre")

    worker = threading.Thread(target=write)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(told))
    desk.close()
    assert len(told) == 1
    assert "organisation" in told[0][0]
    assert told[0][1] == threading.get_ident()


def test_a_slot_shows_what_the_user_caused(recorder: Recorder) -> None:
    error = UserError("booking_unknown")

    @messages.shown
    def slot() -> None:
        raise error

    slot()
    assert recorder.said == [("warning", error_sentence(error))]


def test_a_slot_hands_a_bug_to_the_crash_hook(recorder: Recorder) -> None:
    bugs: list[BaseException] = []
    messages.report_bugs_to(bugs.append)

    @messages.shown
    def slot() -> None:
        raise ZeroDivisionError

    slot()
    messages.report_bugs_to(None)
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]
    assert recorder.said == []


def test_questions_and_refusals_go_through_the_voice(recorder: Recorder, tmp_path: Path) -> None:
    recorder.answers += [True, False, tmp_path, None]
    assert messages.confirm(None, "Delete it for good?")
    assert not messages.confirm(None, "Delete it for good?")
    assert messages.choose_open(None, "Open", "Tables (*.csv)") == tmp_path
    assert messages.choose_save(None, "Save", tmp_path, "PDF (*.pdf)") is None
    outcome = refused("name", "required")
    messages.refusal(None, outcome)
    messages.inform(None, "Done")
    assert recorder.said[-2:] == [("warning", sentence(outcome.problems[0])), ("information", "Done")]


@pytest.fixture(autouse=True)
def no_work_left() -> None:
    """Nothing runs on from one test into the next."""
    background.stop_all()
