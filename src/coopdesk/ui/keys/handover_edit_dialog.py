"""Change what was noted of a handover: who has the key, until when, its deposit and when that was given back."""

from PySide6.QtWidgets import QWidget

from coopdesk.domain.room_key import HandoverLine, KeyHandover, KeyHandoverDraft
from coopdesk.foundation.i18n import _, format_date
from coopdesk.foundation.problems import Outcome
from coopdesk.services import room_keys
from coopdesk.services.desk import Desk
from coopdesk.ui.keys.handover_form import handover_form, offer_contacts, who_row
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import DateField
from coopdesk.ui.widgets.labels import ElidingLabel, strong
from coopdesk.ui.widgets.layouts import hbox


def edit_handover(desk: Desk, handover_id: int, parent: QWidget) -> "HandoverEditDialog | None":
    """Open the dialog of a handover, if it is still there."""
    handover, line = room_keys.get_handover(desk, handover_id), room_keys.handover(desk, handover_id)
    if handover is None or line is None:
        return None
    dialog = HandoverEditDialog(desk, handover, line, parent)
    dialog.open()
    return dialog


class HandoverEditDialog(FormDialog):
    """Which key it was and when it came back stay as they are: taking it back tells that."""

    def __init__(self, desk: Desk, handover: KeyHandover, line: HandoverLine, parent: QWidget) -> None:
        self._desk = desk
        self._handover = handover
        back = DateField("deposit_returned_on", _("Deposit given back on"))
        form = handover_form(desk, back, kept=handover.contact_id)
        super().__init__(
            _("Edit the handover of a key"), form, self._save, parent=parent,
            promise=_("The deposit is followed here; it is no income."),
        )  # fmt: skip
        form["organisation_id"].set_value(handover.organisation_id)
        offer_contacts(desk, form, handover.contact_id)
        form.set_values(handover)
        self.add(hbox(strong(line.key), (ElidingLabel(_where_words(line), "muted"), 1), spacing=8))
        self.add(who_row(form))
        self.add(hbox((form["given_on"], 1), (form["due_on"], 1), spacing=12))
        self.add(hbox((form["deposit"], 1), (form["deposit_returned_on"], 1), spacing=12))
        self.add(form["notes"])

    def _save(self) -> Outcome:
        draft = KeyHandoverDraft(key_id=self._handover.key_id, **self.form.values())
        return room_keys.edit_handover(self._desk, self._handover.id, draft)


def _where_words(line: HandoverLine) -> str:
    who = line.organisation
    if line.returned_on is None:
        return _("out since {day}, {organisation}").format(day=format_date(line.given_on), organisation=who)
    return _("{organisation}, came back on {day}").format(organisation=who, day=format_date(line.returned_on))
