"""The booking dialog: one booking, and « every Thursday until June outside the holidays » from the keyboard alone."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import a_booking, a_desk, a_house, a_room, an_organisation, done
from tests.ui.checks import clipped, nameless
from tests.ui.conftest import Recorder
from tests.ui.hands import press, settle, type_in

from coopdesk.domain.booking import BookingDraft, BookingState, Reason
from coopdesk.domain.calendars import HolidayZone
from coopdesk.domain.closure import ClosureDraft
from coopdesk.domain.history import Way
from coopdesk.domain.listing import EVERYTHING, Sort
from coopdesk.domain.operation import Operation
from coopdesk.domain.room import Layout, LayoutCapacity
from coopdesk.foundation import i18n
from coopdesk.foundation.preferences import Scheme
from coopdesk.foundation.problems import Saved
from coopdesk.services import bookings, closures, house, rooms, series
from coopdesk.services.bookings import BookingFilter
from coopdesk.services.desk import Desk, open_desk
from coopdesk.ui import theme
from coopdesk.ui.planning.booking_dialog import BookingDialog
from coopdesk.ui.planning.repeat_rhythm import Ending, Rhythm

THURSDAY = datetime(2026, 11, 26, 14)
WIDE = (1180, 640)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house of zone C."""
    desk = a_desk(tmp_path / "house.coopdesk")
    house.edit_house(desk, a_house(school_zone=HolidayZone.C))
    yield desk
    desk.close()


@pytest.fixture
def room(desk: Desk) -> int:
    """Its great hall."""
    return a_room(desk, layouts=(LayoutCapacity(Layout.SEATED, 120), LayoutCapacity(Layout.TABLES, 80)))


def opened(desk: Desk, page: QWidget, room: int, booking_id: int | None = None, **values: object) -> BookingDialog:
    """The dialog, as wide as a screen lets it be."""
    booking = None if booking_id is None else bookings.get(desk, booking_id)
    draft = booking or BookingDraft(
        **{
            "room_id": room,
            "organisation_id": None,
            "starts_at": THURSDAY,
            "ends_at": THURSDAY.replace(hour=16),
            **values,
        }  # type: ignore[arg-type]
    )
    asked = BookingDialog(desk, rooms.rooms(desk), draft, booking_id, page)
    asked.open()
    asked.resize(*WIDE)
    settle()
    return asked


def every_week(asked: BookingDialog, qtbot: QtBot) -> None:
    """Ask for every Thursday, and wait for the answer."""
    asked.form["rhythm"].set_value(Rhythm.WEEKLY)
    asked.resize(*WIDE)
    planned(asked, qtbot)


def planned(asked: BookingDialog, qtbot: QtBot) -> None:
    """Wait until what was typed last is worked out."""
    qtbot.waitUntil(lambda: not asked._pause.isActive())
    settle()


def confirm(asked: BookingDialog) -> None:
    """Press the button of the dialog."""
    QTest.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    settle()


def register(desk: Desk) -> list[tuple[str, BookingState, Reason | None]]:
    """Every booking: when, in which state, why not."""
    found = bookings.lines(desk, BookingFilter(), Sort("starts_at"), EVERYTHING)
    return [(line.starts_text, line.state, line.reason_code) for line in found]


def held(desk: Desk) -> list[str]:
    """The days that are booked."""
    return [start[:10] for start, state, _why in register(desk) if state is BookingState.CONFIRMED]


