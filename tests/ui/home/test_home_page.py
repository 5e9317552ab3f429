"""The morning's page: what is on, what is to be done and its remedy, the week in figures."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.builders import (
    NOW,
    a_booking,
    a_house,
    a_key,
    a_loan_draft,
    a_room,
    an_equipment_draft,
    an_organisation,
    done,
)
from tests.ui.checks import nameless
from tests.ui.conftest import Recorder
from tests.ui.hands import accept, dialog, open_page, press, says, settle

from coopdesk.domain.booking import BookingState
from coopdesk.domain.booking_state import Why
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.condition_report import ConditionReportDraft, Finding, Turn
from coopdesk.domain.house import Requirement
from coopdesk.domain.listing import Subject
from coopdesk.domain.room_key import KeyHandoverDraft
from coopdesk.services import booking_states, bookings, closures, condition_reports, equipment, loans, room_keys
from coopdesk.services.agenda import Task
from coopdesk.services.desk import Desk
from coopdesk.services.house import edit_house
from coopdesk.ui.home.page import HomePage
from coopdesk.ui.home.task_words import task_words
from coopdesk.ui.page import Target
from coopdesk.ui.theme import Tone

TODAY = NOW.date()


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


def test_an_option_with_a_rival_asks_before_it_is_confirmed(qtbot: QtBot, desk: Desk, recorder: Recorder) -> None:
    room = a_room(desk)
    first, second = (
        a_booking(desk, room, with_agreement(desk, name), state=BookingState.OPTION, option_until=until)
        for name, until in (("Échecs du Mail", TODAY), ("Répar’Ici", date(2026, 12, 24)))
    )
    page = home(qtbot, desk)
    recorder.answers = [False, True]
    QTest.mouseClick(page.to_do.buttons[0], Qt.MouseButton.LeftButton)
    assert recorder.said == [("question", "1 other option waits for this room. Confirm this one?")]
    assert states_of(desk, first, second) == [BookingState.OPTION, BookingState.OPTION]
    QTest.mouseClick(page.to_do.buttons[0], Qt.MouseButton.LeftButton)
    settle()
    assert states_of(desk, first, second) == [BookingState.CONFIRMED, BookingState.REQUEST]
    assert page.to_do.titles() == ["Request that waits, Grande salle"]


def with_agreement(desk: Desk, name: str) -> int:
    return an_organisation(desk, name, agreement_ends_on=date(2027, 12, 31))


def states_of(desk: Desk, *keys: int) -> list[BookingState]:
    return [one.state for key in keys if (one := bookings.get(desk, key))]


def press_act(page: HomePage, words: str) -> None:
    """Press a remedy by the beginning of what a screen reader says of it."""
    acts = [one for one in (*page.to_do.buttons, *page.to_do.others) if one.accessibleName().startswith(words)]
    assert len(acts) == 1, words
    QTest.mouseClick(acts[0], Qt.MouseButton.LeftButton)
    settle()


@pytest.mark.parametrize(("act", "becomes"), [("Bring back", BookingState.OPTION), ("Confirm", BookingState.CONFIRMED)])
def test_a_lapsed_option_comes_back_in_one_click(qtbot: QtBot, desk: Desk, act: str, becomes: BookingState) -> None:
    key = a_booking(desk, a_room(desk), state=BookingState.OPTION, option_until=date(2026, 11, 22))
    booking_states.lapse(desk)
    page = home(qtbot, desk)
    assert page.to_do.titles() == ["Option lapsed, Grande salle"]
    press_act(page, f"{act} : Option lapsed")
    found = bookings.get(desk, key)
    assert found is not None
    assert found.state is becomes
    # A week, but not beyond the booking itself.
    assert found.option_until == (date(2026, 11, 26) if becomes is BookingState.OPTION else None)


@pytest.mark.parametrize(("act", "becomes"), [("Option", BookingState.OPTION), ("Confirm", BookingState.CONFIRMED)])
def test_a_request_rings_when_its_time_is_free(qtbot: QtBot, desk: Desk, act: str, becomes: BookingState) -> None:
    room = a_room(desk)
    taken = a_booking(desk, room, with_agreement(desk, "Échecs du Mail"))
    key = a_booking(desk, room, with_agreement(desk, "Répar’Ici"), state=BookingState.REQUEST)
    page = home(qtbot, desk)
    assert page.to_do.titles() == ["Request that waits, Grande salle"]
    with qtbot.waitSignal(page.navigate) as asked:
        QTest.mouseClick(page.to_do.buttons[0], Qt.MouseButton.LeftButton)
    assert asked.args == [Target(Subject.BOOKING, key)]
    done(booking_states.cancel(desk, taken, Why()))
    settle()
    assert page.to_do.titles() == ["The room is free: Grande salle"]
    press_act(page, f"{act} : The room is free")
    assert states_of(desk, key) == [becomes]


def test_a_key_that_is_due_is_taken_back_from_here(qtbot: QtBot, desk: Desk) -> None:
    party = an_organisation(desk)
    draft = KeyHandoverDraft(
        key_id=a_key(desk), organisation_id=party, given_on=date(2026, 11, 20), due_on=date(2026, 11, 23)
    )
    done(room_keys.hand_over(desk, draft))
    page = home(qtbot, desk)
    assert page.to_do.titles() == ["Key to take back, Clé 1"]
    assert says(page, "1 day late")
    QTest.mouseClick(page.to_do.buttons[0], Qt.MouseButton.LeftButton)
    accept(page)
    assert not room_keys.keys(desk)[0].is_out
    assert says(page, "Nothing is waiting")


def test_what_is_missing_or_broken_is_said_with_its_date(qtbot: QtBot, desk: Desk) -> None:
    room = a_room(desk)
    without, ended = an_organisation(desk, "A"), an_organisation(desk, "B", agreement_ends_on=date(2026, 11, 25))
    an_organisation(desk, "C")
    signed = an_organisation(desk, "D", agreement_ends_on=date(2026, 11, 26))
    for hour, party in ((9, without), (12, ended), (15, signed)):
        a_booking(desk, room, party, starts_at=datetime(2026, 11, 26, hour))
    past = a_booking(desk, room, signed, starts_at=datetime(2026, 11, 23, 9))
    report = ConditionReportDraft(
        booking_id=past, turn=Turn.EXIT, made_at=datetime(2026, 11, 23, 11), finding=Finding.DAMAGE, remarks="vitre"
    )
    done(condition_reports.report(desk, report))
    page = home(qtbot, desk)
    assert page.to_do.titles() == [
        "Damage noted, Grande salle",
        "Agreement not signed",
        "Agreement ended on 25 November",
    ]
    assert says(page, "A · comes on Thu 26 Nov")
    done(edit_house(desk, a_house(agreement_required=Requirement.NONE, insurance_required=Requirement.REQUIRE)))
    settle()
    assert page.to_do.titles()[:3] == ["No insurance certificate"] * 3


def test_the_key_of_a_room_is_seen_on_its_booking_and_explained(qtbot: QtBot, desk: Desk) -> None:
    room, other = a_room(desk), a_room(desk, "Cuisine")
    party = an_organisation(desk)
    key = a_key(desk, rooms=(room,))
    now, later, free = (
        a_booking(desk, place, party, starts_at=datetime(2026, 11, 24, hour))
        for place, hour in ((room, 8), (room, 14), (other, 14))
    )
    page = home(qtbot, desk)
    table = QAccessible.queryAccessibleInterface(page.timeline)
    said = [table.child(place).text(QAccessible.Text.Name) for place in range(table.childCount())]
    assert ["key to hand over" in one for one in said] == [False, True, True]
    assert says(page.legend, "key to hand over")
    assert not says(page.legend, "key out")
    done(room_keys.hand_over(desk, KeyHandoverDraft(key_id=key, organisation_id=party, given_on=TODAY)))
    settle()
    assert says(page.legend, "key out")
    assert not says(page.legend, "key to hand over")
    assert {now, later, free} == {block.line.id for block in page.timeline.blocks}


def test_what_is_closed_today_is_hatched_and_said(qtbot: QtBot, desk: Desk) -> None:
    hall, kitchen = a_room(desk), a_room(desk, "Cuisine")
    a_room(desk, "Duo", parts=(hall, kitchen))
    day = datetime(2026, 11, 24)
    works = ClosureDraft(room_id=hall, starts_at=day, ends_at=datetime(2026, 11, 26), reason="Travaux")
    done(closures.add(desk, works))
    page = home(qtbot, desk)
    table = QAccessible.queryAccessibleInterface(page.timeline)

    def said() -> list[str]:
        return [table.child(place).text(QAccessible.Text.Name) for place in range(table.childCount())]

    # The room itself, and the one it is a part of: they are neighbours, the kitchen is not closed.
    assert said() == ["Duo, Grande salle · Closed · Travaux · all day"]
    evening = ClosureDraft(
        room_id=None, starts_at=datetime(2020, 11, 24, 18), ends_at=datetime(2020, 11, 25), is_yearly=True
    )
    done(closures.add(desk, evening))
    settle()
    assert said() == [
        "Duo, Grande salle · Closed · Travaux · all day",
        "Cuisine, Duo, Grande salle · Closed · 18:00 – 24:00",
    ]


def test_a_key_that_is_due_may_be_kept_longer(qtbot: QtBot, desk: Desk) -> None:
    draft = KeyHandoverDraft(
        key_id=a_key(desk), organisation_id=an_organisation(desk), given_on=date(2026, 11, 20), due_on=TODAY
    )
    done(room_keys.hand_over(desk, draft))
    page = home(qtbot, desk)
    page.to_do.others[0].click()
    settle()
    asked = dialog(page)
    asked.form["due_on"].set_value(date(2026, 12, 18))
    accept(page)
    assert page.to_do.titles() == []
    assert room_keys.keys(desk)[0].due_on == date(2026, 12, 18)


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


def test_a_house_with_a_room_and_nobody_is_shown_them_too(qtbot: QtBot, desk: Desk) -> None:
    a_room(desk)
    page = home(qtbot, desk)
    assert page.first_steps.isVisible()
    an_organisation(desk)
    settle()
    assert not page.first_steps.isVisible()


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
