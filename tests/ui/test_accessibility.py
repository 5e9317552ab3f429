"""Every page and dialog, by the keyboard, by ear, and in letters half as large again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt, QThreadPool
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import NOW, a_booking, a_desk, a_loan, a_room, an_action, an_equipment, an_organisation
from tests.ui.checks import clipped, nameless
from tests.ui.hands import dialog, is_free, settle

from coopdesk.app.pages import PAGES
from coopdesk.app.window import make_window
from coopdesk.domain.listing import Subject
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import Language
from coopdesk.foundation.preferences import Scheme
from coopdesk.services.desk import Desk
from coopdesk.ui import theme
from coopdesk.ui.main_window import SMALLEST, MainWindow
from coopdesk.ui.page import Target

PLACES = range(len(PAGES))
NAMES = [page.title for page in PAGES]
NEW_RECORDS = (
    Subject.BOOKING, Subject.LOAN, Subject.EQUIPMENT, Subject.ORGANISATION, Subject.ACTION, Subject.ROOM,
)  # fmt: skip
LARGE_POINTS = 13.5
MOST_STEPS = 400
GROUND = QPoint(4, 400)
"""A point of the rail, where nothing is written."""

Looks = Callable[[float, Scheme], None]


@pytest.fixture
def looks(qapp: QApplication, shipped_font: str) -> Iterator[Looks]:
    """Sets the letters and the theme, and puts them back."""

    def choose(points: float, scheme: Scheme) -> None:
        font = QFont(shipped_font)
        font.setPointSizeF(points)
        qapp.setFont(font)
        theme.apply(qapp, scheme)

    yield choose
    choose(9, Scheme.LIGHT)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A house with a record in every register, some of them with long names."""
    desk = a_desk(tmp_path / "house.coopdesk")
    holder = an_organisation(desk, "Association des familles et des amis du quartier des Tilleuls et du Mail")
    other = an_organisation(desk, "Zig")
    room = a_room(desk)
    booking = a_booking(desk, room, holder, starts_at=NOW.replace(hour=14, minute=0))
    loan = a_loan(desk, holder, (an_equipment(desk), 5), starts_at=NOW, hand_over_now=True)
    an_action(desk, holder, other, booking_ids=(booking,), loan_ids=(loan,), title="Fête " * 20)
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The whole window."""
    return shown(qtbot, desk)


def shown(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The whole window at its smallest."""
    window = make_window(desk)
    qtbot.addWidget(window)
    window.resize(SMALLEST)
    window.show()
    window.activateWindow()
    settle()
    return window


def screens(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Every page, the sheet of an action, and the dialog of every new record, one after the other."""
    for place in PLACES:
        window.show_page(place)
        settle()
        # The preview of a document is made beside the window, and says how many pages it has.
        QThreadPool.globalInstance().waitForDone()
        settle()
        yield NAMES[place], window
    window.go_to(Target(Subject.ACTION, 1))
    settle()
    yield "ActionSheet", window
    for subject in NEW_RECORDS:
        window.go_to(Target(subject, None, new=True))
        settle()
        yield f"new {subject}", dialog(window)
        dialog(window).reject()
        settle()


def test_every_widget_that_takes_the_keyboard_has_a_name(window: MainWindow) -> None:
    wrong = {name: found for name, screen in screens(window) if (found := nameless(screen))}

    assert wrong == {}


def test_tab_reaches_every_widget_of_every_screen(window: MainWindow) -> None:
    missed = {name: found for name, screen in screens(window) if (found := unreached(screen))}

    assert missed == {}


def test_escape_closes_every_dialog(window: MainWindow) -> None:
    for subject in NEW_RECORDS:
        window.go_to(Target(subject, None, new=True))
        settle()
        QTest.keyClick(dialog(window), Qt.Key.Key_Escape)
        settle()
        assert is_free(window), subject


def test_the_window_fits_a_small_screen(window: MainWindow) -> None:
    for name, screen in screens(window):
        if screen is window:
            needed = window.minimumSizeHint()
            assert needed.width() <= SMALLEST.width(), (name, needed)
            assert needed.height() <= 650, (name, needed)


@pytest.mark.parametrize("language", list(Language), ids=str)
@pytest.mark.parametrize("points", [9, LARGE_POINTS])
def test_no_word_is_cut_in_the_smallest_window(
    qtbot: QtBot, desk: Desk, looks: Looks, points: float, language: Language
) -> None:
    i18n.start(language)
    looks(points, Scheme.LIGHT)
    window = shown(qtbot, desk)

    wrong = {name: found for name, screen in screens(window) if (found := clipped(screen))}

    assert wrong == {}


def test_both_themes_lay_out_alike_and_paint_apart(window: MainWindow, looks: Looks) -> None:
    grounds: dict[Scheme, list[int]] = {}
    sizes: dict[Scheme, list[QSize]] = {}
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        looks(9, scheme)
        grounds[scheme], sizes[scheme] = [], []
        for place in PLACES:
            window.show_page(place)
            settle()
            ground = window.grab().toImage().pixelColor(GROUND)
            grounds[scheme].append(ground.lightness())
            sizes[scheme].append(window.page.minimumSizeHint())

    assert min(grounds[Scheme.LIGHT]) > 200
    assert max(grounds[Scheme.DARK]) < 60
    assert sizes[Scheme.LIGHT] == sizes[Scheme.DARK]


def test_the_largest_letters_do_not_need_a_larger_screen_than_most_have(qtbot: QtBot, desk: Desk, looks: Looks) -> None:
    looks(LARGE_POINTS, Scheme.LIGHT)
    window = shown(qtbot, desk)

    for name, screen in screens(window):
        if screen is window:
            assert window.minimumSizeHint().width() <= QSize(1366, 768).width(), name


def unreached(screen: QWidget) -> list[str]:
    """The widgets that Tab does not come to, going round once."""
    screen.activateWindow()
    screen.setFocus()
    settle()
    reached: set[QWidget] = set()
    for _step in range(MOST_STEPS):
        focused = QApplication.focusWidget()
        if focused in reached:
            break
        if focused is not None:
            reached.add(focused)
        QTest.keyClick(focused or screen, Qt.Key.Key_Tab)
    return [
        f"{type(one).__name__} “{one.accessibleName()}”"
        for one in screen.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        if one.focusProxy() is None and one.window() is screen.window() and one not in reached and not _is_covered(one)
    ]


def _is_covered(widget: QWidget) -> bool:
    """Whether the chosen one of its group stands for it: the arrows go from there to the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and group.checkedButton() is not widget
