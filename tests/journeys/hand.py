"""A hand whose clicks are counted: what is typed is not, as in the fifteen moments of the week (domain.md §7)."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from tests.ui import hands
from tests.ui.hands import button, settle

from coopdesk.ui.main_window import MainWindow


class Hand:
    """Goes through the window with the mouse."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.clicks = 0

    def press(self, words: str, where: QWidget | None = None) -> None:
        """Click the button of these words."""
        self.clicks += 1
        hands.press(where or self._window, words)

    def take(self, words: str, entry: str, where: QWidget | None = None) -> None:
        """Unfold a menu and choose an entry of it: two clicks."""
        self.clicks += 2
        unfolded = button(where or self._window, words).menu()  # type: ignore[attr-defined]
        unfolded.aboutToShow.emit()
        found = [one for one in unfolded.actions() if one.text() == entry and one.isEnabled()]
        assert len(found) == 1, [one.text() for one in unfolded.actions()]
        found[0].trigger()
        settle()

    def go_to(self, title: str) -> None:
        """Click a page of the rail."""
        self.press(title, self._window.rail)

    def accept(self) -> None:
        """Confirm the dialog that is open."""
        self.clicks += 1
        hands.accept(self._window)

    def undo(self) -> None:
        """Ctrl+Z, with no field under the cursor."""
        self._window.activateWindow()
        self._window.setFocus()
        settle()
        QTest.keyClick(self._window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle()
