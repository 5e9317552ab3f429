"""What an organisation has ahead: its next bookings and what it must bring back, soonest first."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtWidgets import QLayout, QWidget

from coopdesk.domain.booking import BookingState
from coopdesk.domain.listing import Sort, Window
from coopdesk.domain.loan import LoanState
from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import _, format_day, format_time
from coopdesk.services import bookings, loans
from coopdesk.services.bookings import BookingFilter
from coopdesk.services.desk import Desk
from coopdesk.services.loans import LoanFilter
from coopdesk.ui import theme
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.labels import ElidingLabel, chip, muted, strong
from coopdesk.ui.widgets.layouts import clear, hbox, holder, vbox
from coopdesk.wording.labels import label

_AHEAD = timedelta(days=366)
_SHOWN = 5

BOOKING_TONES = {BookingState.CONFIRMED: Tone.OK, BookingState.OPTION: Tone.WARNING}
LOAN_TONES = {
    LoanState.RESERVED: Tone.NEUTRAL,
    LoanState.OUT: Tone.INFO,
    LoanState.LATE: Tone.DANGER,
    LoanState.RETURNED: Tone.NEUTRAL,
}


class Coming(NamedTuple):
    """One thing ahead."""

    at: datetime
    what: str
    state: str
    tone: Tone


def coming(desk: Desk, organisation_id: int) -> list[Coming]:
    """The next bookings and returns of an organisation; what is late comes first of all."""
    now = desk.now()
    booked = bookings.lines(
        desk,
        BookingFilter(organisation_id=organisation_id, during=Interval(now, now + _AHEAD)),
        Sort("starts_at"),
        Window(0, _SHOWN),
    )
    lent = loans.lines(
        desk,
        LoanFilter(now=now, organisation_id=organisation_id, open_only=True),
        Sort("due_at"),
        Window(0, _SHOWN),
    )
    ahead = [
        Coming(
            one.starts_at,
            _("{room}, {hour}").format(room=one.room, hour=format_time(one.starts_at)),
            label(one.state).lower(),
            BOOKING_TONES[one.state],
        )
        for one in booked
    ]
    for loan in lent:
        state = loan.state(now)
        ahead.append(
            Coming(
                loan.due_at,
                _("return of {what}").format(what=loan.what),
                label(state).lower(),
                LOAN_TONES[state],
            )
        )
    return sorted(ahead, key=lambda one: one.at)[:_SHOWN]


class ComingCard(Card):
    """What lies ahead of one organisation."""

    def __init__(self, desk: Desk, right: QWidget) -> None:
        super().__init__(_("Coming up"), right=right)
        self._desk = desk
        self._rows = vbox(spacing=6)
        self.add(self._rows)

    def show_coming(self, organisation_id: int) -> None:
        """Show what this one has ahead."""
        clear(self._rows)
        ahead = coming(self._desk, organisation_id)
        for one in ahead:
            self._rows.addWidget(holder(_row(one, self._desk.today())))
        if not ahead:
            self._rows.addWidget(muted(_("No booking and no loan ahead."), wrap=True))


def _row(one: Coming, today: date) -> QLayout:
    same_year = one.at.date() - today < timedelta(days=300)
    day = strong(format_day(one.at.date(), "EEE d MMM" if same_year else "d MMM y"))
    day.setMinimumWidth(theme.scaled(84))
    return hbox(day, (ElidingLabel(one.what, "muted"), 1), chip(one.state, one.tone), spacing=8)
