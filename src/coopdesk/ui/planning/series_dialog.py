"""The workbench of a series that is booked: all its dates, its rhythm, and where it ends."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from coopdesk.domain.booking import Booking
from coopdesk.domain.recurrence_rule import RuleError
from coopdesk.domain.room import Room
from coopdesk.domain.series import Scope, Series
from coopdesk.domain.series_plan import Choice, Decision, PlannedDate, Remedy, SeriesPlan
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Problem, Refused
from coopdesk.services import bookings, organisations, series, series_remedies
from coopdesk.services.desk import Desk
from coopdesk.services.series_moves import SeriesMove
from coopdesk.ui import messages, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.planning.booking_body import LOW, BookingBody
from coopdesk.ui.planning.repeat_card import RepeatCard
from coopdesk.ui.planning.series_bench import SeriesBench
from coopdesk.ui.planning.series_change import SeriesChange
from coopdesk.ui.planning.series_place import SeriesPlace
from coopdesk.ui.planning.series_rows import as_plan
from coopdesk.ui.planning.series_ways import PlanWays, RowWays
from coopdesk.ui.planning.series_words import change_verdict, rows_verdict
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import muted, strong
from coopdesk.ui.widgets.layouts import vbox
from coopdesk.wording.sentences import sentence

_PAUSE = 120


class SeriesDialog(FormDialog):
    """Each decision for a date is an act at once; another rhythm or end is planned first, and done by the button."""

    written = Signal()
    """Something was done, told once the dialog is closed."""

    def __init__(self, desk: Desk, rooms: Sequence[Room], series_id: int, parent: QWidget) -> None:
        self._desk = desk
        self._rooms = {room.id: room for room in rooms}
        self._stuck: dict[date, Sequence[Problem]] = {}
        self._rows: list[Booking] = []
        self._plan: SeriesPlan | None = None
        self._has_written = False
        whole = series.get(desk, series_id)
        if whole is None:
            raise ValueError("a series that is not in the file")
        self._whole = whole
        self._change = SeriesChange(desk, self._whole)
        self.place = SeriesPlace(rooms)
        self.repeat = RepeatCard()
        self.bench = SeriesBench(RowWays(self._remedies), self._room_name)
        self.view = BookingBody(_("Place and rhythm"))
        form = Form(*self.place.fields.values(), *self.repeat.fields.values())
        super().__init__(
            _("Series"), form, self._apply, accept_word=_("Change the series"),
            promise=_("What is done for one date is done at once; all of it can be undone."), parent=parent,
        )  # fmt: skip
        self.body.setContentsMargins(0, 0, 0, 0)
        self.add(self.view, 1)
        self.view.fill(self._summary(whole), QWidget(), self.bench)
        self.view.set_repeating(True)
        self.view.show_dates()
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._work_out)
        self._show_rule(self._whole)
        self.bench.decided.connect(self._decide)
        self.bench.wanted.connect(self._open_one)
        self.bench.move_all.offer(lambda: self._change.moves())
        self.bench.move_all.taken.connect(self._move_all)
        self.bench.move_all.elsewhere.connect(self._type_place)
        self.finished.connect(self._tell)
        self.saved.connect(lambda _saved: self.written.emit())
        self.form.changed.connect(self._pause.start)
        if desk.is_read_only:
            self.form.set_read_only(True)
            self.bench.set_read_only(True)
            self.accept_button.hide()
        self._show_rows()

    @property
    def verdict(self) -> str:
        """What is said on top."""
        return self.view.verdict

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for them."""
        super().resizeEvent(event)
        self.view.set_width(self.width())
        self.bench.set_low(self.height() < theme.scaled(LOW))

    def _summary(self, whole: Series) -> QWidget:
        organisation = None
        if whole.organisation_id is not None:
            organisation = organisations.get(self._desk, whole.organisation_id)
        who = organisation.name if organisation is not None else _("The house itself")
        lines = [strong(who, wrap=True)]
        if whole.purpose:
            lines.append(muted(whole.purpose, wrap=True))
        summary = QWidget()
        summary.setLayout(vbox(*lines, 6, self.place, 8, self.repeat, None, spacing=2, margins=(16, 14, 16, 14)))
        return summary

    def _show_rule(self, whole: Series) -> None:
        rows = series.sessions(self._desk, whole.id)
        picked = () if whole.rule else tuple(row.occurrence_on for row in rows if row.occurrence_on is not None)
        self.repeat.take_never_away()
        self.repeat.show_rule(whole.rule, whole.starts_on, picked)
        self.repeat.show_holiday_rules(whole.school_holidays, whole.bank_holidays)
        self.place.show_place(whole)

    def _room_name(self, room_id: int) -> str:
        return self._rooms[room_id].name if room_id in self._rooms else ""

    def _show_rows(self) -> None:
        """Show the dates as they are in the file."""
        self._rows = series.sessions(self._desk, self._whole.id)
        plan = as_plan(self._whole, self._rows, self._stuck, self._desk.now())
        self._plan = plan
        self.repeat.show_count(plan.total)
        self.bench.set_ways(RowWays(self._remedies))
        self.bench.show_plan(plan)
        self.view.say(*rows_verdict(plan))
        self.accept_button.setEnabled(False)

    @shown
    def _work_out(self) -> None:
        """Show what another rhythm or end would change, or the dates as they are where nothing is to change."""
        self._pause.stop()
        if self.repeat.unreadable() or self.place.unreadable():
            self.accept_button.setEnabled(False)
            return
        try:
            self._ask()
        except RuleError as error:
            self.repeat.say(error.problem)
            self.view.say(Tone.DANGER, sentence(error.problem))
            self.accept_button.setEnabled(False)
            return
        if not self._change.is_asked:
            self._show_rows()
            return
        plan, gone = self._change.work_out()
        self._plan = plan
        self.bench.set_ways(PlanWays(self._remedies))
        self.bench.show_plan(plan if plan.dates else None)
        self.view.say(*change_verdict(plan, gone))
        self.accept_button.setEnabled(bool(plan.dates or gone) and not any(not one.is_warning for one in plan.problems))

    def _apply(self) -> Outcome:
        self._pause.stop()
        self._ask()
        return self._change.do()

    def _ask(self) -> None:
        self._change.ask(self.repeat.repetition(), self.repeat.holiday_rules(), self.place.place(self._whole))

    @shown
    def _move_all(self, move: SeriesMove) -> None:
        """Plan all that is to come in another room, or at other hours; the button does it."""
        self._change.leave_place()
        self.form.set_values({"room_id": move.room_id, "starts_at": move.starts_at, "ends_at": move.ends_at})
        self._work_out()

    def _type_place(self) -> None:
        self.view.show_request()
        self.place.fields["room_id"].editor.setFocus()

    def _tell(self) -> None:
        if self._has_written:
            self.written.emit()

    def _remedies(self, one: PlannedDate) -> Sequence[Remedy]:
        return () if self._plan is None else series_remedies.remedies(self._desk, self._plan, one.day)

    @shown
    def _decide(self, day: date, choice: Choice | None) -> None:
        """Decide for a date of the change that is planned, or for one that is booked: then it is done at once."""
        if self._change.is_asked:
            self._change.decide(day, choice)
            self._work_out()
            return
        row = next((one for one in self._rows if one.occurrence_on == day), None)
        if row is None or choice is None:
            return
        if choice.decision is Decision.SKIP:
            outcome = series.delete_from_series(self._desk, row.id, Scope.THIS)
        else:
            outcome = series.take_back(self._desk, row.id, choice)
        if not isinstance(outcome, Refused):
            self._has_written = True
            self._stuck.pop(day, None)
        elif choice.decision is Decision.SKIP:
            messages.refusal(self, outcome)
        else:
            # What is in its way is said in its line, with the ways out.
            self._stuck[day] = [_undated(problem) for problem in outcome.problems]
        self._show_rows()

    @shown
    def _open_one(self, one: PlannedDate) -> None:
        from coopdesk.ui.planning.booking_dialog import BookingDialog  # noqa: PLC0415 - each opens the other

        booking = None if one.booking_id is None else bookings.get(self._desk, one.booking_id)
        if booking is None:
            return
        opened = BookingDialog(self._desk, list(self._rooms.values()), booking, booking.id, self)
        opened.saved.connect(lambda _saved: self._read_again())
        opened.deleted.connect(self._read_again)
        opened.open()

    @shown
    def _read_again(self) -> None:
        """A session was changed in its own dialog, and maybe the series with it."""
        self._has_written = True
        whole = series.get(self._desk, self._whole.id)
        if whole is None:
            self.reject()
            return
        self._whole = whole
        self._change = SeriesChange(self._desk, whole)
        self._show_rule(whole)
        self._show_rows()


def _undated(problem: Problem) -> Problem:
    """A problem of a date without its date, which its line says already."""
    return replace(problem, code=str(problem.params.get("problem", problem.code)))
