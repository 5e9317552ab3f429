"""The school calendar in the settings: how far it reaches, and a file that brings it up to date."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot
from tests import builders
from tests.ui import checks, hands
from tests.ui.conftest import Recorder

from coopdesk.domain.booking import BookingState
from coopdesk.domain.history import Way
from coopdesk.domain.series import SeriesDraft
from coopdesk.services import series
from coopdesk.services.desk import Desk
from coopdesk.ui.settings.page import SettingsPage
from coopdesk.ui.widgets.lines_view import LinesView

CSV = """Description;Date de début;Date de fin;Zones
Vacances d'hiver;20/02/2027;08/03/2027;Zone C
Vacances de Noël;18/12/2027;03/01/2028;Zone C
Vacances de printemps;bientôt;03/05/2027;Zone C
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with a series on Thursdays."""
    desk = builders.a_desk(tmp_path / "house.coopdesk")
    draft = SeriesDraft(
        organisation_id=builders.an_organisation(desk),
        room_id=builders.a_room(desk),
        purpose="Théâtre",
        starts_on=date(2026, 11, 26),
        starts_at=time(14),
        ends_at=time(16),
        rule="FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630",
    )
    builders.done(series.book_series(desk, draft))
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    """The settings, open."""
    page = hands.open_page(qtbot, SettingsPage, desk)
    assert isinstance(page, SettingsPage)
    return page


def skipped(desk: Desk) -> set[date | None]:
    return {one.occurrence_on for one in series.sessions(desk, 1) if one.state is BookingState.SKIPPED}


def choose(qtbot: QtBot, page: SettingsPage, recorder: Recorder, path: Path) -> None:
    """Choose a file and wait for what it would change."""
    recorder.answers = [path]
    hands.press(page.calendar, "Update from a file…")
    qtbot.waitUntil(lambda: not hands.is_free(page) or bool(recorder.said[1:]), timeout=10_000)


def test_the_card_says_how_far_the_calendar_reaches(page: SettingsPage) -> None:
    assert hands.says(page.calendar, "Zone C: known until August 31, 2027.") or hands.says(
        page.calendar, "Zone C: known until 31 August 2027."
    )
    assert hands.says(page.calendar, "Christmas holidays")
    assert checks.nameless(page.calendar) == []


def test_a_series_that_goes_further_is_told(qtbot: QtBot, desk: Desk) -> None:
    draft = SeriesDraft(
        organisation_id=None,
        room_id=1,
        starts_on=date(2027, 9, 3),
        starts_at=time(9),
        ends_at=time(10),
        rule="FREQ=WEEKLY;COUNT=3",
    )
    builders.done(series.book_series(desk, draft))
    page = hands.open_page(qtbot, SettingsPage, desk)
    assert isinstance(page, SettingsPage)
    assert hands.says(page.calendar, "1 series goes further than that")


def test_a_file_is_shown_first_then_taken_in_with_the_series_that_are_ticked(
    qtbot: QtBot, page: SettingsPage, desk: Desk, recorder: Recorder, tmp_path: Path
) -> None:
    path = tmp_path / "zone-c.csv"
    path.write_text(CSV, encoding="utf-8")
    before = skipped(desk)
    choose(qtbot, page, recorder, path)
    dialog = hands.dialog(page)
    view = dialog.findChild(LinesView)
    assert view is not None
    assert hands.column(view, "name") == ["Winter holidays", "Christmas holidays"]
    assert hands.column(view, "former")[1] == "—"
    assert hands.says(dialog, "Parents du Mail · Théâtre · Grande salle")
    assert hands.says(dialog, "2 dates to skip")
    assert hands.says(dialog, "2 dates to take back")
    assert hands.says(dialog, "Line 4:")
    assert checks.nameless(dialog) == []
    assert skipped(desk) == before
    hands.accept(page)
    assert skipped(desk) - before == {date(2027, 2, 25), date(2027, 3, 4)}
    assert before - skipped(desk) == {date(2027, 2, 11), date(2027, 2, 18)}
    assert hands.says(page.calendar, "from zone-c.csv")
    desk.take(Way.UNDONE)
    hands.settle()
    assert skipped(desk) == before
    assert not hands.says(page.calendar, "from zone-c.csv")


def test_an_unticked_series_stays_and_a_second_time_there_is_nothing(
    qtbot: QtBot, page: SettingsPage, desk: Desk, recorder: Recorder, tmp_path: Path
) -> None:
    path = tmp_path / "zone-c.csv"
    path.write_text(CSV, encoding="utf-8")
    before = skipped(desk)
    choose(qtbot, page, recorder, path)
    (box,) = hands.dialog(page).findChildren(QCheckBox)
    box.setChecked(False)
    hands.accept(page)
    assert skipped(desk) == before
    recorder.said.clear()
    choose(qtbot, page, recorder, path)
    assert not hands.dialog(page).accept_button.isEnabled()
    hands.dialog(page).reject()


def test_a_file_that_is_none_is_refused(qtbot: QtBot, page: SettingsPage, recorder: Recorder, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a;b\n1;2\n")
    choose(qtbot, page, recorder, path)
    assert recorder.said[-1][0] == "warning"
    assert hands.is_free(page)
