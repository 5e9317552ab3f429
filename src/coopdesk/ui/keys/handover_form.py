"""What is asked about a handover, when it is made and when it is changed."""

from PySide6.QtWidgets import QLayout

from coopdesk.foundation.i18n import _
from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.widgets.amount_field import AmountField
from coopdesk.ui.widgets.field import Field
from coopdesk.ui.widgets.fields import ChoiceField, DateField, LongTextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.layouts import hbox
from coopdesk.ui.widgets.record_field import Found, RecordField


def handover_form(desk: Desk, *more: Field, kept: int | None = None) -> Form:
    """To whom, since when, until when, against what deposit; `more` fields come first.

    `kept` is a contact that is offered even where it was erased: what was noted of it stays.
    """

    def find(text: str) -> Found:
        return [(one.id, one.name, "") for one in organisations.find(desk, text)]

    def name(organisation_id: int) -> str:
        organisation = organisations.get(desk, organisation_id)
        return organisation.name if organisation else ""

    form = Form(
        *more,
        RecordField("organisation_id", _("Association"), find, title_of=name),
        ChoiceField("contact_id", _("Handed to"), [(None, _("Nobody in particular"))]),
        DateField("given_on", _("Handed over on"), optional=False),
        DateField("due_on", _("To be back by")),
        AmountField("deposit", _("Deposit received, €")),
        LongTextField("notes", _("Notes"), rows=2),
    )
    form["organisation_id"].changed.connect(lambda: offer_contacts(desk, form, kept))
    return form


def offer_contacts(desk: Desk, form: Form, kept: int | None = None) -> None:
    """Offer the people of the association that is chosen."""
    chosen = form["organisation_id"].value()
    contacts = [] if chosen is None else organisations.contacts(desk, chosen)
    there = [(one.id, one.name) for one in contacts if one.erased_on is None or one.id == kept]
    field = form["contact_id"]
    assert isinstance(field, ChoiceField)  # noqa: S101 - made above
    field.set_options([(None, _("Nobody in particular")), *there])


def who_row(form: Form) -> QLayout:
    """The association and who took the key, side by side."""
    return hbox((form["organisation_id"], 1), (form["contact_id"], 1), spacing=12)
