"""An unexpected error is noted and told once, whatever raised it; what the user caused is said in words."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import a_desk, an_organisation
from tests.ui.conftest import Recorder
from tests.ui.hands import press

from coopdesk.app.bugs import Bugs
from coopdesk.foundation import crashes, logs
from coopdesk.foundation.problems import UserError
from coopdesk.ui import background, messages
from coopdesk.ui.crash_dialog import CrashDialog

pytestmark = [pytest.mark.qt_no_exception_capture, pytest.mark.usefixtures("own_hooks")]


@pytest.fixture
def bugs(qtbot: QtBot, log_folder: Path) -> Iterator[Bugs]:
    """What the program does with bugs, in place of the test's own hooks."""
    bugs = Bugs()
    crashes.catch_all(bugs.report)
    messages.report_bugs_to(bugs.report)
    yield bugs
    messages.report_bugs_to(None)
    for dialog in dialogs():
        dialog.reject()


class Broken(QWidget):
    """A painting that fails as often as the screen asks for it."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.update)
        self._clock.start(5)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fail."""
        self.painted += 1
        raise KeyError("Zoé Secrète")


def dialogs() -> list[CrashDialog]:
    """The dialogs that tell of a bug now."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog) and one.isVisible()]


def told(qtbot: QtBot) -> CrashDialog:
    """The one dialog, once it has come."""
    qtbot.waitUntil(lambda: bool(dialogs()))
    (dialog,) = dialogs()
    return dialog


def in_its_loop(function: Callable[[], object]) -> None:
    """Call it as the window does, from its event loop."""
    QTimer.singleShot(0, function)


def fail() -> None:
    """A bug."""
    raise KeyError("Zoé Secrète")


def noted(folder: Path) -> int:
    """How many bugs the log tells of."""
    return (folder / logs.FILE_NAME).read_text(encoding="utf-8").count("unexpected")


@pytest.mark.expects_log("unexpected KeyError")
def test_a_bug_in_a_slot_is_told_and_noted_without_its_words(qtbot: QtBot, bugs: Bugs, log_folder: Path) -> None:
    in_its_loop(messages.shown(fail))

    report = told(qtbot).report

    written = (log_folder / logs.FILE_NAME).read_text(encoding="utf-8")
    assert "test_bugs.py" in written
    assert "test_bugs.py" in report
    assert "Zoé" not in written + report


@pytest.mark.expects_log("unexpected KeyError")
def test_a_painting_that_keeps_failing_opens_one_dialog_and_fills_no_log(
    qtbot: QtBot, bugs: Bugs, log_folder: Path
) -> None:
    broken = Broken()
    qtbot.addWidget(broken)
    broken.show()

    dialog = told(qtbot)
    seen = broken.painted
    qtbot.waitUntil(lambda: broken.painted > seen + 20)
    assert len(dialogs()) == 1

    dialog.reject()
    seen = broken.painted
    qtbot.waitUntil(lambda: broken.painted > seen + 20)
    assert dialogs() == []
    assert noted(log_folder) == 2


@pytest.mark.expects_log("unexpected KeyError")
def test_an_act_that_fails_again_is_told_again(qtbot: QtBot, bugs: Bugs, log_folder: Path) -> None:
    for _attempt in range(2):
        in_its_loop(messages.shown(fail))
        told(qtbot).reject()
        assert dialogs() == []
    assert noted(log_folder) == 2


@pytest.mark.expects_log("unexpected KeyError")
def test_a_bug_of_another_thread_is_told_on_the_windows(qtbot: QtBot, bugs: Bugs) -> None:
    threading.Thread(target=fail).start()
    assert "test_bugs.py" in told(qtbot).report


@pytest.mark.expects_log("unexpected KeyError")
def test_what_work_beside_the_window_raises_is_told(qtbot: QtBot, bugs: Bugs) -> None:
    background.run(lambda _progress: fail(), lambda _result: None)
    assert " fail" in told(qtbot).report


@pytest.mark.expects_log("unexpected KeyError")
def test_what_follows_work_beside_the_window_is_told(qtbot: QtBot, bugs: Bugs) -> None:
    background.run(lambda _progress: 1, lambda _result: fail())
    assert " fail" in told(qtbot).report


def test_what_the_user_caused_is_said_and_no_bug(qtbot: QtBot, bugs: Bugs, recorder: Recorder) -> None:
    def full() -> None:
        raise UserError("disk_full")

    in_its_loop(full)
    background.run(lambda _progress: full(), lambda _result: None)

    qtbot.waitUntil(lambda: len(recorder.said) == 2)
    assert {kind for kind, _text in recorder.said} == {"warning"}
    assert dialogs() == []


@pytest.mark.expects_log("unexpected KeyError")
def test_the_dialog_says_what_was_saved_last(qtbot: QtBot, bugs: Bugs, tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "house.coopdesk")
    bugs.follow(desk)
    in_its_loop(fail)
    dialog = told(qtbot)
    assert "as it was when it was opened" in dialog.what_is_saved
    dialog.reject()

    an_organisation(desk)
    desk.close()

    in_its_loop(fail)
    assert "the last of it, at 9:12: add an organisation" in told(qtbot).what_is_saved


@pytest.mark.expects_log("unexpected KeyError")
def test_there_is_a_way_out(qtbot: QtBot, bugs: Bugs) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    in_its_loop(fail)

    press(told(qtbot), "Quit")

    assert not window.isVisible()
    assert dialogs() == []


@pytest.mark.expects_log("unexpected KeyError")
def test_a_bug_that_ends_the_program_is_told_before_it_ends(qtbot: QtBot, bugs: Bugs) -> None:
    seen: list[str] = []

    def read() -> None:
        seen.extend(dialog.report for dialog in dialogs())
        dialogs()[0].reject()

    QTimer.singleShot(0, read)
    try:
        fail()
    except KeyError as error:
        bugs.report(error)
    assert len(seen) == 1


def test_a_sudden_end_is_told_at_the_next_start_and_once(qtbot: QtBot, bugs: Bugs, log_folder: Path) -> None:
    (log_folder / crashes.FILE_NAME).write_text("Fatal Python error: Aborted\n", encoding="utf-8")

    bugs.tell_of_last_end()
    dialog = told(qtbot)
    assert "Fatal Python error" in dialog.report
    dialog.reject()

    bugs.tell_of_last_end()
    assert dialogs() == []
