"""« Bilan de la coopération »: choose at the left, look at the right, save or print exactly that."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from coopdesk.documents.words import period_name
from coopdesk.domain.audience import Audience
from coopdesk.domain.summary import CooperationSummary
from coopdesk.foundation.i18n import N_, _
from coopdesk.foundation.writing import write_whole
from coopdesk.services import summaries
from coopdesk.services.desk import Desk
from coopdesk.ui import background, messages
from coopdesk.ui.background import Progress, ProgressDialog
from coopdesk.ui.page import Page
from coopdesk.ui.summaries.choices import Choices
from coopdesk.ui.summaries.preparation import Preparation, Prepared
from coopdesk.ui.summaries.preview_pane import PreviewPane
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import link, primary, second
from coopdesk.ui.widgets.cards import Banner, vertical_line
from coopdesk.ui.widgets.layouts import hbox

_TITLES = {
    Audience.INTERNAL: N_("Cooperation {period}, internal"),
    Audience.PARTNERS: N_("Cooperation {period}, for partners"),
    Audience.FUNDERS: N_("Cooperation {period}, for funders"),
}


class SummariesPage(Page):
    """The document as it will be read, while it is being chosen."""

    title, icon = N_("Summaries"), "file-chart-column"
    subjects = frozenset({"action", "action_partner", "action_mark", "booking", "loan", "organisation", "house"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._written: Path | None = None
        self._prepared: Prepared | None = None
        self._is_first_time = True
        self._choices = Choices(desk.typologies.printable())
        self._choices.changed.connect(self._prepare)
        self._preparation = Preparation(self)
        self._preparation.ready.connect(self._on_ready)
        self._preparation.failed.connect(self._on_not_prepared)
        self._print = second(_("Print"), self._choose_printer, icon="printer")
        self._save = primary(_("Save as PDF"), self._choose_target, icon="download")
        self._done = Banner(Tone.OK, "", "", link(_("Open"), self._open_written))
        self._done.hide()
        self._pane = PreviewPane(self._print, self._save, self._done)
        self.setLayout(hbox(self._choices, vertical_line(), (self._pane, 1), spacing=0))

    def set_narrow(self, is_narrow: bool) -> None:
        """Take the narrow or the wide form."""
        self._choices.set_narrow(is_narrow)

    def refresh(self) -> None:
        """Offer the years that hold something, and prepare the document anew if it is no longer the same."""
        years = summaries.years(self.desk) or [self.desk.today().year]
        self._choices.offer_years(years, self.desk.today().year if self._is_first_time else None)
        self._is_first_time = False
        self._prepare()

    def _prepare(self) -> None:
        summary = self._summary()
        if summary is not None and self._prepared is not None and summary == self._prepared.summary:
            # What is shown is what is wanted: whatever else was asked for meanwhile no longer is.
            self._preparation.ask(None)
            self._set_ready(True)
            return
        self._done.hide()
        self._set_ready(False)
        self._preparation.ask(summary)
        if summary is None:
            self._prepared = None
            self._pane.say(_("The preview will be here once the period is chosen."))
            return
        self._choices.say_set_aside(len(summary.set_aside))
        if self._prepared is None:
            self._pane.say(_("The preview is being prepared…"), _title(summary))

    def _summary(self) -> CooperationSummary | None:
        request = self._choices.request()
        if request is None:
            return None
        return summaries.cooperation_summary(self.desk, request.period, request.typology_id, request.audience)

    def _on_ready(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._pane.show_document(_title(prepared.summary), prepared)
        self._set_ready(True)

    def _on_not_prepared(self, error: Exception) -> None:
        self._prepared = None
        self._pane.say(_("The preview could not be made."))
        messages.handle(error, self)

    def _set_ready(self, is_ready: bool) -> None:
        """Let what is shown be saved and printed; never while something else is being prepared."""
        self._save.setEnabled(is_ready)
        self._print.setEnabled(is_ready)

    def _choose_target(self) -> None:
        prepared = self._prepared
        if prepared is None:
            return
        suggested = self.desk.path.with_name(f"{_title(prepared.summary)}.pdf")
        target = messages.choose_save(self, _("Save the summary"), suggested, _("PDF document (*.pdf)"))
        if target is not None:
            self._write(prepared.pdf, target)

    def _write(self, pdf: bytes, target: Path) -> None:
        def work(_progress: Progress) -> Path:
            write_whole(pdf, target)
            return target

        background.run(work, self._on_written, lambda error: messages.handle(error, self))

    def _on_written(self, target: Path) -> None:
        self._written = target
        self._done.say(Tone.OK, _("The summary is written."), target.name)
        self._done.show()

    def _open_written(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def _choose_printer(self) -> None:
        from coopdesk.ui.summaries import printing  # noqa: PLC0415 – Qt's printing is loaded by who prints

        prepared = self._prepared
        if prepared is None:
            return
        pages = len(prepared.sizes)
        printer = printing.ask_printer(self, _title(prepared.summary), pages)
        if printer is None:
            return
        task = background.run(
            lambda progress: printing.print_pages(prepared.pdf, pages, printer, progress),
            self._on_printed,
            lambda error: messages.handle(error, self),
        )
        ProgressDialog(_("Printing the summary"), task, self).open()

    def _on_printed(self, was_taken: bool) -> None:
        if not was_taken:
            messages.warn(self, _("The printer did not take the document: check that it is switched on and connected."))


def _title(summary: CooperationSummary) -> str:
    """What the document is called beside the others: period and reader."""
    period = summary.period
    name = str(period.first.year) if period.is_civil_year else period_name(period)
    return _(_TITLES[summary.audience]).format(period=name)
