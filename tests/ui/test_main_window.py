"""Tests of the shell: pages, search, keys, read-only files, the smallest window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.builders import an_organisation
from tests.ui.checks import clipped, nameless

from coopdesk.domain.listing import SearchHit, Subject
from coopdesk.foundation.i18n import N_
from coopdesk.foundation.preferences import Scheme
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui import theme
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.page import Page, Target
from coopdesk.ui.widgets.buttons import primary
from coopdesk.ui.widgets.cards import Banner, PageHead
from coopdesk.ui.widgets.layouts import vbox

HITS = [
    SearchHit(Subject.ORGANISATION, 4, "Parents du Mail", "Parentalité"),
    SearchHit(Subject.ORGANISATION, 5, "Amitiés du Mail", "Lien social"),
    SearchHit(Subject.ROOM, 1, "Salle du Mail", "30 places"),
]


class HomePage(Page):
    """A page that counts what is asked of it."""

    title, icon = N_("Home"), "house"
    subjects = frozenset({"organisation"})
    made = 0

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        type(self).made += 1
        self.refreshed = 0
        self.asked: list[object] = []
        self.narrow: list[bool] = []
        self.act = primary("Add", self.new_record, icon="plus", writes=True)
        self.setLayout(vbox(PageHead("Tuesday 24 November", "Next holidays: Christmas", self.act), None))

    def refresh(self) -> None:
        """Count."""
        self.refreshed += 1

    def new_record(self, subject: Subject | None = None, organisation_id: int | None = None) -> None:
        """Remember."""
        self.asked.append(("new", subject))

    def open_record(self, subject: Subject, record_id: int) -> None:
        """Remember."""
        self.asked.append((subject, record_id))

    def set_narrow(self, is_narrow: bool) -> None:
        """Remember."""
        self.narrow.append(is_narrow)


class OrganisationsPage(HomePage):
    """The page that opens associations."""

    title, icon = N_("Associations"), "users-round"
    opens = frozenset({Subject.ORGANISATION})


class SettingsPage(HomePage):
    """The page at the foot."""

    title, icon = N_("Settings"), "settings"
    at_foot = True


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    """The window on it."""
    for kind in (HomePage, OrganisationsPage, SettingsPage):
        kind.made = 0
    window = MainWindow(desk, [HomePage, OrganisationsPage, SettingsPage], lambda text: HITS if "mail" in text else [])
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    yield window
    window.close()


def opened(window: MainWindow) -> HomePage:
    """The page that is open, as the test's own."""
    assert isinstance(window.page, HomePage)
    return window.page


def test_pages_are_made_on_their_first_visit(window: MainWindow, qtbot: QtBot) -> None:
    assert (HomePage.made, OrganisationsPage.made) == (1, 0)
    qtbot.keyClick(window, "2", Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.page, OrganisationsPage)
    window.show_page(0)
    window.show_page(1)
    assert OrganisationsPage.made == 1


def test_a_page_reads_again_only_while_it_is_seen(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    home = opened(window)
    window.show_page(1)
    before = home.refreshed
    an_organisation(desk, "Fil & Parole")
    qtbot.waitUntil(lambda: opened(window).refreshed == 2)
    assert home.refreshed == before
    window.show_page(0)
    assert home.refreshed == before + 1
    window.show_page(1)
    window.show_page(0)
    assert home.refreshed == before + 1


def test_saving_is_said_in_the_status_line(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    an_organisation(desk, "Fil & Parole")
    qtbot.waitUntil(lambda: "Saved at 9:12" in texts(window))


def texts(window: MainWindow) -> list[str]:
    """What the labels of the window say."""
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_search_results_are_walked_and_opened_by_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, "k", Qt.KeyboardModifier.ControlModifier)
    box = window.top_bar.search
    assert box.hasFocus()
    qtbot.keyClicks(box, "mail")
    assert box.results.isVisible()
    assert box.results.current() == HITS[0]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.results.current() == HITS[2]
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert not box.results.isVisible()
    assert isinstance(window.page, OrganisationsPage)
    assert opened(window).asked == [(Subject.ORGANISATION, 5)]


def test_escape_gives_the_search_up(window: MainWindow, qtbot: QtBot) -> None:
    box = window.top_bar.search
    box.start()
    qtbot.keyClicks(box, "nothing")
    assert box.results.isVisible()
    assert box.results.current() is None
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.results.isVisible()
    assert box.text() == ""


def test_a_page_sends_to_another(window: MainWindow) -> None:
    window.page.navigate.emit(Target(Subject.ORGANISATION, 7))
    assert opened(window).asked == [(Subject.ORGANISATION, 7)]
    window.page.navigate.emit(Target(Subject.ORGANISATION, None, new=True))
    assert opened(window).asked[-1] == ("new", Subject.ORGANISATION)


def test_control_n_is_the_pages_own(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, "n", Qt.KeyboardModifier.ControlModifier)
    assert opened(window).asked == [("new", None)]


def test_nothing_in_the_rail_has_the_keyboard_at_the_start(window: MainWindow, qtbot: QtBot) -> None:
    focus = window.focusWidget()
    assert not window.rail.isAncestorOf(focus)
    qtbot.keyClick(window, Qt.Key.Key_Tab)
    assert window.focusWidget() is not None


def test_the_keyboard_follows_to_the_page(window: MainWindow, qtbot: QtBot) -> None:
    window.rail.setFocus()
    qtbot.keyClick(window, "2", Qt.KeyboardModifier.ControlModifier)
    assert opened(window).act.hasFocus()


def test_no_two_acts_have_the_same_keys(window: MainWindow) -> None:
    keys = [
        key.toString() for action in window.findChildren(QAction) for key in action.shortcuts() if not key.isEmpty()
    ]
    assert "Ctrl+K" in keys
    assert "Ctrl+N" in keys
    assert len(keys) == len(set(keys))


def test_everything_that_takes_the_keyboard_has_a_name(window: MainWindow) -> None:
    assert nameless(window) == []


@pytest.mark.parametrize("points", [9, 13.5])
def test_the_smallest_window_cuts_no_word(
    window: MainWindow, qapp: QApplication, shipped_font: str, points: float, qtbot: QtBot
) -> None:
    font = QFont(shipped_font)
    font.setPointSizeF(points)
    qapp.setFont(font)
    theme.apply(qapp, Scheme.DARK)
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.width() == 1024)
    qapp.processEvents()
    assert clipped(window) == []
    assert window.minimumSizeHint().width() <= 1024
    assert window.minimumSizeHint().height() <= 650
    assert opened(window).narrow[-1]


def test_a_read_only_file_says_so_and_greys_what_writes(qtbot: QtBot, desk: Desk) -> None:
    reader = open_desk(desk.path, read_only=True)
    window = MainWindow(reader, [HomePage], lambda _text: [])
    qtbot.addWidget(window)
    window.show()
    assert "Read only" in texts(window)
    assert window.findChildren(Banner)
    assert not opened(window).act.isEnabled()
    assert not any(action.isEnabled() for action in window.top_bar.new_button.menu().actions())
    window.close()
    reader.close()
