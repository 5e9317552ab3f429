"""Lend: to whom, from when to when, what, with what is left said while it is typed."""

from datetime import datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from coopdesk.domain.listing import Subject
from coopdesk.domain.loan import Loan, LoanDraft, LoanLineDraft
from coopdesk.domain.period import Interval
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import equipment, loans, organisations
from coopdesk.services.desk import Desk
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.amount_field import AmountField
from coopdesk.ui.widgets.buttons import icon_button, link
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import CheckField, DateField, LongTextField, NumberField, TimeField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import caption, section, set_tone
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.ui.widgets.record_field import RecordField
from coopdesk.ui.widgets.record_history import RecordHistory
from coopdesk.wording.sentences import sentence


class _LineRow(QWidget):
    """One article and its quantity, with how many are left."""

    def __init__(self, editor: "LoanEditor", article_id: int | None, name: str, quantity: int) -> None:
        super().__init__()
        self.article = RecordField("equipment_id", _("Article"), editor.find_articles)
        if article_id is not None:
            self.article.set_record(article_id, name)
        self.quantity = NumberField("quantity", _("Quantity"), minimum=1)
        self.quantity.set_value(quantity)
        self.left = caption("")
        remove = icon_button("x", _("Remove the line"), lambda: editor.remove(self))
        for field in (self.article, self.quantity):
            field.changed.connect(editor.check)
        self.setLayout(
            hbox((self.article, 3), (self.quantity, 1), (vbox(None, self.left), 2), vbox(None, remove), spacing=10)
        )

    def draft(self) -> LoanLineDraft | None:
        """The line, None while no article is chosen."""
        article = self.article.value()
        return None if article is None else LoanLineDraft(equipment_id=article, quantity=self.quantity.value() or 0)


