"""Tests of the one list mechanism."""

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from coopdesk.domain.listing import Sort, Window
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.cards import EmptyState
from coopdesk.ui.widgets.lines import WINDOW, Column
from coopdesk.ui.widgets.lines_view import LinesView


class Line(NamedTuple):
    """A line of a register."""

    id: int
    name: str
    state: str


class Register:
    """A source that remembers what it was asked for."""

    def __init__(self, size: int) -> None:
        self.lines = [
            Line(number, f"Association {number:05d}", "signed" if number % 2 else "") for number in range(size)
        ]
        self.asked: list[tuple[Sort, Window]] = []

    def count(self) -> int:
        """How many there are."""
        return len(self.lines)

    def fetch(self, sort: Sort, window: Window) -> Sequence[Line]:
        """Some of them."""
        self.asked.append((sort, window))
        ordered = sorted(self.lines, key=lambda line: getattr(line, sort.key), reverse=sort.descending)
        return ordered[window.offset : window.offset + window.limit]


def a_view(qtbot: QtBot, register: Register) -> LinesView:
    columns = [
        Column("name", "Name", lambda line: line.name, strong=True, detail=lambda line: line.state),
        Column("state", "Charter", lambda line: line.state, width=120, chip=lambda _line: Tone.OK, wide_only=True),
        Column("seal", "", lambda _line: "", width=40, icon=lambda _line: ("shield-check", Tone.OK), sortable=False,
               spoken=lambda _line: "insured"),
    ]  # fmt: skip
    view = LinesView(columns, register.count, register.fetch, Sort("name"), name="Associations")
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.refresh()
    view.show()
    return view


