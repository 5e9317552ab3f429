"""Monday, 9:00 (domain.md §7): the room is asked for on the phone, answered and booked while the caller waits."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests import builders
from tests.journeys.conftest import Opener
from tests.journeys.hand import Hand
from tests.ui.hands import accept, dialog, is_free, pick, press, settle

from coopdesk.app.bell import Bell
from coopdesk.domain.booking import BookingState
from coopdesk.domain.period import Interval
from coopdesk.domain.series import Scope
from coopdesk.services import bookings, series
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui.home.page import HomePage
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.planning.booking_dialog import BookingDialog
from coopdesk.ui.planning.find_dialog import FindDialog
from coopdesk.ui.planning.page import PlanningPage
from coopdesk.ui.planning.scope_dialog import ScopeDialog
from coopdesk.ui.widgets.dialog import FormDialog

CLASH = date(2027, 1, 14)
SEASON = Interval(datetime(2026, 9, 1), datetime(2027, 9, 1))


class Clock:
    """The time of the house, which a test may move on."""

    now = datetime(2026, 11, 23, 9)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Two rooms, two associations; one of them is in the great hall on one of the Thursdays."""
    builders.a_desk(tmp_path / "house.coopdesk").close()
    with closing(open_desk(tmp_path / "house.coopdesk", clock=lambda: clock.now)) as desk:
        hall = builders.a_room(desk)
        builders.a_room(desk, "Salle Cèdre", capacity=45)
        ends = date(2026, 12, 31)
        builders.an_organisation(desk, "Parents du Mail", agreement_ends_on=date(2027, 8, 31), insurance_ends_on=ends)
        other = builders.an_organisation(desk, "Fil & Parole")
        builders.a_booking(desk, hall, other, starts_at=datetime.combine(CLASH, time(15)))
        yield desk


def asked(qtbot: QtBot, window: MainWindow, hand: Hand) -> BookingDialog:
    """« Every Thursday from 14 to 16 until June », from the home page; three clicks by then."""
    assert isinstance(window.page, HomePage)
    hand.take("New", "Booking")
    found = dialog(window)
    assert isinstance(found, BookingDialog)
    pick(found.form["organisation_id"], "parents")
    for name, typed in (("day", date(2026, 11, 26)), ("starts_at", time(14)), ("ends_at", time(16))):
        found.form[name].set_value(typed)
    hand.press("Every week", found)
    assert found.form["until"].value() == date(2027, 6, 30)
    qtbot.waitUntil(lambda: "31" in found.verdict)
    return found


def sessions(desk: Desk) -> list[BookingState]:
    (one,) = {line.series_id for line in bookings.between(desk, SEASON) if line.series_id is not None}
    assert one is not None
    return [row.state for row in series.sessions(desk, one)]


def test_every_thursday_until_june_in_four_clicks(qtbot: QtBot, desk: Desk, opened: Opener) -> None:
    window = opened(desk)
    hand = Hand(window)
    found = asked(qtbot, window, hand)
    assert "24 sessions of 31" in found.verdict
    assert "23" in found.verdict
    assert "14/01" in found.verdict
    hand.accept()
    assert is_free(window)
    assert hand.clicks <= 4

    states = sessions(desk)
    assert len(states) == 31
    assert states.count(BookingState.SKIPPED) == 8
    hand.undo()
    assert len(bookings.between(desk, SEASON)) == 1
    window.close()


