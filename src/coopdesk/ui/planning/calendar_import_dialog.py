"""A calendar of another program: first what it would change, date by date; then it is taken in, as one act."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from coopdesk.domain.calendar_event import EventCalendar, ImportState
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.room import Room
from coopdesk.domain.text import fold
from coopdesk.foundation.i18n import _, format_day, format_number, format_span, ngettext
from coopdesk.foundation.problems import Outcome, Saved, UserError
from coopdesk.services import rooms
from coopdesk.services.calendar_import import CalendarReport, ImportLine, import_calendar, preview
from coopdesk.services.desk import Desk
from coopdesk.ui import background, messages, theme
from coopdesk.ui.background import Progress, ProgressDialog
from coopdesk.ui.messages import shown
from coopdesk.ui.planning.page_actions import PlanningView
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import figure, muted, set_tone
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.ui.widgets.lines import Column
from coopdesk.ui.widgets.lines_view import LinesView
from coopdesk.wording.calendars import imported_words
from coopdesk.wording.labels import label
from coopdesk.wording.sentences import sentence

Result = TypeVar("Result")

_IN_ORDER = (
    ImportState.CLASHING, ImportState.REFUSED, ImportState.REMOVED, ImportState.CHANGED, ImportState.ADDED,
)  # fmt: skip
_TONES = {
    ImportState.CLASHING: Tone.DANGER,
    ImportState.REFUSED: Tone.DANGER,
    ImportState.REMOVED: Tone.WARNING,
    ImportState.CHANGED: Tone.INFO,
    ImportState.ADDED: Tone.OK,
}

_LIST, _LEAST_LIST, _BESIDE_LIST = 250, 110, 300
"""How high the list would be, how low it may be, and what stands above and below it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A calendar that was read, the room it is for, and what taking it in would do."""

    name: str
    calendar: EventCalendar
    room_id: int | None
    report: CalendarReport


def import_calendar_file(desk: Desk, page: PlanningView) -> None:
    """Ask for a calendar, read it beside the window, then show what it would change."""
    parent = page.as_parent()
    path = messages.choose_open(parent, _("Which calendar is taken in?"), _("Calendar (*.ics)"))
    if path is None:
        return
    chosen = page.chosen_room()

    def show(plan: Plan) -> None:
        CalendarImportDialog(desk, plan, parent).open()

    _work_beside(_("Reading the calendar…"), lambda _progress: read_plan(desk, path, chosen), show, parent)


def read_plan(desk: Desk, path: Path, chosen: Room | None) -> Plan:
    """Read a calendar and try it without writing; called on the worker's thread."""
    from coopdesk.exchange.calendar_reading import read_calendar  # noqa: PLC0415 - icalendar costs 0.1 s

    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError("calendar_not_one") from error
    calendar = read_calendar(data, desk.house().time_zone, desk.today())
    room_id = chosen.id if chosen is not None else _room_meant(desk, calendar)
    return Plan(path.name, calendar, room_id, preview(desk, calendar, room_id, path.name))


def _room_meant(desk: Desk, calendar: EventCalendar) -> int | None:
    """The room the calendar is called by, or the only one; None where its events say it themselves."""
    known = rooms.rooms(desk)
    called = [one.id for one in known if fold(one.name) == fold(calendar.name)]
    if called or len(known) == 1:
        return called[0] if called else known[0].id
    return None


def _work_beside(
    title: str, work: Callable[[Progress], Result], done: Callable[[Result], None], parent: QWidget
) -> None:
    task = background.run(work, done, lambda error: messages.handle(error, parent))
    ProgressDialog(title, task, parent.window()).open()


