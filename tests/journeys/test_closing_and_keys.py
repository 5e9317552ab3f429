"""What happens around the bookings: a room closes, the calendar goes to another house, a key goes out, people come."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests import builders
from tests.journeys.conftest import Opener
from tests.journeys.hand import Hand
from tests.services.test_series import a_draft
from tests.ui.conftest import Recorder
from tests.ui.hands import accept, dialog, is_free, press, says, settle

from coopdesk.domain.booking import Booking, BookingState
from coopdesk.domain.listing import EVERYTHING
from coopdesk.exchange.calendar_writing import calendar_bytes
from coopdesk.services import attendance, bookings, calendar_export, closures, organisations, room_keys, rooms, series
from coopdesk.services.bookings import BookingFilter
from coopdesk.services.desk import Desk, create_desk
from coopdesk.ui.closing.closing_dialog import ClosingDialog
from coopdesk.ui.home.page import HomePage
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.planning.attendance_dialog import AttendanceDialog
from coopdesk.ui.planning.booking_dialog import BookingDialog
from coopdesk.ui.planning.page import PlanningPage
from coopdesk.ui.widgets.dialog import FormDialog

MORE = "More acts"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two rooms; in the great hall the parents every Thursday and the thread once, both in the same week."""
    with closing(builders.a_desk(tmp_path / "house.coopdesk")) as desk:
        hall = builders.a_room(desk)
        builders.a_room(desk, "Salle Cèdre", capacity=45)
        parents, thread = (
            builders.an_organisation(desk, name, agreement_ends_on=date(2027, 8, 31))
            for name in ("Parents du Mail", "Fil & Parole")
        )
        weekly = a_draft(room_id=hall, organisation_id=parents, rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20270331")
        builders.done(series.book_series(desk, weekly))
        builders.a_booking(desk, hall, thread, starts_at=datetime(2026, 12, 8, 18), expected_persons=90)
        yield desk


def planning(window: MainWindow) -> PlanningPage:
    page = window.page
    assert isinstance(page, PlanningPage)
    return page


def every(desk: Desk) -> list[Booking]:
    lines = bookings.lines(desk, BookingFilter(), None, EVERYTHING)
    found = [bookings.get(desk, one.id) for one in lines]
    return sorted((one for one in found if one is not None), key=lambda one: (one.starts_at, one.id))


def test_a_room_closes_for_a_week_with_its_letters_and_all_is_taken_back(
    qtbot: QtBot, desk: Desk, opened: Opener, recorder: Recorder, tmp_path: Path
) -> None:
    before = every(desk)
    window = opened(desk)
    hand = Hand(window)
    hand.go_to("Planning")
    hand.take(MORE, "Close for a period")
    asked = dialog(window)
    assert isinstance(asked, ClosingDialog)
    asked.form.set_values(
        {"room_id": 1, "starts_at": date(2026, 12, 7), "ends_at": date(2026, 12, 13), "reason": "Travaux"}
    )
    qtbot.waitUntil(lambda: "2 bookings are displaced" in asked.verdict)
    asked.letters.set_value(True)
    letters = tmp_path / "lettres"
    letters.mkdir()
    recorder.answers = [letters]
    hand.accept()
    qtbot.waitUntil(lambda: any("2 letters" in said for _kind, said in recorder.said), timeout=60_000)
    assert is_free(window)
    assert len(list(letters.glob("*.pdf"))) == 2

    (closed,) = closures.closures(desk)
    assert closed.room == "Grande salle"
    inside = [one for one in every(desk) if date(2026, 12, 7) <= one.starts_at.date() <= date(2026, 12, 13)]
    assert all(one.room_id == 2 or one.state is BookingState.CANCELLED for one in inside)
    hand.undo()
    assert every(desk) == before
    assert closures.closures(desk) == []
    window.close()


def test_the_calendar_goes_to_a_new_house_and_nothing_is_lost(
    qtbot: QtBot, desk: Desk, opened: Opener, recorder: Recorder, tmp_path: Path
) -> None:
    target = tmp_path / "tilleuls.ics"
    window = opened(desk)
    hand = Hand(window)
    hand.go_to("Planning")
    hand.take(MORE, "Export as a calendar…")
    recorder.answers = [target]
    hand.accept()
    qtbot.waitUntil(lambda: any("tilleuls.ics" in said for _kind, said in recorder.said), timeout=60_000)
    window.close()

    new = create_desk(tmp_path / "new.coopdesk", builders.a_house(uid=desk.house().uid), clock=lambda: builders.NOW)
    with closing(new):
        for room in rooms.rooms(desk):
            builders.a_room(new, room.name, capacity=room.capacity)
        for name in sorted(organisations.names(desk).values()):
            builders.an_organisation(new, name)
        recorder.said.clear()
        other = opened(new)
        hand = Hand(other)
        hand.go_to("Planning")
        recorder.answers = [target]
        hand.take(MORE, "Import a calendar…")
        qtbot.waitUntil(lambda: not is_free(other), timeout=60_000)
        hand.accept()
        qtbot.waitUntil(lambda: any("added" in said for _kind, said in recorder.said), timeout=60_000)
        assert _said(new) == _said(desk)
        assert _exported(new) == _exported(desk)
        other.close()


def _exported(desk: Desk) -> bytes:
    return calendar_bytes(calendar_export.event_calendar(desk))


def _said(desk: Desk) -> list[tuple[object, ...]]:
    """Who is where and when, in which state, of which series' date."""
    lines = bookings.lines(desk, BookingFilter(), None, EVERYTHING)
    held = {one.id: one for one in every(desk)}
    return sorted(
        (one.starts_text, one.ends_text, one.room, one.organisation or "", one.state, held[one.id].occurrence_on)
        for one in lines
    )


def test_a_key_is_handed_over_shown_at_home_and_returned(qtbot: QtBot, desk: Desk, opened: Opener) -> None:
    builders.a_key(desk, "Grande salle, n° 2", rooms=(1,))
    today = builders.a_booking(desk, 1, 1, starts_at=datetime(2026, 11, 24, 14))
    window = opened(desk)
    home = window.page
    assert isinstance(home, HomePage)
    window.show_page(1)
    page = planning(window)
    opened_booking(page, today, "Hand the key over…")
    handover = _front(window)
    handover.accept_button.click()
    settle()
    (key,) = room_keys.keys(desk)
    assert (key.is_out, key.organisation) == (True, "Parents du Mail")
    dialog(window).reject()
    settle()

    window.show_page(0)
    settle()
    assert home.to_do.titles() == ["Key to take back, Grande salle, n° 2"]
    press(home, next(one.accessibleName() for one in home.to_do.buttons if one.text() == "Take back"))
    accept(window)
    assert [one.is_out for one in room_keys.keys(desk)] == [False]
    assert home.to_do.titles() == []
    window.close()


def test_who_came_is_counted_after_the_session(qtbot: QtBot, desk: Desk, opened: Opener) -> None:
    done = builders.a_booking(desk, 1, 1, starts_at=datetime(2026, 11, 23, 14), expected_persons=20)
    window = opened(desk)
    window.show_page(1)
    page = planning(window)
    opened_booking(page, done, "Who came…")
    asked = _front(window)
    assert isinstance(asked, AttendanceDialog)
    asked.form.set_values({"total": 23, "from_district": 15, "age_6_11": 9})
    assert says(asked, "14 people in no age band")
    asked.accept_button.click()
    settle()
    counted = attendance.of_booking(desk, done)
    assert counted is not None
    assert (counted.total, counted.from_district, counted.age_6_11) == (23, 15, 9)
    held = bookings.get(desk, done)
    assert held is not None
    assert held.state is BookingState.HELD
    dialog(window).reject()
    Hand(window).undo()
    assert attendance.of_booking(desk, done) is None
    window.close()


def opened_booking(page: PlanningPage, booking_id: int, words: str) -> None:
    """An entry of the « … » of a booking's dialog."""
    page._open(booking_id)
    settle()
    one = dialog(page)
    assert isinstance(one, BookingDialog)
    next(entry for entry in one.more_button.menu().actions() if entry.text() == words).trigger()
    settle()


def _front(window: MainWindow) -> FormDialog:
    """The dialog over the others."""
    shown = [one for one in window.findChildren(FormDialog) if one.isVisible()]
    return next(one for one in shown if not any(other.isVisible() for other in one.findChildren(FormDialog)))
