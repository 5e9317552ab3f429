"""What is said in a window of its own is said word for word."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coopdesk.ui.message_windows import make_box


def test_a_name_in_a_message_is_never_read_as_html(qtbot: QtBot) -> None:
    box = make_box(None, "Delete “<b>Fil</b> & Parole”?", "")
    qtbot.addWidget(box)
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.text() == "Delete “<b>Fil</b> & Parole”?"