def test_every_thursday_until_june_from_the_keyboard_alone(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    organisation = an_organisation(desk, "Parents du Mail")
    asked = opened(desk, page, room)

    def focused() -> QWidget:
        now = asked.focusWidget()
        assert now is not None
        return now

    def tab_to(name: str) -> None:
        for _step in range(60):
            if focused() is asked.form[name].editor or asked.form[name].editor.focusProxy() is focused():
                return
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
        raise AssertionError(name)

    assert focused() is asked.form["organisation_id"].editor
    QTest.keyClicks(focused(), "parents")
    offers = asked.form["organisation_id"].editor.completer().popup()  # type: ignore[attr-defined]
    QTest.keyClick(offers, Qt.Key.Key_Down)
    QTest.keyClick(offers, Qt.Key.Key_Return)
    assert asked.form["organisation_id"].value() == organisation
    tab_to("rhythm")
    for _step in range(2):  # Never, every day, every week
        QTest.keyClick(focused(), Qt.Key.Key_Down)
    tab_to("until")
    assert asked.form["until"].value() == date(2027, 6, 30)
    planned(asked, qtbot)
    assert "24 sessions of 31" in asked.verdict
    assert asked.accept_button.text() == "Book 24 sessions"
    with qtbot.waitSignal(asked.saved) as told:
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    settle()
    assert len(held(desk)) == 24
    left_out = {start[:10]: why for start, state, why in register(desk) if state is BookingState.SKIPPED}
    assert left_out == {
        **dict.fromkeys(
            ("2026-12-24", "2026-12-31", "2027-02-11", "2027-02-18", "2027-04-08", "2027-04-15"), Reason.SCHOOL_HOLIDAY
        ),
        "2027-05-06": Reason.BANK_HOLIDAY,
    }
    first = bookings.get(desk, told.args[0].id)
    assert first is not None
    assert (first.starts_at, first.organisation_id) == (THURSDAY, organisation)
    act = desk.take(Way.UNDONE)
    assert act is not None
    assert act.operation is Operation.BOOK_SERIES
    assert register(desk) == []


def test_a_booking_that_is_changed_and_repeated_is_undone_at_once(
    qtbot: QtBot, desk: Desk, page: QWidget, room: int
) -> None:
    alone = a_booking(desk, room, starts_at=THURSDAY, purpose="Essai")
    asked = opened(desk, page, room, alone)
    asked.form["purpose"].set_value("Chant")
    every_week(asked, qtbot)
    confirm(asked)
    assert len(held(desk)) == 24
    act = desk.take(Way.UNDONE)
    assert act is not None
    assert act.operation is Operation.REPEAT_BOOKING
    back = bookings.get(desk, alone)
    assert back is not None
    assert (back.purpose, back.series_id, len(held(desk))) == ("Essai", None, 1)


def test_nothing_is_written_before_the_button(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    asked = opened(desk, page, room)
    every_week(asked, qtbot)
    assert "24 sessions of 31" in asked.verdict
    asked.reject()
    assert register(desk) == []


def test_a_conflict_is_kept_aside_unless_it_is_remedied(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    small = a_room(desk, "Salle Lilas", capacity=60)
    a_booking(desk, room, an_organisation(desk, "Fil & Parole"), starts_at=datetime(2027, 1, 14, 13))
    asked = opened(desk, page, room)
    every_week(asked, qtbot)
    assert "1 conflict on 14/01" in asked.verdict
    assert asked.accept_button.text() == "Book 23 sessions, keep 1 aside"
    # What is to be decided is chosen at once, its remedies are real buttons.
    one = asked.bench.table.current()
    assert one is not None
    assert one.day == date(2027, 1, 14)
    press(asked.bench.table, "Salle Lilas")
    assert asked.accept_button.text() == "Book 24 sessions"
    confirm(asked)
    moved = next(line for line in bookings.lines(desk, BookingFilter(room_id=small), None, EVERYTHING))
    assert (moved.room_id, moved.starts_text) == (small, "2027-01-14T14:00")


def test_the_whole_series_is_asked_for_elsewhere(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    small = a_room(desk, "Salle Lilas", capacity=60)
    a_booking(desk, room, starts_at=datetime(2027, 1, 14, 13))
    a_booking(desk, room, starts_at=datetime(2027, 1, 21, 13))
    asked = opened(desk, page, room)
    every_week(asked, qtbot)
    press(asked.bench.table, "Salle Lilas")  # one date alone
    assert asked.accept_button.text() == "Book 23 sessions, keep 1 aside"
    menu = asked.bench.move_all.menu()
    menu.aboutToShow.emit()
    best = menu.actions()[0]
    assert best.text() == "Salle Lilas: 24 free sessions"
    best.trigger()
    settle()
    assert asked.form["room_id"].value() == small
    assert asked.accept_button.text() == "Book 24 sessions"
    assert asked._series.choices == {}
    assert nameless(asked) == []
    assert clipped(asked) == []
    confirm(asked)
    found = bookings.lines(desk, BookingFilter(room_id=small), None, EVERYTHING)
    assert sum(line.state is BookingState.CONFIRMED for line in found) == 24


def test_what_cannot_be_held_is_noted_with_its_reason(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    a_booking(desk, room, starts_at=datetime(2027, 1, 14, 13))
    asked = opened(desk, page, room)
    every_week(asked, qtbot)
    confirm(asked)
    assert ("2027-01-14T14:00", BookingState.SKIPPED, Reason.CONFLICT) in register(desk)
    assert len(held(desk)) == 24  # 23 sessions, and the one that was there


def test_dates_are_ticked_and_skipped_from_the_keyboard(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    asked = opened(desk, page, room)
    every_week(asked, qtbot)
    table = asked.bench.table
    table.setFocus()
    table.select(date(2026, 12, 3).toordinal())
    QTest.keyClick(table, Qt.Key.Key_Space)
    table.select(date(2026, 12, 24).toordinal())
    QTest.keyClick(table, Qt.Key.Key_Space)
    settle()
    assert asked.accept_button.text() == "Book 24 sessions"
    confirm(asked)
    days = held(desk)
    assert "2026-12-03" not in days
    assert "2026-12-24" in days
    assert ("2026-12-03T14:00", BookingState.SKIPPED, Reason.OTHER) in register(desk)


def test_the_strip_goes_to_the_line_and_says_each_date(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    asked = opened(desk, page, room)
    every_week(asked, qtbot)
    strip = asked.bench.strip
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.box_of(4).center())
    one = asked.bench.table.current()
    assert one is not None
    assert one.day == date(2026, 12, 24)
    said = strip.accessible_blocks()[4].name
    assert "24 December" in said
    assert "Christmas holidays" in said
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert asked.bench.table.current().day == date(2026, 12, 31)  # type: ignore[union-attr]


def test_the_pills_filter_the_dates(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    a_booking(desk, room, starts_at=datetime(2027, 1, 14, 13))
    asked = opened(desk, page, room)
    every_week(asked, qtbot)
    assert asked.bench.table.lines.rowCount() == 31
    press(asked.bench, "7 skipped")
    assert asked.bench.table.lines.rowCount() == 7
    press(asked.bench, "1 conflict")
    assert asked.bench.table.lines.rowCount() == 1
    asked.bench.strip.chosen.emit(0)
    assert asked.bench.table.lines.rowCount() == 31


def test_papers_that_do_not_reach_so_far_are_said(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    organisation = an_organisation(desk, "Parents du Mail", insurance_ends_on=date(2026, 12, 31))
    asked = opened(desk, page, room, organisation_id=organisation)
    every_week(asked, qtbot)
    assert "insurance until 31/12" in asked.verdict
    press(asked.bench, "20 under reserve")
    assert asked.bench.table.lines.rowCount() == 20
    assert asked.accept_button.text() == "Book 24 sessions"


def test_all_as_options_asks_until_when(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    asked = opened(desk, page, room)
    every_week(asked, qtbot)
    press(asked, "All as options…")
    assert asked.focusWidget() is asked.form["option_until"].editor
    type_in(asked.form["option_until"], "15/12/2026")
    planned(asked, qtbot)
    assert asked.accept_button.text() == "Hold 24 sessions as options"
    confirm(asked)
    options = [state for _start, state, _why in register(desk) if state is BookingState.OPTION]
    assert len(options) == 24


@pytest.mark.parametrize(
    ("fields", "words", "dates"),
    [
        ({"rhythm": Rhythm.DAILY, "until": date(2026, 11, 29)}, "Every day, until 29 November 2026", 4),
        ({"rhythm": Rhythm.WEEKLY, "interval": 2}, "Every other week, on Thursday, until 30 June 2027", 16),
        (
            {"rhythm": Rhythm.WEEKLY, "weekdays": (1, 3), "ending": Ending.COUNT, "count": 6},
            "Every Tuesday and Thursday, 6 times", 6,
        ),
        (
            {"rhythm": Rhythm.MONTHLY_DATE, "month_day": 31},
            "Day 31 of each month (months without day 31 are skipped), until 30 June 2027", 4,
        ),
        (
            {"rhythm": Rhythm.MONTHLY_DAY, "weekdays": (1,), "nths": (1, 3)},
            "Every 1st and 3rd Tuesday of the month, until 30 June 2027", 14,
        ),
        (
            {"rhythm": Rhythm.MONTHLY_DAY, "weekdays": (4,), "nths": (-1,)},
            "The last Friday of the month, until 30 June 2027", 8,
        ),
        ({"rhythm": Rhythm.YEARLY_DATE, "ending": Ending.COUNT, "count": 3}, "Every year on 26 November, 3 times", 3),
        ({"rhythm": Rhythm.PICKED, "picked": (date(2026, 12, 1), date(2027, 1, 5))}, "2 dates picked by hand", 2),
        ({"rhythm": Rhythm.RULE, "rule": "FREQ=WEEKLY;BYDAY=TH;COUNT=5"}, "Every Thursday, 5 times", 5),
        ({"rhythm": Rhythm.WEEKLY, "ending": Ending.SEASON}, "Every Thursday", 40),
    ],
)  # fmt: skip
def test_each_rhythm_is_said_in_words_and_gives_its_dates(
    qtbot: QtBot, desk: Desk, page: QWidget, room: int, fields: dict[str, object], words: str, dates: int
) -> None:
    asked = opened(desk, page, room)
    for name, value in fields.items():
        asked.form[name].set_value(value)
    planned(asked, qtbot)
    assert asked.request.repeat._words.text() == words
    assert asked.request.repeat._count.text() == f"{dates} dates"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"rhythm": Rhythm.RULE, "rule": "FREQ=HOURLY"}, "this rule counts hours"),
        ({"rhythm": Rhythm.WEEKLY, "until": date(2026, 11, 1)}, "no date at all"),
        ({"rhythm": Rhythm.DAILY, "until": date(2036, 11, 1)}, "more than 2,000 dates"),
        ({"rhythm": Rhythm.MONTHLY_DAY, "weekdays": ()}, "This is needed"),
        ({"rhythm": Rhythm.PICKED, "picked": ()}, "no date at all"),
    ],
)
def test_a_rule_that_cannot_be_taken_is_said_at_once_and_nothing_changes(
    qtbot: QtBot, desk: Desk, page: QWidget, room: int, fields: dict[str, object], words: str
) -> None:
    asked = opened(desk, page, room)
    for name, value in fields.items():
        asked.form[name].set_value(value)
    planned(asked, qtbot)
    assert words in asked.verdict
    confirm(asked)
    assert asked.isVisible()
    assert register(desk) == []


def test_dates_are_typed_one_after_the_other(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    asked = opened(desk, page, room)
    asked.form["rhythm"].set_value(Rhythm.PICKED)
    QTest.keyClicks(asked.form["picked"].editor, "8/12/2026, 01.12.26 32/12/2026")
    planned(asked, qtbot)
    confirm(asked)
    assert "32/12/2026" in asked.form["picked"].message()
    asked.form["picked"].set_value((date(2026, 12, 8), date(2026, 12, 1)))
    planned(asked, qtbot)
    confirm(asked)
    assert held(desk) == ["2026-12-01", "2026-12-08"]


def test_the_fields_follow_the_first_date_until_they_are_touched(
    qtbot: QtBot, desk: Desk, page: QWidget, room: int
) -> None:
    asked = opened(desk, page, room)
    asked.form["rhythm"].set_value(Rhythm.WEEKLY)
    asked.form["day"].set_value(date(2026, 11, 27))
    assert asked.form["weekdays"].value() == (4,)
    asked.form["weekdays"].set_value((0, 4))
    asked.form["day"].set_value(date(2026, 12, 1))
    assert asked.form["weekdays"].value() == (0, 4)


def test_a_date_in_the_past_is_asked_about_once(
    qtbot: QtBot, desk: Desk, page: QWidget, room: int, recorder: Recorder
) -> None:
    asked = opened(desk, page, room, starts_at=datetime(2026, 11, 2, 14), ends_at=datetime(2026, 11, 2, 16))
    recorder.answers = [False]
    confirm(asked)
    assert register(desk) == []
    recorder.answers = [True]
    confirm(asked)
    assert held(desk) == ["2026-11-02"]
    assert [kind for kind, _words in recorder.said] == ["question", "question"]


def test_a_reason_is_asked_for_only_where_one_is_needed(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    asked = opened(desk, page, room)
    assert not asked.form["override_reason"].isVisible()
    asked.form["expected_persons"].set_value(400)
    assert asked.form["override_reason"].isVisible()
    assert "120" in asked.verdict
    confirm(asked)
    assert "120" in asked.form["expected_persons"].message()
    # The field is narrow: its sentence has the whole width.
    assert asked.form["expected_persons"]._message_row.width() > 2 * asked.form["expected_persons"].width()
    type_in(asked.form["override_reason"], "Plein air, la salle ne sert que de repli")
    confirm(asked)
    assert held(desk) == ["2026-11-26"]


def test_the_layout_says_what_it_holds(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    asked = opened(desk, page, room, layout=Layout.TABLES, expected_persons=100)
    assert "80" in asked.verdict
    field = asked.form["layout"]
    assert [field.editor.itemText(place) for place in range(field.editor.count())] == [  # type: ignore[attr-defined]
        "Any, 120", "Seated, 120", "At tables, 80",
    ]  # fmt: skip
    field.set_value(Layout.SEATED)
    assert "is free" in asked.verdict
    confirm(asked)
    assert bookings.get(desk, 1).layout is Layout.SEATED  # type: ignore[union-attr]


def test_a_layout_that_the_room_no_longer_has_stays_chosen(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    booking = a_booking(desk, room, layout=Layout.CIRCLE)
    asked = opened(desk, page, room, booking)
    assert asked.form["layout"].value() is Layout.CIRCLE


def test_a_night_keeps_its_end(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    room = a_room(desk, "Salle de nuit", hours=())
    start, end = datetime(2026, 11, 25, 20), datetime(2026, 11, 26, 1)
    booking = a_booking(desk, room, starts_at=start, ends_at=end)
    asked = opened(desk, page, room, booking)
    type_in(asked.form["purpose"], "Veillée des habitants")
    confirm(asked)
    kept = bookings.get(desk, booking)
    assert kept is not None
    assert (kept.starts_at, kept.ends_at, kept.purpose) == (start, end, "Veillée des habitants")


def test_a_single_booking_becomes_a_series(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    booking = a_booking(desk, room)
    asked = opened(desk, page, room, booking)
    every_week(asked, qtbot)
    # It is not in its own way.
    assert "24 sessions of 31" in asked.verdict
    assert "conflict" not in asked.verdict
    confirm(asked)
    whole = series.series_of(desk, booking)
    assert whole is not None
    assert len(held(desk)) == 24
    assert series.sessions(desk, whole.id)[0].id == booking
    desk.take(Way.UNDONE)
    assert held(desk) == ["2026-11-26"]
    assert series.series_of(desk, booking) is None


def test_tab_goes_down_the_request_before_the_answer(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    asked = opened(desk, page, room)
    asked.form["state"].set_value(BookingState.OPTION)
    walked: list[QWidget] = []
    at: QWidget | None = asked.form["organisation_id"].editor
    while at is not None and at is not asked.accept_button:
        walked.append(at)
        at = at.nextInFocusChain()
    names = [name for name in asked.form.values() if asked.form[name].isVisible()]
    names.sort(key=lambda name: walked.index(asked.form[name].editor))
    assert names == [
        "organisation_id", "room_id", "layout", "day", "starts_at", "ends_at", "purpose", "expected_persons", "rhythm",
        "kind", "state", "option_until", "ends_on", "notes",
    ]  # fmt: skip


def test_two_tabs_under_one_verdict_where_it_is_narrow(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    asked = opened(desk, page, room)
    every_week(asked, qtbot)
    assert asked.bench.isVisible()
    assert not asked.view.tabs.isVisible()
    asked.resize(700, 600)
    settle()
    assert asked.request.isVisible()
    assert not asked.bench.isVisible()
    press(asked, "Dates")
    assert asked.bench.isVisible()
    assert not asked.request.isVisible()
    assert "24 sessions of 31" in asked.verdict
    # What is wrong in the request brings it back.
    asked.form["ends_at"].set_value(time(9))
    planned(asked, qtbot)
    confirm(asked)
    assert asked.request.isVisible()
    assert asked.form["ends_at"].message()


def test_everything_has_a_name_and_room_for_its_words(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    a_booking(desk, room, starts_at=datetime(2027, 1, 14, 13))
    asked = opened(desk, page, room)
    every_week(asked, qtbot)
    for rhythm in Rhythm:
        asked.form["rhythm"].set_value(rhythm)
        asked.resize(*WIDE)
        planned(asked, qtbot)
        assert nameless(asked) == []
        assert clipped(asked) == []


def test_a_file_that_may_only_be_read_shows_and_changes_nothing(
    qtbot: QtBot, desk: Desk, page: QWidget, room: int
) -> None:
    booking = a_booking(desk, room)
    path = desk.path
    desk.close()

    reading = open_desk(path, read_only=True, clock=lambda: datetime(2026, 11, 24, 9))
    asked = opened(reading, page, room, booking)
    assert not asked.accept_button.isVisible()
    assert not asked.form["purpose"].editor.isEnabled()
    asked.reject()
    reading.close()


def test_the_outcome_tells_the_page_which_booking(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    asked = opened(desk, page, room)
    with qtbot.waitSignal(asked.saved) as told:
        confirm(asked)
    assert told.args == [Saved(1)]


def test_a_closed_date_is_to_decide_and_held_with_a_reason(qtbot: QtBot, desk: Desk, page: QWidget, room: int) -> None:
    day = datetime(2026, 12, 10)
    closure = ClosureDraft(room_id=room, starts_at=day, ends_at=day.replace(hour=22), reason="Travaux")
    done(closures.add(desk, closure))
    asked = opened(desk, page, room)
    every_week(asked, qtbot)
    assert "1 impossible on 10/12" in asked.verdict
    press(asked.bench, "1 to decide")
    one = asked.bench.table.current()
    assert one is not None
    assert "Travaux" in asked.bench.table.why(one)
    type_in(asked.form["override_reason"], "Hors de la zone des travaux")
    planned(asked, qtbot)
    assert asked.accept_button.text() == "Book 24 sessions"
    confirm(asked)
    booked = next(
        line for line in bookings.lines(desk, BookingFilter(), None, EVERYTHING) if "12-10" in line.starts_text
    )
    assert bookings.get(desk, booked.id).override_reason == "Hors de la zone des travaux"  # type: ignore[union-attr]


def test_an_hour_that_the_clocks_skip_is_said_beside_its_field(qtbot: QtBot, desk: Desk, page: QWidget) -> None:
    room = a_room(desk, "Salle de nuit", hours=())
    night = datetime(2027, 3, 28, 2, 30)
    asked = opened(desk, page, room, starts_at=night, ends_at=night.replace(hour=5))
    assert "clocks go forward" in asked.verdict
    asked.form["day"].set_value(date(2027, 3, 27))
    asked.form["rhythm"].set_value(Rhythm.DAILY)
    asked.form["until"].set_value(date(2027, 3, 29))
    planned(asked, qtbot)
    # The 29th is Easter Monday.
    assert asked.accept_button.text() == "Book 1 session, keep 1 aside"


@pytest.mark.parametrize("points", [9, 13.5])
def test_nothing_is_cut_in_french_whatever_the_size_of_text(
    qapp: QApplication, qtbot: QtBot, desk: Desk, page: QWidget, room: int, points: float
) -> None:
    i18n.start(i18n.Language.FRENCH)
    font = QFont(qapp.font())
    font.setPointSizeF(points)
    qapp.setFont(font)
    theme.apply(qapp, Scheme.LIGHT)
    a_booking(desk, room, starts_at=datetime(2027, 1, 14, 13), purpose="Galette de l’équipe")
    asked = opened(desk, page, room, organisation_id=an_organisation(desk, "Parents du Mail"))
    every_week(asked, qtbot)
    assert "24 séances sur 31" in asked.verdict
    assert asked.accept_button.text() == "Réserver 23 séances, garder 1 de côté"
    for bring in (asked.view.show_request, asked.view.show_dates):
        bring()
        settle()
        assert clipped(asked) == []
        assert nameless(asked) == []
