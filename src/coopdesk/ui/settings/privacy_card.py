"""Personal data: who answers for it, how long it is kept and on what ground, and the papers the house owes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from coopdesk.domain.privacy import ProcessingRegister, Rule
from coopdesk.foundation.i18n import _
from coopdesk.services import privacy
from coopdesk.services.desk import Desk
from coopdesk.ui import background, messages
from coopdesk.ui.background import Progress
from coopdesk.ui.messages import shown
from coopdesk.ui.privacy.idle_dialog import IdleDialog
from coopdesk.ui.settings.house_form import saved_house_form
from coopdesk.ui.widgets.buttons import second
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.fields import NumberField, TextField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import note
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording.personal_data import rule_sentence

_LONGEST = 1200
"""A century, in months."""


class PrivacyCard(Card):
    """The periods are the house's own, each beside what it rests on."""

    navigate = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Personal data"), _("how long it is kept, and why"))
        self._desk = desk
        self.form = Form(
            TextField("privacy_lead", _("Who answers for personal data")),
            NumberField("contact_retention", _("Contacts without activity are kept for (months)"), 1, _LONGEST),
            NumberField("papers_retention", _("Agreements and loan slips are kept for (months)"), 1, _LONGEST),
        )
        self.saving = saved_house_form(desk, self.form)
        self._lay()

    def _lay(self) -> None:
        form = self.form
        idle = second(_("Contacts without activity…"), self.show_idle, icon="user-round-search")
        sheet = second(_("Register sheet"), self.save_sheet, icon="download")
        notice = second(_("Information notice"), self.save_notice, icon="download")
        self.add(
            vbox(
                form["privacy_lead"],
                vbox(form["contact_retention"], note(rule_sentence(Rule.CONTACT_RETENTION), wrap=True), spacing=2),
                vbox(form["papers_retention"], note(rule_sentence(Rule.PAPERS_RETENTION), wrap=True), spacing=2),
                note(rule_sentence(Rule.GRANT_PAPERS), wrap=True),
                hbox(idle, None),
                hbox(sheet, notice, None),
                spacing=10,
            )
        )

    def refresh(self) -> None:
        """Read the periods again."""
        self.saving.refresh()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the periods be read only."""
        self.form.set_read_only(is_read_only)

    @shown
    def show_idle(self) -> None:
        """Show the contacts that have given no sign for as long as contacts are kept."""
        IdleDialog(self._desk, self.navigate.emit, self).open()

    @shown
    def save_sheet(self) -> None:
        """Write the register sheet where the user wants it."""

        def render(register: ProcessingRegister, target: Path) -> None:
            from coopdesk.documents import processing_register  # noqa: PLC0415 – brings ReportLab, never with the start

            processing_register.render_sheet(register, target)

        self._save_document(_("Register sheet"), render)

    @shown
    def save_notice(self) -> None:
        """Write the information notice where the user wants it."""

        def render(register: ProcessingRegister, target: Path) -> None:
            from coopdesk.documents import processing_register  # noqa: PLC0415 – brings ReportLab, never with the start

            processing_register.render_notice(register, target)

        self._save_document(_("Information notice"), render)

    def _save_document(self, name: str, render: Callable[[ProcessingRegister, Path], None]) -> None:
        target = messages.choose_save(
            self, _("Save the document"), self._desk.path.with_name(f"{name}.pdf"), _("PDF document (*.pdf)")
        )
        if target is None:
            return
        register = privacy.processing_register(self._desk)

        def work(_progress: Progress) -> Path:
            render(register, target)
            return target

        def done(written: Path) -> None:
            messages.inform(self, _("It is written: {document}.").format(document=written.name))

        background.run(work, done, lambda error: messages.handle(error, self))
