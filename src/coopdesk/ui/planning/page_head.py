"""The head of the planning: its title, the arrows, the views, « Find a room », the rarer acts."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QWidget

from coopdesk.foundation.i18n import _
from coopdesk.ui import icons, theme
from coopdesk.ui.planning.page_actions import ACTIONS, PageAction
from coopdesk.ui.planning.view_choice import View, ViewChoice, way_words
from coopdesk.ui.widgets.buttons import icon_button, menu_button, primary, quiet, second
from coopdesk.ui.widgets.cards import PageHead
from coopdesk.ui.widgets.layouts import hbox, holder

_LEAST = 480


class PlanningHead(QWidget):
    """Says what was pressed; the page does it."""

    turned = Signal(int)
    today_wanted = Signal()
    view_chosen = Signal(object)
    find_wanted = Signal()
    book_wanted = Signal()
    panel_wanted = Signal()
    left_series = Signal()

    def __init__(self, act: Callable[[PageAction], None]) -> None:
        super().__init__()
        self.title = self._short = self.note = ""
        self._acts = [(one, self._action(one, act)) for one in ACTIONS]
        self._is_narrow, self._may_find = True, False
        self.views = ViewChoice()
        self.views.changed.connect(self.view_chosen)
        self._back = icon_button("chevron-left", "", lambda: self.turned.emit(-1))
        self._on = icon_button("chevron-right", "", lambda: self.turned.emit(1))
        self._today = second(_("Today"), self.today_wanted.emit)
        self._short_today = icon_button("calendar-check", _("Today"), self.today_wanted.emit)
        self._ways = holder(hbox(self._back, self._today, self._short_today, self._on, spacing=2))
        self._leave = quiet(_("Back to the planning"), self.left_series.emit, icon="arrow-left")
        self._find = second(_("Find a room"), self.find_wanted.emit, icon="search")
        self._short_find = icon_button("search", _("Find a room"), self.find_wanted.emit)
        self.more = menu_button("", [action for _one, action in self._acts], "quiet", icon="ellipsis")
        self.more.setAccessibleName(_("More acts"))
        self.more.setToolTip(_("More acts"))
        self.more.setProperty("bare", "true")
        self._book = primary(_("Book"), self.book_wanted.emit, icon="calendar-plus", writes=True)
        self._fold = icon_button("menu", _("Month, rooms and legend"), self.panel_wanted.emit)
        self._fold_place = holder(hbox(self._fold, margins=(12, 0, 0, 0)))
        self._title = PageHead(
            _("Planning"), "", self._leave, self._ways, self.views, self._find, self._short_find, self.more, self._book
        )
        # Titles differ by the day: the longest of them must not dictate the window's width.
        self._title.setMinimumWidth(theme.scaled(_LEAST))
        self.setLayout(hbox(self._fold_place, (self._title, 1), spacing=0))
        self._leave.hide()

    def _action(self, one: PageAction, act: Callable[[PageAction], None]) -> QAction:
        action = QAction(icons.icon(one.icon), _(one.text), self)
        action.triggered.connect(lambda: act(one))
        return action

    def say(self, title: str, note: str, short: str = "") -> None:
        """What is shown, and where; the title is short where there is little room."""
        self.title, self._short = title, short or title
        self.set_note(note)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for another title."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The whole title if there is room for it, else the short one, then icons for words: no word is ever cut."""
        layout = self._title.layout()
        for title, has_words in ((self.title, True), (self._short, True), (self._short, False)):
            self._title.set_title(title)
            self._show_words(has_words=has_words and not self._is_narrow)
            if layout is None or layout.minimumSize().width() <= self._title.width():
                return

    def _show_words(self, *, has_words: bool) -> None:
        self._today.setVisible(has_words)
        self._short_today.setVisible(not has_words)
        self._find.setVisible(self._may_find and has_words)
        self._short_find.setVisible(self._may_find and not has_words)

    def set_note(self, note: str) -> None:
        """The muted line alone."""
        self.note = note
        self._title.set_note(note)

    def show_for(self, view: View, *, has_rooms: bool, is_series: bool, has_side: bool) -> None:
        """Show what the view has a use for."""
        back, on = (_("Previous season"), _("Next season")) if is_series else way_words(view)
        for button, words in ((self._back, back), (self._on, on)):
            button.setAccessibleName(words)
            button.setToolTip(words)
        self._ways.setVisible(has_rooms and (is_series or view is not View.LIST))
        self._leave.setVisible(is_series)
        self.views.setVisible(not is_series)
        self._book.setEnabled(has_rooms)
        self._may_find = has_rooms and not is_series
        self._fit()
        self._fold_place.setVisible(has_side and self._is_narrow)

    def set_narrow(self, is_narrow: bool) -> None:
        """Words become icons, the views a list."""
        self._is_narrow = is_narrow
        self.views.set_narrow(is_narrow)

    def set_read_only(self, is_read_only: bool) -> None:
        """Grey the acts that write."""
        for one, action in self._acts:
            action.setEnabled(not (one.writes and is_read_only))
