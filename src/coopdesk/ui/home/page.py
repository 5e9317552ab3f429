"""The morning's page (Accueil): today, what is to be done, the week."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from coopdesk.domain.booking import BookingLine
from coopdesk.domain.listing import Subject
from coopdesk.foundation.i18n import N_, _, format_day, format_number, ngettext
from coopdesk.foundation.problems import Refused
from coopdesk.services import agenda
from coopdesk.services.agenda import Task
from coopdesk.services.desk import Desk
from coopdesk.ui import messages, theme
from coopdesk.ui.home.first_steps import FirstSteps
from coopdesk.ui.home.timeline import Timeline
from coopdesk.ui.home.to_do_card import ToDoCard
from coopdesk.ui.home.week_card import WeekCard
from coopdesk.ui.messages import shown
from coopdesk.ui.page import Page, Target
from coopdesk.ui.widgets.cards import Card, PageHead
from coopdesk.ui.widgets.layouts import hbox, holder, scrolling, vbox

_MINUTE = 60_000
_WEEK_WIDTH = 384


class HomePage(Page):
    """All a coordinator wants to know on arriving, without a click."""

    title, icon = N_("Home"), "house"
    subjects = frozenset(
        {"booking", "room", "room_hours", "loan", "loan_line", "organisation", "action", "action_partner", "equipment"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._head = PageHead("")
        self.timeline = Timeline()
        self._today = Card(_("Today"))
        self._today.add(self.timeline)
        self.first_steps = FirstSteps()
        self.to_do = ToDoCard()
        self.week = WeekCard()
        self._below: QHBoxLayout = hbox((self.to_do, 1), self.week, spacing=16)
        body = vbox(self._today, self.first_steps, (self._below, 1), spacing=16, margins=(24, 0, 24, 16))
        scroll = scrolling(holder(body))
        self.setLayout(vbox(self._head, (scroll, 1), spacing=0))
        self._connect()
        self.set_narrow(False)

    def _connect(self) -> None:
        self.timeline.opened.connect(lambda booking_id: self.navigate.emit(Target(Subject.BOOKING, booking_id)))
        self.first_steps.chosen.connect(lambda subject: self.navigate.emit(Target(subject, None, new=True)))
        self.to_do.acted.connect(self._remedy)
        # The now-line moves on, and midnight brings another day.
        clock = QTimer(self, interval=_MINUTE)
        clock.timeout.connect(self._tick)
        clock.start()

    def refresh(self) -> None:
        """Read everything again: it is a handful of small queries."""
        today = self.desk.today()
        day = format_day(today, "EEEE d MMMM")
        self._head.set_title(day[:1].upper() + day[1:])
        places, held = agenda.rooms(self.desk), agenda.today(self.desk)
        self._today.setVisible(bool(places))
        self.first_steps.setVisible(not places)
        self._today.set_note(_summary(held))
        self.timeline.show_day(places, held, self.desk.now())
        self.to_do.show_tasks(agenda.to_do(self.desk), today)
        self.week.show_week(agenda.week(self.desk), today)

    def _tick(self) -> None:
        if self.isVisible():
            self.refresh()

    def set_narrow(self, is_narrow: bool) -> None:
        """The week goes under what is to be done."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._below.setDirection(down if is_narrow else across)
        if is_narrow:
            self.week.setMinimumWidth(0)
            self.week.setMaximumWidth(16_777_215)
        else:
            self.week.setFixedWidth(theme.scaled(_WEEK_WIDTH))

    @shown
    def _remedy(self, task: Task) -> None:
        if task.code != "option_lapses":
            self.navigate.emit(Target(task.subject, task.id))
            return
        from coopdesk.services import bookings  # noqa: PLC0415 - the first paint does not wait for it

        outcome = booking_states.confirm(self.desk, task.id)
        if isinstance(outcome, Refused):
            messages.refusal(self, outcome)
        self.refresh()


def _summary(held: Sequence[BookingLine]) -> str:
    if not held:
        return _("no booking today")
    people = sum(one.expected_persons or 0 for one in held)
    count = ngettext("{n} booking", "{n} bookings", len(held)).format(n=format_number(len(held)))
    if not people:
        return count
    expected = ngettext("{n} person expected", "{n} people expected", people).format(n=format_number(people))
    return f"{count} · {expected}"
