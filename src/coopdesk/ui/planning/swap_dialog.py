"""Two bookings take each other's place: choose the other one, see what each gets."""

from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from coopdesk.domain.booking import TAKING, Booking, BookingLine
from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import _, format_day
from coopdesk.foundation.problems import Outcome, Refused, refused
from coopdesk.services import bookings, swapping
from coopdesk.services.desk import Desk
from coopdesk.ui import messages, theme
from coopdesk.ui.messages import shown
from coopdesk.ui.painting.booking_words import hours_of, name_of
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import verbatim
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import DateField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import ElidingLabel, caption, muted
from coopdesk.ui.widgets.layouts import clear, hbox, holder, scrolling, vbox
from coopdesk.wording.sentences import sentence

_DAY = timedelta(days=1)


def swap_dialog(desk: Desk, booking_id: int, parent: QWidget) -> "SwapDialog | None":
    """The dialog, ready to be opened; None, once that is said, where this booking cannot go anywhere."""
    booking = bookings.get(desk, booking_id)
    if booking is None:
        messages.refusal(parent, refused("", "booking_unknown"))
        return None
    if booking.state not in TAKING:
        messages.refusal(parent, refused("", "swap_takes_no_room"))
        return None
    if booking.starts_at < desk.now():
        messages.refusal(parent, refused("", "swap_past"))
        return None
    return SwapDialog(desk, booking, parent)


class SwapDialog(FormDialog):
    """Chooses the booking to swap with, those of the same day first."""

    def __init__(self, desk: Desk, booking: Booking, parent: QWidget) -> None:
        self._desk = desk
        self._booking = booking
        self._lines: dict[int, BookingLine] = {}
        day = DateField("day", _("Day of the other booking"), optional=False)
        super().__init__(
            _("Swap two bookings"), Form(day), self._swap, accept_word=_("Swap"),
            promise=_("Nothing is written before this choice; one undo takes both back."), parent=parent,
        )  # fmt: skip
        day.set_value(booking.starts_at.date())
        day.changed.connect(self._list)
        self._own = caption("", wrap=True)
        self._verdict = Banner(Tone.NEUTRAL)
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(lambda _id, is_on: self._judge() if is_on else None)
        self._rows = vbox(spacing=4)
        area = scrolling(holder(self._rows))
        area.setMinimumSize(theme.scaled(420), theme.scaled(220))
        self.add(self._own)
        self.add(day)
        self.add(self._verdict)
        self.add(area, 1)
        self._list()

    @property
    def verdict(self) -> str:
        """What would happen, or why it cannot."""
        return self._verdict.accessibleName()

    def choose(self, booking_id: int) -> None:
        """Choose the other booking."""
        self._group.button(booking_id).setChecked(True)

    @shown
    def _list(self) -> None:
        clear(self._rows)
        for button in self._group.buttons():
            self._group.removeButton(button)
        day = self.form["day"].value()
        self._lines = {} if day is None else self._read(day)
        others = sorted(
            (one for one in self._lines.values() if one.id != self._booking.id and self._may_move(one)),
            key=lambda one: (one.starts_text, one.room),
        )
        for one in others:
            self._rows.addWidget(self._row(one))
        if not others:
            self._rows.addWidget(muted(_("Nothing else is booked that day: choose another day."), wrap=True))
        self._rows.addStretch(1)
        self._judge()

    def _read(self, day: date) -> dict[int, BookingLine]:
        """What may be swapped that day, and this booking itself."""
        found: dict[int, BookingLine] = {}
        for one in {day, self._booking.starts_at.date()}:
            midnight = datetime.combine(one, time())
            for line in bookings.between(self._desk, Interval(midnight, midnight + _DAY)):
                if line.id == self._booking.id or line.starts_at.date() == day:
                    found[line.id] = line
        return found

    def _may_move(self, one: BookingLine) -> bool:
        return one.state in TAKING and one.starts_at >= self._desk.now()

    def _row(self, one: BookingLine) -> QWidget:
        button = QRadioButton(verbatim(f"{hours_of(one)}, {one.room}"))
        button.setAccessibleName(f"{hours_of(one)}, {one.room}, {name_of(one)}")
        self._group.addButton(button, one.id)
        return holder(hbox((button, 1), (ElidingLabel(name_of(one), "muted"), 1), spacing=12))

    def _judge(self) -> None:
        own, other = self._lines.get(self._booking.id), self._lines.get(self._group.checkedId())
        if own is not None:
            self._own.setText(_("{who}: {where}").format(who=name_of(own), where=_place(own)))
        self.accept_button.setEnabled(other is not None)
        if own is None or other is None:
            self._say(Tone.NEUTRAL, _("Choose the booking to swap with."))
            return
        # On one day it need not be said twice which.
        where = _place if own.starts_text[:10] != other.starts_text[:10] else _room_and_hours
        self._say(
            Tone.INFO,
            _("{who} goes to {where}").format(who=name_of(own), where=where(other)),
            _("{who} goes to {where}").format(who=name_of(other), where=where(own)),
        )

    def _say(self, tone: Tone, words: str, detail: str = "") -> None:
        self._verdict.say(tone, words, detail)
        self._verdict.setAccessibleName(" ".join(part for part in (words, detail) if part))

    def _swap(self) -> Outcome:
        outcome = swapping.swap(self._desk, self._booking.id, self._group.checkedId())
        if isinstance(outcome, Refused):
            self._say(Tone.DANGER, "\n".join(sentence(one) for one in outcome.problems))
            return Refused(())
        return outcome


def _room_and_hours(one: BookingLine) -> str:
    return f"{one.room}, {hours_of(one)}"


def _place(one: BookingLine) -> str:
    return f"{one.room}, {format_day(one.starts_at.date(), 'EEEE d MMMM')}, {hours_of(one)}"
