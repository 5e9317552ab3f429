"""What was done to one record, the newest first: a part of its sheet, of its panel or of its dialog."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coopdesk.domain.history import JournalLine, Way
from coopdesk.domain.listing import Subject
from coopdesk.foundation.i18n import _, format_day, format_time
from coopdesk.services import history
from coopdesk.services.desk import Desk
from coopdesk.ui import theme
from coopdesk.ui.page import HistoryOf
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.buttons import link
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.labels import caption, muted, note, text
from coopdesk.ui.widgets.layouts import clear, hbox, keeping_focus, vbox
from coopdesk.wording.acts import journal_words

_SHOWN = 4


class RecordHistory(QWidget):
    """The last lines of a record's history."""

    wanted = Signal(object)
    """All of it: a HistoryOf."""

    def __init__(self, desk: Desk, subject: Subject) -> None:
        super().__init__()
        self._desk = desk
        self._subject = subject
        self._record_id: int | None = None
        self.more = link(_("All the history"), self._ask)
        self._rows = vbox(spacing=4)
        self.setLayout(self._rows)

    def show_of(self, record_id: int) -> None:
        """Show what was done to this record."""
        self._record_id = record_id
        found = history.of_record(self._desk, self._subject, record_id, _SHOWN)
        with keeping_focus(self):
            clear(self._rows)
            for one in found:
                self._rows.addWidget(_row(one, self._desk.today()))
            if not found:
                self._rows.addWidget(muted(_("Nothing since the history is kept."), wrap=True))

    def card(self) -> Card:
        """On a sheet: in a card of its own."""
        card = Card(_("History"), right=self.more)
        card.add(self)
        return card

    def part(self) -> QWidget:
        """In a panel: under a small head."""
        part = QWidget()
        part.setLayout(vbox(hbox(caption(_("History")), None, self.more), self, spacing=4))
        return part

    def plain(self) -> QWidget:
        """In a dialog, which leads nowhere else."""
        part = QWidget()
        part.setLayout(vbox(caption(_("History")), self, spacing=4))
        return part

    def _ask(self) -> None:
        if self._record_id is not None:
            self.wanted.emit(HistoryOf(self._subject, self._record_id))


def day_words(day: date, today: date) -> str:
    """A day of the history: the year is said where it is another."""
    return format_day(day, "EEE d MMM" if day.year == today.year else "EEE d MMM y")


def _row(line: JournalLine, today: date) -> QWidget:
    words = text(journal_words(line), tone=None if line.way is Way.DONE else Tone.NEUTRAL, wrap=True)
    when = _("{day} at {hour}").format(day=day_words(line.at.date(), today), hour=format_time(line.at))
    row = QWidget()
    row.setLayout(vbox(words, note(when), spacing=0))
    row.setMinimumWidth(theme.scaled(120))
    return row
