"""When backups are made, and what the status line says of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui.conftest import Recorder, look, recorder, shipped_font

from coopdesk.app.keeping import HOUR, Keeping
from coopdesk.domain.history import Way
from coopdesk.foundation import preferences
from coopdesk.services import backups
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui import background
from coopdesk.ui.status_line import StatusLine

__all__ = ["look", "recorder", "shipped_font"]


@pytest.fixture
def status(qtbot: QtBot) -> StatusLine:
    """The status line of its window."""
    status = StatusLine("tilleuls.coopdesk")
    qtbot.addWidget(status)
    status.show()
    return status


@pytest.fixture
def keeping(desk: Desk, status: StatusLine) -> Iterator[Keeping]:
    """Whoever looks after its backups, begun."""
    keeping = Keeping(desk, status)
    keeping.start()
    yield keeping
    background.stop_all()


def said(status: StatusLine) -> list[str]:
    """What is to be read."""
    return [one.text() for one in status.findChildren(QLabel) if one.isVisible() and one.text()]


def number(desk: Desk) -> int:
    """How many backups there are."""
    return len(backups.backups(desk.path))


def test_an_hour_of_work_is_backed_up_and_an_idle_one_is_not(
    keeping: Keeping, desk: Desk, status: StatusLine, qtbot: QtBot
) -> None:
    background.stop_all()
    assert keeping._timer.interval() == HOUR
    assert keeping._timer.isActive()
    builders.a_room(desk)
    keeping._timer.timeout.emit()
    line = "Last backup: this morning at 9:12, read back without error"
    qtbot.waitUntil(lambda: line in said(status))
    assert number(desk) == 1
    keeping._timer.timeout.emit()
    background.stop_all()
    assert number(desk) == 1
    desk.take(Way.UNDONE)
    keeping._timer.timeout.emit()
    background.stop_all()
    assert number(desk) == 2


def test_the_end_is_backed_up_if_something_changed(keeping: Keeping, desk: Desk) -> None:
    background.stop_all()
    keeping.finish()
    # What was done before this session was never backed up.
    assert number(desk) == 1
    keeping.finish()
    assert number(desk) == 1
    builders.a_room(desk)
    keeping.finish()
    assert number(desk) == 2


def test_a_session_that_changes_nothing_makes_none(desk: Desk, status: StatusLine, qtbot: QtBot) -> None:
    backups.back_up(desk)
    keeping = Keeping(desk, status)
    keeping.start()
    qtbot.waitUntil(lambda: any("Last backup: this morning at 9:12" in one for one in said(status)))
    keeping.finish()
    assert number(desk) == 1


def test_an_absent_stick_is_one_quiet_notice(
    keeping: Keeping, desk: Desk, status: StatusLine, qtbot: QtBot, recorder: Recorder, tmp_path: Path
) -> None:
    background.stop_all()
    preferences.save(replace(preferences.load(), backup_folder=str(tmp_path / "clé")))
    builders.a_room(desk)
    keeping.back_up()
    line = "Last backup: this morning at 9:12, beside the file: the chosen folder cannot be used"
    qtbot.waitUntil(lambda: line in said(status))
    assert number(desk) == 1
    assert recorder.said == []


def test_no_backup_at_all_is_said_and_tried_again(
    keeping: Keeping, desk: Desk, status: StatusLine, qtbot: QtBot, recorder: Recorder
) -> None:
    background.stop_all()
    in_the_way = backups.folder_beside(desk.path)
    in_the_way.write_text("")
    builders.a_room(desk)
    keeping.back_up()
    qtbot.waitUntil(lambda: "No backup could be made" in said(status))
    assert recorder.said == []
    keeping.finish()
    assert recorder.said == [("warning", "The backup at closing could not be made.")]
    in_the_way.unlink()
    keeping.finish()
    assert number(desk) == 1


def test_who_may_only_read_makes_none(desk: Desk, status: StatusLine) -> None:
    builders.a_room(desk)
    reader = open_desk(desk.path, read_only=True)
    keeping = Keeping(reader, status)
    keeping.start()
    background.stop_all()
    keeping.back_up()
    keeping.finish()
    assert number(desk) == 0
    reader.close()
