"""Left of the preview: which document, for whom, of which period, under which typology."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from coopdesk.domain.audience import Audience
from coopdesk.domain.period import Period
from coopdesk.domain.typology import FORMS, Typology
from coopdesk.foundation import i18n
from coopdesk.foundation.i18n import N_, _, ngettext
from coopdesk.ui import theme
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import Segments
from coopdesk.ui.widgets.cards import Banner
from coopdesk.ui.widgets.fields import ChoiceField, DateField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import IconLabel, caption, note, strong, title
from coopdesk.ui.widgets.layouts import frame, hbox, holder, scrolling, vbox
from coopdesk.wording.labels import label

_OTHER_PERIOD = 0
"""The choice of a period that is not a civil year."""

_WIDE, _NARROW = 340, 300

_CONTENTS = {
    Audience.INTERNAL: N_("Every action with its need; ideas and abandoned actions are listed apart."),
    Audience.PARTNERS: N_("Every action, without the need it answers."),
    Audience.FUNDERS: N_("Every action with the need it answers and where that need was found."),
}


@dataclass(frozen=True, slots=True)
class Request:
    """The document that is wanted."""

    period: Period
    typology_id: str
    audience: Audience


class Choices(QFrame):
    """All that decides what is printed; a document that does not exist yet is not offered."""

    changed = Signal()

    def __init__(self, typologies: Sequence[Typology]) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._years: list[int] = []
        self.audience = Segments([(one, label(one)) for one in Audience], _("Reader"))
        self.audience.changed.connect(lambda _value: self._tell())
        self._contents = note("", wrap=True)
        self._year = ChoiceField("year", _("Period"), [(_OTHER_PERIOD, _("Another period"))])
        self.form = self._make_form(typologies)
        self._set_aside = note("", wrap=True)
        self._lay_out()
        self._show()

    def _make_form(self, typologies: Sequence[Typology]) -> Form:
        language = i18n.language()
        form = Form(
            self._year,
            DateField("first", _("First day")),
            DateField("last", _("Last day")),
            ChoiceField("typology", _("Typology"), [(one.id, one.label.in_language(language)) for one in typologies]),
        )
        form["typology"].set_value(FORMS)
        form.changed.connect(self._tell)
        return form

    def _lay_out(self) -> None:
        document = strong(_("Cooperation, over the year"), tone=Tone.ACCENT)
        icon = IconLabel("file-chart-column", Tone.ACCENT)
        row = frame(hbox(icon, (document, 1), margins=(10, 5, 10, 5)), "row", selected="true", last="true")
        form = self.form
        promise = Banner(
            Tone.OK,
            _("No personal contact"),
            _("Organisations are named, nobody's name, telephone or e-mail is printed."),
        )
        # As high as its words are in so narrow a column.
        promise.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = vbox(
            title(_("Summaries")),
            vbox(caption(_("Document")), frame(vbox(row, margins=(1, 1, 1, 1)), "card"), spacing=3),
            vbox(caption(_("Reader")), self.audience, self._contents, spacing=3),
            self._year,
            hbox((form["first"], 1), (form["last"], 1)),
            form["typology"],
            self._set_aside,
            None,
            promise,
            spacing=12,
            margins=(20, 12, 16, 14),
        )
        self.setLayout(vbox((scrolling(holder(column)), 1), spacing=0))

    def set_narrow(self, is_narrow: bool) -> None:
        """Leave more room to the preview."""
        self.setFixedWidth(theme.scaled(_NARROW if is_narrow else _WIDE))

    def offer_years(self, years: Sequence[int], chosen: int | None = None) -> None:
        """Offer these years, newest first; what was chosen stays chosen while it is offered."""
        wanted = chosen if chosen is not None else self._year.value()
        # Quietly: whoever offers years asks for the document afterwards.
        self._year.blockSignals(True)
        if list(years) != self._years:
            self._years = list(years)
            self._year.set_options([*((one, str(one)) for one in years), (_OTHER_PERIOD, _("Another period"))])
        self._year.set_value(wanted if wanted in (*years, _OTHER_PERIOD) else years[0])
        self._year.blockSignals(False)
        self._show()

    def request(self) -> Request | None:
        """What is wanted; None while the period is not one."""
        period = self._period()
        if period is None:
            return None
        return Request(period, self.form["typology"].value(), self.audience.value())

    def say_set_aside(self, number: int) -> None:
        """Say what the document leaves out of its figures; only the internal one lists it."""
        sentence = ngettext(
            "{n} idea or abandoned action is not counted.", "{n} ideas or abandoned actions are not counted.", number
        )
        self._set_aside.setText(sentence.format(n=number) if number else "")

    def _period(self) -> Period | None:
        year = self._year.value()
        if year:
            return Period.of_year(year)
        first: date | None = self.form["first"].value()
        last: date | None = self.form["last"].value()
        return Period(first, last) if first and last and first <= last else None

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self._contents.setText(_(_CONTENTS[self.audience.value()]))
        is_other = self._year.value() == _OTHER_PERIOD
        for name in ("first", "last"):
            self.form[name].setVisible(is_other)
        if self._period() is None:
            self.form["last"].show_problem(_("Give a first and a last day, in that order."))
        else:
            self.form["last"].clear_message()
