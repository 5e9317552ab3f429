"""The window: rail, top bar, the page that is open, status line."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from coopdesk.domain.history import Way
from coopdesk.domain.listing import SearchHit, Subject
from coopdesk.services.desk import Desk
from coopdesk.ui import background, commands, help_key
from coopdesk.ui.access_banner import AccessBanner
from coopdesk.ui.house_menu import HouseMenu
from coopdesk.ui.messages import shown
from coopdesk.ui.page import HistoryOf, Page, Place, Target
from coopdesk.ui.rail import Rail
from coopdesk.ui.refresh import Refresh
from coopdesk.ui.search_box import Search
from coopdesk.ui.status_line import StatusLine
from coopdesk.ui.top_bar import TopBar
from coopdesk.ui.undo import TakeButton
from coopdesk.ui.widgets.layouts import hbox, holder, vbox

SMALLEST = QSize(1024, 700)
FIRST_SIZE = QSize(1366, 768)


class MainWindow(QMainWindow):
    """Holds the pages; each is made on its first visit. `changed` tells the tables that changed, on its thread."""

    changed = Signal(object)

    def __init__(self, desk: Desk, pages: Sequence[type[Page] | Place], search: Search) -> None:
        super().__init__()
        self._desk = desk
        self._kinds = tuple(pages)
        self._made: dict[int, Page] = {}
        self._refresh = Refresh(desk)
        self.rail = Rail(self._kinds)
        self._take_buttons = [TakeButton(desk, way, self) for way in (Way.UNDONE, Way.REDONE)]
        self._writing_actions = self._new_actions()
        self.house_menu = HouseMenu(self, desk.path, on_help=self._open_help, on_about=self._show_about)
        self.top_bar = TopBar(search, self._take_buttons, list(self._writing_actions), self.house_menu)
        self.banner = AccessBanner(desk)
        self.status = StatusLine(desk.path.name)
        self._stack = QStackedWidget()
        self._lay_out()
        self._declare_commands()
        self.rail.chosen.connect(self.show_page)
        self.top_bar.search.found.connect(self._open_hit)
        self._refresh.changed.connect(self._take_changes)
        self._refresh.access_changed.connect(self._take_access)
        for button in self._take_buttons:
            button.taken.connect(self._show_next_acts)
        self._show_house()
        self._take_access()
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE)
        self.show_page(0)
        # Else the rail's first button has the keyboard, and its ring looks like a second chosen page.
        self.setFocus()

    @property
    def page(self) -> Page:
        """The page that is open."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)  # noqa: S101 – nothing else is ever put in the stack
        return page

    @shown
    def show_page(self, place: int) -> None:
        """Open the page at this place of the rail."""
        if place not in self._made:
            page = self._kinds[place](self._desk)
            page.navigate.connect(self.go_to)
            self._made[place] = page
            self._stack.addWidget(page)
            page.set_read_only(self._desk.is_read_only)
        self._stack.setCurrentWidget(self._made[place])
        self.rail.choose(place)

    @shown
    def go_to(self, target: Target | HistoryOf) -> None:
        """Open a record where it is shown, or begin a new one, or open the history."""
        wanted = HistoryOf if isinstance(target, HistoryOf) else target.subject
        place = next((place for place, kind in enumerate(self._kinds) if wanted in kind.opens), None)
        if place is None:
            return
        self.show_page(place)
        if isinstance(target, HistoryOf):
            self.page.open_history(target)
        elif target.new:
            self.page.new_record(target.subject, target.organisation_id)
        elif target.id is not None:
            self.page.open_record(target.subject, target.id)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let no work outlive the window: the file closes next."""
        background.stop_all()
        self._refresh.stop()
        help_key.close_manual()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self._banner_place = holder(hbox(self.banner, margins=(24, 12, 24, 0)))
        column = vbox(self.top_bar, self._banner_place, spacing=0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(holder(hbox(self.rail, (column, 1), spacing=0), "shell"))

    def _new_actions(self) -> list[commands.CommandAction]:
        made = []
        for subject, command in commands.NEW.items():
            action = commands.CommandAction(command, self, self._maker(subject))
            made.append(action)
        return made

    def _maker(self, subject: Subject) -> Callable[[], None]:
        return lambda: self.go_to(Target(subject, None, new=True))

    def _declare_commands(self) -> None:
        for place, kind in enumerate(self._kinds):
            if kind.on_rail:
                commands.CommandAction(commands.to_page(kind.title, place), self, self._opener(place))
        commands.CommandAction(commands.SEARCH, self, self.top_bar.search.start)
        commands.CommandAction(commands.HISTORY, self, self._go_to_history)
        self._writing_actions.append(commands.CommandAction(commands.NEW_ON_PAGE, self, self._new_on_page))

    def _opener(self, place: int) -> Callable[[], None]:
        return lambda: self._go_to_page(place)

    def _go_to_page(self, place: int) -> None:
        self.show_page(place)
        # By the keys the focus comes along; a click leaves it to the mouse.
        self.page.take_focus()

    def _go_to_history(self) -> None:
        self.go_to(HistoryOf())
        self.page.take_focus()

    def _open_help(self) -> None:
        """Open the manual where it tells of what has the keyboard on the page that is open."""
        help_key.open_manual(self.page.focusWidget(), self.page)

    @shown
    def _show_about(self) -> None:
        """Go to the card that tells what the program is."""
        self.show_page(next(place for place, kind in enumerate(self._kinds) if kind.at_foot))
        self.page.show_about()

    @shown
    def _new_on_page(self) -> None:
        self.page.new_record()

    def _open_hit(self, hit: SearchHit) -> None:
        self.go_to(Target(hit.subject, hit.id))

    def _show_next_acts(self) -> None:
        for button in self._take_buttons:
            button.show_next()

    @shown
    def _take_changes(self, tables: frozenset[str]) -> None:
        self.status.show_moment(self._desk.now(), is_read=self._desk.is_read_only)
        self._show_next_acts()
        if "house" in tables:
            self._show_house()
        for page in self._made.values():
            page.take_changes(tables)
        self.changed.emit(tables)

    @shown
    def _take_access(self) -> None:
        """The right to write came or went, or the one who has it did."""
        is_read_only = self._desk.is_read_only
        self._banner_place.setVisible(is_read_only)
        self.banner.show_access(self._refresh.presence)
        self.status.set_read_only(is_read_only)
        for action in self._writing_actions:
            action.setEnabled(not is_read_only)
        for page in self._made.values():
            page.set_read_only(is_read_only)

    def _show_house(self) -> None:
        name = self._desk.house_name()
        self.top_bar.show_house(name)
        self.setWindowTitle(f"{name} – coopdesk")
