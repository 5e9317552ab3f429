"""The preview by mouse, by keyboard and by ear: pages, zoom, small pages beside."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.documents.summaries import pdf_of, year
from tests.ui.hands import button, press, says, settle

from coopdesk.documents import pages
from coopdesk.documents.pages import Picture, page_sizes
from coopdesk.foundation.preferences import Scheme
from coopdesk.ui import background, theme
from coopdesk.ui.summaries.page_pictures import PagePictures, Wanted
from coopdesk.ui.summaries.page_view import ZOOMS
from coopdesk.ui.summaries.preparation import Prepared
from coopdesk.ui.summaries.preview_pane import PreviewPane
from coopdesk.ui.widgets.buttons import primary, second
from coopdesk.ui.widgets.labels import muted

TIMEOUT = 30_000
INK = 200
"""Darker than that is not paper."""


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    """A document of several pages."""
    summary = year(24)
    pdf = pdf_of(summary)
    return Prepared(summary, pdf, page_sizes(pdf))


@pytest.fixture
def pane(qtbot: QtBot, prepared: Prepared) -> PreviewPane:
    """The preview of that document, its pictures drawn."""
    pane = PreviewPane(second("Print"), primary("Save"), muted("Done"))
    qtbot.addWidget(pane)
    pane.resize(940, 640)
    pane.show_document("The year", prepared)
    pane.show()
    pane.activateWindow()
    settle()
    wait_for_pictures(qtbot, pane)
    return pane


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[None]:
    """The dark theme, for one test."""
    theme.apply(qapp, Scheme.DARK)
    yield
    theme.apply(qapp, Scheme.LIGHT)


def wait_for_pictures(qtbot: QtBot, pane: PreviewPane) -> None:
    """Until every page in sight, and every small one, is drawn at its own size."""

    def is_drawn() -> bool:
        painters = (pane.pages._pictures, pane.thumbnails._pictures)
        return all(one._wanted and all(wanted in one._kept for wanted in one._wanted) for one in painters)

    settle()
    qtbot.waitUntil(is_drawn, timeout=TIMEOUT)
    settle()


def darkest(widget: QWidget) -> int:
    """The lightness of the darkest spot in the middle of a widget."""
    picture = widget.grab().toImage()
    middle = picture.copy(picture.width() // 4, picture.height() // 4, picture.width() // 2, picture.height() // 2)
    return min(middle.pixelColor(x, y).lightness() for x in range(middle.width()) for y in range(middle.height()))


def test_the_head_says_what_is_shown(pane: PreviewPane, prepared: Prepared) -> None:
    assert says(pane, "The year")
    assert says(pane, f"{len(prepared.sizes)} pages")


def test_the_first_page_is_drawn_and_named(pane: PreviewPane, prepared: Prepared) -> None:
    assert darkest(pane.pages.viewport()) < INK
    assert pane.pages.accessibleName() == f"page 1 of {len(prepared.sizes)}"


def test_the_small_pages_are_drawn_and_named(pane: PreviewPane, prepared: Prepared) -> None:
    model = pane.thumbnails.model()
    names = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]

    assert names == [f"page {number} of {len(prepared.sizes)}" for number in range(1, len(prepared.sizes) + 1)]
    assert pane.thumbnails.accessibleName() == "Pages"
    assert darkest(pane.thumbnails.viewport()) < INK


def test_a_small_page_leads_to_its_page(qtbot: QtBot, pane: PreviewPane, prepared: Prepared) -> None:
    list_of_pages = pane.thumbnails
    spot = list_of_pages.visualRect(list_of_pages.model().index(2, 0)).center()

    QTest.mouseClick(list_of_pages.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    wait_for_pictures(qtbot, pane)

    assert pane.pages.place == 2
    assert pane.pages.accessibleName() == f"page 3 of {len(prepared.sizes)}"
    assert list_of_pages.currentIndex().row() == 2
    assert darkest(pane.pages.viewport()) < INK


def test_the_arrows_go_through_the_small_pages(pane: PreviewPane) -> None:
    pane.thumbnails.setFocus()

    QTest.keyClick(pane.thumbnails, Qt.Key.Key_Down)
    QTest.keyClick(pane.thumbnails, Qt.Key.Key_Down)
    assert pane.pages.place == 2

    QTest.keyClick(pane.thumbnails, Qt.Key.Key_End)
    assert pane.pages.place == len(pane.pages._sizes) - 1


def test_every_small_page_leads_to_its_own_page_even_the_last_ones(pane: PreviewPane) -> None:
    pane.pages.set_zoom(ZOOMS[0])

    for place in range(len(pane.pages._sizes)):
        pane.pages.go_to(place)
        assert pane.pages.place == place
        assert pane.thumbnails.currentIndex().row() == place


def test_the_keyboard_scrolls_and_the_small_pages_follow(pane: PreviewPane, prepared: Prepared) -> None:
    view = pane.pages
    view.setFocus()

    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.verticalScrollBar().value() == 0
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.place == len(prepared.sizes) - 1
    assert pane.thumbnails.currentIndex().row() == view.place
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.place == pane.thumbnails.currentIndex().row() == 0


def test_pages_fit_the_width_until_a_zoom_is_chosen(pane: PreviewPane) -> None:
    view = pane.pages
    fitted = view.zoom
    assert view.horizontalScrollBar().maximum() == 0
    pane.resize(700, 640)
    settle()
    assert view.zoom < fitted
    assert view.horizontalScrollBar().maximum() == 0

    press(pane, "Zoom in")
    chosen = view.zoom
    assert chosen in ZOOMS
    pane.resize(940, 640)
    settle()
    assert view.zoom == chosen

    button(pane, f"Zoom {chosen:.0%}: fit the width").click()
    assert view.zoom == fitted


@pytest.mark.parametrize(("key", "is_larger"), [("Ctrl++", True), ("Ctrl+=", True), ("Ctrl+-", False)])
def test_the_keyboard_zooms(pane: PreviewPane, key: str, is_larger: bool) -> None:
    keys = {"Ctrl++": Qt.Key.Key_Plus, "Ctrl+=": Qt.Key.Key_Equal, "Ctrl+-": Qt.Key.Key_Minus}
    before = pane.pages.zoom

    QTest.keyClick(pane.pages, keys[key], Qt.KeyboardModifier.ControlModifier)
    assert (pane.pages.zoom > before) is is_larger
    QTest.keyClick(pane.pages, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)

    assert pane.pages.zoom == before


def test_zooms_end_somewhere(pane: PreviewPane) -> None:
    for _step in range(20):
        pane.pages.zoom_in()
    assert pane.pages.zoom == ZOOMS[-1]
    assert says(pane, "200%")
    assert pane.pages.horizontalScrollBar().maximum() > 0

    for _step in range(20):
        pane.pages.zoom_out()
    assert pane.pages.zoom == ZOOMS[0]


def test_the_wheel_zooms_with_ctrl_and_scrolls_without(pane: PreviewPane) -> None:
    view, before = pane.pages, pane.pages.zoom

    turn_wheel(view.viewport(), 120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom > before
    turn_wheel(view.viewport(), -120, Qt.KeyboardModifier.ControlModifier)
    assert view.verticalScrollBar().value() == 0
    turn_wheel(view.viewport(), -120, Qt.KeyboardModifier.NoModifier)
    assert view.verticalScrollBar().value() > 0


def turn_wheel(widget: QWidget, by: int, keys: Qt.KeyboardModifier) -> None:
    """One notch, over the middle."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_zooming_keeps_the_page_that_is_read(pane: PreviewPane) -> None:
    pane.pages.go_to(3)

    pane.pages.zoom_in()
    assert pane.pages.place == 3
    pane.pages.set_zoom(None)
    assert pane.pages.place == 3


