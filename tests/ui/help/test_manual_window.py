"""The manual inside the program: chapters, links, pictures, and a search that goes through all of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextTable
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.checks import clipped, nameless
from tests.ui.hands import settle

from coopdesk.foundation import paths
from coopdesk.foundation.preferences import Scheme
from coopdesk.ui import theme
from coopdesk.ui.help.chapters import searchable
from coopdesk.ui.help.manual_window import ManualWindow


@pytest.fixture
def manual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small manual."""
    (tmp_path / "images").mkdir()
    QImage(3000, 600, QImage.Format.Format_RGB32).save(str(tmp_path / "images" / "large.png"))
    (tmp_path / "01-premier-jour.md").write_text(
        "# Premier jour\n\nOn ouvre la maison, puis le [planning](03-planning.md).\n\n"
        "![Grand](images/large.png)\n\n" + "Une ligne.\n\n" * 80 + "## À la fin\n\nPrêt à partir.\n",
        encoding="utf-8",
    )
    (tmp_path / "03-planning.md").write_text("# Planning\n\nUne **réservation** et un bœuf.\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# Not a chapter\n", encoding="utf-8")
    monkeypatch.setattr(paths, "manual", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def window(manual: Path, qtbot: QtBot) -> Iterator[ManualWindow]:
    """The manual, open at its beginning."""
    window = ManualWindow()
    qtbot.addWidget(window)
    window.show_about("01-premier-jour")
    settle()
    yield window
    window.close()


def test_it_opens_at_the_chapter_of_the_page(window: ManualWindow, manual: Path) -> None:
    assert window.view.path == manual / "01-premier-jour.md"
    assert nameless(window) == []
    assert clipped(window) == []
    window.show_about("03-planning")
    assert window.view.path == manual / "03-planning.md"
    current = window.contents.currentItem()
    assert current is not None
    assert current.text(0) == "Planning"
    window.show_about("99-unknown#Nowhere")
    assert window.view.path == manual / "01-premier-jour.md"


def test_a_link_leads_to_another_chapter_and_back(window: ManualWindow, manual: Path, qtbot: QtBot) -> None:
    qtbot.keyClick(window.view, Qt.Key.Key_Tab)
    qtbot.keyClick(window.view, Qt.Key.Key_Return)
    settle()
    assert window.view.path == manual / "03-planning.md"
    assert "Une réservation" in window.view.toPlainText()
    window._back.click()
    assert window.view.path == manual / "01-premier-jour.md"


def test_the_contents_are_walked_by_keys(window: ManualWindow, manual: Path, qtbot: QtBot) -> None:
    window.activateWindow()
    window.search.setFocus()
    for _stop in range(6):
        if window.contents.hasFocus():
            break
        widget = window.focusWidget()
        assert widget is not None
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert window.contents.hasFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(window.contents, key)
    settle()
    assert window.view.path == manual / "03-planning.md"
    qtbot.keyClick(window.contents, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_tables_and_links_follow_the_theme(window: ManualWindow, manual: Path, qapp: QApplication) -> None:
    (manual / "03-planning.md").write_text("# Planning\n\n| a | b |\n|---|---|\n| c | d |\n", encoding="utf-8")
    window.show_about("03-planning")
    colours = [_border(window)]
    theme.apply(qapp, Scheme.DARK)
    colours.append(_border(window))
    assert colours == [theme.LIGHT.border, theme.DARK.border]


def _border(window: ManualWindow) -> str:
    (table,) = window.view.document().rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    return table.format().borderBrush().color().name().upper()


def test_a_part_is_scrolled_to(window: ManualWindow) -> None:
    chapter = window.contents.topLevelItem(0)
    assert chapter is not None
    assert window.view.verticalScrollBar().value() == 0
    window.contents.itemClicked.emit(chapter.child(0), 0)
    assert window.view.verticalScrollBar().value() > 300
    window.contents.itemClicked.emit(chapter, 0)
    assert window.view.verticalScrollBar().value() == 0


def test_pictures_are_no_wider_than_the_window(window: ManualWindow, qtbot: QtBot) -> None:
    for width in (700, 1000):
        window.resize(width, 600)
        qtbot.waitUntil(lambda: window.view._drawn_width == window.view._room())
        assert window.view.horizontalScrollBar().maximum() == 0
        drawn = window.view.loadResource(2, "images/large.png")
        assert drawn.width() == window.view._room()


def test_the_search_goes_through_all_chapters_without_accents(window: ManualWindow, manual: Path, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.search, "PRET")
    assert window.view.textCursor().selectedText() == "Prêt"
    window.search.clear()
    qtbot.keyClicks(window.search, "reservation")
    assert window._found.text() == "Enter: search the other chapters"
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.view.path == manual / "03-planning.md"
    assert window.view.textCursor().selectedText() == "réservation"
    window.search.setText("maison")
    window.find_previous()
    assert window.view.path == manual / "01-premier-jour.md"
    window.search.setText("dromadaire")
    window.find_next()
    assert window._found.text() == "Not in the manual."


def test_a_searched_text_keeps_its_length() -> None:
    text = "L’Été, œuf, ﬁn, Ǆ, ß, a\u202f; İstanbul"
    assert len(searchable(text)) == len(text)
    assert "ete, o" in searchable(text)


def test_without_a_manual_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(paths, "manual", lambda: tmp_path / "nowhere")
    window = ManualWindow()
    qtbot.addWidget(window)
    window.show_about("01-premier-jour")
    assert not window.view.isVisible()
