"""« Cette semaine »: rooms, bookings, loans and associations in figures, and the days as bars."""

from datetime import date

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from coopdesk.foundation.i18n import _, format_duration, format_number, ngettext
from coopdesk.services.agenda import WeekFigures
from coopdesk.ui import theme
from coopdesk.ui.home.day_bars import DayBars
from coopdesk.ui.theme import Tone
from coopdesk.ui.widgets.cards import Card
from coopdesk.ui.widgets.labels import caption, figure, muted, note
from coopdesk.ui.widgets.layouts import hbox, holder, vbox


class _Tick(QWidget):
    """The mark of last year, beside its words."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme.scaled(16), theme.scaled(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As on the bars."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.current().text), 1.5))
        painter.drawLine(QLineF(0, self.height() / 2, self.width(), self.height() / 2))
        painter.end()


class _Figure(QWidget):
    """A number, what it counts, and a word about it."""

    def __init__(self, tone: Tone | None = None) -> None:
        super().__init__()
        self._number, self._word, self._detail = figure(""), muted("", wrap=True), note("", tone=tone)
        first = hbox(self._number, (self._word, 1), spacing=6)
        first.setAlignment(self._word, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(vbox(first, self._detail, spacing=0))

    def say(self, number: str, word: str, detail: str = "") -> None:
        """Show a figure."""
        self._number.setText(number)
        self._word.setText(word)
        self._detail.setText(detail)

    def words(self) -> str:
        """All it says."""
        return f"{self._number.text()} {self._word.text()} {self._detail.text()}".strip()


class WeekCard(Card):
    """The current week beside the same one a year ago."""

    def __init__(self) -> None:
        super().__init__(_("This week"))
        self.figures = [_Figure(tone) for tone in (None, None, Tone.DANGER, None)]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.scaled(16))
        grid.setVerticalSpacing(theme.scaled(8))
        for place, one in enumerate(self.figures):
            grid.addWidget(one, place // 2, place % 2)
        self.bars = DayBars()
        self.add(holder(grid))
        self.add(caption(_("Hours booked by day")))
        self.add(self.bars, 1)
        self.add(hbox(_Tick(), note(_("same week last year")), None, spacing=6))

    def show_week(self, week: WeekFigures, today: date) -> None:
        """Show the figures of the week of today."""
        self.set_note(_("week {number}").format(number=today.isocalendar().week))
        rooms, held, loans, visitors = self.figures
        rooms.say(format_duration(week.minutes), _("of rooms booked"))
        options = ngettext("{n} option waiting", "{n} options waiting", week.options).format(n=week.options)
        held.say(
            format_number(week.bookings),
            ngettext("booking", "bookings", week.bookings),
            options if week.options else "",
        )
        late = _("{n} late").format(n=format_number(week.loans_late)) if week.loans_late else ""
        loans.say(format_number(week.loans_out), ngettext("loan out", "loans out", week.loans_out), late)
        visitors.say(
            format_number(week.organisations),
            ngettext("association received", "associations received", week.organisations),
        )
        self.bars.show_week(today, week.minutes_by_day, week.last_year_by_day)
