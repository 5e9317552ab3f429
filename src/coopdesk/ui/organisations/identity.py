"""Who an organisation is: the fields of its sheet, and how they are read, shown and verified."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from coopdesk.domain.organisation import Organisation, OrganisationDraft, OrganisationKind, tidy
from coopdesk.foundation.i18n import NARROW_SPACE, _
from coopdesk.foundation.problems import Problem
from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.widgets.fields import ChoiceField, DateField, LongTextField, NumberField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.saved_form import SavedForm
from coopdesk.wording.labels import label

_SIREN_LENGTH, _SIRET_LENGTH = 9, 14


def identity_form() -> Form:
    """Who it is and where."""
    return Form(
        TextField("name", _("Name")),
        TextField("short_name", _("Short name")),
        ChoiceField("kind", _("Kind"), [(one, label(one)) for one in OrganisationKind]),
        TextField("themes", _("Themes"), _("Separated by commas")),
        LongTextField("purpose", _("Purpose"), rows=2),
        TextField("rna", _("RNA")),
        TextField("siret", _("SIRET")),
        TextField("address", _("Address")),
        TextField("postcode", _("Postcode")),
        TextField("city", _("Town")),
        TextField("phone", _("Telephone")),
        TextField("email", _("E-mail")),
        TextField("priority_district", _("Priority district"), _("QN07501M, for instance")),
        TextField("federation", _("Federation")),
        DateField("declared_on", _("Declared on")),
        NumberField("members", _("Members"), optional=True),
        NumberField("volunteers", _("Volunteers"), optional=True),
        LongTextField("notes", _("Notes"), rows=2),
    )


def papers_form() -> Form:
    """What it signed and what covers it."""
    return Form(
        TextField("insurance_company", _("Insurance company")),
        TextField("insurance_policy", _("Policy number")),
        DateField("insurance_ends_on", _("Insurance ends on")),
        DateField("agreement_ends_on", _("Yearly agreement ends on")),
        DateField("republican_commitment_signed_on", _("Republican commitment signed on")),
        DateField("charter_signed_on", _("Cooperation charter signed on")),
    )


class OrganisationForm(SavedForm[Organisation]):
    """A part of the sheet of one organisation, saved field by field."""

    def __init__(self, desk: Desk, form: Form) -> None:
        self._desk = desk
        self.organisation_id = 0
        super().__init__(
            form,
            load=lambda: organisations.get(desk, self.organisation_id),
            save=lambda record: organisations.edit(desk, record.id, record),
            values=values,
            changed=changed,
            check=lambda record: organisations.check(desk, record, record.id),
            verified=verified,
            is_urgent=is_duplicate,
        )

    def show_organisation(self, organisation_id: int) -> None:
        """Show this one; when it is shown already, leave alone what is being typed."""
        if organisation_id == self.organisation_id:
            self.refresh()
            return
        self.organisation_id = organisation_id
        self.open()


def values(record: OrganisationDraft) -> Mapping[str, Any]:
    """What the fields show of an organisation."""
    shown = {name: getattr(record, name) for name in OrganisationDraft.__dataclass_fields__}
    return {**shown, "themes": ", ".join(record.themes), "siret": siret_words(record.siret)}


def changed(record: Organisation, name: str, value: Any) -> Organisation:
    """The organisation with one field's value put in, as it would be stored."""
    if name == "themes":
        value = themes_typed(value)
    draft = replace(record, **{name: value})
    if name == "siret" and value:
        # The SIREN is the beginning of the SIRET: the former one goes with it.
        draft = replace(draft, siren="")
    tidied = tidy(draft)
    assert isinstance(tidied, Organisation)  # noqa: S101 - `tidy` gives back what it was given
    return tidied


def themes_typed(typed: str) -> tuple[str, ...]:
    """The themes of « parentalité, jeux »."""
    return tuple(one.strip() for one in typed.replace(";", ",").split(",") if one.strip())


def siren_words(siren: str) -> str:
    """« 000 000 018 »."""
    return NARROW_SPACE.join((siren[:3], siren[3:6], siren[6:]))


def siret_words(siret: str) -> str:
    """« 000 000 018 00010 »; another length is shown as it is."""
    if len(siret) != _SIRET_LENGTH:
        return siret
    return f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"


def verified(record: OrganisationDraft, name: str) -> str:
    """What may be said for a field in which nothing is wrong."""
    record = tidy(record)
    if name == "rna" and record.rna:
        return _("Right form")
    if name == "siret" and record.siret:
        return _("Key verified, SIREN {siren}").format(siren=siren_words(record.siret[:_SIREN_LENGTH]))
    return ""


def is_duplicate(problem: Problem) -> bool:
    """Whether a problem is another organisation of the file: said while typing."""
    return problem.code.startswith("duplicate_")
