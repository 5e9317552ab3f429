"""The people to reach in an organisation: shown on its sheet, added, changed and deleted there."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLayout, QWidget

from coopdesk.domain.organisation import Contact, ContactDraft, ContactRole
from coopdesk.foundation.i18n import _, format_date
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import organisations
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.messages import shown
from coopdesk.ui.privacy.access_dialog import AccessDialog
from coopdesk.ui.privacy.erasure_dialog import erase_contact_dialog
from coopdesk.ui.widgets.buttons import icon_button, link, menu_button
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField, DateField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import ElidingLabel, muted, strong
from coopdesk.ui.widgets.layouts import clear, hbox, holder, keeping_focus, vbox
from coopdesk.wording.labels import label


def contact_dialog(desk: Desk, organisation_id: int, contact: Contact | None, parent: QWidget) -> FormDialog:
    """The dialog for a new contact, or for one that changes."""
    form = Form(
        TextField("name", _("Name")),
        ChoiceField("role", _("Role"), [(one, label(one)) for one in ContactRole]),
        TextField("phone", _("Telephone")),
        TextField("email", _("E-mail")),
        TextField("source", _("Where these details come from"), _("For instance: by the person, at the counter")),
        DateField("collected_on", _("Collected on")),
        DateField("informed_on", _("Informed on")),
        DateField("confirmed_on", _("Confirmed on")),
    )
    today = desk.today()
    form.set_values(
        contact
        or ContactDraft(
            organisation_id=organisation_id, name="", role=ContactRole.CHAIR, collected_on=today, confirmed_on=today
        )
    )

    def submit() -> Outcome:
        draft = ContactDraft(organisation_id=organisation_id, **form.values())
        if contact is None:
            return organisations.add_contact(desk, draft)
        return organisations.edit_contact(desk, contact.id, draft)

    title = _("New contact") if contact is None else _("Edit the contact")
    dialog = FormDialog(
        title, form, submit, promise=_("Only what is needed to reach the person is kept."), parent=parent
    )
    dialog.add(
        vbox(
            hbox((form["name"], 3), (form["role"], 2), spacing=12),
            hbox((form["phone"], 1), (form["email"], 1), spacing=12),
            form["source"],
            hbox((form["collected_on"], 1), (form["informed_on"], 1), (form["confirmed_on"], 1), spacing=12),
            spacing=12,
        )
    )
    form["name"].editor.setFocus()
    return dialog


class ContactsCard(Card):
    """The contacts of one organisation; `has_acts` lets each be changed, handed out, erased or deleted on its line."""

    navigate = Signal(object)

    def __init__(self, desk: Desk, *, has_acts: bool) -> None:
        add = link(_("Add"), self.add_contact, icon="plus", writes=True)
        add.setAccessibleName(_("Add a contact"))
        super().__init__(_("Contacts"), right=add)
        self._desk = desk
        self._has_acts = has_acts
        self._organisation_id = 0
        self._is_read_only = False
        self._rows = vbox(spacing=10)
        self.add(self._rows)

    def show_contacts(self, organisation_id: int) -> None:
        """Show the contacts of this one."""
        self._organisation_id = organisation_id
        contacts = organisations.contacts(self._desk, organisation_id)
        with keeping_focus(self):
            clear(self._rows)
            for contact in contacts:
                row = self._row(contact) if contact.erased_on is None else self._erased_row(contact)
                self._rows.addWidget(holder(row))
            if not contacts:
                self._rows.addWidget(muted(_("Nobody to reach yet."), wrap=True))

    def set_read_only(self, is_read_only: bool) -> None:
        """Offer no act that writes."""
        self._is_read_only = is_read_only
        if self._organisation_id:
            self.show_contacts(self._organisation_id)

    def add_contact(self) -> None:
        """Ask for a new contact."""
        contact_dialog(self._desk, self._organisation_id, None, self).open()

    def edit_contact(self, contact: Contact) -> None:
        """Change a contact."""
        contact_dialog(self._desk, self._organisation_id, contact, self).open()

    @shown
    def hand_out(self, contact: Contact) -> None:
        """Show all that is held on this person, to be saved for them."""
        AccessDialog(self._desk, contact.id, self.navigate.emit, self).open()

    @shown
    def erase(self, contact: Contact) -> None:
        """Show what erasing this person takes and leaves, to be confirmed."""
        erase_contact_dialog(self._desk, contact.id, self.navigate.emit, self).open()

    @shown
    def delete_contact(self, contact: Contact) -> None:
        """Delete a contact, once that is confirmed; unlike an erasure it can be undone."""
        question = _("Delete the contact {name}?").format(name=contact.name)
        detail = _("Undo brings it back until the file is closed. Whoever asks to be forgotten is erased instead.")
        if not messages.confirm(self, question, detail):
            return
        outcome = organisations.delete_contact(self._desk, contact.id)
        if isinstance(outcome, Refused):
            messages.refusal(self, outcome)

    def _row(self, contact: Contact) -> QLayout:
        reach = " · ".join(one for one in (contact.phone, contact.email if self._has_acts else "") if one)
        detail = " · ".join(one for one in (reach or contact.email, *self._days(contact)) if one)
        words = vbox(
            hbox(strong(contact.name), (ElidingLabel(label(contact.role).lower(), "muted"), 1), spacing=6), spacing=0
        )
        words.addWidget(ElidingLabel(detail or _("no telephone, no e-mail"), "note"))
        if self._has_acts:
            words.addWidget(ElidingLabel(_origin(contact), "note"))
        return hbox((words, 1), *self._acts(contact), spacing=4)

    def _erased_row(self, contact: Contact) -> QLayout:
        erased = _("erased on {day}").format(day=format_date(contact.erased_on or self._desk.today(), "short"))
        words = f"{label(contact.role).lower()} · {erased}"
        return hbox((vbox(muted(contact.name), ElidingLabel(words, "note"), spacing=0), 1))

    @staticmethod
    def _days(contact: Contact) -> list[str]:
        day = contact.confirmed_on
        return [_("confirmed on {day}").format(day=format_date(day, "short"))] if day else []

    def _acts(self, contact: Contact) -> list[QWidget]:
        if not self._has_acts or self._is_read_only:
            return []
        hand_out, erase = QAction(_("What is held on this person…")), QAction(_("Erase this person…"))
        hand_out.triggered.connect(lambda: self.hand_out(contact))
        erase.triggered.connect(lambda: self.erase(contact))
        more = menu_button("", [hand_out, erase], "quiet", icon="ellipsis")
        more.setProperty("bare", "true")
        more.setAccessibleName(_("More acts on {name}").format(name=contact.name))
        more.setToolTip(_("More acts"))
        for action in (hand_out, erase):
            action.setParent(more)
        return [
            icon_button("pencil", _("Edit {name}").format(name=contact.name), lambda: self.edit_contact(contact)),
            icon_button("trash-2", _("Delete {name}").format(name=contact.name), lambda: self.delete_contact(contact)),
            more,
        ]


def _origin(contact: Contact) -> str:
    """« Coordonnées : par elle-même · recueillies le 2/9/2026 · personne pas encore informée »."""
    parts = [
        _("Details: {source}").format(source=contact.source or _("source not noted")),
        _("collected on {day}").format(day=format_date(contact.collected_on, "short")) if contact.collected_on else "",
        _("informed on {day}").format(day=format_date(contact.informed_on, "short"))
        if contact.informed_on
        else _("not informed yet"),
    ]
    return " · ".join(part for part in parts if part)
