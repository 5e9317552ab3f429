"""A new organisation in few words: its sheet, which opens next, asks for the rest."""

from PySide6.QtWidgets import QWidget

from coopdesk.domain.organisation import OrganisationDraft, OrganisationKind
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Problem
from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.organisations.identity import is_duplicate, themes_typed, verified
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording.labels import label
from coopdesk.wording.sentences import sentence

_CHECKED = ("name", "rna", "siret")


class NewOrganisation:
    """The form and its live checks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.form = Form(
            TextField("name", _("Name")),
            TextField("short_name", _("Short name")),
            ChoiceField("kind", _("Kind"), [(one, label(one)) for one in OrganisationKind]),
            TextField("themes", _("Themes"), _("Separated by commas")),
            TextField("siret", _("SIRET"), _("14 digits, if it has one")),
            TextField("rna", _("RNA"), _("W and 9 digits, if it has one")),
        )
        for name in _CHECKED:
            self.form[name].changed.connect(lambda name=name: self._check(name, is_typing=True))
            self.form[name].left.connect(lambda name=name: self._check(name, is_typing=False))

    def draft(self) -> OrganisationDraft:
        """What is typed in."""
        values = self.form.values()
        return OrganisationDraft(**{**values, "themes": themes_typed(values["themes"])})

    def submit(self) -> Outcome:
        """Add it."""
        return organisations.add(self._desk, self.draft())

    def _check(self, name: str, *, is_typing: bool) -> None:
        field = self.form[name]
        if not field.value():
            return
        draft = self.draft()
        own = [one for one in organisations.check(self._desk, draft, None) if one.field == name]
        told: list[Problem] = [one for one in own if is_duplicate(one)] if is_typing else own
        if told:
            field.show_problem(sentence(told[0]), is_warning=told[0].is_warning)
        elif not own and (praise := verified(draft, name)):
            field.show_ok(praise)


def new_organisation_dialog(desk: Desk, parent: QWidget) -> FormDialog:
    """The dialog that asks for a new organisation."""
    new = NewOrganisation(desk)
    form = new.form
    dialog = FormDialog(
        _("New organisation"), form, new.submit, promise=_("Its sheet opens next, for the rest."), parent=parent
    )
    dialog.add(
        vbox(
            hbox((form["name"], 3), (form["short_name"], 1), spacing=12),
            hbox((form["kind"], 1), (form["themes"], 1), spacing=12),
            hbox((form["siret"], 1), (form["rna"], 1), spacing=12),
            spacing=12,
        )
    )
    form["name"].editor.setFocus()
    return dialog
