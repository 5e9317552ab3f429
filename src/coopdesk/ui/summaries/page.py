"""« Bilan de la coopération »: the year, the typology, the reader; then the PDF."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from coopdesk.domain.period import Period
from coopdesk.domain.summary import Audience, CooperationSummary
from coopdesk.domain.typology import FORMS
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import N_, _, format_hours, format_number, format_percent, ngettext
from coopdesk.services import summaries
from coopdesk.services.desk import Desk
from coopdesk.ui import background, messages
from coopdesk.ui.background import Progress
from coopdesk.ui.page import Page
from coopdesk.ui.summaries.chart import Bar, CategoryChart
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import Segments, link, primary
from coopdesk.ui.widgets.cards import Banner, Card, PageHead
from coopdesk.ui.widgets.fields import ChoiceField, DateField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import caption, figure, muted, note
from coopdesk.ui.widgets.layouts import hbox, scrolling, vbox
from coopdesk.wording.labels import label

_OTHER_PERIOD = 0
"""The choice of a period that is not a civil year."""


class SummariesPage(Page):
    """Choose a summary, see its figures at once, write it as PDF."""

    title, icon = N_("Summaries"), "file-chart-column"
    subjects = frozenset({"action", "action_partner", "action_mark", "booking", "loan", "organisation", "house"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._written: Path | None = None
        self._is_shown = False
        self._years: list[int] = []
        self._audience = Segments([(one, label(one)) for one in Audience], _("Reader"))
        self._audience.changed.connect(lambda _value: self.refresh())
        self._form = self._make_form()
        self._figures = [(figure(""), muted(word, wrap=True)) for word in self._figure_words()]
        self._chart = CategoryChart()
        self._unclassified = note("", wrap=True)
        self._source = note("", wrap=True)
        self._done = Banner(Tone.OK, "", "", link(_("Open"), self._open_written))
        self._done.hide()
        self._save = primary(_("Save as PDF"), self._choose_target, icon="download")
        self._head = PageHead(_("Summaries"), _("What the associations did together"), self._save)
        self.setLayout(vbox(self._head, (scrolling(self._body()), 1), spacing=0))

    def _make_form(self) -> Form:
        language = i18n.language()
        typologies = [(one.id, one.label.in_language(language)) for one in self.desk.typologies.printable()]
        self._year = ChoiceField("year", _("Period"), [(_OTHER_PERIOD, _("Another period"))])
        form = Form(
            self._year,
            DateField("first", _("First day")),
            DateField("last", _("Last day")),
            ChoiceField("typology", _("Typology"), typologies),
        )
        form["typology"].set_value(FORMS)
        form.changed.connect(self._on_choice)
        return form

    @staticmethod
    def _figure_words() -> list[str]:
        return [
            _("actions led together"),
            _("partner organisations"),
            _("people reached"),
            _("of rooms lent"),
            _("loans of equipment"),
        ]

    def _body(self) -> QWidget:
        choices = Card(_("Cooperation summary"))
        choices.add(
            vbox(
                caption(_("Reader")),
                self._audience,
                hbox((self._year, 1), (self._form["typology"], 2), spacing=12),
                hbox((self._form["first"], 1), (self._form["last"], 1), spacing=12),
                Banner(
                    Tone.OK,
                    _("No personal contact"),
                    _("Organisations are named, nobody's name, telephone or e-mail is printed."),
                ),
                spacing=10,
            )
        )
        preview = Card(_("In figures"))
        preview.add(
            vbox(
                hbox(*[(vbox(number, word, None, spacing=0), 1) for number, word in self._figures], spacing=16),
                self._chart,
                self._unclassified,
                self._source,
                spacing=12,
            )
        )
        body = QWidget()
        body.setLayout(vbox(self._done, choices, preview, None, spacing=12, margins=(24, 4, 24, 16)))
        return body

    def refresh(self) -> None:
        """Offer the years that hold something, and show the figures of the chosen period."""
        years = summaries.years(self.desk) or [self.desk.today().year]
        chosen = self._year.value() if self._is_shown else self.desk.today().year
        self._is_shown = True
        if years != self._years:
            self._years = years
            self._year.set_options([(year, str(year)) for year in years] + [(_OTHER_PERIOD, _("Another period"))])
        self._year.set_value(chosen if chosen in (*years, _OTHER_PERIOD) else years[0])
        self._show()

    def _on_choice(self) -> None:
        self._done.hide()
        self._show()

    def _period(self) -> Period | None:
        year = self._year.value()
        if year:
            return Period.of_year(year)
        first: date | None = self._form["first"].value()
        last: date | None = self._form["last"].value()
        return Period(first, last) if first and last and first <= last else None

    def _summary(self) -> CooperationSummary | None:
        period = self._period()
        if period is None:
            return None
        return summaries.cooperation_summary(self.desk, period, self._form["typology"].value(), self._audience.value())

    def _show(self) -> None:
        other = self._year.value() == _OTHER_PERIOD
        for name in ("first", "last"):
            self._form[name].setVisible(other)
        summary = self._summary()
        self._save.setEnabled(summary is not None)
        if summary is None:
            self._form["last"].show_problem(_("Give a first and a last day, in that order."))
            return
        self._form["last"].clear_message()
        self._show_figures(summary)

    def _show_figures(self, summary: CooperationSummary) -> None:
        values = (
            format_number(len(summary.actions)),
            format_number(summary.organisations),
            format_number(summary.reached_total),
            format_hours(summary.room_minutes),
            format_number(summary.loans),
        )
        for (number, _word), value in zip(self._figures, values, strict=True):
            number.setText(value)
        reached = _("people reached")
        if summary.reached_total:
            share = format_percent(summary.reached_district / summary.reached_total)
            reached = _("people reached, {share} of priority districts").format(share=share)
        self._figures[2][1].setText(reached)
        language = i18n.language()
        self._chart.show_bars(
            [
                Bar(
                    _("unclassified") if category is None else category.short_label.in_language(language),
                    len(summary.in_category(category)),
                )
                for category in summary.rows()
            ]
        )
        aside = len(summary.set_aside)
        self._unclassified.setText(
            ngettext(
                "{n} idea or abandoned action is not counted.", "{n} ideas or abandoned actions are not counted.", aside
            ).format(n=aside)
            if aside
            else ""
        )
        self._source.setText(summary.typology.source.in_language(language))

    def _choose_target(self) -> None:
        summary = self._summary()
        if summary is None:
            return
        name = _("Cooperation summary {year}").format(year=summary.period.last.year)
        suggested = self.desk.path.with_name(f"{name}.pdf")
        target = messages.choose_save(self, _("Save the summary"), suggested, _("PDF document (*.pdf)"))
        if target is not None:
            self.write(summary, target)

    def write(self, summary: CooperationSummary, target: Path) -> None:
        """Write the PDF in the background and offer to open it."""

        def work(_progress: Progress) -> Path:
            # ReportLab costs 0.2 s to import: paid by the first document, never by the start.
            from coopdesk.documents import cooperation_summary  # noqa: PLC0415

            cooperation_summary.render(summary, target)
            return target

        self._save.setEnabled(False)
        background.run(work, self._on_written, self._on_failed, None)

    def _on_written(self, target: Path) -> None:
        self._save.setEnabled(True)
        self._written = target
        self._done.say(Tone.OK, _("The summary is written."), str(target))
        self._done.show()

    def _on_failed(self, error: Exception) -> None:
        self._save.setEnabled(True)
        messages.handle(error, self)

    def _open_written(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))
