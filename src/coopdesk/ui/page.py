"""What every screen is to the window: its name, the tables it shows, and how it is asked for a record."""

from dataclasses import dataclass
from importlib import import_module
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from coopdesk.domain.listing import Subject
from coopdesk.services.desk import Desk
from coopdesk.ui import theme
from coopdesk.ui.widgets.buttons import lock_buttons

NARROW_UNDER = 130
"""In units of the font size: under it a page takes its narrow form (1,170 px at 9 points)."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to go: a record of a register, or a new one, perhaps for an organisation."""

    subject: Subject
    id: int | None
    new: bool = False
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryOf:
    """Where to go: the history, of one record or of the whole house."""

    subject: Subject | None = None
    id: int | None = None


Opened = Subject | type[HistoryOf]
"""What a page shows when it is asked to: records of a register, or the history."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the window before it is imported: what its class says of itself, and where the class is."""

    where: str
    title: str
    icon: str
    opens: frozenset[Opened] = frozenset()
    at_foot: bool = False
    on_rail: bool = True

    def page_class(self) -> type["Page"]:
        """The class of the page."""
        module, _colon, name = self.where.partition(":")
        page: type[Page] = getattr(import_module(module), name)
        return page

    def __call__(self, desk: Desk) -> "Page":
        """Make the page."""
        return self.page_class()(desk)


class Page(QWidget):
    """A screen. It reads again only while it is seen; what changed meanwhile waits for the next visit."""

    title: ClassVar[str]
    icon: ClassVar[str]
    subjects: ClassVar[frozenset[str]] = frozenset()
    opens: ClassVar[frozenset[Opened]] = frozenset()
    at_foot: ClassVar[bool] = False
    on_rail: ClassVar[bool] = True

    navigate = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._is_stale = True
        self._is_narrow: bool | None = None

    def refresh(self) -> None:
        """Read again what is shown."""

    def new_record(self, subject: Subject | None = None, organisation_id: int | None = None) -> None:
        """Start a new record: the page's own kind unless another is asked for, for this organisation if one is."""

    def open_record(self, subject: Subject, record_id: int) -> None:
        """Show one record."""

    def open_history(self, wanted: HistoryOf) -> None:
        """Show the history of a record, or of the house."""

    def show_about(self) -> None:
        """Show what the program is, on the page that tells of it."""

    def take_focus(self) -> None:
        """Let the keyboard begin in the page: where it was left, else at its first part that takes it."""
        left: QWidget | None = self.focusWidget()
        widget: QWidget | None = self.nextInFocusChain() if left is None else left
        while widget is not None and widget is not self and self.isAncestorOf(widget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            widget = widget.nextInFocusChain()

    def set_narrow(self, is_narrow: bool) -> None:
        """Take the narrow or the wide form."""

    def take_changes(self, tables: frozenset[str]) -> None:
        """Learn that these tables changed."""
        if not self.subjects & tables:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def set_read_only(self, is_read_only: bool) -> None:
        """Grey, or give back, every button that writes."""
        lock_buttons(self, is_read_only)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed since the last visit."""
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the form that fits."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW_UNDER * theme.points()
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.set_narrow(is_narrow)
