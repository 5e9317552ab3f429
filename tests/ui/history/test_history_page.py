"""The page of the history, and the last lines on every sheet: read, searched, opened, taken along."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import checks, hands
from tests.ui.conftest import Recorder

from coopdesk.app.pages import PAGES
from coopdesk.domain.history import Way
from coopdesk.domain.listing import Subject
from coopdesk.domain.organisation import OrganisationDraft
from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.history.page import HistoryPage
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.page import HistoryOf, Page, Target
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.record_history import RecordHistory


class Made(NamedTuple):
    """One record of each register."""

    organisation: int
    room: int
    booking: int
    article: int
    loan: int
    action: int


@pytest.fixture
def made(desk: Desk) -> Made:
    """The records."""
    organisation = builders.an_organisation(desk, "Jardin Coquelicot")
    room = builders.a_room(desk, "Salle Cèdre")
    booking = builders.a_booking(desk, room, organisation)
    article = builders.an_equipment(desk, "Percolateur")
    loan = builders.a_loan(desk, organisation, (article, 1))
    return Made(organisation, room, booking, article, loan, builders.an_action(desk, organisation, title="Fête"))


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, made: Made) -> HistoryPage:
    """The history, open."""
    page = hands.open_page(qtbot, HistoryPage, desk)
    assert isinstance(page, HistoryPage)
    return page


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, made: Made) -> Iterator[MainWindow]:
    """The whole window."""
    window = MainWindow(desk, PAGES, lambda _text: [])
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    yield window
    window.close()


def history_in(where: QWidget) -> RecordHistory:
    """The lines of a record's history."""
    (found,) = [one for one in where.findChildren(RecordHistory) if one.isVisible()]
    return found


def chosen_on_rail(window: MainWindow) -> list[str]:
    """The pages the rail shows as open."""
    return [one.text() for one in window.rail.findChildren(QAbstractButton) if one.isChecked()]


def test_the_list_tells_what_was_done_on_what(page: HistoryPage) -> None:
    assert hands.column(page.view, "done")[:3] == ["Action added", "Equipment lent", "Equipment added"]
    assert hands.column(page.view, "record")[:6] == [
        "Fête", "Loan 2026-001", "Percolateur", "Booking of 26 November 2026", "Salle Cèdre", "Jardin Coquelicot",
    ]  # fmt: skip
    assert hands.column(page.view, "at")[0] == "Tue 24 Nov at 9:12"
    assert hands.says(page, "7 lines")


def test_it_follows_every_act_undone_ones_too(page: HistoryPage, desk: Desk) -> None:
    desk.take(Way.UNDONE)
    hands.settle()
    assert hands.column(page.view, "done")[0] == "Undone: add an action"
    assert hands.column(page.view, "record")[0] == "no longer in the file"


def test_it_is_searched_by_act_and_by_record(page: HistoryPage, desk: Desk, made: Made) -> None:
    organisations.edit(desk, made.organisation, OrganisationDraft(name="Jardin Coquelicot", city="Villeneuve"))
    QTest.keyClicks(page.search, "coquelicot added")
    assert hands.column(page.view, "done") == ["Organisation added"]
    page.search.setText("equipment")
    assert set(hands.column(page.view, "record")) == {"Percolateur", "Loan 2026-001"}
    page.search.setText("nothing like it")
    assert page.view.lines.rowCount() == 0
    assert hands.says(page, "Nothing in the history")
    assert not page.export_button.isEnabled()


def test_a_register_is_chosen(page: HistoryPage) -> None:
    page.register.set_value(Subject.ROOM)
    assert hands.column(page.view, "record") == ["Salle Cèdre"]


def test_opening_a_line_opens_its_record_while_it_is_there(page: HistoryPage, desk: Desk, made: Made) -> None:
    gone: list[object] = []
    page.navigate.connect(gone.append)
    hands.choose_line(page.view, 0)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert gone == [Target(Subject.ACTION, made.action)]
    desk.take(Way.UNDONE)
    hands.settle()
    hands.choose_line(page.view, 0)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert len(gone) == 1


def test_what_is_listed_is_exported(page: HistoryPage, recorder: Recorder, tmp_path: Path, qtbot: QtBot) -> None:
    page.register.set_value(Subject.LOAN)
    target = tmp_path / "history.csv"
    recorder.answers = [target]
    hands.press(page, "Export as CSV…")
    qtbot.waitUntil(lambda: ("information", "The history is written.") in recorder.said)
    assert recorder.suggested.name == "History on 2026-11-24.csv"
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines[0] == "No.;Date;What was done;Register;Record"
    assert [line.partition(";2026")[2] for line in lines[1:]] == ["-11-24 09:12;Equipment lent;Loan;Loan 2026-001"]


