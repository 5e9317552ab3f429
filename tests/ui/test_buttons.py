"""Tests of buttons, segments and pills."""

from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.checks import nameless

from coopdesk.ui.widgets.buttons import ChoicePill, FilterPill, Segments, icon_button, lock_buttons, primary, second
from coopdesk.ui.widgets.layouts import hbox


def test_an_ampersand_in_a_name_is_shown_and_is_no_shortcut(qtbot: QtBot) -> None:
    pill = ChoicePill("All rooms", [(1, "Musique & Danse")], "Room")
    qtbot.addWidget(pill)
    pill.set_value(1)
    assert (pill.text(), pill.accessibleName()) == ("Musique && Danse", "Room: Musique & Danse")
    assert [action.text() for action in pill.findChildren(QMenu)[0].actions()] == ["All rooms", "Musique && Danse"]
    assert pill.shortcut().isEmpty()


def test_a_bare_icon_has_a_name_and_a_tooltip(qtbot: QtBot) -> None:
    button = icon_button("chevron-left", "Previous week")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Previous week", "Previous week")


def test_a_button_that_writes_is_grey_in_a_read_only_file_whatever_the_page_wants(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    save, look = primary("Save", writes=True), second("Look")
    row = hbox(save, look)
    page.setLayout(row)
    lock_buttons(page, True)
    save.setEnabled(True)
    assert not save.isEnabled()
    assert look.isEnabled()
    late = second("Delete", writes=True)
    row.addWidget(late)
    page.show()
    assert not late.isEnabled()
    lock_buttons(page, False)
    assert save.isEnabled()


def test_segments_choose_one(qtbot: QtBot) -> None:
    segments = Segments([("day", "Day"), ("week", "Week")], "View")
    qtbot.addWidget(segments)
    segments.show()
    assert segments.value() == "day"
    with qtbot.waitSignal(segments.changed) as told:
        segments.set_value("week")
    assert told.args == ["week"]
    assert segments.value() == "week"
    assert nameless(segments) == []


def test_a_choice_pill_says_what_it_filters(qtbot: QtBot) -> None:
    pill = ChoicePill("All themes", [(1, "Culture"), (2, "Games")], "Theme")
    qtbot.addWidget(pill)
    assert (pill.value(), pill.text(), pill.isChecked()) == (None, "All themes", False)
    with qtbot.waitSignal(pill.changed) as told:
        pill.set_value(2)
    assert told.args == [2]
    assert (pill.text(), pill.isChecked()) == ("Games", True)
    pill.set_options([(1, "Culture")])
    assert pill.value() is None


def test_a_filter_pill_is_on_or_off(qtbot: QtBot) -> None:
    pill = FilterPill("Late · 1")
    qtbot.addWidget(pill)
    pill.click()
    assert pill.isChecked()