def test_a_shorter_document_shows_its_last_page(pane: PreviewPane) -> None:
    pane.pages.go_to(len(pane.pages._sizes) - 1)
    summary = year(0)
    pdf = pdf_of(summary)

    pane.show_document("Nothing", Prepared(summary, pdf, page_sizes(pdf)))

    assert pane.pages.place < len(page_sizes(pdf))
    assert pane.thumbnails.currentIndex().row() == pane.pages.place


def test_a_narrow_pane_keeps_its_room_for_the_page(pane: PreviewPane) -> None:
    assert pane.thumbnails.isVisible()

    pane.resize(400, 640)
    settle()

    assert not pane.thumbnails.isVisible()
    assert pane.pages.viewport().width() > 350


def test_paper_is_white_in_the_dark(qtbot: QtBot, dark: None, pane: PreviewPane) -> None:
    picture = pane.pages.viewport().grab().toImage()
    box = pane.pages._boxes[0]

    assert picture.pixelColor(box.center().x(), box.top() + 4) == QColor(Qt.GlobalColor.white)
    assert picture.pixelColor(2, 2).lightness() < 60


def a_view(qtbot: QtBot) -> QWidget:
    """Something on screen."""
    view = QWidget()
    qtbot.addWidget(view)
    view.show()
    return view


