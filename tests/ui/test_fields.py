"""Tests of fields, forms and the dialog around them."""

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.checks import nameless

from coopdesk.domain.calendars import HolidayZone
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, refused
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    LongTextField,
    NumberField,
    TextField,
    TimeField,
)
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.layouts import vbox
from coopdesk.ui.widgets.record_field import RecordField
from coopdesk.wording.sentences import sentence


def line_edit(field: Field) -> QLineEdit:
    """The editor of a field that is typed in."""
    assert isinstance(field.editor, QLineEdit)
    return field.editor


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("26/11/2026", date(2026, 11, 26)),
        ("6.1.26", date(2026, 1, 6)),
        ("26-11-2026", date(2026, 11, 26)),
        ("31/02/2026", None),
        ("26/11/0026", None),
        ("٢٦/١١/٢٠٢٦", None),
        ("demain", None),
    ],
)
def test_dates_are_read_as_people_type_them(qtbot: QtBot, typed: str, expected: date | None) -> None:
    field = DateField("day", "Day")
    qtbot.addWidget(field)
    line_edit(field).setText(typed)
    assert field.value() == expected
    assert bool(field.unreadable()) is (expected is None)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:00", time(14)),
        ("9h30", time(9, 30)),
        ("9 h", time(9)),
        ("930", time(9, 30)),
        ("25:00", None),
        ("x", None),
    ],
)
def test_hours_are_read_as_people_type_them(qtbot: QtBot, typed: str, expected: time | None) -> None:
    field = TimeField("at", "At")
    qtbot.addWidget(field)
    line_edit(field).setText(typed)
    assert field.value() == expected
    assert bool(field.unreadable()) is (expected is None)


def test_an_optional_number_may_be_empty_and_a_needed_one_may_not(qtbot: QtBot) -> None:
    optional = NumberField("n", "Persons", optional=True)
    needed = NumberField("n", "Persons", minimum=1, maximum=80)
    for field in (optional, needed):
        qtbot.addWidget(field)
    assert optional.unreadable() == ""
    assert optional.value() is None
    assert needed.unreadable() == "Write a whole number from 1 to 80."
    line_edit(needed).setText("1 000")
    assert needed.value() is None
    line_edit(needed).setText("80")
    assert needed.value() == 80


def test_a_choice_gives_back_the_very_member(qtbot: QtBot) -> None:
    field = ChoiceField("zone", "Zone", [(zone, str(zone)) for zone in HolidayZone])
    qtbot.addWidget(field)
    field.set_value(HolidayZone.B)
    assert field.value() is HolidayZone.B
    field.set_options([(HolidayZone.B, "B"), (HolidayZone.OTHER, "other")])
    assert field.value() is HolidayZone.B


def test_the_wheel_leaves_a_choice_alone_that_has_no_focus(qtbot: QtBot) -> None:
    field = ChoiceField("zone", "Zone", [(1, "one"), (2, "two")])
    qtbot.addWidget(field)
    assert isinstance(field.editor, QComboBox)
    assert field.editor.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_a_record_is_found_by_typing(qtbot: QtBot) -> None:
    asked: list[str] = []

    def find(text: str) -> list[tuple[int, str, str]]:
        asked.append(text)
        return [(7, "Parents du Mail", "Parentalité"), (8, "Amitiés du Mail", "")]

    field = RecordField("organisation_id", "Association", find, empty_word="The house itself")
    qtbot.addWidget(field)
    assert field.unreadable() == ""
    qtbot.keyClicks(field.editor, "parents du mail")
    assert asked[-1] == "parents du mail"
    assert field.value() is None
    assert "choose one of the list" in field.unreadable()
    field._leave()
    assert field.value() == 7
    assert line_edit(field).text() == "Parents du Mail"


def test_a_record_that_must_be_chosen_says_so(qtbot: QtBot) -> None:
    field = RecordField("room_id", "Room", lambda _text: [], title_of=lambda key: f"Room {key}")
    qtbot.addWidget(field)
    assert field.unreadable()
    field.set_value(3)
    assert (field.value(), line_edit(field).text()) == (3, "Room 3")


