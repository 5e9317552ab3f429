"""Hand a key over: which one, to whom, until when, against what deposit."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from coopdesk.domain.room_key import KeyHandoverDraft, KeyLine
from coopdesk.foundation.i18n import _, format_date
from coopdesk.foundation.problems import Outcome
from coopdesk.services import room_keys
from coopdesk.services.desk import Desk
from coopdesk.ui.keys.handover_form import handover_form, offer_contacts, who_row
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField
from coopdesk.ui.widgets.layouts import hbox


class HandoverDialog(FormDialog):
    """Offers these keys; `organisation_id` and `due_on` are those of a booking, where it is opened from one."""

    def __init__(
        self,
        desk: Desk,
        keys: Sequence[KeyLine],
        parent: QWidget,
        *,
        organisation_id: int | None = None,
        due_on: date | None = None,
    ) -> None:
        self._desk = desk
        form = handover_form(desk, ChoiceField("key_id", _("Key"), [(one.id, key_words(one)) for one in keys]))
        super().__init__(
            _("Hand a key over"), form, self._save, accept_word=_("Hand over"), parent=parent,
            promise=_("The deposit is followed here; it is no income."),
        )  # fmt: skip
        form["given_on"].set_value(desk.today())
        form["due_on"].set_value(due_on)
        if organisation_id is not None:
            form["organisation_id"].set_value(organisation_id)
        offer_contacts(desk, form)
        self.add(form["key_id"])
        self.add(who_row(form))
        self.add(hbox((form["given_on"], 1), (form["due_on"], 1), (form["deposit"], 1), spacing=12))
        self.add(form["notes"])

    def _save(self) -> Outcome:
        values: dict[str, Any] = self.form.values()
        return room_keys.hand_over(self._desk, KeyHandoverDraft(**values))


def key_words(one: KeyLine) -> str:
    """A key as a list of choices says it: what it opens, and who has it."""
    parts = [one.label, one.rooms]
    if one.is_out and one.given_on is not None:
        since = _("out since {day}, {organisation}")
        parts.append(since.format(day=format_date(one.given_on, "short"), organisation=one.organisation))
    return " · ".join(part for part in parts if part)
