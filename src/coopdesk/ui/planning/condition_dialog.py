"""The condition report of a booking: how the room was found on arrival, and how it was left."""

from datetime import datetime, time

from PySide6.QtWidgets import QWidget

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.condition_report import ConditionReportDraft, Finding, Turn
from coopdesk.foundation.i18n import _
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import condition_reports
from coopdesk.services.desk import Desk
from coopdesk.ui.planning.state_dialogs import who_and_when
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import ChoiceField, DateField, LongTextField, TimeField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.layouts import hbox
from coopdesk.wording.labels import label


class ConditionDialog(FormDialog):
    """Asks which turn, when, what was found; a report made already is shown, and replaced."""

    def __init__(self, desk: Desk, line: BookingLine, parent: QWidget) -> None:
        self._desk = desk
        self._line = line
        self._made = condition_reports.of_booking(desk, line.id)
        form = Form(
            ChoiceField("turn", _("When"), [(one, label(one)) for one in Turn]),
            DateField("day", _("Date"), optional=False),
            TimeField("hour", _("At")),
            ChoiceField("finding", _("What was found"), [(one, label(one)) for one in Finding]),
            LongTextField("remarks", _("In words"), rows=4),
        )
        super().__init__(
            _("Condition report"), form, self._save, parent=parent,
            promise=_("Damage is recalled on the home page for two weeks."),
        )  # fmt: skip
        is_over = line.ends_at <= desk.now() or Turn.ENTRY in self._made
        form["turn"].set_value(Turn.EXIT if is_over else Turn.ENTRY)
        self._show()
        self.add(who_and_when(line))
        self.add(hbox((form["turn"], 2), (form["day"], 2), (form["hour"], 1), spacing=12))
        self.add(form["finding"])
        self.add(form["remarks"])
        form["turn"].changed.connect(self._show)

    def _show(self) -> None:
        """Show what was noted for the turn that is chosen, or propose that all is well."""
        made = self._made.get(self.form["turn"].value())
        at = self._desk.now() if made is None else made.made_at
        self.form["day"].set_value(at.date())
        self.form["hour"].set_value(at.time().replace(second=0, microsecond=0))
        self.form["finding"].set_value(Finding.GOOD if made is None else made.finding)
        self.form["remarks"].set_value("" if made is None else made.remarks)

    def _save(self) -> Outcome:
        values = self.form.values()
        day, hour = values.pop("day"), values.pop("hour")
        if day is None or hour is None:  # the dialog submits readable forms only
            return Refused(())
        made_at = datetime.combine(day, time(hour.hour, hour.minute))
        return condition_reports.report(
            self._desk, ConditionReportDraft(booking_id=self._line.id, made_at=made_at, **values)
        )
