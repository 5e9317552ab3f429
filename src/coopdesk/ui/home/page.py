"""The morning's page (Accueil): today, what is to be done, the week."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from coopdesk.domain.booking import BookingLine, BookingState
from coopdesk.domain.listing import Subject
from coopdesk.foundation.i18n import N_, _, format_day, format_number, ngettext
from coopdesk.services import agenda
from coopdesk.services.agenda import Task
from coopdesk.services.desk import Desk
from coopdesk.ui import theme
from coopdesk.ui.home.first_steps import FirstSteps
from coopdesk.ui.home.key_legend import KeyLegend
from coopdesk.ui.home.timeline import Timeline
from coopdesk.ui.home.to_do_card import ToDoCard
from coopdesk.ui.home.week_card import WeekCard
from coopdesk.ui.messages import shown
from coopdesk.ui.page import Page, Target
from coopdesk.ui.widgets.cards import Card, PageHead
from coopdesk.ui.widgets.layouts import hbox, holder, scrolling, vbox

_MINUTE = 60_000
_OPTION_HELD = timedelta(days=7)
_WEEK_WIDTH = 384


class HomePage(Page):
    """All a coordinator wants to know on arriving, without a click."""

    title, icon = N_("Home"), "house"
    subjects = frozenset(
        {
            *("booking", "room", "room_hours", "room_part", "closure", "condition_report", "house"),
            *("room_key", "room_key_room", "key_handover"),
            *("loan", "loan_line", "organisation", "action", "action_partner", "equipment"),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._head = PageHead("")
        self.timeline = Timeline()
        self.legend = KeyLegend()
        self._today = Card(_("Today"), right=self.legend)
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
        self.to_do.acted_otherwise.connect(self._remedy_otherwise)
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
        self._today.set_note(_summary(held))
        keys = agenda.keys_of(self.desk, held)
        self.timeline.show_day(places, held, self.desk.now(), keys, agenda.closed(self.desk))
        self.legend.show_used(held, keys)
        self.to_do.show_tasks(agenda.to_do(self.desk), today)
        week = agenda.week(self.desk)
        self.week.show_week(week, today)
        # Who came in by the three questions has a room already; only a week of nothing asks further.
        self.first_steps.setVisible(not places or (not week.bookings and not agenda.has_organisations(self.desk)))

    def _tick(self) -> None:
        if self.isVisible():
            self.refresh()

    def set_narrow(self, is_narrow: bool) -> None:
        """The week goes under what is to be done."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._below.setDirection(down if is_narrow else across)
        self.to_do.set_narrow(is_narrow)
        if is_narrow:
            self.week.setMinimumWidth(0)
            self.week.setMaximumWidth(16_777_215)
        else:
            self.week.setFixedWidth(theme.scaled(_WEEK_WIDTH))

    @shown
    def _remedy(self, task: Task) -> None:
        match task.code:
            case "option_lapses" | "request_free":
                self._confirm(task)
            case "option_lapsed":
                self._hold(task)
            case "key_due":
                self._take_key_back(task)
            case _:
                self.navigate.emit(Target(task.subject, task.id))

    @shown
    def _remedy_otherwise(self, task: Task) -> None:
        if task.code == "option_lapsed":
            from coopdesk.ui import firming  # noqa: PLC0415 - the page shows sooner without it

            firming.bring_back(self.desk, task.id, BookingState.CONFIRMED, None, self)
            self.refresh()
        elif task.code == "key_due":
            from coopdesk.ui.keys.handover_edit_dialog import edit_handover  # noqa: PLC0415 - opened by few

            edit_handover(self.desk, task.id, self)
        else:
            self._hold(task)

    def _confirm(self, task: Task) -> None:
        from coopdesk.ui import firming  # noqa: PLC0415 - the page shows sooner without it

        confirm = firming.confirm_series if task.others else firming.confirm
        confirm(self.desk, task.id, self)
        self.refresh()

    def _hold(self, task: Task) -> None:
        """Hold as an option for a week, or until the booking itself."""
        from coopdesk.services import booking_states  # noqa: PLC0415 - SQLAlchemy comes with it
        from coopdesk.ui import firming  # noqa: PLC0415

        day = self.desk.today()
        until = day + _OPTION_HELD if task.starts_at is None else min(day + _OPTION_HELD, task.starts_at.date())
        if task.code == "option_lapsed":
            firming.bring_back(self.desk, task.id, BookingState.OPTION, until, self)
        else:
            firming.told(booking_states.option(self.desk, task.id, until), self)
        self.refresh()

    def _take_key_back(self, task: Task) -> None:
        from coopdesk.services import room_keys  # noqa: PLC0415 - SQLAlchemy comes with it
        from coopdesk.ui.keys.return_dialog import return_dialog  # noqa: PLC0415

        held = room_keys.handover(self.desk, task.id)
        if held is not None:
            return_dialog(self.desk, held, self).open()


def _summary(held: Sequence[BookingLine]) -> str:
    if not held:
        return _("no booking today")
    people = sum(one.expected_persons or 0 for one in held)
    count = ngettext("{n} booking", "{n} bookings", len(held)).format(n=format_number(len(held)))
    if not people:
        return count
    expected = ngettext("{n} person expected", "{n} people expected", people).format(n=format_number(people))
    return f"{count} · {expected}"