def test_labels_are_tied_to_their_editors(qtbot: QtBot) -> None:
    page = QWidget()
    fields: list[Field] = [
        TextField("a", "A"), LongTextField("b", "B"), NumberField("c", "C"), DateField("d", "D"), TimeField("e", "E"),
        ChoiceField("f", "F", [(1, "one")]), CheckField("g", "G"), RecordField("h", "H", lambda _text: []),
    ]  # fmt: skip
    page.setLayout(vbox(*fields))
    qtbot.addWidget(page)
    page.show()
    assert nameless(page) == []
    for field in fields:
        assert field.caption.buddy() is field.editor
        assert field.editor.accessibleName() == field.label


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[Form]:
    """A form on a page that has the keyboard."""
    form = Form(TextField("name", "Name"), NumberField("persons", "Persons", optional=True), CheckField("ok", "Ok"))
    page = QWidget()
    page.setLayout(vbox(form["name"], form["persons"], form["ok"]))
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    form["ok"].editor.setFocus()
    yield form
    page.close()


def test_a_form_shows_a_draft_and_gives_its_values_back(form: Form) -> None:
    form.set_values({"name": "Fil & Parole", "persons": 12, "ok": True, "other": 1})
    assert form.values() == {"name": "Fil & Parole", "persons": 12, "ok": True}
    assert isinstance(form["ok"].editor, QCheckBox)


def test_problems_stand_beside_their_fields_and_the_first_wrong_one_has_the_focus(form: Form) -> None:
    warning = Problem("name", "over_capacity", {"room": "Atelier", "capacity": 16}, is_warning=True)
    error = Problem("persons", "negative_count")
    other = Problem("", "required")
    assert form.show([warning, error, other]) == [other]
    assert form["name"].message() == sentence(warning)
    assert form["name"].editor.property("state") == "warning"
    assert form["persons"].editor.property("state") == "error"
    assert form["persons"].editor.accessibleDescription() == sentence(error)
    assert form["persons"].editor.hasFocus()
    form["persons"].set_value(3)
    assert form["persons"].message() == ""
    assert form["persons"].editor.property("state") is None


def test_an_error_hides_the_warning_of_its_field(form: Form) -> None:
    warning = Problem("name", "over_capacity", {"room": "Atelier", "capacity": 16}, is_warning=True)
    form.show([Problem("name", "required"), warning])
    assert form["name"].editor.property("state") == "error"


def test_what_cannot_be_read_is_said_when_the_field_is_left(qtbot: QtBot, form: Form) -> None:
    form["persons"].editor.setFocus()
    qtbot.keyClicks(form["persons"].editor, "many")
    assert form["persons"].message() == ""
    form["name"].editor.setFocus()
    assert "whole number" in form["persons"].message()
    assert not form.is_readable()


@pytest.fixture
def behind(qtbot: QtBot) -> QWidget:
    """The window a dialog stands over."""
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    window.show()
    return window


def a_dialog(qtbot: QtBot, behind: QWidget, submit: Callable[[], Outcome]) -> FormDialog:
    form = Form(TextField("name", "Name"))
    dialog = FormDialog("New association", form, submit, promise="Nothing is written before.", parent=behind)
    dialog.add(form["name"])
    dialog.open()
    qtbot.waitActive(dialog)
    return dialog


def test_a_refused_dialog_stays_and_says_why(qtbot: QtBot, behind: QWidget) -> None:
    dialog = a_dialog(qtbot, behind, lambda: Refused((Problem("name", "required"), Problem("", "required"))))
    told: list[Any] = []
    dialog.saved.connect(told.append)
    qtbot.keyClick(dialog.form["name"].editor, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.form["name"].message() == sentence(Problem("name", "required"))
    assert told == []
    assert nameless(dialog) == []


def test_enter_confirms_and_saving_closes(qtbot: QtBot, behind: QWidget) -> None:
    dialog = a_dialog(qtbot, behind, lambda: Saved(7))
    told: list[Any] = []
    dialog.saved.connect(told.append)
    qtbot.keyClick(dialog.form["name"].editor, Qt.Key.Key_Return)
    assert told == [Saved(7)]
    assert not dialog.isVisible()


def test_escape_closes_without_writing(qtbot: QtBot, behind: QWidget) -> None:
    written: list[int] = []

    def submit() -> Outcome:
        written.append(1)
        return refused("name", "required")

    dialog = a_dialog(qtbot, behind, submit)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert written == []
