"""Who came to a booking: counts, typed in a few keys; nobody is named."""

from typing import Any

from PySide6.QtWidgets import QWidget

from coopdesk.domain.attendance import AgeBand, Attendance
from coopdesk.domain.booking import BookingLine
from coopdesk.domain.booking_state import is_untold
from coopdesk.foundation.i18n import _, format_number, ngettext
from coopdesk.foundation.problems import Outcome, Refused
from coopdesk.services import attendance
from coopdesk.services.desk import Desk
from coopdesk.ui.planning.state_dialogs import who_and_when
from coopdesk.ui.widgets.dialog import FormDialog
from coopdesk.ui.widgets.fields import CheckField, NumberField
from coopdesk.ui.widgets.form import Form
from coopdesk.ui.widgets.labels import caption, note
from coopdesk.ui.widgets.layouts import hbox, vbox
from coopdesk.wording.labels import label


class AttendanceDialog(FormDialog):
    """Asks for the total, how many of it come from the priority district, and the ages as far as they are known."""

    def __init__(self, desk: Desk, line: BookingLine, parent: QWidget) -> None:
        self._desk = desk
        self._line = line
        self._former = attendance.of_booking(desk, line.id)
        form = Form(
            NumberField("total", _("Came in all"), optional=True),
            NumberField("from_district", _("Of which priority district"), optional=True),
            *(NumberField(band, label(band), optional=True) for band in AgeBand),
            CheckField("hold", _("Note the booking as held")),
        )
        super().__init__(
            _("Who came"), form, self._save, parent=parent,
            promise=_("Counts only, never names; what nobody counted stays empty."),
        )  # fmt: skip
        if self._former is not None:
            form.set_values(self._former)
        self._rest = note("", wrap=True)
        self._lay_out(is_untold=is_untold(line, desk.now()))
        form.changed.connect(self._say_rest)
        self._say_rest()

    def _lay_out(self, *, is_untold: bool) -> None:
        form, line = self.form, self._line
        bands = [form[band] for band in AgeBand]
        self.add(who_and_when(line))
        if line.expected_persons is not None:
            expected = ngettext("{n} person expected", "{n} people expected", line.expected_persons)
            self.add(note(expected.format(n=format_number(line.expected_persons))))
        self.add(hbox((form["total"], 1), (form["from_district"], 1), spacing=12))
        ages = vbox(
            caption(_("Ages")),
            hbox(*((band, 1) for band in bands[:3]), spacing=12),
            hbox(*((band, 1) for band in bands[3:]), spacing=12),
            self._rest,
            spacing=6,
        )
        self.add(ages)
        form["hold"].set_value(is_untold)
        if is_untold:
            self.add(form["hold"])
        else:
            form["hold"].setParent(self)
            form["hold"].hide()

    def _counted(self) -> Attendance | None:
        """What was typed; None when every field is empty."""
        values: dict[str, Any] = self.form.values()
        values.pop("hold")
        if all(value is None for value in values.values()):
            return None
        if values["total"] is None:
            # Whoever counted by age has counted them all.
            values["total"] = sum(values[band] or 0 for band in AgeBand) or values["from_district"] or 0
        return Attendance(**values)

    def _save(self) -> Outcome:
        counted = self._counted()
        if counted is None and self._former is None and not self.form["hold"].value():
            return Refused(())
        return attendance.record(self._desk, self._line.id, counted, hold=self.form["hold"].value())

    def _say_rest(self) -> None:
        counted = self._counted()
        rest = 0 if counted is None else counted.without_band
        some = counted is not None and any(one is not None for one in counted.by_band)
        words = ngettext("{n} person in no age band", "{n} people in no age band", rest).format(n=format_number(rest))
        self._rest.setText(words)
        self._rest.setVisible(some and rest > 0)
