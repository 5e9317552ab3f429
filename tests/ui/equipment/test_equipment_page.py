"""Matériel: articles come and go, loans leave and come back, and nobody can lend what is not there."""

from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from tests.builders import NOW, a_loan, an_equipment, an_organisation
from tests.ui.checks import clipped
from tests.ui.conftest import Recorder
from tests.ui.hands import (
    accept,
    choose_line,
    column,
    dialog,
    is_free,
    listed,
    open_page,
    pick,
    press,
    says,
    settle,
    sort_by,
    type_in,
)

from coopdesk.domain.equipment import Condition
from coopdesk.domain.listing import EVERYTHING, Subject
from coopdesk.domain.loan import LoanState, ReturnLine
from coopdesk.domain.period import Interval
from coopdesk.services import equipment, loans
from coopdesk.services.desk import Desk
from coopdesk.ui.equipment.loan_dialog import LoanEditor
from coopdesk.ui.equipment.page import EquipmentPage
from coopdesk.ui.widgets.lines_view import LinesView


def page_on(qtbot: QtBot, desk: Desk) -> EquipmentPage:
    """The page, open."""
    page = open_page(qtbot, EquipmentPage, desk)
    assert isinstance(page, EquipmentPage)
    return page


def articles(page: EquipmentPage) -> list[str]:
    """The names in the inventory, from top to bottom."""
    return column(listed(page, "Inventory"), "name")


def heard(view: LinesView, place: int) -> str:
    """What a screen reader says of a cell of the first line."""
    return str(view.lines.data(view.lines.index(0, place), Qt.ItemDataRole.AccessibleTextRole))


def editor(page: EquipmentPage) -> LoanEditor:
    """The dialog that lends."""
    found = dialog(page)
    assert isinstance(found, LoanEditor)
    return found


