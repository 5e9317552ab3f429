"""The rarer acts of the planning, under the « … » of its head, in this order.

To add one, write a function that takes the desk and the page, and put it in `ACTIONS`:

    def _close_room(desk: Desk, page: PlanningView) -> None:
        from coopdesk.ui.planning.closure_dialog import ClosureDialog  # noqa: PLC0415 - opened by few

        ClosureDialog(desk, page.chosen_room(), page.as_parent()).open()

    PageAction(N_("Close a room"), "lock", _close_room, writes=True)

What writes is greyed in a file that may only be read. Whatever changed comes back to the page by itself, as every write
does. A function imports its dialog where it opens it: the planning appears before any of them is needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from coopdesk.domain.period import Period
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import N_
from coopdesk.services.desk import Desk


class PlanningView(Protocol):
    """What an act may ask of the planning's page."""

    def as_parent(self) -> QWidget:
        """The page, for a dialog to stand over."""

    def refresh(self) -> None:
        """Read again what is shown."""

    def shown_days(self) -> Period:
        """The first and last day that are shown."""

    def chosen_room(self) -> Room | None:
        """The room that is shown, None where all are."""

    def selected_id(self) -> int | None:
        """The booking with the frame."""

    def print_shown(self) -> None:
        """Print what is shown, for the door."""

    def show_series_of_selected(self) -> None:
        """Show the year of the series that the booking with the frame is a date of."""


@dataclass(frozen=True, slots=True)
class PageAction:
    """One act: its words (English source), its icon, what it does."""

    text: str
    icon: str
    act: Callable[[Desk, PlanningView], None]
    writes: bool = False


def _print(_desk: Desk, page: PlanningView) -> None:
    page.print_shown()


def _show_series(_desk: Desk, page: PlanningView) -> None:
    page.show_series_of_selected()


ACTIONS: tuple[PageAction, ...] = (
    PageAction(N_("Year of the series"), "repeat", _show_series),
    PageAction(N_("Print for the door"), "printer", _print),
)
