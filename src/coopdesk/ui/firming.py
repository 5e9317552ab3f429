"""Making a booking firm wherever it is asked for: what speaks against it is said first, and the user decides."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from coopdesk.domain.booking import Booking, BookingState
from coopdesk.domain.series import Scope
from coopdesk.foundation.i18n import _, format_number, ngettext
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import booking_states, bookings
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.wording.sentences import sentence


def confirm(desk: Desk, booking_id: int, parent: QWidget | None) -> bool:
    """Confirm a request or an option; whether it was done."""
    meant, others_wait = _asked(desk, booking_id, parent)
    return meant and told(booking_states.confirm(desk, booking_id, others_wait=others_wait), parent)


def confirm_series(desk: Desk, booking_id: int, parent: QWidget | None) -> bool:
    """Confirm all the sessions to come of a booking's series, once what its papers do not cover is said."""
    from coopdesk.services import series_confirming  # noqa: PLC0415 - series are loaded by who has some

    booking = bookings.get(desk, booking_id)
    details = _warnings(desk, booking) if booking is not None else []
    question = _("Confirm all the sessions to come of this series?")
    if not messages.confirm(parent, question, "\n".join(details), _("Confirm all")):
        return False
    return told(series_confirming.confirm_sessions(desk, booking_id, Scope.ALL), parent)


def bring_back(desk: Desk, booking_id: int, state: BookingState, until: date | None, parent: QWidget | None) -> bool:
    """Bring back what lapsed, was refused or cancelled; whether it was done."""
    return told(brought_back(desk, booking_id, state, until, parent), parent)


def brought_back(
    desk: Desk, booking_id: int, state: BookingState, until: date | None, parent: QWidget | None
) -> Outcome:
    """The same for a dialog, which says by itself why it was refused; refused without a reason when it is not meant."""
    others_wait = False
    if state is BookingState.CONFIRMED:
        meant, others_wait = _asked(desk, booking_id, parent)
        if not meant:
            return Refused(())
    return booking_states.restore(desk, booking_id, state, until, others_wait=others_wait)


def told(outcome: Outcome, parent: QWidget | None) -> bool:
    """Say why something was refused; whether it was done."""
    if isinstance(outcome, Refused) and outcome.problems:
        messages.refusal(parent, outcome)
    return not isinstance(outcome, Refused)


def _asked(desk: Desk, booking_id: int, parent: QWidget | None) -> tuple[bool, bool]:
    """Whether it is still meant, once the user knows of rivals and papers; and whether there are rivals."""
    booking = bookings.get(desk, booking_id)
    rivals = booking_states.rivals(desk, booking_id)
    details = _warnings(desk, booking) if booking is not None else []
    if rivals:
        names = ", ".join(one.organisation or one.purpose or _("The house itself") for one in rivals)
        question = ngettext(
            "{n} other option waits for this room. Confirm this one?",
            "{n} other options wait for this room. Confirm this one?",
            len(rivals),
        ).format(n=format_number(len(rivals)))
        # What is theirs comes first: it is the more surprising.
        details.insert(0, _("{names}: kept as requests, they ring if the time is free again.").format(names=names))
    elif details:
        question = _("Confirm this booking all the same?")
    else:
        return True, False
    return messages.confirm(parent, question, "\n".join(details), _("Confirm")), bool(rivals)


def _warnings(desk: Desk, booking: Booking) -> list[str]:
    firm = replace(booking, state=BookingState.CONFIRMED, option_until=None)
    return [sentence(one) for one in bookings.check(desk, firm, booking.id) if one.is_warning]