def click_head(view: LinesView, qtbot: QtBot, column: int) -> None:
    header = view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_model_keeps_qts_rules(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(a_view(qtbot, Register(300)).lines)


def test_lines_are_fetched_window_by_window(qtbot: QtBot) -> None:
    register = Register(100_000)
    view = a_view(qtbot, register)
    view.grab()
    assert {window for _sort, window in register.asked} == {Window(0, WINDOW)}
    view.scrollToBottom()
    view.grab()
    assert register.asked[-1][1].offset >= 99_000
    assert len(register.asked) <= 3


def test_a_head_sorts_in_the_source_and_again_the_other_way(qtbot: QtBot) -> None:
    register = Register(20)
    view = a_view(qtbot, register)
    click_head(view, qtbot, 0)
    assert view.sort == Sort("name", descending=True)
    view.grab()
    assert register.asked[-1][0] == Sort("name", descending=True)
    click_head(view, qtbot, 1)
    assert view.sort == Sort("state")
    assert view.horizontalHeader().sortIndicatorSection() == 1
    click_head(view, qtbot, 2)
    assert view.sort == Sort("state")
    assert view.horizontalHeader().sortIndicatorSection() == 1


def test_the_selection_follows_its_record(qtbot: QtBot) -> None:
    register = Register(1_000)
    view = a_view(qtbot, register)
    assert view.select(3)
    with qtbot.assertNotEmitted(view.selected):
        click_head(view, qtbot, 0)
    assert view.selected_id() == 3
    assert view.currentIndex().row() == 996
    assert view.selected_line() == register.lines[3]


def test_a_record_that_went_is_no_more_selected(qtbot: QtBot) -> None:
    register = Register(10)
    view = a_view(qtbot, register)
    view.select(3)
    del register.lines[3]
    with qtbot.waitSignal(view.selected) as told:
        view.refresh()
    assert told.args == [None]
    assert view.selected_id() is None
    assert view.selected_line() is None
    assert not view.select(3)


def test_enter_and_double_click_open(qtbot: QtBot) -> None:
    view = a_view(qtbot, Register(10))
    view.select(2)
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [2]
    with qtbot.waitSignal(view.selected) as told:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert told.args == [3]


def test_a_screen_reader_hears_detail_and_icon(qtbot: QtBot) -> None:
    lines = a_view(qtbot, Register(10)).lines
    role = Qt.ItemDataRole.AccessibleTextRole
    assert lines.data(lines.index(1, 0), role) == "Association 00001, signed"
    assert lines.data(lines.index(1, 2), role) == "insured"


def test_an_empty_list_shows_what_it_is_for(qtbot: QtBot) -> None:
    register = Register(0)
    view = a_view(qtbot, register)
    empty = EmptyState("users-round", "No association yet")
    view.set_empty_state(empty)
    assert empty.isVisible()
    register.lines.append(Line(1, "Fil & Parole", ""))
    view.refresh()
    assert not empty.isVisible()


def test_a_narrow_page_leaves_columns_out(qtbot: QtBot) -> None:
    view = a_view(qtbot, Register(10))
    view.set_narrow(True)
    assert view.isColumnHidden(1)
    view.set_narrow(False)
    assert not view.isColumnHidden(1)


@pytest.mark.parametrize("has_focus", [True, False])
def test_the_selected_row_is_marked(qtbot: QtBot, has_focus: bool) -> None:
    view = a_view(qtbot, Register(10))
    other = QWidget()
    qtbot.addWidget(other)
    view.select(0)
    before = view.grab().toImage()
    if has_focus:
        view.activateWindow()
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
    view.select(1)
    assert view.grab().toImage() != before


class Stripes:
    """A chart that remembers what it was asked to paint."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.heads: list[QRectF] = []
        self.overs: list[QRectF] = []

    def paint_line(self, _painter: QPainter, _box: QRectF, line: Line) -> None:
        """One more line."""
        self.lines.append(line)

    def paint_head(self, _painter: QPainter, box: QRectF) -> None:
        """The head."""
        self.heads.append(box)

    def paint_over(self, _painter: QPainter, box: QRectF) -> None:
        """All of it."""
        self.overs.append(box)


def a_charted_view(qtbot: QtBot, stripes: Stripes, width: int) -> LinesView:
    register = Register(3)
    columns = [
        Column("name", "Name", lambda line: line.name, width=200, least=120),
        Column("number", "Free", lambda line: str(line.id), width=100, align_right=True, tail=lambda _line: "of 80"),
        Column("weeks", "Weeks", lambda line: f"{line.id} free", least=240, chart=stripes),
    ]
    view = LinesView(columns, register.count, register.fetch, Sort("name"), name="Inventory")
    qtbot.addWidget(view)
    view.resize(width, 400)
    view.refresh()
    view.show()
    return view


def test_a_chart_paints_its_column_and_is_heard_and_hovered_as_words(qtbot: QtBot) -> None:
    stripes = Stripes()
    view = a_charted_view(qtbot, stripes, 900)
    view.grab()

    assert {line.id for line in stripes.lines} == {0, 1, 2}
    assert stripes.heads
    # Through the lines that are there, not through the empty rest of the view.
    assert stripes.overs[-1] == QRectF(300, 0, view.columnWidth(2), 3 * view.rowHeight(0))
    cell = view.lines.index(1, 2)
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == cell.data(Qt.ItemDataRole.AccessibleTextRole) == "1 free"
    assert view.lines.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) is None


@pytest.mark.parametrize(("width", "name", "rest"), [(900, 200, 600), (500, 160, 240), (400, 120, 180)])
def test_a_column_gives_way_to_the_one_that_takes_the_rest(qtbot: QtBot, width: int, name: int, rest: int) -> None:
    view = a_charted_view(qtbot, Stripes(), width)

    assert [view.columnWidth(place) for place in range(3)] == [name, 100, rest]


def test_the_keyboard_sorts_by_a_head(qtbot: QtBot) -> None:
    view = a_view(qtbot, Register(5))
    head = view.horizontalHeader()
    with qtbot.waitActive(view):
        view.activateWindow()
    head.setFocus(Qt.FocusReason.TabFocusReason)
    assert head.accessibleDescription() == "Name, rising"

    qtbot.keyClick(head, Qt.Key.Key_Space)
    assert view.sort == Sort("name", descending=True)
    assert head.accessibleDescription() == "Name, falling"

    # The third head does not sort: the arrows stop at the second.
    for _press in range(3):
        qtbot.keyClick(head, Qt.Key.Key_Right)
    qtbot.keyClick(head, Qt.Key.Key_Return)
    assert view.sort == Sort("state")
    qtbot.keyClick(head, Qt.Key.Key_Left)
    assert head.accessibleDescription() == "Name"
