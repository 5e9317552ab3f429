"""The window: rail, top bar, the page that is open, status line."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from coopdesk.domain.listing import SearchHit, Subject
from coopdesk.foundation.i18n import _
from coopdesk.services.desk import Desk
from coopdesk.ui import background, commands
from coopdesk.ui.messages import shown
from coopdesk.ui.page import Page, Place, Target
from coopdesk.ui.rail import Rail
from coopdesk.ui.refresh import Refresh
from coopdesk.ui.search_box import Search
from coopdesk.ui.status_line import StatusLine
from coopdesk.ui.theme import Tone
from coopdesk.ui.top_bar import TopBar
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.layouts import hbox, holder, vbox

SMALLEST = QSize(1024, 700)
FIRST_SIZE = QSize(1366, 768)


class MainWindow(QMainWindow):
    """Holds the pages; each is made on its first visit."""

    def __init__(self, desk: Desk, pages: Sequence[type[Page] | Place], search: Search) -> None:
        super().__init__()
        self._desk = desk
        self._kinds = tuple(pages)
        self._made: dict[int, Page] = {}
        self._refresh = Refresh(desk)
        self.rail = Rail(self._kinds)
        self.top_bar = TopBar(search, self._new_actions())
        self.status = StatusLine(desk.path.name, is_read_only=desk.is_read_only)
        self._stack = QStackedWidget()
        self._lay_out()
        self._declare_commands()
        self.rail.chosen.connect(self.show_page)
        self.top_bar.search.found.connect(self._open_hit)
        self._refresh.changed.connect(self._take_changes)
        self._show_house()
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE)
        self.show_page(0)

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
            page.set_read_only(self._desk.is_read_only)
            self._made[place] = page
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._made[place])
        self.rail.choose(place)

    @shown
    def go_to(self, target: Target) -> None:
        """Open a record where it is shown, or begin a new one."""
        place = next((place for place, kind in enumerate(self._kinds) if target.subject in kind.opens), None)
        if place is None:
            return
        self.show_page(place)
        if target.new:
            self.page.new_record(target.subject, target.organisation_id)
        elif target.id is not None:
            self.page.open_record(target.subject, target.id)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let no work outlive the window: the file closes next."""
        background.stop_all()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        column = vbox(self.top_bar, spacing=0)
        if self._desk.is_read_only:
            column.addLayout(hbox(self._read_only_banner(), margins=(24, 12, 24, 0)))
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(holder(hbox(self.rail, (column, 1), spacing=0), "shell"))

    def _read_only_banner(self) -> QWidget:
        if self._desk.held_by:
            text = _("The file is open on another computer ({who}).").format(who=self._desk.held_by)
        else:
            text = _("The file is write-protected.")
        return Banner(Tone.WARNING, text, _("You can read it, not change it."))

    def _new_actions(self) -> list[commands.CommandAction]:
        made = []
        for subject, command in commands.NEW.items():
            action = commands.CommandAction(command, self, self._maker(subject))
            action.setEnabled(not self._desk.is_read_only)
            made.append(action)
        return made

    def _maker(self, subject: Subject) -> Callable[[], None]:
        return lambda: self.go_to(Target(subject, None, new=True))

    def _declare_commands(self) -> None:
        for place, kind in enumerate(self._kinds):
            commands.CommandAction(commands.to_page(kind.title, place), self, self._opener(place))
        commands.CommandAction(commands.SEARCH, self, self.top_bar.search.start)
        commands.CommandAction(commands.QUIT, self, self.close)
        new = commands.CommandAction(commands.NEW_ON_PAGE, self, self._new_on_page)
        new.setEnabled(not self._desk.is_read_only)

    def _opener(self, place: int) -> Callable[[], None]:
        return lambda: self.show_page(place)

    @shown
    def _new_on_page(self) -> None:
        self.page.new_record()

    def _open_hit(self, hit: SearchHit) -> None:
        self.go_to(Target(hit.subject, hit.id))

    @shown
    def _take_changes(self, tables: frozenset[str]) -> None:
        self.status.show_saved(self._desk.now())
        if "house" in tables:
            self._show_house()
        for page in self._made.values():
            page.take_changes(tables)

    def _show_house(self) -> None:
        name = self._desk.house().name
        self.top_bar.show_house(name)
        self.setWindowTitle(f"{name} – coopdesk")
