"""The line under the pages: the file, whether it may be written, and when it last was."""

from datetime import datetime

from PySide6.QtWidgets import QFrame

from coopdesk.foundation.i18n import _, format_time
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.labels import ElidingLabel, IconLabel, note
from coopdesk.ui.widgets.layouts import hbox, holder


class StatusLine(QFrame):
    """Small icons and words."""

    def __init__(self, file_name: str, *, is_read_only: bool) -> None:
        super().__init__()
        self.setObjectName("status")
        self._saved = note("")
        self._saved_row = holder(hbox(IconLabel("check", Tone.OK, 14), self._saved, spacing=4))
        self._saved_row.hide()
        file_label = ElidingLabel(file_name, "note")
        row = hbox(IconLabel("database", size=14), (file_label, 1), spacing=5, margins=(12, 3, 16, 3))
        if is_read_only:
            row.addWidget(IconLabel("lock", Tone.WARNING, 14))
            row.addWidget(note(_("Read only"), tone=Tone.WARNING))
        row.addWidget(self._saved_row)
        self.setLayout(row)

    def show_saved(self, moment: datetime) -> None:
        """Say that everything is in the file, and since when."""
        self._saved.setText(_("Saved at {time}").format(time=format_time(moment)))
        self._saved_row.show()
