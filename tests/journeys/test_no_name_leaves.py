"""Whatever happens in a day, no name, no word and no place of the house gets into the log or into a report."""

import functools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import a_booking, a_desk, a_loan, a_room, an_action, an_equipment, an_organisation, done
from tests.journeys.conftest import Opener, Recorder
from tests.ui.hands import settle

from coopdesk.app.bugs import Bugs
from coopdesk.app.pages import PAGES
from coopdesk.domain.operation import Operation
from coopdesk.domain.organisation import ContactDraft
from coopdesk.foundation import crashes, logs
from coopdesk.foundation.problems import Refused, UserError
from coopdesk.services import house, organisations
from coopdesk.services.desk import Desk
from coopdesk.store.schema import metadata
from coopdesk.ui import messages
from coopdesk.ui.crash_dialog import CrashDialog

NAME = "Zoé Secrète"
TRACES = ("zoé", "zoe", "secr")

pytestmark = [pytest.mark.qt_no_exception_capture, pytest.mark.usefixtures("own_hooks")]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that tells whose it is."""
    home = tmp_path / NAME
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    return home


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    """A house whose every register holds the name."""
    desk = a_desk(home / f"{NAME}.coopdesk")
    done(house.edit_house(desk, replace(desk.house(), name=NAME)))
    holder = an_organisation(desk, NAME, notes=NAME)
    done(organisations.add_contact(desk, ContactDraft(organisation_id=holder, name=NAME, email="zoe@secrete.example")))
    room = a_room(desk, NAME)
    booking = a_booking(desk, room, holder, purpose=NAME)
    loan = a_loan(desk, holder, (an_equipment(desk, NAME), 1), notes=NAME)
    an_action(desk, holder, title=NAME, booking_ids=(booking,), loan_ids=(loan,))
    yield desk
    desk.close()


@pytest.fixture
def bugs() -> Iterator[Bugs]:
    """What the program does with errors."""
    bugs = Bugs()
    crashes.catch_all(bugs.report)
    messages.report_bugs_to(bugs.report)
    yield bugs
    messages.report_bugs_to(None)


@pytest.mark.expects_log("unexpected")
def test_a_day_with_bugs_leaves_no_name_in_the_log(
    qtbot: QtBot, desk: Desk, bugs: Bugs, opened: Opener, recorder: Recorder, home: Path, log_folder: Path
) -> None:
    reports = []
    bugs.follow(desk)
    window = opened(desk)
    for place in range(len(PAGES)):
        window.show_page(place)
        settle()
    qtbot.keyClicks(window.top_bar.search, "zoe secr")
    settle()

    an_organisation(desk, f"{NAME} bis")
    for act in (_refused, _missing, _row_twice, _no_such_key):
        QTimer.singleShot(0, functools.partial(messages.shown(act), desk, home))
        reports += _reports(qtbot, recorder)
    (log_folder / crashes.FILE_NAME).write_text(f'Fatal Python error\n  File "{home}/x.py", line 3 in f\n', "utf-8")
    bugs.tell_of_last_end()
    reports += _reports(qtbot, recorder)

    assert len(reports) == 4
    assert len(recorder.said) == 1
    assert not found_in("\n".join(reports))
    assert traces(log_folder) == []
    written = (log_folder / logs.FILE_NAME).read_text(encoding="utf-8")
    for told in ("opened ~/….coopdesk", "add_organisation", "file_missing", "ENOENT", "SQLITE_CONSTRAINT", "KeyError"):
        assert told in written


def _refused(desk: Desk, _home: Path) -> None:
    known = organisations.get(desk, 1)
    assert known is not None
    assert isinstance(organisations.edit(desk, 1, replace(known, siret=NAME)), Refused)
    raise UserError("file_missing", {"path": NAME})


def _missing(_desk: Desk, home: Path) -> None:
    (home / f"{NAME}.txt").read_text(encoding="utf-8")


def _row_twice(desk: Desk, _home: Path) -> None:
    with desk.write(Operation.EDIT_ROOM) as unit:
        unit.connection.execute(metadata.tables["room"].insert(), [{"id": 1, "name": NAME, "capacity": 1}])


def _no_such_key(_desk: Desk, _home: Path) -> None:
    raise KeyError(NAME)


def _reports(qtbot: QtBot, recorder: Recorder) -> list[str]:
    """What the dialog reports, once it has come; nothing where a sentence was enough."""
    before = len(recorder.said)
    told: list[CrashDialog] = []

    def has_come() -> bool:
        told[:] = [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog) and one.isVisible()]
        return bool(told) or len(recorder.said) > before

    qtbot.waitUntil(has_come)
    reports = [dialog.report for dialog in told]
    for dialog in told:
        dialog.accept()
    return reports


def found_in(text: str) -> list[str]:
    """The traces of the name in a text."""
    return [trace for trace in TRACES if trace in text.lower()]


def traces(folder: Path) -> list[str]:
    """The files of a folder that hold the name, or are named after it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if found_in(path.name + path.read_text(encoding="utf-8"))]
