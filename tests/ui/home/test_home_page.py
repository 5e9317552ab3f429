"""The morning's page: what is on, what is to be done and its remedy, the week in figures."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.builders import NOW, a_booking, a_desk, a_loan_draft, a_room, an_equipment_draft, an_organisation, done
from tests.ui.checks import nameless
from tests.ui.conftest import Recorder
from tests.ui.hands import open_page, press, says, settle

from coopdesk.domain.booking import BookingState
from coopdesk.domain.listing import Subject
from coopdesk.services import bookings, equipment, loans
from coopdesk.services.agenda import Task
from coopdesk.services.desk import Desk
from coopdesk.ui.home.page import HomePage
from coopdesk.ui.home.task_words import task_words
from coopdesk.ui.page import Target
from coopdesk.ui.theme import Tone

TODAY = NOW.date()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty house."""
    desk = a_desk(tmp_path / "house.coopdesk")
    yield desk
    desk.close()


def home(qtbot: QtBot, desk: Desk) -> HomePage:
    page = open_page(qtbot, HomePage, desk)
    assert isinstance(page, HomePage)
    return page


def a_late_loan(desk: Desk) -> int:
    """Out since Wednesday, due on Friday."""
    article = done(equipment.add(desk, an_equipment_draft("Sono portable", quantity=1)))
    draft = a_loan_draft(
        an_organisation(desk, "Théâtre du Palier"), (article, 1),
        starts_at=datetime(2026, 11, 18, 10), due_at=datetime(2026, 11, 20, 17),
    )  # fmt: skip
    return done(loans.lend(desk, draft, hand_over_now=True))


def test_today_shows_who_is_there_and_opens_the_booking(qtbot: QtBot, desk: Desk) -> None:
    room = a_room(desk)
    organisation = an_organisation(desk, "Aînés & Compagnie")
    booking = a_booking(desk, room, organisation, starts_at=datetime(2026, 11, 24, 9), expected_persons=34)
    a_booking(desk, room, organisation, starts_at=datetime(2026, 11, 25, 9))
    page = home(qtbot, desk)
    assert says(page, "Tuesday 24 November")
    assert says(page, "1 booking · 34 people expected")
    table = QAccessible.queryAccessibleInterface(page.timeline)
    assert [table.child(place).text(QAccessible.Text.Name) for place in range(table.childCount())] == [
        "Aînés & Compagnie · Tuesday 24 November, 9:00 – 11:00 · Grande salle · Meeting · 34 pers. · confirmed"
    ]
    with qtbot.waitSignal(page.navigate) as asked:
        QTest.mouseDClick(page.timeline, Qt.MouseButton.LeftButton, pos=page.timeline.box_of(booking).center())
    assert asked.args == [Target(Subject.BOOKING, booking)]


def test_the_keyboard_walks_over_today_and_opens(qtbot: QtBot, desk: Desk) -> None:
    room = a_room(desk)
    a_booking(desk, room, starts_at=datetime(2026, 11, 24, 9))
    second = a_booking(desk, room, starts_at=datetime(2026, 11, 24, 15))
    page = home(qtbot, desk)
    QTest.keyClick(page.timeline, Qt.Key.Key_Right)
    QTest.keyClick(page.timeline, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.navigate) as asked:
        QTest.keyClick(page.timeline, Qt.Key.Key_Return)
    assert asked.args == [Target(Subject.BOOKING, second)]


def test_a_write_elsewhere_refreshes_the_page(qtbot: QtBot, desk: Desk) -> None:
    page = home(qtbot, desk)
    assert page.first_steps.isVisible()
    a_booking(desk, a_room(desk), starts_at=datetime(2026, 11, 24, 15))
    settle()
    assert not page.first_steps.isVisible()
    assert len(page.timeline.blocks) == 1


def test_a_late_loan_comes_first_and_leads_to_its_return(qtbot: QtBot, desk: Desk) -> None:
    loan = a_late_loan(desk)
    a_booking(desk, a_room(desk), starts_at=datetime(2026, 11, 26, 15), state=BookingState.OPTION, option_until=TODAY)
    page = home(qtbot, desk)
    assert page.to_do.titles()[0].endswith("Sono portable")
    assert says(page, "To do · 2")
    assert says(page, "4 days late")
    with qtbot.waitSignal(page.navigate) as asked:
        QTest.mouseClick(page.to_do.buttons[0], Qt.MouseButton.LeftButton)
    assert asked.args == [Target(Subject.LOAN, loan)]
    assert "1 late" in page.week.figures[2].words()


