"""Actions: the list, and a sheet on which each choice is written as it is made."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot
from tests.builders import a_booking, a_loan, a_room, an_action, an_equipment, an_organisation
from tests.ui.conftest import Recorder
from tests.ui.hands import (
    accept,
    button,
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
)

from coopdesk.domain.action import Action, ActionStage, PartnerRole
from coopdesk.domain.listing import EVERYTHING, Subject
from coopdesk.services import actions, bookings
from coopdesk.services.desk import Changes, Desk
from coopdesk.ui.actions.page import ActionsPage


def page_on(qtbot: QtBot, desk: Desk, action_id: int | None = None) -> ActionsPage:
    """The page, open, on the sheet of an action if one is named."""
    page = open_page(qtbot, ActionsPage, desk)
    assert isinstance(page, ActionsPage)
    if action_id is not None:
        page.open_record(Subject.ACTION, action_id)
        settle()
    return page


def titles(page: ActionsPage) -> list[str]:
    """The titles in the list, from top to bottom."""
    return column(listed(page, "Actions"), "title")


def saved(desk: Desk, action_id: int) -> Action:
    """The action as the file has it."""
    action = actions.get(desk, action_id)
    assert action is not None
    return action


def writes(desk: Desk) -> list[Changes]:
    """Every write from now on."""
    seen: list[Changes] = []
    desk.listen(seen.append)
    return seen


def test_a_new_action_opens_its_sheet(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    assert says(page, "No action yet.")

    page.new_record()
    dialog(page).form["title"].set_value("Repas partagé")
    dialog(page).form["starts_on"].set_value(date(2026, 10, 3))
    accept(page)

    assert is_free(page)
    assert page._sheet.isVisible()
    assert page._sheet._title.text() == "Repas partagé"
    press(page, "Back to the list")
    assert titles(page) == ["Repas partagé"]


def test_an_action_without_a_title_is_refused_beside_its_field(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk)
    page.new_record()

    accept(page)

    assert dialog(page).form["title"].message() == "This is needed: please fill it in."
    assert actions.count(desk, actions.ActionFilter()) == 0


def test_the_words_are_edited(qtbot: QtBot, desk: Desk) -> None:
    action = an_action(desk, an_organisation(desk))
    page = page_on(qtbot, desk, action)

    press(page, "Edit, Common goal")
    form = dialog(page).form
    form["common_goal"].set_value("Se rencontrer")
    form["reached_total"].set_value(120)
    form["reached_district"].set_value(130)
    accept(page)
    assert "cannot outnumber" in form["reached_district"].message()
    form["reached_district"].set_value(80)
    accept(page)

    assert (saved(desk, action).common_goal, saved(desk, action).reached_district) == ("Se rencontrer", 80)
    assert says(page._sheet, "Se rencontrer")


def test_the_list_is_searched_without_accents_and_filtered(qtbot: QtBot, desk: Desk) -> None:
    an_action(desk, title="Fête d’été", form="F2")
    an_action(desk, title="Jardin partagé", form="F5", stage=ActionStage.IDEA)
    page = page_on(qtbot, desk)
    search = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Search the actions")

    qtbot.keyClicks(search, "ete")
    assert titles(page) == ["Fête d’été"]
    assert says(page._head, "1 of 2 actions")
    search.clear()
    page._filter(stage=ActionStage.IDEA)
    assert titles(page) == ["Jardin partagé"]
    page._filter(stage=None, form="F2")
    assert titles(page) == ["Fête d’été"]


def test_the_heads_sort(qtbot: QtBot, desk: Desk) -> None:
    for title, reached in (("Atelier", 30), ("Brocante", 400), ("Carnaval", None)):
        an_action(desk, title=title, reached_total=reached)
    page = page_on(qtbot, desk)
    view = listed(page, "Actions")

    sort_by(view, "title")
    assert titles(page) == ["Atelier", "Brocante", "Carnaval"]
    sort_by(view, "title")
    assert titles(page) == ["Carnaval", "Brocante", "Atelier"]
    sort_by(view, "reached_total")
    sort_by(view, "reached_total")
    assert titles(page)[0] == "Brocante"


def test_enter_opens_the_sheet(qtbot: QtBot, desk: Desk) -> None:
    an_action(desk)
    page = page_on(qtbot, desk)
    view = listed(page, "Actions")

    choose_line(view, 0)
    view.opened.emit(view.selected_id())

    assert page._sheet.isVisible()


def test_opening_a_sheet_writes_nothing(qtbot: QtBot, desk: Desk) -> None:
    first = an_action(desk, stage=ActionStage.UNDER_WAY)
    second = an_action(desk, stage=ActionStage.IDEA, title="Jardin")
    third = an_action(desk, stage=ActionStage.ABANDONED, title="Loto")
    page = page_on(qtbot, desk)
    seen = writes(desk)

    for action in (first, second, third):
        page.open_record(Subject.ACTION, action)
        settle()

    assert seen == []
    assert says(page._sheet, "Loto")


def test_partners_are_added_and_taken_off(qtbot: QtBot, desk: Desk) -> None:
    one, other = an_organisation(desk), an_organisation(desk, "Les Amis du jardin")
    action = an_action(desk, one)
    page = page_on(qtbot, desk, action)
    assert says(page._sheet, "With fewer than two organisations")

    press(page, "Add, Partners")
    assert dialog(page).form["role"].value() is PartnerRole.OPERATIONAL
    pick(dialog(page).form["organisation_id"], "amis")
    dialog(page).form["contribution"].set_value("des recettes")
    accept(page)

    assert [partner.organisation_id for partner in saved(desk, action).partners] == [one, other]
    assert page._sheet._partners_chip.text() == "2 organisations"
    assert says(page._sheet, "des recettes")
    page.activateWindow()
    press(page, "Remove Parents du Mail")
    assert page.focusWidget() is button(page, "Remove Les Amis du jardin")
    assert [partner.organisation_id for partner in saved(desk, action).partners] == [other]


def test_the_same_partner_twice_is_refused_beside_the_field(qtbot: QtBot, desk: Desk) -> None:
    action = an_action(desk, an_organisation(desk))
    page = page_on(qtbot, desk, action)

    press(page, "Add, Partners")
    accept(page)
    assert dialog(page).form["organisation_id"].message() == "Choose one: type a few letters of its name."
    pick(dialog(page).form["organisation_id"], "parents")
    accept(page)

    assert "partner twice" in dialog(page).form["organisation_id"].message()
    assert len(saved(desk, action).partners) == 1


def test_form_and_dynamic_are_written_as_they_are_picked(qtbot: QtBot, desk: Desk) -> None:
    action = an_action(desk, form=None, dynamic=None)
    page = page_on(qtbot, desk, action)
    assert says(page._sheet, "Choose a form and a dynamic")

    page._sheet._forms._buttons["F3"].click()
    settle()
    assert saved(desk, action).form == "F3"
    page._sheet._dynamics._buttons["D1"].click()
    settle()

    assert saved(desk, action).dynamic == "D1"
    assert says(page._sheet, "Shared equipment and premises × ")
    assert page._sheet._forms._buttons["F3"].isChecked()
    assert not page._sheet._forms._buttons["F2"].isChecked()


def test_every_form_with_every_dynamic_says_what_it_is(qtbot: QtBot, desk: Desk) -> None:
    action = an_action(desk, form=None, dynamic=None)
    page = page_on(qtbot, desk, action)

    for form in page._sheet._forms._buttons:
        for dynamic in page._sheet._dynamics._buttons:
            page._sheet._save_change(form=form, dynamic=dynamic)
            assert (saved(desk, action).form, saved(desk, action).dynamic) == (form, dynamic)
            assert " × " in page._sheet._coded._strong.text()


def test_the_stage_is_written_and_a_refused_one_goes_back(qtbot: QtBot, desk: Desk, recorder: Recorder) -> None:
    action = an_action(desk, form=None)
    page = page_on(qtbot, desk, action)

    press(page._sheet, "In preparation")
    assert saved(desk, action).stage is ActionStage.PREPARATION
    press(page._sheet, "Finished")

    assert recorder.said == [("warning", "A finished action needs its form of cooperation: please choose one.")]
    assert saved(desk, action).stage is ActionStage.PREPARATION
    assert page._sheet._stage.value() is ActionStage.PREPARATION
    press(page._sheet, "Abandoned")
    assert saved(desk, action).stage is ActionStage.ABANDONED


def test_reasons_brakes_and_levers_are_ticked(qtbot: QtBot, desk: Desk) -> None:
    action = an_action(desk)
    page = page_on(qtbot, desk, action)

    press(page, "Edit, Reasons, brakes, levers")
    boxes = dialog(page).findChildren(QCheckBox)
    boxes[0].setChecked(True)
    boxes[-1].setChecked(True)
    accept(page)

    assert (len(saved(desk, action).reasons), len(saved(desk, action).levers)) == (1, 1)
    assert saved(desk, action).brakes == ()


def test_bookings_and_loans_of_the_partners_are_linked(qtbot: QtBot, desk: Desk) -> None:
    partner, stranger = an_organisation(desk), an_organisation(desk, "Club d’échecs")
    room = a_room(desk)
    booking = a_booking(desk, room, partner)
    a_booking(desk, a_room(desk, "Cuisine"), stranger)
    loan = a_loan(desk, partner, (an_equipment(desk), 12))
    action = an_action(desk, partner)
    page = page_on(qtbot, desk, action)

    press(page, "Choose, Rooms used")
    (box,) = dialog(page).findChildren(QCheckBox)
    assert "Grande salle" in box.text()
    box.setChecked(True)
    accept(page)
    press(page, "Choose, Equipment used")
    (box,) = dialog(page).findChildren(QCheckBox)
    box.setChecked(True)
    accept(page)

    assert (saved(desk, action).booking_ids, saved(desk, action).loan_ids) == ((booking,), (loan,))
    assert says(page._sheet, "12 × Chaises pliantes")
    assert says(page._sheet, "14:00 – 16:00")


def test_with_nothing_to_link_the_dialog_says_so(qtbot: QtBot, desk: Desk) -> None:
    page = page_on(qtbot, desk, an_action(desk, an_organisation(desk)))

    press(page, "Choose, Rooms used")

    assert says(dialog(page), "Nothing of the partners falls within the dates of the action.")


def test_deleting_an_action_keeps_its_bookings(qtbot: QtBot, desk: Desk, recorder: Recorder) -> None:
    partner = an_organisation(desk)
    booking = a_booking(desk, a_room(desk), partner)
    action = an_action(desk, partner, booking_ids=(booking,))
    page = page_on(qtbot, desk, action)

    recorder.answers = [False]
    press(page, "Delete")
    assert saved(desk, action).booking_ids == (booking,)
    recorder.answers = [True]
    press(page, "Delete")

    assert actions.lines(desk, actions.ActionFilter(), None, EVERYTHING) == []
    assert bookings.get(desk, booking) is not None
    assert not page._sheet.isVisible()


def test_a_sheet_follows_what_is_written_elsewhere(qtbot: QtBot, desk: Desk) -> None:
    action = an_action(desk, an_organisation(desk))
    page = page_on(qtbot, desk, action)

    actions.edit(desk, action, replace(saved(desk, action), title="Nouveau nom"))
    settle()
    assert page._sheet._title.text() == "Nouveau nom"
    actions.delete(desk, action)
    settle()

    assert not page._sheet.isVisible()


def test_a_long_title_does_not_widen_the_page(qtbot: QtBot, desk: Desk) -> None:
    action = an_action(desk, title="Un titre d’action vraiment long " * 6)
    page = page_on(qtbot, desk, action)

    assert page.minimumSizeHint().width() <= 920
    assert button(page, "Back to the list").isVisible()


def test_a_search_without_answer_says_so(qtbot: QtBot, desk: Desk) -> None:
    an_action(desk, title="Fête de quartier")
    page = page_on(qtbot, desk)
    search = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Search the actions")
    search.setText("zzz")
    assert says(page, "No action answers this search.")
    search.clear()
    assert not says(page, "No action answers this search.")


def test_a_narrow_list_keeps_room_for_the_titles(qtbot: QtBot, desk: Desk) -> None:
    an_action(desk, title="Fête de quartier")
    page = page_on(qtbot, desk)
    view = listed(page, "Actions")
    page.resize(900, 650)
    settle()
    assert view.columnWidth(0) > 300
    assert view.horizontalScrollBar().maximum() == 0


def test_an_action_of_one_day_names_it_once(qtbot: QtBot, desk: Desk) -> None:
    day = date(2026, 2, 12)
    page = page_on(qtbot, desk, an_action(desk, title="Petit-déjeuner", starts_on=day, ends_on=day))
    assert says(page, "12\u00a0Feb\u00a02026")
    assert not says(page, "–")
