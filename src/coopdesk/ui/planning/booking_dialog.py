"""The dialog of a booking: who, where, when; at its right, at once, whether it is possible, once or on every date."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QWidget

from coopdesk.domain.booking import BookingDraft, BookingState
from coopdesk.domain.recurrence_rule import RuleError
from coopdesk.domain.room import Layout, Room
from coopdesk.domain.series_plan import Choice
from coopdesk.foundation.i18n import _, format_day, format_span
from coopdesk.foundation.problems import Outcome, Problem, Refused, Saved, errors
from coopdesk.services import bookings
from coopdesk.services.desk import Desk
from coopdesk.services.series_moves import SeriesMove
from coopdesk.ui import firming, icons, messages, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.planning.booking_body import LOW, BookingBody
from coopdesk.ui.planning.booking_day import BookingDay
from coopdesk.ui.planning.booking_form import OVERRIDDEN, draft_of, in_form, show_draft, show_layouts
from coopdesk.ui.planning.booking_request import Request
from coopdesk.ui.planning.booking_series import SeriesDesk, asked_of
from coopdesk.ui.planning.scope_acts import sessions_of
from coopdesk.ui.planning.scope_questions import ask_cancel, ask_delete, ask_edit
from coopdesk.ui.planning.series_bench import SeriesBench
from coopdesk.ui.planning.series_ways import PlanWays
from coopdesk.ui.planning.series_words import accept_words, verdict_of
from coopdesk.ui.planning.state_actions import booking_actions
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import danger, menu_button, second
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.wording.sentences import sentence

_PAUSE = 120
"""So many milliseconds after the last key the dates of a series are worked out anew."""

_PAST = frozenset({"in_the_past", "dates_in_the_past"})


class BookingDialog(FormDialog):
    """Books a room, once or again and again, or changes a booking. Every change of the form asks the register."""

    deleted = Signal()

    def __init__(
        self, desk: Desk, rooms: Sequence[Room], draft: BookingDraft, booking_id: int | None, parent: QWidget
    ) -> None:
        self._desk = desk
        self._rooms = {room.id: room for room in rooms}
        self._booking_id = booking_id
        self._sessions = sessions_of(desk, booking_id)
        self._is_past_meant = False
        self._series = SeriesDesk(desk, booking_id)
        self.request = Request(desk, rooms)
        self._day = BookingDay(desk, booking_id)
        self.bench = SeriesBench(PlanWays(self._series.remedies), self._room_name)
        self.view = BookingBody(_("Request"))
        self._word = _("Book") if booking_id is None else _("Save")
        super().__init__(
            _("Book a room") if booking_id is None else _("Booking"), self.request.form, self._save,
            accept_word=self._word, promise=_("Nothing is written before this choice; it can all be undone at once."),
            parent=parent,
        )  # fmt: skip
        self._room_shown: int | None = None
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._work_out)
        show_draft(self.form, draft)
        self._show_layouts(draft.layout)
        self.request.repeat.show_start(draft.starts_at.date())
        # Its columns have their own margins: the request is white to the edge.
        self.body.setContentsMargins(0, 0, 0, 0)
        self.add(self.view, 1)
        self.view.fill(self.request, self._day, self.bench)
        self._shown = draft_of(self.form)
        self._add_acts(draft)
        self.bench.decided.connect(self._decide)
        self.bench.move_all.offer(self._series.moves)
        self.bench.move_all.taken.connect(self._move_all)
        self.bench.move_all.elsewhere.connect(self._type_place)
        self.form.changed.connect(self._judge)
        self._judge()
        self.form["organisation_id"].editor.setFocus()

    @property
    def verdict(self) -> str:
        """What the live hint says."""
        return self.view.verdict

    @property
    def is_repeating(self) -> bool:
        """Whether a series is asked for."""
        return self._sessions is None and self.request.repeat.is_repeating

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room for them; never off the screen for having grown."""
        super().resizeEvent(event)
        self.view.set_width(self.width())
        self.bench.set_low(self.height() < theme.scaled(LOW))
        beyond = self.geometry().right() - self.screen().availableGeometry().right()
        if beyond > 0 and self.isVisible():
            self.move(max(self.screen().availableGeometry().left(), self.x() - beyond), self.y())

    def _room_name(self, room_id: int) -> str:
        return self._rooms[room_id].name if room_id in self._rooms else ""

    def _add_acts(self, draft: BookingDraft) -> None:
        self.all_option = second(_("All as options…"), self._all_as_options, icon="calendar-clock", writes=True)
        self.all_option.hide()
        self.add_second(self.all_option)
        if self._desk.is_read_only:
            self.form.set_read_only(True)
            self.bench.set_read_only(True)
            self.accept_button.hide()
            return
        if self._booking_id is None:
            return
        self.delete_button = danger(_("Delete"), self._delete)
        self.add_second(self.delete_button)
        if draft.state is BookingState.OPTION:
            self.confirm_button = second(_("Confirm the option"), self._firm, icon="check", writes=True)
            self.add_second(self.confirm_button)
        if self._sessions is not None:
            self.request.show_series(self._sessions.series, self._sessions.booking)
            self.series_button = second(_("Series…"), self._open_series, icon="repeat")
            self.add_second(self.series_button)
        self._add_menu()

    def _add_menu(self) -> None:
        """The rarer acts: what becomes of the booking, who came, keys; the sessions of its series."""
        booking = None if self._booking_id is None else bookings.get(self._desk, self._booking_id)
        if booking is None:
            return
        actions = booking_actions(self._desk, booking, self, self._gone)
        if self._sessions is not None:
            several = QAction(icons.icon("x"), _("Cancel several sessions…"), self)
            several.triggered.connect(lambda: self._cancel_sessions())
            actions.append(several)
        if actions:
            self.more_button = menu_button("", actions, icon="ellipsis")
            self.more_button.setAccessibleName(_("More acts"))
            self.more_button.setToolTip(_("More acts"))
            self.add_second(self.more_button)

    @shown
    def _all_as_options(self) -> None:
        """Hold every session as an option: until when is asked in the form."""
        self.form["state"].set_value(BookingState.OPTION)
        self.view.show_request()
        self.form["option_until"].editor.setFocus()

    def _save(self) -> Outcome:
        draft = draft_of(self.form)
        if draft is None:  # the dialog submits readable forms only
            return Refused((Problem("day", "required"),))
        outcome = self._save_series(draft) if self.is_repeating else self._save_one(draft)
        if isinstance(outcome, Refused) and outcome.problems:
            self.view.show_request()
        return outcome

    def _save_one(self, draft: BookingDraft) -> Outcome:
        problems = bookings.check(self._desk, draft, self._booking_id)
        if not self._is_meant(problems):
            return Refused(())
        if self._booking_id is None:
            return bookings.book(self._desk, draft)
        if self._sessions is not None and not errors(problems) and self._sessions.must_ask(draft):
            ask_edit(self._sessions, draft, self._done, self)
            return Refused(())
        return bookings.edit(self._desk, self._booking_id, draft)

    def _done(self, saved: Saved) -> None:
        """Close: a question asked over this dialog has done what it was opened for."""
        self.accept()
        self.saved.emit(saved)

    def _save_series(self, draft: BookingDraft) -> Outcome:
        self._pause.stop()
        try:
            asked = asked_of(draft, self.request.repeat.repetition(), self.request.repeat.holiday_rules())
        except RuleError as error:
            return Refused((in_form(error.problem),))
        plan = self._series.work_out(asked)
        if not self._is_meant(plan.problems):
            return Refused(())
        # What was changed about the booking itself is one act with the repetition.
        return self._series.book(draft if draft != self._shown else None)

    def _is_meant(self, problems: Sequence[Problem]) -> bool:
        """Ask once about a date in the past."""
        past = next((problem for problem in problems if problem.code in _PAST), None)
        if past is None or self._is_past_meant or errors(list(problems)):
            return True
        self._is_past_meant = messages.confirm(self, sentence(past), "", self.accept_button.text())
        return self._is_past_meant

    @shown
    def _delete(self) -> None:
        if self._sessions is not None:
            ask_delete(self._desk, self._sessions, lambda _saved: self._gone(), self)
            return
        question = _("Delete this booking?")
        if self._booking_id is None or not messages.confirm(
            self, question, _("It leaves the planning and the summaries.")
        ):
            return
        outcome = bookings.delete(self._desk, self._booking_id)
        if isinstance(outcome, Refused):
            messages.refusal(self, outcome)
            return
        self._gone()

    def _gone(self) -> None:
        self.deleted.emit()
        self.reject()

    @shown
    def _cancel_sessions(self) -> None:
        if self._sessions is not None:
            ask_cancel(self._desk, self._sessions, lambda _saved: self._gone(), self)

    @shown
    def _open_series(self) -> None:
        from coopdesk.ui.planning.series_dialog import SeriesDialog  # noqa: PLC0415 - each opens the other

        if self._sessions is not None:
            opened = SeriesDialog(self._desk, list(self._rooms.values()), self._sessions.series.id, self)
            # What was shown here may be another by now.
            opened.written.connect(self._gone)
            opened.open()

    @shown
    def _firm(self) -> None:
        """Confirm the option: by itself where nothing else was changed, so that its rivals are spoken of first."""
        if self._booking_id is not None and draft_of(self.form) == self._shown:
            if firming.confirm(self._desk, self._booking_id, self):
                self._done(Saved(self._booking_id))
            return
        self.form["state"].set_value(BookingState.CONFIRMED)
        self.accept_button.click()

    @shown
    def _decide(self, day: date, choice: Choice | None) -> None:
        self._series.decide(day, choice)
        self._work_out()

    @shown
    def _move_all(self, move: SeriesMove) -> None:
        """Ask for the whole series in another room, or at other hours: its dates are seen there first."""
        self._series.leave_place()
        self.form.set_values({"room_id": move.room_id, "starts_at": move.starts_at, "ends_at": move.ends_at})
        self._judge()
        self._work_out()

    def _type_place(self) -> None:
        self.view.show_request()
        self.form["room_id"].editor.setFocus()

    @shown
    def _judge(self) -> None:
        """Answer the form: at once for one booking, a moment after the last key for a series."""
        self._show_layouts(self.form["layout"].value())
        self._show_until()
        day = self.form["day"].value()
        if day is not None:
            self.request.repeat.show_start(day)
        self.request.show_papers()
        self._show_form_of_dialog()
        draft = draft_of(self.form)
        if self.is_repeating:
            self._pause.start()
        elif draft is None:
            self._day.show_day(None)
            self.view.say(Tone.NEUTRAL, _("Choose who, a room, a date and hours."))
        else:
            self._day.show_day(draft)
            self._judge_one(draft)

    def _judge_one(self, draft: BookingDraft) -> None:
        problems = bookings.check(self._desk, draft, self._booking_id)
        self._ask_why(problem.code for problem in problems)
        wrong = [problem for problem in problems if not problem.is_warning]
        if wrong or problems:
            strong, *more = [sentence(problem) for problem in wrong or problems]
            self.view.say(Tone.DANGER if wrong else Tone.WARNING, strong, "\n".join(more))
        else:
            when = f"{format_day(draft.starts_at.date(), 'EEEE d MMMM')}, {format_span(draft.starts_at, draft.ends_at)}"
            self.view.say(Tone.OK, _("{room} is free").format(room=self._room_name(draft.room_id)), when)

    @shown
    def _work_out(self) -> None:
        """Plan the series anew and show it."""
        self._pause.stop()
        draft, repeat = draft_of(self.form), self.request.repeat
        if draft is None or repeat.unreadable():
            self._show_no_plan(Tone.NEUTRAL, _("Choose who, a room, a date, hours and a rhythm."))
            return
        try:
            asked = asked_of(draft, repeat.repetition(), repeat.holiday_rules())
        except RuleError as error:
            repeat.say(in_form(error.problem))
            self._show_no_plan(Tone.DANGER, sentence(error.problem))
            return
        plan = self._series.work_out(asked)
        if not plan.dates:
            self._show_no_plan(Tone.DANGER, "\n".join(sentence(problem) for problem in plan.problems))
            return
        self._ask_why(problem.code for one in plan.dates for problem in one.problems)
        repeat.show_count(plan.total)
        self.bench.show_plan(plan)
        self.view.say(*verdict_of(plan))
        self.accept_button.setText(accept_words(plan))
        self.accept_button.setEnabled(bool(plan.free))

    def _show_no_plan(self, tone: Tone, words: str) -> None:
        self._series.forget()
        self.request.repeat.show_count(None)
        self.bench.show_plan(None)
        self.view.say(tone, words)
        self.accept_button.setText(self._word)
        self.accept_button.setEnabled(True)

    def _show_form_of_dialog(self) -> None:
        """One booking and its day, or a series and its workbench."""
        is_repeating = self.is_repeating
        is_firm = self.form["state"].value() is BookingState.CONFIRMED
        self.all_option.setVisible(is_repeating and is_firm and not self._desk.is_read_only)
        if is_repeating == self.view.is_repeating:
            return
        self.view.set_repeating(is_repeating)
        self.form["day"].caption.setText(_("First date") if is_repeating else _("Date"))
        if not is_repeating:
            self._pause.stop()
            self._series.forget()
            self.accept_button.setText(self._word)
            self.accept_button.setEnabled(True)
            self.resize(self.sizeHint())

    def _show_layouts(self, chosen: Layout | None) -> None:
        """Offer the layouts of the room that is chosen."""
        room_id = self.form["room_id"].value()
        if room_id != self._room_shown and room_id in self._rooms:
            self._room_shown = room_id
            was_blocked = self.form.blockSignals(True)
            show_layouts(self.form, self._rooms[room_id], chosen)
            self.form.blockSignals(was_blocked)

    def _show_until(self) -> None:
        until, is_option = self.form["option_until"], self.form["state"].value() is BookingState.OPTION
        until.setVisible(is_option)
        if not is_option and until.unreadable():
            # A wrong date that nobody sees must not keep the booking from being saved.
            until.set_value(None)

    def _ask_why(self, codes: object) -> None:
        """Ask for a reason only where one makes the booking possible, or was given."""
        field = self.form["override_reason"]
        field.setVisible(bool(OVERRIDDEN.intersection(codes)) or bool(field.value()))  # type: ignore[arg-type]
