"""All that a room is, entered and shown again; closures beside the rooms."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import hands

from coopdesk.domain.closure import Closure, ClosureDraft
from coopdesk.domain.history import Way
from coopdesk.domain.room import Layout, LayoutCapacity, OpeningHours, Room
from coopdesk.services import closures, rooms
from coopdesk.services.desk import Desk
from coopdesk.ui.closing.closing_dialog import ClosingDialog
from coopdesk.ui.settings.closures_card import closure_words
from coopdesk.ui.settings.hours_field import HoursField
from coopdesk.ui.settings.page import SettingsPage
from coopdesk.ui.settings.rooms_card import hours_words


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with a large room and its two halves."""
    desk = builders.a_desk(tmp_path / "house.coopdesk")
    for name in ("Grande salle", "Salle A", "Salle B"):
        builders.a_room(desk, name)
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    """The settings, open."""
    page = hands.open_page(qtbot, SettingsPage, desk)
    assert isinstance(page, SettingsPage)
    return page


def room_named(desk: Desk, name: str) -> Room:
    return next(one for one in rooms.rooms(desk) if one.name == name)


def test_a_room_is_made_of_others_with_its_layouts_fixtures_and_buffers(page: SettingsPage, desk: Desk) -> None:
    hands.press(page.rooms, "Edit Grande salle")
    form = hands.dialog(page).form
    form.set_values(
        {
            "layouts": (LayoutCapacity(Layout.SEATED, 110), LayoutCapacity(Layout.TABLES, 70)),
            "parts": (2, 3),
            "buffer_before": 15,
            "buffer_after": 30,
            "retired_on": date(2030, 9, 1),
        }
    )
    hands.type_in(form["fixtures"], "Piano ; vidéoprojecteur, ")
    hands.accept(page)
    room = room_named(desk, "Grande salle")
    assert room.parts == (2, 3)
    assert room.fixtures == ("Piano", "vidéoprojecteur")
    assert room.layouts == (LayoutCapacity(Layout.SEATED, 110), LayoutCapacity(Layout.TABLES, 70))
    assert (room.buffer_before, room.buffer_after, room.retired_on) == (15, 30, date(2030, 9, 1))
    assert hands.says(page.rooms, "made of Salle A, Salle B · seated 110, at tables 70 · Piano, vidéoprojecteur")
    assert hands.says(page.rooms, "kept free: 15 min before, 30 min after")
    assert hands.says(page.rooms, "retired on 1 Sept 2030")
    hands.press(page.rooms, "Edit Grande salle")
    assert hands.dialog(page).form["parts"].value() == (2, 3)
    assert hands.dialog(page).form["fixtures"].value() == ("Piano", "vidéoprojecteur")
    hands.dialog(page).reject()


def test_what_stands_in_the_way_is_said_beside_its_field(page: SettingsPage, desk: Desk) -> None:
    builders.a_booking(desk, 1)
    builders.a_booking(desk, 2)
    hands.press(page.rooms, "Edit Grande salle")
    form = hands.dialog(page).form
    form["parts"].set_value((2, 3))
    hands.accept(page)
    assert "two bookings would be in the same place" in form["parts"].message()
    form["parts"].set_value(())
    form["retired_on"].set_value(date(2026, 11, 25))
    hands.accept(page)
    assert "1 booking comes later" in form["retired_on"].message()
    form["retired_on"].set_value(None)
    hands.type_in(form["layouts"].numbers[Layout.CIRCLE], "many")  # type: ignore[attr-defined]
    hands.accept(page)
    assert form["layouts"].message().startswith("Write a whole number")
    hands.dialog(page).reject()
    assert room_named(desk, "Grande salle").parts == ()


def test_a_part_is_not_deleted_and_not_made_of_others(page: SettingsPage, desk: Desk) -> None:
    hands.press(page.rooms, "Edit Grande salle")
    hands.dialog(page).form["parts"].set_value((2, 3))
    hands.accept(page)
    hands.press(page.rooms, "Edit Salle A")
    form = hands.dialog(page).form
    # The composed room is not offered as a part.
    assert list(form["parts"].ticks) == [3]  # type: ignore[attr-defined]
    form["parts"].set_value((3,))
    hands.accept(page)
    assert "“Salle A” is a part of “Grande salle”" in form["parts"].message()
    hands.dialog(page).reject()