class CalendarImportDialog(FormDialog):
    """What the calendar would change in a room; confirming does it."""

    def __init__(self, desk: Desk, plan: Plan, parent: QWidget) -> None:
        offered = [(None, _("Only the rooms its events name")), *((one.id, one.name) for one in rooms.rooms(desk))]
        form = Form(ChoiceField("room_id", _("Events that name no room of the house go to"), offered))
        form["room_id"].set_value(plan.room_id)
        super().__init__(
            _("Import from {name}").format(name=plan.name),
            form,
            _nothing_to_refuse,
            promise=_("Nothing is written before this choice; all of it can be undone at once."),
            parent=parent,
        )
        self._desk = desk
        self._plan = plan
        self._page = parent
        self._lines: list[ImportLine] = []
        self._figures = {state: figure("") for state in ImportState}
        counts = hbox(spacing=28)
        for state, number in self._figures.items():
            counts.addLayout(vbox(number, muted(_figure_words(state)), spacing=0))
        counts.addStretch(1)
        self.view = _view(self._lines)
        # Lower on a low screen: the list is what scrolls, not the dialog around it as well.
        spare = self.screen().availableSize().height() - theme.scaled(_BESIDE_LIST)
        self.view.setMinimumHeight(max(theme.scaled(_LEAST_LIST), min(theme.scaled(_LIST), spare)))
        self.view.selected.connect(self._tell)
        self._why = muted("", wrap=True)
        self._why.hide()
        self._remark = muted("", wrap=True)
        self.add(vbox(form["room_id"], counts, self.view, self._why, self._remark, spacing=12))
        form["room_id"].changed.connect(self._choose_room)
        self.saved.connect(lambda _saved: _import(desk, self._plan, parent))
        self._show(plan)

    def _show(self, plan: Plan) -> None:
        self._plan = plan
        counts = plan.report.counts
        for state, number in self._figures.items():
            number.setText(format_number(counts[state]))
            is_bad = state in (ImportState.CLASHING, ImportState.REFUSED) and counts[state]
            set_tone(number, Tone.DANGER if is_bad else None)
        order = {state: place for place, state in enumerate(_IN_ORDER)}
        told = [one for one in plan.report.lines if one.state in order]
        self._lines[:] = sorted(told, key=lambda one: (order[one.state], one.starts_at, one.id))
        self.view.refresh()
        self.view.setVisible(bool(self._lines))
        gone = counts[ImportState.REMOVED]
        self._remark.setVisible(bool(gone))
        if gone:
            self._remark.setText(
                _("What came from this calendar before and is in it no more is cancelled, from today on.")
            )
        wanted = counts[ImportState.ADDED] + counts[ImportState.CHANGED] + gone
        words = ngettext("Take {n} change in", "Take {n} changes in", wanted).format(n=format_number(wanted))
        self.accept_button.setText(words if wanted else _("Nothing to import"))
        self.accept_button.setEnabled(wanted > 0)

    def _tell(self, line_id: int | None) -> None:
        """Say in full what is in the way of the line with the frame: the list has no room for it."""
        told = next((_detail(one) for one in self._lines if one.id == line_id), "")
        self._why.setText(told)
        self._why.setVisible(bool(told))

    @shown
    def _choose_room(self, *_value: object) -> None:
        room_id = self.form["room_id"].value()
        if room_id == self._plan.room_id:
            return
        plan = self._plan
        self.accept_button.setEnabled(False)

        def look(_progress: Progress) -> Plan:
            report = preview(self._desk, plan.calendar, room_id, plan.name)
            return Plan(plan.name, plan.calendar, room_id, report)

        _work_beside(_("Looking what would change…"), look, self._show, self)


def _nothing_to_refuse() -> Outcome:
    return Saved(0)


def _import(desk: Desk, plan: Plan, parent: QWidget) -> None:
    def done(report: CalendarReport) -> None:
        told = [imported_words(state, number) for state in ImportState if (number := report.counts[state])]
        messages.inform(parent, ", ".join(told))

    def work(_progress: Progress) -> CalendarReport:
        return import_calendar(desk, plan.calendar, plan.room_id, plan.name)

    _work_beside(_("Taking the calendar in…"), work, done, parent)


def _figure_words(state: ImportState) -> str:
    return {
        ImportState.ADDED: _("to add"),
        ImportState.CHANGED: _("to change"),
        ImportState.REMOVED: _("to cancel"),
        ImportState.CLASHING: _("taken already"),
        ImportState.REFUSED: _("cannot be held"),
        ImportState.UNCHANGED: _("as they are"),
    }[state]


def _view(lines: list[ImportLine]) -> LinesView:
    columns = [
        Column("day", _("Date"), _day, width=124, sortable=False),
        Column("hours", _("Hours"), lambda one: format_span(one.starts_at, one.ends_at), width=112, sortable=False),
        Column("what", _("Booking"), _what, sortable=False, strong=True, detail=_detail, least=180),
        Column("room", _("Room"), lambda one: one.room or "—", width=116, sortable=False),
        Column(
            "state",
            _("State"),
            lambda one: label(one.state),
            width=104,
            chip=lambda one: _TONES.get(one.state),
            sortable=False,
        ),
    ]

    def fetch(_sort: Sort, window: Window) -> list[ImportLine]:
        return lines[window.offset : window.offset + window.limit]

    view = LinesView(columns, lambda: len(lines), fetch, Sort("order"), name=_("What the calendar would change"))
    view.setMinimumWidth(theme.scaled(800))
    return view


def _day(one: ImportLine) -> str:
    return format_day(one.starts_at.date(), "EEE d MMM y")


def _what(one: ImportLine) -> str:
    return " · ".join(filter(None, (one.organisation, one.purpose))) or _("The house")


def _detail(one: ImportLine) -> str:
    return "" if one.problem is None else sentence(one.problem)
