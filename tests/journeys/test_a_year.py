"""A coordinator's year through the window: from the first association to the summary that is sent out."""

from datetime import date, time
from pathlib import Path

from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot
from tests.journeys.conftest import Opener
from tests.ui.conftest import Recorder
from tests.ui.hands import accept, button, dialog, is_free, pick, press, settle
from tests.ui.summaries.test_summaries_page import text_of

from coopdesk.domain.listing import EVERYTHING, Subject
from coopdesk.domain.loan import LoanState
from coopdesk.services import actions, bookings, loans, organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.actions.page import ActionsPage
from coopdesk.ui.equipment.loan_dialog import LoanEditor
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.page import Target
from coopdesk.ui.summaries.page import SummariesPage


def test_a_year_from_the_first_association_to_the_summary(
    qtbot: QtBot, desk: Desk, opened: Opener, recorder: Recorder, tmp_path: Path
) -> None:
    window = opened(desk)
    for name in ("Parents du Mail", "Jardin Coquelicot"):
        meet(window, name)
    open_a_room(window, "Grande salle")
    book(window, "parents", date(2026, 11, 26))
    buy(window, "Chaises pliantes", 80)
    lend_and_take_back(window, desk, "parents", "chaises", 40)
    act_together(window, desk, "Fête de quartier")

    window.show_page(5)
    page = window.page
    assert isinstance(page, SummariesPage)
    target = tmp_path / "summary.pdf"
    recorder.answers = [target]
    qtbot.waitUntil(page._save.isEnabled, timeout=30_000)
    press(page, "Save as PDF")
    qtbot.waitUntil(page._done.isVisible, timeout=30_000)

    told = text_of(target)
    for words in ("Parents du Mail", "Jardin Coquelicot", "Grande salle", "Chaises pliantes", "Fête de quartier"):
        assert words.replace(" ", "") in told, words
    window.close()


def meet(window: MainWindow, name: str) -> None:
    """A new association, from « New »."""
    next(one for one in window.top_bar.new_button.menu().actions() if one.text() == "Association").trigger()
    settle()
    dialog(window).form["name"].set_value(name)
    accept(window)
    assert is_free(window)


def open_a_room(window: MainWindow, name: str) -> None:
    """A first room, in the settings."""
    window.go_to(Target(Subject.ROOM, None, new=True))
    settle()
    dialog(window).form["name"].set_value(name)
    dialog(window).form["capacity"].set_value(120)
    accept(window)
    assert is_free(window)


def book(window: MainWindow, who: str, day: date) -> None:
    """Two hours of the afternoon, in the planning."""
    window.go_to(Target(Subject.BOOKING, None, new=True))
    settle()
    form = dialog(window).form
    pick(form["organisation_id"], who)
    form["day"].set_value(day)
    form["starts_at"].set_value(time(14))
    form["ends_at"].set_value(time(16))
    accept(window)
    assert is_free(window)


def buy(window: MainWindow, name: str, quantity: int) -> None:
    """A lot of the inventory."""
    window.go_to(Target(Subject.EQUIPMENT, None, new=True))
    settle()
    dialog(window).form["name"].set_value(name)
    dialog(window).form["quantity"].set_value(quantity)
    accept(window)
    assert is_free(window)


def lend_and_take_back(window: MainWindow, desk: Desk, who: str, what: str, quantity: int) -> None:
    """Out now, and back."""
    window.go_to(Target(Subject.LOAN, None, new=True))
    settle()
    lend = dialog(window)
    assert isinstance(lend, LoanEditor)
    pick(lend.form["organisation_id"], who)
    pick(lend._rows[0].article, what)
    lend._rows[0].quantity.set_value(quantity)
    lend.form["hand_over_now"].set_value(True)
    accept(window)
    (line,) = loans.lines(desk, loans.LoanFilter(now=desk.now()), None, EVERYTHING)
    assert line.state(desk.now()) is LoanState.OUT
    window.go_to(Target(Subject.LOAN, line.id))
    settle()
    accept(window)
    (line,) = loans.lines(desk, loans.LoanFilter(now=desk.now()), None, EVERYTHING)
    assert line.state(desk.now()) is LoanState.RETURNED


def act_together(window: MainWindow, desk: Desk, title: str) -> None:
    """An action of two partners, coded, with its room and its chairs."""
    window.go_to(Target(Subject.ACTION, None, new=True))
    settle()
    dialog(window).form["title"].set_value(title)
    dialog(window).form["starts_on"].set_value(date(2026, 11, 1))
    dialog(window).form["ends_on"].set_value(date(2026, 12, 15))
    accept(window)
    page = window.page
    assert isinstance(page, ActionsPage)
    for partner in ("parents", "jardin"):
        press(page, "Add, Partners")
        pick(dialog(window).form["organisation_id"], partner)
        accept(window)
    page._sheet._forms._buttons["F2"].click()
    page._sheet._dynamics._buttons["D1"].click()
    for card in ("Choose, Rooms used", "Choose, Equipment used"):
        press(page, card)
        (box,) = dialog(window).findChildren(QCheckBox)
        box.setChecked(True)
        accept(window)
    press(page, "Under way")
    (line,) = actions.lines(desk, actions.ActionFilter(), None, EVERYTHING)
    action = actions.get(desk, line.id)
    assert action is not None
    assert (action.form, action.dynamic, len(action.partners)) == ("F2", "D1", 2)
    assert (len(action.booking_ids), len(action.loan_ids)) == (1, 1)
    assert bookings.get(desk, action.booking_ids[0]) is not None
    assert organisations.count(desk, organisations.OrganisationFilter(on=desk.today())) == 2
    assert button(page, "Back to the list").isVisible()
