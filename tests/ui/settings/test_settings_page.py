"""Settings: the house and its rooms are saved at once; language and theme belong to this computer."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import checks, hands
from tests.ui.conftest import Recorder

from coopdesk.domain.calendars import HolidayZone
from coopdesk.domain.room import OpeningHours
from coopdesk.foundation import preferences
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.preferences import Scheme
from coopdesk.services import rooms
from coopdesk.services.desk import Desk
from coopdesk.ui import theme
from coopdesk.ui.settings.hours_field import HoursField
from coopdesk.ui.settings.page import SettingsPage
from coopdesk.ui.settings.rooms_card import hours_words


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with one room."""
    desk = builders.a_desk(tmp_path / "house.coopdesk")
    builders.a_room(desk)
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    """The settings, open."""
    page = hands.open_page(qtbot, SettingsPage, desk)
    assert isinstance(page, SettingsPage)
    return page


def hours_field(page: SettingsPage) -> HoursField:
    """The editor of hours in the dialog that is open."""
    field = hands.dialog(page).form["hours"]
    assert isinstance(field, HoursField)
    return field


def test_the_house_is_saved_field_by_field(page: SettingsPage, desk: Desk) -> None:
    city = page.house.form["city"].editor
    city.setFocus()
    QTest.keyClick(city, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(city, "Lille")
    QTest.keyClick(city, Qt.Key.Key_Return)
    page.house.form["school_zone"].set_value(HolidayZone.B)
    page.house.form["time_zone"].set_value("Indian/Reunion")
    house = desk.house()
    assert (house.city, house.school_zone, house.time_zone) == ("Lille", HolidayZone.B, "Indian/Reunion")


def test_a_house_without_a_name_is_refused_and_not_written(page: SettingsPage, desk: Desk) -> None:
    page.house.form["name"].set_value("")
    page.house.form["city"].editor.setFocus()
    hands.settle()
    assert "needed" in page.house.form["name"].message()
    assert desk.house().name == "Maison de quartier des Tilleuls"
    page.house.form["city"].set_value("Lille")
    page.house.form["name"].editor.setFocus()
    hands.settle()
    assert desk.house().city == "Lille"
    assert page.house.saving.unsaved() == {"name"}


def test_a_room_is_added_with_its_hours(page: SettingsPage, desk: Desk) -> None:
    hands.press(page.rooms, "Add a room")
    form = hands.dialog(page).form
    form.set_values({"name": "Atelier", "capacity": 12})
    hours = hours_field(page)
    assert hours.value() == ()
    hours.mode.set_value(True)
    monday = hours.days[0]
    monday.first.show_hours(time(9), time(12))
    hands.press(hands.dialog(page), "Monday: add hours after a break")
    monday.second.show_hours(time(14), time(17, 30))
    hands.press(hands.dialog(page), "Copy Monday to the other weekdays")
    hours.days[2].open.setChecked(False)
    hands.accept(page)
    room = next(one for one in rooms.rooms(desk) if one.name == "Atelier")
    expected = [
        OpeningHours(day, start, end)
        for day in (0, 1, 3, 4)
        for start, end in ((time(9), time(12)), (time(14), time(17, 30)))
    ]
    assert sorted(room.hours) == expected
    assert hands.says(page.rooms, "Atelier")


def test_hours_are_shown_again_and_wrong_ones_refused(page: SettingsPage, desk: Desk) -> None:
    hands.press(page.rooms, "Edit Grande salle")
    hours = hours_field(page)
    assert hours.value() == builders.ALL_WEEK
    hours.days[6].first.closes.editor.setText("25 h")
    hands.accept(page)
    assert hours.message() == "Write the times as 14:00."
    hours.days[6].first.closes.set_value(time(7))
    hands.accept(page)
    assert "Closing comes before opening" in hours.message()
    for day in hours.days:
        day.open.setChecked(False)
    hands.accept(page)
    assert "one day at least" in hours.message()
    hours.mode.set_value(False)
    hands.accept(page)
    assert rooms.rooms(desk)[0].hours == ()
    assert hands.says(page.rooms, "always open")


def test_equal_days_are_said_once() -> None:
    week = (*(OpeningHours(day, time(9), time(18)) for day in range(5)), OpeningHours(6, time(14), time(18, 30)))
    assert hours_words(week) == "Mon–Fri 9:00 – 18:00 · Sun 14:00 – 18:30"


def test_a_room_in_use_stays_and_says_why(page: SettingsPage, desk: Desk, recorder: Recorder) -> None:
    room = rooms.rooms(desk)[0]
    builders.a_booking(desk, room.id)
    recorder.answers = [True]
    hands.press(page.rooms, "Delete Grande salle")
    assert recorder.said[-1][0] == "warning"
    assert "1 booking" in recorder.said[-1][1]
    assert rooms.get(desk, room.id) == room


def test_a_free_room_is_deleted_once_confirmed(page: SettingsPage, desk: Desk, recorder: Recorder) -> None:
    recorder.answers = [False, True]
    hands.press(page.rooms, "Delete Grande salle")
    assert len(rooms.rooms(desk)) == 1
    hands.press(page.rooms, "Delete Grande salle")
    assert rooms.rooms(desk) == []
    assert hands.says(page.rooms, "No room yet")


def test_the_keyboard_stays_on_a_room_that_was_edited(page: SettingsPage, desk: Desk) -> None:
    builders.a_room(desk, "Salle Lilas")
    hands.settle()
    former = hands.button(page.rooms, "Edit Salle Lilas")
    hands.press(page.rooms, "Edit Salle Lilas")
    hands.dialog(page).form["place"].set_value("Cour")
    hands.accept(page)
    again = hands.button(page.rooms, "Edit Salle Lilas")
    assert again is not former
    assert page.focusWidget() is again


def test_the_theme_changes_at_once_and_is_kept(page: SettingsPage) -> None:
    hands.press(page.computer, "Dark")
    assert theme.current().is_dark
    assert preferences.load().scheme is Scheme.DARK
    hands.press(page.computer, "Light")
    assert not theme.current().is_dark


def test_the_language_waits_for_the_next_start(page: SettingsPage) -> None:
    said = "The language changes the next time the program starts."
    page.computer.language.set_value(Language.ENGLISH)
    assert preferences.load().language is Language.ENGLISH
    assert not hands.says(page.computer, said)
    page.computer.language.set_value(Language.FRENCH)
    assert hands.says(page.computer, said)
    assert hands.says(page, "Settings")


def test_the_sources_of_the_typologies_unfold(page: SettingsPage) -> None:
    assert hands.says(page.about, "MIT")
    assert not hands.says(page.about, "after France Active")
    hands.press(page.about, "Show where the typologies come from")
    assert hands.says(page.about, "after France Active")


def test_it_names_its_controls_and_fits(page: SettingsPage) -> None:
    for width in (1278, 936):
        page.resize(width, 640)
        hands.settle()
        assert checks.nameless(page) == []
        assert checks.clipped(page) == []
    assert page.minimumSizeHint().width() <= 1024 - 88
    assert page.minimumSizeHint().height() <= 590
    hands.press(page.rooms, "Edit Grande salle")
    assert checks.nameless(hands.dialog(page)) == []
    assert checks.clipped(hands.dialog(page)) == []