def have_drawn(qtbot: QtBot, pictures: PagePictures, *wanted: Wanted) -> None:
    """Look at these until they are there."""
    pictures.want(wanted)
    qtbot.waitUntil(lambda: pictures._kept.keys() >= set(wanted), timeout=TIMEOUT)


def test_pictures_no_longer_looked_at_make_room(qtbot: QtBot, prepared: Prepared) -> None:
    first, second_, third = (Wanted(place, 100) for place in range(3))
    one_picture = 100 * pages.height_of(prepared.sizes[0], 100) * 4
    pictures = PagePictures(a_view(qtbot), most_bytes=2 * one_picture)
    pictures.open(prepared.pdf)

    for wanted in (first, second_, third):
        have_drawn(qtbot, pictures, wanted)

    assert list(pictures._kept) == [second_, third]
    assert pictures.best(first) is None
    assert pictures.best(Wanted(1, 50)) is pictures.best(second_), "another width, until its own is there"


def test_what_is_looked_at_is_kept_whatever_it_takes(qtbot: QtBot, prepared: Prepared) -> None:
    pictures = PagePictures(a_view(qtbot), most_bytes=1)
    pictures.open(prepared.pdf)
    wanted = [Wanted(place, 60) for place in range(3)]

    have_drawn(qtbot, pictures, *wanted)

    assert list(pictures._kept) == wanted


def test_nothing_is_drawn_for_a_view_that_is_not_on_screen(qtbot: QtBot, prepared: Prepared) -> None:
    view = a_view(qtbot)
    pictures = PagePictures(view, most_bytes=2**20)
    pictures.open(prepared.pdf)
    have_drawn(qtbot, pictures, Wanted(0, 60))

    view.hide()
    pictures.want([Wanted(1, 60)])

    assert not background._under_way
    view.show()
    have_drawn(qtbot, pictures, Wanted(1, 60))


def test_a_picture_of_a_document_that_has_gone_is_dropped(qtbot: QtBot, prepared: Prepared) -> None:
    pictures = PagePictures(a_view(qtbot), most_bytes=2**20)
    pictures.open(prepared.pdf)
    pictures.want([Wanted(0, 60)])

    pictures.open(pdf_of(year(0)))
    background.stop_all()
    settle()

    assert pictures.best(Wanted(0, 60)) is None


def test_a_page_that_cannot_be_drawn_is_a_bug_told_once(
    qtbot: QtBot, prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []

    def fail(_pdf: bytes, _place: int, _width: int) -> Picture:
        raise ValueError("no such page")

    monkeypatch.setattr(pages, "draw_page", fail)
    monkeypatch.setattr("coopdesk.ui.messages.handle", lambda error, _parent=None: told.append(error))
    pictures = PagePictures(a_view(qtbot), most_bytes=2**20)
    pictures.open(prepared.pdf)

    pictures.want([Wanted(0, 60), Wanted(1, 60)])
    qtbot.waitUntil(lambda: bool(told), timeout=TIMEOUT)
    pictures.want([Wanted(0, 60), Wanted(1, 60)])
    background.stop_all()
    settle()

    assert [str(one) for one in told] == ["no such page"]
