"""Right of a single booking: what became of it, what else is in the room that day, and what was done to it."""

from datetime import datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from coopdesk.domain.booking import BookingDraft, BookingLine
from coopdesk.domain.listing import Subject
from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import _
from coopdesk.services import bookings
from coopdesk.services.desk import Desk
from coopdesk.ui.painting.booking_words import hours_of, name_of, option_of
from coopdesk.ui.planning.state_card import StateCard
from coopdesk.ui.widgets.labels import ElidingLabel, caption, muted
from coopdesk.ui.widgets.layouts import clear, hbox, vbox
from coopdesk.ui.widgets.record_history import RecordHistory

_MOST_OTHERS = 8


class BookingDay(QWidget):
    """The others of the day, asked again at every change of the form."""

    def __init__(self, desk: Desk, booking_id: int | None) -> None:
        super().__init__()
        self._desk = desk
        self._booking_id = booking_id
        self.state = StateCard(desk)
        self.state.show_booking(booking_id)
        self._head = caption("")
        self._others = vbox(spacing=4)
        self.setLayout(vbox(self.state, self._head, self._others, *self._history(), None, spacing=10))

    def show_day(self, draft: BookingDraft | None) -> None:
        """Show who else is in the room on the day of a draft."""
        clear(self._others)
        self._head.setVisible(draft is not None)
        if draft is None:
            return
        midnight = datetime.combine(draft.starts_at.date(), time())
        day = Interval(midnight, midnight + timedelta(days=1))
        there = bookings.between(self._desk, day, draft.room_id)
        others = sorted((one for one in there if one.id != self._booking_id), key=lambda one: one.starts_text)
        self._head.setText(_("In this room that day") if others else _("Nothing else in this room that day"))
        for other in others[:_MOST_OTHERS]:
            self._others.addLayout(hbox(muted(hours_of(other)), (ElidingLabel(_who(other)), 1), spacing=12))

    def _history(self) -> list[QWidget]:
        """What was done to this booking; a new one has no history."""
        if self._booking_id is None:
            return []
        done = RecordHistory(self._desk, Subject.BOOKING)
        done.show_of(self._booking_id)
        return [done.plain()]


def _who(line: BookingLine) -> str:
    return " · ".join(part for part in (name_of(line), option_of(line)) if part)
