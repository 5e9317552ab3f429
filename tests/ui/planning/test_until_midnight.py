"""A club that closes at midnight: entered, booked until then, and shown everywhere without a word of the day after."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import hands

from coopdesk import cli
from coopdesk.domain.booking import BookingLine
from coopdesk.domain.history import Way
from coopdesk.domain.room import MIDNIGHT, OpeningHours
from coopdesk.domain.room_search import AlternativeKind
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language, format_span
from coopdesk.foundation.problems import Problem
from coopdesk.services import bookings, room_finder, rooms
from coopdesk.services.desk import Desk
from coopdesk.ui.home.timeline_layout import hours_of_day
from coopdesk.ui.painting.day_spans import Span, closed_stretches, shown_hours, span_on
from coopdesk.ui.planning.booking_dialog import BookingDialog
from coopdesk.ui.planning.find_dialog import FindDialog
from coopdesk.ui.planning.page import PlanningPage
from coopdesk.ui.settings.hours_field import HoursField
from coopdesk.ui.settings.page import SettingsPage
from coopdesk.ui.settings.rooms_card import hours_words
from coopdesk.ui.widgets.fields import TimeField
from coopdesk.wording.sentences import sentence

THURSDAY = date(2026, 11, 26)
LATE = tuple(OpeningHours(day, time(18), MIDNIGHT) for day in range(7))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The club, and the choir in it on Thursday from nine until midnight."""
    with closing(builders.a_desk(tmp_path / "house.coopdesk")) as desk:
        club = builders.a_room(desk, "Club", hours=LATE)
        builders.a_booking(
            desk, club, builders.an_organisation(desk, "Chorale"),
            starts_at=datetime(2026, 11, 26, 21), ends_at=datetime(2026, 11, 27),
        )  # fmt: skip
        yield desk


def the_booking(desk: Desk) -> BookingLine:
    found = bookings.line(desk, 1)
    assert found is not None
    return found


@pytest.mark.parametrize("typed", ["00:00", "24:00", "24 h", "0h"])
def test_it_is_entered_as_people_write_it_and_kept_in_the_file(qtbot: QtBot, desk: Desk, typed: str) -> None:
    builders.a_room(desk, "Salle A")
    page = hands.open_page(qtbot, SettingsPage, desk)
    assert isinstance(page, SettingsPage)
    hands.press(page.rooms, "Edit Salle A")
    hours = hands.dialog(page).form["hours"]
    assert isinstance(hours, HoursField)
    hands.type_in(hours.days[4].first.closes, typed)
    assert hours.days[4].first.closes.editor.text() in {typed, "24:00"}
    hands.accept(page)
    before, friday = (
        one for one in rooms.rooms(desk)[1].hours if one.weekday in {3, 4}
    )  # « Salle A » comes after « Club »
    assert (before.closes_at, friday.closes_at) == (time(22), MIDNIGHT)
    assert hands.says(page.rooms, "Fri 8:00 – 24:00")
    with desk.read() as connection:
        held = connection.exec_driver_sql("SELECT closes_at FROM room_hours WHERE room_id = 2 AND weekday = 4")
        assert held.scalar_one() == "24:00"
    with desk.morning() as morning:
        assert morning.rooms() == rooms.rooms(desk)
    hands.press(page.rooms, "Edit Salle A")
    again = hands.dialog(page).form["hours"]
    assert isinstance(again, HoursField)
    assert again.days[4].first.closes.editor.text() == "24:00"
    hands.dialog(page).reject()
    desk.take(Way.UNDONE)
    assert {one.closes_at for one in rooms.rooms(desk)[1].hours} == {time(22)}
    desk.take(Way.REDONE)
    assert rooms.rooms(desk)[1].hours[4] == friday


