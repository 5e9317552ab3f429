"""The line under the pages: the file, whether it may be written, and when it last was."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QFrame

from coopdesk.foundation.i18n import _, format_time
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import link
from coopdesk.ui.widgets.labels import ElidingLabel, IconLabel, note, set_tone
from coopdesk.ui.widgets.layouts import hbox, holder


class StatusLine(QFrame):
    """Small icons and words."""

    def __init__(self, file_name: str) -> None:
        super().__init__()
        self.setObjectName("status")
        self._saved = note("")
        self._saved_row = holder(hbox(IconLabel("check", Tone.OK, 14), self._saved, spacing=4))
        self._saved_row.hide()
        read_only = note(_("Read only"), tone=Tone.WARNING)
        self._read_only = holder(hbox(IconLabel("lock", Tone.WARNING, 14), read_only, spacing=5))
        self._read_only.hide()
        self._news = ElidingLabel("", "note")
        self._see = link(_("See"), self._follow)
        self._news_row = holder(hbox(IconLabel("bell", Tone.ACCENT, 14), (self._news, 1), self._see, spacing=5))
        self._news_row.hide()
        self._follow_to: Callable[[], object] = lambda: None
        self._backup = ElidingLabel("", "note")
        self._backup_icon = IconLabel("shield-check", size=14)
        self._backup_icon.hide()
        self._backup_row = holder(hbox(self._backup_icon, (self._backup, 1), spacing=5))
        file_label = ElidingLabel(file_name, "note")
        file_row = hbox(IconLabel("database", size=14), file_label, spacing=5)
        row = hbox(file_row, (self._backup_row, 1), self._news_row, spacing=16, margins=(12, 3, 16, 3))
        row.addWidget(self._read_only)
        row.addWidget(self._saved_row)
        self.setLayout(row)

    def set_read_only(self, is_read_only: bool) -> None:
        """Say whether the file may be written."""
        self._read_only.setVisible(is_read_only)

    def show_news(self, words: str, follow: Callable[[], object]) -> None:
        """Say what came about by itself, until it is followed or something newer takes its place."""
        self._news.setText(words)
        self._see.setAccessibleName(f"{self._see.text()} : {words}")
        self._follow_to = follow
        self._news_row.show()

    @property
    def news(self) -> str:
        """What it says came about, "" when nothing did."""
        return "" if self._news_row.isHidden() else self._news.text()

    def _follow(self) -> None:
        self._news_row.hide()
        self._follow_to()

    def show_backup(self, words: str, trouble: str = "") -> None:
        """Say when the last backup was made, or why there is none; `trouble` is for whoever asks for more."""
        self._backup.setText(words)
        self._backup_row.setToolTip(trouble)
        tone = Tone.WARNING if trouble else Tone.NEUTRAL
        set_tone(self._backup, Tone.WARNING if trouble else None)
        self._backup_icon.show_icon("shield-alert" if trouble else "shield-check", tone)
        self._backup_icon.show()

    def show_moment(self, moment: datetime, *, is_read: bool) -> None:
        """Say since when everything is in the file; or, of one that is only read, when it was read again."""
        words = _("Read again at {time}") if is_read else _("Saved at {time}")
        self._saved.setText(words.format(time=format_time(moment)))
        self._saved_row.show()
