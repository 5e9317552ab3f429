"""The dialogs of an action: a new one, its words and dates, its partners, its marks, its bookings and loans."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from coopdesk.domain.action import Action, ActionDraft, Horizon, Partner, PartnerRole
from coopdesk.domain.typology import Typology
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Problem, Refused
from coopdesk.services import actions, organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.widgets.buttons import verbatim
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField, DateField, LongTextField, NumberField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import muted, section
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.ui.widgets.record_field import RecordField
from coopdesk.wording.labels import label

Save = Callable[[ActionDraft], Outcome]


def new_action(desk: Desk, parent: QWidget) -> FormDialog:
    """Ask for the little that an action begins with."""
    form = Form(
        TextField("title", _("Title"), _("Neighbourhood party, shared cooking …")),
        LongTextField("need", _("Need it answers")),
        DateField("starts_on", _("Starts on")),
        DateField("ends_on", _("Ends on")),
    )
    dialog = FormDialog(
        _("New action"),
        form,
        lambda: actions.add(desk, ActionDraft(**form.values())),
        accept_word=_("Add the action"),
        promise=_("Partners, form and dynamic come next, on its sheet."),
        parent=parent,
    )
    dialog.add(vbox(form["title"], form["need"], hbox(form["starts_on"], form["ends_on"], spacing=12), spacing=10))
    return dialog


def edit_words(action: Action, save: Save, parent: QWidget) -> FormDialog:
    """Title, need, goal, dates, people reached, review."""
    form = Form(
        TextField("title", _("Title")),
        LongTextField("summary", _("In a few words"), rows=2),
        LongTextField("need", _("Need it answers"), rows=2),
        TextField("need_source", _("Who said so, and when")),
        LongTextField("common_goal", _("Common goal"), rows=2),
        DateField("starts_on", _("Starts on")),
        DateField("ends_on", _("Ends on")),
        ChoiceField("horizon", _("Horizon"), [(None, _("not said")), *[(one, label(one)) for one in Horizon]]),
        NumberField("reached_total", _("People reached"), optional=True),
        NumberField("reached_district", _("of whom in a priority district"), optional=True),
        LongTextField("review", _("Review"), rows=3),
    )
    form.set_values(action)
    dialog = FormDialog(_("The action in words"), form, lambda: save(replace(action, **form.values())), parent=parent)
    dialog.add(
        vbox(
            form["title"],
            hbox((form["summary"], 1), (form["common_goal"], 1), spacing=12),
            hbox((form["need"], 1), (form["need_source"], 1), spacing=12),
            hbox(form["starts_on"], form["ends_on"], form["horizon"], spacing=12),
            hbox(form["reached_total"], form["reached_district"], None, spacing=12),
            form["review"],
            spacing=8,
        )
    )
    return dialog


def add_partner(desk: Desk, action: Action, save: Save, parent: QWidget) -> FormDialog:
    """An organisation, its role, what it brings."""

    def find(text: str) -> list[tuple[int, str, str]]:
        return [(one.id, one.name, one.theme or "") for one in organisations.find(desk, text)]

    form = Form(
        RecordField("organisation_id", _("Organisation"), find),
        ChoiceField("role", _("Role"), [(one, label(one)) for one in PartnerRole]),
        TextField("contribution", _("What it brings"), _("recipes, 5 volunteers")),
    )
    form["role"].set_value(PartnerRole.OPERATIONAL if action.partners else PartnerRole.LEAD)

    def submit() -> Outcome:
        values = form.values()
        if values["organisation_id"] is None:
            return Refused((Problem("organisation_id", "required"),))
        outcome = save(replace(action, partners=(*action.partners, Partner(**values))))
        if isinstance(outcome, Refused):
            # The draft speaks of « partners »; here that is the organisation just chosen.
            problems = [replace(one, field="organisation_id") for one in outcome.problems if one.field == "partners"]
            return Refused((*problems, *(one for one in outcome.problems if one.field != "partners")))
        return outcome

    dialog = FormDialog(_("Add a partner"), form, submit, accept_word=_("Add"), parent=parent)
    dialog.add(vbox(form["organisation_id"], form["role"], form["contribution"], spacing=10))
    return dialog


def edit_marks(action: Action, typologies: Sequence[Typology], save: Save, parent: QWidget) -> FormDialog:
    """Reasons, brakes and levers, each a list to tick."""
    names = ("reasons", "brakes", "levers")
    language = i18n.language()
    columns, boxes = [], {}
    for name, typology in zip(names, typologies, strict=True):
        boxes[name] = {one.code: QCheckBox(verbatim(one.label.in_language(language))) for one in typology.categories}
        for code, box in boxes[name].items():
            box.setChecked(code in getattr(action, name))
        columns.append((vbox(section(typology.label.in_language(language)), *boxes[name].values(), None, spacing=6), 1))

    def submit() -> Outcome:
        ticked = [tuple(code for code, box in boxes[name].items() if box.isChecked()) for name in names]
        reasons, brakes, levers = ticked
        return save(replace(action, reasons=reasons, brakes=brakes, levers=levers))

    dialog = FormDialog(_("Reasons, brakes, levers"), Form(), submit, parent=parent)
    dialog.add(hbox(*columns, spacing=20))
    return dialog


def pick_links(
    title: str, offered: Sequence[tuple[int, str]], chosen: Sequence[int], save: Callable[[tuple[int, ...]], Outcome],
    parent: QWidget,
) -> FormDialog:  # fmt: skip
    """Tick the bookings or loans that an action uses."""
    boxes = {key: QCheckBox(verbatim(words)) for key, words in offered}
    for key, box in boxes.items():
        box.setChecked(key in chosen)

    def submit() -> Outcome:
        unseen = [key for key in chosen if key not in boxes]
        return save((*unseen, *(key for key, box in boxes.items() if box.isChecked())))

    dialog = FormDialog(title, Form(), submit, parent=parent)
    if not boxes:
        dialog.add(muted(_("Nothing of the partners falls within the dates of the action."), wrap=True))
    dialog.add(vbox(*boxes.values(), None, spacing=6))
    return dialog
