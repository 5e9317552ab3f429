"""« Droit d'accès »: choose what is surely this person's, then write it as one PDF and one table."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from coopdesk.domain.privacy import PersonalData, Rule
from coopdesk.exchange.personal_data import write_person
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import privacy
from coopdesk.services.desk import Desk
from coopdesk.ui import messages
from coopdesk.ui.page import Target
from coopdesk.ui.privacy import ticked
from coopdesk.ui.privacy.ticks import TickList
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import muted, section
from coopdesk.wording.personal_data import rule_sentence


class AccessDialog(FormDialog):
    """All that is held on a person, ticked to be handed out."""

    def __init__(self, desk: Desk, contact_id: int, go: Callable[[Target], None], parent: QWidget) -> None:
        super().__init__(
            _("What is held on this person"),
            Form(),
            self._write,
            accept_word=_("Save as PDF and table"),
            promise=_("The journal notes that it was handed out, not whose it is."),
            parent=parent,
        )
        self._desk, self._contact_id, self._go = desk, contact_id, go
        self._candidates = privacy.same_person(desk, contact_id)
        self.people, self.texts = TickList(), TickList()
        self._no_text = muted(_("Their name, e-mail and telephone stand nowhere else in the file."), wrap=True)
        self._data = self._read((contact_id,))
        self._lay()
        self.people.changed.connect(self._show_texts)
        self.texts.followed.connect(self._follow)

    def _lay(self) -> None:
        self.add(muted(rule_sentence(Rule.ANSWER_DELAY), wrap=True))
        self.add(section(_("Who it is")))
        if len(self._candidates) > 1:
            self.add(muted(_("Tick the other contacts that are the same person."), wrap=True))
        self.add(self.people)
        self.add(section(_("Where they stand in free texts")))
        self.add(self._no_text)
        self.add(self.texts)
        self.people.show_ticks(ticked.people(self._candidates, frozenset({self._contact_id}), self._contact_id))
        self._show_texts()

    def _read(self, chosen: tuple[int, ...]) -> PersonalData:
        others = tuple(one.contact.id for one in self._candidates if one.contact.id not in chosen)
        return privacy.personal_data(self._desk, chosen, others)

    def _show_texts(self) -> None:
        self._data = self._read(
            tuple(one.contact.id for one in self._candidates if one.contact.id in self.people.chosen())
        )
        self._no_text.setVisible(not self._data.mentions)
        self.texts.show_ticks(ticked.texts(self._data.mentions))

    def _follow(self, target: Target) -> None:
        self.reject()
        self._go(target)

    def _write(self) -> Outcome:
        name = _("What we hold on contact {number}").format(number=self._contact_id)
        target = messages.choose_save(
            self, _("Save what is held"), self._desk.path.with_name(f"{name}.pdf"), _("PDF document (*.pdf)")
        )
        if target is None:
            return Refused(())  # nobody chose a place: the dialog stays
        chosen = self.texts.chosen()
        data = replace(self._data, mentions=tuple(one for one in self._data.mentions if one.place in chosen))
        return self._write_both(data, target)

    def _write_both(self, data: PersonalData, target: Path) -> Outcome:
        from coopdesk.documents import personal_data  # noqa: PLC0415 – brings ReportLab, never with the start

        table = target.with_suffix(".csv")
        personal_data.render(data, target)
        write_person(data, table)
        outcome = privacy.note_access(self._desk, self._contact_id)
        messages.inform(
            self,
            _("It is written: {document} and {table}.").format(document=target.name, table=table.name),
            _("Hand them to this person only, then delete them: nothing erases what has left the file."),
        )
        return outcome
