"""The house's own sheet, saved field by field."""

from coopdesk.domain.bank_holidays import BankRegion
from coopdesk.domain.calendars import HolidayZone
from coopdesk.domain.house import Requirement
from coopdesk.foundation.i18n import N_, _
from coopdesk.services.desk import Desk
from coopdesk.ui.settings.house_form import saved_house_form
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.fields import ChoiceField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import note
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording.labels import label

TIME_ZONES = (
    ("Europe/Paris", N_("Metropolitan France")),
    ("America/Guadeloupe", N_("Guadeloupe")),
    ("America/Martinique", N_("Martinique")),
    ("America/Cayenne", N_("French Guiana")),
    ("Indian/Reunion", N_("Réunion")),
    ("Indian/Mayotte", N_("Mayotte")),
    ("America/Miquelon", N_("Saint-Pierre-et-Miquelon")),
    ("Pacific/Noumea", N_("New Caledonia")),
    ("Pacific/Tahiti", N_("French Polynesia")),
)


class HouseCard(Card):
    """Whose file this is: printed on every document."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("The house"), _("printed on every document"))
        zones = [(zone, _(words)) for zone, words in TIME_ZONES]
        if desk.house().time_zone not in dict(TIME_ZONES):
            zones.append((desk.house().time_zone, desk.house().time_zone))
        self.form = Form(
            TextField("name", _("Name")),
            TextField("address", _("Address")),
            TextField("postcode", _("Postcode")),
            TextField("city", _("Town")),
            TextField("phone", _("Telephone")),
            TextField("email", _("E-mail")),
            TextField("priority_district", _("Priority district"), _("QN07501M, for instance")),
            ChoiceField("school_zone", _("School zone"), [(one, label(one)) for one in HolidayZone]),
            ChoiceField("bank_region", _("Bank holidays"), [(one, label(one)) for one in BankRegion]),
            ChoiceField("time_zone", _("Time zone"), zones),
            ChoiceField("agreement_required", _("Agreement, to confirm a booking"), _requirements()),
            ChoiceField("insurance_required", _("Insurance, to confirm a booking"), _requirements()),
        )
        self.saving = saved_house_form(desk, self.form)
        self._lay()

    def _lay(self) -> None:
        form = self.form
        self.add(
            vbox(
                form["name"],
                form["address"],
                hbox((form["postcode"], 1), (form["city"], 2), spacing=12),
                hbox((form["phone"], 1), (form["email"], 1), spacing=12),
                form["priority_district"],
                hbox((form["school_zone"], 1), (form["bank_region"], 1), (form["time_zone"], 1), spacing=12),
                hbox((form["agreement_required"], 1), (form["insurance_required"], 1), spacing=12),
                note(
                    _("A paper must hold on the day of the booking itself, not only on the day it is confirmed."),
                    wrap=True,
                ),
                spacing=10,
            )
        )

    def refresh(self) -> None:
        """Read the sheet again."""
        self.saving.refresh()


def _requirements() -> list[tuple[Requirement, str]]:
    return [(one, label(one)) for one in Requirement]
