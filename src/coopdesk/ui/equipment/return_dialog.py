"""Take back: line by line, good, damaged or missing; what is not back keeps the loan open."""

from PySide6.QtWidgets import QWidget

from coopdesk.domain.listing import Subject
from coopdesk.domain.loan import Loan, LoanLine, ReturnLine
from coopdesk.foundation.i18n import _
from coopdesk.services import loans
from coopdesk.services.desk import Desk
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import NumberField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import note, strong
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.ui.widgets.record_history import RecordHistory

_KINDS = ("good", "damaged", "missing")


def return_dialog(desk: Desk, loan: Loan, parent: QWidget) -> FormDialog:
    """The dialog that takes a loan back; everything is proposed as back and good."""
    open_lines = [line for line in loan.lines if line.outstanding]
    form = Form()
    rows = [_row(form, line) for line in open_lines]

    def lines() -> list[ReturnLine]:
        values = form.values()
        return [
            ReturnLine(line_id=line.id, **{kind: values[f"{kind}_{line.id}"] or 0 for kind in _KINDS})
            for line in open_lines
        ]

    dialog = FormDialog(
        _("Take back loan {number}").format(number=loan.number),
        form,
        lambda: loans.give_back(desk, loan.id, lines()),
        accept_word=_("Take back"),
        promise=_("What is not entered stays out."),
        parent=parent,
    )
    dialog.add(note(loan.organisation))
    for row in rows:
        dialog.add(row)
    history = RecordHistory(desk, Subject.LOAN)
    history.show_of(loan.id)
    dialog.add(history.plain())
    return dialog


def _row(form: Form, line: LoanLine) -> QWidget:
    words = {"good": _("Good"), "damaged": _("Damaged"), "missing": _("Missing")}
    fields = [
        form.add(NumberField(f"{kind}_{line.id}", words[kind], minimum=0, maximum=line.outstanding)) for kind in _KINDS
    ]
    for field, proposed in zip(fields, (line.outstanding, 0, 0), strict=True):
        field.set_value(proposed)
        field.editor.setAccessibleName(f"{line.equipment}, {field.label}")
    out = _("{n} out").format(n=line.outstanding)
    row = QWidget()
    row.setLayout(hbox((vbox(strong(line.equipment, wrap=True), note(out), None, spacing=0), 2), *fields, spacing=12))
    return row
