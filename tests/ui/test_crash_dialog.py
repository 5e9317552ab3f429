"""The dialog of a bug: by the keyboard, by ear, in large letters, and what becomes of its report."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from tests.ui.checks import clipped, nameless
from tests.ui.conftest import Recorder
from tests.ui.hands import press, settle

from coopdesk.ui.crash_dialog import CrashDialog

REPORT = "coopdesk 0.1.0, Python 3.11\n\nKeyError\n  coopdesk/ui/page.py:12 refresh\n"


@pytest.fixture
def dialog(qtbot: QtBot, log_folder: Path) -> CrashDialog:
    """The dialog, open."""
    dialog = CrashDialog("Something happened.", "What was saved is safe.", REPORT, quit_program=lambda: None)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    settle()
    return dialog


def test_it_can_be_heard_and_read(dialog: CrashDialog) -> None:
    assert nameless(dialog) + clipped(dialog) == []
    press(dialog, "Show the details")
    assert nameless(dialog) + clipped(dialog) == []


def test_details_unfold_and_fold(dialog: CrashDialog) -> None:
    (text,) = dialog.findChildren(QPlainTextEdit)
    assert not text.isVisible()
    press(dialog, "Show the details")
    assert text.isVisible()
    assert text.toPlainText() == REPORT
    press(dialog, "Hide the details")
    assert not text.isVisible()


def test_escape_closes_and_so_does_enter(dialog: CrashDialog) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        dialog.open()
        settle()
        QTest.keyClick(dialog, key)
        assert not dialog.isVisible()


def test_tab_reaches_every_button(dialog: CrashDialog) -> None:
    dialog.activateWindow()
    settle()
    reached = []
    for _step in range(6):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused.accessibleName() or focused.property("text"))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == ["Go on", "Show the details", "Copy", "Save the report…", "Open the log’s folder", "Quit"]


def test_the_report_is_copied(dialog: CrashDialog) -> None:
    press(dialog, "Copy")
    assert QApplication.clipboard().text() == REPORT


def test_the_report_is_saved_where_the_user_says(dialog: CrashDialog, recorder: Recorder, tmp_path: Path) -> None:
    recorder.answers += [None, tmp_path / "report.txt", tmp_path / "nowhere" / "report.txt"]

    press(dialog, "Save the report…")
    assert not (tmp_path / "report.txt").exists()
    press(dialog, "Save the report…")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == REPORT
    press(dialog, "Save the report…")
    assert recorder.said[-1][0] == "warning"
    assert recorder.suggested.suffix == ".txt"


class _Opener(QObject):
    """Stands for the system that opens folders."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Keep it."""
        self.opened.append(url)


def test_the_folder_of_the_log_is_opened(dialog: CrashDialog, log_folder: Path) -> None:
    opener = _Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")  # type: ignore[arg-type]  # its stub asks for bytes, it takes none
    press(dialog, "Open the log’s folder")
    QDesktopServices.unsetUrlHandler("file")
    assert [Path(url.toLocalFile()) for url in opener.opened] == [log_folder]
