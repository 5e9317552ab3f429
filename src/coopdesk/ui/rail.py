"""The rail at the left: one word and one icon a page."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton

from coopdesk.foundation.i18n import _
from coopdesk.ui import icons, theme
from coopdesk.ui.page import Page, Place
from coopdesk.ui.widgets.layouts import vbox


class Rail(QFrame):
    """Chooses the page."""

    chosen = Signal(int)

    def __init__(self, pages: Sequence[type[Page] | Place]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._icons = {place: page.icon for place, page in enumerate(pages) if page.on_rail}
        self._group = QButtonGroup(self)
        column = vbox(spacing=0, margins=(0, 4, 0, 4))
        for place, page in enumerate(pages):
            if not page.on_rail:
                continue
            if page.at_foot:
                column.addStretch(1)
            button = self._button(_(page.title), place)
            self._group.addButton(button, place)
            column.addWidget(button)
        if not any(page.at_foot for page in pages if page.on_rail):
            column.addStretch(1)
        self.setLayout(column)
        self._group.idClicked.connect(self.chosen)
        self._dress()
        theme.watcher.changed.connect(self._dress)

    def choose(self, place: int) -> None:
        """Show which page is open; none is chosen while it is one that is not on the rail."""
        if place in self._icons:
            self._group.button(place).setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def _button(self, title: str, place: int) -> QToolButton:
        button = QToolButton()
        button.setText(title)
        button.setAccessibleName(title)
        button.setToolTip(f"{title} (Ctrl+{place + 1})")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button

    def _dress(self) -> None:
        look = theme.current()
        metrics = QFontMetrics(theme.font(-0.5, 600))
        widest = max((metrics.horizontalAdvance(button.text()) for button in self._group.buttons()), default=0)
        self.setFixedWidth(max(theme.scaled(88), widest + theme.scaled(16)))
        for place, name in self._icons.items():
            picture = QIcon(icons.pixmap(name, look.muted, 20))
            picture.addPixmap(icons.pixmap(name, look.accent, 20), QIcon.Mode.Normal, QIcon.State.On)
            button = self._group.button(place)
            button.setIcon(picture)
            button.setIconSize(QSize(theme.scaled(20), theme.scaled(20)))