def test_an_option_is_confirmed_on_the_spot(qtbot: QtBot, desk: Desk) -> None:
    booking = a_booking(
        desk, a_room(desk), starts_at=datetime(2026, 11, 26, 15), state=BookingState.OPTION, option_until=TODAY
    )
    page = home(qtbot, desk)
    QTest.mouseClick(page.to_do.buttons[0], Qt.MouseButton.LeftButton)
    settle()
    kept = bookings.get(desk, booking)
    assert kept is not None
    assert kept.state is BookingState.CONFIRMED
    assert says(page, "Nothing is waiting")


def test_an_option_with_a_rival_is_refused_with_its_name(qtbot: QtBot, desk: Desk, recorder: Recorder) -> None:
    room = a_room(desk)
    for name, until in (("Échecs du Mail", TODAY), ("Répar’Ici", date(2026, 12, 24))):
        a_booking(desk, room, an_organisation(desk, name), state=BookingState.OPTION, option_until=until)
    page = home(qtbot, desk)
    QTest.mouseClick(page.to_do.buttons[0], Qt.MouseButton.LeftButton)
    assert "Répar’Ici" in recorder.said[-1][1]
    assert len(page.to_do.buttons) == 1


def test_the_week_in_figures(qtbot: QtBot, desk: Desk) -> None:
    room, organisation = a_room(desk), an_organisation(desk)
    a_booking(desk, room, organisation, starts_at=datetime(2026, 11, 24, 9))
    a_booking(desk, room, organisation)
    a_booking(desk, room, organisation, starts_at=datetime(2026, 12, 24, 9))
    page = home(qtbot, desk)
    assert page.week.figures[0].words().startswith("4")
    assert page.week.figures[1].words().startswith("2 bookings")
    assert page.week.figures[3].words().startswith("1 association")
    assert page.week.bars.accessibleDescription().count(":") == 7


def test_an_empty_house_is_shown_its_first_steps(qtbot: QtBot, desk: Desk) -> None:
    page = home(qtbot, desk)
    with qtbot.waitSignal(page.navigate) as asked:
        press(page, "Add a room")
    assert asked.args == [Target(Subject.ROOM, None, new=True)]
    assert says(page, "Nothing is waiting")


def test_narrow_puts_the_week_under_the_tasks(qtbot: QtBot, desk: Desk) -> None:
    a_room(desk)
    page = home(qtbot, desk)
    assert page.week.x() > page.to_do.x()
    page.resize(930, 600)
    settle()
    assert page.week.x() == page.to_do.x()
    assert page.week.y() > page.to_do.y()
    assert page.minimumSizeHint().width() <= 1024
    assert page.minimumSizeHint().height() <= 650
    assert not nameless(page)


@pytest.mark.parametrize(
    ("task", "chip", "tone"),
    [
        (Task("loan_late", Subject.LOAN, 1, "Sono", "Palier", date(2026, 11, 20), 0), "4 days late", Tone.DANGER),
        (Task("option_lapses", Subject.BOOKING, 1, "Salle", "Mail", TODAY, 1), "Today", Tone.DANGER),
        (
            Task("insurance_ends", Subject.ORGANISATION, 1, "Mail", "20", date(2026, 12, 15), 3),
            "On 15 December",
            Tone.WARNING,
        ),
        (Task("agreement_missing", Subject.ORGANISATION, 1, "Mail", "", None, 3), "No hurry", Tone.WARNING),
        (
            Task("action_without_review", Subject.ACTION, 1, "Forum", "4", date(2026, 11, 6), 4),
            "For 18 days",
            Tone.NEUTRAL,
        ),
    ],
)  # fmt: skip
def test_every_task_has_its_words(task: Task, chip: str, tone: Tone) -> None:
    words = task_words(task, TODAY)
    assert (words.chip, words.tone) == (chip, tone)
    assert words.title
    assert words.act
