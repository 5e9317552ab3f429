"""What the window does by itself about bookings: options lapse when their day is over, and freed times ring."""

from datetime import date

from PySide6.QtCore import QObject, QTimer

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.listing import Subject
from coopdesk.foundation.i18n import _, format_day, format_number, format_time, ngettext
from coopdesk.foundation.problems import UserError
from coopdesk.services import booking_states, waiting
from coopdesk.services.desk import Desk
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.messages import shown
from coopdesk.ui.page import Target

MINUTE = 60_000
"""In milliseconds."""


class Bell(QObject):
    """Listens to the writes of one window, and looks at the calendar each minute.

    A request rings once, when its time becomes free by whatever act: a cancellation, a move, a deletion, a closure that
    is lifted, an option that lapses, an undo. What is free when the file is opened is on the home page already.
    """

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._lapsed_on: date | None = None
        self._waiting: frozenset[int] = frozenset()
        self._clock = QTimer(self, interval=MINUTE)
        self._clock.timeout.connect(self.look)
        window.changed.connect(self._hear)

    @shown
    def start(self) -> None:
        """Take note of who waits, and let lapse what should have while the file was closed."""
        self._waiting = self._now_waiting(waiting.standing(self._desk))
        self._clock.start()
        self.look()

    def stop(self) -> None:
        """Look no more: the file closes next."""
        self._clock.stop()

    @shown
    def look(self) -> None:
        """Let options lapse, once a day: whoever takes that back means it until tomorrow."""
        today = self._desk.today()
        if self._desk.is_read_only or self._lapsed_on == today:
            return
        try:
            lapsed = booking_states.lapse(self._desk)
        except UserError as error:
            if error.code != "file_locked":
                raise
            return  # somebody writes at this very moment: the next minute will do
        self._lapsed_on = today
        if lapsed:
            words = ngettext("{n} option has lapsed", "{n} options have lapsed", len(lapsed))
            self._tell(words.format(n=format_number(len(lapsed))), lapsed[0])

    @shown
    def _hear(self, tables: frozenset[str]) -> None:
        if not waiting.TABLES & tables:
            return
        standing = waiting.standing(self._desk)
        freed = [one for one in standing.ringing if one.id in self._waiting]
        self._waiting = self._now_waiting(standing)
        if freed:
            self._tell(_freed_words(freed), freed[0])

    def _tell(self, words: str, line: BookingLine) -> None:
        self._window.status.show_news(words, lambda: self._window.go_to(Target(Subject.BOOKING, line.id)))

    @staticmethod
    def _now_waiting(standing: waiting.Standing) -> frozenset[int]:
        return frozenset(one.id for one in standing.waiting)


def _freed_words(freed: list[BookingLine]) -> str:
    first = freed[0]
    when = f"{format_day(first.starts_at.date(), 'EEE d MMM')}, {format_time(first.starts_at)}"
    who = first.organisation or first.purpose or _("The house itself")
    if len(freed) == 1:
        return _("The room is free for {who}: {room}, {when}").format(who=who, room=first.room, when=when)
    rest = len(freed) - 1
    return ngettext(
        "The room is free for {who}: {room}, {when}, and for {n} other request",
        "The room is free for {who}: {room}, {when}, and for {n} other requests",
        rest,
    ).format(who=who, room=first.room, when=when, n=format_number(rest))
