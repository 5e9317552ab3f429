"""The bar above the pages: whose house this is, the search, and what can be made anew."""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from coopdesk.foundation.i18n import _
from coopdesk.ui import theme
from coopdesk.ui.search_box import Search, SearchBox
from coopdesk.ui.undo import TakeButton
from coopdesk.ui.widgets.buttons import menu_button
from coopdesk.ui.widgets.labels import ElidingLabel
from coopdesk.ui.widgets.layouts import hbox

_NARROW_UNDER = 130
"""In units of the font size, as pages have it."""


class TopBar(QFrame):
    """House, search, undo and redo, « New », the menu of houses and help."""

    def __init__(
        self, search: Search, take_buttons: Sequence[TakeButton], new_actions: Sequence[QAction], menu: QPushButton
    ) -> None:
        super().__init__()
        self._take_buttons = tuple(take_buttons)
        self.setObjectName("topbar")
        self._house = ElidingLabel("", "strong")
        self.search = SearchBox(search)
        self.new_button = menu_button(_("New"), new_actions, "tonal")
        self._house.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setLayout(
            hbox(
                self._house,
                16,
                (self.search, 30),
                None,
                *self._take_buttons,
                self.new_button,
                menu,
                margins=(16, 6, 12, 6),
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the act that would be undone where there is room."""
        super().resizeEvent(event)
        for button in self._take_buttons:
            button.set_brief(event.size().width() < _NARROW_UNDER * theme.points())

    def show_house(self, name: str) -> None:
        """Show whose house this is."""
        self._house.setText(name)
