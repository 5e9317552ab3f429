"""The dialog of a booking: who, where, when; at its right, at once, whether it is possible."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coopdesk.domain.booking import BookingDraft, BookingLine, BookingState
from coopdesk.domain.listing import Subject
from coopdesk.domain.period import Interval
from coopdesk.domain.room import Room
from coopdesk.foundation.i18n import _, format_day, format_span
from coopdesk.foundation.problems import Outcome, Problem, Refused
from coopdesk.services import bookings, organisations
from coopdesk.services.desk import Desk
from coopdesk.ui import messages, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.painting.booking_words import hours_of, name_of, option_of
from coopdesk.ui.planning.booking_form import booking_form, draft_of, show_draft
from coopdesk.ui.planning.papers_card import PapersCard
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import danger, second
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.labels import ElidingLabel, caption, muted
from coopdesk.ui.widgets.layouts import clear, hbox, holder, vbox
from coopdesk.ui.widgets.record_field import Found
from coopdesk.ui.widgets.record_history import RecordHistory
from coopdesk.wording.sentences import sentence

_MOST_OTHERS = 8
_LEAST_COLUMN_WIDTH = 280


class BookingDialog(FormDialog):
    """Books a room, or changes a booking. The register is asked again at every change of the form."""

    deleted = Signal()

    def __init__(
        self, desk: Desk, rooms: Sequence[Room], draft: BookingDraft, booking_id: int | None, parent: QWidget
    ) -> None:
        self._desk = desk
        self._rooms = {room.id: room for room in rooms}
        self._booking_id = booking_id
        self._verdict = Banner(Tone.OK)
        self._papers = PapersCard()
        self._others_head = caption("")
        self._others = vbox(spacing=4)
        form = booking_form(rooms, self._find, self._name)
        super().__init__(
            _("Book a room") if booking_id is None else _("Booking"), form, self._save,
            accept_word=_("Book") if booking_id is None else _("Save"),
            promise=_("Nothing is written before this choice."), parent=parent,
        )  # fmt: skip
        show_draft(form, draft)
        self.add(self._columns())
        self._add_acts(draft)
        form.changed.connect(self._judge)
        self._judge()
        form["organisation_id"].editor.setFocus()

    @property
    def verdict(self) -> str:
        """What the live hint says."""
        return self._verdict.accessibleName()

    def _columns(self) -> QWidget:
        form = self.form
        who = vbox(
            form["organisation_id"],
            self._papers,
            form["room_id"],
            hbox((form["day"], 3), (form["starts_at"], 2), (form["ends_at"], 2), spacing=12),
            form["ends_on"],
            hbox((form["kind"], 3), (form["expected_persons"], 2), spacing=12),
            form["purpose"],
            None,
            spacing=10,
        )
        verdict = vbox(
            self._verdict,
            hbox((form["state"], 1), (form["option_until"], 1), spacing=12),
            form["notes"],
            self._others_head,
            self._others,
            *self._history(),
            None,
            spacing=10,
        )
        left, right = holder(who), holder(verdict)
        for column in (left, right):
            column.setMinimumWidth(theme.scaled(_LEAST_COLUMN_WIDTH))
        return holder(hbox((left, 1), (right, 1), spacing=24))

    def _history(self) -> list[QWidget]:
        """What was done to this booking; a new one has no history."""
        if self._booking_id is None:
            return []
        done = RecordHistory(self._desk, Subject.BOOKING)
        done.show_of(self._booking_id)
        return [done.plain()]

    def _add_acts(self, draft: BookingDraft) -> None:
        if self._desk.is_read_only:
            self.form.set_read_only(True)
            self.accept_button.hide()
            return
        if self._booking_id is None:
            return
        self.delete_button = danger(_("Delete"), self._delete)
        self.add_second(self.delete_button)
        if draft.state is BookingState.OPTION:
            self.confirm_button = second(_("Confirm the option"), self._firm, icon="check", writes=True)
            self.add_second(self.confirm_button)

    def _find(self, text: str) -> Found:
        found = organisations.find(self._desk, text)
        return [(one.id, one.name, "") for one in found]

    def _name(self, organisation_id: int) -> str:
        organisation = organisations.get(self._desk, organisation_id)
        return organisation.name if organisation else ""

    def _save(self) -> Outcome:
        draft = draft_of(self.form)
        if draft is None:  # the dialog submits readable forms only
            return Refused((Problem("day", "required"),))
        if self._booking_id is None:
            return bookings.book(self._desk, draft)
        return bookings.edit(self._desk, self._booking_id, draft)

    @shown
    def _delete(self) -> None:
        question = _("Delete this booking?")
        if self._booking_id is None or not messages.confirm(
            self, question, _("It leaves the planning and the summaries.")
        ):
            return
        outcome = bookings.delete(self._desk, self._booking_id)
        if isinstance(outcome, Refused):
            messages.refusal(self, outcome)
            return
        self.deleted.emit()
        self.reject()

    @shown
    def _firm(self) -> None:
        self.form["state"].set_value(BookingState.CONFIRMED)
        self.accept_button.click()

    @shown
    def _judge(self) -> None:
        until, is_option = self.form["option_until"], self.form["state"].value() is BookingState.OPTION
        until.setVisible(is_option)
        if not is_option and until.unreadable():
            # A wrong date that nobody sees must not keep the booking from being saved.
            until.set_value(None)
        draft = draft_of(self.form)
        self._show_papers()
        self._others_head.setVisible(draft is not None)
        if draft is None:
            clear(self._others)
            self._say(Tone.NEUTRAL, _("Choose who, a room, a date and hours."))
            return
        self._show_others(draft)
        problems = bookings.check(self._desk, draft, self._booking_id)
        wrong = [problem for problem in problems if not problem.is_warning]
        if wrong or problems:
            strong, *more = [sentence(problem) for problem in wrong or problems]
            self._say(Tone.DANGER if wrong else Tone.WARNING, strong, "\n".join(more))
        else:
            when = f"{format_day(draft.starts_at.date(), 'EEEE d MMMM')}, {format_span(draft.starts_at, draft.ends_at)}"
            self._say(Tone.OK, _("{room} is free").format(room=self._rooms[draft.room_id].name), when)

    def _say(self, tone: Tone, strong: str, detail: str = "") -> None:
        self._verdict.say(tone, strong, detail)
        self._verdict.setAccessibleName(" ".join(part for part in (strong, detail) if part))

    def _show_papers(self) -> None:
        chosen = self.form["organisation_id"].value()
        organisation = organisations.get(self._desk, chosen) if chosen is not None else None
        self._papers.setVisible(organisation is not None)
        if organisation is not None:
            self._papers.show_papers(organisation, self.form["day"].value() or self._desk.today())

    def _show_others(self, draft: BookingDraft) -> None:
        midnight = datetime.combine(draft.starts_at.date(), time())
        day = Interval(midnight, midnight + timedelta(days=1))
        there = bookings.between(self._desk, day, draft.room_id)
        others = sorted((one for one in there if one.id != self._booking_id), key=lambda one: one.starts_text)
        clear(self._others)
        self._others_head.setText(_("In this room that day") if others else _("Nothing else in this room that day"))
        for other in others[:_MOST_OTHERS]:
            self._others.addLayout(hbox(muted(hours_of(other)), (ElidingLabel(_who(other)), 1), spacing=12))


def _who(line: BookingLine) -> str:
    return " · ".join(part for part in (name_of(line), option_of(line)) if part)