def test_a_period_has_hours_of_its_own(page: SettingsPage, desk: Desk) -> None:
    hands.press(page.rooms, "Edit Salle A")
    dialog = hands.dialog(page)
    field = dialog.form["hours"]
    assert isinstance(field, HoursField)
    hands.press(dialog, "Other hours for a period")
    hands.accept(page)
    assert "dates of the period" in field.message()
    (summer,) = field.periods
    summer.first.set_value(date(2027, 7, 1))
    summer.last.set_value(date(2027, 8, 31))
    for day in summer.week.days:
        day.open.setChecked(False)
    hands.accept(page)
    assert "add a closure" in field.message()
    summer.week.days[0].show_stretches([OpeningHours(0, time(9), time(12))])
    hands.accept(page)
    hours = room_named(desk, "Salle A").hours
    assert [one for one in hours if not one.is_usual] == [
        OpeningHours(0, time(9), time(12), date(2027, 7, 1), date(2027, 8, 31))
    ]
    assert len([one for one in hours if one.is_usual]) == 7
    assert hands.says(page.rooms, "1 Jul 2027 – 31 Aug 2027: Mon 9:00 – 12:00")
    hands.press(page.rooms, "Edit Salle A")
    again = hands.dialog(page).form["hours"]
    assert isinstance(again, HoursField)
    assert again.periods[0].first.value() == date(2027, 7, 1)
    hands.press(hands.dialog(page), "Period 1: take these hours away")
    hands.accept(page)
    assert all(one.is_usual for one in room_named(desk, "Salle A").hours)


def test_hours_are_said_in_few_words() -> None:
    usual = tuple(OpeningHours(day, time(8), time(22)) for day in range(5))
    assert hours_words(usual) == "Mon–Fri 8:00 – 22:00"
    special = OpeningHours(5, time(10), time(12), date(2027, 7, 1), date(2027, 7, 31))
    assert hours_words((*usual, special)).endswith("1 Jul 2027 – 31 Jul 2027: Sat 10:00 – 12:00")


def test_closures_are_added_listed_and_taken_back(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    assert hands.says(page.closures, "No closure")
    hands.press(page.closures, "Add a closure")
    dialog = hands.dialog(page)
    dialog.form.set_values(
        {"room_id": None, "starts_at": date(2027, 8, 1), "ends_at": date(2027, 8, 15), "is_yearly": True}
    )
    dialog.form["reason"].set_value("Congés")
    assert isinstance(dialog, ClosingDialog)
    qtbot.waitUntil(lambda: not dialog.is_looking)
    assert dialog.verdict == "Nothing is booked then."
    hands.accept(page)
    assert hands.says(page.closures, "The whole house")
    assert hands.says(page.closures, "1 August – 15 August, every year")
    hands.press(page.closures, "Delete the closure: The whole house, 1 August – 15 August, every year")
    assert closures.closures(desk) == []
    desk.take(Way.UNDONE)
    page.take_changes(frozenset({"closure"}))
    hands.settle()
    assert hands.says(page.closures, "Congés")


def test_only_the_last_closures_that_are_over_still_show(page: SettingsPage, desk: Desk) -> None:
    for month in range(1, 8):
        day = datetime(2026, month, 1)
        closures.add(desk, ClosureDraft(room_id=1, starts_at=day, ends_at=day.replace(day=2), reason=f"Mois {month}"))
    page.take_changes(frozenset({"closure"}))
    hands.settle()
    assert not hands.says(page.closures, "Mois 4")
    assert hands.says(page.closures, "Mois 5")


_TWO_DAYS = "24 December, 12:00 – 26 December, 9:00, every year"


@pytest.mark.parametrize(
    ("start", "end", "is_yearly", "words"),
    [
        (datetime(2026, 12, 24), datetime(2026, 12, 25), False, "24 December 2026"),
        (datetime(2026, 12, 24, 12), datetime(2026, 12, 24, 18), False, "24 December 2026, 12:00 – 18:00"),
        (datetime(2026, 12, 24, 12), datetime(2026, 12, 26, 9), True, _TWO_DAYS),
        (datetime(2026, 12, 24), datetime(2027, 1, 4), False, "24 December 2026 – 3 January 2027"),
    ],
)  # fmt: skip
def test_a_closure_is_said_in_few_words(start: datetime, end: datetime, is_yearly: bool, words: str) -> None:
    assert closure_words(Closure(id=1, room_id=None, starts_at=start, ends_at=end, is_yearly=is_yearly)) == words
