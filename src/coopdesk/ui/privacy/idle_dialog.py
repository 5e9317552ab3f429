"""The yearly look at contacts that have given no sign: tick those to erase, or take the list along as a table."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from coopdesk.domain.listing import Subject
from coopdesk.domain.privacy import IdleContact
from coopdesk.exchange.personal_data import write_idle
from coopdesk.foundation.i18n import _, format_date, format_number, ngettext
from coopdesk.foundation.problems import Outcome, Saved, refused
from coopdesk.services import privacy
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.messages import shown
from coopdesk.ui.page import Target
from coopdesk.ui.privacy.erasure_dialog import erase_contacts_dialog
from coopdesk.ui.privacy.ticks import Tick, TickList
from coopdesk.ui.widgets.buttons import link, second
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import muted
from coopdesk.ui.widgets.layouts import hbox

MOST = 200
"""More lines at once nobody looks through; the next ones come once these are erased or confirmed."""


class IdleDialog(FormDialog):
    """Contacts without activity; the erasure of those ticked is asked about in its own dialog."""

    def __init__(self, desk: Desk, go: Callable[[Target], None], parent: QWidget) -> None:
        super().__init__(
            _("Contacts without activity"),
            Form(),
            self._submit_ticked,
            accept_word=_("Erase those ticked…"),
            promise=_("Nothing is erased before what goes and what stays is shown."),
            parent=parent,
        )
        self._desk, self._go, self._owner = desk, go, parent
        self.contacts = privacy.idle_contacts(desk)
        self.list = TickList()
        self.list.followed.connect(self._follow)
        self.list.changed.connect(self._allow)
        self.saved.connect(lambda _saved: self._erase())
        self._lay()

    def _lay(self) -> None:
        months = self._desk.house().contact_retention
        self.add(
            muted(
                _(
                    "No booking, loan or action of their organisation for {n} months, and neither collected nor "
                    "confirmed since. Confirm those you still need on the sheet of their organisation."
                ).format(n=months),
                wrap=True,
            )
        )
        total = len(self.contacts)
        if not total:
            self.add(muted(_("Every contact has given a sign of life: nothing to do."), wrap=True))
        elif total > MOST:
            self.add(muted(_("The first {n} of {total} are shown.").format(n=MOST, total=format_number(total))))
        if total:
            every = min(total, MOST)
            words = ngettext("Tick the {n} contact", "Tick the {n} contacts", every).format(n=every)
            save = second(_("Save as a table"), self._save_table, icon="download")
            self.add(hbox(link(words, self.list.tick_all), None, save))
        self.add(self.list)
        self.list.show_ticks(map(_tick, self.contacts[:MOST]))
        self._allow()

    def _allow(self) -> None:
        self.accept_button.setEnabled(bool(self.list.chosen()))

    def _submit_ticked(self) -> Outcome:
        chosen = self._chosen()
        return Saved(chosen[0]) if chosen else refused("", "contact_unknown")

    def _chosen(self) -> tuple[int, ...]:
        ticked = self.list.chosen()
        return tuple(one.id for one in self.contacts if one.id in ticked)

    def _erase(self) -> None:
        erase_contacts_dialog(self._desk, self._chosen(), self._go, self._owner).open()

    @shown
    def _save_table(self) -> None:
        name = _("Contacts without activity")
        target = messages.choose_save(
            self, _("Save the list"), self._desk.path.with_name(f"{name}.csv"), _("Tables (*.csv)")
        )
        if target is not None:
            write_idle(self.contacts, target)

    def _follow(self, target: Target) -> None:
        self.reject()
        self._go(target)


def _tick(contact: IdleContact) -> Tick:
    last = (
        _("last activity on {day}").format(day=format_date(contact.last_activity, "short"))
        if contact.last_activity
        else _("no activity in the file")
    )
    confirmed = (
        _("confirmed on {day}").format(day=format_date(contact.confirmed_on, "short"))
        if contact.confirmed_on
        else _("never confirmed")
    )
    return Tick(
        key=contact.id,
        title=_("{name}, at {organisation}").format(name=contact.name, organisation=contact.organisation),
        details=(f"{last} · {confirmed}",),
        is_on=False,
        target=Target(Subject.ORGANISATION, contact.organisation_id),
    )
