"""Hand a key over: which one, to whom, until when, against what deposit."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from coopdesk.domain.room_key import KeyHandoverDraft, KeyLine
from coopdesk.foundation.i18n import _, format_date
from coopdesk.foundation.problems import Outcome
from coopdesk.services import organisations, room_keys
from coopdesk.services.desk import Desk
from coopdesk.ui.widgets.amount_field import AmountField
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField, DateField, LongTextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.layouts import hbox
from coopdesk.ui.widgets.record_field import Found, RecordField


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
        form = Form(
            ChoiceField("key_id", _("Key"), [(one.id, key_words(one)) for one in keys]),
            RecordField("organisation_id", _("Association"), self._find, title_of=self._name),
            ChoiceField("contact_id", _("Handed to"), [(None, _("Nobody in particular"))]),
            DateField("given_on", _("Handed over on"), optional=False),
            DateField("due_on", _("To be back by")),
            AmountField("deposit", _("Deposit received, €")),
            LongTextField("notes", _("Notes"), rows=2),
        )
        super().__init__(
            _("Hand a key over"), form, self._save, accept_word=_("Hand over"), parent=parent,
            promise=_("The deposit is followed here; it is no income."),
        )  # fmt: skip
        form["organisation_id"].changed.connect(self._offer_contacts)
        form["given_on"].set_value(desk.today())
        form["due_on"].set_value(due_on)
        if organisation_id is not None:
            form["organisation_id"].set_value(organisation_id)
        self._offer_contacts()
        self.add(form["key_id"])
        self.add(hbox((form["organisation_id"], 1), (form["contact_id"], 1), spacing=12))
        self.add(hbox((form["given_on"], 1), (form["due_on"], 1), (form["deposit"], 1), spacing=12))
        self.add(form["notes"])

    def _find(self, text: str) -> Found:
        return [(one.id, one.name, "") for one in organisations.find(self._desk, text)]

    def _name(self, organisation_id: int) -> str:
        organisation = organisations.get(self._desk, organisation_id)
        return organisation.name if organisation else ""

    def _offer_contacts(self) -> None:
        chosen = self.form["organisation_id"].value()
        contacts = [] if chosen is None else organisations.contacts(self._desk, chosen)
        there = [(one.id, one.name) for one in contacts if one.erased_on is None]
        field = self.form["contact_id"]
        assert isinstance(field, ChoiceField)  # noqa: S101 - made above
        field.set_options([(None, _("Nobody in particular")), *there])

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
