"""Tests of the Qt binding itself, whose choice is recorded in docs/decisions/0003."""

import sys

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

ROUNDS = 500


def test_methods_that_return_nothing_keep_the_count_of_none(qtbot: QtBot) -> None:
    # PySide6 6.12.0 loses a reference to None at each such call on Python 3.11, until the interpreter dies.
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _round in range(ROUNDS):
        widget.update()
        widget.updateGeometry()
        widget.setEnabled(True)
        widget.setToolTip("tip")
        widget.setWindowTitle("title")
        widget.setAccessibleName("name")
        widget.setObjectName("object")
        widget.setMinimumWidth(10)
        widget.ensurePolished()
        widget.clearFocus()
    assert abs(sys.getrefcount(None) - before) < ROUNDS
