"""An article of the inventory, new or changed."""

from PySide6.QtWidgets import QWidget

from coopdesk.domain.equipment import Condition, Equipment, EquipmentDraft, Tracking
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome
from coopdesk.services import equipment, organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.widgets.amount_field import AmountField
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField, DateField, LongTextField, NumberField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.ui.widgets.record_field import RecordField
from coopdesk.wording.labels import label


def article_dialog(desk: Desk, article: Equipment | None, parent: QWidget) -> FormDialog:
    """The dialog for a new article, or for one of the inventory."""
    form = _form(desk)
    if article is not None:
        form.set_values(article)

    def submit() -> Outcome:
        draft = EquipmentDraft(**form.values())
        return equipment.add(desk, draft) if article is None else equipment.edit(desk, article.id, draft)

    dialog = FormDialog(_("New article") if article is None else article.name, form, submit, parent=parent)
    dialog.add(
        vbox(
            hbox((form["name"], 2), (form["category"], 1), spacing=12),
            hbox(form["tracking"], form["quantity"], form["out_of_order"], form["inventory_number"], spacing=12),
            hbox((form["condition"], 1), (form["place"], 1), (form["owner_id"], 1), spacing=12),
            hbox(form["unit_value"], form["deposit"], form["purchased_on"], form["check_due_on"], spacing=12),
            form["notes"],
            spacing=10,
        )
    )
    return dialog


def _form(desk: Desk) -> Form:
    def find(text: str) -> list[tuple[int, str, str]]:
        return [(one.id, one.name, one.theme or "") for one in organisations.find(desk, text)]

    owner = RecordField(
        "owner_id", _("Owner"), find, _("the house"), title_of=lambda key: organisations.names(desk)[key]
    )
    form = Form(
        TextField("name", _("Name"), _("Folding chairs, projector …")),
        TextField("category", _("Category")),
        ChoiceField("tracking", _("Followed as"), [(one, label(one)) for one in Tracking]),
        NumberField("quantity", _("Quantity"), minimum=1),
        NumberField("out_of_order", _("Out of order")),
        TextField("inventory_number", _("Inventory number")),
        ChoiceField("condition", _("Condition"), [(one, label(one)) for one in Condition]),
        TextField("place", _("Where it is kept")),
        owner,
        AmountField("unit_value", _("Value of one, €")),
        AmountField("deposit", _("Deposit for one, €")),
        DateField("purchased_on", _("Bought on")),
        DateField("check_due_on", _("To be checked on")),
        LongTextField("notes", _("Notes"), rows=2),
    )
    form.set_values(EquipmentDraft(name=""))
    return form
