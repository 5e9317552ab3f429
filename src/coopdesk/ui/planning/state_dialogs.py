"""Why a booking is refused or cancelled, until when it is held, what it comes back as: one small dialog each."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.domain.booking import BookingLine, BookingState, Reason
from coopdesk.domain.booking_state import RESTORED, WHY, StateAct, Why
from coopdesk.foundation.i18n import _, format_day, format_span
from coopdesk.foundation.problems import Outcome
from coopdesk.services import booking_states
from coopdesk.services.desk import Desk
from coopdesk.ui import firming
from coopdesk.ui.painting.booking_words import name_of
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField, DateField, LongTextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import muted, strong
from coopdesk.ui.widgets.layouts import vbox
from coopdesk.wording.labels import label

OPTION_HELD = timedelta(days=7)
"""How long an option is held unless another day is chosen."""


def who_and_when(line: BookingLine) -> QWidget:
    """What the dialog is about, in two lines."""
    when = f"{format_day(line.starts_at.date(), 'EEEE d MMMM')}, {format_span(line.starts_at, line.ends_at)}"
    about = QWidget()
    about.setLayout(vbox(strong(name_of(line), wrap=True), muted(f"{when} · {line.room}", wrap=True), spacing=1))
    about.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return about


def usual_until(line: BookingLine, today: date) -> date:
    """Until when an option is held: a week, but never beyond the booking itself."""
    return max(today, min(today + OPTION_HELD, line.starts_at.date()))


def reason_dialog(desk: Desk, line: BookingLine, act: StateAct, parent: QWidget) -> FormDialog:
    """Asks why a booking is refused (`StateAct.REFUSE`) or cancelled."""
    is_refusal = act is StateAct.REFUSE
    form = Form(
        ChoiceField("reason_code", _("Reason"), [(one, label(one)) for one in WHY]),
        LongTextField("reason", _("In words"), rows=3),
    )
    # A request is refused by the house; what was booked is mostly given up by those who booked.
    form["reason_code"].set_value(Reason.CONFLICT if is_refusal else Reason.BY_ORGANISATION)

    def submit() -> Outcome:
        give_up = booking_states.refuse if is_refusal else booking_states.cancel
        return give_up(desk, line.id, Why(**form.values()))

    return _dialog(
        _("Refuse the booking") if is_refusal else _("Cancel the booking"), form, submit, line,
        _("Refuse") if is_refusal else _("Cancel the booking"),
        _("It stays in the file with its reason, and can be brought back."), parent,
    )  # fmt: skip


def option_dialog(desk: Desk, line: BookingLine, parent: QWidget) -> FormDialog:
    """Asks until when a booking is held as an option."""
    form = Form(DateField("option_until", _("Held until (that day included)")))
    form["option_until"].set_value(line.option_until or usual_until(line, desk.today()))

    def submit() -> Outcome:
        return booking_states.option(desk, line.id, form["option_until"].value())

    promise = _("Without a date it is held until somebody decides.")
    return _dialog(_("Hold as an option"), form, submit, line, _("Hold"), promise, parent)


def restore_dialog(desk: Desk, line: BookingLine, parent: QWidget) -> FormDialog:
    """Asks what a lapsed, refused or cancelled booking comes back as."""
    form = Form(
        ChoiceField("state", _("Comes back as"), [(one, label(one)) for one in RESTORED]),
        DateField("option_until", _("Held until (that day included)")),
    )
    form["state"].set_value(BookingState.OPTION)
    form["option_until"].set_value(usual_until(line, desk.today()))

    def show_until() -> None:
        form["option_until"].setVisible(form["state"].value() is BookingState.OPTION)

    def submit() -> Outcome:
        state = form["state"].value()
        until = form["option_until"].value() if state is BookingState.OPTION else None
        return firming.brought_back(desk, line.id, state, until, parent)

    promise = _("The room is looked at again, as for a new booking.")
    dialog = _dialog(_("Bring back the booking"), form, submit, line, _("Bring back"), promise, parent)
    form["state"].changed.connect(show_until)
    show_until()
    return dialog


def _dialog(
    title: str,
    form: Form,
    submit: Callable[[], Outcome],
    line: BookingLine,
    accept_word: str,
    promise: str,
    parent: QWidget,
) -> FormDialog:
    dialog = FormDialog(title, form, submit, accept_word=accept_word, promise=promise, parent=parent)
    dialog.add(who_and_when(line))
    for name in form.values():
        dialog.add(form[name])
    return dialog
