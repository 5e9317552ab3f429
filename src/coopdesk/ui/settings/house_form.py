"""A part of the house's own sheet, saved field by field as it is left."""

from dataclasses import asdict, replace

from coopdesk.domain import house as domain
from coopdesk.domain.house import House
from coopdesk.domain.text import cleaned
from coopdesk.services.desk import Desk
from coopdesk.services.house import edit_house
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.saved_form import SavedForm


def saved_house_form(desk: Desk, form: Form) -> SavedForm[House]:
    """Fill a form from the sheet and write back what changes; its fields bear the names of the sheet's."""
    return SavedForm(
        form,
        load=desk.house,
        save=lambda house: edit_house(desk, house),
        values=asdict,
        changed=lambda house, name, value: cleaned(replace(house, **{name: value})),
        check=domain.check,
    )
