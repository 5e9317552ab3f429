"""What an organisation does in the house: its bookings, its loans, its actions, each a list of its own."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coopdesk.domain.action import ActionStage
from coopdesk.domain.booking import BookingLine
from coopdesk.domain.listing import Sort, Subject, Window
from coopdesk.foundation.i18n import _, format_date, format_day, format_span
from coopdesk.services import actions, bookings, loans
from coopdesk.services.actions import ActionFilter
from coopdesk.services.bookings import BookingFilter
from coopdesk.services.desk import Desk
from coopdesk.services.loans import LoanFilter
from coopdesk.ui.organisations.coming import BOOKING_TONES, LOAN_TONES
from coopdesk.ui.page import Target
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.cards import EmptyState
from coopdesk.ui.widgets.layouts import vbox
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView
from coopdesk.wording.labels import label

Count = Callable[[int], int]
Fetch = Callable[[int, Sort, Window], Sequence[Any]]


class RecordsList(QWidget):
    """The records of one register that an organisation has part in; opening one goes to its own screen."""

    chosen = Signal(object)

    def __init__(
        self, subject: Subject, columns: list[Column], count: Count, fetch: Fetch, sort: Sort, empty: EmptyState
    ) -> None:
        super().__init__()
        self._organisation_id = 0
        self.view = LinesView(
            columns,
            lambda: count(self._organisation_id),
            lambda order, window: fetch(self._organisation_id, order, window),
            sort,
            name=label(subject),
        )
        self.view.set_empty_state(empty)
        self.view.opened.connect(lambda record: self.chosen.emit(Target(subject, record)))
        self.setLayout(vbox(self.view))

    def show_of(self, organisation_id: int) -> None:
        """Show the records of this organisation."""
        self._organisation_id = organisation_id
        self.view.refresh()


class BookingsList(RecordsList):
    """Its bookings, the next and the past ones, latest first."""

    def __init__(self, desk: Desk) -> None:
        columns = [
            Column("starts_at", _("Date"), _booked_day, width=130, strong=True),
            Column("hours", _("Hours"), lambda one: format_span(one.starts_at, one.ends_at), width=120, sortable=False),
            Column("room", _("Room"), lambda one: one.room, width=140),
            Column("purpose", _("Purpose"), lambda one: one.purpose or label(one.kind)),
            Column("state", _("State"), _lower_state, width=100, chip=lambda one: BOOKING_TONES[one.state]),
        ]
        super().__init__(
            Subject.BOOKING,
            columns,
            lambda owner: bookings.count(desk, BookingFilter(organisation_id=owner)),
            lambda owner, sort, window: bookings.lines(desk, BookingFilter(organisation_id=owner), sort, window),
            Sort("starts_at", descending=True),
            EmptyState("calendar-days", _("No booking yet."), _("“Book” opens the planning on a new one.")),
        )


class LoansList(RecordsList):
    """Its loans, the last first."""

    def __init__(self, desk: Desk) -> None:
        columns = [
            Column("number", _("Number"), lambda one: one.number, width=90, strong=True),
            Column("what", _("Equipment"), lambda one: one.what, sortable=False),
            Column("starts_at", _("Leaves on"), lambda one: _short(one.starts_at), width=100),
            Column("due_at", _("Due back"), lambda one: _short(one.due_at), width=100),
            Column(
                "state",
                _("State"),
                lambda one: label(one.state(desk.now())).lower(),
                width=100,
                chip=lambda one: LOAN_TONES[one.state(desk.now())],
                sortable=False,
            ),
        ]

        def chosen(owner: int) -> LoanFilter:
            return LoanFilter(now=desk.now(), organisation_id=owner)

        super().__init__(
            Subject.LOAN,
            columns,
            lambda owner: loans.count(desk, chosen(owner)),
            lambda owner, sort, window: loans.lines(desk, chosen(owner), sort, window),
            Sort("starts_at", descending=True),
            EmptyState("package", _("No loan yet."), _("“Lend” opens the equipment on a new one.")),
        )


class ActionsList(RecordsList):
    """The actions it has part in."""

    def __init__(self, desk: Desk) -> None:
        columns = [
            Column("title", _("Title"), lambda one: one.title, strong=True),
            Column("lead", _("Lead"), lambda one: one.lead or "—", width=150),
            Column(
                "starts_on",
                _("Starts on"),
                lambda one: format_date(one.starts_on, "short") if one.starts_on else "—",
                width=112,
            ),
            Column("stage", _("Stage"), _lower_stage, width=120, chip=_stage_tone),
        ]

        def chosen(owner: int) -> ActionFilter:
            return ActionFilter(organisation_id=owner)

        super().__init__(
            Subject.ACTION,
            columns,
            lambda owner: actions.count(desk, chosen(owner)),
            lambda owner, sort, window: actions.lines(desk, chosen(owner), sort, window),
            Sort("starts_on", descending=True),
            EmptyState("handshake", _("No action yet."), _("It becomes a partner on the sheet of an action.")),
        )


def _booked_day(one: BookingLine) -> str:
    return format_day(one.starts_at.date(), "EEE d MMM y")


def _short(moment: datetime) -> str:
    return format_date(moment.date(), "short")


def _lower_state(one: Any) -> str:
    return label(one.state).lower()


def _lower_stage(one: Any) -> str:
    return label(one.stage).lower()


def _stage_tone(one: Any) -> Tone:
    return Tone.INFO if one.stage in (ActionStage.PREPARATION, ActionStage.UNDER_WAY) else Tone.NEUTRAL