def test_it_is_said_as_24_hours_of_the_same_day() -> None:
    evening, midnight = datetime(2026, 11, 26, 21), datetime(2026, 11, 27)
    assert format_span(evening, midnight) == "21:00 – 24:00"
    assert hours_words(LATE) == "Mon–Sun 18:00 – 24:00"
    params: dict[str, str | int] = {
        "organisation": "Chorale", "room": "Club", "start": "2026-11-26T21:00", "end": "2026-11-27T00:00",
    }  # fmt: skip
    assert "from 21:00 to 24:00 on 26 November 2026" in sentence(Problem("starts_at", "overlap", params))
    i18n.start(Language.FRENCH)
    assert format_span(evening, midnight) == "21\u202fh – 24\u202fh"


def test_the_grid_and_the_home_page_show_the_hours_until_then(desk: Desk) -> None:
    assert closed_stretches(LATE, THURSDAY) == [Span(0, 18 * 60)]
    assert shown_hours([], LATE) == (8, 24)
    assert hours_of_day(rooms.rooms(desk), [], THURSDAY) == (8, 24)
    assert span_on(the_booking(desk), THURSDAY) == Span(21 * 60, 24 * 60)
    assert span_on(the_booking(desk), date(2026, 11, 27)) is None


def test_a_booking_until_midnight_is_typed_and_shown_again(page: QWidget, desk: Desk) -> None:
    draft = builders.a_booking_draft(1, starts_at=datetime(2026, 11, 25, 20), ends_at=datetime(2026, 11, 25, 22))
    dialog = BookingDialog(desk, rooms.rooms(desk), draft, None, page)
    dialog.open()
    hands.type_in(dialog.form["ends_at"], "00:00")
    assert dialog.form["ends_on"].value() is None
    dialog.accept_button.click()
    made = bookings.get(desk, 2)
    assert made is not None
    assert (made.ends_at, made.override_reason) == (datetime(2026, 11, 26), "")
    again = BookingDialog(desk, rooms.rooms(desk), made, 2, page)
    again.open()
    ends = again.form["ends_at"]
    assert isinstance(ends, TimeField)
    assert (ends.editor.text(), again.form["ends_on"].value()) == ("24:00", None)
    again.reject()


def test_the_finder_offers_the_last_hours_of_the_day(page: QWidget, desk: Desk) -> None:
    dialog = FindDialog(desk, page)
    dialog.open()
    dialog.form.set_values({"day": THURSDAY, "starts_at": time(19), "ends_at": time(21)})
    dialog.ask()
    assert dialog.answer.verdict.startswith("1 room is free")
    dialog.form.set_values({"day": date(2026, 11, 25), "starts_at": time(22), "ends_at": MIDNIGHT})
    dialog.ask()
    assert dialog.answer.verdict.startswith("1 room is free")
    builders.a_booking(desk, 1, starts_at=datetime(2026, 11, 25, 19), ends_at=datetime(2026, 11, 25, 22))
    dialog.form.set_values({"starts_at": time(20), "ends_at": time(22)})
    dialog.ask()
    wanted = dialog.wanted()
    assert wanted is not None
    offered = room_finder.find(desk, wanted).alternatives
    times = [one.sessions[0] for one in offered if one.kind is AlternativeKind.OTHER_TIME]
    assert [(one.start, one.end) for one in times] == [(datetime(2026, 11, 25, 22), datetime(2026, 11, 26))]
    dialog.reject()


def test_the_planning_the_door_and_the_list_show_it_on_its_own_day(
    qtbot: QtBot, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    page = hands.open_page(qtbot, PlanningPage, desk)
    assert isinstance(page, PlanningPage)
    hands.settle()
    scene = page.views.grid.scene
    assert scene is not None
    assert [(block.start, block.end) for block in scene.blocks] == [(21 * 60, 24 * 60)]
    assert scene.hours == (8, 24)
    assert not page.views.poster("Semaine 48", "", 1100).isNull()
    assert cli.main(["list", "bookings", str(desk.path), "--format", "csv"]) == 0
    assert "2026-11-26T21:00" in capsys.readouterr().out
