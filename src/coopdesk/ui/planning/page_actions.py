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
from coopdesk.foundation.i18n import N_, _
from coopdesk.services.desk import Desk
from coopdesk.ui import messages


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


def _swap(desk: Desk, page: PlanningView) -> None:
    from coopdesk.ui.planning.swap_dialog import swap_dialog  # noqa: PLC0415 - opened by few

    chosen = page.selected_id()
    if chosen is None:
        messages.inform(page.as_parent(), _("Choose a booking first: it is the one to swap."))
        return
    dialog = swap_dialog(desk, chosen, page.as_parent())
    if dialog is not None:
        dialog.open()


def _close_room(desk: Desk, page: PlanningView) -> None:
    from coopdesk.ui.closing.closing_dialog import ClosingDialog  # noqa: PLC0415 - opened by few

    room = page.chosen_room()
    ClosingDialog(desk, page.as_parent(), room_id=None if room is None else room.id).open()


def _carry_over(desk: Desk, page: PlanningView) -> None:
    from coopdesk.services import rooms  # noqa: PLC0415 - opened by few
    from coopdesk.ui.planning.roll_over_dialog import RollOverDialog  # noqa: PLC0415

    RollOverDialog(desk, rooms.rooms(desk), page.as_parent()).open()


def _export_calendar(desk: Desk, page: PlanningView) -> None:
    from coopdesk.ui.planning.calendar_export import export_calendar  # noqa: PLC0415 - asked for by few

    export_calendar(desk, page)


def _import_calendar(desk: Desk, page: PlanningView) -> None:
    from coopdesk.ui.planning.calendar_import_dialog import import_calendar_file  # noqa: PLC0415 - asked for by few

    import_calendar_file(desk, page)


ACTIONS: tuple[PageAction, ...] = (
    PageAction(N_("Year of the series"), "repeat", _show_series),
    PageAction(N_("Swap two bookings"), "arrow-left-right", _swap, writes=True),
    PageAction(N_("Close for a period"), "lock", _close_room, writes=True),
    PageAction(N_("Carry the season over…"), "calendar-plus", _carry_over, writes=True),
    PageAction(N_("Print for the door"), "printer", _print),
    PageAction(N_("Export as a calendar…"), "download", _export_calendar),
    PageAction(N_("Import a calendar…"), "upload", _import_calendar, writes=True),
)
