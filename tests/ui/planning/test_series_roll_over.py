"""Carrying a season over: which series, every clash before it is done, one act."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import a_booking, a_desk, a_house, a_room, an_organisation, done
from tests.ui.checks import clipped, nameless
from tests.ui.hands import press, says, settle

from coopdesk.domain.calendars import HolidayZone
from coopdesk.domain.history import Way
from coopdesk.domain.series import SeriesDraft
from coopdesk.services import house, rooms, series
from coopdesk.services.desk import Desk
from coopdesk.services.series import SeriesFilter
from coopdesk.ui.planning.roll_over_dialog import RollOverDialog

NEXT = SeriesFilter(first=date(2027, 9, 1), last=date(2028, 8, 31))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with two series of this season."""
    desk = a_desk(tmp_path / "house.coopdesk")
    house.edit_house(desk, a_house(school_zone=HolidayZone.C))
    room = a_room(desk)
    for name, weekday, purpose in (("Chorale du Mail", "MO", "Répétition"), ("Fil & Parole", "TH", "Atelier couture")):
        draft = SeriesDraft(
            organisation_id=an_organisation(desk, name), room_id=room, purpose=purpose,
            rule=f"FREQ=WEEKLY;BYDAY={weekday};UNTIL=20270630", starts_on=date(2026, 11, 26), starts_at=time(18),
            ends_at=time(20),
        )  # fmt: skip
        done(series.book_series(desk, draft))
    # A Monday of the season to come is taken already.
    a_booking(desk, room, starts_at=datetime(2028, 1, 10, 18), purpose="Vœux")
    yield desk
    desk.close()


@pytest.fixture
def asked(qtbot: QtBot, desk: Desk) -> RollOverDialog:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1278, 680)
    page.show()
    asked = RollOverDialog(desk, rooms.rooms(desk), page)
    asked.page = page  # type: ignore[attr-defined]
    asked.open()
    qtbot.waitUntil(lambda: "2 series" in asked.verdict)
    settle()
    return asked


def test_every_series_and_every_clash_is_shown_before(qtbot: QtBot, desk: Desk, asked: RollOverDialog) -> None:
    assert says(asked, "Chorale du Mail")
    assert says(asked, "Atelier couture")
    assert says(asked, "Mon 10 Jan 2028")
    assert says(asked, "Vœux")
    assert "2 series" in asked.verdict
    assert "1 left aside" in asked.verdict
    assert nameless(asked) == []
    assert clipped(asked) == []
    assert series.series_lines(desk, NEXT) == []


def test_the_ticked_ones_are_carried_over_in_one_act(qtbot: QtBot, desk: Desk, asked: RollOverDialog) -> None:
    choir = next(box for box in asked.findChildren(QCheckBox) if "Répétition" in box.text())
    choir.setChecked(False)
    qtbot.waitUntil(lambda: "1 series" in asked.verdict)
    settle()
    assert asked.accept_button.text() == "Carry 1 series over"
    QTest.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    settle()
    assert [line.purpose for line in series.series_lines(desk, NEXT)] == ["Atelier couture"]
    desk.take(Way.UNDONE)
    assert series.series_lines(desk, NEXT) == []


def test_without_a_tick_there_is_nothing_to_do(qtbot: QtBot, desk: Desk, asked: RollOverDialog) -> None:
    press(asked, "Untick all")
    qtbot.waitUntil(lambda: "No series is chosen" in asked.verdict)
    assert not asked.accept_button.isEnabled()
    press(asked, "Tick all")
    qtbot.waitUntil(lambda: "2 series" in asked.verdict)