class LoanEditor(FormDialog):
    """The dialog that lends, or changes a loan nothing has come back of."""

    def __init__(
        self,
        desk: Desk,
        loan: Loan | None,
        parent: QWidget,
        article_id: int | None = None,
        need: Interval | None = None,
    ) -> None:
        self._desk = desk
        self._loan = loan
        self._rows: list[_LineRow] = []
        form = self._make_form()
        super().__init__(
            _("Lend equipment") if loan is None else _("Loan {number}").format(number=loan.number),
            form,
            self._submit,
            accept_word=_("Lend") if loan is None else _("Save"),
            promise=_("Nothing is written before this choice."),
            parent=parent,
        )
        self._fields = form
        self._trouble = caption("", wrap=True)
        self._lines = vbox(spacing=6)
        self.add(vbox(form["organisation_id"], self._times(form), spacing=10))
        self.add(hbox(section(_("What leaves")), None, link(_("Add an article"), self.add_row), spacing=8))
        self.add(self._lines)
        self.add(self._trouble)
        self.add(hbox(form["deposit"], (form["notes"], 2), spacing=12))
        if loan is None:
            self.add(form["hand_over_now"])
        else:
            history = RecordHistory(desk, Subject.LOAN)
            history.show_of(loan.id)
            self.add(history.plain())
        self._fill(loan, article_id, need or self._usual_need())
        form.changed.connect(self.check)
        self.check()

    def _make_form(self) -> Form:
        def find(text: str) -> list[tuple[int, str, str]]:
            return [(one.id, one.name, one.theme or "") for one in organisations.find(self._desk, text)]

        def name_of(key: int) -> str:
            return organisations.names(self._desk).get(key, "")

        self._organisation = RecordField("organisation_id", _("Organisation"), find, title_of=name_of)
        form = Form(
            self._organisation,
            DateField("starts_on", _("Leaves on"), optional=False),
            TimeField("starts_hour", _("at")),
            DateField("due_on", _("Back on"), optional=False),
            TimeField("due_hour", _("at")),
            AmountField("deposit", _("Deposit received, €")),
            LongTextField("notes", _("Notes"), rows=2),
        )
        if self._loan is None:
            form.add(CheckField("hand_over_now", _("It leaves now")))
        return form

    @staticmethod
    def _times(form: Form) -> QWidget:
        row = QWidget()
        row.setLayout(
            hbox(form["starts_on"], form["starts_hour"], 8, form["due_on"], form["due_hour"], None, spacing=10)
        )
        return row

    def _usual_need(self) -> Interval:
        now = self._desk.now()
        return Interval(now, datetime.combine(now.date() + timedelta(days=3), time(12)))

    def _fill(self, loan: Loan | None, article_id: int | None, need: Interval) -> None:
        starts_at = need.start if loan is None else loan.starts_at
        due_at = need.end if loan is None else loan.due_at
        self._fields.set_values(
            {
                "starts_on": starts_at.date(),
                "starts_hour": starts_at.time(),
                "due_on": due_at.date(),
                "due_hour": due_at.time(),
            }
        )
        if loan is None:
            name = ""
            if article_id is not None and (article := equipment.get(self._desk, article_id)) is not None:
                name = article.name
            self.add_row(article_id, name)
            return
        self._organisation.set_record(loan.organisation_id, loan.organisation)
        self._fields["deposit"].set_value(loan.deposit)
        self._fields["notes"].set_value(loan.notes)
        for line in loan.lines:
            self.add_row(line.equipment_id, line.equipment, line.quantity)

    def find_articles(self, text: str) -> list[tuple[int, str, str]]:
        """The articles whose words begin so."""
        return [(one.id, one.name, one.place) for one in equipment.find(self._desk, text)]

    def add_row(self, article_id: int | None = None, name: str = "", quantity: int = 1) -> None:
        """One more line."""
        row = _LineRow(self, article_id, name, quantity)
        self._rows.append(row)
        self._lines.addWidget(row)
        self.check()

    def remove(self, row: _LineRow) -> None:
        """One line less."""
        self._rows.remove(row)
        row.setParent(None)
        row.deleteLater()
        self.check()

    def _interval(self) -> Interval | None:
        """When it is away; None while a day or an hour is half typed."""
        values = self._fields.values()
        if None in (values["starts_on"], values["starts_hour"], values["due_on"], values["due_hour"]):
            return None
        return Interval(
            datetime.combine(values["starts_on"], values["starts_hour"]),
            datetime.combine(values["due_on"], values["due_hour"]),
        )

    def check(self) -> None:
        """Say how many of each article are left over the whole loan."""
        if not hasattr(self, "_trouble"):
            return
        during = self._interval()
        for row in self._rows:
            self._say_left(row, during)
        if during is None:
            self._trouble.setText("")
            return
        draft = self._draft(during)
        problems = loans.check(self._desk, draft, None if self._loan is None else self._loan.id)
        shown = [one for one in problems if one.field in ("lines", "due_at") and draft.lines]
        set_tone(self._trouble, Tone.DANGER)
        self._trouble.setText(" ".join(sentence(one) for one in shown))

    def _say_left(self, row: _LineRow, during: Interval | None) -> None:
        line = row.draft()
        if line is None or during is None or during.end <= during.start:
            row.left.setText("")
            return
        but = None if self._loan is None else self._loan.id
        free = equipment.free(self._desk, line.equipment_id, during, but)
        article = equipment.get(self._desk, line.equipment_id)
        total = article.quantity if article is not None else 0
        row.left.setText(_("{free} left of {total}").format(free=free, total=total))
        set_tone(row.left, Tone.DANGER if free < line.quantity else Tone.OK)

    def _draft(self, during: Interval) -> LoanDraft:
        values = self._fields.values()
        return LoanDraft(
            organisation_id=values["organisation_id"] or 0,
            starts_at=during.start,
            due_at=during.end,
            lines=tuple(line for row in self._rows if (line := row.draft()) is not None),
            deposit=values["deposit"],
            notes=values["notes"],
        )

    def _submit(self) -> Outcome:
        during = self._interval()
        if during is None or not self._rows_are_readable():
            return Refused(())
        if self._loan is not None:
            return loans.edit(self._desk, self._loan.id, self._draft(during))
        return loans.lend(self._desk, self._draft(during), hand_over_now=self._fields["hand_over_now"].value())

    def _rows_are_readable(self) -> bool:
        """Whether every line names an article and a number: a half-typed one must not be left out unsaid."""
        wrong = [field for row in self._rows for field in (row.article, row.quantity) if field.unreadable()]
        for field in wrong:
            field.show_problem(field.unreadable())
        return not wrong