def test_held_until_friday_it_lapses_and_is_brought_back(
    qtbot: QtBot, desk: Desk, opened: Opener, clock: Clock
) -> None:
    window = opened(desk)
    home = window.page
    assert isinstance(home, HomePage)
    option = builders.a_booking(desk, 1, 1, state=BookingState.OPTION, option_until=date(2026, 11, 27),
        starts_at=datetime(2026, 12, 10, 14))  # fmt: skip
    settle()
    assert home.to_do.titles() == []
    clock.now = datetime(2026, 11, 27, 8)
    home.refresh()
    assert home.to_do.titles() == ["Option to confirm, Grande salle"]

    clock.now = datetime(2026, 11, 30, 8)
    bell = Bell(desk, window)
    bell.start()
    settle()
    assert state_of(desk, option) is BookingState.LAPSED
    assert "Option lapsed, Grande salle" in home.to_do.titles()
    press(home, next(one.accessibleName() for one in home.to_do.buttons if one.text() == "Bring back"))
    held = bookings.get(desk, option)
    assert held is not None
    assert (held.state, held.option_until) == (BookingState.OPTION, date(2026, 12, 7))
    assert home.to_do.titles() == []
    bell.stop()
    window.close()


def _rows(desk: Desk) -> list[int]:
    """The sessions in order, by their bookings' keys."""
    lines = sorted(bookings.between(desk, SEASON), key=lambda one: one.starts_text)
    return [one.id for one in lines if one.series_id is not None and one.state is BookingState.CONFIRMED]


def open_booking(page: PlanningPage, booking_id: int) -> BookingDialog:
    """A booking, from the planning."""
    page._open(booking_id)
    settle()
    found = dialog(page)
    assert isinstance(found, BookingDialog)
    return found


def accept_over(one: BookingDialog) -> None:
    """Confirm the question that stands over a booking."""
    (question,) = [shown for shown in one.findChildren(FormDialog) if shown.isVisible()]
    question.accept_button.click()
    settle()


def state_of(desk: Desk, booking_id: int) -> BookingState:
    found = bookings.get(desk, booking_id)
    assert found is not None
    return found.state


def test_which_rooms_are_free_this_evening_for_forty_in_two_clicks(qtbot: QtBot, desk: Desk, opened: Opener) -> None:
    builders.a_room(desk, "Bureau", capacity=8)
    window = opened(desk)
    hand = Hand(window)
    hand.go_to("Planning")
    hand.press("Find a room")
    found = dialog(window)
    assert isinstance(found, FindDialog)
    found.form.set_values({"starts_at": time(17), "ends_at": time(19), "persons": 40})
    qtbot.waitUntil(lambda: "2 rooms are free and fit" in found.answer.verdict)
    assert hand.clicks <= 2
    assert found.accept_button.text() == "Book Salle Cèdre"
    window.close()


def test_one_session_is_cancelled_another_goes_to_another_room_and_the_series_stays(
    qtbot: QtBot, desk: Desk, opened: Opener
) -> None:
    window = opened(desk)
    hand = Hand(window)
    asked(qtbot, window, hand)
    hand.accept()
    page = window.page
    assert isinstance(page, PlanningPage)
    first, second = _rows(desk)[:2]

    one = open_booking(page, first)
    several = next(entry for entry in one.more_button.menu().actions() if entry.text() == "Cancel the booking…")
    several.trigger()
    settle()
    accept_over(one)
    assert state_of(desk, first) is BookingState.CANCELLED

    two = open_booking(page, second)
    two.form["room_id"].set_value(2)
    accept(window)
    (question,) = [shown for shown in two.findChildren(ScopeDialog) if shown.isVisible()]
    question.form["scope"].set_value(Scope.THIS)
    question.accept_button.click()
    settle()

    rows = series.sessions(desk, series.series_of(desk, first).id)  # type: ignore[union-attr]
    assert {row.room_id for row in rows} == {1, 2}
    assert [row.room_id for row in rows].count(2) == 1
    assert (rows[0].state, rows[1].room_id, rows[2].state) == (BookingState.CANCELLED, 2, BookingState.CONFIRMED)
    # What hangs at the door: the cancelled one is gone from it, the other is in its new room.
    page._choose_room(2)
    page._go_to(date(2026, 12, 3))
    shown = [(line.room_id, line.id) for line in page.views.lines]
    assert (2, second) in shown
    page._go_to(date(2026, 11, 26))
    assert first not in [line.id for line in page.views.lines if line.state is not BookingState.CANCELLED]
    window.close()