def test_an_export_that_cannot_be_written_is_said(
    page: HistoryPage, recorder: Recorder, tmp_path: Path, qtbot: QtBot
) -> None:
    recorder.answers = [tmp_path]
    hands.press(page, "Export as CSV…")
    qtbot.waitUntil(lambda: any(kind == "warning" for kind, _text in recorder.said))


def test_one_record_alone_and_the_house_again(page: HistoryPage, made: Made) -> None:
    page.search.setText("organisation")
    page.open_history(HistoryOf(Subject.BOOKING, made.booking))
    assert page.search.text() == ""
    assert hands.column(page.view, "done") == ["Room booked"]
    hands.press(page, "Only: Booking of 26 November 2026")
    assert page.view.lines.rowCount() == 7
    assert not page.only.isVisible()
    assert page.register.isVisible()


def test_everything_has_a_name_and_nothing_is_cut(page: HistoryPage, made: Made) -> None:
    page.open_history(HistoryOf(Subject.ORGANISATION, made.organisation))
    for width in (1278, 936):
        page.resize(width, 600)
        hands.settle()
        assert checks.nameless(page) == []
        assert checks.clipped(page) == []


def test_the_window_reaches_it_by_keys_and_from_the_settings(window: MainWindow, qtbot: QtBot) -> None:
    assert chosen_on_rail(window) == ["Home"]
    qtbot.keyClick(window, "H", Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.page, HistoryPage)
    assert window.page.search.hasFocus()
    assert chosen_on_rail(window) == []
    qtbot.keyClick(window, "7", Qt.KeyboardModifier.ControlModifier)
    assert chosen_on_rail(window) == ["Settings"]
    hands.press(window.page, "History of the house")
    assert isinstance(window.page, HistoryPage)
    assert "History" not in [one.text() for one in window.rail.findChildren(QAbstractButton)]


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        (Subject.ORGANISATION, "Organisation added"),
        (Subject.ACTION, "Action added"),
        (Subject.EQUIPMENT, "Equipment added"),
    ],
)
def test_a_sheet_shows_its_last_lines_and_leads_to_all(
    window: MainWindow, made: Made, subject: Subject, words: str
) -> None:
    record = {
        Subject.ORGANISATION: made.organisation, Subject.ACTION: made.action, Subject.EQUIPMENT: made.article,
    }[subject]  # fmt: skip
    window.go_to(Target(subject, record))
    for one in window.page.findChildren(QWidget):
        if one.isWindow() and one.isVisible():  # the dialog of an article opens over its panel
            one.close()
    hands.settle()
    history = history_in(window.page)
    assert hands.says(history, words)
    history.more.click()
    page = window.page
    assert isinstance(page, HistoryPage)
    assert hands.column(page.view, "done") == [words]


def test_a_sheet_keeps_up(window: MainWindow, desk: Desk, made: Made) -> None:
    window.go_to(Target(Subject.ORGANISATION, made.organisation))
    hands.settle()
    for city in ("Un", "Deux", "Trois", "Quatre"):
        organisations.edit(desk, made.organisation, OrganisationDraft(name="Jardin Coquelicot", city=city))
    hands.settle()
    # The oldest line has left: only the last ones are shown.
    assert hands.says(history_in(window.page), "Organisation edited")
    assert not hands.says(history_in(window.page), "Organisation added")
    desk.take(Way.UNDONE)
    hands.settle()
    assert hands.says(history_in(window.page), "Undone: edit an organisation")


def test_dialogs_of_a_booking_a_loan_and_a_room_show_theirs(window: MainWindow, desk: Desk, made: Made) -> None:
    window.go_to(Target(Subject.ROOM, made.room))
    assert hands.says(history_in(_open_dialog(window.page)), "Room added")
    _open_dialog(window.page).reject()
    window.go_to(Target(Subject.BOOKING, made.booking))
    window.page._open(made.booking)  # type: ignore[attr-defined]
    assert hands.says(history_in(_open_dialog(window.page)), "Room booked")
    _open_dialog(window.page).reject()
    window.go_to(Target(Subject.LOAN, made.loan))
    assert hands.says(history_in(_open_dialog(window.page)), "Equipment lent")
    _open_dialog(window.page).reject()


def _open_dialog(page: Page) -> FormDialog:
    hands.settle()
    return hands.dialog(page)


def test_a_record_older_than_the_history_says_so(qtbot: QtBot, desk: Desk, made: Made) -> None:
    older = RecordHistory(desk, Subject.ROOM)
    qtbot.addWidget(older)
    older.show()
    older.show_of(4_000)
    hands.settle()
    assert hands.says(older, "Nothing since the history is kept.")
