"""Take a key back: when, and whether its deposit was given back with it."""

from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.domain.room_key import HandoverLine
from coopdesk.foundation.i18n import _, format_date, format_money
from coopdesk.foundation.problems import Outcome
from coopdesk.services import room_keys
from coopdesk.services.desk import Desk
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import CheckField, DateField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import muted, strong
from coopdesk.ui.widgets.layouts import holder, vbox


def return_dialog(desk: Desk, handover: HandoverLine, parent: QWidget) -> FormDialog:
    """The dialog that takes one key back."""
    form = Form(DateField("returned_on", _("Came back on"), optional=False))
    form["returned_on"].set_value(desk.today())
    if handover.has_open_deposit:
        words = _("The deposit of {amount} was given back").format(amount=format_money(handover.deposit or 0))
        form.add(CheckField("with_deposit", words)).set_value(True)

    def submit() -> Outcome:
        on = form["returned_on"].value()
        deposit_on = on if handover.has_open_deposit and form["with_deposit"].value() else None
        return room_keys.take_back(desk, handover.id, on, handover.deposit_returned_on or deposit_on)

    promise = _("Without it, the deposit stays among those to give back.") if handover.has_open_deposit else ""
    dialog = FormDialog(_("Take a key back"), form, submit, accept_word=_("Take back"), promise=promise, parent=parent)
    about = holder(vbox(strong(handover.key, wrap=True), muted(_held_words(handover), wrap=True), spacing=1))
    about.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    dialog.add(about)
    for name in form.values():
        dialog.add(form[name])
    return dialog


def _held_words(handover: HandoverLine) -> str:
    who = " · ".join(part for part in (handover.organisation, handover.contact or "") if part)
    return _("{who}, since {day}").format(who=who, day=format_date(handover.given_on))
