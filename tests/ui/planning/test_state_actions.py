"""The acts on a booking as a menu offers them, and the dialogs that ask for more."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import NOW, a_booking, a_desk, a_key, a_room, an_organisation, done
from tests.ui.checks import clipped, nameless
from tests.ui.conftest import Recorder
from tests.ui.hands import accept, dialog, is_free, says, settle, type_in

from coopdesk.domain.attendance import Attendance
from coopdesk.domain.booking import BookingLine, BookingState, Reason
from coopdesk.domain.booking_state import Why
from coopdesk.domain.condition_report import Finding, Turn
from coopdesk.services import attendance, booking_states, bookings, condition_reports, room_keys, rooms
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui.planning.booking_dialog import BookingDialog
from coopdesk.ui.planning.state_actions import booking_actions
from coopdesk.ui.planning.state_card import StateCard

YESTERDAY = datetime(2026, 11, 23, 14)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "house.coopdesk"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    desk = a_desk(path)
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """What the dialogs stand over."""
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    return page


def line(desk: Desk, key: int) -> BookingLine:
    found = bookings.line(desk, key)
    assert found is not None
    return found


def choose(desk: Desk, key: int, page: QWidget, words: str) -> None:
    """Take an entry of the menu."""
    found = [one for one in booking_actions(desk, line(desk, key), page) if one.text() == words]
    assert len(found) == 1, words
    found[0].trigger()
    settle()


def offered(desk: Desk, key: int, page: QWidget) -> list[str]:
    return [one.text() for one in booking_actions(desk, line(desk, key), page)]


def test_the_menu_offers_what_the_state_allows(desk: Desk, page: QWidget) -> None:
    room = a_room(desk)
    option = a_booking(desk, room, state=BookingState.OPTION)
    assert offered(desk, option, page) == [
        "Confirm", "Hold longer…", "Turn back into a request", "Refuse…", "Cancel the booking…"
    ]  # fmt: skip
    held = a_booking(desk, room, an_organisation(desk), starts_at=YESTERDAY)
    done(booking_states.hold(desk, held))
    assert offered(desk, held, page) == ["Note as a no-show", "Who came…", "Condition report…"]
    done(booking_states.cancel(desk, option, Why()))
    assert offered(desk, option, page) == ["Bring back…"]


def test_a_file_that_is_only_read_offers_nothing(desk: Desk, path: Path, page: QWidget) -> None:
    key = a_booking(desk, a_room(desk))
    desk.close()
    reader = open_desk(path, read_only=True, clock=lambda: NOW)
    assert offered(reader, key, page) == []
    reader.close()


def test_a_booking_is_cancelled_with_its_reason(desk: Desk, page: QWidget) -> None:
    key = a_booking(desk, a_room(desk), an_organisation(desk))
    choose(desk, key, page, "Cancel the booking…")
    form = dialog(page).form
    form["reason_code"].set_value(Reason.OTHER)
    accept(page)
    assert form["reason"].message() == "Please say the reason in a few words."
    form["reason"].set_value("fuite d’eau")
    assert nameless(dialog(page)) == []
    assert clipped(dialog(page)) == []
    accept(page)
    assert is_free(page)
    found = line(desk, key)
    assert (found.state, found.reason_code, found.reason) == (BookingState.CANCELLED, Reason.OTHER, "fuite d’eau")


def test_a_cancelled_booking_comes_back_as_chosen(desk: Desk, page: QWidget, recorder: Recorder) -> None:
    room = a_room(desk)
    key = a_booking(desk, room, an_organisation(desk))
    done(booking_states.cancel(desk, key, Why()))
    rival = a_booking(desk, room, an_organisation(desk, "Répar’Ici"), state=BookingState.OPTION)
    choose(desk, key, page, "Bring back…")
    form = dialog(page).form
    assert form["option_until"].value() == date(2026, 11, 26)
    form["state"].set_value(BookingState.CONFIRMED)
    assert not form["option_until"].isVisible()
    recorder.answers = [False]
    accept(page)
    assert line(desk, key).state is BookingState.CANCELLED
    recorder.answers = [True]
    accept(page)
    assert is_free(page)
    assert (line(desk, key).state, line(desk, rival).state) == (BookingState.CONFIRMED, BookingState.REQUEST)


def test_a_booking_is_held_as_an_option_until_a_day(desk: Desk, page: QWidget) -> None:
    key = a_booking(desk, a_room(desk))
    choose(desk, key, page, "Hold as an option…")
    type_in(dialog(page).form["option_until"], "30/11/2026")
    accept(page)
    assert says(dialog(page), "An option cannot be held beyond the booking itself")
    type_in(dialog(page).form["option_until"], "25/11/2026")
    accept(page)
    assert (line(desk, key).state, line(desk, key).option_until) == (BookingState.OPTION, date(2026, 11, 25))


def test_confirming_says_which_paper_ends_before(desk: Desk, page: QWidget, recorder: Recorder) -> None:
    party = an_organisation(desk, insurance_ends_on=date(2026, 11, 25))
    key = a_booking(desk, a_room(desk), party, state=BookingState.REQUEST)
    recorder.answers = [False, True]
    choose(desk, key, page, "Confirm")
    assert recorder.said == [("question", "Confirm this booking all the same?")]
    assert line(desk, key).state is BookingState.REQUEST
    choose(desk, key, page, "Confirm")
    assert line(desk, key).state is BookingState.CONFIRMED


def test_who_came_is_counted_in_a_few_keys(desk: Desk, page: QWidget) -> None:
    key = a_booking(desk, a_room(desk), an_organisation(desk), starts_at=YESTERDAY, expected_persons=30)
    choose(desk, key, page, "Who came…")
    form = dialog(page).form
    assert says(dialog(page), "30 people expected")
    for name, words in (("total", "23"), ("from_district", "25"), ("age_6_11", "9")):
        type_in(form[name], words)
    assert says(dialog(page), "14 people in no age band")
    accept(page)
    assert form["from_district"].message() == "Only 23 people came in all."
    type_in(form["from_district"], "15")
    assert nameless(dialog(page)) == []
    assert clipped(dialog(page)) == []
    accept(page)
    assert attendance.of_booking(desk, key) == Attendance(total=23, from_district=15, age_6_11=9)
    assert line(desk, key).state is BookingState.HELD


def test_ages_alone_make_the_total_and_an_emptied_count_goes(desk: Desk, page: QWidget) -> None:
    key = a_booking(desk, a_room(desk), starts_at=YESTERDAY)
    choose(desk, key, page, "Who came…")
    for name, words in (("age_6_11", "9"), ("age_65", "4")):
        type_in(dialog(page).form[name], words)
    dialog(page).form["hold"].set_value(False)
    accept(page)
    assert attendance.of_booking(desk, key) == Attendance(total=13, age_6_11=9, age_65=4)
    assert line(desk, key).state is BookingState.CONFIRMED
    choose(desk, key, page, "Who came…")
    for name in ("total", "age_6_11", "age_65"):
        type_in(dialog(page).form[name], "")
    accept(page)
    assert attendance.of_booking(desk, key) is None


def test_a_room_is_looked_at_on_arrival_then_on_leaving(desk: Desk, page: QWidget) -> None:
    key = a_booking(desk, a_room(desk))
    choose(desk, key, page, "Condition report…")
    assert dialog(page).form["turn"].value() is Turn.ENTRY
    accept(page)
    choose(desk, key, page, "Condition report…")
    form = dialog(page).form
    assert form["turn"].value() is Turn.EXIT
    form["finding"].set_value(Finding.DAMAGE)
    accept(page)
    assert form["remarks"].message() == "Please say in a few words what was found."
    form["remarks"].set_value("vitre fêlée")
    assert clipped(dialog(page)) == []
    accept(page)
    made = condition_reports.of_booking(desk, key)
    assert (made[Turn.ENTRY].made_at, made[Turn.EXIT].remarks) == (NOW, "vitre fêlée")


def test_the_key_of_the_room_is_handed_over_and_taken_back(desk: Desk, page: QWidget) -> None:
    room, party = a_room(desk), an_organisation(desk)
    a_key(desk, "Trousseau 1", rooms=(room,))
    key = a_booking(desk, room, party)
    choose(desk, key, page, "Hand the key over…")
    form = dialog(page).form
    assert (form["organisation_id"].value(), form["due_on"].value()) == (party, date(2026, 11, 26))
    type_in(form["deposit"], "50")
    assert nameless(dialog(page)) == []
    assert clipped(dialog(page)) == []
    accept(page)
    (held,) = room_keys.keys(desk)
    assert (held.organisation_id, held.deposit) == (party, 5000)
    choose(desk, key, page, "Take the key back…")
    dialog(page).form["with_deposit"].set_value(False)
    accept(page)
    (back,) = room_keys.history(desk, held.id)
    assert back.returned_on == NOW.date()
    assert back.has_open_deposit


def test_what_became_of_a_booking_is_told_in_a_few_lines(qtbot: QtBot, desk: Desk) -> None:
    room, party = a_room(desk), an_organisation(desk)
    key = a_booking(desk, room, party, starts_at=YESTERDAY)
    card = StateCard(desk)
    qtbot.addWidget(card)
    card.show_booking(key)
    assert card.words() == []
    done(attendance.record(desk, key, Attendance(total=23, from_district=15), hold=True))
    card.show_booking(key)
    assert card.words() == ["Held", "23 people came, of which 15 from the priority district"]
    first, second = (a_booking(desk, room, party, state=BookingState.OPTION) for _n in range(2))
    card.show_booking(second)
    assert card.words() == ["Option no. 2 of 2 for this room at this time"]
    done(booking_states.refuse(desk, first, Why(reason_code=Reason.PAPERS, reason="assurance")))
    card.show_booking(first)
    assert card.words() == ["Refused: Papers missing – assurance"]
    card.show_booking(None)
    assert card.words() == []


def test_the_booking_s_own_dialog_tells_what_became_of_it(desk: Desk, page: QWidget) -> None:
    room, party = a_room(desk), an_organisation(desk)
    key = a_booking(desk, room, party, starts_at=YESTERDAY)
    done(attendance.record(desk, key, Attendance(total=23)))
    booking = bookings.get(desk, key)
    assert booking is not None
    opened = BookingDialog(desk, rooms.rooms(desk), booking, key, page)
    opened.open()
    settle()
    assert says(opened, "23 people came")
    # Noted from a dialog over it, it is told again once the booking's is worked in again.
    done(attendance.record(desk, key, Attendance(total=24)))
    for card in opened.findChildren(StateCard):
        QApplication.sendEvent(card, QEvent(QEvent.Type.WindowActivate))
    settle()
    assert says(opened, "24 people came")