def test_the_first_article_is_made_from_the_empty_page(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    assert says(page, "Nothing in the inventory yet.")

    page.new_record(Subject.EQUIPMENT)
    form = dialog(page).form
    form["name"].set_value("Vidéoprojecteur")
    form["category"].set_value("Image")
    type_in(form["deposit"], "12,50 €")
    accept(page)

    assert is_free(page)
    assert articles(page) == ["Vidéoprojecteur"]
    (saved,) = equipment.lines(desk, equipment.EquipmentFilter(), None, EVERYTHING)
    assert listed(page, "Inventory").selected_id() == saved.id
    made = equipment.get(desk, saved.id)
    assert made is not None
    assert made.deposit == 1250
    assert not says(page, "Nothing in the inventory yet.")


def test_an_article_without_a_name_is_refused_beside_its_field(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    page.new_record(Subject.EQUIPMENT)

    accept(page)

    assert dialog(page).form["name"].message() == "This is needed: please fill it in."
    assert equipment.count(desk, equipment.EquipmentFilter()) == 0


def test_editing_an_article_keeps_its_cents(qtbot: QtBot, desk: Desk) -> None:
    article = an_equipment(desk, unit_value=2990, deposit=1250)
    page = page_on(qtbot, desk)

    page.open_record(Subject.EQUIPMENT, article)
    dialog(page).form["place"].set_value("Réserve")
    accept(page)

    changed = equipment.get(desk, article)
    assert changed is not None
    assert (changed.place, changed.unit_value, changed.deposit) == ("Réserve", 2990, 1250)


def test_an_amount_that_cannot_be_read_is_said_beside_its_field(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    page.new_record(Subject.EQUIPMENT)
    form = dialog(page).form
    form["name"].set_value("Sono")
    type_in(form["deposit"], "cher")

    accept(page)

    assert form["deposit"].message() == "Write an amount such as €12.50."
    assert equipment.count(desk, equipment.EquipmentFilter()) == 0


def test_the_inventory_is_searched_without_accents(qtbot: QtBot, desk: Desk) -> None:
    for name in ("Cafetière", "Chaises pliantes", "Rétroprojecteur"):
        an_equipment(desk, name)
    page = page_on(qtbot, desk)
    search = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Search the inventory")

    qtbot.keyClicks(search, "retro")
    assert articles(page) == ["Rétroprojecteur"]
    search.setText("CAFETIERE")
    assert articles(page) == ["Cafetière"]
    search.clear()
    assert len(articles(page)) == 3


def test_the_inventory_is_filtered_by_owner_category_and_disorder(qtbot: QtBot, desk: Desk) -> None:
    owner = an_organisation(desk)
    an_equipment(desk, "Barnum", category="Extérieur", owner_id=owner)
    an_equipment(desk, "Sono", category="Son", condition=Condition.BROKEN)
    an_equipment(desk, "Micro", category="Son")
    page = page_on(qtbot, desk)

    press(page, "Partners' own")
    assert articles(page) == ["Barnum"]
    press(page, "Partners' own")
    press(page, "Out of order")
    assert articles(page) == ["Sono"]
    press(page, "Out of order")
    page._filters.categories.set_value("Son")
    assert articles(page) == ["Micro", "Sono"]


def test_a_new_category_is_offered_at_once(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)

    an_equipment(desk, "Micro", category="Son")
    settle()

    page._filters.categories.set_value("Son")
    assert articles(page) == ["Micro"]


def test_the_heads_sort_both_ways(qtbot: QtBot, desk: Desk) -> None:
    for name in ("Chaises", "Écran", "Bancs"):
        an_equipment(desk, name)
    page = page_on(qtbot, desk)

    assert articles(page) == ["Bancs", "Chaises", "Écran"]
    sort_by(listed(page, "Inventory"), "name")
    assert articles(page) == ["Écran", "Chaises", "Bancs"]


def test_an_article_that_was_lent_is_not_deleted_and_says_why(qtbot: QtBot, desk: Desk, recorder: Recorder) -> None:
    article = an_equipment(desk)
    a_loan(desk, an_organisation(desk), (article, 10))
    page = page_on(qtbot, desk)
    choose_line(listed(page, "Inventory"), 0)
    recorder.answers = [True]

    page._detail.delete_action.trigger()

    assert recorder.said[-1][0] == "warning"
    assert "1 loan" in recorder.said[-1][1]
    assert articles(page) == ["Chaises pliantes"]


def test_an_article_is_deleted_once_confirmed(qtbot: QtBot, desk: Desk, recorder: Recorder) -> None:
    an_equipment(desk)
    page = page_on(qtbot, desk)
    choose_line(listed(page, "Inventory"), 0)

    recorder.answers = [False]
    page._detail.delete_action.trigger()
    assert articles(page) == ["Chaises pliantes"]

    recorder.answers = [True]
    page._detail.delete_action.trigger()
    settle()
    assert articles(page) == []
    assert not page._detail.isVisible()


def test_the_panel_says_how_many_are_free_today(qtbot: QtBot, desk: Desk) -> None:
    article = an_equipment(desk, deposit=500)
    holder = an_organisation(desk, "Les Amis du jardin")
    a_loan(desk, holder, (article, 30), starts_at=NOW - timedelta(days=1), hand_over_now=True)
    page = page_on(qtbot, desk)

    choose_line(listed(page, "Inventory"), 0)

    assert page._detail._free.text() == "50"
    assert page._detail._deposit.text() == "€5.00"
    assert says(page._detail, "free today")
    assert says(page._detail, "Les Amis du jardin")
    assert says(page._detail, "30")


def test_a_line_says_in_words_what_its_bar_shows(qtbot: QtBot, desk: Desk) -> None:
    chairs, holder = an_equipment(desk, place="Réserve"), an_organisation(desk)
    a_loan(desk, holder, (chairs, 40), starts_at=NOW, due_at=datetime(2026, 11, 26, 12), hand_over_now=True)
    a_loan(desk, holder, (chairs, 80), starts_at=datetime(2026, 12, 1, 9), due_at=datetime(2026, 12, 1, 18))
    view = listed(page_on(qtbot, desk), "Inventory")

    assert column(view, "free") == ["40"]
    assert column(view, "weeks") == [
        "24 – 26 Nov: 40 of 80 free; 27 – 30 Nov: all free; 1 Dec: nothing left; 2 – 21 Dec: all free"
    ]
    assert heard(view, 0) == "Chaises pliantes, Réserve · lot, 40 of 80 free today"
    assert heard(view, 2) == column(view, "weeks")[0]


def test_a_need_is_answered_in_the_list_and_in_the_panel_and_lent_for(qtbot: QtBot, desk: Desk) -> None:
    chairs, holder = an_equipment(desk), an_organisation(desk)
    a_loan(desk, holder, (chairs, 30), starts_at=datetime(2026, 12, 12, 22), due_at=datetime(2026, 12, 13, 12))
    page = page_on(qtbot, desk)
    view = listed(page, "Inventory")
    choose_line(view, 0)

    type_in(page._filters.need.day, "12/12/2026")
    assert page._detail._free.text() == "50"
    assert says(page._detail, "free on Sat 12")
    assert heard(view, 0).endswith("50 of 80 free on Sat 12")
    type_in(page._filters.need.ends, "22:00")
    assert page._detail._free.text() == "80", "back before the others leave"

    press(page._detail, "Lend for Sat 12")
    values = editor(page).form.values()
    assert (values["starts_on"], values["starts_hour"]) == (date(2026, 12, 12), time(9))
    assert (values["due_on"], values["due_hour"]) == (date(2026, 12, 12), time(22))
    editor(page).reject()

    type_in(page._filters.need.day, "")
    assert page._detail._free.text() == "80"
    assert says(page._detail, "free today")


@pytest.mark.parametrize(
    ("day", "ends", "said"),
    [
        ("23/11/2026", "23:00", "This day is over."),
        ("12/12/2026", "8:00", "The end comes before the start: please change one of them."),
    ],
)
def test_a_need_that_cannot_be_says_why(qtbot: QtBot, desk: Desk, day: str, ends: str, said: str) -> None:
    an_equipment(desk)
    need = page_on(qtbot, desk)._filters.need
    type_in(need.day, day)
    type_in(need.ends, ends)
    need.ends.left.emit()

    assert need.value() is None
    assert need.day.message() == said

    type_in(need.day, "12/12/2026")
    type_in(need.ends, "23:00")
    need.ends.left.emit()
    assert need.value() == Interval(datetime(2026, 12, 12, 9), datetime(2026, 12, 12, 23))
    assert need.day.message() == ""
    type_in(need.ends, "24h")
    assert need.value() == Interval(datetime(2026, 12, 12, 9), datetime(2026, 12, 13))


def test_the_bars_and_the_day_of_the_need_are_painted(qtbot: QtBot, desk: Desk) -> None:
    an_equipment(desk)
    page = page_on(qtbot, desk)
    view = listed(page, "Inventory")
    bare = view.grab().toImage()

    a_loan(desk, an_organisation(desk), (1, 80), starts_at=NOW, due_at=NOW + timedelta(days=9))
    settle()
    lent = view.grab().toImage()
    assert lent != bare
    type_in(page._filters.need.day, "12/12/2026")
    assert view.grab().toImage() != lent
    type_in(page._filters.need.day, "12/12/2027")
    assert view.grab().toImage() == lent, "a day beyond the weeks has no place in them"


def test_the_panel_leaves_room_for_the_weeks(qtbot: QtBot, desk: Desk) -> None:
    an_equipment(desk)
    page = page_on(qtbot, desk)
    view = listed(page, "Inventory")
    choose_line(view, 0)
    assert page._detail.y() == 0

    page.resize(900, 600)
    settle()
    assert page._detail.y() > 0
    assert view.columnWidth(2) >= 240
    assert not view.horizontalScrollBar().isVisible()
    assert clipped(page) == []


def test_a_loan_is_opened_from_the_panel(qtbot: QtBot, desk: Desk) -> None:
    chairs, holder = an_equipment(desk), an_organisation(desk)
    a_loan(desk, holder, (chairs, 10))
    page = page_on(qtbot, desk)
    choose_line(listed(page, "Inventory"), 0)

    press(page._detail, "Open loan 2026-001")

    assert editor(page).windowTitle() == "Loan 2026-001"
    assert not page._detail.isVisible(), "the panel belongs to the inventory"
    editor(page).reject()
    press(page, "Inventory")
    assert page._detail.isVisible()


def test_what_is_late_stays_away_and_says_so(qtbot: QtBot, desk: Desk) -> None:
    chairs, holder = an_equipment(desk), an_organisation(desk)
    before = NOW - timedelta(days=9)
    a_loan(desk, holder, (chairs, 80), starts_at=before, due_at=before + timedelta(days=2), hand_over_now=True)
    page = page_on(qtbot, desk)
    choose_line(listed(page, "Inventory"), 0)

    assert column(listed(page, "Inventory"), "weeks") == ["24 Nov – 21 Dec: nothing left"]
    assert says(page._detail, "late: was due Tue 17 Nov at 9:12")


def test_lending_says_what_is_left_while_typing(qtbot: QtBot, desk: Desk) -> None:
    article = an_equipment(desk)
    holder = an_organisation(desk)
    a_loan(desk, holder, (article, 60), starts_at=NOW, due_at=NOW + timedelta(days=2))
    page = page_on(qtbot, desk)
    page.new_record()
    row = editor(page)._rows[0]

    pick(row.article, "chaises")
    assert row.left.text() == "20 left of 80"
    editor(page).form["starts_on"].set_value(NOW.date() + timedelta(days=20))
    editor(page).form["due_on"].set_value(NOW.date() + timedelta(days=22))
    assert row.left.text() == "80 left of 80"


def test_lending_more_than_there_is_is_refused_in_the_dialog(qtbot: QtBot, desk: Desk) -> None:
    an_equipment(desk)
    an_organisation(desk)
    page = page_on(qtbot, desk)
    page.new_record()
    lend = editor(page)
    pick(lend.form["organisation_id"], "parents")
    pick(lend._rows[0].article, "chaises")
    lend._rows[0].quantity.set_value(81)

    assert "Only 80 of “Chaises pliantes” are free then" in lend._trouble.text()
    accept(page)

    assert not is_free(page)
    assert says(lend, "Only 80 of “Chaises pliantes” are free then, 81 asked for")
    assert loans.count(desk, loans.LoanFilter(now=NOW)) == 0


def test_the_same_article_twice_is_refused(qtbot: QtBot, desk: Desk) -> None:
    an_equipment(desk)
    an_organisation(desk)
    page = page_on(qtbot, desk)
    page.new_record()
    lend = editor(page)
    pick(lend.form["organisation_id"], "parents")
    press(lend, "Add an article")
    for row in lend._rows:
        pick(row.article, "chaises")

    assert "twice" in lend._trouble.text() or "two lines" in lend._trouble.text()
    accept(page)
    assert loans.count(desk, loans.LoanFilter(now=NOW)) == 0


def test_a_quantity_that_cannot_be_read_is_not_lent(qtbot: QtBot, desk: Desk) -> None:
    an_equipment(desk)
    an_organisation(desk)
    page = page_on(qtbot, desk)
    page.new_record()
    lend = editor(page)
    pick(lend.form["organisation_id"], "parents")
    pick(lend._rows[0].article, "chaises")
    lend._rows[0].quantity.editor.setText("beaucoup")

    accept(page)

    assert lend._rows[0].quantity.message() == "Write a whole number from 1 to 999999."
    assert loans.count(desk, loans.LoanFilter(now=NOW)) == 0


def test_an_article_typed_but_not_chosen_is_not_left_out(qtbot: QtBot, desk: Desk) -> None:
    an_equipment(desk)
    an_organisation(desk)
    page = page_on(qtbot, desk)
    page.new_record()
    lend = editor(page)
    pick(lend.form["organisation_id"], "parents")
    pick(lend._rows[0].article, "chaises")
    press(lend, "Add an article")
    qtbot.keyClicks(lend._rows[1].article.editor, "zzz")

    accept(page)

    assert lend._rows[1].article.message() == "Nothing has this name: choose one of the list."
    assert loans.count(desk, loans.LoanFilter(now=NOW)) == 0


def test_an_hour_half_typed_does_not_break_the_dialog(qtbot: QtBot, desk: Desk) -> None:
    an_equipment(desk)
    page = page_on(qtbot, desk)
    page.new_record()
    lend = editor(page)
    pick(lend._rows[0].article, "chaises")

    type_in(lend.form["due_on"], "27/1")
    assert lend._rows[0].left.text() == ""
    type_in(lend.form["due_on"], "27/11/2026")
    assert lend._rows[0].left.text() == "80 left of 80"


def test_what_leaves_now_is_out(qtbot: QtBot, desk: Desk) -> None:
    article = an_equipment(desk)
    an_organisation(desk)
    page = page_on(qtbot, desk)
    choose_line(listed(page, "Inventory"), 0)
    press(page._detail, "Lend")
    lend = editor(page)
    assert lend._rows[0].article.value() == article
    pick(lend.form["organisation_id"], "parents")
    lend._rows[0].quantity.set_value(12)
    lend.form["deposit"].set_value(2050)
    lend.form["hand_over_now"].set_value(True)

    accept(page)

    (line,) = loans.lines(desk, loans.LoanFilter(now=NOW), None, EVERYTHING)
    loan = loans.get(desk, line.id)
    assert loan is not None
    assert (loan.state(NOW), loan.deposit, loan.lines[0].quantity) == (LoanState.OUT, 2050, 12)
    assert page._detail._free.text() == "68"


def test_a_promised_loan_is_handed_over_then_taken_back_in_two_parts(qtbot: QtBot, desk: Desk) -> None:
    article = an_equipment(desk)
    loan_id = a_loan(desk, an_organisation(desk), (article, 10))
    page = page_on(qtbot, desk)
    press(page, "Loans")
    view = listed(page, "Loans")
    assert column(view, "state") == ["Reserved"]

    choose_line(view, 0)
    press(page, "Hand over")
    assert column(view, "state") == ["Out"]
    line = _line(desk, loan_id)

    press(page, "Take back")
    dialog(page).form[f"good_{line}"].set_value(6)
    accept(page)
    assert column(view, "state") == ["Out"]

    press(page, "Take back")
    assert says(dialog(page), "4 out")
    dialog(page).form[f"good_{line}"].set_value(1)
    dialog(page).form[f"damaged_{line}"].set_value(2)
    dialog(page).form[f"missing_{line}"].set_value(1)
    accept(page)

    assert column(view, "number") == [], "the list shows open loans"
    back = loans.get(desk, loan_id)
    assert back is not None
    assert back.closed_at is not None
    assert (back.lines[0].returned_good, back.lines[0].returned_damaged, back.lines[0].missing) == (7, 2, 1)
    kept = equipment.get(desk, article)
    assert kept is not None
    assert kept.out_of_order == 3


def test_more_than_is_out_cannot_come_back(qtbot: QtBot, desk: Desk) -> None:
    loan_id = a_loan(desk, an_organisation(desk), (an_equipment(desk), 10), starts_at=NOW, hand_over_now=True)
    page = page_on(qtbot, desk)
    page.open_record(Subject.LOAN, loan_id)
    line = _line(desk, loan_id)

    dialog(page).form[f"good_{line}"].set_value(10)
    dialog(page).form[f"damaged_{line}"].set_value(1)
    accept(page)

    assert says(dialog(page), "Only 10 of “Chaises pliantes” are still out")
    loan = loans.get(desk, loan_id)
    assert loan is not None
    assert loan.lines[0].outstanding == 10


def test_a_promised_loan_is_changed(qtbot: QtBot, desk: Desk) -> None:
    loan_id = a_loan(desk, an_organisation(desk), (an_equipment(desk), 10), deposit=1050, notes="Samedi")
    page = page_on(qtbot, desk)

    page.open_record(Subject.LOAN, loan_id)
    lend = editor(page)
    assert lend.form["notes"].value() == "Samedi"
    lend._rows[0].quantity.set_value(80)
    assert lend._rows[0].left.text() == "80 left of 80", "its own promise does not count against it"
    accept(page)

    loan = loans.get(desk, loan_id)
    assert loan is not None
    assert (loan.lines[0].quantity, loan.deposit) == (80, 1050)


def test_only_a_loan_that_never_left_is_deleted(qtbot: QtBot, desk: Desk, recorder: Recorder) -> None:
    article, holder = an_equipment(desk), an_organisation(desk)
    a_loan(desk, holder, (article, 1), starts_at=NOW, due_at=NOW + timedelta(days=1), hand_over_now=True)
    a_loan(desk, holder, (article, 2), starts_at=NOW + timedelta(days=3), due_at=NOW + timedelta(days=4))
    page = page_on(qtbot, desk)
    press(page, "Loans")
    view = listed(page, "Loans")
    recorder.answers = [True, True]

    choose_line(view, 0)
    press(page, "Delete")
    assert recorder.said[-1] == ("warning", "This equipment is still out: take it back before deleting the loan.")
    choose_line(view, 1)
    press(page, "Delete")
    assert column(view, "state") == ["Out"]


def test_an_act_without_a_chosen_loan_says_so(qtbot: QtBot, desk: Desk, recorder: Recorder) -> None:
    page = page_on(qtbot, desk)
    press(page, "Loans")

    press(page, "Take back")

    assert recorder.said == [("information", "Choose a loan in the list first.")]


def test_late_loans_are_counted_in_the_head_and_filtered(qtbot: QtBot, desk: Desk) -> None:
    article, holder = an_equipment(desk), an_organisation(desk)
    before = NOW - timedelta(days=9)
    a_loan(desk, holder, (article, 1), starts_at=before, due_at=before + timedelta(days=2), hand_over_now=True)
    closed = a_loan(desk, holder, (article, 2), starts_at=NOW, hand_over_now=True)
    loans.give_back(desk, closed, [ReturnLine(line_id=_line(desk, closed), good=2)])
    page = page_on(qtbot, desk)

    assert says(page, "1 article · 1 loan late")
    press(page, "Loans")
    view = listed(page, "Loans")
    assert column(view, "state") == ["Late"]
    page._filter_loans(state=LoanState.RETURNED, open_only=False)
    assert column(view, "state") == ["Returned"]


def _line(desk: Desk, loan_id: int) -> int:
    loan = loans.get(desk, loan_id)
    assert loan is not None
    return loan.lines[0].id


def test_an_article_far_down_is_brought_into_view(qtbot: QtBot, desk: Desk) -> None:
    for number in range(60):
        an_equipment(desk, f"Article {number:02d}")
    page = page_on(qtbot, desk)
    (last,) = equipment.find(desk, "59")

    page.show_article(last.id)
    settle()

    view = listed(page, "Inventory")
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
    assert page._detail._title.text() == "Article 59"
